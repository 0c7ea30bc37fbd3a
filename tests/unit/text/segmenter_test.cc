#include "text/segmenter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

TEST(SegmenterTest, EmptyAndBlankTextHasNoTokens) {
  EXPECT_TRUE(CutText("").tokens.empty());
  EXPECT_TRUE(CutText(" \n\t ").tokens.empty());
}

}  // namespace
}  // namespace factbox
