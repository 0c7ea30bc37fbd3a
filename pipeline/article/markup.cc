#include "article/markup.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "article/html_entities.h"
#include "base/ascii.h"

namespace factbox {
namespace {

// Appends what the reference at the front of `text` stands for; returns how many bytes it takes, 0: none. Names without a semicolon are not taken: "&copy=1"
// in the address of a link is none.
size_t AppendReference(std::string& out, std::string_view text) {
  const size_t size = out.size(), taken = AppendCharacterReference(out, text, true);
  if (taken == 0 || text[1] == '#' || text[taken - 1] == ';') return taken;
  out.resize(size);
  return 0;
}

enum class TagKind : uint8_t { kInline, kBlock, kBreak, kCell, kDropped };

// Sorted. Elements that are neither are inline. Those of NITF are among them: block, hl1, hl2, media.
constexpr std::string_view kBlockTags[] = {"address", "article", "aside", "block", "blockquote", "body",       "caption", "center", "dd",   "details",
                                           "dir",     "div",     "dl",    "dt",    "fieldset",   "figcaption", "figure",  "footer", "form", "h1",
                                           "h2",      "h3",      "h4",    "h5",    "h6",         "header",     "hl1",     "hl2",    "hr",   "html",
                                           "legend",  "li",      "main",  "menu",  "nav",        "ol",         "option",  "p",      "pre",  "section",
                                           "summary", "table",   "tbody", "tfoot", "thead",      "tr",         "ul"};
constexpr std::string_view kDroppedTags[] = {"applet", "audio",  "canvas", "head", "media",    "noembed",  "noframes",
                                             "script", "select", "style",  "svg",  "template", "textarea", "video"};

TagKind KindOf(std::string_view name) {
  if (name == "br") return TagKind::kBreak;
  if (name == "td" || name == "th") return TagKind::kCell;
  if (std::binary_search(std::begin(kBlockTags), std::end(kBlockTags), name)) return TagKind::kBlock;
  if (std::binary_search(std::begin(kDroppedTags), std::end(kDroppedTags), name)) return TagKind::kDropped;
  return TagKind::kInline;
}

// Writes words with what is due between them: nothing, a blank, a line break, a blank line.
class TextWriter {
 public:
  enum Gap : uint8_t { kNone, kSpace, kLine, kBlock };
  explicit TextWriter(size_t room) { out_.reserve(room); }

  void Need(Gap gap) { gap_ = std::max(gap_, gap); }
  void Add(std::string_view text) {
    while (!text.empty()) {
      size_t end = 0;
      while (end < text.size() && !IsBlank(text[end])) ++end;
      if (end > 0) Word(text.substr(0, end));
      if (end == text.size()) return;
      Need(kSpace);
      do ++end;
      while (end < text.size() && IsBlank(text[end]));
      text.remove_prefix(end);
    }
  }
  std::string Take() { return std::move(out_); }

 private:
  void FillGap() {
    constexpr std::string_view kGaps[] = {"", " ", "\n", "\n\n"};
    if (!out_.empty()) out_ += kGaps[gap_];
    gap_ = kNone;
  }
  // U+00A0 (C2 A0) is a blank too, and U+00AD (C2 AD), where a word may be broken, is nothing.
  void Word(std::string_view word) {
    for (size_t at; (at = word.find('\xC2')) != std::string_view::npos && at + 1 < word.size();) {
      const char second = word[at + 1];
      const size_t kept = second == '\xA0' || second == '\xAD' ? at : at + 2;
      if (kept > 0) {
        FillGap();
        out_ += word.substr(0, kept);
      }
      if (second == '\xA0') Need(kSpace);
      word.remove_prefix(at + 2);
    }
    if (word.empty()) return;
    FillGap();
    out_ += word;
  }

  std::string out_;
  Gap gap_ = kNone;
};

// One fragment.
class Stripper {
 public:
  explicit Stripper(std::string_view html) : html_(html), writer_(html.size()) {}

  std::string Run() {
    while (!html_.empty()) {
      const size_t end = html_.find_first_of("<&");
      writer_.Add(html_.substr(0, end));
      if (end == std::string_view::npos) break;
      html_.remove_prefix(end);
      if (html_.front() == '&')
        TakeReference();
      else
        TakeTag();
    }
    return writer_.Take();
  }

 private:
  void TakeReference() {
    reference_.clear();
    const size_t taken = AppendReference(reference_, html_);
    writer_.Add(taken == 0 ? html_.substr(0, 1) : std::string_view(reference_));
    html_.remove_prefix(std::max<size_t>(taken, 1));
  }

