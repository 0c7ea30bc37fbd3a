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

// ------------------------------------------------------------------------------------------------ given by: groups

enum class WordClass : uint8_t {
  kOther,
  kNoun,
  kName,
  kNumber,
  kDeterminer,
  kPossessive,
  kAdjective,
  kPronoun,
  kVerb,
  kBe,
  kHave,
  kDo,
  kModal,
  kTo,
  kPreposition,
  kConjunction,
  kSubordinator,
  kRelative,
  kThat,
  kAdverb,
  kNot,
  kPunctuation
};
std::string_view ToString(WordClass word_class);

enum class VerbForm : uint8_t { kNone, kBase, kThird, kPast, kParticiple, kPastOrParticiple, kIng };

// A guess at what a token is in its sentence; one for every token.
struct Word {
  uint64_t lemma = 0;  // FoldHash of the base form: "attack" for attacks, attacked
  WordClass word_class = WordClass::kOther;
  VerbForm form = VerbForm::kNone;
};

enum class GroupKind : uint8_t { kNoun, kVerb, kPreposition, kConjunction, kSubordinator, kRelative, kThat, kComma, kBreak, kAdverb };
std::string_view ToString(GroupKind kind);

enum class Tense : uint8_t { kPresent, kPast, kFuture };

// A noun group ("three Katyusha rockets"), a verb group ("has not been attacked"), or the word that joins them. Groups do not overlap.
struct Group {
  static constexpr uint32_t kNone = UINT32_MAX;
  Span span;
  TokenRange tokens;
  uint32_t head = 0;  // token
  GroupKind kind = GroupKind::kBreak;
  // Of a verb group.
  bool passive = false, negated = false, progressive = false, perfect = false;
  bool possible = false;                      // could, may, might, would, should
  bool infinitive = false, gerund = false;    // to attack; attacking
  bool participle = false;                    // without an auxiliary: "the man arrested on Friday"
  bool reduced = false, coordinated = false;  // "men carrying guns"; "came and went": shares the subject of the one before
  Tense tense = Tense::kPresent;
  uint32_t subject = kNone, object = kNone;  // groups of the layer
  uint32_t governor = kNone;                 // the verb group that it completes: "threatened" for "to shut"
  // Of a noun group.
  TokenRange possessor;         // "Iraq" in "Iraq's president"; empty: none
  uint32_t next = kNone;        // the next member of its list: "soldiers" in "civilians and soldiers"
  uint32_t apposition = kNone;  // the noun group that explains it: "the mayor" in "Ana Ruiz, the mayor,"
  bool explains = false;        // it is an apposition itself
  bool listed = false;          // it is the next of another
};

// ------------------------------------------------------------------------------------------------ given by: events

enum class EventStatus : uint8_t { kOccurred, kOngoing, kPlanned, kThreatened, kAttempted, kDemanded, kDenied, kHypothetical };
std::string_view ToString(EventStatus status);

enum class ArgumentRole : uint8_t { kActor, kRecipient, kVictim, kTarget, kInstrument, kPlace, kDate, kCount, kAbout };
std::string_view ToString(ArgumentRole role);

// What a reference of an argument points into.
struct EntityRef {
  enum class Kind : uint8_t { kNone, kPerson, kOrganization, kPlace, kNumber, kDate } kind = Kind::kNone;
  uint32_t index = 0;
  explicit operator bool() const { return kind != Kind::kNone; }
  friend bool operator==(EntityRef a, EntityRef b) { return a.kind == b.kind && a.index == b.index; }
};

struct Argument {
  ArgumentRole role = ArgumentRole::kActor;
  EntityRef ref;
  Span span;
  std::string_view country;  // ISO 3166 alpha-2 or a code for bodies above states; empty: not known
  std::string_view sector;   // GOV, MIL …; empty: not known
  std::string_view effect;   // killed, injured …; empty: none said
  std::string_view rule;     // why it has this role
};

struct Event {
  std::string_view type, mode;  // of the ontology; mode may be empty
  std::string_view cameo;       // empty: none fits
  uint8_t quad = 0;
  std::string_view label;
  EventStatus status = EventStatus::kOccurred;
  bool negated = false;
  EntityRef attribution;  // who says so
  Span attributed;        // the words for who says so; empty: the article itself
  Span trigger;
  std::vector<Argument> arguments;
  std::vector<Span> evidence;  // sentences, the first one that of the trigger
  float confidence = 0;
  Why why;
};

// ------------------------------------------------------------------------------------------------ the layers

enum class Layer : uint8_t {
  kSections,
  kTokens,
  kSentences,
  kMatches,
  kNumbers,
  kDates,
  kNames,
  kOrganizations,
  kPlaces,
  kPeople,
  kDateline,
  kQuotes,
  kWords,
  kGroups,
  kEvents,
  kCount
};
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
  std::vector<Word> words;    // one a token
  std::vector<Group> groups;
  std::vector<Event> events;  // the main one first
};

}  // namespace factbox
