#include "article/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "article/html_tokenizer.h"
#include "base/utf8.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

constexpr int kDepth = 6;              // of objects within objects that are looked at
constexpr size_t kMostObjects = 2000;  // of a script
constexpr size_t kLargest = size_t{4} << 20;

bool EndsWith(std::string_view text, std::string_view end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

bool IsArticleType(std::string_view type) {
  return EndsWith(type, "Article") || EndsWith(type, "BlogPosting") || type == "LiveBlogPosting" || type == "Report" || type == "Review" || type == "Recipe" ||
         type == "ReportageNewsArticle" || type == "OpinionNewsArticle" || type == "SocialMediaPosting" || type == "HowTo";
}

bool IsCollectionType(std::string_view type) {
  return type == "CollectionPage" || type == "ItemList" || type == "Product" || type == "ProductGroup" || type == "SearchResultsPage" ||
         type == "DiscussionForumPosting" || type == "QAPage" || type == "ProfilePage" || type == "Service" || type == "SoftwareApplication" ||
         type == "ContactPage" || type == "JobPosting";
}

std::string Clean(std::string_view text) {
  std::string out;
  AppendUnescaped(out, text, false);
  const size_t first = out.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \t\r\n") - first + 1);
}

// Comments around the JSON, and commas before a closing bracket, as templates leave them.
std::string Mended(std::string_view script) {
  std::string out;
  out.reserve(script.size() + simdjson::SIMDJSON_PADDING);
  bool in_string = false, escaped = false;
  for (size_t i = 0; i < script.size(); ++i) {
    const char c = script[i];
    if (in_string) {
      if (escaped) {
        constexpr std::string_view kEscapes = "\"\\/bfnrtu";
        if (kEscapes.find(c) == std::string_view::npos) out.pop_back();  // "\'" and its like
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        in_string = false;
      }
      out += c;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '}' || c == ']') {
      const size_t last = out.find_last_not_of(" \t\r\n");
      if (last != std::string::npos && out[last] == ',') out.resize(last);
    }
    if (script.substr(i, 2) == "/*") {
      const size_t end = script.find("*/", i + 2);
      i = end == std::string_view::npos ? script.size() : end + 1;
      continue;
    }
    out += c;
  }
  return out;
}

// Into a buffer with room for the parser; controls, which JSON forbids within strings, become blanks.
void Prepare(std::string_view script, std::string& out) {
  const size_t begin = script.find_first_of("{[");
  const size_t end = script.find_last_of("}]");
  out.clear();
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return;
  out.assign(script.substr(begin, end - begin + 1));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
}

std::string_view StringOf(dom::element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text;
  dom::object object;
  if (value.get(object) == simdjson::SUCCESS)
    for (const char* key : {"@value", "name", "@id"})
      if (object[key].get(text) == simdjson::SUCCESS) return text;
  dom::array array;
  if (value.get(array) == simdjson::SUCCESS)
    for (const dom::element one : array) return StringOf(one);
  return {};
}

class Walk {
 public:
  explicit Walk(JsonLd& out) : out_(out) {}

  void Run(dom::element root) {
    Collect(root, 0, false);
    const dom::object* best = nullptr;
    for (const dom::object& one : articles_)
      if (best == nullptr || (Has(*best, "datePublished") < Has(one, "datePublished"))) best = &one;
    if (best != nullptr) ReadArticle(*best);
    if (best == nullptr && out_.published.empty() && !pages_.empty()) ReadDates(pages_.front());
    if (out_.publisher.empty() && !organizations_.empty()) Take(out_.publisher, organizations_.front(), "name");
  }

 private:
  static bool Has(const dom::object& object, const char* key) {
    dom::element value;
    return object[key].get(value) == simdjson::SUCCESS && !value.is_null();
  }

  template <class F>
  static void ForEachType(const dom::object& object, F f) {
    dom::element type;
    if (object["@type"].get(type) != simdjson::SUCCESS) return;
    std::string_view text;
    if (type.get(text) == simdjson::SUCCESS) f(text.substr(text.rfind('/') + 1));
    dom::array several;
    if (type.get(several) == simdjson::SUCCESS)
      for (const dom::element one : several)
        if (one.get(text) == simdjson::SUCCESS) f(text.substr(text.rfind('/') + 1));
  }

  void Collect(dom::element value, int depth, bool listed) {
    if (depth > kDepth || ++objects_ > kMostObjects) return;
    dom::array array;
    if (value.get(array) == simdjson::SUCCESS) {
      for (const dom::element one : array) Collect(one, depth + 1, listed);
      return;
    }
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    std::string_view id;
    if (object["@id"].get(id) == simdjson::SUCCESS) ids_.emplace_back(id, object);
    bool list = listed;
    ForEachType(object, [&](std::string_view type) {
      if (IsArticleType(type) && !listed) articles_.push_back(object);
      if (IsCollectionType(type) && depth <= 2) out_.collection = true;
      if (type == "WebPage" || type == "ItemPage") pages_.push_back(object);
      if (EndsWith(type, "Organization") && depth <= 3) organizations_.push_back(object);
      list = list || type == "ItemList" || type == "Comment" || type == "BreadcrumbList";
    });
    for (const dom::key_value_pair pair : object) {
      static constexpr std::string_view kInside[] = {"@graph",          "mainEntity", "mainEntityOfPage", "author", "creator", "publisher",
                                                     "itemListElement", "item",       "hasPart"};
      if (std::find(std::begin(kInside), std::end(kInside), pair.key) == std::end(kInside)) continue;
      Collect(pair.value, depth + 1, list || pair.key == "hasPart" || pair.key == "itemListElement");
    }
  }

  static void Take(std::string& out, const dom::object& object, const char* key) {
    dom::element value;
    if (out.empty() && object[key].get(value) == simdjson::SUCCESS) out = Clean(StringOf(value));
  }

  void ReadDates(const dom::object& object) {
    Take(out_.published, object, "datePublished");
    Take(out_.published, object, "dateCreated");
    Take(out_.updated, object, "dateModified");
  }

  void ReadArticle(const dom::object& object) {
    out_.article = true;
    Take(out_.headline, object, "headline");
    Take(out_.headline, object, "name");
    Take(out_.description, object, "description");
    Take(out_.body, object, "articleBody");
    Take(out_.url, object, "url");
    Take(out_.section, object, "articleSection");
    Take(out_.language, object, "inLanguage");
    Take(out_.publisher, object, "publisher");
    ReadDates(object);
    dom::element value;
    if (object["isAccessibleForFree"].get(value) == simdjson::SUCCESS) {
      bool free = true;
      std::string_view text;
      if (value.get(text) == simdjson::SUCCESS) free = !EqualIgnoringCase(text, "false");
      if (value.get(free) == simdjson::SUCCESS || !free) out_.paywalled = out_.paywalled || !free;
    }
    if (out_.authors.empty())
      for (const char* key : {"author", "creator"})
        if (out_.authors.empty() && object[key].get(value) == simdjson::SUCCESS) Authors(value, 0);
    if (out_.keywords.empty() && object["keywords"].get(value) == simdjson::SUCCESS) Keywords(value);
  }

  void Authors(dom::element value, int depth) {
    if (depth > 3) return;
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) {
      if (std::string name = Clean(text); !name.empty()) out_.authors.push_back(std::move(name));
      return;
    }
    dom::array array;
    if (value.get(array) == simdjson::SUCCESS) {
      for (const dom::element one : array) Authors(one, depth + 1);
      return;
    }
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    bool organization = false;
    ForEachType(object, [&](std::string_view type) { organization = organization || EndsWith(type, "Organization"); });
    dom::element name;
    if (object["name"].get(name) == simdjson::SUCCESS && !name.is_null()) {
      (void)organization;
      Authors(name, depth + 1);
      return;
    }
    std::string_view id;
    if (object["@id"].get(id) != simdjson::SUCCESS) return;
    for (const auto& [known, target] : ids_)
      if (known == id && target["name"].get(name) == simdjson::SUCCESS && !name.is_null()) {
        Authors(name, depth + 1);
        return;
      }
  }

  void Keywords(dom::element value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) {
      while (!text.empty()) {
        const size_t comma = std::min(text.find(','), text.size());
        if (std::string one = Clean(text.substr(0, comma)); !one.empty()) out_.keywords.push_back(std::move(one));
        text.remove_prefix(std::min(comma + 1, text.size()));
      }
      return;
    }
    dom::array array;
    if (value.get(array) != simdjson::SUCCESS) return;
    for (const dom::element one : array)
      if (std::string word = Clean(StringOf(one)); !word.empty()) out_.keywords.push_back(std::move(word));
  }

  JsonLd& out_;
  size_t objects_ = 0;
  std::vector<dom::object> articles_, pages_, organizations_;
  std::vector<std::pair<std::string_view, dom::object>> ids_;
};

}  // namespace

struct JsonLdReader::Json {
  dom::parser parser;
  std::string buffer;
};

JsonLdReader::JsonLdReader() : json_(std::make_unique<Json>()) {}
JsonLdReader::~JsonLdReader() = default;

bool JsonLdReader::Read(std::string_view script, JsonLd& out) {
  if (script.size() > kLargest) return false;
  constexpr size_t kKept = size_t{1} << 20;  // a parser that has seen a larger script is let go
  if (json_->parser.capacity() > kKept) json_ = std::make_unique<Json>();
  std::string& buffer = json_->buffer;
  Prepare(script, buffer);
  dom::element root;
  const auto parse = [&] {
    const size_t size = buffer.size();
    buffer.append(simdjson::SIMDJSON_PADDING, ' ');
    const simdjson::error_code code = json_->parser.parse(buffer.data(), size, false).get(root);
    buffer.resize(size);
    return code == simdjson::SUCCESS;
  };
  if (!parse()) {
    buffer = Mended(buffer);
    if (!parse()) return false;
  }
  Walk(out).Run(root);
  return true;
}

}  // namespace factbox
