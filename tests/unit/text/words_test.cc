#include "text/words.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace factbox {
namespace {

// Chunks as text, words in [ ], marks in < >, blanks in ( ). Neighbouring blanks are one: where they are cut makes no difference.
std::string Show(std::string_view text, const std::vector<TextChunk>& chunks) {
  std::string out;
  for (size_t i = 0; i < chunks.size(); ++i) {
    const bool joined = i > 0 && chunks[i].kind == TextChunk::kBlank && chunks[i - 1].kind == TextChunk::kBlank;
    if (joined) out.pop_back();
    if (!joined) out += "[(<"[chunks[i].kind];
    out += text.substr(chunks[i].begin, chunks[i].end - chunks[i].begin);
    out += "])>"[chunks[i].kind];
  }
  return out;
}

std::string Ours(std::string_view text) {
  WordBreaks breaks;
  std::vector<TextChunk> chunks;
  breaks.Cut(text, chunks);
  return Show(text, chunks);
}

// ICU over the whole text. What is blank is taken from a cut of the chunk alone.
std::string Icus(icu::BreakIterator& words, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
  words.setText(&utext, status);
  EXPECT_TRUE(U_SUCCESS(status));
  std::vector<TextChunk> chunks;
  WordBreaks breaks;
  std::vector<TextChunk> alone;
  uint32_t from = 0;
  for (int32_t to = words.next(); to != icu::BreakIterator::DONE; to = words.next()) {
    const auto until = static_cast<uint32_t>(to);
    breaks.Cut(text.substr(from, until - from), alone);
    const bool word = words.getRuleStatus() >= UBRK_WORD_NONE_LIMIT && text.find_first_not_of("_@", from) < until;
    chunks.push_back({from, until, word ? TextChunk::kWord : alone[0].kind == TextChunk::kBlank ? TextChunk::kBlank : TextChunk::kMark});
    from = until;
  }
  utext_close(&utext);
  return Show(text, chunks);
}

TEST(WordBreaksTest, CutsWordsMarksAndBlanks) {
  EXPECT_EQ(Ours("Won't pay $5,200.50, he_said..."), "[Won't]( )[pay]( )<$>[5,200.50]<,>( )[he_said]<.><.><.>");
  EXPECT_EQ(Ours("Zürich’s café\r\n— “no”"), "[Zürich’s]( )[café](\r\n)<—>( )<“>[no]<”>");
  EXPECT_EQ(Ours("a.m. v. 3rd e\u0301t l'été"), "[a.m]<.>( )[v]<.>( )[3rd]( )[e\u0301t]( )[l'été]");
  EXPECT_EQ(Ours("__ _a _ @b a@b.org @"), "<__>( )[_a]( )<_>( )[@b]( )[a@b.org]( )<@>");
  EXPECT_EQ(Ours(""), "");
}

TEST(WordBreaksTest, BreaksAreThoseOfIcu) {
  const std::string kPieces[] = {"a", "B",      "5",      "_",  ".",      "'",      ",",      ":",      ";",      "-", "\"", "’",  "“",     "é",
                                 " ", "  ",     "\n",     "\t", "\r",     "\r\n",   "\u0301", "\u200D", "\u00A0", "٥", "中", "カ", "א",     "€",
                                 "🎉", "\u2003", "\u00AD", "#",  "\uFE0F", "\u20E3", "ไทย",    "\x7F",   "\x0B",   "@", "/",  "·",  "\u2028"};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
  ASSERT_TRUE(U_SUCCESS(status));
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    // Now and then a text of ASCII alone, else the rare characters would be everywhere.
    const size_t pieces = round % 3 == 0 ? std::size(kPieces) : round % 3 == 1 ? 19 : 11;
    std::string text;
    for (int i = 0; i < 14; ++i) text += kPieces[random() % pieces];
    ASSERT_EQ(Ours(text), Icus(*words, text));
  }
}

}  // namespace
}  // namespace factbox
