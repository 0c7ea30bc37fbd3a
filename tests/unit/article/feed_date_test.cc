#include "article/feed_date.h"

#include <gtest/gtest.h>

#include "article/article_parser.h"

namespace factbox {
namespace {

TEST(FeedDate, Rfc822AndWhatIsMadeOfIt) {
  EXPECT_EQ(ParseFeedDate("Thu, 14 Mar 2024 06:15:00 EST"), "2024-03-14T06:15:00-05:00");
  EXPECT_EQ(ParseFeedDate("Thu, 14 Mar 2024 06:15:00 +0200"), "2024-03-14T06:15:00+02:00");
  EXPECT_EQ(ParseFeedDate("14 Mar 24 6:15 GMT"), "2024-03-14T06:15Z");
  EXPECT_EQ(ParseFeedDate("thursday,14 march 2024 06:15:07 Z"), "2024-03-14T06:15:07Z");
  EXPECT_EQ(ParseFeedDate("Thu, 14 Mar 2024 06:15:00 GMT+2"), "2024-03-14T06:15:00+02:00");
  EXPECT_EQ(ParseFeedDate("Thu, 14 Mar 2024 06:15:00 -0330 (NDT)"), "2024-03-14T06:15:00-03:30");
  EXPECT_EQ(ParseFeedDate("Thu, 14 Mar 2024 06:15:00 XYZ"), "2024-03-14T06:15:00");
  EXPECT_EQ(ParseFeedDate("14 Mar 2024"), "2024-03-14");
  EXPECT_EQ(ParseFeedDate("Mar 14, 2024 6:15 PM"), "2024-03-14T18:15");
  EXPECT_EQ(ParseFeedDate("Thu Mar 14 06:15:00 2024"), "2024-03-14T06:15:00");
  EXPECT_EQ(ParseFeedDate("14 Mar 99 12:00:00 GMT"), "1999-03-14T12:00:00Z");
}

TEST(FeedDate, Iso8601WholeAndInPart) {
  EXPECT_EQ(ParseFeedDate("2024-03-14T06:15:00Z"), "2024-03-14T06:15:00Z");
  EXPECT_EQ(ParseFeedDate(" 2024-03-14T06:15+02:00\n"), "2024-03-14T06:15+02:00");
  EXPECT_EQ(ParseFeedDate("2024-03"), "2024-03-01");
  EXPECT_EQ(ParseFeedDate("2024"), "2024-01-01");
  EXPECT_EQ(ParseFeedDate("2024-074"), "2024-03-14");
  EXPECT_EQ(ParseFeedDate("2024/03/14 06:15"), "2024-03-14T06:15");
  EXPECT_EQ(ParseFeedDate("20240314T061500Z"), "2024-03-14T06:15:00Z");
  EXPECT_EQ(ParseFeedDate("2024-03-14T6:15:00.250-0800"), "2024-03-14T06:15:00-08:00");
}

TEST(FeedDate, SlashesOnlyWhereTheyCanBeReadInOneWay) {
  EXPECT_EQ(ParseFeedDate("14/3/2024"), "2024-03-14");
  EXPECT_EQ(ParseFeedDate("3/14/2024 06:15:00"), "2024-03-14T06:15:00");
  EXPECT_EQ(ParseFeedDate("14.03.2024 06:15"), "2024-03-14T06:15");
  EXPECT_EQ(ParseFeedDate("3/4/2024"), "");
}

TEST(FeedDate, WhatIsNoDate) {
  for (const char* text : {"", "   ", "yesterday", "31 Feb 2024", "2024-13-01", "14 Mar 2024 25:00", "12345678901234567890", "Thu, 14 Mar",
                           "14 \xD0\xBC\xD0\xB0\xD1\x80\xD1\x82\xD0\xB0 2024"})
    EXPECT_EQ(ParseFeedDate(text), "") << text;
}

TEST(FeedDate, WhatItGivesIsTakenByTheArticleParser) {
  for (const char* text : {"Thu, 14 Mar 2024 06:15:00 EST", "14 Mar 2024 24:00 GMT", "31 Dec 2016 23:59:60 GMT", "2024", "20240314T0615Z"}) {
    const std::string date = ParseFeedDate(text);
    EXPECT_FALSE(date.empty()) << text;
    EXPECT_EQ(NormalizeTimestamp(date), date) << text;
  }
}

}  // namespace
}  // namespace factbox
