#include "article/html_tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "article/html_entities.h"
#include "base/ascii.h"
#include "base/utf8.h"

namespace factbox {
namespace {

// In the order of Tag.
constexpr std::string_view kNames[] = {
    "",       "a",      "abbr",    "address",  "amp-img",    "article", "aside", "audio",  "b",     "base",     "blockquote", "body",     "br",
    "button", "canvas", "caption", "center",   "cite",       "code",    "col",   "dd",     "del",   "details",  "dialog",     "div",      "dl",
    "dt",     "em",     "embed",   "fieldset", "figcaption", "figure",  "font",  "footer", "form",  "frameset", "h1",         "h2",       "h3",
    "h4",     "h5",     "h6",      "head",     "header",     "hgroup",  "hr",    "html",   "i",     "iframe",   "img",        "input",    "ins",
    "label",  "legend", "li",      "link",     "main",       "mark",    "math",  "menu",   "meta",  "nav",      "noembed",    "noframes", "noscript",
    "object", "ol",     "option",  "p",        "param",      "picture", "pre",   "q",      "s",     "script",   "section",    "select",   "small",
    "source", "span",   "strong",  "style",    "sub",        "summary", "sup",   "svg",    "table", "tbody",    "td",         "template", "textarea",
    "tfoot",  "th",     "thead",   "time",     "title",      "tr",      "track", "tt",     "u",     "ul",       "video",      "wbr",      "xmp"};
static_assert(std::size(kNames) == static_cast<size_t>(Tag::kCount));

constexpr size_t kLongestName = 10;

constexpr uint32_t NameHash(std::string_view name) {
  uint32_t hash = static_cast<uint32_t>(name.size());
  for (const char c : name) hash = hash * 33 + static_cast<unsigned char>(Lower(c));
  return (hash ^ (hash >> 9)) & 511;
}

// Open addressing: the slot of a name or the next free one.
constexpr std::array<uint8_t, 512> MakeTagTable() {
  std::array<uint8_t, 512> table{};
  for (size_t i = 1; i < std::size(kNames); ++i) {
    uint32_t slot = NameHash(kNames[i]);
    while (table[slot] != 0) slot = (slot + 1) & 511;
    table[slot] = static_cast<uint8_t>(i);
  }
  return table;
}
constexpr std::array<uint8_t, 512> kTagTable = MakeTagTable();

bool IsRaw(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTitle:
    case Tag::kTextarea:
    case Tag::kIframe:
    case Tag::kXmp:
    case Tag::kNoembed:
    case Tag::kNoframes: return true;
    default: return false;
  }
}

}  // namespace

bool EqualIgnoringCase(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return Lower(x) == y; });
}

Tag TagOf(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return Tag::kOther;
  for (uint32_t slot = NameHash(name); kTagTable[slot] != 0; slot = (slot + 1) & 511)
    if (EqualIgnoringCase(name, kNames[kTagTable[slot]])) return static_cast<Tag>(kTagTable[slot]);
  return Tag::kOther;
}

std::string_view HtmlToken::Attribute(std::string_view wanted) const {
  for (size_t i = 0; i < attribute_count; ++i)
    if (EqualIgnoringCase(attributes[i].name, wanted)) return attributes[i].value;
  return {};
}

bool HtmlToken::HasAttribute(std::string_view wanted) const {
  return std::any_of(attributes, attributes + attribute_count, [&](const HtmlAttribute& one) { return EqualIgnoringCase(one.name, wanted); });
}

bool HtmlTokenizer::Next(HtmlToken& token) {
  if (raw_ != Tag::kOther && NextRaw(token)) return true;
  while (at_ < page_.size()) {
    // Text goes up to a "<" that begins markup; any other one is text.
    const size_t begin = at_;
    size_t scan = begin;
    for (;; ++scan) {
      const void* found = std::memchr(page_.data() + scan, '<', page_.size() - scan);
      if (found == nullptr) {
        scan = page_.size();
        break;
      }
      scan = static_cast<size_t>(static_cast<const char*>(found) - page_.data());
      const char next = scan + 1 < page_.size() ? page_[scan + 1] : ' ';
      if (IsLetter(next) || next == '/' || next == '!' || next == '?') break;
    }
    if (scan > begin) {
      token.kind = HtmlToken::Kind::kText;
      token.raw = false;
      token.begin = begin;
      token.end = at_ = scan;
      token.text = page_.substr(begin, scan - begin);
      return true;
    }
    if (SkipMarkup()) continue;
    if (ReadTag(token)) return true;
  }
  return false;
}

