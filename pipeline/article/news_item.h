// The files of news agencies: NITF, NewsML-G2 and ninjs (https://iptc.org/standards/).
//
//   <newsItem guid="urn:newsml:bote.example:20240314:floods"> … <headline>Floods hit Beira</headline> … <inlineXML><nitf>…<p>BEIRA …</p>
//      →  {id "urn:newsml:…", title "Floods hit Beira", authors, published, language, keywords, text "BEIRA …"}
//
// The text is the body without headline, byline and media with their captions. Of several renditions, the one that keeps paragraphs (NITF, XHTML) is taken
// before the plain one. A newsMessage or a package gives each news item in it that has a text of its own; pictures, concepts and planning give nothing.
// NewsML 1 and IPTC 7901 are not read.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "article/article_parser.h"
#include "base/result.h"

namespace factbox {

// True where the bytes begin as NITF or NewsML-G2 does.
bool LooksLikeNewsItem(std::string_view start);

// NITF and NewsML-G2, whose articles are not finished (FinishArticle). Errors: invalid_xml, not_a_news_item. Thread-safe.
Result<std::vector<ParsedArticle>> ParseNewsItems(std::string_view bytes);

// ninjs 1 to 3, one object. False: it is none, and `out` is as it was. One per thread, as it keeps its parser's memory.
class NinjsParser {
 public:
  NinjsParser();
  ~NinjsParser();
  bool Parse(std::string_view json, ParsedArticle& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace factbox
