// The tables of events, loaded: which words tell of which event, and which part of the sentence plays which role.
//
//   triggers_*.tsv   ASSAULT explosives v "blow up" …      frames.tsv  ASSAULT v: subj=actor obj=harm by=actor …
//   ontology.tsv, classes.tsv, operators.tsv, actors.tsv explain themselves in their first lines
#pragma once

#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "document/layers.h"
#include "gazetteer/data.h"

namespace factbox::events {

// What frames say of a slot; the last ones are decided by who stands in it.
enum class Role : uint8_t { kActor, kRecipient, kVictim, kTarget, kInstrument, kPlace, kDate, kCount, kAbout, kHarm, kSource, kCause, kNothing };

struct OntologyRow {
  std::string_view type, mode, cameo, label, threat, wanted;
  uint8_t quad = 0;
};

struct SlotRole {
  uint64_t slot;  // kSubject …, else the fold of a preposition
  Role role;
};
constexpr uint64_t kSubject = 1, kObject = 2, kOwner = 3, kModifier = 4, kComplement = 5;
using Frame = std::vector<SlotRole>;

// Who or what a slot must hold.
struct NounTest {
  std::unordered_set<uint64_t> lemmas;
  bool person = false, organization = false, place = false, team = false, money = false;  // named ones
  bool people = false, armed = false;                                                     // by noun
  bool none = false;                                                                      // may be missing

  bool empty() const { return lemmas.empty() && !person && !organization && !place && !team && !money && !people && !armed && !none; }
};

enum class TriggerKind : uint8_t { kVerb, kNoun, kEffect, kModal };

struct Trigger {
  const OntologyRow* row = nullptr;
  TriggerKind kind = TriggerKind::kVerb;
  std::string_view words;        // as in the table; what --why shows
  std::vector<uint64_t> before;  // of a noun: the words in front of its head
  std::vector<uint64_t> behind;  // the words that must follow
  bool passive_only = false;     // "be born"
  NounTest object, not_object, subject;
  const Frame* frame = nullptr;
  std::string_view effect, cameo;
  size_t Length() const { return before.size() + behind.size(); }
};

enum class Operator : uint8_t { kNone, kAbsorbed, kPassed, kPlanned, kAttempted, kDenied, kHypothetical, kOngoing, kNegated, kFiction };

// const = thread-safe. Borrows the texts of `data`.
class Lexicon {
 public:
  // Errors: data_invalid, every mistake of extractors/events/*.tsv.
  static Result<Lexicon> Load(const Data& data);

  // Longest first, then those that ask for an object; empty: no trigger.
  const std::vector<const Trigger*>& Verbs(uint64_t lemma) const { return Find(verbs_, lemma); }
  const std::vector<const Trigger*>& Nouns(uint64_t lemma) const { return Find(nouns_, lemma); }
  const std::vector<const Trigger*>& Modals(uint64_t fold) const { return Find(modals_, fold); }
  Operator OperatorOf(uint64_t lemma) const {
    const auto at = operators_.find(lemma);
    return at == operators_.end() ? Operator::kNone : at->second;
  }
  bool IsSupport(uint64_t lemma) const { return support_.count(lemma) > 0; }
  bool IsSuffered(uint64_t lemma) const { return suffered_.count(lemma) > 0; }
  // Empty: no noun for people.
  std::string_view SectorOf(uint64_t lemma) const {
    const auto at = sectors_.find(lemma);
    return at == sectors_.end() ? std::string_view() : at->second;
  }
  // Of two words, "aid worker", by the fold of the first and the lemma of the second. Empty: the tables have no such pair.
  std::string_view SectorOf(uint64_t first, uint64_t second) const {
    const auto at = pairs_.find(PairKey(first, second));
    return at == pairs_.end() ? std::string_view() : at->second;
  }
  // Null: the tables have no such class (then nothing is in it).
  const std::unordered_set<uint64_t>* Class(std::string_view name) const {
    const auto at = classes_.find(name);
    return at == classes_.end() ? nullptr : &at->second;
  }
  bool InClass(const std::unordered_set<uint64_t>* of, uint64_t lemma) const { return of != nullptr && of->count(lemma) > 0; }
  const OntologyRow* Row(std::string_view type, std::string_view mode) const;

 private:
  friend class LexiconLoader;
  using Triggers = std::unordered_map<uint64_t, std::vector<const Trigger*>>;
  static const std::vector<const Trigger*>& Find(const Triggers& of, uint64_t lemma) {
    static const std::vector<const Trigger*> kNothing;
    const auto at = of.find(lemma);
    return at == of.end() ? kNothing : at->second;
  }

  std::deque<OntologyRow> ontology_;
  std::deque<Trigger> triggers_;
  std::deque<Frame> frames_;
  Triggers verbs_, nouns_, modals_;
  std::unordered_map<uint64_t, Operator> operators_;
  std::unordered_set<uint64_t> support_, suffered_;
  static uint64_t PairKey(uint64_t first, uint64_t second) { return first * 0x9E3779B97F4A7C15u ^ second; }

  std::unordered_map<uint64_t, std::string_view> sectors_, pairs_;
  std::unordered_map<std::string_view, std::unordered_set<uint64_t>> classes_;
};

bool IsArmed(std::string_view sector);

}  // namespace factbox::events
