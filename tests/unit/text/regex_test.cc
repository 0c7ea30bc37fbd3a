#include "text/regex.h"

#include <gtest/gtest.h>

namespace factbox {
namespace {

// Every match in the text, with the groups of each behind a bar: "Zürich", "a|b".
std::vector<std::string> All(const std::string& pattern, std::string_view text, const RegexMacros& macros = RegexMacros()) {
  const Result<Regex, PatternMistake> regex = Regex::Compile(pattern, macros);
  if (!regex) return {"mistake at " + std::to_string(regex.error().at) + ": " + regex.error().message};
  std::vector<std::string> out;
  std::vector<Span> groups(regex->groups() + 1);
  for (uint32_t from = 0; from <= text.size() && regex->Find(text, from, groups); from = groups[0].end) {
    std::string found;
    for (size_t i = 0; i < groups.size(); ++i) found += (i > 0 ? "|" : "") + std::string(Slice(text, groups[i]));
    out.push_back(found);
    if (groups[0].empty()) return {"an empty match"};
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(RegexTest, WordBoundariesKnowLettersBeyondAscii) {
  EXPECT_EQ(All("{WB}rich{WB}", "Zürich rich enrich rich"), (Strings{"rich", "rich"}));
  EXPECT_EQ(All("{WB}{UPPER}{LETTER}+{WB}", "Łódź and Zürich, São Tomé"), (Strings{"Łódź", "Zürich", "São", "Tomé"}));
  EXPECT_EQ(All("{WB}5{WB}", "5 55 5.5 ٥5 5é 5_"), (Strings{"5", "5", "5"}));
  EXPECT_EQ(All("{WB}e\u0301t{WB}", "e\u0301t ne\u0301t"), (Strings{"e\u0301t"}));
}

TEST(RegexTest, AMatchMayShareItsBoundaryWithTheNext) {
  EXPECT_EQ(All("{WB}a{WB}", "a a,a"), (Strings{"a", "a", "a"}));
  EXPECT_EQ(All("{WB}[.a]{WB}", "..a."), (Strings{".", "a"}));  // before the second full stop nothing, behind it a letter
}

TEST(RegexTest, FromDoesNotLookBackBeyondOneCharacter) {
  const Result<Regex, PatternMistake> regex = Regex::Compile("{WB}-?a{WB}");
  ASSERT_TRUE(regex) << regex.error().message;
  Span whole;
  ASSERT_TRUE(regex->Find("-a b", 1, whole));
  EXPECT_EQ(whole, (Span{1, 2}));
  EXPECT_FALSE(regex->Find("ba b", 1, whole));
  ASSERT_TRUE(regex->Find("“a b", 3, whole));
  EXPECT_EQ(whole, (Span{3, 4}));
}

TEST(RegexTest, OneSidedBoundaries) {
  EXPECT_EQ(All("{WB}un", "un unfit begun"), (Strings{"un", "un"}));
  EXPECT_EQ(All("ing{WB}", "sing ingot singing"), (Strings{"ing", "ing"}));
}

TEST(RegexTest, EveryMacroMatchesWhatItsRowSays) {
  EXPECT_EQ(All("{LETTER}+", "ab-Éc\u0301д7"), (Strings{"ab", "Éc\u0301д"}));
  EXPECT_EQ(All("{UPPER}", "aBÉд Дǅ"), (Strings{"B", "É", "Д", "ǅ"}));
  EXPECT_EQ(All("{LOWER}+", "ABcéД"), (Strings{"cé"}));
  EXPECT_EQ(All("{DIGIT}+", "a12 ٣٤"), (Strings{"12", "٣٤"}));
  EXPECT_EQ(All("{WORD}+", "é_1-x"), (Strings{"é_1", "x"}));
  EXPECT_EQ(All("a{SPACE}b", "a b a\u00A0b a\tb a\nb"), (Strings{"a b", "a\u00A0b", "a\tb"}));
  EXPECT_EQ(All("{BREAK}", "a\r\nb\nc"), (Strings{"\r\n", "\n"}));
  EXPECT_EQ(All("{DASH}", "a-b–c—d−e_"), (Strings{"-", "–", "—", "−"}));
  EXPECT_EQ(All("{QUOTE}", "\"a“b”c«d»'"), (Strings{"\"", "“", "”", "«", "»"}));
  EXPECT_EQ(All("O{APOS}N", "O'N O’N OʼN O\"N"), (Strings{"O'N", "O’N", "OʼN"}));
  EXPECT_EQ(All("{NUMBER}", "5 of 5,200.5, or 1’000 and 3."), (Strings{"5", "5,200.5", "1’000", "3"}));
}

TEST(RegexTest, MacrosWithinBrackets) {
  EXPECT_EQ(All("[{LETTER}{APOS}-]+", "Sana’a al-Amal 5"), (Strings{"Sana’a", "al-Amal"}));
  EXPECT_EQ(All("[^{WORD}]+", "a, b"), (Strings{", "}));
  EXPECT_EQ(All("[]a]+", "a]b"), (Strings{"a]"}));
  EXPECT_EQ(All("[{}]", "{}"), (Strings{"{", "}"}));
}

TEST(RegexTest, GroupsAreNumberedAndNamed) {
  EXPECT_EQ(All("{WB}({NUMBER}) (?:to|-) ({NUMBER}){WB}", "from 5 to 10."), (Strings{"5 to 10|5|10"}));
  EXPECT_EQ(All("(a)|(b)", "ab"), (Strings{"a|a|", "b||b"}));
  const Result<Regex, PatternMistake> regex = Regex::Compile("{WB}(?P<low>5)-(?P<high>6)");
  ASSERT_TRUE(regex);
  EXPECT_EQ(regex->Group("low"), 1u);
  EXPECT_EQ(regex->Group("high"), 2u);
  EXPECT_EQ(regex->Group("middle"), 0u);
}

TEST(RegexTest, FullMatchTakesTheWholeText) {
  const Result<Regex, PatternMistake> regex = Regex::Compile("{WB}[^0]+?{WB}");
  ASSERT_TRUE(regex);
  EXPECT_TRUE(regex->FullMatch("ab."));
  EXPECT_FALSE(regex->FullMatch("ab0"));
  EXPECT_FALSE(regex->FullMatch(""));
}

TEST(RegexTest, FlagsAndQuantifiersPass) {
  EXPECT_EQ(All("{WB}(?i)été{WB}", "Été ÉTÉ"), (Strings{"Été", "ÉTÉ"}));
  EXPECT_EQ(All("a{2}b{1,2}", "aabbb"), (Strings{"aabb"}));
  EXPECT_EQ(All("x(?i)y", "xY"), (Strings{"xY"}));
  EXPECT_EQ(All(R"(\p{Greek}+\x{2013}\{)", "αβ–{"), (Strings{"αβ–{"}));
}

struct Mistaken {
  std::string pattern;
  size_t at;
  std::string part;  // of the message
};

TEST(RegexTest, MistakesAreReportedWithTheirPlace) {
  const Mistaken kMistaken[] = {
      {"", 0, "empty"},
      {"{WB}", 0, "empty"},
      {"a|", 2, "empty alternative"},
      {"|a", 0, "empty alternative"},
      {"a||b", 2, "empty alternative"},
      {"x(a|)y", 4, "empty alternative"},
      {"x()y", 2, "empty alternative"},
      {"x(?:)y", 4, "empty alternative"},
      {"a*", 0, "empty string"},
      {"^|a", 0, "empty string"},
      {R"(a\bc)", 1, "{WB}"},
      {R"(a\w)", 1, "{WORD}"},
      {R"(a\W)", 1, "{WORD}"},
      {R"(\d+)", 0, "{DIGIT}"},
      {R"([a\d])", 2, "{DIGIT}"},
      {R"(a\s)", 1, "{SPACE}"},
      {R"(a\C)", 1, "half a character"},
      {R"(\Qa\E)", 0, "\\Q"},
      {"[[:alpha:]]", 1, "macro"},
      {"a{NONSENSE}", 1, "unknown macro {NONSENSE}"},
      {"a{letter}", 1, "in capitals"},
      {"a{", 1, "a macro is written"},
      {"[{NUMBER}]", 1, "more than one character"},
      {"[{NONSENSE}]", 1, "unknown macro"},
      {"a{WB}b", 1, "start and at the end"},
      {"{WB}a|b", 5, "put the alternatives"},
      {"{WB}^a", 4, "exclude each other"},
      {"(?m)a", 0, "(?i)"},
      {"[a", 0, "not closed"},
      {"(?i", 0, "not closed"},
      {"a\\", 1, "at the end"},
      {"ab\xFF", 0, "UTF-8"},
      {"a(b", 0, "missing"},
      {"a{2000}", 1, "repetition"},
      {"(a)", 0, ""},
  };
  for (const Mistaken& wrong : kMistaken) {
    const Result<Regex, PatternMistake> regex = Regex::Compile(wrong.pattern);
    if (wrong.part.empty()) {
      EXPECT_TRUE(regex) << wrong.pattern;
      continue;
    }
    ASSERT_FALSE(regex) << wrong.pattern;
    EXPECT_EQ(regex.error().at, wrong.at) << wrong.pattern << ": " << regex.error().message;
    EXPECT_NE(regex.error().message.find(wrong.part), std::string::npos) << wrong.pattern << ": " << regex.error().message;
  }
}

TEST(RegexTest, TooManyGroupsAndTooLargeAProgramAreRefused) {
  std::string groups;
  for (int i = 0; i < 32; ++i) groups += "(a)";
  EXPECT_FALSE(Regex::Compile(groups));
  EXPECT_TRUE(Regex::Compile(groups.substr(3)));
  EXPECT_FALSE(Regex::Compile("((({LETTER}{500}){20}){20})"));
}

TEST(RegexTest, ANastyPatternIsLinear) {
  const Result<Regex, PatternMistake> regex = Regex::Compile("(?:a?){100}a{100}b");
  ASSERT_TRUE(regex);
  Span whole;
  EXPECT_FALSE(regex->Find(std::string(100000, 'a'), 0, whole));
}

TEST(RegexMacrosTest, WordsAreTakenAsTheyStandLongestFirst) {
  RegexMacros macros;
  ASSERT_TRUE(macros.AddWords("MONTH", {"Jan", "Jan.", "January"}));
  ASSERT_TRUE(macros.AddPattern("DAY", "[1-9]|[12][0-9]|3[01]"));
  EXPECT_EQ(All("{WB}{MONTH} {DAY}{WB}", "Jan. 5, January 31, Janx 5", macros), (Strings{"Jan. 5", "January 31"}));
}

TEST(RegexMacrosTest, MistakesAreRefused) {
  RegexMacros macros;
  EXPECT_FALSE(macros.AddWords("EMPTY", {}));
  EXPECT_FALSE(macros.AddWords("HOLE", {"a", ""}));
  EXPECT_FALSE(macros.AddWords("lower", {"a"}));
  EXPECT_FALSE(macros.AddWords("LETTER", {"a"}));
  EXPECT_FALSE(macros.AddWords("WB", {"a"}));
  EXPECT_FALSE(macros.AddPattern("OPTIONAL", "a*"));
  EXPECT_FALSE(macros.AddPattern("CAPTURING", "(a)"));
  EXPECT_FALSE(macros.AddPattern("BOUNDED", "{WB}a"));
  ASSERT_TRUE(macros.AddWords("GOOD", {"a"}));
  EXPECT_FALSE(macros.AddWords("GOOD", {"b"}));
  EXPECT_EQ(All("{EMPTY}", "a", macros)[0], "mistake at 0: unknown macro {EMPTY}");
}

TEST(RegexSetTest, NamesThePatternsThatMatchSomewhere) {
  RegexSet set;
  for (const char* pattern : {"{WB}rich{WB}", "{NUMBER} {LETTER}+", "x"}) set.Add(*Regex::Compile(pattern));
  ASSERT_TRUE(set.Finish());
  std::vector<int> numbers;
  set.Matching("the rich paid 5 euros", numbers);
  EXPECT_EQ(numbers, (std::vector<int>{0, 1}));
  set.Matching("Zürich", numbers);
  EXPECT_TRUE(numbers.empty());
  EXPECT_THROW(set.Add(*Regex::Compile("y")), std::logic_error);
}

TEST(RegexSetTest, AnEmptySetMatchesNothing) {
  RegexSet set;
  std::vector<int> numbers = {7};
  EXPECT_THROW(set.Matching("a", numbers), std::logic_error);
  ASSERT_TRUE(set.Finish());
  set.Matching("a", numbers);
  EXPECT_TRUE(numbers.empty());
}

}  // namespace
}  // namespace factbox
