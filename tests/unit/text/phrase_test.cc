#include "text/phrase.h"

#include <gtest/gtest.h>

#include <vector>

#include "text/segmenter.h"

namespace factbox {
namespace {

uint64_t HashOf(std::string_view text) {
  const Abbreviations abbreviations;
  std::vector<Token> tokens;
  Segmenter(abbreviations).Tokenize(text, tokens);
  return PhraseHash(tokens, {0, static_cast<uint32_t>(tokens.size())});
}

TEST(PhraseTest, CaseAccentsAndHyphensDoNotCount) {
  EXPECT_EQ(HashOf("Al-Qaeda"), HashOf("al qaeda"));
  EXPECT_EQ(HashOf("Stratford-upon-Avon"), HashOf("Stratford upon Avon"));
  EXPECT_EQ(HashOf("São Tomé"), HashOf("SAO TOME"));
}

TEST(PhraseTest, WordsAndTheirOrderDo) {
  EXPECT_EQ(HashOf("Avon"), FoldHash("avon"));
  EXPECT_EQ(HashOf("New York"), ExtendPhrase(FoldHash("new"), FoldHash("york")));
  EXPECT_NE(HashOf("York New"), HashOf("New York"));
  EXPECT_NE(HashOf("Johnson & Johnson"), HashOf("Johnson Johnson"));
}

}  // namespace
}  // namespace factbox
