// An open file of the operating system, closed where its owner ends.
#pragma once

#include <utility>

namespace factbox {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  int get() const { return fd_; }  // negative: none
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

}  // namespace factbox
