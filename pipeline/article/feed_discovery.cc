#include <algorithm>
#include <string>
#include <utility>

#include "article/feed.h"
#include "article/markup.h"
#include "article/uri.h"
#include "base/ascii.h"

namespace factbox {
namespace {

bool Has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

// The attributes of one tag, from behind its name to its ">".
class Attributes {
 public:
  explicit Attributes(std::string_view text) : text_(text) {}
  // False at the end of the tag.
  bool Next(std::string& name, std::string& value) {
    while (at_ < text_.size() && (IsBlank(text_[at_]) || text_[at_] == '/')) ++at_;
    if (at_ >= text_.size() || text_[at_] == '>') return false;
    const size_t start = at_;
    while (at_ < text_.size() && !IsBlank(text_[at_]) && text_[at_] != '=' && text_[at_] != '>') ++at_;
    name = LowerCase(text_.substr(start, at_ - start));
    value.clear();
    if (name.empty()) {
      ++at_;
      return true;
    }
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    if (at_ >= text_.size() || text_[at_] != '=') return true;
    ++at_;
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    if (at_ >= text_.size()) return false;
    const char quote = text_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const size_t from = quoted ? at_ + 1 : at_;
    size_t end = quoted ? text_.find(quote, from) : text_.find_first_of(" \t\r\n>", from);
    if (end == std::string_view::npos) end = text_.size();
    value = DecodeEntities(text_.substr(from, end - from));
    at_ = end + (quoted ? 1 : 0);
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

bool IsFeedType(const std::string& type) {
  return type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml" || type == "application/feed+json" ||
         type == "text/rss+xml" || type == "application/x.atom+xml" || type == "application/x-atom+xml";
}

// `tag`: from behind "<link".
bool ReadLink(std::string_view tag, std::string_view base, FeedLink& out) {
  std::string name, value, relation, href;
  out = {};
  for (Attributes attributes(tag); attributes.Next(name, value);) {
    if (name == "rel") relation = " " + LowerCase(value) + " ";
    if (name == "type") out.media_type = LowerCase(value);
    if (name == "href") href = value;
    if (name == "title") out.title = CollapseBlanks(value);
  }
  if (href.empty() || (!Has(relation, " alternate ") && !Has(relation, " feed "))) return false;
  if (!IsFeedType(out.media_type) && !Has(relation, " feed ")) return false;
  out.url = ResolveReference(base, href);
  return true;
}

}  // namespace

std::vector<FeedLink> DiscoverFeeds(std::string_view html, std::string_view page_url) {
  std::vector<FeedLink> out, comments;
  std::string base(page_url), name, value;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view rest = html.substr(at + 1);
    const std::string start = LowerCase(rest.substr(0, 5));
    if (start == "body " || start == "body>") break;
    if (start.substr(0, 4) == "base" && IsBlank(rest[4 < rest.size() ? 4 : 0])) {
      for (Attributes attributes(rest.substr(5)); attributes.Next(name, value);)
        if (name == "href") base = ResolveReference(page_url, value);
    }
    if (start.substr(0, 3) == "!--") {
      at = html.find("-->", at);
      if (at == std::string_view::npos) break;
      continue;
    }
    if (start.substr(0, 4) != "link" || start.size() < 5 || !IsBlank(start[4])) continue;
    FeedLink link;
    if (!ReadLink(rest.substr(5), base, link)) continue;
    const auto same = [&](const FeedLink& other) { return other.url == link.url; };
    if (std::any_of(out.begin(), out.end(), same) || std::any_of(comments.begin(), comments.end(), same)) continue;
    (Has(link.url, "comments") ? comments : out).push_back(std::move(link));
  }
  out.insert(out.end(), comments.begin(), comments.end());
  return out;
}

}  // namespace factbox
