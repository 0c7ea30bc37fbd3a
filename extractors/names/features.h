// What the trained tagger looks at: for each token that can be part of a name, its features as 64-bit hashes.
//
//   "… Finance Minister Ruth Okello of …", token "Ruth": its word, shape, prefixes and suffixes; its neighbours'; what the lists know of it (given name, small
//   town in Kenya); the title in front; what the rules took it for here and elsewhere in the document
//
// Stretches are what the tagger reads as one sequence: capitalised words with the small words, numbers and marks between them that names can hold.
// All else is no name to it.
#pragma once

#include <span>
#include <vector>

#include "base/hash_table.h"
#include "extractors/names/evidence.h"
#include "extractors/names/facts.h"
#include "extractors/names/spots.h"

namespace factbox::names {

// One document at a time; not shared between threads. Borrows everything.
class Features {
 public:
  Features(const Facts& facts, const Contexts& contexts, std::string_view text, std::span<const Token> tokens, std::span<const Sentence> sentences,
           std::span<const Spot> spots);

  struct Stretch {
    TokenRange tokens, sentence;
  };
  std::span<const Stretch> stretches() const { return stretches_; }

  // "The", "He", "In" alone at the start of a sentence, and no name to the rules: a quarter of all stretches, and none that the model takes for a name.
  bool IsFunctionWord(const Stretch& stretch) const;

  // Appends the features of a token of a stretch; to `kinds`, unless it is null, what kind of feature each is.
  void Of(uint32_t token, const Stretch& stretch, std::vector<uint64_t>& out, std::vector<uint8_t>* kinds = nullptr) const;

  // For reports: "word-before", and the group it belongs to, such as "words".
  static std::string_view KindName(uint8_t kind);
  static std::string_view KindGroup(uint8_t kind);
  static size_t KindCount();

 private:
  // What the document shows of a word that is capitalised somewhere in it.
  struct Word {
    std::array<float, kLabels> votes{};     // of the rules' readings, whole document
    std::array<uint16_t, 4> occurrences{};  // first tokens of it, for their neighbours
    uint16_t count = 0;                     // capitalised
    uint8_t longest = 0;                    // tokens of the longest name it is in
    Label longest_label = Label::kOther;
    uint8_t longest_position = 0;  // 0 alone, 1 first, 2 inside, 3 last
    bool mid_sentence = false;     // capitalised within a sentence
  };

  void FindStretches(const Sentence& sentence);
  void ReadSpots(std::span<const Spot> spots);
  void ReadMatches();
  void ReadWords();

  const Facts& facts_;
  const Contexts& contexts_;
  std::string_view text_;
  std::span<const Token> tokens_;
  std::vector<Stretch> stretches_;
  std::vector<uint16_t> spot_;    // a token: what the rules took it for (position, label), 0: nothing
  std::vector<uint16_t> margin_;  // a token: how sure, and the evidence
  std::vector<uint64_t> listed_;  // a token: which kinds of longer listed phrases it is in, and where in them
  HashTable<Word> words_;
  uint64_t document_ = 0;  // what kind of text it is: how many of its tokens are numbers
};

}  // namespace factbox::names
