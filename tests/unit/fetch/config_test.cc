#include "fetch/config.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

constexpr const char* kGood = R"(
contact = "newsdesk@example.org"
output = "out"
max_run = "10 min"
[fetch]
delay = "2 s"
allow_private = ["127.0.0.0/8"]
[duplicates]
action = "skip"
near = 0.8
[[source]]
name = "bote"
feed = "https://bote.example/rss"
content = "feed"
every = "15 min"
[[source]]
name = "kurier"
sitemap = "https://kurier.example/news.xml"
include = ['/\d{4}/']
)";

TEST(IngestConfig, ReadsWhatIsThere) {
  Mistakes mistakes;
  const IngestConfig config = ParseIngestConfig("/etc/news/feeds.toml", kGood, mistakes);
  ASSERT_TRUE(mistakes.empty()) << ToString(mistakes);
  EXPECT_EQ(config.output, "/etc/news/out");
  EXPECT_EQ(config.state, "/etc/news/ingest.db");
  EXPECT_EQ(config.policy.delay_ms, 2000);
  EXPECT_EQ(config.http.allowed_private.size(), 1u);
  EXPECT_FALSE(config.link_duplicates);
  EXPECT_DOUBLE_EQ(config.near, 0.8);
  ASSERT_EQ(config.sources.size(), 2u);
  EXPECT_TRUE(config.sources[0].from_feed);
  EXPECT_EQ(config.sources[0].every_ms, 15 * kMinuteMs);
  EXPECT_EQ(config.sources[1].kind, SourceConfig::Kind::kSitemap);
}

std::string MistakesOf(const std::string& text) {
  Mistakes mistakes;
  (void)ParseIngestConfig("feeds.toml", text, mistakes);
  return ToString(mistakes);
}

TEST(IngestConfig, AllMistakesAtOnceWithLineAndColumn) {
  const std::string found = MistakesOf(
      "contact = 5\n"
      "colour = \"red\"\n"
      "[fetch]\n"
      "delay = \"soon\"\n"
      "connections = 0\n"
      "allow_private = [\"10.0.0.0/40\"]\n"
      "[[source]]\n"
      "name = \"a\"\n"
      "feed = \"file:///etc/passwd\"\n"
      "[[source]]\n"
      "name = \"a\"\n"
      "[[source]]\n"
      "name = \"b\"\n"
      "feed = \"https://b.example/\"\n"
      "page = \"https://b.example/\"\n"
      "include = [\"(\"]\n");
  for (const char* wanted : {"feeds.toml:1:11: contact must be a text", "feeds.toml:2:1: colour: no key", "feeds.toml:4:9: delay must be a time such as",
                             "feeds.toml:5:15: connections must be a whole number from 1", "feeds.toml:6:18: \"10.0.0.0/40\"",
                             "feeds.toml:9:8: ", "only http and https", "feeds.toml:11:8: there is another source \"a\"",
                             "feeds.toml:10:1: a source needs one of", "feeds.toml:15:8: a source has one of", "feeds.toml:16:12: \"(\": missing"})
    EXPECT_NE(found.find(wanted), std::string::npos) << wanted << "\nin\n" << found;
}

TEST(IngestConfig, WhatIsMissingAndWhatIsNoToml) {
  EXPECT_NE(MistakesOf("").find("contact is missing"), std::string::npos);
  EXPECT_NE(MistakesOf("").find("there is no [[source]]"), std::string::npos);
  EXPECT_NE(MistakesOf("contact = \"a\"\nsource = 3\n").find("feeds.toml:2:10: sources are written [[source]]"), std::string::npos);
  EXPECT_NE(MistakesOf("contact = \"a\"\nname = [1,\n").find("feeds.toml:"), std::string::npos);
  EXPECT_NE(MistakesOf("contact = \"a\r\\nX-Evil: 1\"\n").find("feeds.toml:1"), std::string::npos);
  EXPECT_NE(MistakesOf("contact = \"a\"\nto = \"mysql://x\"\n").find("to must begin with postgres://"), std::string::npos);
}

TEST(Duration, Units) {
  EXPECT_EQ(ParseDuration("90 s"), 90'000);
  EXPECT_EQ(ParseDuration("15min"), 15 * kMinuteMs);
  EXPECT_EQ(ParseDuration("1 day"), kDayMs);
  for (const char* text : {"", "15", "min", "-1 s", "1 fortnight", "99999999999999999999 s", "1 s "}) EXPECT_EQ(ParseDuration(text), -1) << text;
}

TEST(Clock, Days) {
  EXPECT_EQ(DayOf(0), "1970-01-01");
  EXPECT_EQ(TimestampOf(1'795'000'000'000), "2026-11-18T11:06:40Z");
  EXPECT_EQ(DayOf(951'782'400'000), "2000-02-29");
}

}  // namespace
}  // namespace factbox
