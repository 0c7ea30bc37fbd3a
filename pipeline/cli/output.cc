#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace factbox::cli {
namespace {

// The unfinished file, for the signal handler, which may neither allocate nor lock.
char unfinished[PATH_MAX];
volatile std::sig_atomic_t has_unfinished = 0;

extern "C" void RemoveUnfinished(int signal) {
  if (has_unfinished != 0) unlink(unfinished);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

void Remember(const std::string& part) {
  if (part.size() >= sizeof unfinished) return;
  std::memcpy(unfinished, part.c_str(), part.size() + 1);
  has_unfinished = 1;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction old {};
    sigaction(signal, nullptr, &old);
    if (old.sa_handler != SIG_IGN) std::signal(signal, RemoveUnfinished);  // nohup stays nohup
  }
}

// Where a link points, so that renaming replaces the file and not the link.
std::string Target(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string out(real);
  std::free(real);
  return out;
}

}  // namespace

int WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return 0;
}

std::string SystemReason(int error) { return std::generic_category().message(error); }

Output::~Output() {
  if (fd_ > STDERR_FILENO) close(fd_);
  if (!part_.empty()) {
    unlink(part_.c_str());
    has_unfinished = 0;
  }
}

Error Output::Failure(int error) const { return {error == EPIPE ? "broken_pipe" : "output_failed", name_ + ": " + SystemReason(error)}; }

Status Output::Open(const std::string& path) {
  if (path.empty() || path == "-") {
    name_ = "standard output";
    fd_ = STDOUT_FILENO;
    return {};
  }
  name_ = path;
  path_ = Target(path);
  struct stat info {};
  const bool special = stat(path_.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
  const std::string name = special ? path_ : path_ + ".part";
  fd_ = open(name.c_str(), O_WRONLY | O_CLOEXEC | (special ? 0 : O_CREAT | O_TRUNC), 0666);
  if (fd_ < 0) return Failure(errno);
  if (!special) {
    part_ = name;
    Remember(part_);
  }
  return {};
}

Status Output::Write(std::string_view text) {
  const int error = WriteAll(fd_, text);
  return error == 0 ? Status() : Status(Failure(error));
}

Status Output::Commit() {
  if (part_.empty()) return {};
  bool good = fsync(fd_) == 0;
  int error = errno;
  if (close(std::exchange(fd_, -1)) != 0 && good) {
    good = false;
    error = errno;
  }
  if (good && std::rename(part_.c_str(), path_.c_str()) != 0) {
    good = false;
    error = errno;
  }
  if (!good) return Failure(error);
  has_unfinished = 0;
  part_.clear();
  return {};
}

}  // namespace factbox::cli
