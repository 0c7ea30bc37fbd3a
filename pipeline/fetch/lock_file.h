// One run at a time: a file that is locked as long as its process lives.
//
// The lock is the kernel's (flock), so it goes with the process however that ends: a file that a killed run left behind is stale by itself and locks nobody
// out. What stands in the file (process, host, start) is for people.
#pragma once

#include <string>

#include "base/result.h"

namespace factbox {

class LockFile {
 public:
  // Errors: locked (another run has it; the message says which), lock_failed.
  static Result<LockFile> Take(const std::string& path, const std::string& started);
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile();

 private:
  explicit LockFile(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace factbox
