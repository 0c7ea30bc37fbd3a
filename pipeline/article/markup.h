// The text of a fragment of HTML: what a feed's item, an agency's story or a description in a database brings. Not for whole pages: nothing
// is left out here but what is no text.
//
//   "<p>Floods cut off <b>Beira</b>.</p><p>AT&amp;T &#8211; it&rsquo;s down</p>"  →  "Floods cut off Beira.\n\nAT&T – it’s down"
//
// Blocks are joined by a blank line, lines within a block (<br>) by a line break, blanks are single. Scripts, styles, comments and drawings
// are left out with all that is in them. A "<" that begins no tag is one. Entities are those of html_entities.h. Linear in the size of the fragment.
#pragma once

#include <string>
#include <string_view>

namespace factbox {

// Requires: valid UTF-8; so is the result.
std::string MarkupToText(std::string_view html);

// Only the entities: "AT&amp;T" → "AT&T".
std::string DecodeEntities(std::string_view text);

// Blanks within and around `text` become single ones and none.
std::string CollapseBlanks(std::string_view text);

}  // namespace factbox
