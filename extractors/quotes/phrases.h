// Who speaks: the words in front of, or behind, a reporting verb that say it.
//
//   [Ana Ruiz], the mayor of Porto Novo, said …      [Two officials familiar with the talks] told …      …, said [the head of the union]
//   The army denied the report and said …  → The army, the subject of the clause before
//
// No parser: the clause is followed back to where it can start, over appositions in commas. Limits: each look is bounded by kLongestLook atoms, so that
// a sentence without end costs no more than its length.
#pragma once

#include <cstdint>

#include "extractors/quotes/outline.h"

namespace factbox::quotes {

constexpr uint32_t kLongestLook = 60;  // atoms

// Atoms [begin, end); empty: none.
struct Phrase {
  uint32_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
};

class Phrases {
 public:
  Phrases(const Outline& outline, std::span<const Token> tokens) : outline_(outline), atoms_(outline.atoms), tokens_(tokens) {}

  // The subject in front of the verb at `verb`, not before atom `begin`.
  Phrase Before(uint32_t begin, uint32_t verb) const;
  // The description or name that starts at `begin`, before atom `end`.
  Phrase After(uint32_t begin, uint32_t end) const;
  // The subject of a sentence's first clause.
  Phrase First(uint32_t begin, uint32_t end) const;

  // The atom that the phrase is about: "spokesman" of "a spokesman for the army".
  uint32_t Head(Phrase phrase) const;

  // Is the reporting verb at `verb` used as one, and not as a noun ("the report") or as an adjective ("the alleged plot")?
  bool IsVerb(uint32_t begin, uint32_t verb) const;

  bool Is(uint32_t atom, uint32_t classes) const { return (atoms_[atom].classes & classes) != 0; }
  bool IsWordAtom(uint32_t atom) const { return atoms_[atom].quoted == kNone && IsWord(tokens_[atoms_[atom].tokens.begin]); }

 private:
  bool IsBoundary(uint32_t begin, uint32_t at, uint32_t end) const;
  bool IsPartOfName(uint32_t at) const;
  bool HasVerb(uint32_t begin, uint32_t end) const;
  Phrase EndingAt(uint32_t begin, uint32_t end) const;
  Phrase BeforeApposition(uint32_t begin, uint32_t comma) const;
  Phrase Trim(Phrase phrase) const;
  uint32_t SkipBracket(uint32_t begin, uint32_t close) const;
  bool LooksLikeSpeaker(Phrase phrase) const;

  const Outline& outline_;
  const std::vector<Atom>& atoms_;
  std::span<const Token> tokens_;
};

}  // namespace factbox::quotes
