// A copy of bytes in huge pages, where the system has them.
//
// For a few megabytes that are looked up all over the place: with small pages the processor spends more time on finding a page than on reading it.
// Where there are no huge pages it is memory like any other.
#pragma once

#include <cstddef>
#include <string_view>

namespace factbox {

// On an address that 4096 divides. Empty until it is filled.
class HugePages {
 public:
  HugePages() = default;
  explicit HugePages(std::string_view bytes);
  HugePages(HugePages&& other) noexcept;
  HugePages& operator=(HugePages&& other) noexcept;
  ~HugePages();

  std::string_view bytes() const { return bytes_; }

 private:
  void* region_ = nullptr;
  size_t region_size_ = 0;
  std::string_view bytes_;
};

}  // namespace factbox
