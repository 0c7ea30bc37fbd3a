#include "show/page.h"

#include <cassert>

#include "show/assets.h"

namespace factbox {
namespace {

// The template up to `mark`, from behind `after` (empty: from its beginning).
std::string_view Piece(std::string_view after, std::string_view mark) {
  std::string_view text = PageTemplate();
  if (!after.empty()) text.remove_prefix(text.find(after) + after.size());
  const size_t end = mark.empty() ? text.size() : text.find(mark);
  assert(end != std::string_view::npos);
  return text.substr(0, end);
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string PageHead(std::string_view title) {
  std::string out(Piece("", "{{TITLE}}"));
  out += title.empty() ? "News articles and their facts" : EscapeHtml(title);
  out += Piece("{{TITLE}}", "{{STYLE}}");
  out += PageStyle();
  out += Piece("{{STYLE}}", "{{RECORDS}}");
  return out;
}

std::string PageRecord(std::string_view json) {
  constexpr std::string_view kLineSeparators[] = {"\xE2\x80\xA8", "\xE2\x80\xA9"};  // U+2028, U+2029: ends of lines in old JavaScript
  std::string out = "<script type=\"application/json\" class=\"record\">";
  out.reserve(json.size() + 128);
  for (size_t at = 0; at < json.size();) {
    const size_t next = json.find_first_of("<\xE2", at);
    out += json.substr(at, next - at);
    if (next == std::string_view::npos) break;
    at = next + 1;
    // In valid JSON both stand in strings only, where an escape means the same.
    if (json[next] == '<') {
      out += "\\u003c";
    } else if (json.substr(next, 3) == kLineSeparators[0] || json.substr(next, 3) == kLineSeparators[1]) {
      out += json[next + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      at = next + 3;
    } else {
      out += json[next];
    }
  }
  out += "</script>\n";
  return out;
}

std::string PageTail(uint64_t left_out) {
  std::string out(Piece("{{RECORDS}}", "{{LEFT_OUT}}"));
  out += std::to_string(left_out);
  out += Piece("{{LEFT_OUT}}", "{{WORLD}}");
  out += PageWorld();
  out += Piece("{{WORLD}}", "{{SCRIPT}}");
  out += PageScript();
  out += Piece("{{SCRIPT}}", "");
  return out;
}

}  // namespace factbox
