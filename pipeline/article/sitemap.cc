#include "article/sitemap.h"

#include <algorithm>

#include "article/encoding.h"
#include "article/feed_date.h"
#include "article/markup.h"
#include "article/uri.h"
#include "article/xml.h"

namespace factbox {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool IsHttp(std::string_view text) { return text.substr(0, 7) == "http://" || text.substr(0, 8) == "https://"; }

void ReadNews(XmlElement news, SitemapEntry& out) {
  constexpr XmlNamespace kNews = XmlNamespace::kNewsSitemap;
  out.title = CollapseBlanks(DecodeEntities(news.Child("title", kNews) ? news.Child("title", kNews).Text() : std::string()));
  if (const XmlElement date = news.Child("publication_date", kNews)) out.published = ParseFeedDate(date.Text());
  const XmlElement publication = news.Child("publication", kNews);
  if (!publication) return;
  if (const XmlElement name = publication.Child("name", kNews)) out.publication = CollapseBlanks(DecodeEntities(name.Text()));
  if (const XmlElement language = publication.Child("language", kNews)) out.language = language.Text();
}

SitemapEntry ReadEntry(XmlElement element, std::string_view base) {
  SitemapEntry out;
  for (XmlElement child = element.FirstChild(); child; child = child.Next()) {
    if (child.Is("loc") && out.loc.empty())
      out.loc = ResolveReference(base, DecodeEntities(child.Text()));
    else if (child.Is("lastmod") && out.lastmod.empty())
      out.lastmod = ParseFeedDate(child.Text());
    else if (child.Is("news", XmlNamespace::kNewsSitemap))
      ReadNews(child, out);
  }
  return out;
}

// Entries stand in the root; some generators put another element between.
void ReadEntries(XmlElement parent, std::string_view base, int depth, Sitemap& out) {
  for (XmlElement child = parent.FirstChild(); child; child = child.Next()) {
    const bool sitemap = child.Is("sitemap");
    if (!sitemap && !child.Is("url")) {
      if (depth < 2) ReadEntries(child, base, depth + 1, out);
      continue;
    }
    if (out.entries.size() == Sitemap::kMaxEntries) {
      out.cut = true;
      return;
    }
    if (SitemapEntry entry = ReadEntry(child, base); !entry.loc.empty()) out.entries.push_back(std::move(entry));
  }
}

// A URL a line, and nothing else but blank lines.
Result<Sitemap> ParseLines(std::string_view text) {
  Sitemap out;
  while (!text.empty()) {
    const size_t end = text.find_first_of("\r\n");
    const std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    if (!IsHttp(line)) {
      if (out.entries.empty()) return Error{"not_a_sitemap", "neither XML nor a list of URLs"};
      continue;
    }
    if (out.entries.size() == Sitemap::kMaxEntries) {
      out.cut = true;
      break;
    }
    out.entries.emplace_back().loc = std::string(line);
  }
  if (out.entries.empty()) return Error{"not_a_sitemap", "neither XML nor a list of URLs"};
  return out;
}

}  // namespace

bool LooksLikeSitemap(std::string_view start) {
  const size_t first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return false;
  if (IsHttp(start.substr(first))) {
    // A list of URLs has nothing but them; a text may begin with one.
    const std::string_view line = Trim(start.substr(first, start.find_first_of("\r\n", first) - first));
    return line.find_first_of(" \t") == std::string_view::npos;
  }
  constexpr size_t kLooked = 4096;
  start = start.substr(0, kLooked);
  return start[first] == '<' && (start.find("<urlset") != std::string_view::npos || start.find("<sitemapindex") != std::string_view::npos ||
                                 start.find(":urlset") != std::string_view::npos || start.find(":sitemapindex") != std::string_view::npos);
}

Result<Sitemap> ParseSitemap(std::string_view bytes, std::string_view url, std::string_view charset) {
  const std::string text = XmlToUtf8(bytes, charset);
  const std::string_view trimmed = Trim(text);
  if (trimmed.empty() || trimmed.front() != '<')
    if (trimmed.find('<') == std::string_view::npos || IsHttp(trimmed)) return ParseLines(trimmed);
  const Result<XmlDocument> document = XmlDocument::Parse(trimmed);
  if (!document) return document.error();
  const XmlElement root = document->root();
  Sitemap out;
  out.index = root.Is("sitemapindex");
  if (!out.index && !root.Is("urlset"))
    return Error{"not_a_sitemap", "its first element is <" + std::string(root.name()) + ">, not <urlset> or <sitemapindex>"};
  out.repaired = document->repaired();
  ReadEntries(root, url, 0, out);
  return out;
}

bool SitemapWalk::Add(std::string_view url, int depth) {
  if (depth > max_depth_ || seen_.size() >= max_sitemaps_ || url.empty()) return false;
  if (!seen_.emplace(url).second) return false;
  steps_.push_back({std::string(url), depth});
  return true;
}

SitemapWalk::Step SitemapWalk::Next() { return next_ < steps_.size() ? steps_[next_++] : Step(); }

}  // namespace factbox
