// Cleans a web page: its bytes to the article in it.
//
//   <nav>Home | Sport</nav><h1>Flood cuts road</h1><p>By Ana Sousa</p><p>The bridge at Chokwe …</p>   →   title, authors, text without the rest
//
// A page that is no article (a home page, a list of stories) gives no text and the note `not_article`. Nothing is fetched, no link or entity
// is followed, no script is run: text that a page builds by script is seen only where its JSON-LD holds it. How the body is chosen stands in
// body.h, where titles, authors and times are taken from in page_metadata.h; docs/pages.md has what is left out, limits and figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article_parser.h"
#include "document/article.h"

namespace factbox {

struct PageInput {
  std::string_view bytes;            // as the server sent them, uncompressed, in any character set
  std::string_view url;              // where they came from; empty: what the page says of itself
  std::string_view charset;          // of the HTTP header, or known otherwise; empty: told by the page
  std::optional<CivilDate> fetched;  // no time of publication or update lies after it (a day is allowed for time zones); unknown: all are believed
};

// Where a paragraph of the text came from.
struct PageParagraph {
  enum class Kind : uint8_t { kParagraph, kHeading, kListItem, kQuotation, kTableRow, kPreformatted };
  Kind kind = Kind::kParagraph;
  uint32_t begin = 0, end = 0;                // bytes of Article::text
  uint64_t source_begin = 0, source_end = 0;  // bytes of the page that hold its text and the tags within it
  // False where the page was converted from another character set (then they count bytes of the UTF-8 form) or the text is that of the JSON-LD.
  bool source_exact = false;
};

// Bytes of a page that are looked at; what follows is left out with the note `limit_page_bytes`. News pages of the development sets: median 0.2 MB,
// largest 5 MB.
inline constexpr size_t kMaxPageBytes = size_t{8} << 20;

// One per thread: it keeps the memory of its last page. The same bytes give the same article, whatever was parsed before.
class PageParser {
 public:
  PageParser();
  ~PageParser();
  PageParser(const PageParser&) = delete;
  PageParser& operator=(const PageParser&) = delete;

  // Fills text, title, url, publisher, section, language, published, updated, authors and keywords of `out.article`, where the page has them, and adds
  // notes; `out` is not cleared and the source fields and the id are left alone. Never fails: a page without an article leaves `text` empty.
  // Notes: not_article, no_text, paywall, charset_guessed, invalid_utf8, future_date, limit_page_bytes, limit_page_depth.
  void Parse(const PageInput& page, ParsedArticle& out);

  // Of the page parsed last, in the order of its text.
  const std::vector<PageParagraph>& paragraphs() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace factbox
