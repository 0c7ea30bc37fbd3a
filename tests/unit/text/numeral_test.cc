#include "text/numeral.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/file.h"
#include "text/segmenter.h"

namespace factbox {
namespace {

struct TableFile {
  std::string name, text;
};

const Numerals& TestNumerals() {
  static const Numerals numerals = [] {
    const std::string path = std::string(FACTBOX_SOURCE_DIR) + "/" + std::string(Numerals::kPath);
    return *Numerals::Load(std::vector<TableFile>{{path, *ReadFile(path)}});
  }();
  return numerals;
}

// The first numeral of the text: "value|slice", with "|ordinal" and "|+suffix" where it has them; "none".
std::string FirstNumeral(const std::string& text, Numerals::Options options = {}) {
  static const Abbreviations abbreviations;
  Segmenter segmenter(abbreviations);
  std::vector<Token> tokens;
  segmenter.Tokenize(text, tokens);
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    const auto numeral = TestNumerals().Parse(text, tokens, i, static_cast<uint32_t>(tokens.size()), options);
    if (!numeral) continue;
    std::string out = numeral->value.ToString() + "|" + std::string(Slice(text, numeral->span));
    if (numeral->ordinal) out += "|ordinal";
    if (!numeral->suffix.empty()) out += "|+" + std::string(Slice(text, numeral->suffix));
    return out;
  }
  return "none";
}

TEST(NumeralTest, DigitsWithSeparators) {
  EXPECT_EQ(FirstNumeral("some 5,200 troops"), "5200|5,200");
  EXPECT_EQ(FirstNumeral("1.50 a litre"), "1.5|1.50");
  EXPECT_EQ(FirstNumeral("1 000 people"), "1000|1 000");
  EXPECT_EQ(FirstNumeral("2\u00a0345\u00a0678,50 in all"), "2345678.5|2\u00a0345\u00a0678,50");
  EXPECT_EQ(FirstNumeral("1’000 francs"), "1000|1’000");
  EXPECT_EQ(FirstNumeral("1'234'567.5"), "1234567.5|1'234'567.5");
  EXPECT_EQ(FirstNumeral("12,34,567 voters"), "1234567|12,34,567");
  EXPECT_EQ(FirstNumeral("1.144.000 doses"), "1144000|1.144.000");
  EXPECT_EQ(FirstNumeral("1.234,56"), "1234.56|1.234,56");
  EXPECT_EQ(FirstNumeral("45,00"), "45|45,00");
  EXPECT_EQ(FirstNumeral("a rate of .75"), "0.75|.75");
  EXPECT_EQ(FirstNumeral("31.500", {.dot_groups = true}), "31500|31.500");
  EXPECT_EQ(FirstNumeral("31.500"), "31.5|31.500");
}

TEST(NumeralTest, DigitsThatAreNoNumeral) {
  EXPECT_EQ(FirstNumeral("version 5.2.1"), "none");
  EXPECT_EQ(FirstNumeral("1234567890123456789012345678901"), "none");
  EXPECT_EQ(FirstNumeral("A320 and G7"), "none");
  EXPECT_EQ(FirstNumeral("written in .net"), "none");
}

TEST(NumeralTest, Words) {
  EXPECT_EQ(FirstNumeral("two thousand and five"), "2005|two thousand and five");
  EXPECT_EQ(FirstNumeral("Three hundred  and  thirty one"), "331|Three hundred  and  thirty one");
  EXPECT_EQ(FirstNumeral("a hundred and six days"), "106|a hundred and six");
  EXPECT_EQ(FirstNumeral("twenty-five-year-old"), "25|twenty-five");
  EXPECT_EQ(FirstNumeral("one million two hundred thousand and forty"), "1200040|one million two hundred thousand and forty");
  EXPECT_EQ(FirstNumeral("two hundred thousand million"), "200000000000|two hundred thousand million");
  EXPECT_EQ(FirstNumeral("five ten"), "5|five");
  EXPECT_EQ(FirstNumeral("at one point five men"), "1|one");
  EXPECT_EQ(FirstNumeral("three point one four"), "3.14|three point one four");
}

TEST(NumeralTest, ScalesAndGroups) {
  EXPECT_EQ(FirstNumeral("1.5 million people"), "1500000|1.5 million");
  EXPECT_EQ(FirstNumeral("a 300-million-euro plan"), "300000000|300-million");
  EXPECT_EQ(FirstNumeral("10k runners"), "10000|10k");
  EXPECT_EQ(FirstNumeral("1 lakh crore"), "1000000000000|1 lakh crore");
  EXPECT_EQ(FirstNumeral("€5bn-plus"), "5000000000|5bn");
  EXPECT_EQ(FirstNumeral("2.3m", {.money = true}), "2300000|2.3m");
  EXPECT_EQ(FirstNumeral("2.3m"), "2.3|2.3|+m");
  EXPECT_EQ(FirstNumeral("$4 b"), "4|4");
  EXPECT_EQ(FirstNumeral("a dozen eggs"), "12|a dozen");
  EXPECT_EQ(FirstNumeral("two dozen"), "24|two dozen");
  EXPECT_EQ(FirstNumeral("half a dozen"), "6|half a dozen");
  EXPECT_EQ(FirstNumeral("a half-dozen"), "6|a half-dozen");
  EXPECT_EQ(FirstNumeral("half a million"), "500000|half a million");
}

TEST(NumeralTest, Fractions) {
  EXPECT_EQ(FirstNumeral("two-thirds of members"), "0.6666666667|two-thirds");
  EXPECT_EQ(FirstNumeral("a third of the vote"), "0.3333333333|a third");
  EXPECT_EQ(FirstNumeral("a third man"), "3|third|ordinal");
  EXPECT_EQ(FirstNumeral("three-quarters of a million"), "750000|three-quarters of a million");
  EXPECT_EQ(FirstNumeral("3 1/2 hours"), "3.5|3 1/2");
  EXPECT_EQ(FirstNumeral("3½ hours"), "3.5|3½");
  EXPECT_EQ(FirstNumeral("⅔ cup"), "0.6666666667|⅔");
  EXPECT_EQ(FirstNumeral("one and a half million"), "1500000|one and a half million");
  EXPECT_EQ(FirstNumeral("five and a quarter"), "5.25|five and a quarter");
  EXPECT_EQ(FirstNumeral("since 9/11"), "9|9");
  EXPECT_EQ(FirstNumeral("one twenty-fifth"), "0.04|one twenty-fifth");
  EXPECT_EQ(FirstNumeral("1/300 of it"), "0.003333333333|1/300");
}

TEST(NumeralTest, ScalesInARow) {
  EXPECT_EQ(FirstNumeral("2 crore 50 lakh voters"), "25000000|2 crore 50 lakh");
  EXPECT_EQ(FirstNumeral("3 million and a half"), "3500000|3 million and a half");
  EXPECT_EQ(FirstNumeral("two million and three quarters"), "2750000|two million and three quarters");
  EXPECT_EQ(FirstNumeral("three million, two hundred and forty"), "3000240|three million, two hundred and forty");
  EXPECT_EQ(FirstNumeral("quarter million"), "250000|quarter million");
}

TEST(NumeralTest, Powers) {
  EXPECT_EQ(FirstNumeral("2^10 bits"), "1024|2^10");
  EXPECT_EQ(FirstNumeral("2.5^-1"), "0.4|2.5^-1");
  EXPECT_EQ(FirstNumeral("1.3x10^6"), "1300000|1.3x10^6");
  EXPECT_EQ(FirstNumeral("2.48×10−5"), "0.0000248|2.48×10−5");
}

TEST(NumeralTest, Ordinals) {
  EXPECT_EQ(FirstNumeral("the 21st century"), "21|21st|ordinal");
  EXPECT_EQ(FirstNumeral("the 112th"), "112|112th|ordinal");
  EXPECT_EQ(FirstNumeral("11st"), "11|11|+st");
  EXPECT_EQ(FirstNumeral("twenty-first"), "21|twenty-first|ordinal");
  EXPECT_EQ(FirstNumeral("hundred and fifth"), "5|fifth|ordinal");
  EXPECT_EQ(FirstNumeral("one hundred and fifth"), "105|one hundred and fifth|ordinal");
  EXPECT_EQ(FirstNumeral("two hundredth"), "200|two hundredth|ordinal");
}

TEST(NumeralTest, WhatIsGluedToDigits) {
  EXPECT_EQ(FirstNumeral("5km"), "5|5|+km");
  EXPECT_EQ(FirstNumeral("10am"), "10|10|+am");
  EXPECT_EQ(FirstNumeral(".25ml"), "0.25|.25|+ml");
}

TEST(NumeralTest, MayBeYear) {
  static const Abbreviations abbreviations;
  Segmenter segmenter(abbreviations);
  const auto year = [&](const std::string& text) {
    std::vector<Token> tokens;
    segmenter.Tokenize(text, tokens);
    return TestNumerals().Parse(text, tokens, 0, static_cast<uint32_t>(tokens.size()))->MayBeYear();
  };
  EXPECT_TRUE(year("1998"));
  EXPECT_FALSE(year("1,998"));
  EXPECT_FALSE(year("3998"));
  EXPECT_FALSE(year("1998 million"));
}

TEST(RationalTest, IsExact) {
  EXPECT_EQ(Rational::FromDecimal("0.10").Plus(Rational::FromDecimal("0.2")).ToString(), "0.3");
  EXPECT_EQ(Rational(5).Plus(Rational(2).Over(12)).ToString(), "5.166666667");
  EXPECT_EQ(Rational(2).Over(3).Times(3).ToString(), "2");
  EXPECT_EQ(Rational::FromDecimal("12.50").Negated().ToString(), "-12.5");
  EXPECT_EQ(Rational::FromDecimal("64.2").Over(100).ToString(), "0.642");
  EXPECT_EQ(Rational(1999999999999).Over(2000000000).ToString(), "1000");
  EXPECT_EQ(Compare(Rational(1).Over(3), Rational::FromDecimal("0.4")), -1);
  EXPECT_FALSE(Rational::FromDecimal("999999999999999999999999999999").Times(1000).valid());
}

TEST(NumeralsTest, ReportsEveryMistakeOfItsTable) {
  const auto numerals = Numerals::Load(std::vector<TableFile>{{"w.tsv", "word\tkind\tvalue\nuno\tunti\t1\nduo\tunit\tx\ntre\tunit\t3\nTre\tunit\t3\n"}});
  ASSERT_FALSE(numerals);
  EXPECT_EQ(numerals.error().code, "data_invalid");
  EXPECT_EQ(
      numerals.error().message,
      "w.tsv:2:5: 'unti' is no kind of number word\nw.tsv:3:10: 'x' is no whole number\nw.tsv:5:1: 'Tre' is a number word already, or there are too many");
}

}  // namespace
}  // namespace factbox
