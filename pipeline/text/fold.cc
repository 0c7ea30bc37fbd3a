#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace factbox {
namespace {

// Letters without a decomposition, and what English news writes for them.
std::string_view SpelledOut(char32_t c) {
  switch (c) {
    case U'ø': return "o";
    case U'ł': return "l";
    case U'đ':
    case U'ð': return "d";
    case U'æ': return "ae";
    case U'œ': return "oe";
    case U'þ': return "th";
    case U'ı': return "i";
    case U'ħ': return "h";
    case U'ŧ': return "t";
    case U'ə': return "a";
    default: return {};
  }
}

// Apostrophes and their look-alikes, as in Sana'a, Sana’a, Qur`an, Hawaiʻi.
bool IsApostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'ʻ' || c == U'ʿ' || c == U'ʾ' || c == U'´' || c == U'′';
}

bool IsAscii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) < 0; });
}

// What an ASCII character folds to; 0: to nothing.
constexpr std::array<char, 256> kFoldedAscii = [] {
  std::array<char, 256> out{};
  for (size_t i = 1; i < 0x80; ++i) out[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + 32 : i);
  out['.'] = out['\''] = out['`'] = 0;
  return out;
}();

void FoldAscii(std::string_view text, std::string& out) {
  for (const char c : text)
    if (const char folded = kFoldedAscii[static_cast<unsigned char>(c)]; folded != 0 || c == 0) out += folded;
}

void FoldUnicode(std::string_view text, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  // NFKC_Casefold and NFKD data are part of ICU's own library; without them nothing of ICU works, so a failure here cannot be met alone.
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString folded = decompose->normalize(casefold->normalize(source, status), status);
  for (int32_t i = 0; i < folded.length();) {
    const auto c = static_cast<char32_t>(folded.char32At(i));
    i += U16_LENGTH(c);
    if (c == '.' || IsApostrophe(c)) continue;
    const int8_t type = u_charType(static_cast<UChar32>(c));
    if (type == U_NON_SPACING_MARK && c < 0x0590) continue;  // accents of Latin, Greek, Cyrillic; other scripts' marks are letters' parts
    if (const std::string_view spelled = SpelledOut(c); !spelled.empty())
      out += spelled;
    else
      AppendUtf8(out, c);
  }
}

// A token of full stops and apostrophes only would fold to nothing, and every such token to the same: those stay as they are.
void FoldInto(std::string_view text, std::string& out) {
  if (IsAscii(text))
    FoldAscii(text, out);
  else
    FoldUnicode(text, out);
  if (out.empty()) out += text;
  if (out == "&") out = "and";
}

}  // namespace

std::string Fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  FoldInto(text, out);
  return out;
}

uint64_t FoldHash(std::string_view token) {
  constexpr size_t kShort = 48;
  if (token.size() > kShort) return HashBytes(Fold(token));
  char buffer[kShort];
  size_t n = 0;
  unsigned char all = 0;
  for (const char c : token) {  // without a jump for what is left out: it is overwritten by the next
    const char folded = kFoldedAscii[static_cast<unsigned char>(c)];
    all |= static_cast<unsigned char>(c);
    buffer[n] = folded;
    n += folded != 0 || c == 0;
  }
  if (all >= 0x80) return HashBytes(Fold(token));
  const std::string_view folded = n > 0 ? std::string_view(buffer, n) : token;
  return HashBytes(folded == "&" ? "and" : folded);
}

}  // namespace factbox