// The content of an element that holds no markup, up to its end tag.
bool HtmlTokenizer::NextRaw(HtmlToken& token) {
  const std::string_view name = raw_name_;
  raw_ = Tag::kOther;
  const size_t begin = at_;
  size_t end = begin;
  for (;; ++end) {
    end = page_.find("</", end);
    if (end == std::string_view::npos) {
      end = page_.size();
      break;
    }
    const size_t after = end + 2 + name.size();
    bool equal = after <= page_.size();
    for (size_t i = 0; equal && i < name.size(); ++i) equal = Lower(page_[end + 2 + i]) == Lower(name[i]);
    if (equal && (after == page_.size() || IsBlank(page_[after]) || page_[after] == '>' || page_[after] == '/')) break;
  }
  at_ = end;
  if (end == begin) return false;
  token.kind = HtmlToken::Kind::kText;
  token.raw = true;
  token.begin = begin;
  token.end = end;
  token.text = page_.substr(begin, end - begin);
  return true;
}

// Comments, doctypes, processing instructions and "</>"; false where a tag stands.
bool HtmlTokenizer::SkipMarkup() {
  const std::string_view rest = page_.substr(at_);
  const auto skip_to = [&](std::string_view mark, size_t from) {
    const size_t found = rest.find(mark, from);
    at_ = found == std::string_view::npos ? page_.size() : at_ + found + mark.size();
  };
  if (rest.substr(0, 4) == "<!--") {
    if (rest.substr(4, 1) == ">" || rest.substr(4, 2) == "->")
      skip_to(">", 4);
    else
      skip_to("-->", 4);
    return true;
  }
  if (rest.substr(0, 9) == "<![CDATA[") {
    // In HTML a bogus comment up to ">"; what stands in it is text only in pages that are really XML.
    at_ += 9;
    return true;
  }
  if (rest[1] == '!' || rest[1] == '?' || (rest[1] == '/' && (rest.size() < 3 || !IsLetter(rest[2])))) {
    skip_to(">", 1);
    return true;
  }
  return false;
}

// Requires: "<" and a letter, or "</" and a letter, stand at `at_`.
bool HtmlTokenizer::ReadTag(HtmlToken& token) {
  token.begin = at_;
  const bool end_tag = page_[at_ + 1] == '/';
  at_ += end_tag ? 2 : 1;
  const size_t name = at_;
  while (at_ < page_.size() && !IsBlank(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') ++at_;
  token.kind = end_tag ? HtmlToken::Kind::kEnd : HtmlToken::Kind::kStart;
  token.name = page_.substr(name, at_ - name);
  token.tag = TagOf(token.name);
  token.self_closing = false;
  token.attribute_count = 0;
  ReadAttributes(token);
  token.end = at_;
  if (token.kind == HtmlToken::Kind::kStart && IsRaw(token.tag)) {
    raw_ = token.tag;
    raw_name_ = token.name;
  }
  return true;
}

void HtmlTokenizer::ReadAttributes(HtmlToken& token) {
  const auto here = [&] { return page_[at_]; };
  const auto more = [&] { return at_ < page_.size(); };
  while (more()) {
    while (more() && (IsBlank(here()) || here() == '/')) {
      token.self_closing = here() == '/';
      ++at_;
    }
    if (!more()) return;
    if (here() == '>') {
      ++at_;
      return;
    }
    const size_t name = at_++;  // a "=" may begin a name
    while (more() && !IsBlank(here()) && here() != '=' && here() != '>' && here() != '/') ++at_;
    HtmlAttribute attribute{page_.substr(name, at_ - name), {}};
    while (more() && IsBlank(here())) ++at_;
    if (more() && here() == '=') {
      ++at_;
      while (more() && IsBlank(here())) ++at_;
      if (more() && (here() == '"' || here() == '\'')) {
        const size_t begin = at_ + 1;
        const void* found = std::memchr(page_.data() + begin, here(), page_.size() - begin);
        const size_t end = found == nullptr ? page_.size() : static_cast<size_t>(static_cast<const char*>(found) - page_.data());
        attribute.value = page_.substr(begin, end - begin);
        at_ = std::min(end + 1, page_.size());
      } else {
        const size_t begin = at_;
        while (more() && !IsBlank(here()) && here() != '>') ++at_;
        attribute.value = page_.substr(begin, at_ - begin);
      }
    }
    token.self_closing = false;
    if (token.attribute_count < HtmlToken::kMaxAttributes) token.attributes[token.attribute_count++] = attribute;
  }
}

}  // namespace factbox
