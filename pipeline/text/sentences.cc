// "Gen. Smith left at 5 a.m. The envoy ("a friend. A good one") stayed." → two sentences
//
// A sentence may start where Unicode's rules for sentences (UAX #29) see a boundary, where a blank was lost, and at a new line unless the
// text is wrapped by hand. What those rules cannot know is decided here: abbreviations, initials, brackets, quotations followed by "he said",
// numbered lists, ellipses, dates and amounts after a full stop. Tests and their limits: tests/unit/text/segmenter_test.cc.
#include "text/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/utf8.h"
#include "text/fold.h"

namespace factbox {
namespace {

// ---------------------------------------------------------------------------------------------------------------- Unicode's rules

enum class Break : uint8_t { kOther, kLower, kUpper, kLetter, kNumeric, kFullStop, kTerminator, kContinue, kClose, kSpace, kLine, kIgnored };

Break BreakOf(char32_t c) {
  switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SENTENCE_BREAK)) {
    case U_SB_ATERM: return Break::kFullStop;
    case U_SB_STERM: return Break::kTerminator;
    case U_SB_CLOSE: return Break::kClose;
    case U_SB_SP: return Break::kSpace;
    case U_SB_SCONTINUE: return Break::kContinue;
    case U_SB_CR:
    case U_SB_LF:
    case U_SB_SEP: return Break::kLine;
    case U_SB_EXTEND:
    case U_SB_FORMAT: return Break::kIgnored;
    case U_SB_LOWER: return Break::kLower;
    case U_SB_UPPER: return Break::kUpper;
    case U_SB_OLETTER: return Break::kLetter;
    case U_SB_NUMERIC: return Break::kNumeric;
    default: return Break::kOther;
  }
}

// Goes back from `at` over what rule SB5 ignores; the class of the code point there, whose offset becomes `at`. kOther at the start of the text.
Break BreakBefore(std::string_view text, size_t& at) {
  while (at > 0) {
    do --at;
    while (!IsBoundary(text, at));
    if (const Break found = BreakOf(DecodeUtf8(text, at).value); found != Break::kIgnored) return found;
  }
  return Break::kOther;
}

// SB8: is the first letter from `at` on a small one, with no other letter, line end or terminator before it?
bool LowerFollows(std::string_view text, size_t at) {
  while (at < text.size()) {
    const CodePoint point = DecodeUtf8(text, at);
    switch (BreakOf(point.value)) {
      case Break::kLower: return true;
      case Break::kUpper:
      case Break::kLetter:
      case Break::kLine:
      case Break::kFullStop:
      case Break::kTerminator: return false;
      default: at += point.bytes;
    }
  }
  return false;
}

// Words that open a sentence and rarely follow an abbreviation within one: they decide "… in the U.S. The …" against "… the U.S. Navy …".
constexpr std::array<std::string_view, 78> kStarters = {
    "a",       "about",  "according", "after", "all",   "also",    "although", "an",   "and",  "another", "any",       "as",        "at",
    "because", "before", "both",      "but",   "by",    "despite", "during",   "each", "even", "for",     "from",      "he",        "her",
    "his",     "how",    "however",   "i",     "if",    "in",      "instead",  "it",   "its",  "last",    "many",      "meanwhile", "more",
    "most",    "no",     "not",       "now",   "of",    "on",      "one",      "or",   "our",  "she",     "since",     "so",        "some",
    "such",    "that",   "the",       "their", "then",  "there",   "these",    "they", "this", "those",   "to",        "today",     "under",
    "until",   "we",     "what",      "when",  "where", "which",   "while",    "who",  "why",  "with",    "yesterday", "you",       "your"};

bool StartsSentence(const Token& token) {
  static const std::unordered_set<uint64_t> kFolds = [] {
    std::unordered_set<uint64_t> folds;
    for (const std::string_view word : kStarters) folds.insert(FoldHash(word));
    return folds;
  }();
  return (token.shape == Shape::kCapitalized || token.shape == Shape::kInitial) && !token.full_stop && kFolds.count(token.fold) > 0;
}

bool IsTerminator(const Token& token) { return token.mark == '.' || token.mark == '!' || token.mark == '?'; }
bool IsQuote(const Token& token) { return token.mark == '"' || token.mark == '\''; }
bool IsClosing(const Token& token) { return token.closes && (IsQuote(token) || token.mark == ')' || token.mark == ']'); }

// ---------------------------------------------------------------------------------------------------------------- news

// Decides for each token whether a sentence starts there.
class SentenceCutter {
 public:
  SentenceCutter(std::string_view text, const std::vector<Token>& tokens, size_t first, const Abbreviations& abbreviations)
      : text_(text), tokens_(tokens), first_(first), abbreviations_(abbreviations) {
    DetectHardWrap();
    MatchBrackets();
  }

  void Cut(std::vector<Sentence>& out) {
    size_t start = first_;
    for (size_t i = first_ + 1; i <= tokens_.size(); ++i) {
      if (i < tokens_.size() && !StartsHere(start, i)) continue;
      Sentence sentence;
      sentence.tokens = {static_cast<uint32_t>(start), static_cast<uint32_t>(i)};
      sentence.span = {tokens_[start].span.begin, tokens_[i - 1].span.end};
      sentence.kind = KindOf(start, i);
      out.push_back(sentence);
      start = i;
    }
  }

