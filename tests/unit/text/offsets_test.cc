#include "text/offsets.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/utf8.h"
#include "text/span.h"

namespace factbox {
namespace {

TEST(OffsetMapTest, ExamplesOfTheHeader) {
  EXPECT_EQ(OffsetMap("Zürich", OffsetUnit::kCodePoint)(3), 2u);
  EXPECT_EQ(OffsetMap("Zürich", OffsetUnit::kUtf16)(3), 2u);
  EXPECT_EQ(OffsetMap("🎉 3", OffsetUnit::kCodePoint)(5), 2u);
  EXPECT_EQ(OffsetMap("🎉 3", OffsetUnit::kUtf16)(5), 3u);
  EXPECT_EQ(OffsetMap("🎉 3", OffsetUnit::kByte)(5), 5u);
}

TEST(OffsetMapTest, AgreesWithACountFromTheStart) {
  const std::string_view kPieces[] = {"a", "é", "€", "🎉", "plain words "};
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    // Few pieces beyond ASCII in some rounds, and lengths around multiples of the stride.
    const size_t choice = 1 + random() % std::size(kPieces), length = random() % 200;
    while (text.size() < length) text += kPieces[random() % choice];
    const OffsetMap points(text, OffsetUnit::kCodePoint), units(text, OffsetUnit::kUtf16);
    uint32_t point = 0, unit = 0;
    for (size_t at = 0;; at += DecodeUtf8(text, at).bytes) {
      ASSERT_EQ(points(static_cast<uint32_t>(at)), point) << text;
      ASSERT_EQ(units(static_cast<uint32_t>(at)), unit) << text;
      if (at == text.size()) break;
      ++point;
      unit += DecodeUtf8(text, at).value > 0xFFFF ? 2 : 1;
    }
  }
}

TEST(SpanTest, IsHalfOpen) {
  constexpr Span kSpan{2, 5};
  EXPECT_EQ(kSpan.size(), 3u);
  EXPECT_TRUE(kSpan.Contains({2, 5}) && kSpan.Contains({3, 3}) && !kSpan.Contains({2, 6}) && !kSpan.Contains({1, 3}));
  EXPECT_TRUE(kSpan.Overlaps({4, 9}) && !kSpan.Overlaps({5, 9}) && !kSpan.Overlaps({0, 2}));
  EXPECT_EQ(Slice("abcdefg", kSpan), "cde");
  constexpr TokenRange kRange{1, 3};
  EXPECT_TRUE(kRange.Contains(1) && kRange.Contains(2) && !kRange.Contains(3) && !kRange.empty());
}

}  // namespace
}  // namespace factbox
