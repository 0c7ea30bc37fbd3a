#include "text/token_pattern.h"

#include <gtest/gtest.h>

#include <random>

#include "support/random_token_pattern.h"

namespace factbox {
namespace {

const Abbreviations& TestAbbreviations() {
  static const Abbreviations abbreviations = [] {
    Abbreviations out;
    out.Add("Gen.", AbbreviationEnd::kNever);
    out.Add("U.S.", AbbreviationEnd::kMay);
    return out;
  }();
  return abbreviations;
}

using Strings = std::vector<std::string>;
using Patterns = std::vector<std::pair<std::string, std::string>>;

// A set with a few units and a list, and a way to ask it about sentences in which units are written as {PER Amina Bello}.
class Asker {
 public:
  explicit Asker(const Patterns& patterns) : segmenter_(TestAbbreviations()) {
    TokenPatternSet::Builder builder(TestAbbreviations());
    for (const char* unit : {"PER", "ORG", "TITLE"}) builder.AddUnit(unit);
    EXPECT_TRUE(builder.AddList("say", {"said", "told", "according to"}));
    for (const auto& [id, pattern] : patterns) {
      const auto number = builder.Add(id, pattern);
      EXPECT_TRUE(number) << pattern << ": " << number.error().at << ": " << number.error().message;
    }
    Result<TokenPatternSet> set = builder.Build();
    EXPECT_TRUE(set) << set.error().message;
    if (set) set_ = std::move(*set);
  }

  // "id: text" for each match, with " name=text" for each part.
  Strings Ask(const std::string& marked, const Strings& names = {}) {
    std::string text;
    std::vector<std::pair<std::string, Span>> units;
    for (size_t i = 0; i < marked.size(); ++i) {
      if (marked[i] == '{') {
        const size_t blank = marked.find(' ', i);
        units.push_back({marked.substr(i + 1, blank - i - 1), {static_cast<uint32_t>(text.size()), 0}});
        i = blank;
      } else if (marked[i] == '}') {
        for (size_t u = units.size(); u-- > 0;)
          if (units[u].second.end == 0) {
            units[u].second.end = static_cast<uint32_t>(text.size());
            break;
          }
      } else {
        text += marked[i];
      }
    }
    std::vector<Token> tokens;
    segmenter_.Tokenize(text, tokens);
    set_.Encode(tokens, {0, static_cast<uint32_t>(tokens.size())}, codes_);
    for (const auto& [name, span] : units) set_.Mark(codes_, set_.FindUnit(name), Tokens(tokens, span));
    std::vector<TokenMatch> matches;
    set_.Match(codes_, matches);
    Strings out;
    const auto text_of = [&](TokenRange range) {
      return text.substr(tokens[range.begin].span.begin, tokens[range.end - 1].span.end - tokens[range.begin].span.begin);
    };
    for (const TokenMatch& match : matches) {
      out.push_back(set_.Id(match.pattern) + ": " + text_of(match.tokens));
      for (const std::string& name : names)
        if (const TokenRange part = set_.Capture(match, name); !part.empty()) out.back() += " " + name + "=" + text_of(part);
    }
    return out;
  }

  TokenPatternSet& set() { return set_; }

