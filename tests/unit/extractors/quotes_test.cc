// What cases.txt cannot say: mistakes of the lists, and where quotation marks begin and end.
#include "extractors/quotes/quotes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "extractors/quotes/marks.h"
#include "gazetteer/data.h"
#include "text/segmenter.h"

namespace factbox {
namespace {

TEST(QuotesTest, MistakesOfAUsersListsAreReportedWithTheirPlace) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("quotes_" + std::to_string(std::random_device()()));
  std::filesystem::create_directories(folder / "extractors/quotes");
  std::ofstream(folder / "extractors/quotes/lists.tsv") << "list\twords\nadverb\tgrumpily\ncolour\tred\n";
  Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA, folder.string());
  ASSERT_TRUE(data) << data.error().message;
  const Result<std::unique_ptr<Stage>> stage = MakeQuotesStage(**data);
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(stage);
  EXPECT_EQ(stage.error().code, "data_invalid");
  EXPECT_NE(stage.error().message.find("lists.tsv:3:1: there is no list 'colour'"), std::string::npos) << stage.error().message;
  EXPECT_EQ(stage.error().message.find("adverb"), std::string::npos);
}

// What stands between marks, one after the other; '+' behind one that goes on in the next.
std::string Quoted(const std::string& text) {
  const Abbreviations abbreviations;
  Segmenter segmenter(abbreviations);
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);
  std::string out;
  for (const quotes::Quoted& quoted : quotes::FindQuoted(tokens)) {
    out += "[" + std::string(Slice(text, {tokens[quoted.content.begin].span.begin, tokens[quoted.content.end - 1].span.end})) + "]";
    if (quoted.goes_on) out += "+";
  }
  return out;
}

TEST(QuotesTest, MarksOfAllForms) {
  EXPECT_EQ(Quoted("“So,” he said. \"Or so.\" «Ainsi» „so“ »so« ‘thus,’ 'yes,' he said. ''Two.''"), "[So,][Or so.][Ainsi][so][so][thus,][yes,][Two.]");
  EXPECT_EQ(Quoted("The boys’ team, the dogs' home, the '90s, 6'2\" tall, it’s."), "");
}

TEST(QuotesTest, MarksWithinMarks) {
  EXPECT_EQ(Quoted("“He said ‘no’ and “never” to us,” she said."), "[He said ‘no’ and “never” to us,]");
  EXPECT_EQ(Quoted("‘It’s the boys’ team,’ he said. ‘They won.’"), "[It’s the boys’ team,][They won.]");
}

TEST(QuotesTest, ParagraphsAndMarksThatAreMissing) {
  EXPECT_EQ(Quoted("“One.\n\n“Two.\n\n“Three,” he said."), "[One.]+[Two.]+[Three,]");
  EXPECT_EQ(Quoted("“One.\n\nTwo,” he said."), "[One.\n\nTwo,]");
  EXPECT_EQ(Quoted("“One, he said.\n\nTwo."), "[One, he said.]");
  EXPECT_EQ(Quoted("“One, he said. “Two.”"), "[One, he said.][Two.]");
  EXPECT_EQ(Quoted("One,” he said. “”"), "");
}

}  // namespace
}  // namespace factbox
