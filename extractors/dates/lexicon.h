// The words that expressions of time are made of (words.tsv), and what each may stand for.
//
//   second → {ordinal 2, unit S}    Sept. → {month 9}    fortnight → {unit 2W}
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"
#include "gazetteer/data.h"
#include "text/token.h"

namespace factbox::dates {

// What a token may be to a pattern, as a set of 64 bits in which several words share one: a token and a place in a pattern that have no bit
// in common do not match, those that have may. Most pairs are told apart by one `&`.
using Signature = uint64_t;
constexpr Signature ClassBit(uint32_t word_class) { return Signature{1} << (word_class % 16); }
constexpr Signature BuiltInBits(uint32_t built_in_classes) { return Signature{built_in_classes} << 16; }  // of a set, at most 24: each its own
constexpr Signature WordBit(uint32_t word) { return Signature{1} << (40 + word % 24); }
constexpr Signature MarkBit(char mark) { return WordBit(static_cast<unsigned char>(mark)); }
constexpr Signature kAnySignature = ~Signature{0};

// One reading of a word.
struct Reading {
  uint16_t word_class = 0;  // index into the lexicon's classes
  bool capital = false;     // only where the word is written with a capital: March, Sun
  double number = 0;        // value, where it is one
  std::string_view text;    // value as written in the table
};

struct Word {
  uint64_t fold = 0;
  std::vector<Reading> readings;
  Signature signature = 0, capitalized = 0;  // once the lexicon is sealed: of the word written small, and with a capital
};

// Filled once, then const = thread-safe.
class Lexicon {
 public:
  static constexpr uint32_t kUnknown = UINT32_MAX;

  // Reads words.tsv of `data`; collects mistakes.
  void Read(const Data& data, Mistakes& mistakes);
  // The number of a word that a rule is written with; added if it is new.
  uint32_t Add(std::string_view written);
  // kUnknown if the tables have no class of that name.
  uint32_t ClassOf(std::string_view name) const;

  // The number of the word with that fold, or kUnknown. Requires: Seal() was called.
  uint32_t Find(uint64_t fold) const {
    for (size_t at = fold & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.word == kUnknown || slot.fold == fold) return slot.word;
    }
  }
  const Word& word(uint32_t number) const { return words_[number]; }
  size_t size() const { return words_.size(); }

  // Call when all words are in.
  void Seal();

 private:
  struct Slot {
    uint64_t fold = 0;
    uint32_t word = kUnknown;
  };
  uint32_t AddFold(uint64_t fold);

  std::deque<Word> words_;
  std::vector<std::string> classes_;
  std::vector<Slot> slots_;  // a power of two, at most half full
  size_t mask_ = 0;
};

}  // namespace factbox::dates
