// A stored response of HTTP/1: what WARC and ARC keep of a page.
//
//   "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Ra\r\n…"  →  200, text/html, utf-8, "<p>Rain…"
//
// Archives disagree on whether the body stands there as it came over the wire: a body that says it is chunked or compressed and is not is taken
// as it is. Codings: chunked; gzip, x-gzip, deflate (with and without zlib's header), zstd.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// Views into the message.
struct HttpHead {
  int status = 0;
  std::string media_type;  // lower case; empty: not said
  std::string charset;     // as written; empty: not said
  bool chunked = false;
  std::string coding;      // lower case; "", "identity", "gzip", "br", "gzip, br"
  size_t body_offset = 0;  // in the message
};

// Of the beginning of a message, its body may be missing. False: it is none.
bool ParseHttpHead(std::string_view message, HttpHead& out);

// The body without its codings. `limit`: bytes it may have. Errors: unsupported_coding, file_damaged (the coding is broken), too_large, decompression_bomb; the
// message does not name the place.
Result<std::string> DecodeHttpBody(const HttpHead& head, std::string_view body, size_t limit);

// "text/html; charset=\"utf-8\"" → "text/html", "utf-8".
void ParseMediaType(std::string_view value, std::string& media_type, std::string& charset);

}  // namespace factbox
