// How well a span of tokens reads as a name of each type: the sum of what its evidence weighs.
#pragma once

#include <array>
#include <unordered_map>

#include "extractors/names/evidence.h"
#include "extractors/names/facts.h"

namespace factbox::names {

// What the document itself has shown so far: names that were plain somewhere else in it.
struct DocumentEvidence {
  std::unordered_map<uint64_t, std::array<float, kLabels>> spans;  // by phrase hash: votes
  std::unordered_map<uint64_t, int> person_parts;                  // by token hash: 2 family name, 1 given name
  std::unordered_map<uint64_t, int> acronyms;                      // of organisations that the document spells out
  std::unordered_map<uint64_t, int> organization_parts;            // first words of organisations' longer names
};

struct Scores {
  std::array<float, kLabels> of{};
  std::array<Evidence, kLabels> main{};  // what weighed most for each label: the name's reason
};

constexpr float kImpossible = -1e9F;

// One document at a time; not shared between threads.
class Scorer {
 public:
  Scorer(const Weights& weights, const Contexts& contexts, const Facts& facts, std::span<const Token> tokens)
      : weights_(weights), contexts_(contexts), facts_(facts), tokens_(tokens) {}

  // Scores of `span` as a person, organisation, place; kImpossible where it cannot be one. `sentence` bounds the context.
  Scores Name(TokenRange span, TokenRange sentence, const DocumentEvidence* document) const;
  // Score of one token as no part of a name.
  float Other(uint32_t token) const;
  // Score of a phrase that is something else: a title, a demonym, a festival, a weapon.
  float OtherPhrase(const Match& match) const;

  uint64_t Phrase(TokenRange span) const;  // hash as in the gazetteers; hyphens are transparent

 private:
  struct Sum;
  void AddWhole(TokenRange span, Sum& sum) const;
  void AddPlace(const Match& match, Sum& sum) const;
  void AddOrganization(const Match& match, Sum& sum) const;
  void AddThings(TokenRange span, Sum& sum) const;
  bool IsCountryBody(TokenRange span) const;
  bool HasOrganizationHead(TokenRange span, bool strong) const;
  void AddHeads(TokenRange span, Sum& sum) const;
  void AddWords(TokenRange span, Sum& sum) const;
  void AddPersonWord(uint32_t token, TokenRange span, Sum& sum) const;
  void AddBefore(TokenRange span, TokenRange sentence, Sum& sum) const;
  void AddAfter(TokenRange span, TokenRange sentence, Sum& sum) const;
  void AddDocument(TokenRange span, const DocumentEvidence& document, Sum& sum) const;
  bool CanBeFamilyName(uint32_t token) const;
  bool IsHead(const Match& match, EntryKind kind, std::string_view position, bool strong) const;
  bool HasHead(uint32_t token, EntryKind kind, std::string_view position, bool strong) const;

  const Weights& weights_;
  const Contexts& contexts_;
  const Facts& facts_;
  std::span<const Token> tokens_;
};

}  // namespace factbox::names
