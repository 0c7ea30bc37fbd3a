// Whole files: read into memory, mapped, or written so that a reader never sees half of one.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// The content of a file. Errors: file_not_found, file_unreadable; the message names the path and the system's reason.
Result<std::string> ReadFile(const std::string& path);

// Writes beside `path` and renames, so that `path` is either the old file or the whole new one. Errors: file_unwritable.
Status WriteFileAtomically(const std::string& path, std::string_view content);

// A file mapped read-only; pages are shared between processes and read when touched. Movable, const = thread-safe.
class MappedFile {
 public:
  static Result<MappedFile> Open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const& { return {data_, size_}; }
  std::string_view bytes() && = delete;  // would dangle
  std::string_view bytes() const&& = delete;

 private:
  MappedFile(const char* data, size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace factbox
