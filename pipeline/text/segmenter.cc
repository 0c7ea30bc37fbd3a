#include "text/segmenter.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/sentences.h"

namespace factbox {
namespace {

bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// ---------------------------------------------------------------------------------------------------------------- marks

struct MarkForm {
  char mark;
  int8_t side;  // +1 opens, -1 closes, 0 told by its neighbours or neither
};

MarkForm FormOf(char32_t c) {
  switch (c) {
    case U'“':
    case U'„':
    case U'‟':
    case U'«':
    case U'「':
    case U'『':
    case U'《': return {'"', 1};
    case U'”':
    case U'»':
    case U'」':
    case U'』':
    case U'》': return {'"', -1};
    case U'‘':
    case U'‚':
    case U'‹': return {'\'', 1};
    case U'’':
    case U'›': return {'\'', -1};
    case U'–':
    case U'—':
    case U'―':
    case U'‒':
    case U'−':
    case U'‐':
    case U'‑': return {'-', 0};
    case U'…':
    case U'。':
    case U'．':
    case U'｡':
    case U'۔':
    case U'।': return {'.', 0};
    case U'！': return {'!', 0};
    case U'？':
    case U'؟': return {'?', 0};
    case U'，':
    case U'、':
    case U'،': return {',', 0};
    case U'：': return {':', 0};
    case U'；':
    case U'؛': return {';', 0};
    case U'•':
    case U'·':
    case U'●':
    case U'▪': return {'*', 0};
    case U'(':
    case U'[':
    case U'{': return {static_cast<char>(c), 1};
    case U'（': return {'(', 1};
    case U'）': return {')', -1};
    case U')':
    case U']':
    case U'}': return {static_cast<char>(c), -1};
    default: return {c < 0x80 ? static_cast<char>(c) : kOtherMark, 0};
  }
}

// ---------------------------------------------------------------------------------------------------------------- shapes

// What a word is written with. Bits.
enum Writes : unsigned { kUpper = 1, kLower = 2, kDigit = 4, kUncased = 8, kLetters = kUpper | kLower | kUncased, kNoWord = 16, kNoAscii = 32 };

constexpr std::array<uint8_t, 256> kWrites = [] {
  std::array<uint8_t, 256> out{};
  for (size_t i = 0; i < out.size(); ++i) {
    const bool upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z', digit = i >= '0' && i <= '9';
    out[i] = static_cast<uint8_t>(i >= 0x80 ? kNoAscii : upper ? kUpper : lower ? kLower : digit ? kDigit : kNoWord);
  }
  return out;
}();

struct Letters {
  unsigned seen = 0;   // Writes bits
  unsigned first = 0;  // those of its first letter or digit
  size_t upper = 0;    // capitals
  bool plain() const { return (seen & (kNoWord | kNoAscii)) == 0; }
};

Letters LettersBeyondAscii(std::string_view word) {
  Letters out;
  bool first = true;
  for (size_t i = 0; i < word.size();) {
    const CodePoint point = DecodeUtf8(word, i);
    const auto c = static_cast<UChar32>(point.value);
    i += point.bytes;
    const bool upper = u_isUUppercase(c) || u_istitle(c), lower = u_isULowercase(c), digit = u_isdigit(c), letter = u_isalpha(c);
    const unsigned writes = (upper ? kUpper : 0U) | (lower ? kLower : 0U) | (digit ? kDigit : 0U) | (letter && !upper && !lower ? kUncased : 0U);
    out.upper += upper;
    out.seen |= writes;
    if (first && (letter || digit)) out.first = writes, first = false;
  }
  out.seen |= kNoAscii;
  return out;
}

Letters LettersOf(std::string_view word) {
  Letters out;
  for (const char c : word) {
    const unsigned writes = kWrites[static_cast<unsigned char>(c)];
    out.first = (out.seen & (kLetters | kDigit)) == 0 ? writes : out.first;
    out.seen |= writes;
    out.upper += writes & kUpper;
  }
  return (out.seen & kNoAscii) == 0 ? out : LettersBeyondAscii(word);
}

Shape ShapeOf(const Letters& letters) {
  const unsigned seen = letters.seen;
  if ((seen & kDigit) != 0) return (seen & kLetters) == 0 ? Shape::kNumber : Shape::kAlphanumeric;
  if ((seen & kLetters) == 0) return Shape::kPunctuation;
  if ((seen & kLetters) == kUncased) return Shape::kUncased;
  if ((seen & kUpper) == 0) return Shape::kLower;
  if ((seen & kLower) == 0) return letters.upper == 1 ? Shape::kInitial : Shape::kUpper;
  return (letters.first & kUpper) != 0 ? Shape::kCapitalized : Shape::kMixed;
}

// ---------------------------------------------------------------------------------------------------------------- words

// Bytes of a possessive ending ('s ’s 'S), 0 if there is none or nothing before it.
size_t PossessiveBytes(std::string_view word) {
  if (word.size() < 3 || (word.back() != 's' && word.back() != 'S')) return 0;
  const std::string_view rest = word.substr(0, word.size() - 1);
  if (rest.back() == '\'') return 2;
  constexpr std::string_view kCurly = "’";
  return rest.size() > kCurly.size() && rest.substr(rest.size() - kCurly.size()) == kCurly ? 1 + kCurly.size() : 0;
}

// "U.S", "a.m", "J.R.R": one letter between full stops, two at most after the last ("Ph.D").
bool IsDottedInitialism(std::string_view word) {
  size_t part = 0, dots = 0;
  for (const char c : word) {
    if (c == '.') {
      if (part == 0 || part > 2) return false;
      part = 0, ++dots;
    } else if (static_cast<signed char>(c) < 0 || IsAsciiDigit(c)) {
      return false;
    } else {
      ++part;
    }
  }
  return dots > 0 && part >= 1 && part <= 2;
}

// Where "officials.The" (a blank lost in the layout) should be cut: at its full stop. 0 if it should not.
size_t LostBlank(std::string_view word) {
  for (size_t dot = word.find('.'); dot != std::string_view::npos; dot = word.find('.', dot + 1))
    if (dot >= 2 && dot + 2 < word.size() && IsAsciiLower(word[dot - 1]) && IsAsciiLower(word[dot - 2]) && IsAsciiUpper(word[dot + 1]) &&
        IsAsciiLower(word[dot + 2]))
      return dot;
  return 0;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- abbreviations

void Abbreviations::Add(std::string_view written, AbbreviationEnd end) {
  if (written.empty()) return;
  const bool capital = !IsAsciiLower(written.front());
  const bool dotted = written.find('.') + 1 < written.size() && written.find('.') != std::string_view::npos;
  const auto [at, added] = entries_.try_emplace(FoldHash(written), Entry{capital, dotted, end});
  if (!added && !dotted) at->second = {capital, dotted, end};
}

const AbbreviationEnd* Abbreviations::Find(std::string_view token) const {
  const auto at = entries_.find(FoldHash(token));
  if (at == entries_.end() || (at->second.capital && IsAsciiLower(token.front()))) return nullptr;
  if (at->second.dotted && token.find('.') == std::string_view::npos) return nullptr;
  return &at->second.end;
}

// ---------------------------------------------------------------------------------------------------------------- tokens

namespace {

// Cuts ICU's words and marks into tokens; offsets are relative to the piece of text it is given.
class TokenCutter {
 public:
  TokenCutter(std::string_view text, uint32_t offset, const Abbreviations& abbreviations, std::vector<Token>& out)
      : text_(text), offset_(offset), abbreviations_(abbreviations), out_(out), first_(out.size()) {}

  void Blank(std::string_view blank) {
    space_ = true;
    if (blank == " ") return;
    for (size_t i = 0; i < blank.size(); i += DecodeUtf8(blank, i).bytes) {
      const char32_t c = DecodeUtf8(blank, i).value;
      const bool half = c == '\r' && blank.substr(i + 1, 1) == "\n";  // CR LF is one
      if (c == '\n' || (c == '\r' && !half) || c == U'\u0085' || c == U'\u2028') ++line_breaks_;
      if (c == U'\u2029') line_breaks_ += 2;  // paragraph separator
    }
  }

  void Word(uint32_t begin, uint32_t end) {
    if (begin < done_) begin = done_;
    if (begin >= end) return;
    const std::string_view word = text_.substr(begin, end - begin);
    const Letters letters = LettersOf(word);
    if (letters.plain()) return PushWord(begin, end, word, letters);
    if (const size_t dot = LostBlank(word)) {
      const auto at = begin + static_cast<uint32_t>(dot);
      Word(begin, at);
      Mark(at, at + 1);
      Word(at + 1, end);
      return;
    }
    if (const size_t possessive = PossessiveBytes(word)) {
      const uint32_t at = end - static_cast<uint32_t>(possessive);
      Word(begin, at);
      Push(at, end).shape = Shape::kLower;
      return;
    }
    PushWord(begin, end, word, letters);
  }

  void Mark(uint32_t begin, uint32_t end) {
    if (begin < done_) return;
    const CodePoint point = DecodeUtf8(text_, begin);
    const MarkForm form = FormOf(point.value);
    // "..." and "--" are one token; two quotation marks of a kind are two.
    if (form.mark != '"' && form.side == 0 && !space_ && out_.size() > first_) {
      Token& last = out_.back();
      if (last.mark == form.mark && last.span.end == offset_ + begin &&
          Slice(text_, {last.span.begin - offset_, last.span.begin - offset_ + point.bytes}) == text_.substr(begin, point.bytes)) {
        last.span.end = offset_ + end;
        constexpr uint32_t kLongestRun = 16;  // bytes; nobody looks up longer ones, and a line of a million hyphens must not take a million hashes
        if (last.span.size() <= kLongestRun) last.fold = FoldHash(text_.substr(last.span.begin - offset_, last.span.size()));
        done_ = end;
        return;
      }
    }
    Token& token = Push(begin, end);
    token.mark = form.mark;
    token.opens = form.side > 0;
    token.closes = form.side < 0;
    if (form.mark != '"' && form.mark != '\'') return;
    const bool space_after = end >= text_.size() || static_cast<unsigned char>(text_[end]) <= ' ';
    const bool after_opening = out_.size() > first_ + 1 && (out_[out_.size() - 2].opens || out_[out_.size() - 2].mark == '-');
    const bool opens = !space_after && (token.space_before || after_opening);
    if (form.side == 0) {
      token.opens = opens;
      token.closes = !opens;
    } else if (form.mark == '"') {
      // Its neighbours know better than its form: „so“ and »so« in German, ”so” in Swedish.
      const bool ends_after = space_after || std::string_view(",.;:!?)").find(text_[end]) != std::string_view::npos;
      if (ends_after == token.space_before) return;
      token.opens = token.space_before;
      token.closes = ends_after;
    }
  }

 private:
  void PushWord(uint32_t begin, uint32_t end, std::string_view word, const Letters& letters) {
    const bool stop = end < text_.size() && text_[end] == '.' && TakesFullStop(word, end + 1);
    Token& token = Push(begin, stop ? end + 1 : end);
    token.shape = ShapeOf(letters);
    token.first_upper = (letters.first & kUpper) != 0;
    token.full_stop = stop;
  }

  // `after` is the offset behind the full stop.
  bool TakesFullStop(std::string_view word, uint32_t after) const {
    const bool runs_on = after < text_.size() && text_[after] == '.';  // an ellipsis
    if (runs_on) return false;
    if (IsDottedInitialism(word)) return true;
    if (word.size() == 1) return IsAsciiUpper(word[0]) && word[0] != 'I' && !EndsCompound(after - 2);  // an initial, but not in RISC-V.
    const AbbreviationEnd* end = abbreviations_.Find(word);
    if (end == nullptr) return false;
    if (*end != AbbreviationEnd::kBeforeDigit) return true;
    const size_t next = text_.find_first_not_of(' ', after);
    return next != std::string_view::npos && IsAsciiDigit(text_[next]);
  }

  // J.-P. Dupont has initials, RISC-V has none.
  bool EndsCompound(uint32_t begin) const { return begin > 1 && text_[begin - 1] == '-' && text_[begin - 2] != '.' && text_[begin - 2] != ' '; }

  Token& Push(uint32_t begin, uint32_t end) {
    Token& token = out_.emplace_back();
    token.span = {offset_ + begin, offset_ + end};
    token.fold = FoldHash(text_.substr(begin, end - begin));
    const bool first = out_.size() == first_ + 1;
    token.space_before = space_ || first;
    token.line_start = line_breaks_ > 0 || first;
    token.paragraph_start = line_breaks_ > 1 || first;
    space_ = false;
    line_breaks_ = 0;
    done_ = end;
    return token;
  }

  std::string_view text_;
  uint32_t offset_;
  const Abbreviations& abbreviations_;
  std::vector<Token>& out_;
  size_t first_;
  uint32_t done_ = 0;
  bool space_ = false;
  int line_breaks_ = 0;
};

void CutTokens(const std::vector<TextChunk>& chunks, std::string_view text, uint32_t offset, const Abbreviations& abbreviations, std::vector<Token>& out) {
  TokenCutter cutter(text, offset, abbreviations, out);
  for (const TextChunk& chunk : chunks) {
    switch (chunk.kind) {
      case TextChunk::kWord: cutter.Word(chunk.begin, chunk.end); break;
      case TextChunk::kBlank: cutter.Blank(text.substr(chunk.begin, chunk.end - chunk.begin)); break;
      case TextChunk::kMark: cutter.Mark(chunk.begin, chunk.end); break;
    }
  }
}

}  // namespace

Segmenter::Segmenter(const Abbreviations& abbreviations) : abbreviations_(&abbreviations) {}

void Segmenter::Segment(std::string_view text, Span within, std::vector<Token>& tokens, std::vector<Sentence>& sentences) {
  const std::string_view piece = Slice(text, within);
  const size_t first = tokens.size();
  words_.Cut(piece, chunks_);
  CutTokens(chunks_, piece, within.begin, *abbreviations_, tokens);
  CutSentences(text, tokens, first, *abbreviations_, sentences);
}

void Segmenter::Tokenize(std::string_view text, std::vector<Token>& tokens) {
  words_.Cut(text, chunks_);
  CutTokens(chunks_, text, 0, *abbreviations_, tokens);
}

}  // namespace factbox
