#include "article/json_feed.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "article/encoding.h"
#include "article/feed_date.h"
#include "article/markup.h"
#include "article/uri.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

std::string StringOf(dom::element object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

// Version 1.1 has `authors`, version 1.0 `author`.
std::vector<std::string> AuthorsOf(dom::element object) {
  std::vector<std::string> out;
  const auto add = [&out](dom::element author) {
    std::string name = CollapseBlanks(StringOf(author, "name"));
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  };
  dom::array authors;
  dom::element author;
  if (object["authors"].get(authors) == simdjson::SUCCESS)
    for (const dom::element one : authors) add(one);
  if (out.empty() && object["author"].get(author) == simdjson::SUCCESS) add(author);
  return out;
}

void ReadItem(dom::element item, const std::string& base, Article& article) {
  int64_t number;
  article.id = StringOf(item, "id");
  if (article.id.empty() && item["id"].get(number) == simdjson::SUCCESS) article.id = std::to_string(number);
  article.url = ResolveReference(base, StringOf(item, "url"));
  if (article.url.empty()) article.url = ResolveReference(base, StringOf(item, "external_url"));
  if (article.url.empty() && IsAbsoluteUri(article.id) && article.id.substr(0, 4) == "http") article.url = article.id;
  article.title = CollapseBlanks(StringOf(item, "title"));
  article.text = MarkupToText(StringOf(item, "content_html"));
  if (article.text.empty()) article.text = StringOf(item, "content_text");
  if (article.text.empty()) article.text = StringOf(item, "summary");
  article.published = ParseFeedDate(StringOf(item, "date_published"));
  article.updated = ParseFeedDate(StringOf(item, "date_modified"));
  if (article.published.empty()) article.published = article.updated;
  article.language = StringOf(item, "language");
  article.authors = AuthorsOf(item);
  dom::array tags;
  std::string_view tag;
  if (item["tags"].get(tags) == simdjson::SUCCESS)
    for (const dom::element one : tags)
      if (one.get(tag) == simdjson::SUCCESS && !tag.empty()) article.keywords.emplace_back(tag);
}

}  // namespace

// "version": "https://jsonfeed.org/version/1", the slashes escaped or not.
bool LooksLikeJsonFeed(std::string_view start) {
  const size_t first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || start[first] != '{') return false;
  return start.find("//jsonfeed.org/version") != std::string_view::npos || start.find("\\/\\/jsonfeed.org\\/version") != std::string_view::npos;
}

Result<Feed> ParseJsonFeed(std::string_view bytes, const FeedContext& context) {
  dom::parser parser;
  dom::element root;
  const simdjson::padded_string text(XmlToUtf8(bytes, context.charset));
  if (const simdjson::error_code code = parser.parse(text).get(root); code != simdjson::SUCCESS)
    return Error{"invalid_json", std::string("not valid JSON: ") + simdjson::error_message(code)};
  dom::array items;
  if (root["items"].get(items) != simdjson::SUCCESS) return Error{"not_a_feed", "a JSON Feed without \"items\""};

  Feed out;
  out.title = CollapseBlanks(StringOf(root, "title"));
  out.language = StringOf(root, "language");
  out.url = ResolveReference(context.url, StringOf(root, "home_page_url"));
  out.next = ResolveReference(context.url, StringOf(root, "next_url"));
  const std::string own = StringOf(root, "feed_url");
  const std::string base = !context.url.empty() ? context.url : IsAbsoluteUri(own) ? own : out.url;
  const std::vector<std::string> authors = AuthorsOf(root);
  for (const dom::element item : items) {
    if (!item.is<dom::object>()) continue;
    Article& article = out.items.emplace_back().article;
    ReadItem(item, base, article);
    if (article.authors.empty()) article.authors = authors;
    if (article.language.empty()) article.language = out.language;
    article.publisher = out.title;
  }
  return out;
}

}  // namespace factbox
