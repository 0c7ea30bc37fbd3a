// Patterns over tokens: what people, quotes and events are found by. Linear time, however many patterns.
//
//   <TITLE> ("of"|"for") (?<body> "the"? <ORGNAME>) ","? (?<name> <PER>)     in "secretary general of the Arab League, Ahmed Aboul Gheit"
//   (?<name> <PER>) "," ("the"|"a") <LOWER>{0,3} (?<title> <TITLE>)          in "Amina Bello, the newly elected mayor"
//   (?<speaker> <PER>) "," <@reporting> "." $                                <@reporting>: a list of words that the caller gave
//
// The language. Blanks between the parts mean nothing.
//
//   "prime minister"   these tokens, cut as a text is and compared folded (fold.h): case and accents are dropped; "'s" is the possessive
//   ","                a mark as Token::mark has it: "-" is any dash, "\"" any double quotation mark, "." an ellipsis too
//   <CAP>              one token of a class:
//                        ANY  WORD  PUNCT   everything; words and numbers; everything else
//                        CAP                begins with a capital: Baghdad, NATO, J.
//                        UPPER INITIAL LOWER MIXED NUMBER ALNUM UNCASED     its Shape; UPPER is two capitals and more
//                        DASH QUOTE OPEN CLOSE      marks; QUOTE is " and ', OPEN and CLOSE are quotation marks and brackets
//                        DOTTED  GLUED  LINE        with its own full stop; without a blank before it; first of a line
//   <PER>              a unit: one or more tokens that the caller marked as one (a name, a title). Taken whole or not at all. Which there are,
//                      the caller says (Builder::AddUnit)
//   <@list>            any word or phrase of a list that the caller gave (Builder::AddList)
//   <CAP & !TITLE & "bush">   one token of which all hold; a unit's name then means "within such a unit", a list's its one-token words
//   !"the"  !<CAP>     one token that is not so
//   ( … | … )          alternatives
//   (?<name> … )       a part that is reported, never empty; up to 8 a pattern. One name may stand in several places: the last that matched counts
//   ?  *  +  {2}  {1,3}  {2,}    how often; what is repeated must not match nothing by itself
//   ^ … $              start and end of the sentence, as the first and last thing of the whole pattern
//
// What matches: leftmost, then longest, and no two matches of one pattern overlap; of two ways to match the same tokens the earlier
// alternative counts. Limits: within one sentence; no look-around (capture the part you want instead); no lazy operators; a pattern that can
// match no token is refused.
//
// How: a sentence is written as one code of fixed width a token (bytes for the number of the word among those that occur in any pattern,
// then a bit for each class in use) and patterns become RE2 patterns over that string, a test being one byte class a byte. The first
// byte of a code is ≥ 0x40 and all others are below, so nothing can match from the middle of a code. One pass of RE2::Set tells which patterns
// are worth a search.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/tsv.h"
#include "text/pattern_mistake.h"
#include "text/segmenter.h"
#include "text/span.h"
#include "text/token.h"

namespace factbox {

struct TokenMatch {
  static constexpr size_t kMaxCaptures = 8;
  uint32_t pattern = 0;                           // in order of adding, from 0
  TokenRange tokens;                              // never empty; indices as in the tokens that were encoded
  std::array<TokenRange, kMaxCaptures> captures;  // by TokenPatternSet::Capture; empty where the part did not match
};

// A sentence in the code of one TokenPatternSet. One per worker, reused from sentence to sentence.
class TokenCodes {
 public:
  size_t size() const { return count_; }  // tokens

 private:
  friend class TokenPatternSet;
  std::string bytes_;
  uint32_t first_ = 0;  // token
  uint32_t count_ = 0;
  uint64_t units_ = 0;  // that were marked, a bit each
  std::vector<int> candidates_;
};

// const = thread-safe. Movable, not copyable.
class TokenPatternSet {
 public:
  class Builder;
  // A unit of this set, to mark tokens with. Default: one that no pattern asks for, so that marking it does nothing.
  class Unit {
    friend class TokenPatternSet;
    int32_t number_ = -1;

   public:
    explicit operator bool() const { return number_ >= 0; }
  };

  TokenPatternSet();  // of no patterns: matches nothing
  TokenPatternSet(TokenPatternSet&&) noexcept;
  TokenPatternSet& operator=(TokenPatternSet&&) noexcept;
  ~TokenPatternSet();

  size_t size() const;  // patterns
  const std::string& Id(uint32_t pattern) const;
  Unit FindUnit(std::string_view name) const;

  // Writes tokens [sentence.begin, sentence.end) into `codes`, without any unit.
  void Encode(std::span<const Token> tokens, TokenRange sentence, TokenCodes& codes) const;
  // Marks a unit. False, and nothing is done, if the range is not within the sentence, or touches a unit of the same name: mark longer ones first.
  bool Mark(TokenCodes& codes, Unit unit, TokenRange range) const;
  // Appends all matches, sorted by first token, then the longer first, then by pattern.
  void Match(TokenCodes& codes, std::vector<TokenMatch>& matches) const;

  // What a named part matched; empty if it took no part or the pattern has none of that name.
  TokenRange Capture(const TokenMatch& match, std::string_view name) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Not shared between threads.
class TokenPatternSet::Builder {
 public:
  // Requires: `abbreviations` outlives the builder; those with which the texts are cut.
  explicit Builder(const Abbreviations& abbreviations);
  ~Builder();
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  // A name of capital letters, digits and _ for units. Units and lists must be there before the patterns that use them.
  // Throws std::logic_error if the name is taken: these are written in code.
  void AddUnit(std::string_view name);
  // A list for <@name>: small letters, digits and _. Errors: no word, a word that is empty, the name is taken.
  Status AddList(std::string_view name, const std::vector<std::string_view>& words);

  // The number of the pattern.
  Result<uint32_t, PatternMistake> Add(std::string_view id, std::string_view pattern);
  // A pattern of a table; mistakes (an id that was there before, too) are reported with their file, line and column.
  std::optional<uint32_t> AddRow(const TsvTable& table, const TsvRow& row, size_t id_cell, size_t pattern_cell, Mistakes& mistakes);

  // The builder is empty afterwards. Errors: pattern_too_large (more words or classes than a code holds, or RE2's memory); names the pattern.
  Result<TokenPatternSet> Build();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace factbox
