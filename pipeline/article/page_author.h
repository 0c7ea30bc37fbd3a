// Who wrote the article of a page.
//
//   "By Ana Sousa and Jean-Luc Mbeki, Staff writers"  →  Ana Sousa; Jean-Luc Mbeki
//   "View all posts by admin"                          →  nobody
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/page_metadata.h"

namespace factbox {

// From JSON-LD, meta elements, microdata, rel=author, and elements called byline near the body, the first source that names somebody.
std::vector<std::string> AuthorsOf(const PageContext& page, uint32_t first_block, std::string_view publisher);

// The names in a byline; empty: it names nobody. With `prose`, only what looks like a name counts (a byline's text holds other things too).
std::vector<std::string> NamesOfByline(std::string_view text, std::string_view publisher, bool prose);

}  // namespace factbox
