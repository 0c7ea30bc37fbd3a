#include "article/feed.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

Feed Parse(std::string_view text, const FeedContext& context = {}) {
  Result<Feed> feed = ParseFeed(text, context);
  EXPECT_TRUE(feed) << (feed ? "" : feed.error().message);
  return feed ? *std::move(feed) : Feed{};
}
Article First(std::string_view text, const FeedContext& context = {}) {
  Feed feed = Parse(text, context);
  EXPECT_FALSE(feed.items.empty());
  return feed.items.empty() ? Article{} : feed.items.front().article;
}
using Strings = std::vector<std::string>;

TEST(Feed, Rss) {
  const Feed feed = Parse(
      "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Der Bote</title>"
      "<link>https://bote.example/</link><language>en-gb</language><item><title>Floods &amp;amp; storms</title><link>/world/beira</link><guid "
      "isPermaLink='false'>b-17</guid>"
      "<pubDate>Thu, 14 Mar 2024 06:15:00 GMT</pubDate><author>ana@bote.example (Ana Muianga)</author><dc:creator>Tomas "
      "Zulu</dc:creator><category>World</category>"
      "<description>Rivers rose.</description><content:encoded><![CDATA[<p>BEIRA &#8212; Rivers rose.</p><p>Roads are "
      "closed.</p>]]></content:encoded></item></channel></rss>");
  EXPECT_EQ(feed.title, "Der Bote");
  ASSERT_EQ(feed.items.size(), 1u);
  const Article& article = feed.items[0].article;
  EXPECT_EQ(article.title, "Floods & storms");
  EXPECT_EQ(article.url, "https://bote.example/world/beira");
  EXPECT_EQ(article.id, "b-17");
  EXPECT_EQ(article.published, "2024-03-14T06:15:00Z");
  EXPECT_EQ(article.authors, (Strings{"Ana Muianga", "Tomas Zulu"}));
  EXPECT_EQ(article.keywords, (Strings{"World"}));
  EXPECT_EQ(article.text, "BEIRA \xE2\x80\x94 Rivers rose.\n\nRoads are closed.");
  EXPECT_EQ(article.language, "en-gb");
  EXPECT_EQ(article.publisher, "Der Bote");
}

TEST(Feed, Atom) {
  const Article article = First(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='sv' xml:base='https://bote.example/feeds/'><author><name>Redaktionen</name></author><entry><title "
      "type='html'>Flood &amp;lt; storm</title>"
      "<link rel='enclosure' href='a.mp3'/><link rel='alternate' href='../v/1'/><id>tag:bote.example,2024:1</id><updated>2024-03-14T07:00:00Z</updated>"
      "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p><p>Two <script>evil()</script></p></div></content></entry></feed>");
  EXPECT_EQ(article.title, "Flood < storm");
  EXPECT_EQ(article.url, "https://bote.example/v/1");
  EXPECT_EQ(article.published, "2024-03-14T07:00:00Z") << "what was updated was published by then";
  EXPECT_EQ(article.updated, "2024-03-14T07:00:00Z");
  EXPECT_EQ(article.authors, (Strings{"Redaktionen"}));
  EXPECT_EQ(article.text, "One\n\nTwo");
  EXPECT_EQ(article.language, "sv");
}

TEST(Feed, AtomTextIsNotHtml) {
  EXPECT_EQ(First("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>1 &lt; 2 &amp;amp; 3</title></entry></feed>").title, "1 < 2 &amp; 3");
  EXPECT_EQ(First("<feed xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped' type='text/html'>a &amp;amp; b</title></entry></feed>").title, "a & b");
  EXPECT_EQ(First("<feed xmlns='http://purl.org/atom/ns#'><entry><content mode='base64' type='text/html'>PHA+SGk8L3A+</content></entry></feed>").text, "Hi");
}

TEST(Feed, RdfAndCdf) {
  const Article rdf = First(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>B</title></channel>"
      "<item rdf:about='https://bote.example/1'><title>T</title><dc:date>2024-03-14</dc:date></item></rdf:RDF>");
  EXPECT_EQ(rdf.url, "https://bote.example/1");
  EXPECT_EQ(rdf.published, "2024-03-14");
  const Article cdf = First("<CHANNEL BASE='https://bote.example/'><ITEM HREF='n/1'><TITLE>T</TITLE><ABSTRACT>Short.</ABSTRACT></ITEM></CHANNEL>");
  EXPECT_EQ(cdf.url, "https://bote.example/n/1");
  EXPECT_EQ(cdf.text, "Short.");
}

