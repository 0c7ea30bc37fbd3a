#include "text/fold.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace factbox {
namespace {

TEST(FoldTest, FoldedForms) {
  const std::pair<const char*, const char*> kFolded[] = {
      {"Baghdad", "baghdad"},
      {"São Tomé", "sao tome"},
      {"U.S.", "us"},
      {"Xi'an", "xian"},
      {"Xi’an", "xian"},
      {"Łódź", "lodz"},
      {"ＮＨＫ", "nhk"},
      {"Ærø", "aero"},
      {"Straße", "strasse"},
      {"Đà Nẵng", "da nang"},
      {"Þórr", "thorr"},
      {"İzmir", "izmir"},
      {"Diyarbakır", "diyarbakir"},
      {"Hawaiʻi", "hawaii"},
      {"Qur`an", "quran"},
      {"Əliyev", "aliyev"},
      {"e\u0301", "e"},
      {"Київ", "киів"},
      {"北京", "北京"},
      {"ΑΘΉΝΑ", "αθηνα"},
      {"&", "and"},
      {"AT&T", "at&t"},
      {"'", "'"},
      {"...", "..."},
      {"’", "’"},
      {"", ""},
      {"ﬁn", "fin"},
      {"Nº", "no"},
      {"a-b", "a-b"},
  };
  for (const auto& [text, folded] : kFolded) EXPECT_EQ(Fold(text), folded) << text;
}

TEST(FoldTest, MarksOfOtherScriptsAreLetters) {
  EXPECT_NE(Fold("कि"), Fold("क"));
  EXPECT_NE(Fold("กี"), Fold("ก"));
}

TEST(FoldTest, HashesAreEqualExactlyWhereFoldsAre) {
  const std::vector<std::string> words = {"us",
                                          "U.S.",
                                          "US",
                                          "u.s",
                                          "Us'",
                                          "use",
                                          "São",
                                          "SAO",
                                          "sao",
                                          "Sa\u0303o",
                                          "&",
                                          "and",
                                          "AND",
                                          ".",
                                          "..",
                                          "'",
                                          "’",
                                          "Łódź",
                                          "Lodz",
                                          "lodz",
                                          "ＮＨＫ",
                                          "NHK",
                                          "Київ",
                                          "київ",
                                          "",
                                          "a",
                                          std::string(47, 'a'),
                                          std::string(48, 'A'),
                                          std::string(48, 'a'),
                                          std::string(49, 'a'),
                                          std::string(49, 'A')};
  for (const std::string& a : words)
    for (const std::string& b : words) EXPECT_EQ(FoldHash(a) == FoldHash(b), Fold(a) == Fold(b)) << a << " " << b;
}

TEST(FoldTest, PhrasesAreHashedTokenByToken) {
  const uint64_t phrase = ExtendPhrase(FoldHash("New"), FoldHash("York"));
  EXPECT_EQ(phrase, ExtendPhrase(FoldHash("NEW"), FoldHash("york")));
  EXPECT_NE(phrase, ExtendPhrase(FoldHash("York"), FoldHash("New")));
  EXPECT_NE(phrase, FoldHash("New York"));
}

}  // namespace
}  // namespace factbox
