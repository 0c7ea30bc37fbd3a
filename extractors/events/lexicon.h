// The tables of events, loaded: which words tell of which event, and which part of the sentence plays which role.
//
//   triggers_*.tsv   ASSAULT explosives v "blow up" …      frames.tsv  ASSAULT v: subj=actor obj=harm by=actor …
//   ontology.tsv, classes.tsv, operators.tsv, actors.tsv explain themselves in their first lines
#pragma once

#include <array>
#include <bitset>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash_table.h"
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
// kNothing: the frame does not speak of the slot.
Role RoleOf(const Frame& frame, uint64_t slot);

// Of the table's classes of nouns, those that a noun is in, or that a test asks for.
using NounClasses = std::bitset<128>;

// Who or what a slot must hold.
struct NounTest {
  std::vector<uint64_t> lemmas;
  NounClasses classes;
  bool person = false, organization = false, place = false, team = false, money = false;  // named ones
  bool people = false, armed = false;                                                     // by noun
  bool none = false;                                                                      // may be missing

  bool empty() const { return lemmas.empty() && classes.none() && !person && !organization && !place && !team && !money && !people && !armed && !none; }
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
    const Operator* found = operators_.Find(lemma);
    return found == nullptr ? Operator::kNone : *found;
  }
  bool IsSupport(uint64_t lemma) const { return support_.Contains(lemma); }
  bool IsSuffered(uint64_t lemma) const { return suffered_.Contains(lemma); }
  // Empty: no noun for people.
  std::string_view SectorOf(uint64_t lemma) const {
    const std::string_view* found = sectors_.Find(lemma);
    return found == nullptr ? std::string_view() : *found;
  }
  // Of two words, "aid worker", by the fold of the first and the lemma of the second. Empty: the tables have no such pair.
  std::string_view SectorOf(uint64_t first, uint64_t second) const {
    const std::string_view* found = pairs_.Find(CombineHash(first, second));
    return found == nullptr ? std::string_view() : *found;
  }
  // Nothing is in a class that the tables do not have.
  bool InClass(std::string_view name, uint64_t lemma) const;
  // Is it one of the words of the test, or in one of its classes?
  bool IsListed(const NounTest& test, uint64_t lemma) const;
  const OntologyRow* Row(std::string_view type, std::string_view mode) const;

 private:
  friend class LexiconLoader;
  using Triggers = HashTable<std::vector<const Trigger*>>;
  static const std::vector<const Trigger*>& Find(const Triggers& of, uint64_t lemma) {
    static const std::vector<const Trigger*> kNothing;
    const std::vector<const Trigger*>* found = of.Find(lemma);
    return found == nullptr ? kNothing : *found;
  }

  std::deque<OntologyRow> ontology_;
  std::deque<Trigger> triggers_;
  std::deque<Frame> frames_;
  Triggers verbs_, nouns_, modals_;
  HashTable<Operator> operators_;
  HashSet support_, suffered_;
  HashTable<std::string_view> sectors_, pairs_;
  std::vector<std::string_view> class_names_;  // of each bit
  HashTable<NounClasses> classes_;             // of each noun that is in any
};

bool IsArmed(std::string_view sector);

}  // namespace factbox::events
