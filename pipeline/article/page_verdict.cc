#include "article/page_verdict.h"

#include <algorithm>
#include <bit>

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

// Of "/2024/bridge-gives-way": 2. Stories have them, lists have not.
int HyphensOfLastPart(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return static_cast<int>(std::count(last.begin(), last.end(), '-'));
}

// <time> elements: lists have many.
int Times(const PageTree& tree) {
  return static_cast<int>(std::count_if(tree.captures.begin(), tree.captures.end(), [](const Capture& one) { return one.kind == Capture::Kind::kTime; }));
}

// Of all text of the page.
double LinkShare(const PageTree& tree) {
  uint64_t all = 0, links = 0;
  for (const Block& block : tree.blocks) {
    all += block.end - block.begin;
    links += block.link_bytes;
  }
  return all == 0 ? 0.0 : static_cast<double>(links) / static_cast<double>(all);
}

}  // namespace

PageVerdict JudgePage(const PageContext& page, const Body& body, const Article& article) {
  PageVerdict verdict;
  const uint64_t bytes = Bytes(page.tree, body);
  constexpr uint64_t kLeastOfJsonLd = 200;
  verdict.json_ld_body = page.json_ld.body.size() >= kLeastOfJsonLd && bytes * 2 < page.json_ld.body.size();
  const std::string type = MetaOf(page.tree, {"og:type"});
  // A linear model in hundredths of log odds. The weights are those of a logistic regression on the development sets (907 articles and others of the
  // open web, 1,420 news pages and blogs), rounded; the threshold favours articles: a list that is read costs less than a story that is lost.
  const auto count = [](bool condition, int weight) { return condition ? weight : 0; };
  const uint64_t prose = std::max<uint64_t>(body.prose, verdict.json_ld_body ? page.json_ld.body.size() : 0);
  int score = -262;
  score += count(page.json_ld.article, 170) + count(page.json_ld.body.size() >= kLeastOfJsonLd, 60) - count(page.json_ld.collection, 265);
  score +=
      count(EqualIgnoringCase(type, "article"), 60) - count(EqualIgnoringCase(type, "website"), 80) - count(type.find("product") != std::string::npos, 315);
  score += count(!article.published.empty(), 130) + count(!article.authors.empty(), 20) + count(body.marked, 85);
  const std::string_view path = PathOf(article.url);
  constexpr int kMostHyphens = 8, kMostTimes = 10;
  score += 30 * std::min(kMostHyphens, HyphensOfLastPart(path)) - count(path == "/", 140);
  constexpr uint64_t kShort = 300;
  score += 27 * static_cast<int>(std::bit_width(prose)) - count(prose < kShort, 45);
  score -= 17 * std::min(kMostTimes, Times(page.tree)) + static_cast<int>(133 * LinkShare(page.tree));
  if (score < 0) {
    verdict.article = false;
    verdict.reason = "the page is a list, a home page or the like";
  }
  return verdict;
}

}  // namespace factbox
