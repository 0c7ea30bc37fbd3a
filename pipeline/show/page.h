// One HTML page that shows records: the articles with what was found in them marked, and the facts beside them.
//
//   PageHead("Floods")  +  PageRecord(record) …  +  PageTail()
//
// The page is whole: style, script, the outline of the world and the records are in it, and it asks no network for anything (its own policy
// forbids it). Records are embedded as they are, as JSON that a script element cannot be ended by; the script on the page does the rest, and
// renders an article when it is opened. The parts are page.html, *.css, *.js and world.txt beside this file.
//
// Limits: all records are held by the browser, so thousands are fine and a million is not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace factbox {

// What stands before the first record. `title` is plain text in UTF-8; empty: the page names itself after what it holds.
std::string PageHead(std::string_view title);

// A record in its element. Requires: CheckRecord(json).
std::string PageRecord(std::string_view json);

// `left_out`: records that were read but are not on the page, of which the page tells.
std::string PageTail(uint64_t left_out);

}  // namespace factbox
