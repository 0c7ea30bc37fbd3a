// Reads what one piece of input says: an Article.
//
//   {"id": "a1", "title": "Floods hit Beira", "text": "BEIRA — …", "published": "2024-03-14", "authors": "Ana Muianga"}
//
// `text` is needed, or `html`, a web page that is cleaned (page.h; what the other keys say stands over what the page says); id, title, url, published, updated,
// publisher, authors, language, section and keywords are understood; null is as good as absent. A known key with a value of another type is an error, an
// unknown key is counted and left alone, a key that comes twice counts as it stands last (a note says so), as most readers of JSON have it. A page is cleaned;
// any other piece that is not JSON is all the text there is.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "article/item_reader.h"
#include "base/result.h"
#include "document/article.h"
#include "document/document.h"

namespace factbox {

class NinjsParser;
class PageParser;

// The article as far as it could be read, and why no further. Used again for the next one.
struct ParsedArticle {
  Article article;  // source and id are always there
  std::vector<Note> notes;
};

// What follows from the fields alone: the id where none is given, timestamps brought to one form, ill-formed UTF-8 outside of the text repaired.
void FinishArticle(ParsedArticle& parsed);

// One per thread: it keeps the memory of its JSON parser.
class ArticleParser {
 public:
  ArticleParser();
  ~ArticleParser();

  // Requires: a piece with an article (kDocument, kTooLarge or kDamaged). Takes the bytes of `item`.
  // Errors: invalid_json, invalid_article, no_text, too_large, file_damaged; the message does not name the place.
  Status Parse(RawItem& item, ParsedArticle& out);

  // Where each key that nobody knows was met, the first in the order of input: "file:line". At most kMaxUnknownKeys of them.
  static constexpr size_t kMaxUnknownKeys = 100;
  const std::map<std::string, std::string, std::less<>>& unknown_keys() const { return unknown_keys_; }

 private:
  struct Json;
  Status ParseContent(RawItem& item, ParsedArticle& out);
  Status ParseJson(RawItem& item, ParsedArticle& out);
  Status ParseHttp(RawItem& item, ParsedArticle& out);
  Status TakeParsed(RawItem& item, ParsedArticle& out);
  void ParsePage(std::string_view bytes, std::string_view url, std::string_view charset, ParsedArticle& out);
  PageParser& pages();

  std::unique_ptr<Json> json_;
  std::unique_ptr<NinjsParser> ninjs_;
  std::unique_ptr<PageParser> pages_;
  std::map<std::string, std::string, std::less<>> unknown_keys_;
};

// "2020-09-25 20:14:00+0300" → "2020-09-25T20:14:00+03:00", "20200925" → "2020-09-25"; empty where `text` is no date of ISO 8601.
std::string NormalizeTimestamp(std::string_view text);

}  // namespace factbox
