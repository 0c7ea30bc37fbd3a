// What is known of each token before any name is decided: readings of the gazetteers, how its sentence is written.
#pragma once

#include <span>
#include <vector>

#include "document/layers.h"
#include "gazetteer/data.h"

namespace factbox::names {

// How a sentence uses capitals; in headlines they say little.
enum class Casing : uint8_t { kNormal, kTitleCase, kAllUpper };

// Head words ("… University", "Lake …"), by the side of the name on which they stand. Bits.
enum Heads : uint8_t {
  kOrganizationBefore = 1,
  kOrganizationBeforeStrong = 2,
  kOrganizationAfter = 4,
  kOrganizationAfterStrong = 8,
  kPlaceBefore = 16,
  kPlaceAfter = 32,
};

struct TokenFacts {
  KindSet kinds = 0;            // readings of the token alone that its writing allows
  uint8_t heads = 0;            // Heads that start here, of one word or several
  bool place_name = false;      // kinds has kPlace by name, not only as demonym
  bool demonym = false;         // Iraqi, Iraqis
  bool connector = false;       // of, the, for, and, &, de … inside names
  bool sentence_start = false;  // first word of a sentence, of a quotation, after a colon or dateline
  bool capital = false;         // could begin or end a name
  bool glued = false;           // the "un" of Jong-un: ends a name, never begins one
  Casing casing = Casing::kNormal;
  bool common_acronym = false;   // GDP, TV: letters that name nothing
  bool weak_connector = false;   // on, in, to …: inside few names
  bool lower_elsewhere = false;  // the same word stands in lower case somewhere in the document
};

// A place reading of a match, weighed: the best by rank and size.
struct PlaceReading {
  const Entry* entry = nullptr;
  const PlaceRecord* place = nullptr;
};

// One document's facts. Borrows the layers.
class Facts {
 public:
  Facts(const Data& data, std::span<const Token> tokens, std::span<const Sentence> sentences, std::span<const Match> matches);

  const TokenFacts& operator[](uint32_t token) const { return tokens_[token]; }

  // Matches that start at `token`, the longest first.
  std::span<const Match> MatchesAt(uint32_t token) const { return matches_.subspan(first_match_[token], first_match_[token + 1] - first_match_[token]); }
  // The match over exactly `range` with any of `kinds`; null if there is none.
  const Match* MatchOver(TokenRange range, KindSet kinds) const;

  // Heads that the match is.
  uint8_t HeadsOf(const Match& match) const;

  // Entries of `kind` of a match that the writing of its first token allows.
  template <class F>
  void ForEntries(const Match& match, EntryKind kind, F&& use) const {
    for (uint16_t i = 0; i < match.entry_count; ++i) {
      const Entry& entry = match.entries[i];
      if (entry.kind == kind && IsWrittenAs(entry.writing, text_tokens_[match.tokens.begin], match.tokens.size())) use(entry);
    }
  }
  PlaceReading BestPlace(const Match& match, bool demonym) const;
  bool HasPlace(const Match& match, bool demonym) const;  // any that BestPlace would give
  const Gazetteer& GazetteerOf(const Match& match) const { return data_.gazetteers()[match.gazetteer]; }

  // Longest title (office, honorific, profession) that ends right before / starts right at a token; null if none.
  const Match* TitleBefore(uint32_t token) const { return title_ending_[token]; }
  const Match* TitleAt(uint32_t token) const;
  // Is it a form of address or a rank: Mr., King, Gen.?
  bool IsHonorific(const Match& title) const;

 private:
  bool IsCode(uint32_t token) const;
  bool IsGlued(uint32_t token) const;
  void ReadMatches();
  void ReadSentences(std::span<const Sentence> sentences);

  const Data& data_;
  std::span<const Token> text_tokens_;
  std::span<const Match> matches_;
  std::vector<uint32_t> first_match_;
  std::vector<const Match*> title_ending_;
  std::vector<TokenFacts> tokens_;
};

}  // namespace factbox::names
