// Repair gives valid UTF-8, leaves valid UTF-8 alone, and drops or moves no good character.
#include "base/utf8.h"

#include <string>

#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  const RepairedUtf8 repaired = RepairUtf8(input);
  FUZZ_REQUIRE(IsValidUtf8(repaired.text));
  FUZZ_REQUIRE(IsValidUtf8(input) == (repaired.replacements == 0));
  if (repaired.replacements == 0) FUZZ_REQUIRE(repaired.text == input);
  FUZZ_REQUIRE(RepairUtf8(repaired.text).replacements == 0);

  // Decoded and put together again it is the same, and ASCII is untouched and in order.
  std::string again, ascii, ascii_in;
  for (size_t at = 0; at < repaired.text.size();) {
    FUZZ_REQUIRE(IsBoundary(repaired.text, at));
    const CodePoint point = DecodeUtf8(repaired.text, at);
    FUZZ_REQUIRE(point.bytes > 0 && point.value <= 0x10FFFF);
    AppendUtf8(again, point.value);
    if (point.value < 0x80) ascii += static_cast<char>(point.value);
    at += point.bytes;
  }
  FUZZ_REQUIRE(again == repaired.text);
  for (const char c : input)
    if (static_cast<unsigned char>(c) < 0x80) ascii_in += c;
  FUZZ_REQUIRE(ascii == ascii_in);
}
