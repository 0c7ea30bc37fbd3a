#include "fetch/day_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/descriptor.h"

namespace factbox {
namespace {

constexpr int kLevel = 6;  // of Zstandard: records shrink to a ninth; 3 leaves a tenth more, 12 takes five times the time for a twentieth

Error Failure(const std::string& path, int error) { return {"output_failed", path + ": " + std::strerror(error)}; }

Result<std::string> Compress(std::string_view lines) {
  std::string frame(ZSTD_compressBound(lines.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  if (context == nullptr) return Error{"output_failed", "out of memory"};
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const size_t size = ZSTD_compress2(context, frame.data(), frame.size(), lines.data(), lines.size());
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(size) != 0) return Error{"output_failed", std::string("Zstandard: ") + ZSTD_getErrorName(size)};
  frame.resize(size);
  return frame;
}

// A new name is on disk only when its folder is.
int SyncFolder(const std::filesystem::path& folder) {
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.get() < 0 || fsync(fd.get()) != 0 ? errno : 0;
}

int WriteAt(int fd, std::string_view bytes, uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t n = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(n));
    at += static_cast<uint64_t>(n);
  }
  return 0;
}

}  // namespace

std::string DayFiles::NameOf(std::string_view day) {
  return std::string(day.substr(0, 4)) + "/" + std::string(day.substr(5, 2)) + "/" + std::string(day.substr(8, 2)) + ".jsonl.zst";
}

bool DayFiles::Exists(const std::string& name) const {
  std::error_code ignored;
  return std::filesystem::exists(folder_ + "/" + name, ignored);
}

Result<uint64_t> DayFiles::Append(const std::string& name, uint64_t size, std::string_view lines) const {
  Result<std::string> frame = Compress(lines);
  if (!frame) return frame.error();
  const std::filesystem::path path = std::filesystem::path(folder_) / name;
  std::error_code problem;
  std::filesystem::create_directories(path.parent_path(), problem);
  if (problem) return Failure(path.parent_path().string(), problem.value());
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  if (file.get() < 0) return Failure(path.string(), errno);
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return Failure(path.string(), errno);
  if (static_cast<uint64_t>(info.st_size) != size)
    return Error{"output_failed", fmt::format("{}: has {} bytes, not {}; somebody else writes to it", path.string(), info.st_size, size)};
  int error = WriteAt(file.get(), *frame, size);
  if (error == 0 && fsync(file.get()) != 0) error = errno;
  if (error == 0 && size == 0)
    for (std::filesystem::path folder = path.parent_path(); error == 0 && !folder.empty() && folder != folder.parent_path(); folder = folder.parent_path()) {
      error = SyncFolder(folder);
      if (folder == std::filesystem::path(folder_)) break;
    }
  if (error != 0) {
    (void)!ftruncate(file.get(), static_cast<off_t>(size));  // a full disk leaves no half frame
    return Failure(path.string(), error);
  }
  return size + frame->size();
}

Result<uint64_t> DayFiles::CutBack(const std::string& name, uint64_t size) const {
  const std::string path = folder_ + "/" + name;
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno == ENOENT) return uint64_t{0};
    return Failure(path, errno);
  }
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return Failure(path, errno);
  const auto there = static_cast<uint64_t>(info.st_size);
  if (there < size)
    return Error{"output_shrunk", fmt::format("{}: has {} bytes where {} were written; put it back, or move it away to begin it anew", path, there, size)};
  if (there == size) return uint64_t{0};
  if (ftruncate(file.get(), static_cast<off_t>(size)) != 0 || fsync(file.get()) != 0) return Failure(path, errno);
  return there - size;
}

}  // namespace factbox
