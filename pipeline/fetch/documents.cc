#include "fetch/documents.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <utility>

#include "article/feed.h"
#include "article/sitemap.h"
#include "base/sha256.h"
#include "fetch/url.h"

namespace factbox {
namespace {

constexpr size_t kMostUnpacked = size_t{64} << 20;  // of a packed sitemap; the protocol allows 50 MB
constexpr size_t kStart = 4096;                     // bytes that tell what a document is

Error Named(const FetchResult& result, const Error& error) { return {error.code, result.url + ": " + error.message}; }

// Sitemaps are often served as .xml.gz, which is no coding of HTTP.
Result<std::string> Unpacked(const FetchResult& result) {
  const std::string& body = result.body;
  if (body.size() < 3 || body[0] != '\x1F' || body[1] != '\x8B') return body;
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return Error{"bad_encoding", result.url + ": gzip could not be undone"};
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  int code = Z_OK;
  while (code == Z_OK && out.size() <= kMostUnpacked) {
    const size_t had = out.size();
    out.resize(had + (size_t{1} << 18));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    stream.avail_out = static_cast<uInt>(out.size() - had);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (out.size() > kMostUnpacked)
    return Error{"decompression_bomb", fmt::format("{}: more than {} bytes were made of {}", result.url, kMostUnpacked, body.size())};
  if (code != Z_STREAM_END) return Error{"bad_encoding", result.url + ": its gzip is damaged or cut off"};
  return out;
}

bool IsOld(const std::string& date, const std::string& oldest) { return !date.empty() && !oldest.empty() && std::string_view(date).substr(0, 10) < oldest; }

// Links as they may be fetched, each once.
class Links {
 public:
  Links(const std::string& base, const std::string& oldest, SourceContent& out) : base_(base), oldest_(oldest), out_(out) {}

  void Add(SourceLink link) {
    if (IsOld(link.modified.empty() ? link.article.published : link.modified, oldest_)) return;
    const Result<std::string> url = Absolute(link.article.url);
    if (!url || !seen_.insert(*url).second) return;  // file:, javascript:, mailto: … are links of nobody's article
    link.article.url = *url;
    link.article.id.clear();  // a guid means something to its feed only
    out_.links.push_back(std::move(link));
  }
  void AddSitemap(const SitemapEntry& entry) {
    if (IsOld(entry.lastmod, oldest_)) return;
    if (const Result<std::string> url = Absolute(entry.loc); url && seen_.insert(*url).second) out_.sitemaps.push_back(*url);
  }

 private:
  // A local file has no URL that links could be relative to.
  Result<std::string> Absolute(const std::string& reference) const { return ResolveUrl(ParseUrl(base_) ? base_ : reference, reference); }
  const std::string& base_;
  const std::string& oldest_;
  SourceContent& out_;
  std::set<std::string> seen_;
};

Result<SourceContent> OfFeed(const FetchResult& result, std::string_view body, const std::string& oldest) {
  Result<Feed> feed = ParseFeed(body, {result.url, result.charset});
  if (!feed) return Named(result, feed.error());
  SourceContent out;
  Links links(result.url, oldest, out);
  for (ParsedArticle& item : feed->items) {
    FinishArticle(item);
    if (item.article.language.empty()) item.article.language = feed->language;
    links.Add({item.article, item.article.updated});
  }
  return out;
}

Result<SourceContent> OfSitemap(const FetchResult& result, std::string_view body, const std::string& oldest) {
  const Result<Sitemap> sitemap = ParseSitemap(body, result.url, result.charset);
  if (!sitemap) return Named(result, sitemap.error());
  SourceContent out;
  Links links(result.url, oldest, out);
  for (const SitemapEntry& entry : sitemap->entries) {
    if (sitemap->index) {
      links.AddSitemap(entry);
      continue;
    }
    SourceLink link;
    link.article.url = entry.loc;
    link.article.title = entry.title;
    link.article.published = NormalizeTimestamp(entry.published);
    link.article.language = entry.language;
    link.article.publisher = entry.publication;
    link.modified = entry.lastmod;
    links.Add(std::move(link));
  }
  return out;
}

Result<SourceContent> OfPage(const FetchResult& result, std::string_view body) {
  SourceContent out;
  for (const FeedLink& feed : DiscoverFeeds(body, result.url))
    if (const Result<std::string> url = ResolveUrl(ParseUrl(result.url) ? result.url : feed.url, feed.url)) out.feeds.push_back(*url);
  if (out.feeds.empty()) return Error{"no_feed", result.url + ": is neither a feed nor a sitemap, and names no feed"};
  return out;
}

std::optional<CivilDate> DateOf(int64_t ms) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)))};
  return CivilDate{static_cast<int>(day.year()), static_cast<uint8_t>(static_cast<unsigned>(day.month())),
                   static_cast<uint8_t>(static_cast<unsigned>(day.day()))};
}

// What a server calls HTML, or nothing, or what may well be it.
bool MayBePage(const std::string& media_type) {
  return media_type.empty() || media_type.find("html") != std::string::npos || media_type.find("xml") != std::string::npos || media_type == "text/plain" ||
         media_type == "application/octet-stream";
}

}  // namespace

Result<SourceContent> ReadSource(SourceConfig::Kind kind, const FetchResult& result, const std::string& oldest) {
  const Result<std::string> body = Unpacked(result);
  if (!body) return body.error();
  switch (kind) {
    case SourceConfig::Kind::kFeed: return OfFeed(result, *body, oldest);
    case SourceConfig::Kind::kSitemap: return OfSitemap(result, *body, oldest);
    case SourceConfig::Kind::kPage: break;
  }
  Result<SourceContent> out = OfPage(result, *body);
  if (out) out->feeds.resize(1);  // the others are those of sections and of comments
  return out;
}

Result<SourceContent> ReadAnySource(const FetchResult& result) {
  const Result<std::string> body = Unpacked(result);
  if (!body) return body.error();
  const std::string_view start = std::string_view(*body).substr(0, kStart);
  if (LooksLikeFeed(start) || LooksLikeJsonFeed(start)) return OfFeed(result, *body, {});
  if (LooksLikeSitemap(start)) return OfSitemap(result, *body, {});
  return OfPage(result, *body);
}

Status PageReader::Read(FetchResult& result, int64_t now_ms, ParsedArticle& out) {
  out = {};
  if (!MayBePage(result.media_type)) return Error{"not_html", result.url + ": is " + result.media_type + ", not a page"};
  parser_.Parse({result.body, result.url, result.charset, DateOf(now_ms)}, out);
  Article& article = out.article;
  article.source_uri = result.url;
  article.source_media_type = result.media_type.empty() ? "text/html" : result.media_type;
  article.source_bytes = result.body.size();
  article.source_sha256 = Sha256Hex(result.body);
  // A page that calls another site or the home page its own address is believed by nobody.
  const Result<Url> own = ParseUrl(result.url), stated = ParseUrl(article.url);
  if (!stated || !own || stated->host != own->host || (stated->path == "/" && own->path != "/")) article.url = result.url;
  FinishArticle(out);
  result.body.clear();
  if (article.text.empty()) return Error{"no_text", result.url + ": no article was found in it"};
  return {};
}

}  // namespace factbox
