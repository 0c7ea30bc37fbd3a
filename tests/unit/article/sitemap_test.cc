#include "article/sitemap.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

TEST(Sitemap, UrlsWithNews) {
  const Result<Sitemap> sitemap = ParseSitemap(
      "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
      "<url><loc> https://bote.example/world?a=1&amp;b=2 </loc><lastmod>2024-03-14T06:15:00+02:00</lastmod><n:news><n:publication><n:name>Der Bote</n:name>"
      "<n:language>de</n:language></n:publication><n:publication_date>2024-03-14</n:publication_date><n:title>Flut &amp; Sturm</n:title></n:news></url>"
      "<url><loc>/sport</loc><lastmod>soon</lastmod></url><url><lastmod>2024-01-01</lastmod></url></urlset>",
      "https://bote.example/map.xml");
  ASSERT_TRUE(sitemap);
  EXPECT_FALSE(sitemap->index);
  ASSERT_EQ(sitemap->entries.size(), 2u);
  const SitemapEntry& first = sitemap->entries[0];
  EXPECT_EQ(first.loc, "https://bote.example/world?a=1&b=2");
  EXPECT_EQ(first.lastmod, "2024-03-14T06:15:00+02:00");
  EXPECT_EQ(first.title, "Flut & Sturm");
  EXPECT_EQ(first.publication, "Der Bote");
  EXPECT_EQ(first.language, "de");
  EXPECT_EQ(first.published, "2024-03-14");
  EXPECT_EQ(sitemap->entries[1].loc, "https://bote.example/sport");
  EXPECT_EQ(sitemap->entries[1].lastmod, "");
}

TEST(Sitemap, IndexesAndLists) {
  const Result<Sitemap> index = ParseSitemap("<sitemapindex><sitemap><loc>https://bote.example/a.xml.gz</loc></sitemap></sitemapindex>");
  ASSERT_TRUE(index);
  EXPECT_TRUE(index->index);
  EXPECT_EQ(index->entries.at(0).loc, "https://bote.example/a.xml.gz");

  const Result<Sitemap> list = ParseSitemap("\xEF\xBB\xBFhttps://bote.example/1\r\n\r\n  https://bote.example/2\n");
  ASSERT_TRUE(list);
  ASSERT_EQ(list->entries.size(), 2u);
  EXPECT_EQ(list->entries[1].loc, "https://bote.example/2");
}

TEST(Sitemap, CutAndForeignFiles) {
  const Result<Sitemap> cut = ParseSitemap("<urlset><url><loc>https://bote.example/1</loc></url><url><loc>https://bote.exa");
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->repaired);
  EXPECT_EQ(cut->entries.at(0).loc, "https://bote.example/1");
  EXPECT_EQ(ParseSitemap("<html><body/></html>").error().code, "not_a_sitemap");
  EXPECT_EQ(ParseSitemap("Dear reader,\nhttps://bote.example/").error().code, "not_a_sitemap");
  EXPECT_EQ(ParseSitemap("").error().code, "not_a_sitemap");
}

TEST(Sitemap, LooksLikeOne) {
  EXPECT_TRUE(LooksLikeSitemap("<?xml version='1.0'?>\n<!-- made -->\n<urlset>"));
  EXPECT_TRUE(LooksLikeSitemap("https://bote.example/1\n"));
  EXPECT_FALSE(LooksLikeSitemap("https://bote.example/1 is where it began.\n"));
  EXPECT_FALSE(LooksLikeSitemap("<rss><channel/></rss>"));
}

TEST(SitemapWalk, EachOnceSoDeepAndSoMany) {
  SitemapWalk walk(1, 3);
  EXPECT_TRUE(walk.Add("a", 0));
  EXPECT_FALSE(walk.Add("a", 1)) << "a cycle";
  EXPECT_TRUE(walk.Add("b", 1));
  EXPECT_FALSE(walk.Add("c", 2)) << "too deep";
  EXPECT_TRUE(walk.Add("d", 1));
  EXPECT_FALSE(walk.Add("e", 1)) << "one too many";
  EXPECT_EQ(walk.Next().url, "a");
  EXPECT_EQ(walk.Next().depth, 1);
  EXPECT_EQ(walk.Next().url, "d");
  EXPECT_EQ(walk.Next().url, "");
}

}  // namespace
}  // namespace factbox
