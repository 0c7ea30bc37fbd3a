// Tokens and sentences: the first two layers.
#pragma once

#include <cstdint>

#include "text/span.h"

namespace factbox {

// How a word is written. Words of scripts without case are kUncased.
enum class Shape : uint8_t {
  kPunctuation,   // one punctuation mark or symbol, or a run of one kind ("...", "--")
  kLower,         // troops
  kCapitalized,   // Baghdad, O'Neill, McDonald, Al; one capital letter alone is kInitial
  kUpper,         // NATO, U.S., AT
  kInitial,       // J, J.
  kMixed,         // iPhone, eBay
  kNumber,        // 5,200  3.5  2020
  kAlphanumeric,  // 5G, 3rd, 10am, A320
  kUncased,       // 北京
};

constexpr char kOtherMark = '\1';  // a symbol that nothing in ASCII stands for: € ° ™

struct Token {
  Span span;          // never empty, never overlaps another token; tokens come in text order
  uint64_t fold = 0;  // FoldHash of the text
  Shape shape = Shape::kPunctuation;
  char mark = 0;  // punctuation brought to ASCII: curly quotes are `"` and `'`, dashes `-`, ellipsis `.`; kOtherMark; 0 for words
  bool space_before = false;
  bool line_start = false;             // a line break, or the start of the text, lies before it
  bool paragraph_start = false;        // a blank line (or the start of the text, or of a section) lies before it
  bool opens = false, closes = false;  // a quotation mark or bracket that by its form or neighbours opens or closes
  bool first_upper = false;            // its first letter is a capital
  bool full_stop = false;              // an abbreviation's own full stop is part of the token: "Gen.", "U.S.", "a.m."
};

// True for words that begin with a capital letter, as names do.
inline bool IsCapitalized(const Token& token) { return token.shape == Shape::kCapitalized || token.shape == Shape::kUpper || token.shape == Shape::kInitial; }
inline bool IsWord(const Token& token) { return token.shape != Shape::kPunctuation; }

enum class SentenceKind : uint8_t {
  kProse,
  kHeadline,  // a line of its own without closing mark: title, subheading, list item, signature
};

struct Sentence {
  Span span;  // without the blanks around it, with a dateline
  TokenRange tokens;
  SentenceKind kind = SentenceKind::kProse;
};

}  // namespace factbox
