#include "text/segmenter.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "base/utf8.h"
#include "text/fold.h"

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
    case U'«': return {'"', 1};
    case U'”':
    case U'»': return {'"', -1};
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
    case U'…': return {'.', 0};
    case U'•':
    case U'·':
    case U'●':
    case U'▪': return {'*', 0};
    case U'(':
    case U'[':
    case U'{': return {static_cast<char>(c), 1};
    case U')':
    case U']':
    case U'}': return {static_cast<char>(c), -1};
    default: return {c < 0x80 ? static_cast<char>(c) : kOtherMark, 0};
  }
}

// ---------------------------------------------------------------------------------------------------------------- shapes

struct LetterCounts {
  int upper = 0, lower = 0, digits = 0, uncased = 0;
  bool first_upper = false;
};

LetterCounts CountLetters(std::string_view word) {
  LetterCounts n;
  bool first = true;
  for (size_t i = 0; i < word.size();) {
    const auto byte = static_cast<unsigned char>(word[i]);
    bool upper, lower, digit, letter;
    if (byte < 0x80) {
      upper = IsAsciiUpper(word[i]), lower = IsAsciiLower(word[i]), digit = IsAsciiDigit(word[i]);
      letter = upper || lower;
      ++i;
    } else {
      const CodePoint point = DecodeUtf8(word, i);
      const auto c = static_cast<UChar32>(point.value);
      upper = u_isUUppercase(c) || u_istitle(c), lower = u_isULowercase(c), digit = u_isdigit(c), letter = u_isalpha(c);
      i += point.bytes;
    }
    n.upper += upper, n.lower += lower, n.digits += digit;
    n.uncased += letter && !upper && !lower;
    if (first && (letter || digit)) n.first_upper = upper, first = false;
  }
  return n;
}

