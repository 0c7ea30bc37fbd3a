#include "evaluate/wide_text.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"

namespace factbox::evaluate {

std::u32string Wide(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      out += static_cast<char32_t>(c);
      ++at;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, at);
    out += point.value;
    at += point.bytes;
  }
  return out;
}

std::string Narrow(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(out, c);
  return out;
}

bool IsBlank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F);
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool IsWordChar(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  constexpr uint32_t kMask = U_GC_L_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kMask) != 0;
}

bool IsUpper(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }

char32_t Folded(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

std::u32string Folded(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = Folded(c);
  return out;
}

std::vector<std::u32string_view> Words(std::u32string_view text) {
  std::vector<std::u32string_view> out;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t start = at;
    while (at < text.size() && IsWordChar(text[at])) ++at;
    if (at > start) out.push_back(text.substr(start, at - start));
  }
  return out;
}

namespace {
constexpr int64_t kStep = 64;
bool Continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
}  // namespace

Sliceable::Sliceable(std::string_view text) : text_(text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    length_ = static_cast<int64_t>(text.size());
    return;
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (Continues(text[i])) continue;
    if (length_ % kStep == 0) every_.push_back(static_cast<uint32_t>(i));
    ++length_;
  }
}

size_t Sliceable::ByteOf(int64_t point) const {
  if (point >= length_) return text_.size();
  if (every_.empty()) return static_cast<size_t>(point);
  size_t at = every_[static_cast<size_t>(point / kStep)];
  for (int64_t left = point % kStep; left > 0; --left) do
      ++at;
    while (at < text_.size() && Continues(text_[at]));
  return at;
}

std::string_view Sliceable::Slice(Stretch at) const {
  const size_t start = ByteOf(std::max<int64_t>(0, at.start)), end = ByteOf(std::max<int64_t>(0, at.end));
  return start < end ? text_.substr(start, end - start) : std::string_view();
}

}  // namespace factbox::evaluate
