// Whom a speaker's words mean: the person, organization or place of the record.
//
//   "Prime Minister Ana Ruiz" → the person Ana Ruiz      "the Ministry of Health" → that organization      "Tokyo" → that place
//   "she" → the nearest person before who can be a woman; "the mayor" → the person whose role that is, if there is one only
//
// Limits: "they", "we" and "it" are not resolved; a description without a name ("a spokesman for the army") is nobody of the record.
#pragma once

#include <unordered_map>
#include <vector>

#include "document/stage.h"
#include "extractors/quotes/outline.h"
#include "extractors/quotes/phrases.h"

namespace factbox::quotes {

class Speakers {
 public:
  Speakers(const Data& data, const WordLists& words, const Document& document, const Reader& reader, const Outline& outline, const Phrases& phrases);

  // `phrase` stands in the sentence of that index. Empty phrase: nobody.
  Speaker Of(Phrase phrase, uint32_t sentence) const;

 private:
  enum class Gender : uint8_t { kUnknown, kMale, kFemale };
  struct Entity {
    Id<Person> person;
    Id<Organization> organization;
    Id<Place> place;
  };
  Gender GenderOf(const Person& person) const;
  Id<Person> Antecedent(uint32_t atom, uint32_t sentence, Gender gender) const;
  Id<Person> ByRole(uint32_t head) const;
  void NoteRoles(uint32_t person);
  template <class T>
  void Own(const std::vector<Mention>& mentions, Id<T> Entity::*member, uint32_t index);

  const Data& data_;
  const WordLists& words_;
  const Document& document_;
  const Reader& reader_;
  const Outline& outline_;
  const Phrases& phrases_;
  std::vector<Entity> of_name_;                       // by name
  std::unordered_map<uint64_t, Id<Person>> by_role_;  // by the fold of a title's last word; without person: of several
  std::vector<Gender> gender_;                        // by person
};

}  // namespace factbox::quotes
