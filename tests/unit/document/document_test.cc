#include "document/document.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "document/stage.h"

namespace factbox {
namespace {

Article Titled(const std::string& title, const std::string& text) {
  Article article;
  article.title = title;
  article.text = text;
  return article;
}

// "title: …" and "body: …" for each section.
std::vector<std::string> Sections(const Document& document) {
  const StageInfo info{"test", 1, LayersOf(Layer::kSections), 0};
  std::vector<std::string> out;
  for (const Section& section : Reader(document, info).sections())
    out.push_back((section.kind == SectionKind::kTitle ? "title: " : "body: ") + std::string(document.Slice(section.span)));
  return out;
}

using Strings = std::vector<std::string>;

TEST(DocumentTest, ATitleGoesInFrontOfTheText) {
  const Document document(Titled("Floods kill nine", "Nine people died."));
  EXPECT_EQ(document.text(), "Floods kill nine\n\nNine people died.");
  EXPECT_EQ(Sections(document), (Strings{"title: Floods kill nine", "body: Nine people died."}));
  EXPECT_EQ(document.article().title, "Floods kill nine");
  EXPECT_TRUE(document.article().text.empty()) << "it has been moved";
}

TEST(DocumentTest, ButNotWhereTheTextBeginsWithItAlready) {
  for (const char* line_end : {"\n\n", "\r\n\r\n", "\n"}) {
    const std::string text = std::string("Floods kill nine") + line_end + "Nine people died.";
    const Document document(Titled(" Floods kill nine ", text));
    EXPECT_EQ(document.text(), text);
    EXPECT_EQ(Sections(document), (Strings{"title: Floods kill nine", "body: Nine people died."}));
  }
  const Document blanks(Titled("Floods", "\n  Floods\nNine died."));
  EXPECT_EQ(Sections(blanks), (Strings{"title: \n  Floods", "body: Nine died."}));
}

TEST(DocumentTest, ATextThatGoesOnInTheTitlesLineHasNoTitleSection) {
  const Document document(Titled("Floods", "Floods killed nine people."));
  EXPECT_EQ(Sections(document), (Strings{"body: Floods killed nine people."}));
}

TEST(DocumentTest, TitleAloneTextAloneAndNothing) {
  EXPECT_EQ(Sections(Document(Titled("Floods", ""))), (Strings{"title: Floods"}));
  EXPECT_EQ(Sections(Document(Titled("Floods", "Floods"))), (Strings{"title: Floods"}));
  EXPECT_EQ(Sections(Document(Titled("", "Nine died."))), (Strings{"body: Nine died."}));
  EXPECT_EQ(Sections(Document(Titled(" \n", "Nine died."))), (Strings{"body: Nine died."}));
  EXPECT_TRUE(Sections(Document(Titled("", ""))).empty());
}

TEST(DocumentTest, TheTitleMayBeKeptApart) {
  const Document document(Titled("Floods", "Nine died."), false);
  EXPECT_EQ(document.text(), "Nine died.");
  EXPECT_EQ(Sections(document), (Strings{"body: Nine died."}));
}

TEST(DocumentTest, InvalidUtf8IsRepairedAndNoted) {
  const Document document(Titled("caf\xE9", "\xFFz"));
  EXPECT_EQ(document.text(), "caf\uFFFD\n\n\uFFFDz");
  ASSERT_EQ(document.notes().size(), 1u);
  EXPECT_EQ(document.notes()[0].code, "invalid_utf8");
  EXPECT_NE(document.notes()[0].text.find("2 "), std::string::npos) << document.notes()[0].text;
  EXPECT_TRUE(Document(Titled("café", "é")).notes().empty());
}

TEST(DocumentTest, DaysOfTheCalendar) {
  EXPECT_EQ(ParseDay("2020-09-25"), (CivilDate{2020, 9, 25}));
  EXPECT_EQ(ParseDay("2020-09-25T20:14:00+03:00"), (CivilDate{2020, 9, 25}));
  EXPECT_EQ(ParseDay("2020-02-29"), (CivilDate{2020, 2, 29}));
  EXPECT_EQ(ParseDay("2000-02-29"), (CivilDate{2000, 2, 29}));
  for (const char* none : {"", "2020", "2020-09", "2020-9-25", "25-09-2020", "2020-02-30", "2019-02-29", "1900-02-29", "2020-13-01", "2020-00-01", "2020-01-00",
                           "2020-04-31", "2020/09/25", "20a0-09-25"})
    EXPECT_FALSE(ParseDay(none)) << none;
  Article article = Titled("", "x");
  article.published = "2020-09-25 20:14";
  EXPECT_EQ(Document(article).published(), (CivilDate{2020, 9, 25}));
  article.published = "yesterday";
  EXPECT_FALSE(Document(article).published());
}

}  // namespace
}  // namespace factbox
