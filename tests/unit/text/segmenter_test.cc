#include "text/segmenter.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "gazetteer/compile.h"
#include "text/sentences.h"

namespace factbox {
namespace {

const Abbreviations& TestAbbreviations() {
  static const Abbreviations abbreviations = [] {
    Abbreviations out;
    for (const char* never : {"Gen.", "Mr.", "St.", "Lt.", "vs.", "Dr."}) out.Add(never, AbbreviationEnd::kNever);
    for (const char* may : {"Inc.", "Corp.", "a.m.", "p.m.", "Ill.", "Sept.", "U.S."}) out.Add(may, AbbreviationEnd::kMay);
    out.Add("No.", AbbreviationEnd::kBeforeDigit);
    return out;
  }();
  return abbreviations;
}

struct Cut {
  std::vector<std::string> tokens, sentences;
  std::vector<SentenceKind> kinds;
};

Cut CutText(const std::string& text) {
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);
  Cut out;
  for (const Token& token : tokens) out.tokens.emplace_back(Slice(text, token.span));
  for (const Sentence& sentence : sentences) {
    out.sentences.emplace_back(Slice(text, sentence.span));
    out.kinds.push_back(sentence.kind);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(SegmenterTest, CutsPossessivesHyphensAndMarks) {
  EXPECT_EQ(CutText("Iraq’s Iran-backed group won’t pay $5,200.").tokens,
            (Strings{"Iraq", "’s", "Iran", "-", "backed", "group", "won’t", "pay", "$", "5,200", "."}));
  EXPECT_EQ(CutText("Zürich's café... (closed) -- now").tokens, (Strings{"Zürich", "'s", "café", "...", "(", "closed", ")", "--", "now"}));
}

TEST(SegmenterTest, AbbreviationsKeepTheirFullStop) {
  EXPECT_EQ(CutText("Gen. J. Smith of the U.S. Navy").tokens, (Strings{"Gen.", "J.", "Smith", "of", "the", "U.S.", "Navy"}));
  EXPECT_EQ(CutText("No. 5 said no.").tokens, (Strings{"No.", "5", "said", "no", "."}));
}

TEST(SegmenterTest, SplitsWhereABlankWasLost) {
  const Cut cut = CutText("He met officials.The talks failed. See example.com for more.");
  EXPECT_EQ(cut.sentences, (Strings{"He met officials.", "The talks failed.", "See example.com for more."}));
}

TEST(SegmenterTest, SentencesOfNews) {
  EXPECT_EQ(CutText("Gen. Smith left St. Louis at 5 a.m. on Friday. \"I won't talk,\" he said. \"Ask the envoy.\"").sentences,
            (Strings{"Gen. Smith left St. Louis at 5 a.m. on Friday.", "\"I won't talk,\" he said.", "\"Ask the envoy.\""}));
  EXPECT_EQ(CutText("She sold it to Acme Corp. The firm paid in U.S. dollars. He lives in the U.S. Navy men met him.").sentences,
            (Strings{"She sold it to Acme Corp.", "The firm paid in U.S. dollars.", "He lives in the U.S. Navy men met him."}));
  EXPECT_EQ(CutText("“Why?” he asked. “Stop!” The crowd (some 200. They said) left.").sentences,
            (Strings{"“Why?” he asked.", "“Stop!”", "The crowd (some 200. They said) left."}));
}

TEST(SegmenterTest, DatelineAndHeadline) {
  const Cut cut = CutText("Troops leave Basra\n\nBAGHDAD (AP) — Troops left on Sept. 5. Nobody was hurt.");
  EXPECT_EQ(cut.sentences, (Strings{"Troops leave Basra", "BAGHDAD (AP) — Troops left on Sept. 5.", "Nobody was hurt."}));
  EXPECT_EQ(cut.kinds[0], SentenceKind::kHeadline);
  EXPECT_EQ(cut.kinds[1], SentenceKind::kProse);
}

TEST(SegmenterTest, HardWrappedLinesAreOneSentence) {
  const Cut cut = CutText(
      "THE MINISTER OF DEFENCE SAID LATE ON MONDAY THAT THE TWO\nBATTALIONS WOULD LEAVE THE PROVINCE BY THE END OF THE MONTH\n"
      "AND THAT NO OTHER UNIT WOULD REPLACE THEM IN THE NORTH.  HE\nDID NOT SAY WHY THE ORDER HAD BEEN GIVEN ONLY NOW.");
  EXPECT_EQ(cut.sentences.size(), 2u);
}

// The abbreviations that ship.
const Abbreviations& ShippedAbbreviations() {
  static const Abbreviations abbreviations = [] {
    const std::string path = "gazetteers/words/abbreviations.tsv";
    const Result<std::string> content = ReadFile(std::string(FACTBOX_SOURCE_DIR) + "/" + path);
    EXPECT_TRUE(content);
    Abbreviations out;
    Mistakes mistakes;
    AddAbbreviations({{path, *content}}, out, mistakes);
    EXPECT_TRUE(mistakes.empty()) << ToString(mistakes);
    return out;
  }();
  return abbreviations;
}

// Where the sentences of `marked`, a text with | before each sentence but the first, start: | put in again.
std::string Marked(const std::string& marked) {
  std::string text = marked;
  std::erase(text, '|');
  Segmenter segmenter(ShippedAbbreviations());
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);
  for (size_t i = sentences.size(); i-- > 1;) text.insert(sentences[i].span.begin, "|");
  return text;
}

TEST(SegmenterTest, SplitsNewsWhereAReaderWould) {
  const std::string kTexts[] = {
      // Titles and ranks.
      "Lt. Gen. Rosa Quiroga met Sen. Dale Whit and Rep. Ana Oduya. |Prof. Lin did not come.",
      "The inquiry heard Mrs. Okello on Monday. |Dr. Petrov follows.",
      "She works with Fr. Anselm at St. Brigid's in St. Louis. |Ste. Marie is next.",
      "“Hon. members,” Mr. Speaker began.",
      // Initials.
      "J. R. Halloran and P.K. Nair signed it. |W. E. B. Tanaka did not.",
      "The vote of George W. Lindqvist decided it.",
      "J.-P. Moreau won. |He thanked the crowd.",
      "The chip uses RISC-V. |Its makers are pleased.",
      "She takes vitamin C. |He does not.",
      // Countries, companies, degrees.
      "Troops left the U.S. on Friday. |They will return to the U.S. |The Pentagon declined to comment.",
      "The U.S. Navy and the U.K. Treasury agreed.",
      "Norrvik Inc. said on Tuesday it would buy Halden Corp. of Oslo. |Shares rose.",
      "It was sold to Kerr & Sons Ltd. |The price was not disclosed.",
      "Maria Santos, Ph.D., and Tom Beck, M.D., wrote it. |Both live in Washington, D.C. |They married in 2011.",
      "They asked the SEC. |The commission has not replied.",
      "Prices of rice, maize, etc. have risen. |Oil, gas, etc. |The list is long.",
      "Sammy Marlowe Jr. sang. |Then the lights went out.",
      // Hours, months, numbers.
      "The bomb went off at 5 a.m. on Friday. |Police arrived at 6:15 p.m. |They found nothing.",
      "It opens at 9 a.m. Monday and closes at 8 p.m. Tuesday.",
      "On Sept. 5 and Oct. 12 the court sat. |Jan. 3 is the deadline.",
      "Inflation was 3.5 percent. |Growth was 0.2 percent in the third quarter.",
      "He finished No. 5 in the race. |No. 3 was Kenya's Ruth Achieng.",
      "“No. |We will not pay,” she said.",
      "Police arrested 40 people in March. |200 people had been held before.",
      "The budget rose to $2.7 million. |75% of it is wages.",
      "He is the member for constituency no. 3 in the north.",
      "See Fig. 3 and pp. 12-15 of the report.",
      "The road is 10 km. |The bridge is closed.",
      "It happened in 1998. |17 years later he confessed.",
      "Nikos plays in the No. 10 shirt, i.e. as a playmaker. |Some, e.g. Greece, disagree.",
      "World War I ended there. |World War II. |The phrase was new.",
      // Quotations.
      "“We are tired. |We want to go home,” said Amina Bello, a teacher. |“Nobody listens.”",
      "\"Why now?\" he asked. |\"Because we must!\" came the reply.",
      "\"It is over,\" she said. |\"Go home.\" |The crowd left.",
      "'It was dark,' he said. |'I saw nothing.'",
      "“Stop!” |“Never!” they shouted.",
      "He said: “She told me, ‘Leave now.’ |I stayed.”",
      "The minister said he was “not worried.” |The opposition was.",
      "Er sagte: „Nein.“ |Dann ging er.",
      "Hon sade ”nej”. |Sedan gick hon.",
      "Il a dit « non ». |Puis il est parti.",
      "“I have nothing to add.” —Julia Marsh, spokeswoman",
      "He called it “a farce”! |Then he left.",
      "\"We shall see. \" |The judge rose.",
      // Brackets.
      "The group (founded in 1999. It has 40 members) was banned. |Nobody protested.",
      "He won (his third title). |She lost (again!) in Basel.",
      "(This story has been corrected. |An earlier version named the wrong street.)",
      "The law [sic] is clear. |It will stay.",
      // Ellipses and other marks.
      "“I don’t know... maybe,” he said. |“Perhaps… |We shall see.”",
      "The talks went on … and on. |Nobody won.",
      "The road … Highway 5 … is shut.",
      "What now?! |Nobody knows.",
      "Really?? |Yes!!! |Fine.",
      "Three things are needed: money; time; luck. |None is there.",
      // Blanks that were lost.
      "Talks failed.|The envoy left. |“Stop!”|He ran.",
      "Write to desk@example.org or see www.example.org/news?id=5. |Thank you.",
      "Node.js and Yahoo.com were down. |They came back.",
      // Lines, headlines, lists, datelines.
      "Floods kill nine in Sylhet\n\n|SYLHET, Bangladesh (AP) — Floods killed nine people on Monday. |Rain is forecast.",
      "BAGHDAD (AP) — Troops left on Sept. 5. |Nobody was hurt.",
      "GENEVA, March 4 (Reuters) - The U.N. said so. |It gave no date.",
      "The demands:\n|- higher pay\n|- safer roads\n|- an inquiry",
      "1. Rice is dear.\n|2. Fuel is short.\n|10. Buses stand still.",
      "What we know\n|• The blast came at noon\n|• Two are dead",
      "By Ana Petrov\n\n|The river rose.\r\n\r\n|It fell again.",
      "First line.\r\n|Second line.\r|Third line.",
      "The committee, which met in\nthe capital, said nothing.",
      // Scripts and symbols.
      "Great news 🎉 for fans. |The game is on tonight 🏟.",
      "部队周五离开。|没有人受伤。",
      "「行くな。」|彼は言った。",
      "غادرت القوات بغداد يوم الجمعة. |ولم يصب أحد.",
      "ماذا حدث؟ |لا أحد يعلم.",
      "Войска ушли в пятницу. |Никто не пострадал.",
      "The price is 5 €. |The temperature was 40 °C. |It fell.",
  };
  for (const std::string& text : kTexts) EXPECT_EQ(Marked(text), text);
}

TEST(SegmenterTest, SplitsThatAreStillWrong) {
  // Known limits, so that a change that mends one is noticed. A name behind an abbreviation may begin the next sentence.
  EXPECT_EQ(Marked("He works for Acme Corp. Smith left."), "He works for Acme Corp. Smith left.");
  // A small letter may begin one.
  EXPECT_EQ(Marked("They fled. al-Karim stayed."), "They fled. al-Karim stayed.");
}

TEST(SegmenterTest, MarksAreBroughtToAscii) {
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  segmenter.Tokenize("“a” «b» ‘c’ d’ – e — f − … • （e） f。 g！ h؟ €", tokens);
  std::string marks;
  for (const Token& token : tokens)
    if (token.mark != 0) marks += token.mark;
  const std::string quotes = "\"\"\"\"", apostrophes(3, '\'');
  EXPECT_EQ(marks, quotes + apostrophes + "---.*().!?" + kOtherMark);
}

TEST(SegmenterTest, QuotationMarksOpenAndCloseByFormOrNeighbours) {
  const auto sides = [](const std::string& text) {
    Segmenter segmenter(TestAbbreviations());
    std::vector<Token> tokens;
    segmenter.Tokenize(text, tokens);
    std::string out;
    for (const Token& token : tokens)
      if (token.opens || token.closes) out += token.opens ? '<' : '>';
    return out;
  };
  EXPECT_EQ(sides("\"a\" (\"b\") \"c.\""), "<><<>><>");
  EXPECT_EQ(sides("“a” ‘b’"), "<><>");
  EXPECT_EQ(sides("„a“ »b« ”c”"), "<><><>");
  EXPECT_EQ(sides("« a », « b »"), "<><>");
  EXPECT_EQ(sides("he said \"no\", \"yes\"; \"maybe\"!"), "<><><>");
}

TEST(SegmenterTest, LineAndParagraphStarts) {
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  segmenter.Tokenize("a b\nc\r\nd\n\ne\r\n \r\nf\rg\u2028h\u2029i", tokens);
  std::string lines;
  for (const Token& token : tokens) lines += token.paragraph_start ? 'P' : token.line_start ? 'L' : '-';
  EXPECT_EQ(lines, "P-LLPPLLP");
}

TEST(SegmenterTest, AVeryLongLineIsCutInReasonableTime) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += "word ( ";
  const Cut cut = CutText(text);
  EXPECT_EQ(cut.tokens.size(), 100000u);
  EXPECT_EQ(cut.sentences.size(), 1u);
  EXPECT_EQ(CutText(std::string(1000000, 'a')).tokens.size(), 1u);
  EXPECT_EQ(CutText(std::string(1000000, '.')).tokens.size(), 1u);
}

TEST(SegmenterTest, SectionsAreCutByThemselves) {
  Segmenter segmenter(TestAbbreviations());
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  const std::string text = "Troops leave, Basra\n\nGone";
  segmenter.Segment(text, {0, 12}, tokens, sentences);
  segmenter.Segment(text, {12, static_cast<uint32_t>(text.size())}, tokens, sentences);
  ASSERT_EQ(sentences.size(), 3u);
  EXPECT_EQ(sentences[0].tokens, (TokenRange{0, 2}));
  EXPECT_EQ(Slice(text, sentences[1].span), ", Basra");
  EXPECT_EQ(sentences[2].tokens, (TokenRange{4, 5}));
  EXPECT_TRUE(tokens[2].line_start);
}

// The rules are ours, the property data ICU's: they must see the boundaries that ICU's own iterator sees.
TEST(SegmenterTest, SentenceBoundariesAreThoseOfIcu) {
  const std::string kPieces[] = {"a", "B",  "Mr", "5", ".", "!",      "?",  "…",  "\"",     "”", ")", "(",
                                 " ", "  ", ",",  ":", "é", "\u0301", "。", "中", "\u200D", "-", "٥", "$"};
  std::mt19937 random(7);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> icu(icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
  ASSERT_TRUE(U_SUCCESS(status));
  for (int round = 0; round < 20000; ++round) {
    std::string text = "x";
    for (int i = 0; i < 12; ++i) text += kPieces[random() % std::size(kPieces)];
    text += "x";
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
    icu->setText(&utext, status);
    ASSERT_TRUE(U_SUCCESS(status));
    for (size_t at = 1; at < text.size(); ++at)
      if (IsBoundary(text, at)) {
        ASSERT_EQ(IsSentenceBoundary(text, at), static_cast<bool>(icu->isBoundary(static_cast<int32_t>(at)))) << text << " at " << at;
      }
    utext_close(&utext);
  }
}

TEST(SegmenterTest, EmptyAndBlankTextHasNoTokens) {
  EXPECT_TRUE(CutText("").tokens.empty());
  EXPECT_TRUE(CutText(" \n\t ").tokens.empty());
}

}  // namespace
}  // namespace factbox
