// How well a span of tokens reads as a name of each type: the sum of what its evidence weighs.
#pragma once

#include <array>

#include "base/hash_table.h"
#include "extractors/names/evidence.h"
#include "extractors/names/facts.h"

namespace factbox::names {

// What the document itself has shown so far: names that were plain somewhere else in it.
struct DocumentEvidence {
  enum Part : uint8_t {
    kPerson = 1,        // first or family name of a person
    kAcronym = 2,       // of an organisation that the document spells out
    kOrganization = 4,  // first word of an organisation's longer name
  };
  HashTable<std::array<float, kLabels>> spans;  // by phrase hash: votes
  HashTable<uint8_t> words;                     // by token hash: Part bits

  bool Is(Part part, const Token& token) const {
    const uint8_t* parts = words.Find(token.fold);
    return parts != nullptr && (*parts & part) != 0;
  }
};

struct Scores {
  std::array<float, kLabels> of{};
  std::array<float, kLabels> largest{};  // what `main` weighs
  std::array<Evidence, kLabels> main{};  // what weighed most for each label: the name's reason
};

// What stands in front of a name or behind it says. The same for all spans that begin (end) at a token.
class Neighbours {
 public:
  void Add(Evidence evidence) { evidence_[count_++] = evidence; }
  const Evidence* begin() const { return evidence_.data(); }
  const Evidence* end() const { return evidence_.data() + count_; }

 private:
  std::array<Evidence, 12> evidence_{};  // more than one side can give
  size_t count_ = 0;
};

constexpr float kImpossible = -1e9F;

// One document at a time; not shared between threads.
class Scorer {
 public:
  Scorer(const Weights& weights, const Contexts& contexts, const Facts& facts, std::span<const Token> tokens)
      : weights_(weights), contexts_(contexts), facts_(facts), tokens_(tokens) {}

  // Scores of `span` as a person, organisation, place; kImpossible where it cannot be one. `sentence` bounds the context;
  // `before` and `after` are what Before(span.begin), After(span.end) give.
  Scores Name(TokenRange span, TokenRange sentence, const Neighbours& before, const Neighbours& after) const;
  Neighbours Before(uint32_t begin, TokenRange sentence) const;
  Neighbours After(uint32_t end, TokenRange sentence) const;
  // The scores with what the document says of the span; `phrase` is its PhraseHash.
  Scores InDocument(const Scores& scores, TokenRange span, uint64_t phrase, const DocumentEvidence& document) const;
  // Score of one token as no part of a name.
  float Other(uint32_t token) const;
  // Score of a phrase that is something else: a title, a demonym, a festival, a weapon.
  float OtherPhrase(const Match& match) const;

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
  bool IsDateline(TokenRange span, TokenRange sentence) const;
  bool CanBeFamilyName(uint32_t token) const;

  const Weights& weights_;
  const Contexts& contexts_;
  const Facts& facts_;
  std::span<const Token> tokens_;
};

}  // namespace factbox::names
