// What was fetched, read: links of feeds, sitemaps and home pages, the article of a page. The readers are those of pipeline/article/; here is what fetching
// asks of them, in one place.
#pragma once

#include <string>
#include <vector>

#include "article/article_parser.h"
#include "article/page.h"
#include "base/result.h"
#include "fetch/config.h"
#include "fetch/fetcher.h"

namespace factbox {

// An article that a source names, and what the source says of it.
struct SourceLink {
  Article article;       // url is absolute; text only where the feed has the whole of it
  std::string modified;  // the source's own stamp of its last change, ISO 8601 where it could be read; empty: none
};

struct SourceContent {
  std::vector<SourceLink> links;      // in the order of the document, each URL once
  std::vector<std::string> sitemaps;  // of an index of sitemaps
  std::vector<std::string> feeds;     // that a home page points to
};

// Links that the source dates before `oldest` (a day, ISO 8601) are left out, and so are sitemaps of an index; empty: none are.
// Errors: those of feed.h and sitemap.h, no_feed (a home page names none); the message begins with the URL.
Result<SourceContent> ReadSource(SourceConfig::Kind kind, const FetchResult& result, const std::string& oldest);

// The same where nobody says what it is: a feed, a sitemap, else a page and the feeds that it points to.
Result<SourceContent> ReadAnySource(const FetchResult& result);

// One per thread: it keeps the memory of its parser.
class PageReader {
 public:
  // The article of a page, ready for the pipeline but for what its source knows. Its id is made from its URL. Takes the body.
  // Errors: no_text (the page is no article), not_html (an image, a PDF file …); the message begins with the URL.
  Status Read(FetchResult& result, int64_t now_ms, ParsedArticle& out);

 private:
  PageParser parser_;
};

}  // namespace factbox
