// Sitemaps (https://www.sitemaps.org/protocol.html): the URLs that a site wants to be found, and the news among them.
//
//   <urlset><url><loc>https://bote.example/world/beira</loc><lastmod>2024-03-14</lastmod>
//     <news:news><news:title>Floods hit Beira</news:title> …   →  {loc "https://bote.example/world/beira", lastmod "2024-03-14", news title "Floods hit Beira",
//     …}
//
// A urlset, an index of further sitemaps, a list of URLs as plain text, and the news extension. Gzip is undone by whoever reads the bytes
// (byte_stream.h, HTTP). Mended as xml.h tells. A file holds at most 50,000 URLs and 50 MB by the protocol; what is beyond kMaxEntries is left out and said.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace factbox {

struct SitemapEntry {
  std::string loc;      // absolute where it could be made so
  std::string lastmod;  // ISO 8601; empty: unknown or no date
  // Of the news extension; empty: not given.
  std::string title, published, language, publication;
};

struct Sitemap {
  static constexpr size_t kMaxEntries = 100'000;
  bool index = false;  // the entries are sitemaps
  bool repaired = false;
  bool cut = false;  // there were more
  std::vector<SitemapEntry> entries;
};

bool LooksLikeSitemap(std::string_view start);

// `url`: where it came from, for relative links; `charset`: what the protocol said. Both may be empty. Errors: invalid_xml, not_a_sitemap. Thread-safe.
Result<Sitemap> ParseSitemap(std::string_view bytes, std::string_view url = {}, std::string_view charset = {});

// Which sitemaps a walk through indexes may still read: each once, so deep and so many at most, so that a site whose indexes name one another, or
// millions of others, ends like any other.
//
//   SitemapWalk walk; walk.Add("https://bote.example/sitemap.xml", 0);
//   for (SitemapWalk::Step step = walk.Next(); !step.url.empty(); step = walk.Next()) … if (sitemap.index) walk.Add(entry.loc, step.depth + 1);
class SitemapWalk {
 public:
  struct Step {
    std::string url;  // empty: there is none left
    int depth = 0;    // how many indexes led to it
  };
  explicit SitemapWalk(int max_depth = 3, size_t max_sitemaps = 1000) : max_depth_(max_depth), max_sitemaps_(max_sitemaps) {}

  // False where it was not taken: seen already, too deep, or one too many.
  bool Add(std::string_view url, int depth);
  // In the order in which they were added.
  Step Next();

 private:
  int max_depth_;
  size_t max_sitemaps_;
  std::set<std::string, std::less<>> seen_;
  std::vector<Step> steps_;
  size_t next_ = 0;
};

}  // namespace factbox
