// Classes of single bytes. Bytes of other scripts are in none, so that UTF-8 may be read byte by byte.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace factbox {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }
constexpr bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c); }
// Blanks of HTML: XML and JSON have no form feed.
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

inline std::string LowerCase(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), Lower);
  return out;
}

}  // namespace factbox
