#include "article/article_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

TEST(NormalizeTimestampTest, BringsIsoToOneForm) {
  const std::pair<const char*, const char*> cases[] = {{"2020-09-25", "2020-09-25"},
                                                       {"20200925", "2020-09-25"},
                                                       {"2020-09-25T20:14", "2020-09-25T20:14"},
                                                       {"2020-09-25 20:14:05", "2020-09-25T20:14:05"},
                                                       {"2020-09-25t20:14:05,25z", "2020-09-25T20:14:05.25Z"},
                                                       {"2020-09-25T20:14:05+0300", "2020-09-25T20:14:05+03:00"},
                                                       {"2020-09-25T20:14:05-03", "2020-09-25T20:14:05-03:00"},
                                                       {"2020-09-25 20:14:05 +03:00", "2020-09-25T20:14:05+03:00"},
                                                       {"2020-02-29", "2020-02-29"}};
  for (const auto& [given, expected] : cases) EXPECT_EQ(NormalizeTimestamp(given), expected) << given;
}

TEST(NormalizeTimestampTest, RefusesWhatIsNoDate) {
  for (const char* given : {"", "2020", "2020-09", "2019-02-29", "2020-13-01", "2020-09-25T", "2020-09-25T20", "2020-09-25X20:14", "2020-09-25T20:14:05+",
                            "2020-09-25T20:14:05+3", "2020-09-25T20:14:05+03:0", "2020-09-25T20:14:05 PST", "25 September 2020", "2020-09-25T20:14:5"})
    EXPECT_EQ(NormalizeTimestamp(given), "") << given;
}

RawItem Item(std::string bytes, bool json = true) {
  RawItem item;
  item.content = json ? RawItem::Content::kJson : RawItem::Content::kText;
  item.size = bytes.size();
  item.bytes = std::move(bytes);
  item.path = "a.jsonl";
  item.line = item.item = 3;
  return item;
}

TEST(ArticleParserTest, LeavesNothingOfTheArticleBefore) {
  ArticleParser parser;
  ParsedArticle parsed;
  RawItem first = Item(R"({"id": "1", "title": "T", "text": "A", "authors": ["x"], "published": "never", "extra": 1})");
  ASSERT_TRUE(parser.Parse(first, parsed));
  EXPECT_EQ(parsed.notes.size(), 1u);
  EXPECT_EQ(parser.unknown_keys().at("extra"), "a.jsonl:3");
  RawItem second = Item(R"({"text": "B"})");
  ASSERT_TRUE(parser.Parse(second, parsed));
  EXPECT_EQ(parsed.article.text, "B");
  EXPECT_TRUE(parsed.article.title.empty() && parsed.article.authors.empty() && parsed.notes.empty());
  EXPECT_EQ(parsed.article.id.size(), 16u);
  EXPECT_EQ(parsed.article.source_uri, "a.jsonl#3");
}

TEST(ArticleParserTest, UnknownKeysAreBounded) {
  ArticleParser parser;
  ParsedArticle parsed;
  for (int i = 0; i < 500; ++i) {
    RawItem item = Item("{\"text\": \"A\", \"key" + std::to_string(i) + "\": 1}");
    ASSERT_TRUE(parser.Parse(item, parsed));
  }
  EXPECT_EQ(parser.unknown_keys().size(), ArticleParser::kMaxUnknownKeys);
}

TEST(ArticleParserTest, NestingIsRefusedAndNotFollowed) {
  ArticleParser parser;
  ParsedArticle parsed;
  RawItem deep = Item("{\"text\": \"A\", \"x\": " + std::string(100000, '[') + std::string(100000, ']') + "}");
  const Status status = parser.Parse(deep, parsed);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "invalid_json");
}

TEST(ArticleParserTest, TextMayBeAnything) {
  ArticleParser parser;
  ParsedArticle parsed;
  RawItem item = Item("{\"text\": 5}", false);
  ASSERT_TRUE(parser.Parse(item, parsed));
  EXPECT_EQ(parsed.article.text, "{\"text\": 5}");
  EXPECT_EQ(parsed.article.source_media_type, "text/plain");
}

}  // namespace
}  // namespace factbox
