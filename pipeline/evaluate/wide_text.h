// Text as code points, for everything that counts in them, and the classes of characters that the scores are defined with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/facts.h"

namespace factbox::evaluate {

// Requires: valid UTF-8 (what JSON is).
std::u32string Wide(std::string_view text);
std::string Narrow(std::u32string_view text);

bool IsBlank(char32_t c);     // Unicode white space and the separators of ASCII, as Python's str.isspace
bool IsWordChar(char32_t c);  // a letter, a number, or _; no combining mark
bool IsUpper(char32_t c);
char32_t Folded(char32_t c);  // simple case folding
std::u32string Folded(std::u32string_view text);

// Runs of word characters.
std::vector<std::u32string_view> Words(std::u32string_view text);

// Slices of a text in code points without decoding all of it more than once. Keeps a reference.
class Sliceable {
 public:
  Sliceable() = default;
  explicit Sliceable(std::string_view text);
  int64_t length() const { return length_; }
  // What lies outside of the text is cut off.
  std::string_view Slice(Stretch at) const;

 private:
  size_t ByteOf(int64_t point) const;
  std::string_view text_;
  int64_t length_ = 0;
  std::vector<uint32_t> every_;  // the byte of each 64th code point; empty: all ASCII
};

}  // namespace factbox::evaluate
