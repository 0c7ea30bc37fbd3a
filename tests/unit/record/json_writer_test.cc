#include "record/json_writer.h"

#include <gtest/gtest.h>

#include <clocale>
#include <string>
#include <utility>

namespace factbox {
namespace {

TEST(JsonWriterTest, PutsCommasBetweenKeysAndValues) {
  std::string out = "before ";
  JsonWriter json(out);
  json.BeginObject().Key("a").BeginArray().Integer(1).Integer(2).BeginObject().EndObject().BeginArray().EndArray().EndArray();
  json.Key("b").Bool(true).Key("c").BeginObject().Key("d").Bool(false).EndObject().Key("e").String("x").EndObject();
  EXPECT_EQ(out, R"(before {"a":[1,2,{},[]],"b":true,"c":{"d":false},"e":"x"})");
}

TEST(JsonWriterTest, EscapesWhatJsonRequiresAndNothingElse) {
  std::string out;
  using std::string_literals::operator""s;  // keeps the NUL
  AppendJsonEscaped(out, "\"\\/\n\r\t\b\f\0\x01\x1f\x7f São 🎉 \u2028"s);
  EXPECT_EQ(out, "\\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u0001\\u001f\x7f São 🎉 \u2028");
}

TEST(JsonWriterTest, EscapesAtBothEnds) {
  std::string out;
  AppendJsonEscaped(out, "\"a\"");
  AppendJsonEscaped(out, "");
  EXPECT_EQ(out, "\\\"a\\\"");
}

TEST(JsonWriterTest, EscapesAtEveryPlaceOfALongText) {
  for (size_t size = 1; size <= 40; ++size)
    for (size_t at = 0; at < size; ++at)
      for (const auto& [character, escaped] : {std::pair('"', "\\\""), std::pair('\\', "\\\\"), std::pair('\x1f', "\\u001f")}) {
        std::string text(size, '\xFF'), out;  // bytes above those that need escapes, and right above them
        for (size_t i = 0; i < size; i += 3) text[i] = i % 2 == 0 ? ' ' : '#';
        std::string expected = text;
        text[at] = character;
        expected.replace(at, 1, escaped);
        AppendJsonEscaped(out, text);
        EXPECT_EQ(out, expected);
      }
}

std::string Fixed(double value, int decimals) {
  std::string out;
  JsonWriter(out).Fixed(value, decimals);
  return out;
}

TEST(JsonWriterTest, FixedDecimals) {
  EXPECT_EQ(Fixed(33.34058, 5), "33.34058");
  EXPECT_EQ(Fixed(-0.5, 2), "-0.50");
  EXPECT_EQ(Fixed(-0.004, 2), "0.00");
  EXPECT_EQ(Fixed(0.999, 2), "1.00");
  EXPECT_EQ(Fixed(-179.999999, 5), "-180.00000");
  EXPECT_EQ(Fixed(7.6, 0), "8");
  EXPECT_EQ(Fixed(0.00001, 5), "0.00001");
}

TEST(JsonWriterTest, LargestInteger) {
  std::string out;
  JsonWriter(out).Integer(UINT64_MAX);
  EXPECT_EQ(out, "18446744073709551615");
}

}  // namespace
}  // namespace factbox
