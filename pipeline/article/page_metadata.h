// What a page says of its article: title, authors, times, language, address, publisher, section, keywords.
//
// Sources, the first that has a usable value:
//   title      a main heading that og:title, JSON-LD or <title> also have; JSON-LD headline; og:title; <title>; each without the name of the site
//   authors    JSON-LD; meta author and its like; microdata; links with rel=author; elements called byline near the title. Names of sites, of nobody
//              ("Staff") and addresses are none: fewer is better than wrong
//   published  JSON-LD; meta article:published_time and its like; microdata; <time>; elements called date; the path of the URL; text near the title
//   language   <html lang>, JSON-LD, og:locale
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "article/json_ld.h"
#include "article/page_tree.h"
#include "document/article.h"
#include "document/document.h"

namespace factbox {

struct PageContext {
  const PageTree& tree;
  const JsonLd& json_ld;
  std::string_view url;  // where the page came from; may be empty
  std::optional<CivilDate> fetched;
};

// What the body needs to know first: title, and what the head says the article is about.
std::string TitleOf(const PageContext& page);
std::string DescriptionOf(const PageContext& page);

// Fills all but text and title. `first_block`, `last_block`: of the body; kNoIndex: there is none. Adds the note future_date.
void ReadMetadata(const PageContext& page, uint32_t first_block, uint32_t last_block, Article& article, std::vector<Note>& notes);

// The content of the first meta element with one of these names, unescaped and trimmed.
std::string MetaOf(const PageTree& tree, std::initializer_list<std::string_view> names);

}  // namespace factbox
