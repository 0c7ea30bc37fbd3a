#include "article/page_verdict.h"

#include <algorithm>

#include "article/page_words.h"

namespace factbox {
namespace {

// The path of a URL without its query: "/", "/2024/03/05/flood".
std::string_view PathOf(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const size_t path = url.find('/', scheme + 3);
  if (path == std::string_view::npos) return "/";
  return url.substr(path, std::min(url.find_first_of("?#", path), url.size()) - path);
}

uint64_t Bytes(const PageTree& tree, const Body& body) {
  uint64_t bytes = 0;
  for (const uint32_t i : body.blocks) bytes += tree.blocks[i].end - tree.blocks[i].begin;
  return bytes;
}

}  // namespace

PageVerdict JudgePage(const PageContext& page, const Body& body, const Article& article) {
  PageVerdict verdict;
  const uint64_t bytes = Bytes(page.tree, body);
  constexpr uint64_t kLeastOfJsonLd = 200;
  verdict.json_ld_body = page.json_ld.body.size() >= kLeastOfJsonLd && bytes * 2 < page.json_ld.body.size();
  const std::string type = MetaOf(page.tree, {"og:type"});
  // A sum of hints, by hand.
  int score = 0;
  if (page.json_ld.article) score += 3;
  if (page.json_ld.collection && !page.json_ld.article) score -= 3;
  if (EqualIgnoringCase(type, "article")) score += 2;
  if (EqualIgnoringCase(type, "product") || EqualIgnoringCase(type, "profile")) score -= 3;
  if (EqualIgnoringCase(type, "website")) score -= 1;
  if (!article.published.empty()) score += 1;
  if (!article.authors.empty()) score += 1;
  const std::string_view path = PathOf(article.url);
  if (path == "/") score -= 5;
  constexpr uint64_t kLong = 1500, kShort = 300;
  if (body.prose >= kLong || verdict.json_ld_body) score += 2;
  if (body.prose < kShort && !verdict.json_ld_body) score -= 3;
  if (body.marked) score += 1;
  if (body.prose * 2 < body.page_prose) score -= 1;
  if (score < 0) {
    verdict.article = false;
    verdict.reason = "the page is a list, a home page or the like";
  }
  return verdict;
}

}  // namespace factbox
