// The events of a sentence: triggers, and who plays which role.
//
//   "Gunmen attacked a bus near Karsa on Friday, killing five passengers"
//     attacked → ASSAULT: actor Gunmen, target a bus, place Karsa, date Friday; killing → what it did: five passengers, killed
//
// Noun triggers first, then verbs, then the verbs that say what befell whom, which look for their cause among those found. Only sentences that hold
// a trigger are looked at. Linear: from each trigger a bounded number of groups is looked at.
#pragma once

#include <vector>

#include "extractors/events/draft.h"

namespace factbox::events {

class Finder {
 public:
  Finder(const Lexicon& lexicon, const Participants& participants, const Document& document, const Reader& reader);

  // Appends the drafts of sentence `s`, whose groups are [first, end). `drafts` holds those of the sentences before.
  void Find(uint32_t s, uint32_t first, uint32_t end, std::vector<Draft>& drafts);

 private:
  static constexpr uint32_t kReachGroups = 14;  // groups looked at behind a trigger: five phrases with prepositions
  struct Fill;
  bool Has(uint32_t g) const { return g >= first_ && g < end_; }
  bool IsNoun(uint32_t g) const { return Has(g) && groups_[g].kind == GroupKind::kNoun; }
  bool IsVerb(uint32_t g) const { return Has(g) && groups_[g].kind == GroupKind::kVerb; }
  bool IsPreposition(uint32_t g) const { return Has(g) && groups_[g].kind == GroupKind::kPreposition; }
  uint64_t FoldOf(uint32_t g) const { return tokens_[groups_[g].head].fold; }
  uint64_t LemmaOf(uint32_t g) const { return words_[groups_[g].head].lemma; }
  bool InClass(std::string_view name, uint64_t lemma) const { return lexicon_.InClass(name, lemma); }

  void Nouns();
  const Trigger* NounTrigger(const Group& group, TokenRange& words) const;
  bool IsFigurative(const Group& group, TokenRange words) const;
  bool IsCivil(const Group& group) const;
  void NounRoles(uint32_t g, Draft& draft);
  void Support(uint32_t g, Draft& draft);

  void Verbs();
  const Trigger* VerbTrigger(uint32_t v, uint32_t& after, uint32_t& object) const;
  uint32_t Counted(uint32_t g) const;
  bool Meets(const NounTest& test, uint32_t g) const;
  bool MeetsAny(const NounTest& test, uint32_t g) const;
  void Modals();
  uint32_t Antecedent(uint32_t v, uint32_t subject) const;
  void VerbRoles(uint32_t v, uint32_t after, uint32_t object, Draft& draft);
  void Claim(uint32_t doer, uint32_t object, Draft& draft);
  void Owner(uint32_t g, Draft& draft);
  void Phrases(uint32_t from, const Frame& frame, bool verb, bool passive, Draft& draft);
  void Circumstances(uint32_t g, Draft& draft);

  void Effects();
  void Effect(uint32_t v, const Trigger& trigger, uint32_t object);
  void Dead();
  void Harm(uint32_t patient, std::string_view effect, Draft& draft, std::string_view rule);
  Draft* CauseOf(uint32_t v, uint32_t agent);
  Draft* DraftAt(uint32_t g);
  void Keep(Draft draft);
  void SetMode(Draft& draft, std::string_view mode);
  void WeaponMode(Draft& draft, std::string_view weapon_class, bool drone);

  void Add(uint32_t g, Role role, Draft& draft, std::string_view rule);
  void AddOne(uint32_t g, ArgumentRole role, Draft& draft, std::string_view rule);
  void AddCount(const Group& group, const Participant& who, std::string_view effect, Draft& draft);
  Span Whole(uint32_t g) const;

  const Lexicon& lexicon_;
  const Participants& participants_;
  const Document& document_;
  const Reader& reader_;
  std::span<const Token> tokens_;
  std::span<const Word> words_;
  std::span<const Group> groups_;
  uint32_t s_ = 0, first_ = 0, end_ = 0;
  size_t start_ = 0;  // of this sentence's drafts
  std::vector<Draft>* drafts_ = nullptr;
  std::vector<uint32_t> draft_of_;  // of each group of the sentence: 1 + its draft, the last one; 0 none
};

}  // namespace factbox::events
