// Who or what a noun group is: the entity of the record behind it, its country and sector, how many.
//
//   "Syrian mercenaries" → SY, UAF     "FMLN guerrillas" → the FMLN, REB     "five soldiers" → MIL, number n1     "the embassy" → GOV
//
// The head decides: a name is its entity, a noun for people has its sector from actors.tsv or the titles; names and demonyms before the head give
// the country. Limits: pronouns and bare descriptions ("the attackers") are not followed back to whom they mean.
#pragma once

#include <span>
#include <vector>

#include "document/stage.h"
#include "extractors/events/lexicon.h"

namespace factbox::events {

struct Participant {
  EntityRef ref;
  uint64_t lemma = 0;  // of the head
  bool named = false;  // the head is a name
  bool people = false, plural = false, pronoun = false, date = false;
  bool weapon = false;
  std::string_view weapon_class;  // of the gazetteer
  std::string_view country, sector;
  uint32_t number = UINT32_MAX;  // of the record
  bool team = false;

  bool IsPlace() const { return ref.kind == EntityRef::Kind::kPlace && named; }
};

// One document's participants. Borrows everything.
class Participants {
 public:
  Participants(const Data& data, const Lexicon& lexicon, const Reader& reader);

  Participant Describe(const Group& group) const;
  EntityRef EntityAt(uint32_t token) const { return entity_[token]; }
  bool IsDemonym(uint32_t token) const { return demonym_[token]; }
  uint32_t DateAt(uint32_t token) const { return date_[token]; }  // 1 + index, 0 none
  uint32_t NumberAt(uint32_t token) const { return number_[token]; }
  // The class of the weapon that ends with the token; empty: none.
  std::string_view WeaponAt(uint32_t token) const;
  std::string_view CountryOf(EntityRef ref) const;
  std::string_view SectorOf(EntityRef ref) const;

 private:
  uint32_t TokenAt(uint32_t byte) const;
  std::string_view TitleSector(TokenRange range) const;

  const Data& data_;
  const Lexicon& lexicon_;
  const Reader& reader_;
  std::span<const Token> tokens_;
  std::vector<EntityRef> entity_;
  std::vector<bool> demonym_;
  std::vector<uint32_t> date_, number_;
};

}  // namespace factbox::events
