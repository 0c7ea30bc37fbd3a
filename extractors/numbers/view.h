// A document as the rules of numbers look at it: tokens, and a handful of questions about them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "extractors/numbers/lexicon.h"
#include "text/numeral.h"
#include "text/token.h"

namespace factbox {
namespace numbers {

// Borrows all of it. [begin, limit) is the sentence that is worked on; questions about tokens outside of it are answered no.
struct View {
  const Lexicon& lexicon;
  const Numerals& numerals;
  std::string_view text;
  std::span<const Token> tokens;
  uint32_t begin = 0, limit = 0;
  bool headline = false;

  bool Has(uint32_t at) const { return at >= begin && at < limit; }
  std::string_view Text(uint32_t at) const { return Slice(text, tokens[at].span); }
  bool Mark(uint32_t at, char mark) const { return Has(at) && tokens[at].mark == mark; }
  bool Glued(uint32_t at) const { return Has(at) && !tokens[at].space_before; }
  // A hyphen without blanks on either side.
  bool Hyphen(uint32_t at) const { return Mark(at, '-') && Glued(at) && Glued(at + 1); }
  uint32_t SkipHyphen(uint32_t at) const { return Hyphen(at) ? at + 1 : at; }
  bool IsWordAt(uint32_t at) const { return Has(at) && IsWord(tokens[at]); }
  bool Lower(uint32_t at) const { return Has(at) && tokens[at].shape == Shape::kLower; }
  bool Capital(uint32_t at) const { return Has(at) && IsCapitalized(tokens[at]); }
  uint32_t ClassOf(uint32_t at) const { return Has(at) ? lexicon.ClassOf(tokens[at].fold) : 0; }
  bool Is(uint32_t at, std::string_view word) const;  // `word` in small letters
  Span SpanOf(TokenRange range) const { return {tokens[range.begin].span.begin, tokens[range.end - 1].span.end}; }
};

}  // namespace numbers
}  // namespace factbox
