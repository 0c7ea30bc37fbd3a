// The data model: everything that is known of a document while it is worked on.
//
// A layer is a sorted vector of small structs, given by exactly one stage (StageInfo::gives), checked and sealed when that stage returns.
// References between layers are indices. Strings that are views borrow from the document's text, from the loaded Data, or are literals:
// all of them outlive the document's layers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer/gazetteer.h"
#include "text/span.h"
#include "text/token.h"

namespace factbox {

// An index into one layer. Typed, so that a person's index cannot be used for a place.
template <class T>
struct Id {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;
  explicit operator bool() const { return index != kNone; }
  friend bool operator==(Id a, Id b) { return a.index == b.index; }
};

// Why a value is there: written with --why as "stage:rule" and the gazetteer entry.
struct Why {
  std::string_view rule;   // id of the rule, such as "money.symbol-before"
  std::string_view entry;  // the entry that was used, such as "place:Baghdad"; may be empty
};

// ------------------------------------------------------------------------------------------------ given by: the article itself

enum class SectionKind : uint8_t { kTitle, kBody };

struct Section {
  SectionKind kind = SectionKind::kBody;
  Span span;
};

// ------------------------------------------------------------------------------------------------ given by: lookup

// A phrase of the text that the gazetteers know. All phrases that start at a token are given, the longest first; they may overlap.
struct Match {
  TokenRange tokens;
  KindSet kinds = 0;               // of its entries
  const Entry* entries = nullptr;  // entry_count of them, owned by gazetteer
  uint16_t entry_count = 0;
  uint16_t gazetteer = 0;  // which of Data::gazetteers()
};

// Those of a sorted layer that start within `range`, the longest first at each token.
inline std::span<const Match> MatchesStartingIn(std::span<const Match> matches, TokenRange range) {
  const auto before = [](const Match& match, uint32_t token) { return match.tokens.begin < token; };
  const auto first = std::lower_bound(matches.begin(), matches.end(), range.begin, before);
  auto last = first;
  while (last != matches.end() && last->tokens.begin < range.end) ++last;
  return {first, last};
}
inline std::span<const Match> MatchesStartingAt(std::span<const Match> matches, uint32_t token) { return MatchesStartingIn(matches, {token, token + 1}); }

// Is the phrase of `tokens` tokens that starts with `first` written as the entry must be?
inline bool IsWrittenAs(Writing writing, const Token& first, uint32_t tokens) {
  if (writing == Writing::kAny || tokens > 1) return true;
  if (writing == Writing::kFullStop) return first.full_stop && first.shape == Shape::kCapitalized;
  return first.shape == Shape::kUpper || first.shape == Shape::kMixed || first.shape == Shape::kAlphanumeric;
}

// ------------------------------------------------------------------------------------------------ given by: numbers

enum class NumberKind : uint8_t { kCount, kMoney, kPercent, kMeasure, kOrdinal, kAge, kRatio, kScore, kPlain };
std::string_view ToString(NumberKind kind);

struct Number {
  Span span;
  TokenRange tokens;  // that the span touches
  NumberKind kind = NumberKind::kPlain;
  std::string value;        // decimal; empty for a range
  std::string min, max;     // of a range; either may be empty
  std::string_view approx;  // around, at_least, …; empty: exact
  std::string_view unit;    // ISO 4217, UCUM; empty: none
  Span of;                  // the head noun phrase of what is counted; empty: none
  Why why;
};

// ------------------------------------------------------------------------------------------------ given by: dates

enum class DateKind : uint8_t { kDate, kTime, kDuration, kSet };
std::string_view ToString(DateKind kind);

enum class DateAnchor : uint8_t { kNone, kPublished, kText };  // kText: an earlier date of the article

struct DateExpression {
  Span span;
  TokenRange tokens;
  DateKind kind = DateKind::kDate;
  std::string value;           // TIMEX3
  std::string_view precision;  // year, month, week, day, hour, …; empty where it says nothing (PAST_REF)
  DateAnchor anchor = DateAnchor::kNone;
  Why why;
};

// ------------------------------------------------------------------------------------------------ given by: names

enum class NameType : uint8_t { kPerson, kOrganization, kPlace };

// A mention by name of a person, organisation or place. Mentions do not overlap.
struct Name {
  Span span;
  TokenRange tokens;
  NameType type = NameType::kPerson;
  Id<Match> match;  // the gazetteer's phrase over exactly these tokens, where there is one
  float confidence = 0;
  Why why;
};

// ------------------------------------------------------------------------------------------------ given by: people, organizations, places

enum class MentionKind : uint8_t { kName, kShort, kTitle, kPronoun, kNominal, kDemonym };
std::string_view ToString(MentionKind kind);

struct Mention {
  Span span;
  MentionKind kind = MentionKind::kName;
};

struct Organization {
  std::string name;
  std::string acronym;
  OrganizationKind kind = OrganizationKind::kOther;
  char country[2] = {0, 0};
  std::vector<Mention> mentions;  // in text order, at least one
  float confidence = 0;
  Why why;
};

struct Place {
  std::string name;
  PlaceKind kind = PlaceKind::kOther;
  char country[2] = {0, 0};
  std::string_view admin1;
  bool located = false;
  double lat = 0, lon = 0;
  uint32_t geonames = 0;
  std::vector<Mention> mentions;
  float confidence = 0;
  Why why;
};

// What a role belongs to: a body, or the place that stands for one ("Iraqi president").
struct RoleBody {
  Id<Organization> organization;
  Id<Place> place;
};

struct Role {
  Span title;                // "Secretary of State"; with `affiliation`, what it belongs to
  bool affiliation = false;  // no title is given: "Randa Slim of the Middle East Institute"
  RoleBody of;
  bool former = false;
  Why why;
};

struct Person {
  std::string name;
  std::string given, family;
  std::vector<Role> roles;
  std::vector<Mention> mentions;
  float confidence = 0;
  Why why;
};

struct Dateline {
  bool present = false;
  Span span;  // "BAGHDAD, Sept. 25 (AP) —"
  Id<Place> place;
  Id<DateExpression> date;
  Span agency;  // empty: none
};

// ------------------------------------------------------------------------------------------------ given by: quotes

enum class QuoteKind : uint8_t {
  kDirect,    // the words themselves, without the quotation marks
  kIndirect,  // what was said, in the article's words
  kMixed,     // in the article's words, with quoted words among them: the plan was "a disaster"
};
std::string_view ToString(QuoteKind kind);

// Who said it, as the text has it next to the quote, and who that is: at most one of the three.
struct Speaker {
  Span span;  // "the mayor", "she", "Jane Smith"; empty: the text does not say
  Id<Person> person;
  Id<Organization> organization;
  Id<Place> place;  // that stands for a government: "Washington announced"
};

struct Quote {
  Span span;
  QuoteKind kind = QuoteKind::kDirect;
  Speaker speaker;
  Span cue;  // "said", "according to"; empty: a quote that goes on, or follows its speaker without a verb
  Why why;   // the entry is the cue's lemma
};

// ------------------------------------------------------------------------------------------------ the layers

enum class Layer : uint8_t { kSections, kTokens, kSentences, kMatches, kNumbers, kDates, kNames, kOrganizations, kPlaces, kPeople, kDateline, kQuotes, kCount };
std::string_view ToString(Layer layer);

using LayerSet = uint32_t;
constexpr LayerSet Bit(Layer layer) { return LayerSet{1} << static_cast<unsigned>(layer); }
template <class... L>
constexpr LayerSet LayersOf(L... layers) {
  return (LayerSet{0} | ... | Bit(layers));
}

struct Layers {
  std::vector<Section> sections;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<Match> matches;  // by first token, longest first
  std::vector<Number> numbers;
  std::vector<DateExpression> dates;
  std::vector<Name> names;
  std::vector<Organization> organizations;  // by first mention, as are places and people
  std::vector<Place> places;
  std::vector<Person> people;
  Dateline dateline;
  std::vector<Quote> quotes;  // by first byte, the longer first
};

}  // namespace factbox
