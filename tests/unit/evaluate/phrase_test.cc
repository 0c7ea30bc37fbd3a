#include "evaluate/phrase.h"

#include <gtest/gtest.h>

namespace factbox::evaluate {
namespace {

TEST(PhraseTest, TheHeadStandsBeforeTheFirstPreposition) {
  EXPECT_EQ(HeadOf("Rebels in the north"), "rebels");
  EXPECT_EQ(HeadOf("the northern city"), "city");
  EXPECT_EQ(HeadOf("of Taiz"), "taiz");  // nothing stands before it
  EXPECT_EQ(HeadOf("São Tomé’s mayor (a doctor)"), "mayor");
  EXPECT_EQ(HeadOf("Al-Monitor"), "monitor");
  EXPECT_EQ(HeadOf(""), "");
}

TEST(PhraseTest, PhrasesAreTheSameByHeadOrByHalfOfTheirWords) {
  EXPECT_TRUE(SamePhrase("two armed men", "Men"));
  EXPECT_TRUE(SamePhrase("President Ana Sousa", "Ana Sousa, 54"));
  EXPECT_FALSE(SamePhrase("governor of the bank", "the river bank project"));
  EXPECT_FALSE(SamePhrase("", ""));
}

}  // namespace
}  // namespace factbox::evaluate