 private:
  static TokenRange Tokens(const std::vector<Token>& tokens, Span span) {
    TokenRange range{UINT32_MAX, 0};
    for (uint32_t i = 0; i < tokens.size(); ++i)
      if (span.Contains(tokens[i].span)) range = {std::min(range.begin, i), i + 1};
    return range;
  }
  Segmenter segmenter_;
  TokenPatternSet set_;
  TokenCodes codes_;
};

Strings Ask(const std::string& pattern, const std::string& sentence, const Strings& names = {}) { return Asker(Patterns{{"p", pattern}}).Ask(sentence, names); }

TEST(TokenPatternTest, ExamplesOfTheHeader) {
  EXPECT_EQ(Ask(R"(<TITLE> ("of"|"for") (?<body> "the"? <ORG>) ","? (?<name> <PER>))",
                "Ask {TITLE secretary general} of {ORG the Arab League}, {PER Ahmed Aboul Gheit}.", {"body", "name"}),
            (Strings{"p: secretary general of the Arab League, Ahmed Aboul Gheit body=the Arab League name=Ahmed Aboul Gheit"}));
  EXPECT_EQ(
      Ask(R"((?<name> <PER>) "," ("the"|"a") <LOWER>{0,3} (?<title> <TITLE>))", "{PER Amina Bello}, the newly elected {TITLE mayor}, won", {"name", "title"}),
      (Strings{"p: Amina Bello, the newly elected mayor name=Amina Bello title=mayor"}));
  EXPECT_EQ(Ask(R"((?<speaker> <PER>) <@say> "." $)", "“No”, {PER Amina Bello} said.", {"speaker"}), (Strings{"p: Amina Bello said. speaker=Amina Bello"}));
}

TEST(TokenPatternTest, WordsAreComparedFolded) {
  EXPECT_EQ(Ask(R"("sao tome")", "In São Tomé, SAO TOME and Sao."), (Strings{"p: São Tomé", "p: SAO TOME"}));
  EXPECT_EQ(Ask(R"("Gen." <CAP>)", "Gen. Smith, gen Smith"), (Strings{"p: Gen. Smith", "p: gen Smith"}));
  EXPECT_EQ(Ask(R"("vice-president")", "the vice-president of the vice–president vice president"), (Strings{"p: vice-president", "p: vice–president"}));
  EXPECT_EQ(Ask(R"(<CAP> "'s" <LOWER>)", "Iraq’s envoy and Peru's ship"), (Strings{"p: Iraq’s envoy", "p: Peru's ship"}));
}

TEST(TokenPatternTest, MarksAreComparedInAscii) {
  EXPECT_EQ(Ask(R"("\"" <ANY> "\"")", "“No” «Si» \"Yes\" 'Ja'"), (Strings{"p: “No”", "p: «Si»", "p: \"Yes\""}));
  EXPECT_EQ(Ask(R"("-" <NUMBER>)", "a – 5 — 6 -- 7"), (Strings{"p: – 5", "p: — 6", "p: -- 7"}));
  EXPECT_EQ(Ask(R"("€" <NUMBER>)", "$5 €6 ™7"), (Strings{"p: €6"}));
}

TEST(TokenPatternTest, ClassesOfOneToken) {
  const std::string text = "The U.S. NATO iPhone J. 5,200 3rd 北京 (troops) — x";
  EXPECT_EQ(Ask("<CAP>", text), (Strings{"p: The", "p: U.S.", "p: NATO", "p: J."}));
  EXPECT_EQ(Ask("<UPPER>", text), (Strings{"p: U.S.", "p: NATO"}));
  EXPECT_EQ(Ask("<INITIAL>", text), (Strings{"p: J."}));
  EXPECT_EQ(Ask("<LOWER>", text), (Strings{"p: troops", "p: x"}));
  EXPECT_EQ(Ask("<MIXED>", text), (Strings{"p: iPhone"}));
  EXPECT_EQ(Ask("<NUMBER>", text), (Strings{"p: 5,200"}));
  EXPECT_EQ(Ask("<ALNUM>", text), (Strings{"p: 3rd"}));
  EXPECT_EQ(Ask("<UNCASED>+", text), (Strings{"p: 北京"}));
  EXPECT_EQ(Ask("<PUNCT>", text), (Strings{"p: (", "p: )", "p: —"}));
  EXPECT_EQ(Ask("<DASH>", text), (Strings{"p: —"}));
  EXPECT_EQ(Ask("<OPEN> <WORD> <CLOSE>", text), (Strings{"p: (troops)"}));
  EXPECT_EQ(Ask("<DOTTED>", text), (Strings{"p: U.S.", "p: J."}));
  EXPECT_EQ(Ask("<GLUED>", text), (Strings{"p: troops", "p: )"}));
  EXPECT_EQ(Ask("<LINE> <ANY>", "a b\nc d"), (Strings{"p: a b", "p: c d"}));
  EXPECT_EQ(Ask("<QUOTE>", "'a' “b”"), (Strings{"p: '", "p: '", "p: “", "p: ”"}));
}

TEST(TokenPatternTest, TestsMayBeJoinedAndNegated) {
  EXPECT_EQ(Ask(R"(<CAP & "bush">)", "bush Bush BUSH"), (Strings{"p: Bush", "p: BUSH"}));
  EXPECT_EQ(Ask(R"(<CAP & !"bush" & !TITLE>)", "Bush {TITLE President Doe} Blair"), (Strings{"p: Blair"}));
  EXPECT_EQ(Ask(R"(<TITLE & CAP>)", "{TITLE prime Minister}"), (Strings{"p: Minister"}));
  EXPECT_EQ(Ask(R"("a" !"b" "c")", "a b c a d c"), (Strings{"p: a d c"}));
  EXPECT_EQ(Ask(R"(!<LOWER>)", "a B , c"), (Strings{"p: B", "p: ,"}));
  EXPECT_EQ(Ask(R"(<@say & CAP>)", "Said said"), (Strings{"p: Said"}));
  EXPECT_TRUE(Ask("<CAP & !CAP>", "a B c").empty());
  EXPECT_TRUE(Ask("!<ANY>", "a B c").empty());
}

TEST(TokenPatternTest, UnitsAreTakenWholeOrNotAtAll) {
  EXPECT_EQ(Ask("<PER>", "{PER Nouri al-Maliki} {PER Ali} x"), (Strings{"p: Nouri al-Maliki", "p: Ali"}));
  EXPECT_TRUE(Ask("<PER> <LOWER>", "{PER Nouri al-Maliki} Ali").empty());
  EXPECT_TRUE(Ask("<CAP> <PER>", "{PER Amina Bello}").empty());
  EXPECT_EQ(Ask("<PER>{2}", "{PER A B} {PER C} {PER D}"), (Strings{"p: A B C"}));
  // Units of different names may overlap.
  EXPECT_EQ(Ask("<TITLE> | <PER>", "{PER {TITLE Pope} Francis}"), (Strings{"p: Pope Francis"}));
}

TEST(TokenPatternTest, ListsHoldWordsAndPhrases) {
  EXPECT_EQ(Ask("<@say>", "she said according to him, told according"), (Strings{"p: said", "p: according to", "p: told"}));
  EXPECT_EQ(Ask(R"(<@say> | "said" "so")", "said so"), (Strings{"p: said so"}));
}

TEST(TokenPatternTest, LeftmostThenLongest) {
  EXPECT_EQ(Ask(R"("a" | "a" "b" | "b" "c" "d")", "a b c d"), (Strings{"p: a b"}));
  EXPECT_EQ(Ask(R"(<CAP>+ ("of" <CAP>)?)", "Bank of Japan Governor of Osaka"), (Strings{"p: Bank of Japan", "p: Governor of Osaka"}));
  EXPECT_EQ(Ask(R"((?<x> <CAP>+) (?<y> <CAP>+)?)", "A B C", {"x", "y"}), (Strings{"p: A B C x=A B C"}));
}

TEST(TokenPatternTest, AlternativesMayBeginAlike) {
  EXPECT_EQ(Ask(R"("the" "the" | "the")", "of the the the"), (Strings{"p: the the", "p: the"}));
  EXPECT_EQ(Ask(R"((?<x> "the" "the") | (?<x> "the"))", "of the the the", {"x"}), (Strings{"p: the the x=the the", "p: the x=the"}));
}

TEST(TokenPatternTest, OfPartsWithOneNameTheLastCounts) {
  const std::string pattern = R"(((?<x> "a") | (?<x> "b") | "c")+)";
  EXPECT_EQ(Ask(pattern, "b a c", {"x"}), (Strings{"p: b a c x=a"}));
  EXPECT_EQ(Ask(pattern, "a b", {"x"}), (Strings{"p: a b x=b"}));
  EXPECT_EQ(Ask(pattern, "c", {"x"}), (Strings{"p: c"}));
}

TEST(TokenPatternTest, QuantifiersCount) {
  const std::string text = "a a a a a";
  EXPECT_EQ(Ask(R"("a"{2})", text), (Strings{"p: a a", "p: a a"}));
  EXPECT_EQ(Ask(R"("a"{2,3})", text), (Strings{"p: a a a", "p: a a"}));
  EXPECT_EQ(Ask(R"("a"{4,})", text), (Strings{"p: a a a a a"}));
  EXPECT_EQ(Ask(R"(("a" "a")+)", text), (Strings{"p: a a a a"}));
}

TEST(TokenPatternTest, AnchorsAreTheSentence) {
  EXPECT_EQ(Ask(R"(^ <ANY>)", "a b"), (Strings{"p: a"}));
  EXPECT_EQ(Ask(R"(<ANY> $)", "a b"), (Strings{"p: b"}));
  EXPECT_TRUE(Ask(R"(^ "b" | "c" $)", "a b c d").empty());
  EXPECT_EQ(Ask(R"(^ "a" | "b" $)", "a"), (Strings{"p: a"}));
}

TEST(TokenPatternTest, AllPatternsReportAndAreSorted) {
  Asker asker({{"short", "<CAP>"}, {"long", "<CAP> <CAP>"}, {"none", "\"zzz\""}, {"same", "<CAP>"}});
  EXPECT_EQ(asker.Ask("x A B"), (Strings{"long: A B", "short: A", "same: A", "short: B", "same: B"}));
}

TEST(TokenPatternTest, NothingMatchesNothing) {
  EXPECT_TRUE(Ask("<ANY>", "").empty());
  TokenPatternSet none;
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  segmenter.Tokenize("a b", tokens);
  TokenCodes codes;
  none.Encode(tokens, {0, 2}, codes);
  std::vector<TokenMatch> matches;
  none.Match(codes, matches);
  EXPECT_TRUE(matches.empty());
  EXPECT_FALSE(none.FindUnit("PER"));
}

TEST(TokenPatternTest, RangesAreThoseOfTheDocument) {
  Asker asker(Patterns{{"p", "<PER> (?<v> <@say>)"}});
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  segmenter.Tokenize("Ann said. Bo told Ed", tokens);
  TokenCodes codes;
  asker.set().Encode(tokens, {3, 6}, codes);
  const TokenPatternSet::Unit person = asker.set().FindUnit("PER");
  EXPECT_TRUE(asker.set().Mark(codes, person, {3, 4}));
  EXPECT_FALSE(asker.set().Mark(codes, person, {3, 5})) << "touches the first";
  EXPECT_FALSE(asker.set().Mark(codes, person, {0, 1})) << "before the sentence";
  EXPECT_FALSE(asker.set().Mark(codes, person, {5, 7})) << "beyond the sentence";
  EXPECT_FALSE(asker.set().Mark(codes, person, {5, 5})) << "empty";
  EXPECT_FALSE(asker.set().Mark(codes, asker.set().FindUnit("ORG"), {5, 6})) << "no pattern asks for it";
  std::vector<TokenMatch> matches;
  asker.set().Match(codes, matches);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].tokens, (TokenRange{3, 5}));
  EXPECT_EQ(asker.set().Capture(matches[0], "v"), (TokenRange{4, 5}));
  EXPECT_TRUE(asker.set().Capture(matches[0], "w").empty());
}

TEST(TokenPatternTest, MoreThanOneByteOfWords) {
  // 300 words, so that numbers take two bytes, also where a word is excluded.
  Patterns patterns;
  for (int i = 0; i < 300; ++i) {
    std::string word = "w";
    for (int rest = i; rest > 0 || word.size() < 3; rest /= 26) word += static_cast<char>('a' + rest % 26);
    patterns.emplace_back(word, "\"" + word + "\"");
  }
  patterns.emplace_back("other", "\"x\" !\"" + patterns[200].first + "\"");
  Asker asker(patterns);
  for (const size_t i : {size_t{0}, size_t{126}, size_t{127}, size_t{128}, size_t{299}}) {
    const std::string word = patterns[i].first;
    EXPECT_EQ(asker.Ask(word), (Strings{word + ": " + word}));
    EXPECT_EQ(asker.Ask("x " + word), (Strings{"other: x " + word, word + ": " + word}));
  }
  EXPECT_EQ(asker.Ask("x " + patterns[200].first).size(), 1u);
  EXPECT_EQ(asker.Ask("x unknown"), (Strings{"other: x unknown"}));
}

struct Mistaken {
  std::string pattern;
  size_t at;
  std::string part;  // of the message
};

TEST(TokenPatternTest, MistakesAreReportedWithTheirPlace) {
  const Mistaken kMistaken[] = {
      {"", 0, "empty alternative"},
      {"\"a\" |", 5, "empty alternative"},
      {"( | \"a\")", 2, "empty alternative"},
      {"()", 1, "empty alternative"},
      {"\"a\"?", 0, "no token at all"},
      {"(\"a\"? | \"b\") \"c\"*", 0, "no token at all"},
      {"\"a\" (\"b\"?)*", 4, "repeated"},
      {"\"a\" foo", 4, "quotation marks"},
      {"\"a", 0, "not closed"},
      {"\"a\" \"\"", 4, "no word"},
      {"\"a\\n\"", 2, "only \\\""},
      {"<NOSUCH>", 1, "unknown class NOSUCH"},
      {"<@nosuch>", 1, "unknown list @nosuch"},
      {"<CAP", 0, "> is missing"},
      {"<>", 1, "name of a class"},
      {"<CAP & >", 7, "name of a class"},
      {"<CAP & \"a b\">", 7, "several tokens"},
      {"!(\"a\")", 0, "before a word or a class"},
      {"!\"a b\"", 0, "several words"},
      {"!<@say>", 0, "phrases"},
      {"!<!CAP>", 0, "double negation"},
      {"!<CAP & LOWER>", 0, "one class"},
      {"(\"a\"", 0, "not closed"},
      {"\"a\")", 3, "closes nothing"},
      {"(?<Name> \"a\")", 3, "small letters"},
      {"(?\"a\")", 0, "(?<name>"},
      {"\"a\" (?<b> \"c\"?)", 4, "may match nothing"},
      {"(?<a> \"a\" (?<a> \"b\"))", 13, "same name"},
      {"\"a\"{0}", 3, "never"},
      {"\"a\"{3,2}", 3, "more at least"},
      {"\"a\"{101}", 4, "more than 100"},
      {"\"a\"{x}", 4, "number is missing"},
      {"\"a\"{2", 3, "not closed"},
      {"\"a\"+?", 4, "two quantifiers"},
      {"\"a\" ^", 4, "only at the start"},
      {"\"a\" $ \"b\"", 6, "follow $"},
      {"\"a\" \xFF", 0, "UTF-8"},
      {std::string(60, '(') + "\"a\"" + std::string(60, ')'), 50, "deep"},
  };
  TokenPatternSet::Builder builder(TestAbbreviations());
  ASSERT_TRUE(builder.AddList("say", {"said", "according to"}));
  for (const Mistaken& wrong : kMistaken) {
    const auto number = builder.Add("p", wrong.pattern);
    ASSERT_FALSE(number) << wrong.pattern;
    EXPECT_EQ(number.error().at, wrong.at) << wrong.pattern << ": " << number.error().message;
    EXPECT_NE(number.error().message.find(wrong.part), std::string::npos) << wrong.pattern << ": " << number.error().message;
  }
}

TEST(TokenPatternTest, NamesAndListsAreChecked) {
  TokenPatternSet::Builder builder(TestAbbreviations());
  builder.AddUnit("PER");
  EXPECT_THROW(builder.AddUnit("PER"), std::logic_error);
  EXPECT_THROW(builder.AddUnit("CAP"), std::logic_error);
  EXPECT_THROW(builder.AddUnit("per"), std::logic_error);
  EXPECT_FALSE(builder.AddList("empty", {}));
  EXPECT_FALSE(builder.AddList("hole", {"a", ""}));
  EXPECT_FALSE(builder.AddList("Upper", {"a"}));
  EXPECT_TRUE(builder.AddList("good", {"a"}));
  EXPECT_FALSE(builder.AddList("good", {"a"}));
}

TEST(TokenPatternTest, TooMuchForACodeIsRefused) {
  TokenPatternSet::Builder builder(TestAbbreviations());
  for (int i = 0; i < 40; ++i) builder.AddUnit("U" + std::to_string(i));
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(builder.Add("p", "<U" + std::to_string(i) + ">"));
  const Result<TokenPatternSet> set = builder.Build();
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, "pattern_too_large");
}

