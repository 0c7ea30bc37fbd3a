#include <simdjson.h>

#include <algorithm>
#include <string>
#include <utility>

#include "article/feed_date.h"
#include "article/markup.h"
#include "article/news_item.h"
#include "article/uri.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

std::string StringOf(dom::element object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

// The first of several keys that is there: ninjs 3 writes "versionCreated" what ninjs 1 and 2 write "versioncreated".
std::string FirstOf(dom::element object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (std::string text = StringOf(object, key); !text.empty()) return text;
  return {};
}

template <class Visit>
void ForEach(dom::element object, std::string_view key, const Visit& visit) {
  dom::array values;
  if (object[key].get(values) != simdjson::SUCCESS) return;
  for (const dom::element value : values) visit(value);
}

// Of ninjs 2 and 3: the headline whose role is the main one, else the first.
std::string HeadlineOf(dom::element root) {
  std::string main, first;
  ForEach(root, "headlines", [&](dom::element headline) {
    std::string value = StringOf(headline, "value");
    if (first.empty()) first = value;
    if (main.empty() && StringOf(headline, "role") == "main") main = std::move(value);
  });
  if (main.empty()) main = std::move(first);
  if (main.empty()) main = FirstOf(root, {"headline", "title"});
  return CollapseBlanks(MarkupToText(main));
}

std::string TextOfBody(const std::string& type, const std::string& value) {
  if (type.find("nitf") != std::string::npos || LooksLikeNewsItem(value)) {
    const Result<std::vector<ParsedArticle>> items = ParseNewsItems(value);
    return items && !items->empty() ? items->front().article.text : std::string();
  }
  return type.find("plain") != std::string::npos ? value : MarkupToText(value);
}

std::string TextOf(dom::element root) {
  for (const std::string_view key : {"body_xhtml", "body_html"})
    if (std::string text = MarkupToText(StringOf(root, key)); !text.empty()) return text;
  if (std::string text = StringOf(root, "body_text"); !text.empty()) return text;
  std::string marked, plain;
  ForEach(root, "bodies", [&](dom::element body) {
    std::string type = FirstOf(body, {"contentType", "contenttype"});
    std::transform(type.begin(), type.end(), type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    std::string& text = type.find("plain") != std::string::npos ? plain : marked;
    if (text.empty()) text = TextOfBody(type, StringOf(body, "value"));
  });
  return marked.empty() ? plain : marked;
}

// "By Ana Muianga and Tomas Zulu" is one line and stays one author but for the first word: who is who in it, no standard says.
std::string NameOfByline(std::string text) {
  text = CollapseBlanks(text);
  if (text.size() > 3 && (text[0] == 'B' || text[0] == 'b') && (text[1] == 'y' || text[1] == 'Y') && text[2] == ' ') text.erase(0, 3);
  return text;
}

void AddNames(dom::element root, std::initializer_list<std::string_view> keys, std::vector<std::string>& out) {
  for (const std::string_view key : keys)
    ForEach(root, key, [&](dom::element subject) {
      std::string name = CollapseBlanks(StringOf(subject, "name"));
      if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    });
}

}  // namespace

struct NinjsParser::State {
  dom::parser parser;
};

NinjsParser::NinjsParser() : state_(std::make_unique<State>()) {}
NinjsParser::~NinjsParser() = default;

bool NinjsParser::Parse(std::string_view json, ParsedArticle& out) {
  dom::element root;
  dom::object object;
  const simdjson::padded_string padded(json);
  if (state_->parser.parse(padded).get(root) != simdjson::SUCCESS || root.get(object) != simdjson::SUCCESS) return false;
  const auto has = [&](std::string_view key) { return object[key].error() == simdjson::SUCCESS; };
  if (has("text") || has("html") || !has("uri")) return false;
  if (!has("body_text") && !has("body_xhtml") && !has("body_html") && !has("bodies") && !has("headlines") && !has("headline") && !has("versioncreated") &&
      !has("versionCreated"))
    return false;

  Article& article = out.article;
  article.id = StringOf(root, "uri");
  if (IsAbsoluteUri(article.id)) article.url = article.id;
  article.title = HeadlineOf(root);
  article.text = TextOf(root);
  article.published = ParseFeedDate(FirstOf(root, {"firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated"}));
  article.updated = ParseFeedDate(FirstOf(root, {"versioncreated", "versionCreated"}));
  article.language = StringOf(root, "language");
  article.publisher = FirstOf(root, {"copyrightholder", "copyrightHolder"});
  if (std::string byline = NameOfByline(StringOf(root, "byline")); !byline.empty()) article.authors.push_back(std::move(byline));
  if (article.authors.empty())
    ForEach(root, "bylines", [&](dom::element one) {
      std::string byline = NameOfByline(FirstOf(one, {"byline", "value"}));
      if (!byline.empty()) article.authors.push_back(std::move(byline));
    });
  AddNames(root, {"subject", "subjects"}, article.keywords);
  return true;
}

}  // namespace factbox
