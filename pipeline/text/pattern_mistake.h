// What is wrong with a pattern, and where.
#pragma once

#include <cstddef>
#include <string>

namespace factbox {

struct PatternMistake {
  size_t at = 0;  // byte offset into the pattern as written, from 0
  std::string message;
};

}  // namespace factbox