  void TakeTag() {
    const char next = html_.size() > 1 ? html_[1] : '\0';
    if (html_.substr(0, 4) == "<!--") return Skip(html_.find("-->", 4), 3);
    constexpr std::string_view kCdata = "<![CDATA[";
    if (html_.substr(0, kCdata.size()) == kCdata) {
      const std::string_view rest = html_.substr(kCdata.size());
      const size_t end = rest.find("]]>");
      writer_.Add(rest.substr(0, end));
      return Skip(end == std::string_view::npos ? end : kCdata.size() + end, 3);
    }
    if (next == '?' || next == '!') {
      const size_t end = none_closes_ ? std::string_view::npos : html_.find('>');
      if (end != std::string_view::npos) return Skip(end, 1);
      none_closes_ = true;  // not looked for again: the fragment may be all "<!"
    } else if (IsLetter(next) || (next == '/' && html_.size() > 2 && IsLetter(html_[2]))) {
      return TakeElement(next == '/');
    }
    writer_.Add(html_.substr(0, 1));
    html_.remove_prefix(1);
  }

  void TakeElement(bool closing) {
    char buffer[12] = {};  // longer than all names that mean anything here
    size_t at = closing ? 2 : 1, length = 0;
    for (; at < html_.size() && !IsBlank(html_[at]) && html_[at] != '>' && html_[at] != '/'; ++at)
      if (length < sizeof buffer) buffer[length++] = Lower(html_[at]);
    std::string_view name(buffer, length);
    if (const size_t colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    const size_t end = TagEnd(at);
    const bool empty = end != std::string_view::npos && html_[end - 1] == '/';
    Skip(end, 1);
    switch (KindOf(name)) {
      case TagKind::kBlock: return writer_.Need(TextWriter::kBlock);
      case TagKind::kBreak: return writer_.Need(TextWriter::kLine);
      case TagKind::kCell: return writer_.Need(TextWriter::kSpace);
      case TagKind::kDropped:
        if (!closing && !empty) SkipContent(name);
        return;
      case TagKind::kInline: return;
    }
  }

  // The ">" that ends the tag: one within quotation marks does not, unless they are never closed.
  size_t TagEnd(size_t at) const {
    char quote = 0;
    for (size_t i = at; i < html_.size(); ++i) {
      const char c = html_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return i;
      } else if ((c == '"' || c == '\'') && html_[i - 1] == '=') {
        quote = c;
      }
    }
    return html_.find('>', at);
  }

  // Up to and with the end tag of `name`. Where there is none, a script is all the rest; anything else is passed over as a tag alone.
  void SkipContent(std::string_view name) {
    const auto bit = uint32_t{1} << (std::lower_bound(std::begin(kDroppedTags), std::end(kDroppedTags), name) - std::begin(kDroppedTags));
    if ((unclosed_ & bit) != 0) return;
    const auto same = [](char a, char b) { return Lower(a) == b; };
    for (size_t at = html_.find("</"); at != std::string_view::npos; at = html_.find("</", at + 2)) {
      const std::string_view rest = html_.substr(at + 2, name.size());
      if (rest.size() == name.size() && std::equal(rest.begin(), rest.end(), name.begin(), same)) return Skip(html_.find('>', at), 1);
    }
    if (name == "script" || name == "style") html_ = {};
    unclosed_ |= bit;
  }

  void Skip(size_t end, size_t length) { html_.remove_prefix(end == std::string_view::npos ? html_.size() : std::min(html_.size(), end + length)); }

  std::string_view html_;
  TextWriter writer_;
  std::string reference_;
  bool none_closes_ = false;
  uint32_t unclosed_ = 0;  // of kDroppedTags: no end tag is left, and none is looked for again
};

}  // namespace

std::string MarkupToText(std::string_view html) { return Stripper(html).Run(); }

std::string DecodeEntities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at; (at = text.find('&')) != std::string_view::npos;) {
    out += text.substr(0, at);
    text.remove_prefix(at);
    const size_t taken = AppendReference(out, text);
    if (taken == 0) out += '&';
    text.remove_prefix(std::max<size_t>(taken, 1));
  }
  out += text;
  return out;
}

std::string CollapseBlanks(std::string_view text) {
  TextWriter writer(text.size());
  writer.Add(text);
  return writer.Take();
}

}  // namespace factbox
