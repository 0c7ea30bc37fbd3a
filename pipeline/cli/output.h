// Where records go: standard output, or a file that is written beside its name and renamed when all is well.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox::cli {

// 0, or the errno of what failed.
int WriteAll(int fd, std::string_view text);

std::string SystemReason(int error);

// One a program. Signals that end the program (SIGINT, SIGTERM, SIGHUP) remove the half-written file first.
class Output {
 public:
  Output() = default;
  ~Output();  // removes what was not committed
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // `path`: empty or "-" is standard output. What is no ordinary file (a device, a pipe) is written to directly. Errors: output_failed.
  Status Open(const std::string& path);

  // Writes at once; records come in large pieces. Errors: broken_pipe, output_failed.
  Status Write(std::string_view text);

  // Gives the file its name. Errors: output_failed.
  Status Commit();

 private:
  Error Failure(int error) const;
  int fd_ = -1;
  std::string name_;  // for messages
  std::string path_;  // of the finished file
  std::string part_;  // of the unfinished file; empty: written directly
};

}  // namespace factbox::cli
