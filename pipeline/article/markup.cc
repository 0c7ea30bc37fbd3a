#include "article/markup.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/utf8.h"

namespace factbox {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

// What browsers make of the numbers that are controls in Unicode and letters in windows-1252 (HTML, 13.2.5.80).
constexpr uint16_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

char32_t ValidCodePoint(uint32_t value) {
  if (value >= 0x80 && value < 0xA0) return kWindows1252[value - 0x80];
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return 0xFFFD;
  return value;
}

// "#8211" or "#x2013" behind the ampersand; 0: none. `length`: of what was read.
char32_t NumericReference(std::string_view text, size_t& length) {
  const bool hex = text.size() > 1 && Lower(text[1]) == 'x';
  size_t at = hex ? 2 : 1;
  const size_t start = at;
  uint32_t value = 0;
  for (; at < text.size(); ++at) {
    const char c = Lower(text[at]);
    uint32_t digit;
    if (IsDigit(c))
      digit = static_cast<uint32_t>(c - '0');
    else if (hex && c >= 'a' && c <= 'f')
      digit = static_cast<uint32_t>(c - 'a') + 10;
    else
      break;
    if (value < 0x110000) value = value * (hex ? 16 : 10) + digit;
  }
  if (at == start) return 0;
  length = at + (at < text.size() && text[at] == ';' ? 1 : 0);
  return ValidCodePoint(value);
}

// "nbsp;" behind the ampersand; 0: none. Names without a semicolon are not taken: "&copy=1" in a URL is none.
char32_t NamedReference(std::string_view text, size_t& length) {
  constexpr size_t kLongest = 10;  // "thetasym;"
  char name[kLongest + 1] = {};
  size_t at = 0;
  while (at < text.size() && at < kLongest && (IsLetter(text[at]) || IsDigit(text[at]))) {
    name[at] = text[at];
    ++at;
  }
  if (at == 0 || at >= text.size() || text[at] != ';') return 0;
  length = at + 1;
  const std::string_view word(name, at);
  if (word == "amp") return '&';
  if (word == "nbsp") return 0xA0;
  if (word == "quot") return '"';
  if (word == "lt") return '<';
  if (word == "gt") return '>';
  if (word == "apos") return '\'';
  const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name));
  return entity == nullptr ? 0 : entity->value;
}

// The reference that begins with the ampersand at the front of `text`; 0: none.
char32_t Reference(std::string_view text, size_t& length) {
  const std::string_view rest = text.substr(1);
  if (rest.empty()) return 0;
  const char32_t value = rest.front() == '#' ? NumericReference(rest, length) : NamedReference(rest, length);
  ++length;
  return value;
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
  void Add(char32_t value) {
    constexpr char32_t kNoBreakSpace = 0xA0, kSoftHyphen = 0xAD;
    if (value == kNoBreakSpace || (value < 0x80 && IsBlank(static_cast<char>(value)))) return Need(kSpace);
    if (value == kSoftHyphen || value < ' ') return;
    FillGap();
    AppendUtf8(out_, value);
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
    size_t length = 0;
    const char32_t value = Reference(html_, length);
    if (value == 0) {
      writer_.Add(html_.substr(0, 1));
      html_.remove_prefix(1);
      return;
    }
    writer_.Add(value);
    html_.remove_prefix(length);
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
    size_t length = 0;
    const char32_t value = Reference(text, length);
    if (value == 0) {
      out += '&';
      length = 1;
    } else {
      AppendUtf8(out, value);
    }
    text.remove_prefix(length);
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