TEST(TokenPatternTest, RowsOfATableReportTheirMistakesWithLineAndColumn) {
  const std::string text = "id\tnote\tpattern\none\tx\t<CAP>\ntwo\t\t\"a\" <NOSUCH>\none\tx\t\"b\"\n\ty\t\"c\"\n";
  Mistakes mistakes;
  const TsvTable table = ReadTsv("rules.tsv", text, {"id", "note", "pattern"}, mistakes);
  ASSERT_TRUE(mistakes.empty());
  TokenPatternSet::Builder builder(TestAbbreviations());
  std::vector<int> numbers;
  for (const TsvRow& row : table.rows) {
    const std::optional<uint32_t> number = builder.AddRow(table, row, 0, 2, mistakes);
    numbers.push_back(number ? static_cast<int>(*number) : -1);
  }
  EXPECT_EQ(numbers, (std::vector<int>{0, -1, 1, 2}));
  EXPECT_EQ(ToString(mistakes), "rules.tsv:3:11: unknown class NOSUCH\nrules.tsv:4:1: the id 'one' was there before\nrules.tsv:5:1: a rule needs an id");
}

TEST(TokenPatternTest, AgreesWithANaiveMatcher) {
  std::mt19937 random(20261124);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(80, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    ByteSource source(bytes);
    const std::string sentence = RandomSentence(source), pattern = RandomPattern(source);
    ASSERT_EQ(DifferenceOnTokens(pattern, sentence, source), "");
  }
}

}  // namespace
}  // namespace factbox
