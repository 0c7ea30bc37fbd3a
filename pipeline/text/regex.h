// Patterns over characters: RE2 (linear time, bounded memory) with the parts taken away that go wrong in news, and named macros instead.
//
//   Regex::Compile("{WB}{UPPER}{LETTER}+ {DASH} {NUMBER}{WB}")  finds "Zürich – 1,5" in "(Zürich – 1,5)"
//
// RE2's \b \w \d \s and [[:alpha:]] know ASCII only: \bZ\w+ finds the "Z" of "Zürich". They are refused, with the macro to use instead.
//
//   macro     matches one …                                     in [brackets]
//   {WB}      nothing: no word character (letter, mark, digit,  no; only as the very first or last thing of a pattern
//             _) stands before the match, or behind it
//   {LETTER}  letter or combining mark                          yes
//   {UPPER}   capital or title-case letter                      yes
//   {LOWER}   small letter                                      yes
//   {DIGIT}   decimal digit of any script                       yes
//   {WORD}    letter, mark, digit or _                          yes
//   {SPACE}   blank within a line, no-break ones too            yes
//   {BREAK}   line break, CR LF as one                          no
//   {DASH}    hyphen, dash, minus                               yes
//   {QUOTE}   double quotation mark, straight, curly, angular   yes
//   {APOS}    apostrophe, straight, curly, look-alikes          yes
//   {NUMBER}  number in digits: 5  5,200  3.5  1’000             no
//
// RegexMacros adds one's own ({MONTH} from a table). A macro or list without alternatives is refused, for an empty alternation matches
// everywhere; so is every pattern that matches the empty string. A brace as it stands is written \{. Not here: look-around, back references
// (RE2 has none), other flags than (?i) and (?s).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "text/pattern_mistake.h"
#include "text/span.h"

namespace factbox {

// Names for parts of patterns: the table above, and what is added. Filled once, then const = thread-safe.
class RegexMacros {
 public:
  // `name` is of capital letters, digits and _, and new; it is used as {NAME}.
  // Alternatives as they stand in text, nothing in them is special: {"Jan.", "January"}. The longest that fits is taken. Error: no word, an empty one.
  Status AddWords(std::string_view name, const std::vector<std::string_view>& words);
  // A pattern that may use earlier macros. Errors: those of Regex::Compile; {WB} and groups that capture are refused too.
  Status AddPattern(std::string_view name, std::string_view pattern);

 private:
  friend class MacroExpander;
  Status CheckName(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> added_;  // name, RE2 pattern
};

// A compiled pattern. const = thread-safe. Cheap to move, not copyable.
class Regex {
 public:
  static constexpr size_t kMaxGroups = 32;  // with the whole match; patterns with more are refused

  static Result<Regex, PatternMistake> Compile(std::string_view pattern, const RegexMacros& macros = RegexMacros());
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  // The leftmost match that starts at `from` or later; alternatives are tried in order, as in Perl. `groups[0]` is the whole match, then come
  // the groups in order of their brackets; one that took no part is empty and {0, 0}. As many are filled as there is room for (at least 1).
  // Requires: valid UTF-8, below 2^31 bytes; `from` on a boundary.
  bool Find(std::string_view text, uint32_t from, std::span<Span> groups) const;
  bool Find(std::string_view text, uint32_t from, Span& whole) const { return Find(text, from, std::span<Span>(&whole, 1)); }
  // The pattern from the text's first byte to its last; {WB} holds there.
  bool FullMatch(std::string_view text) const;

  // Groups without the whole match.
  size_t groups() const;
  // The number of the group (?P<name>…); 0 if there is none.
  size_t Group(std::string_view name) const;

 private:
  friend class RegexSet;
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Many patterns searched in one pass, to know which of them are worth a look. const = thread-safe.
class RegexSet {
 public:
  RegexSet();
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;
  ~RegexSet();

  // Numbered from 0 in order of adding. Requires: Finish() was not called.
  void Add(const Regex& regex);
  // Error: pattern_too_large. Call once, after the last Add.
  Status Finish();
  size_t size() const;

  // The numbers of the patterns that match somewhere in the text, ascending. Should the automaton outgrow its memory, all numbers are given:
  // never too few.
  void Matching(std::string_view text, std::vector<int>& numbers) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace factbox
