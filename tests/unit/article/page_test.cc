#include "article/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

namespace factbox {
namespace {

struct Cleaned {
  ParsedArticle parsed;
  std::vector<PageParagraph> paragraphs;
  const Article& article() const { return parsed.article; }
  bool Noted(std::string_view code) const {
    return std::any_of(parsed.notes.begin(), parsed.notes.end(), [&](const Note& note) { return note.code == code; });
  }
};

Cleaned Clean(std::string_view html, PageInput page = {}) {
  PageParser parser;
  Cleaned out;
  page.bytes = html;
  parser.Parse(page, out.parsed);
  out.paragraphs = parser.paragraphs();
  return out;
}

constexpr std::string_view kFirst =
    "The bridge over the Limpopo at Chokwe gave way on Tuesday night after four days of rain, cutting the only paved road between the capital and the north.";
constexpr std::string_view kSecond =
    "Nobody was hurt, the provincial governor said, but 300 lorries were waiting on both banks by Wednesday, some of them with food that will not keep.";
constexpr std::string_view kThird =
    "Engineers expect to lay a temporary crossing within ten days. \"We have done it before,\" said Rosa Tembe, who leads the repairs.";

std::string Page(std::string_view head, std::string_view before, std::string_view body, std::string_view after = "") {
  std::string out = "<!DOCTYPE html><html lang=\"en-GB\"><head>";
  out.append(head).append("</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a> <a href=/world>World</a></nav><main>");
  out.append(before).append("<div class=\"article-body\">").append(body).append("</div>").append(after);
  return out.append("</main><footer>All rights reserved. Write to the newsroom at any hour of the day.</footer></body></html>");
}

std::string Paragraphs() { return "<p>" + std::string(kFirst) + "</p><p>" + std::string(kSecond) + "</p><p>" + std::string(kThird) + "</p>"; }
std::string Text() { return std::string(kFirst) + "\n\n" + std::string(kSecond) + "\n\n" + std::string(kThird); }

TEST(PageTest, FindsTheTextAndNothingElse) {
  const std::string html = Page(
      "<title>Bridge at Chokwe gives way | The Delta Post</title><meta property=\"og:site_name\" content=\"The Delta Post\">"
      "<meta property=\"og:type\" content=\"article\">",
      "<h1>Bridge at Chokwe gives way</h1><div class=byline>By <a>Ana Sousa</a> and Tiago Lima</div>"
      "<time datetime=\"2024-03-05T18:20:00+02:00\">5 March</time>",
      Paragraphs() + "<p>Read more: <a href=/x>Rains to go on for a week</a></p><h3>Related articles</h3><p><a href=/y>Another bridge</a></p>",
      "<div id=comments><p>I have crossed it a hundred times, and it was never safe. They knew, and they did nothing about it at all.</p></div>");
  const Cleaned page = Clean(html);
  EXPECT_EQ(page.article().text, Text());
  EXPECT_EQ(page.article().title, "Bridge at Chokwe gives way");
  EXPECT_EQ(page.article().publisher, "The Delta Post");
  EXPECT_EQ(page.article().authors, (std::vector<std::string>{"Ana Sousa", "Tiago Lima"}));
  EXPECT_EQ(page.article().published, "2024-03-05T18:20:00+02:00");
  EXPECT_EQ(page.article().language, "en-GB");
  EXPECT_TRUE(page.parsed.notes.empty());
}

TEST(PageTest, KeepsListsQuotationsAndHeadings) {
  const std::string html = Page("<meta property=og:type content=article>", "<h1>Bridge at Chokwe gives way</h1>",
                                "<p>" + std::string(kFirst) +
                                    "</p><h2>What is closed</h2><ul><li>The road to Xai-Xai, in both directions.<li>The railway, until Friday at least.</ul>"
                                    "<blockquote>" +
                                    std::string(kThird) +
                                    "</blockquote><figure><img src=a><figcaption>The bridge in 2013, when it last stood under water.</figcaption></figure><p>" +
                                    std::string(kSecond) + "</p>");
  const Cleaned page = Clean(html);
  EXPECT_EQ(page.article().text, std::string(kFirst) +
                                     "\n\nWhat is closed\n\nThe road to Xai-Xai, in both directions.\n\nThe railway, until Friday at least.\n\n" +
                                     std::string(kThird) + "\n\n" + std::string(kSecond));
  ASSERT_EQ(page.paragraphs.size(), 6u);
  EXPECT_EQ(page.paragraphs[1].kind, PageParagraph::Kind::kHeading);
  EXPECT_EQ(page.paragraphs[2].kind, PageParagraph::Kind::kListItem);
  EXPECT_EQ(page.paragraphs[4].kind, PageParagraph::Kind::kQuotation);
}

TEST(PageTest, ParagraphsSayWhereInThePageTheyStand) {
  const std::string html = Page("<meta property=og:type content=article>", "<h1>Bridge at Chokwe gives way</h1>", Paragraphs());
  const Cleaned page = Clean(html);
  ASSERT_EQ(page.paragraphs.size(), 3u);
  for (const PageParagraph& paragraph : page.paragraphs) {
    EXPECT_TRUE(paragraph.source_exact);
    EXPECT_EQ(html.substr(paragraph.source_begin, paragraph.source_end - paragraph.source_begin),
              page.article().text.substr(paragraph.begin, paragraph.end - paragraph.begin));
  }
}

TEST(PageTest, JsonLdSpeaksForThePage) {
  const std::string html = Page(
      "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Bridge at Chokwe\n gives way\",\"author\":{\"@id\":\"#p\"},"
      "\"datePublished\":\"2024-03-05T18:20:00Z\",\"dateModified\":\"2024-03-06T07:00:00Z\",\"articleSection\":\"Africa\",\"keywords\":\"floods, roads\","
      "\"isAccessibleForFree\":\"False\",\"publisher\":{\"name\":\"The Delta Post\"},},{\"@id\":\"#p\",\"@type\":\"Person\",\"name\":\"Ana Sousa\"}]}</script>",
      "", Paragraphs());
  const Cleaned page = Clean(html);
  EXPECT_EQ(page.article().title, "Bridge at Chokwe gives way");
  EXPECT_EQ(page.article().authors, std::vector<std::string>{"Ana Sousa"});
  EXPECT_EQ(page.article().published, "2024-03-05T18:20:00Z");
  EXPECT_EQ(page.article().updated, "2024-03-06T07:00:00Z");
  EXPECT_EQ(page.article().section, "Africa");
  EXPECT_EQ(page.article().keywords, (std::vector<std::string>{"floods", "roads"}));
  EXPECT_TRUE(page.Noted("paywall"));
}

TEST(PageTest, TextThatOnlyTheJsonLdHasIsTaken) {
  const std::string html = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge gives way\",\"articleBody\":\"" +
                           std::string(kFirst) + "\\n" + std::string(kSecond) + "\"}</script><div id=root>Loading</div>";
  const Cleaned page = Clean(html);
  EXPECT_EQ(page.article().text, std::string(kFirst) + "\n\n" + std::string(kSecond));
  ASSERT_EQ(page.paragraphs.size(), 2u);
  EXPECT_FALSE(page.paragraphs[0].source_exact);
}

TEST(PageTest, AHomePageIsNoArticle) {
  std::string html = "<html><head><title>The Delta Post</title><link rel=canonical href=\"https://delta.example/\"></head><body>";
  for (int i = 0; i < 40; ++i)
    html += "<div><h3><a href=/" + std::to_string(i) + ">Story number " + std::to_string(i) + " of the day</a></h3><p>Short words on it.</p></div>";
  const Cleaned page = Clean(html);
  EXPECT_EQ(page.article().text, "");
  EXPECT_TRUE(page.Noted("not_article"));
}

TEST(PageTest, NothingIsPublishedAfterItWasFetched) {
  const std::string html = Page("<meta property=article:published_time content=2031-01-01><meta property=og:type content=article>",
                                "<h1>Bridge at Chokwe gives way</h1>", Paragraphs());
  PageInput input;
  input.fetched = CivilDate{2024, 3, 6};
  const Cleaned page = Clean(html, input);
  EXPECT_EQ(page.article().published, "");
  EXPECT_TRUE(page.Noted("future_date"));
  EXPECT_EQ(Clean(html).article().published, "2031-01-01");
}

TEST(PageTest, CharacterSetsAreTold) {
  const auto cleaned = [](std::string_view word, std::string_view charset, std::string_view meta) {
    std::string body;
    for (int i = 0; i < 3; ++i) body += "<p>" + std::string(kFirst) + " " + std::string(word) + " said so.</p>";
    PageInput input;
    input.charset = charset;
    return Clean(Page(meta, "", body), input).article().text;
  };
  EXPECT_NE(cleaned("M\xFCller", "iso-8859-1", "").find("Müller said"), std::string::npos);
  EXPECT_NE(cleaned("M\xFCller", "", "<meta charset=windows-1252>").find("Müller said"), std::string::npos);
  EXPECT_NE(cleaned("Müller", "iso-8859-1", "").find("Müller said"), std::string::npos);
  EXPECT_NE(cleaned("\x93\xFA\x96\x7B", "", "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>").find("日本 said"), std::string::npos);
}

// ---- pages made to do harm: each must be done within the limits

double SecondsOf(std::string_view html) {
  timespec begin{}, end{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  Clean(html);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return static_cast<double>(end.tv_sec - begin.tv_sec) + static_cast<double>(end.tv_nsec - begin.tv_nsec) / 1e9;
}

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// Tells time that grows with the page from time that explodes, with assertions, sanitizers, and on a busy machine.
constexpr double kSeconds = 100;

TEST(HostilePageTest, DeepNesting) {
  EXPECT_LT(SecondsOf(Repeated("<div>", 200'000) + "text" + Repeated("</div>", 200'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<p><table><td>", 100'000) + Repeated("</p></span>", 400'000)), kSeconds);
  EXPECT_TRUE(Clean(Repeated("<div>", 2000)).Noted("limit_page_depth"));
}
TEST(HostilePageTest, AMillionAttributes) {
  std::string html = "<div ";
  for (int i = 0; i < 1'000'000; ++i) html.append("a").append(std::to_string(i)).append("=1 ");
  EXPECT_LT(SecondsOf(html + "><p>text</p>"), kSeconds);
}
TEST(HostilePageTest, OneHugeText) {
  const std::string html = "<p>" + Repeated("Rain fell. ", 9'000'000);
  EXPECT_LT(SecondsOf(html), kSeconds);
  EXPECT_TRUE(Clean(html).Noted("limit_page_bytes"));
}
TEST(HostilePageTest, FloodsOfReferencesTagsAndQuotes) {
  EXPECT_LT(SecondsOf("<p>" + Repeated("&CounterClockwiseContourIntegral;&#x10FFFF;&bogus;&", 150'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<", 8'000'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("</", 4'000'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<a href=\"", 800'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<!--", 2'000'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<b><i>", 1'000'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<script>", 1'000'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<p class=byline>By A B</p>", 300'000)), kSeconds);
  EXPECT_LT(SecondsOf(Repeated("<h1>A title of some length</h1>", 250'000)), kSeconds);
}
TEST(HostilePageTest, OddValuesAndCutPages) {
  Clean("<table><tr><td colspan=9000000000000000 rowspan=-1>x</table>");
  const std::string whole =
      Page("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>", "<h1>Title of it</h1>", Paragraphs());
  for (size_t size = 0; size <= whole.size(); size += 3) Clean(std::string_view(whole).substr(0, size));
  std::string nuls = whole;
  for (size_t i = 0; i < nuls.size(); i += 50) nuls[i] = '\0';
  EXPECT_EQ(Clean(nuls).article().text.find('\0'), std::string::npos);
  EXPECT_LT(SecondsOf("<script type=application/ld+json>" + Repeated("[", 1'000'000)), kSeconds);
  EXPECT_LT(SecondsOf("<script type=application/ld+json>" + Repeated("{\"@graph\":[{\"@type\":\"Article\",\"a\":", 100'000)), kSeconds);
}

TEST(PageTest, AParserKeepsNothingOfThePageBefore) {
  PageParser parser;
  PageInput input;
  const std::string first = Page("<title>First of them</title>", "<h1>First of them</h1>", Paragraphs()),
                    second = Page("", "", "<p>" + std::string(kSecond) + "</p>");
  ParsedArticle fresh, used, unused;
  input.bytes = second;
  parser.Parse(input, fresh);
  input.bytes = first;
  parser.Parse(input, unused);
  input.bytes = second;
  parser.Parse(input, used);
  EXPECT_EQ(fresh.article.text, used.article.text);
  EXPECT_EQ(fresh.article.title, used.article.title);
  EXPECT_EQ(used.article.title, "");
}

}  // namespace
}  // namespace factbox
