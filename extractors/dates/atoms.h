// The built-in classes of patterns: what can be told from the form of a token and would make long lists of words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "extractors/dates/lexicon.h"
#include "extractors/dates/rules.h"
#include "text/numeral.h"
#include "text/span.h"

namespace factbox::dates {

enum class BuiltIn : uint8_t {
  kNumber,       // number: a numeral in digits or words, with a fraction: 12, twenty-five, 5 1/2, two and a half
  kOrdinal,      // ordinal: first, 3rd, twenty-first
  kDay,          // day: 5, 05, 5th, fifth; 1 to 31
  kDayOrdinal,   // day-ordinal: 5th, fifth
  kDayDigits,    // day-digits: 5, 05
  kMonthNumber,  // month-number: 1 to 12
  kYear,         // year: 1000 to 2999
  kOldYear,      // old-year: 1 to 9999, for those with an era
  kTwoDigits,    // two-digits
  kHour,         // hour: 0 to 24
  kMinute,       // minute: 00 to 59
  kClockDigits,  // clock-digits: 0930
  kDottedClock,  // dotted-clock: 9.30
  kClockWord,    // clock-word: 5pm, 9.30am
  kDecade,       // decade: 1990s
  kShortDecade,  // short-decade: 90s
  kCompactDate,  // compact-date: 20200925
  kDottedDate,   // dotted-date: 25.09.2020
  kYearWords,    // year-words: nineteen ninety-one, two thousand and fifteen
  kFestival,     // festival: a phrase of festivals.tsv
  kCapitalized,  // capitalized: any word with a capital
  kCount
};
std::string_view NameOf(BuiltIn built_in);
Field FieldOf(BuiltIn built_in);  // where its value goes if the pattern does not say

struct Atom {
  uint32_t end = 0;  // token behind it; 0: no match
  double number = 0;
  std::string_view text;
};

struct FestivalPhrase {
  TokenRange tokens;
  std::string_view rule;
};

// The last numeral that was read: half a dozen classes ask for the one at a token.
struct LastNumeral {
  uint32_t at = UINT32_MAX, limit = 0;  // of which question it is the answer
  bool ordinal = false;
  Atom atom;  // no match if there is none that a date could hold
};

struct Input {
  std::string_view text;
  std::span<const Token> tokens;
  std::span<const uint32_t> words;        // of the tokens: their numbers in the lexicon, or Lexicon::kUnknown
  std::span<const Signature> signatures;  // of the tokens
  LastNumeral* last_numeral = nullptr;
  uint32_t limit = 0;  // end of the sentence
  const Lexicon* lexicon = nullptr;
  const Numerals* numerals = nullptr;
  const std::vector<FestivalPhrase>* festivals = nullptr;  // by first token, the longest first
};

// The classes that a token's form leaves possible: a bit each. Most words have none.
uint32_t PossibleAt(const Input& input, uint32_t at);
// Requires: input.words are filled.
Signature SignatureAt(const Input& input, uint32_t at);

// Requires: at < input.limit.
Atom ReadAtom(const Input& input, BuiltIn built_in, uint32_t at);

}  // namespace factbox::dates
