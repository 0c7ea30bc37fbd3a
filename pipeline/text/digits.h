// Numbers written in digits: 5,200  1.5  1’000  12,34,567  1.234,56 → ASCII digits with a '.' before the decimals.
//
// The last of two kinds of separator starts the decimals; one kind alone groups if its groups fit (three digits, or Indian twos), except a
// single dot, which starts decimals. What is neither ("5.2.1", "22,24,26") is no number.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace factbox {

struct Digits {
  std::array<char, 40> buffer{};
  size_t size = 0;    // of buffer
  size_t bytes = 0;   // of the text that was read
  bool plain = true;  // digits alone
  bool valid = false;
  std::string_view view() const { return {buffer.data(), size}; }
};

// The number that `text` begins with. `dot_groups`: a single dot before three digits groups them ("31.500").
Digits ReadDigits(std::string_view text, bool dot_groups);

// "st" behind 21, "th" behind 11 …: `digits` as in Digits::view.
bool IsOrdinalEnding(std::string_view ending, std::string_view digits);

}  // namespace factbox