 private:
  // `start`: the first token of the sentence that would end before token `i`.
  bool StartsHere(size_t start, size_t i) const {
    const Token &next = tokens_[i], &last = tokens_[i - 1];
    if (next.paragraph_start) return true;
    if (next.line_start) return !ContinuesLine(i);
    if (IsWord(last) && !last.full_stop) return false;  // most tokens
    // The token that ended it, behind closing marks.
    size_t end = i - 1;
    while (end > start && IsClosing(tokens_[end])) --end;
    const Token& ender = tokens_[end];
    const bool closed = end < i - 1;
    if ((!IsTerminator(ender) && !ender.full_stop) || inside_bracket_[i - first_]) return false;
    if (!next.space_before) return !IsClosing(next) && (LostBlank(end, i) || IsWide(ender));
    if (ender.full_stop) return EndsAfterAbbreviation(ender, next, closed) && IsSentenceBoundary(text_, next.span.begin);
    if (IsListNumber(start, end)) return false;
    // A quotation mark set apart by blanks (`… end of it. " Councils own …`) still belongs to what it closes.
    if (IsQuote(next) && next.closes) return false;
    if (closed && tokens_[end + 1].space_before && IsQuote(tokens_[end + 1])) return IsCapitalized(next);
    if (IsEllipsis(ender)) return IsCapitalized(next) ? !ender.space_before || StartsSentence(next) : next.opens;
    if (next.shape == Shape::kLower && (closed || ender.mark == '.')) return false;  // "Why?" he asked; an unknown abbreviation
    // After a full stop Unicode looks beyond a number for the next letter: "… in March. 200 people …" would go on.
    if (next.shape == Shape::kNumber && ender.mark == '.') return true;
    return IsSentenceBoundary(text_, next.span.begin);
  }

  // "officials.The", "“Stop!”He"
  bool LostBlank(size_t end, size_t i) const {
    if (end <= first_ || !IsCapitalized(tokens_[i])) return false;
    return end < i - 1 ? tokens_[i - 1].mark == '"' && !IsEllipsis(tokens_[end]) : tokens_[end].mark == '.' && tokens_[end - 1].shape == Shape::kLower;
  }

  // Chinese and Japanese put no blank behind 。 and the like.
  bool IsWide(const Token& ender) const {
    const char32_t c = DecodeUtf8(text_, ender.span.begin).value;
    return c == U'。' || c == U'．' || c == U'｡' || c == U'！' || c == U'？';
  }

  // "..." or "…"
  bool IsEllipsis(const Token& ender) const {
    return ender.mark == '.' && ender.span.size() > 1 && (text_[ender.span.begin] == '.' || DecodeUtf8(text_, ender.span.begin).value == U'…');
  }

  // "3. Rice" at the start of a line, or of a sentence behind a colon.
  bool IsListNumber(size_t start, size_t end) const {
    return end == start + 1 && tokens_[end].mark == '.' && tokens_[start].shape == Shape::kNumber && !tokens_[end].space_before &&
           tokens_[start].span.size() <= 3 && tokens_[start].line_start;
  }

  bool EndsAfterAbbreviation(const Token& ender, const Token& next, bool closed) const {
    if (next.shape == Shape::kLower || next.shape == Shape::kNumber) return false;
    if (closed) return true;
    const std::string_view word = Slice(text_, {ender.span.begin, ender.span.end - 1});
    // Not "vitamin C." as "c.", circa.
    const AbbreviationEnd* kind = ender.shape == Shape::kInitial ? nullptr : abbreviations_.Find(word);
    // A title in capitals ("GEN.") may be an acronym at the end of a sentence ("the SEC. The …").
    const bool acronym = ender.shape == Shape::kUpper && word.size() > 2;
    if (kind != nullptr && *kind == AbbreviationEnd::kNever && !acronym) return false;
    return (IsQuote(next) && next.opens) || StartsSentence(next);
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
  const Abbreviations& abbreviations_;
  std::vector<bool> inside_bracket_;
  bool hard_wrap_ = false;
  uint32_t wrap_ = 0;
};

}  // namespace

bool IsSentenceBoundary(std::string_view text, size_t at) {
  size_t before = at;
  Break last = BreakBefore(text, before);
  const bool direct = last == Break::kFullStop || last == Break::kTerminator;
  const bool spaced = last == Break::kSpace;
  while (last == Break::kSpace) last = BreakBefore(text, before);
  while (last == Break::kClose) last = BreakBefore(text, before);
  if (last != Break::kFullStop && last != Break::kTerminator) return false;
  // SB11: behind terminator, closing marks and blanks there is a boundary, unless …
  const Break next = at < text.size() ? BreakOf(DecodeUtf8(text, at).value) : Break::kOther;
  if (next == Break::kContinue || next == Break::kFullStop || next == Break::kTerminator || next == Break::kSpace || next == Break::kIgnored) return false;
  if (next == Break::kClose && !spaced) return false;  // SB9
  if (last == Break::kTerminator) return true;
  if (direct && next == Break::kNumeric) return false;  // SB6
  if (direct && next == Break::kUpper) {                // SB7
    const Break letter = BreakBefore(text, before);
    if (letter == Break::kUpper || letter == Break::kLower) return false;
  }
  return !LowerFollows(text, at);  // SB8
}

void CutSentences(std::string_view text, const std::vector<Token>& tokens, size_t first, const Abbreviations& abbreviations, std::vector<Sentence>& out) {
  if (tokens.size() > first) SentenceCutter(text, tokens, first, abbreviations).Cut(out);
}

}  // namespace factbox