TEST(Feed, JsonFeed) {
  const Feed feed = Parse(
      R"({"version":"https:\/\/jsonfeed.org\/version\/1","title":"Der Bote","home_page_url":"https://bote.example/","author":{"name":"Ana"},"next_url":"https://bote.example/2",)"
      R"("items":[{"id":7,"url":"/a","title":"T","content_html":"<p>One</p><p>Two</p>","date_published":"2024-03-14T06:15:00+02:00","tags":["x"]},{"id":"8","content_text":"Plain","authors":[{"name":"Eva"}]}]})");
  ASSERT_EQ(feed.items.size(), 2u);
  EXPECT_EQ(feed.next, "https://bote.example/2");
  EXPECT_EQ(feed.items[0].article.id, "7");
  EXPECT_EQ(feed.items[0].article.url, "https://bote.example/a");
  EXPECT_EQ(feed.items[0].article.text, "One\n\nTwo");
  EXPECT_EQ(feed.items[0].article.authors, (Strings{"Ana"}));
  EXPECT_EQ(feed.items[1].article.authors, (Strings{"Eva"}));
  EXPECT_EQ(feed.items[1].article.text, "Plain");
  EXPECT_EQ(ParseFeed(R"({"version":"https://jsonfeed.org/version/1"})").error().code, "not_a_feed");
  EXPECT_EQ(ParseFeed(R"({"version":"https://jsonfeed.org/version/1", "items": [)").error().code, "invalid_json");
}

TEST(Feed, IllFormedOnes) {
  const Feed cut = Parse(
      "Warning: x in y\n<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Caf\xE9 & bar</title><description>It rained<br>all "
      "day</description></item><item><title>Sec");
  EXPECT_TRUE(cut.repaired);
  ASSERT_EQ(cut.items.size(), 2u);
  EXPECT_EQ(cut.items[0].article.title, "Caf\xC3\xA9 & bar");
  EXPECT_EQ(cut.items[0].article.text, "It rained\nall day");
  EXPECT_EQ(cut.items[1].article.title, "Sec");
  EXPECT_EQ(ParseFeed("<html><body>404</body></html>").error().code, "not_a_feed");
  EXPECT_EQ(ParseFeed("").error().code, "invalid_xml");
}

TEST(Feed, Authors) {
  const auto author = [](const std::string& value) { return First("<rss><channel><item><author>" + value + "</author></item></channel></rss>").authors; };
  EXPECT_EQ(author("Ana Muianga &lt;ana@bote.example&gt;"), (Strings{"Ana Muianga"}));
  EXPECT_EQ(author("ana@bote.example"), (Strings{}));
  EXPECT_EQ(author("Ana Muianga ana@bote.example"), (Strings{"Ana Muianga"}));
  EXPECT_EQ(author("Ana Muianga (Reuters)"), (Strings{"Ana Muianga (Reuters)"}));
}

TEST(Feed, ModulesOfTheSameNamesAreNotMistaken) {
  const Article article = First(
      "<rss xmlns:m='https://x.example/modules/weather/' "
      "xmlns:media='http://search.yahoo.com/mrss/'><channel><item><m:title>Rain</m:title><media:title>Photo</media:title><title>Right</title><m:link>no</"
      "m:link>"
      "<link>https://bote.example/1</link></item></channel></rss>");
  EXPECT_EQ(article.title, "Right");
  EXPECT_EQ(article.url, "https://bote.example/1");
}

TEST(Feed, ManyItemsInLinearTime) {
  std::string text = "<rss><channel>";
  for (int i = 0; i < 20'000; ++i) text += "<item><title>T</title><link>https://bote.example/" + std::to_string(i) + "</link></item>";
  EXPECT_EQ(Parse(text + "</channel></rss>").items.size(), 20'000u);
}

TEST(FeedDiscovery, LinksOfAPage) {
  const std::vector<FeedLink> links = DiscoverFeeds(
      "<html><head><!-- <link rel=alternate type=application/rss+xml href=/old> --><base href='https://bote.example/x/'><link rel='stylesheet' href='s.css'>"
      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Comments\" href=\"/comments/feed\"><LINK REL=Alternate TYPE='application/atom+xml' "
      "HREF='feed.atom?a=1&amp;b=2' title='News &amp; more'>"
      "<link rel=alternate hreflang=de href=/de><link rel=alternate type=application/feed+json href=/f.json /></head><body><link rel=alternate "
      "type=application/rss+xml href=/late></body>",
      "https://bote.example/");
  ASSERT_EQ(links.size(), 3u);
  EXPECT_EQ(links[0].url, "https://bote.example/x/feed.atom?a=1&b=2");
  EXPECT_EQ(links[0].title, "News & more");
  EXPECT_EQ(links[1].url, "https://bote.example/f.json");
  EXPECT_EQ(links[2].url, "https://bote.example/comments/feed");
}

}  // namespace
}  // namespace factbox
