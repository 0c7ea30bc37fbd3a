#include "fetch/lock_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace factbox {
namespace {

Error Failure(const std::string& path) { return {"lock_failed", path + ": " + std::strerror(errno)}; }

}  // namespace

Result<LockFile> LockFile::Take(const std::string& path, const std::string& started) {
  LockFile lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (lock.fd_ < 0) return Failure(path);
  while (flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return Failure(path);
    char text[256];
    const ssize_t size = pread(lock.fd_, text, sizeof text, 0);
    std::string_view holder(text, size > 0 ? static_cast<size_t>(size) : 0);
    holder = holder.substr(0, holder.find('\n'));
    return Error{"locked", fmt::format("{}: another run is under way ({})", path, holder.empty() ? "it just started" : holder)};
  }
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  const std::string text = fmt::format("process {} on {} since {}\n", getpid(), host, started);
  if (ftruncate(lock.fd_, 0) != 0 || pwrite(lock.fd_, text.data(), text.size(), 0) < 0) return Failure(path);
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

// The file stays: removing it would let two others lock two files of the same name.
LockFile::~LockFile() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace factbox
