// Any bytes are a page: the text is valid UTF-8, paragraphs lie in it in order, and a second reading says the same.
#include "article/page.h"

#include <string>

#include "base/utf8.h"
#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  static PageParser used;  // has seen the pages before
  PageParser fresh;
  PageInput page;
  page.bytes = input;
  page.fetched = CivilDate{2024, 3, 6};
  ParsedArticle first, second;
  used.Parse(page, first);
  fresh.Parse(page, second);
  const Article& article = first.article;
  FUZZ_REQUIRE(article.text == second.article.text && article.title == second.article.title && article.published == second.article.published);
  FUZZ_REQUIRE(article.authors == second.article.authors && first.notes.size() == second.notes.size());
  for (const std::string* text : {&article.text, &article.title, &article.url, &article.publisher, &article.section, &article.language})
    FUZZ_REQUIRE(IsValidUtf8(*text));
  for (const std::string& author : article.authors) FUZZ_REQUIRE(IsValidUtf8(author) && !author.empty());
  FUZZ_REQUIRE(article.published.empty() || (article.published.substr(0, 10) <= "2024-03-07" && NormalizeTimestamp(article.published) == article.published));
  uint32_t end = 0;
  for (const PageParagraph& paragraph : used.paragraphs()) {
    FUZZ_REQUIRE(paragraph.begin >= end && paragraph.begin < paragraph.end && paragraph.end <= article.text.size());
    FUZZ_REQUIRE(paragraph.source_begin <= paragraph.source_end);
    FUZZ_REQUIRE(!paragraph.source_exact || paragraph.source_end <= input.size());
    end = paragraph.end;
  }
}
