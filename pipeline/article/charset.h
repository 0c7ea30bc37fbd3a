// Brings the bytes of a page to UTF-8.
//
// Which character set they are in is told, in this order, by: a byte order mark; the HTTP header; the page's own <meta charset> or XML declaration;
// the bytes being valid UTF-8; the statistics of ICU's detector. A declaration that the bytes contradict (UTF-8 that is none, Latin-1 that is valid
// UTF-8 with letters beyond ASCII) is not believed. Labels mean what the Encoding Standard says: "iso-8859-1" is Windows-1252, "gb2312" is GB18030.
#pragma once

#include <string>
#include <string_view>

namespace factbox {

struct DecodedPage {
  std::string_view text;    // valid UTF-8 without a byte order mark and without NUL: the bytes themselves or `buffer`
  size_t skipped = 0;       // bytes of a byte order mark before `text`
  bool converted = false;   // offsets of `text` are not those of the bytes
  bool guessed = false;     // no declaration was believed
  size_t replacements = 0;  // ill-formed sequences that became U+FFFD
  std::string charset;      // ICU's name of what was converted from; empty: UTF-8
};

// `buffer` holds the text where it differs from the bytes; it and the bytes must outlive the result. `charset`: of the HTTP header, or empty.
DecodedPage DecodePage(std::string_view bytes, std::string_view charset, std::string& buffer);

// What the first kilobytes declare, as written; empty: nothing.
std::string DeclaredCharset(std::string_view bytes);

}  // namespace factbox
