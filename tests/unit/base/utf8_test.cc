#include "base/utf8.h"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <random>
#include <string>
#include <string_view>

namespace factbox {
namespace {

using namespace std::string_literals;

std::string Repaired(std::string_view text) { return RepairUtf8(text).text; }

constexpr char kR[] = "\uFFFD";
std::string Replacements(int n) {
  std::string out;
  while (n-- > 0) out += kR;
  return out;
}

TEST(Utf8Test, ValidTextIsLeftAlone) {
  for (const std::string& text : {""s, "plain"s, "Zürich – 北京 🎉"s, "\0x"s, "\uFFFD"s, "\U0010FFFF"s, "\uD7FF\uE000"s}) {
    EXPECT_TRUE(IsValidUtf8(text)) << text;
    EXPECT_EQ(Repaired(text), text);
    EXPECT_EQ(RepairUtf8(text).replacements, 0u);
  }
}

struct Broken {
  std::string bytes, repaired;
  size_t replacements;
};

// The classes of ill-formed sequences; the longer ones are the examples of the Unicode Standard, tables 3-8 to 3-11.
TEST(Utf8Test, EachMaximalSubpartBecomesOneReplacement) {
  const Broken kBroken[] = {
      {"\x80", Replacements(1), 1},  // continuation alone
      {"a\xBFz", "a"s + kR + "z", 1},
      {"\xC0\xAF", Replacements(2), 2},  // overlong /
      {"\xC1\xBF", Replacements(2), 2},
      {"\xE0\x80\xAF", Replacements(3), 3},
      {"\xF0\x80\x80\xAF", Replacements(4), 4},
      {"\xED\xA0\x80", Replacements(3), 3},      // surrogate
      {"\xF4\x90\x80\x80", Replacements(4), 4},  // beyond U+10FFFF
      {"\xF5\x80\x80\x80", Replacements(4), 4},
      {"\xFE\xFF", Replacements(2), 2},  // bytes of no sequence
      {"\xC3", Replacements(1), 1},      // cut short at the end
      {"\xE2\x80", Replacements(1), 1},
      {"\xF0\x9F\x8E", Replacements(1), 1},
      {"\xC3z", kR + "z"s, 1},  // cut short by ASCII
      {"\xE2\x80z", kR + "z"s, 1},
      {"\xC3\xC3\xA9", kR + "é"s, 1},  // by another sequence
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", Replacements(8) + "A", 8},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", Replacements(8) + "A", 8},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", Replacements(5) + "A" + Replacements(2) + "B", 7},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", Replacements(4) + "A", 4},
  };
  for (const Broken& broken : kBroken) {
    EXPECT_FALSE(IsValidUtf8(broken.bytes));
    EXPECT_EQ(Repaired(broken.bytes), broken.repaired);
    EXPECT_EQ(RepairUtf8(broken.bytes).replacements, broken.replacements);
  }
}

TEST(Utf8Test, RepairsAsIcuDoes) {
  std::mt19937 random(3);
  const std::string_view kPieces[] = {"a",    "\xC3", "\xA9", "\xE2", "\x82", "\xAC", "\xF0", "\x9F", "\x8E",
                                      "\x89", "\xED", "\xA0", "\xF4", "\x90", "\xFF", "\xC0", "é"};
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (int i = 0; i < 10; ++i) bytes += kPieces[random() % std::size(kPieces)];
    std::string expected;
    icu::UnicodeString::fromUTF8(bytes).toUTF8String(expected);
    const RepairedUtf8 repaired = RepairUtf8(bytes);
    ASSERT_EQ(repaired.text, expected);
    ASSERT_TRUE(IsValidUtf8(repaired.text));
    ASSERT_EQ(IsValidUtf8(bytes), repaired.replacements == 0);
  }
}

TEST(Utf8Test, EveryCodePointGoesThereAndBack) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, c);
    ASSERT_TRUE(IsValidUtf8(text)) << static_cast<uint32_t>(c);
    const CodePoint point = DecodeUtf8(text, 0);
    ASSERT_EQ(point.value, c);
    ASSERT_EQ(point.bytes, text.size());
  }
}

TEST(Utf8Test, BoundariesAreWhereCodePointsStart) {
  const std::string text = "aé€🎉";
  std::string boundaries;
  for (size_t i = 0; i <= text.size(); ++i) boundaries += IsBoundary(text, i) ? '|' : '.';
  EXPECT_EQ(boundaries, "||.|..|...|");
  EXPECT_EQ(DecodeUtf8(text, text.size()).bytes, 0u);
}

}  // namespace
}  // namespace factbox
