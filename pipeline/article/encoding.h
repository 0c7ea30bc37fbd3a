// Bytes of a feed, a sitemap or an agency's file as UTF-8.
//
//   "<?xml version='1.0' encoding='windows-1251'?>…"  →  the same in UTF-8, whatever the declaration goes on to say
//
// What decides, in this order: a byte order mark; UTF-16 without one, told by the place of the zeros; bytes that are valid UTF-8 with several characters beyond
// ASCII, because declarations are wrong more often than so many bytes agree by chance; the protocol's charset; the declaration; UTF-8; and windows-1252 for
// what is none of these. Bytes that the encoding does not have become U+FFFD.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace factbox {

// By ICU's names and aliases ("latin1", "Shift_JIS", "x-sjis"); ISO-8859-1 and US-ASCII are read as windows-1252, as browsers do
// (WHATWG Encoding, 4.2). Nothing where ICU knows no such name.
std::optional<std::string> ConvertToUtf8(std::string_view bytes, const std::string& charset);

// `charset`: what the protocol said; may be empty. The result is valid UTF-8 without a byte order mark.
std::string XmlToUtf8(std::string_view bytes, std::string_view charset = {});

}  // namespace factbox
