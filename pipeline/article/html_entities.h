// Character references of HTML: "&eacute;", "&#233;", "&#xE9;" → "é".
//
// The names are those of the HTML Standard (13.5, all 2,231 of them, html_entities.tsv). Numbers from 128 to 159 mean Windows-1252, as in browsers.
#pragma once

#include <string>
#include <string_view>

namespace factbox {

// What the reference at the start of `text` (which begins with "&") stands for is appended to `out`; returns how many bytes it takes, 0 where none
// stands there. With `attribute`, a name without ";" before a letter, digit or "=" is none.
size_t AppendCharacterReference(std::string& out, std::string_view text, bool attribute);

}  // namespace factbox
