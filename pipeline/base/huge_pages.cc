#include "base/huge_pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

namespace factbox {
namespace {

constexpr size_t kHuge = size_t{2} << 20;  // of x86 and of ARM with small pages of 4 KiB

}  // namespace

HugePages::HugePages(std::string_view bytes) {
  if (bytes.empty()) return;
  const size_t size = bytes.size() + kHuge;  // room to begin where a huge page does
  void* region = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (region == MAP_FAILED) throw std::bad_alloc();
  region_ = region;
  region_size_ = size;
  char* data = static_cast<char*>(region) + (kHuge - reinterpret_cast<uintptr_t>(region) % kHuge) % kHuge;
  madvise(data, bytes.size(), MADV_HUGEPAGE);  // where it fails, pages are small
  std::memcpy(data, bytes.data(), bytes.size());
  bytes_ = {data, bytes.size()};
}

HugePages::HugePages(HugePages&& other) noexcept
    : region_(std::exchange(other.region_, nullptr)), region_size_(std::exchange(other.region_size_, 0)), bytes_(std::exchange(other.bytes_, {})) {}

HugePages& HugePages::operator=(HugePages&& other) noexcept {
  std::swap(region_, other.region_);
  std::swap(region_size_, other.region_size_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

HugePages::~HugePages() {
  if (region_ != nullptr) munmap(region_, region_size_);
}

}  // namespace factbox
