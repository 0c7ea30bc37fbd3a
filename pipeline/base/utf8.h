// UTF-8: validation, repair, stepping. Everything behind this header sees valid UTF-8 only.
//
//   RepairUtf8("caf\xE9 au lait")  →  {"caf\uFFFD au lait", 1}
//
// Repair follows the Unicode Standard's "substitution of maximal subparts" (ch. 3.9), as browsers and ICU do: each maximal ill-formed
// piece becomes one U+FFFD. It does not guess that the bytes were Latin-1; charset detection is the business of whoever read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace factbox {

bool IsValidUtf8(std::string_view text);

struct RepairedUtf8 {
  std::string text;
  size_t replacements = 0;  // how many U+FFFD were put in
};
RepairedUtf8 RepairUtf8(std::string_view text);

// True at byte offsets where a code point starts, and at the end. Requires: valid UTF-8, offset <= size.
inline bool IsBoundary(std::string_view text, size_t offset) { return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80; }

struct CodePoint {
  char32_t value = 0;
  uint32_t bytes = 0;  // 1 to 4; 0 at the end of the text
};
// The code point that starts at `offset`. Requires: valid UTF-8, `offset` on a boundary.
CodePoint DecodeUtf8(std::string_view text, size_t offset);

void AppendUtf8(std::string& out, char32_t value);

}  // namespace factbox