Shape ShapeOf(const LetterCounts& n) {
  const int letters = n.upper + n.lower + n.uncased;
  if (n.digits > 0 && letters == 0) return Shape::kNumber;
  if (n.digits > 0) return Shape::kAlphanumeric;
  if (n.uncased > 0 && n.upper + n.lower == 0) return Shape::kUncased;
  if (letters == 0) return Shape::kPunctuation;
  if (n.upper == 0) return Shape::kLower;
  if (n.lower == 0) return n.upper == 1 ? Shape::kInitial : Shape::kUpper;
  return n.first_upper ? Shape::kCapitalized : Shape::kMixed;
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

// Words that open a sentence and rarely follow an abbreviation within one: they decide "… in the U.S. The …" against "… the U.S. Navy …".
constexpr std::array<std::string_view, 64> kStarters = {
    "a",       "about",  "according", "after", "all",   "also",    "although", "an",   "and",   "another", "any",   "as",        "at",
    "because", "before", "both",      "but",   "by",    "despite", "during",   "each", "even",  "for",     "from",  "he",        "her",
    "his",     "how",    "however",   "i",     "if",    "in",      "instead",  "it",   "its",   "last",    "many",  "meanwhile", "more",
    "most",    "no",     "not",       "now",   "of",    "on",      "one",      "or",   "our",   "she",     "since", "so",        "some",
    "such",    "that",   "the",       "their", "there", "these",   "they",     "this", "those", "to"};
constexpr std::array<std::string_view, 16> kMoreStarters = {"under", "until", "we",   "what", "when", "where", "which",     "while",
                                                            "who",   "why",   "with", "you",  "your", "then",  "yesterday", "today"};

bool StartsSentence(std::string_view text, const Token& token) {
  if (token.shape != Shape::kCapitalized && token.shape != Shape::kInitial) return false;
  const std::string folded = Fold(Slice(text, token.span));
  return std::find(kStarters.begin(), kStarters.end(), folded) != kStarters.end() ||
         std::find(kMoreStarters.begin(), kMoreStarters.end(), folded) != kMoreStarters.end();
}

bool IsTerminator(const Token& token) { return token.mark == '.' || token.mark == '!' || token.mark == '?'; }
bool IsQuote(const Token& token) { return token.mark == '"' || token.mark == '\''; }
bool IsClosing(const Token& token) { return token.closes && (IsQuote(token) || token.mark == ')' || token.mark == ']'); }

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

// ---------------------------------------------------------------------------------------------------------------- ICU

struct Segmenter::Icu {
  std::unique_ptr<icu::BreakIterator> words, sentences;
  UText utext = UTEXT_INITIALIZER;

  Icu() {
    UErrorCode status = U_ZERO_ERROR;
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
    sentences.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU's break rules cannot be loaded: ") + u_errorName(status));
  }
  ~Icu() { utext_close(&utext); }
  Icu(const Icu&) = delete;
  Icu& operator=(const Icu&) = delete;

  void Point(icu::BreakIterator& iterator, std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
    iterator.setText(&utext, status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU cannot read the text: ") + u_errorName(status));
  }
};

Segmenter::Segmenter(const Abbreviations& abbreviations) : abbreviations_(&abbreviations), icu_(std::make_unique<Icu>()) {}
Segmenter::~Segmenter() = default;

// ---------------------------------------------------------------------------------------------------------------- tokens

namespace {

// Cuts ICU's words and marks into tokens; offsets are relative to the piece of text it is given.
class TokenCutter {
 public:
  TokenCutter(std::string_view text, uint32_t offset, const Abbreviations& abbreviations, std::vector<Token>& out)
      : text_(text), offset_(offset), abbreviations_(abbreviations), out_(out), first_(out.size()) {}

  void Blank(std::string_view blank) {
    const auto breaks = std::count(blank.begin(), blank.end(), '\n');
    line_breaks_ += static_cast<int>(breaks);
    space_ = true;
  }

  void Word(uint32_t begin, uint32_t end) {
    if (begin < done_) begin = done_;
    if (begin >= end) return;
    const std::string_view word = text_.substr(begin, end - begin);
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
    const bool stop = end < text_.size() && text_[end] == '.' && TakesFullStop(word, end + 1);
    Token& token = Push(begin, stop ? end + 1 : end);
    const LetterCounts letters = CountLetters(word);
    token.shape = ShapeOf(letters);
    token.first_upper = letters.first_upper;
    token.full_stop = stop;
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
        last.fold = FoldHash(text_.substr(last.span.begin - offset_, last.span.size()));
        done_ = end;
        return;
      }
    }
    Token& token = Push(begin, end);
    token.mark = form.mark;
    token.opens = form.side > 0;
    token.closes = form.side < 0;
    if (form.side == 0 && IsQuote(token)) {
      const bool space_after = end >= text_.size() || text_[end] == ' ' || text_[end] == '\n' || text_[end] == '\t';
      const bool after_opening = out_.size() > first_ + 1 && (out_[out_.size() - 2].opens || out_[out_.size() - 2].mark == '-');
      token.opens = !space_after && (token.space_before || after_opening);
      token.closes = !token.opens;
    }
  }

 private:
  // `after` is the offset behind the full stop.
  bool TakesFullStop(std::string_view word, uint32_t after) const {
    const bool runs_on = after < text_.size() && text_[after] == '.';  // an ellipsis
    if (runs_on) return false;
    if (IsDottedInitialism(word)) return true;
    if (word.size() == 1) return IsAsciiUpper(word[0]) && word[0] != 'I';
    const AbbreviationEnd* end = abbreviations_.Find(word);
    if (end == nullptr) return false;
    if (*end != AbbreviationEnd::kBeforeDigit) return true;
    const size_t next = text_.find_first_not_of(' ', after);
    return next != std::string_view::npos && IsAsciiDigit(text_[next]);
  }

  Token& Push(uint32_t begin, uint32_t end) {
    Token token;
    token.span = {offset_ + begin, offset_ + end};
    token.fold = FoldHash(text_.substr(begin, end - begin));
    const bool first = out_.size() == first_;
    token.space_before = space_ || first;
    token.line_start = line_breaks_ > 0 || first;
    token.paragraph_start = line_breaks_ > 1 || first;
    space_ = false;
    line_breaks_ = 0;
    done_ = end;
    out_.push_back(token);
    return out_.back();
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

bool IsBlank(std::string_view text, uint32_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return byte <= ' ' || byte == 0x7F;
  const auto c = static_cast<UChar32>(DecodeUtf8(text, at).value);
  return u_isUWhiteSpace(c) || u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_CONTROL_CHAR;
}

void CutTokens(icu::BreakIterator& words, std::string_view text, uint32_t offset, const Abbreviations& abbreviations, std::vector<Token>& out) {
  TokenCutter cutter(text, offset, abbreviations, out);
  int32_t begin = words.first();
  for (int32_t end = words.next(); end != icu::BreakIterator::DONE; begin = end, end = words.next()) {
    const auto from = static_cast<uint32_t>(begin), to = static_cast<uint32_t>(end);
    if (words.getRuleStatus() >= UBRK_WORD_NONE_LIMIT)
      cutter.Word(from, to);
    else if (IsBlank(text, from))
      cutter.Blank(text.substr(from, to - from));
    else
      cutter.Mark(from, to);
  }
}

// ---------------------------------------------------------------------------------------------------------------- sentences

// Decides for each token whether a sentence starts there.
class SentenceCutter {
 public:
  // `breaks`: ICU's boundaries, in bytes of the whole text.
  SentenceCutter(std::string_view text, const std::vector<Token>& tokens, size_t first, std::vector<uint32_t> breaks, const Abbreviations& abbreviations)
      : text_(text), tokens_(tokens), first_(first), breaks_(std::move(breaks)), abbreviations_(abbreviations) {
    DetectHardWrap();
    MatchBrackets();
  }

  void Cut(std::vector<Sentence>& out) {
    size_t start = first_;
    size_t next_break = 0;
    for (size_t i = first_ + 1; i <= tokens_.size(); ++i) {
      if (i < tokens_.size()) {
        while (next_break < breaks_.size() && breaks_[next_break] <= tokens_[i - 1].span.begin) ++next_break;
        const bool boundary = next_break < breaks_.size() && breaks_[next_break] <= tokens_[i].span.begin;
        if (!StartsHere(i, boundary)) continue;
      }
      Sentence sentence;
      sentence.tokens = {static_cast<uint32_t>(start), static_cast<uint32_t>(i)};
      sentence.span = {tokens_[start].span.begin, tokens_[i - 1].span.end};
      sentence.kind = KindOf(start, i);
      out.push_back(sentence);
      start = i;
    }
  }

 private:
  bool StartsHere(size_t i, bool boundary) const {
    const Token &next = tokens_[i], &last = tokens_[i - 1];
    if (next.paragraph_start) return true;
    if (next.line_start) return !ContinuesLine(i);
    if (inside_bracket_[i - first_]) return false;
    if (!next.space_before && last.mark == '.' && i >= first_ + 2 && IsCapitalized(next) && tokens_[i - 2].shape == Shape::kLower) return true;  // lost blank
    if (!boundary || !next.space_before) return false;
    // The token that ended it, behind closing marks.
    size_t end = i - 1;
    bool closed = false;
    while (end > first_ && IsClosing(tokens_[end])) --end, closed = true;
    const Token& ender = tokens_[end];
    if (ender.full_stop) return EndsAfterAbbreviation(ender, next, closed);
    if (next.shape == Shape::kLower && (closed || ender.mark == '.')) return false;  // "Why?" he asked; an unknown abbreviation
    return true;
  }

  bool EndsAfterAbbreviation(const Token& ender, const Token& next, bool closed) const {
    if (next.shape == Shape::kLower || next.shape == Shape::kNumber) return false;
    if (closed) return true;
    const std::string_view word = Slice(text_, {ender.span.begin, ender.span.end - 1});
    const AbbreviationEnd* kind = abbreviations_.Find(word);
    if (kind != nullptr && *kind != AbbreviationEnd::kMay) return false;
    return (IsQuote(next) && next.opens) || StartsSentence(text_, next);
  }

  // A line break within a paragraph ends a sentence unless the text is wrapped by hand there.
  bool ContinuesLine(size_t i) const {
    const Token &next = tokens_[i], &last = tokens_[i - 1];
    if (next.shape == Shape::kLower && !IsTerminator(last)) return true;
    if (!hard_wrap_ || next.mark == '*') return false;
    size_t end = i - 1;
    while (end > first_ && IsClosing(tokens_[end])) --end;
    if (IsTerminator(tokens_[end])) return false;
    if (tokens_[end].full_stop) return !EndsAfterAbbreviation(tokens_[end], next, false);
    return LineBytes(i - 1) >= wrap_ * 7 / 10;
  }

  // Length of the line that ends with token `i`.
  uint32_t LineBytes(size_t i) const {
    size_t start = i;
    while (start > first_ && !tokens_[start].line_start) --start;
    return tokens_[i].span.end - tokens_[start].span.begin;
  }

  // Wrapped by hand: most line breaks follow lines of nearly one length, between 40 and 100 bytes, and there are several.
  void DetectHardWrap() {
    uint32_t lines = 0, longest = 0;
    size_t line = first_;
    std::vector<uint32_t> lengths;
    for (size_t i = first_ + 1; i < tokens_.size(); ++i) {
      if (!tokens_[i].line_start) continue;
      const uint32_t length = tokens_[i - 1].span.end - tokens_[line].span.begin;
      line = i;
      longest = std::max(longest, length);
      if (tokens_[i].paragraph_start) continue;
      ++lines;
      lengths.push_back(length);
    }
    if (lines < 3 || longest < 40 || longest > 100) return;
    const auto full = std::count_if(lengths.begin(), lengths.end(), [&](uint32_t n) { return n >= longest * 7 / 10; });
    hard_wrap_ = static_cast<size_t>(full) * 10 >= lengths.size() * 7;
    wrap_ = longest;
  }

  // Tokens inside a bracket that is closed in the same paragraph; sentences do not end there.
  void MatchBrackets() {
    inside_bracket_.assign(tokens_.size() - first_, false);
    size_t open = 0;
    bool is_open = false;
    for (size_t i = first_; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.paragraph_start) is_open = false;
      if (token.mark == '(' && !is_open) {
        open = i, is_open = true;
      } else if (token.mark == ')' && is_open) {
        // A bracket that opens a sentence holds whole sentences: "(This story was updated. It will be again.)"
        const bool whole = open == first_ || IsTerminator(tokens_[open - 1]) || tokens_[open].line_start;
        for (size_t k = open + 1; k <= i && !whole; ++k) inside_bracket_[k - first_] = true;
        is_open = false;
      }
    }
  }

  SentenceKind KindOf(size_t begin, size_t end) const {
    size_t last = end - 1;
    while (last > begin && IsClosing(tokens_[last])) --last;
    const bool ended =
        IsTerminator(tokens_[last]) || tokens_[last].full_stop || tokens_[last].mark == ':' || tokens_[last].mark == ';' || tokens_[last].mark == ',';
    const bool own_line = tokens_[begin].line_start && (end == tokens_.size() || tokens_[end].line_start);
    return !ended && own_line ? SentenceKind::kHeadline : SentenceKind::kProse;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  size_t first_;
  std::vector<uint32_t> breaks_;
  const Abbreviations& abbreviations_;
  std::vector<bool> inside_bracket_;
  bool hard_wrap_ = false;
  uint32_t wrap_ = 0;
};

}  // namespace

void Segmenter::Segment(std::string_view text, Span within, std::vector<Token>& tokens, std::vector<Sentence>& sentences) {
  const std::string_view piece = Slice(text, within);
  const size_t first = tokens.size();
  icu_->Point(*icu_->words, piece);
  CutTokens(*icu_->words, piece, within.begin, *abbreviations_, tokens);
  if (tokens.size() == first) return;

  std::vector<uint32_t> breaks;
  icu_->Point(*icu_->sentences, piece);
  icu_->sentences->first();
  for (int32_t at = icu_->sentences->next(); at != icu::BreakIterator::DONE; at = icu_->sentences->next())
    breaks.push_back(within.begin + static_cast<uint32_t>(at));
  SentenceCutter(text, tokens, first, std::move(breaks), *abbreviations_).Cut(sentences);
}

void Segmenter::Tokenize(std::string_view text, std::vector<Token>& tokens) {
  icu_->Point(*icu_->words, text);
  CutTokens(*icu_->words, text, 0, *abbreviations_, tokens);
}

}  // namespace factbox
