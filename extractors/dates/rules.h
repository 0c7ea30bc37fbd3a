// Rules over tokens: how rules.tsv and joins.tsv are written, and what they compile to.
//
//   rule                 pattern                              value
//   date.month-day-year  {month} {day} ,? {year}              date
//   date.month-alone     (in|since|by) [{month}]              date
//   shift.ago            $amount {unit} ago                   shift direction=last
//
// A pattern is a sequence of
//   word  ,  -  \(   this word (folded) or mark
//   {class}          a word of this class of words.tsv, or one of the built-in classes (atoms.h); its value goes to the field of the same name,
//   {class:field}    or to this one; {class:_} to none
//   <sort>           an expression that the first level found (joins.tsv only): <day>, <time>, …
//   (a b|c)  x?      alternatives; an element or a group that may be missing
//   +x               x with no blank before it
//   [ … ]            the span, where it is less than the whole: what is outside must be there but is not taken
//   $name            the pattern of the row of that name
// The value is an operation of meaning.h and constants for its fields. A condition (`when`) names a test in conditions.cc.
//
// Method: alternatives are written out and all patterns merged into one trie, so a match costs at most the trie's depth in tokens, and its size
// in steps; nothing backtracks over the text. The longest span wins, then the longest context, then a user's row, then the earlier row.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/dates/lexicon.h"
#include "extractors/dates/meaning.h"

namespace factbox::dates {

enum class Field : uint8_t {
  kNowhere,
  kYear,
  kDecade,
  kCentury,
  kMonth,
  kDay,
  kWeekday,
  kWeek,
  kQuarter,
  kHalf,
  kNth,
  kSeason,
  kPart,
  kFestival,
  kHour,
  kMinute,
  kSecond,
  kMeridiem,
  kZone,
  kClock,
  kNumber,
  kNumber2,
  kUnit,
  kUnit2,
  kValue,
  kDirection,
  kYearDirection,
  kFrom,
  kEra,
  kFirst,
  kSecondOf,
  kCompact,
  kYearTail
};

enum class SymbolKind : uint8_t { kWord, kMark, kClass, kBuiltIn, kSort, kCount };

struct Symbol {
  SymbolKind kind = SymbolKind::kWord;
  bool glued = false;                  // no blank before it
  bool opens = false, closes = false;  // the span starts before it, ends behind it
  Field field = Field::kNowhere;
  uint32_t id = 0;
  friend bool operator==(const Symbol& a, const Symbol& b) {
    return a.kind == b.kind && a.glued == b.glued && a.opens == b.opens && a.closes == b.closes && a.field == b.field && a.id == b.id;
  }
};

// What must hold around the span besides the pattern (conditions.cc).
enum class Condition : uint8_t {
  kAlways,
  kFreeYear,
  kNotName,
  kNotNameBefore,
  kNotNameAfter,
  kNotCounted,
  kNotPeople,
  kNotDay,
  kCapital,
  kAlone,
  kSentenceEnd,
  kCount
};

struct Constant {
  Field field = Field::kNowhere;
  std::string text;
  double number = 0;  // that the text begins with
};

struct Rule {
  std::string id;
  Op op = Op::kNothing;
  Condition when = Condition::kAlways;
  std::vector<Constant> constants;
};

struct Node {
  struct Edge {
    Symbol symbol;
    uint32_t target = 0;
  };
  std::vector<Edge> edges;      // by kind and id of the symbol, once the rules are sealed
  std::vector<uint32_t> rules;  // that end here
  Signature accepts = 0;        // of all tokens that an edge may take, once the rules are sealed

  std::span<const Edge> Edges(SymbolKind kind) const {
    const auto at = static_cast<size_t>(kind);
    return std::span(edges).subspan(first[at], first[at + 1] - first[at]);
  }
  std::array<uint16_t, static_cast<size_t>(SymbolKind::kCount) + 1> first{};  // of each kind in `edges`
};

constexpr size_t kLongestPattern = 16;  // elements

// Filled once, then const = thread-safe.
class RuleSet {
 public:
  // Reads the tables of that path; words of the patterns are added to `lexicon`. Collects mistakes.
  void Read(const Data& data, std::string_view path, Lexicon& lexicon, Mistakes& mistakes);

  // Sorts the edges. Call when all tables are in.
  void Seal();

  const Node& node(uint32_t number) const { return nodes_[number]; }
  const Rule& rule(uint32_t number) const { return rules_[number]; }
  size_t nodes() const { return nodes_.size(); }

 private:
  void Insert(const std::vector<Symbol>& sequence, uint32_t rule);

  std::vector<Node> nodes_{1};
  std::vector<Rule> rules_;
};

// Puts a value into a field. False if the field does not take such a value.
bool SetField(Meaning& meaning, Field field, std::string_view text, double number);

}  // namespace factbox::dates
