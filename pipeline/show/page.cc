#include "show/page.h"

#include <cassert>

#include "base/html.h"
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

}  // namespace

std::string PageHead(std::string_view title) {
  std::string out(Piece("", "{{TITLE}}"));
  out += title.empty() ? "News articles and their facts" : HtmlEscaped(title);
  out += Piece("{{TITLE}}", "{{STYLE}}");
  out += PageStyle();
  out += Piece("{{STYLE}}", "{{RECORDS}}");
  return out;
}

std::string PageRecord(std::string_view json) { return "<script type=\"application/json\" class=\"record\">" + ScriptJson(json) + "</script>\n"; }

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
