#include "text/words.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <array>
#include <stdexcept>
#include <string>

#include "base/utf8.h"

namespace factbox {
namespace {

enum class Ascii : uint8_t {
  kOther,
  kLetter,
  kDigit,
  kJoiner,     // _ joins letters, digits and itself
  kMidNumber,  // joins digits on both sides
  kMidBoth,    // joins digits, or letters
  kBlank,
};

constexpr std::array<Ascii, 128> kAscii = [] {
  std::array<Ascii, 128> classes{};
  for (size_t c = 0; c <= ' '; ++c) classes[c] = Ascii::kBlank;
  classes[0x7F] = Ascii::kBlank;
  for (size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 32] = Ascii::kLetter;
  for (size_t c = '0'; c <= '9'; ++c) classes[c] = Ascii::kDigit;
  classes['@'] = Ascii::kLetter;  // since ICU 72, for addresses and handles
  classes['_'] = Ascii::kJoiner;
  classes['.'] = classes['\''] = Ascii::kMidBoth;
  classes[','] = classes[';'] = Ascii::kMidNumber;
  return classes;
}();

Ascii ClassOf(char c) { return kAscii[static_cast<unsigned char>(c)]; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsWordClass(Ascii c) { return c == Ascii::kLetter || c == Ascii::kDigit || c == Ascii::kJoiner; }

bool Joins(Ascii before, Ascii mid, Ascii after) {
  if (before == Ascii::kLetter && after == Ascii::kLetter) return mid == Ascii::kMidBoth;
  return before == Ascii::kDigit && after == Ascii::kDigit && (mid == Ascii::kMidNumber || mid == Ascii::kMidBoth);
}

// The end of the chunk that begins at `at`, all of [at, end) being ASCII. 0 if it is for the character at `end` to say.
size_t EndOfChunk(std::string_view text, size_t at, size_t end) {
  const bool last = end == text.size();
  size_t i = at + 1;
  if (!IsWordClass(ClassOf(text[at]))) {
    if (text[at] == ' ')
      while (i < end && text[i] == ' ') ++i;
    else if (text[at] == '\r' && i < end && text[i] == '\n')
      ++i;
    return i < end || last ? i : 0;
  }
  for (;;) {
    while (i < end && IsWordClass(ClassOf(text[i]))) ++i;
    if (i + 1 >= end) return last ? i : 0;
    if (!Joins(ClassOf(text[i - 1]), ClassOf(text[i]), ClassOf(text[i + 1]))) return i;
    i += 2;
  }
}

TextChunk::Kind KindOf(std::string_view text, size_t at, size_t end) {
  while (at + 1 < end && (text[at] == '_' || text[at] == '@')) ++at;  // "_a" and "@a" are words; "__" is none, though ICU calls it one
  if (text[at] == '@') return TextChunk::kMark;
  switch (ClassOf(text[at])) {
    case Ascii::kLetter:
    case Ascii::kDigit: return TextChunk::kWord;
    case Ascii::kBlank: return TextChunk::kBlank;
    default: return TextChunk::kMark;
  }
}

bool IsBlank(std::string_view text, size_t at) {
  if (IsAscii(text[at])) return ClassOf(text[at]) == Ascii::kBlank;
  const auto c = static_cast<UChar32>(DecodeUtf8(text, at).value);
  return u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_CONTROL_CHAR;
}

size_t FindNonAscii(std::string_view text, size_t at) {
  while (at < text.size() && IsAscii(text[at])) ++at;
  return at;
}

// A blank behind `at` where every stretch may end: nothing before it or behind it can change what is on its other side.
size_t FindSafeBlank(std::string_view text, size_t at) {
  while (at < text.size()) {
    if ((text[at] == ' ' || text[at] == '\n') && (at + 1 == text.size() || IsAscii(text[at + 1]))) return at;
    ++at;
  }
  return at;
}

}  // namespace

struct WordBreaks::Icu {
  std::unique_ptr<icu::BreakIterator> words;
  UText utext = UTEXT_INITIALIZER;

  Icu() {
    UErrorCode status = U_ZERO_ERROR;
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU's break rules cannot be loaded: ") + u_errorName(status));
  }
  ~Icu() { utext_close(&utext); }
  Icu(const Icu&) = delete;
  Icu& operator=(const Icu&) = delete;

  void Point(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
    words->setText(&utext, status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot read the text: ") + u_errorName(status));
  }
};

WordBreaks::WordBreaks() : icu_(std::make_unique<Icu>()) {}
WordBreaks::~WordBreaks() = default;

void WordBreaks::CutByIcu(std::string_view text, size_t begin, size_t end, std::vector<TextChunk>& chunks) {
  icu_->Point(text.substr(begin, end - begin));
  const auto offset = static_cast<uint32_t>(begin);
  uint32_t from = offset;
  for (int32_t to = icu_->words->next(); to != icu::BreakIterator::DONE; to = icu_->words->next()) {
    const uint32_t until = offset + static_cast<uint32_t>(to);
    const bool word = icu_->words->getRuleStatus() >= UBRK_WORD_NONE_LIMIT && text.find_first_not_of("_@", from) < until;
    chunks.push_back({from, until, word ? TextChunk::kWord : IsBlank(text, from) ? TextChunk::kBlank : TextChunk::kMark});
    from = until;
  }
}

void WordBreaks::Cut(std::string_view text, std::vector<TextChunk>& chunks) {
  chunks.clear();
  for (size_t at = 0; at < text.size();) {
    const size_t other = FindNonAscii(text, at);  // the first character beyond ASCII
    while (at < other) {
      const size_t end = EndOfChunk(text, at, other);
      if (end == 0) break;
      chunks.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end), KindOf(text, at, end)});
      at = end;
    }
    if (at == text.size()) return;
    const size_t end = FindSafeBlank(text, other);
    CutByIcu(text, at, end, chunks);
    at = end;
  }
}

}  // namespace factbox
