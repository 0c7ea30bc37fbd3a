#include "article/robots.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

RobotsRules Rules(std::string_view text) { return RobotsRules::Parse(text); }

TEST(Robots, TheLongestRuleDecides) {
  const RobotsRules rules = Rules("user-agent: *\ndisallow: /archiv\nallow: /archive/today\ndisallow: /archive/today/private\n");
  EXPECT_FALSE(rules.Allows("factbox", "/archive/2019.html"));
  EXPECT_TRUE(rules.Allows("factbox", "/archive/today/storm.html"));
  EXPECT_FALSE(rules.Allows("factbox", "/archive/today/private/a"));
  EXPECT_TRUE(rules.Allows("factbox", "/Archive/2019.html"));
  EXPECT_TRUE(rules.Allows("factbox", "https://bote.example/"));
  EXPECT_FALSE(rules.Allows("factbox", "https://bote.example/archive/2019.html#top"));
}

TEST(Robots, OfTwoAsLongTheOneThatAllowsWins) {
  EXPECT_TRUE(Rules("user-agent: *\ndisallow: /page\nallow: /page\n").Allows("a", "/page"));
  EXPECT_TRUE(Rules("user-agent: *\nallow: /page\ndisallow: /page\n").Allows("a", "/page"));
  EXPECT_FALSE(Rules("user-agent: *\nallow: /pag\ndisallow: /page\n").Allows("a", "/page"));
}

TEST(Robots, AnAgentsOwnGroupsAreOneAndExcludeTheOthers) {
  const RobotsRules rules = Rules(
      "User-Agent: *\nDisallow: /all\n\nUser-agent: FactBox/1.0\nuser-agent: other\nDisallow: /one\n\n"
      "user-agent: factbox\n\ndisallow: /two # a remark\n");
  EXPECT_TRUE(rules.Allows("factbox", "/all"));
  EXPECT_FALSE(rules.Allows("factbox", "/one"));
  EXPECT_FALSE(rules.Allows("FACTBOX/2.0 (+https://factbox.example)", "/two"));
  EXPECT_TRUE(rules.Allows("other", "/two"));
  EXPECT_FALSE(rules.Allows("other", "/one"));
  EXPECT_FALSE(rules.Allows("somebody", "/all"));
  EXPECT_FALSE(Rules("user-agent: 4news\ndisallow: /\n").Allows("4news/1", "/one"));
  EXPECT_TRUE(rules.Allows("factboxes", "/one")) << "a token is compared whole";
}

TEST(Robots, LinesThatAreNoRulesDoNotEndTheListOfAgents) {
  const RobotsRules rules = Rules("user-agent: a\nsitemap: https://bote.example/map.xml\nfoo: bar\nuser-agent: b\ndisallow: /\n");
  EXPECT_FALSE(rules.Allows("a", "/x"));
  EXPECT_FALSE(rules.Allows("b", "/x"));
  EXPECT_TRUE(Rules("user-agent: a\ndisallow:\nuser-agent: b\ndisallow: /\n").Allows("a", "/x"));
}

TEST(Robots, StarsAndTheEnd) {
  const RobotsRules rules = Rules("user-agent: *\ndisallow: /*.pdf$\ndisallow: /a*b*c\ndisallow: /fin$\ndisallow: /m$x\n");
  EXPECT_FALSE(rules.Allows("a", "/reports/2024.pdf"));
  EXPECT_TRUE(rules.Allows("a", "/reports/2024.pdf?page=2"));
  EXPECT_FALSE(rules.Allows("a", "/a.pdf.pdf"));
  EXPECT_FALSE(rules.Allows("a", "/axxbxxcxx"));
  EXPECT_TRUE(rules.Allows("a", "/axxcxxb"));
  EXPECT_FALSE(rules.Allows("a", "/fin"));
  EXPECT_TRUE(rules.Allows("a", "/final"));
  EXPECT_FALSE(rules.Allows("a", "/m$x")) << "a dollar sign within a path is one";
}

TEST(Robots, EscapesAreComparedInOneSpelling) {
  const RobotsRules rules = Rules("user-agent: *\ndisallow: /caf\xC3\xA9\ndisallow: /%7eana\ndisallow: /a%2fb\n");
  EXPECT_FALSE(rules.Allows("a", "/caf%c3%a9/menu"));
  EXPECT_FALSE(rules.Allows("a", "/~ana"));
  EXPECT_FALSE(rules.Allows("a", "/a%2Fb"));
  EXPECT_TRUE(rules.Allows("a", "/a/b")) << "an escaped slash is none";
  const RobotsRules special = Rules("user-agent: *\ndisallow: /five%2A\ndisallow: /cost%24\ndisallow: /a<b\n");
  EXPECT_FALSE(special.Allows("a", "/five*stars"));
  EXPECT_TRUE(special.Allows("a", "/five-stars"));
  EXPECT_FALSE(special.Allows("a", "/cost$s"));
  EXPECT_FALSE(special.Allows("a", "/a%3Cb"));
}

TEST(Robots, OddFiles) {
  EXPECT_TRUE(Rules("").Allows("a", "/x"));
  EXPECT_TRUE(Rules("<html><body>Not found</body></html>").Allows("a", "/x"));
  EXPECT_TRUE(Rules("disallow: /\n").Allows("a", "/x")) << "a rule of nobody";
  EXPECT_FALSE(Rules("\xEF\xBB\xBFuser-agent: *\rdisallow : /\r").Allows("a", "/x"));
  EXPECT_TRUE(Rules("user-agent: *\ndisallow: /\n").Allows("a", "/robots.txt"));
  std::string large(RobotsRules::kMaxBytes, '#');
  large += "\nuser-agent: *\ndisallow: /\n";
  EXPECT_TRUE(Rules(large).Allows("a", "/x"));
  EXPECT_FALSE(Rules(large.substr(100)).Allows("a", "/x"));
}

TEST(Robots, DelaysAndSitemaps) {
  const RobotsRules rules = Rules(
      "Sitemap: https://bote.example/news.xml\nuser-agent: *\ncrawl-delay: 2.5\ndisallow: /x\nuser-agent: b\ncrawl-delay: soon\n"
      "sitemap: https://bote.example/all.xml.gz\nSITEMAP:https://bote.example/news.xml\n");
  EXPECT_EQ(rules.CrawlDelay("a"), 2.5);
  EXPECT_EQ(rules.CrawlDelay("b"), std::nullopt);
  EXPECT_EQ(rules.sitemaps(), (std::vector<std::string>{"https://bote.example/news.xml", "https://bote.example/all.xml.gz"}));
}

TEST(Robots, ManyStarsTakeNoTime) {
  std::string pattern = "/", path = "/";
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  path.append(8000, 'a');
  EXPECT_FALSE(Rules("user-agent: *\ndisallow: " + pattern + "\n").Allows("x", path));
  EXPECT_TRUE(Rules("user-agent: *\ndisallow: " + pattern + "*b\n").Allows("x", path));
}

}  // namespace
}  // namespace factbox
