// What gold and records have in common once they are read: facts with stretches of text, in code points.
//
//   {"id": "a1", "annotated": ["people.mentions"], "people": [{"name": "Ana Sousa", "mentions": [{"start": 0, "end": 9, "text": "Ana Sousa"}]}]}
//
// Gold is a partial record (docs/evaluation.md): `annotated` says what its annotators marked everywhere, and only that is scored. One
// shape serves both sides, so that a record can stand as gold for another one. Offsets of records in bytes or UTF-16 are converted while they
// are read. Plain values, no invariants beyond those of the reader; copied rarely.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace factbox::evaluate {

// Half-open, code points of the text. `start` may be below zero only after shifting a record to a gold text without its title.
struct Stretch {
  int64_t start = 0, end = 0;
  bool operator==(const Stretch&) const = default;
  auto operator<=>(const Stretch&) const = default;
  bool Touches(const Stretch& other) const { return start < other.end && other.start < end; }
};

enum Layer : uint8_t { kPeople, kOrganizations, kPlaces, kNumbers, kDates, kQuotes, kEvents, kLayers };
constexpr Layer kNameLayers[] = {kPeople, kOrganizations, kPlaces};
const char* NameOf(Layer layer);                         // "people"
std::optional<Layer> LayerNamed(std::string_view name);  // the inverse
const char* TagOf(Layer layer);                          // "PER", "ORG", "LOC"; of names only

struct Mention {
  Stretch at;
  std::string text;
  std::string kind = "name";  // name, short, title, demonym, pronoun, nominal
};

// A person, organization or place.
struct Entity {
  std::string id, name, acronym, kind, country, why;
  std::string is;  // of gold: "country" where the country's code is what counts, not its point
  std::optional<int64_t> geonames;
  std::optional<std::pair<double, double>> point;  // latitude and longitude, degrees
  std::vector<Mention> mentions;
};

// A number, date or quote. Absent is empty.
struct Item {
  Stretch at;
  std::string id, text, kind, why;
  std::string value, min, max, unit, approx, of;  // amounts as the JSON has them
  std::vector<std::string> alt;                   // of gold: values that are as right
  std::string speaker, speaker_text;              // of quotes
  std::optional<Stretch> speaker_at;
};

struct Argument {
  std::string role, ref, text, country, sector, effect;
  std::optional<Stretch> at;
};

struct Event {
  std::string id, type, mode, status, why;
  bool negated = false;
  std::optional<Stretch> trigger;
  std::string trigger_text;
  std::vector<Argument> arguments;
  std::optional<Stretch> evidence;
  std::vector<Stretch> further_evidence;
};

// What is known of the article itself: of records its `article`, of gold its top level or `article`.
struct ArticleFacts {
  bool stated = false;  // gold: something of the article is to be scored
  std::string url, text, title, published, language;
  std::vector<std::string> authors;
  std::vector<std::string> with, without;   // gold: what has to be in the text, and what must not
  std::vector<std::string> optional_parts;  // gold: paragraphs in brackets that a record may have
  std::optional<bool> is_article;
  std::vector<std::pair<std::string, Stretch>> sections;  // kind and stretch
};

struct Facts {
  std::string id;
  std::string status;             // of records
  uint64_t line = 0;              // of its file, from 1
  uint64_t fingerprint = 0;       // of the line's bytes
  std::optional<int64_t> length;  // gold: code points of the annotated text
  std::set<std::string, std::less<>> annotated;
  std::map<std::string, std::string, std::less<>> fields;  // gold: strings of the top level (source, fold, …), for --by
  std::vector<std::pair<Layer, Stretch>> ignore;           // gold: where a prediction is neither right nor wrong
  std::map<Layer, std::set<std::string>> unscored;         // gold: kinds of predictions that were not marked
  std::set<std::string> kinds;                             // gold: the only kinds of numbers or dates that were marked; empty: all
  bool whole = false;                                      // gold: one expression alone, of which the value counts
  std::set<Layer> present;                                 // lists that the line has
  ArticleFacts article;
  std::vector<Entity> entities[3];  // by kNameLayers
  std::vector<Item> numbers, dates, quotes;
  std::vector<Event> events;

  bool Annotated(std::string_view what) const { return annotated.find(what) != annotated.end(); }
  bool Annotated(Layer layer, const char* what) const { return Annotated(std::string(NameOf(layer)) + "." + what); }
  const std::vector<Item>& Items(Layer layer) const { return layer == kNumbers ? numbers : layer == kDates ? dates : quotes; }
};

}  // namespace factbox::evaluate
