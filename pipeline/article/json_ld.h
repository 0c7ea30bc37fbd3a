// What the JSON-LD of a page (schema.org) says of its article.
//
//   {"@graph": [{"@type": "NewsArticle", "headline": "…", "author": {"@id": "#p"}, "datePublished": "…"}, {"@id": "#p", "name": "Ana Sousa"}]}
//
// Graphs, arrays, references by @id and control characters in strings are understood; so are comment marks and commas too many, which many pages have.
// What cannot be read is skipped: other pages' sources of metadata stand in for it. Of several articles the first that is not part of a list counts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace factbox {

struct JsonLd {
  bool article = false;     // an object whose type is Article, NewsArticle, BlogPosting, …
  bool collection = false;  // CollectionPage, ItemList as main thing, Product, …
  bool paywalled = false;   // isAccessibleForFree: false
  std::string headline, description, body, url, section, publisher, language;
  std::string published, updated;  // as written
  std::vector<std::string> authors, keywords;
};

// One per thread: it keeps the memory of its JSON parser.
class JsonLdReader {
 public:
  JsonLdReader();
  ~JsonLdReader();

  // Adds what `script` says to `out`, which keeps what it has. Returns false where the script is no JSON.
  bool Read(std::string_view script, JsonLd& out);

 private:
  struct Json;
  std::unique_ptr<Json> json_;
};

}  // namespace factbox
