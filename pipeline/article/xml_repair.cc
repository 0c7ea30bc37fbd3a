#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "article/xml.h"

namespace factbox {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsNameStart(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || c == '_' || c == ':' || static_cast<signed char>(c) < 0;
}
bool IsNameChar(char c) { return IsNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 8); }

  std::string Run() {
    while (at_ < text_.size()) {
      const size_t tag = text_.find('<', at_);
      out_ += text_.substr(at_, tag - at_);
      if (tag == std::string_view::npos) break;
      at_ = tag;
      Tag();
    }
    while (!open_.empty()) CloseLast();
    return std::move(out_);
  }

 private:
  bool At(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  void Tag() {
    if (At("<!--")) return Copy("-->", false);
    if (At("<![CDATA[")) return Copy("]]>", true);
    if (At("<?")) return Copy("?>", false);
    if (At("<!")) return Drop();
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (next == '/' && at_ + 2 < text_.size() && IsNameStart(text_[at_ + 2])) return EndTag();
    if (IsNameStart(next)) return StartTag();
    out_ += "&lt;";
    ++at_;
  }

  // What a parser takes as it is. Broken off: CDATA is closed, the rest dropped.
  void Copy(std::string_view terminator, bool keep) {
    const size_t end = text_.find(terminator, at_ + 2);
    if (end != std::string_view::npos) {
      out_ += text_.substr(at_, end + terminator.size() - at_);
      at_ = end + terminator.size();
      return;
    }
    if (keep) out_.append(text_.substr(at_)).append(terminator);
    at_ = text_.size();
  }

  // A document type, with the subset of declarations that may stand in it.
  void Drop() {
    size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '<') ++depth;
      if (text_[at_] == '>' && --depth == 0) {
        ++at_;
        return;
      }
    }
  }

  std::string_view Name() {
    const size_t start = at_;
    while (at_ < text_.size() && IsNameChar(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  void SkipBlanks() {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
  }

  void EndTag() {
    at_ += 2;
    const std::string_view name = Name();
    const size_t end = text_.find_first_of("<>", at_);
    at_ = end == std::string_view::npos ? text_.size() : text_[end] == '>' ? end + 1 : end;
    // One that was never opened closes nothing. Only so many are looked at, so that a file of end tags takes no time.
    constexpr size_t kLooked = 100;
    const size_t from = open_.size() > kLooked ? open_.size() - kLooked : 0;
    if (std::find(open_.begin() + static_cast<std::ptrdiff_t>(from), open_.end(), name) == open_.end()) return;
    while (open_.back() != name) CloseLast();
    CloseLast();
  }

  void StartTag() {
    ++at_;
    const std::string_view name = Name();
    std::string tag = "<" + std::string(name);
    for (;;) {
      SkipBlanks();
      if (at_ == text_.size()) return;  // broken off within the tag
      const char c = text_[at_];
      if (c == '<') break;  // a tag that was never closed
      if (c == '>') {
        ++at_;
        break;
      }
      if (At("/>")) {
        at_ += 2;
        out_ += tag + "/>";
        return;
      }
      if (!IsNameStart(c)) {
        ++at_;
        continue;
      }
      Attribute(tag);
    }
    // HTML that was not escaped has elements that never end.
    if (name == "br" || name == "hr" || name == "img" || name == "wbr") {
      out_ += tag + "/>";
      return;
    }
    out_ += tag + ">";
    constexpr size_t kDeepest = 10'000;
    if (open_.size() < kDeepest)
      open_.push_back(name);
    else
      out_.append("</").append(name).append(">");
  }

  void Attribute(std::string& tag) {
    const std::string_view name = Name();
    SkipBlanks();
    std::string_view value = name;
    if (at_ < text_.size() && text_[at_] == '=') {
      ++at_;
      SkipBlanks();
      value = Value();
    }
    tag.append(" ").append(name).append("=\"");
    for (const char c : value) {
      if (c == '"')
        tag += "&quot;";
      else if (c == '<')
        tag += "&lt;";
      else
        tag += c;
    }
    tag += '"';
  }

  std::string_view Value() {
    if (at_ == text_.size()) return {};
    const char quote = text_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const size_t start = quoted ? at_ + 1 : at_;
    size_t end = quoted ? text_.find(quote, start) : text_.find_first_of(" \t\r\n<>", start);
    if (end == std::string_view::npos) end = text_.size();
    at_ = std::min(text_.size(), end + (quoted ? 1 : 0));
    return text_.substr(start, end - start);
  }

  void CloseLast() {
    out_.append("</").append(open_.back()).append(">");
    open_.pop_back();
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace

std::string RepairXml(std::string_view text) { return Repairer(text).Run(); }

}  // namespace factbox
