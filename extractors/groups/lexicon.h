// What a word can be: function words, verbs with all their forms, and everything else.
//
//   words.tsv  "preposition: of, in, on …"        verbs.tsv  "both: attack"  → attack (noun or verb), attacks, attacked, attacking
//
// Which of its classes a word has in a sentence is decided by its neighbours (tagger.h). A word in no table is a noun, or an adjective or adverb by
// its ending.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash_table.h"
#include "base/result.h"
#include "document/layers.h"
#include "gazetteer/data.h"

namespace factbox::groups {

struct WordEntry {
  uint64_t lemma = 0;                        // of the verb, else of the noun
  WordClass word_class = WordClass::kOther;  // a function word, or kVerb
  WordClass also = WordClass::kOther;        // a second class of a function word: "that" is a determiner too
  VerbForm form = VerbForm::kNone;
  bool noun = false;          // the same letters are often a noun or adjective
  bool intransitive = false;  // a past form without an object is no participle
  bool quantity = false;      // "dozens", "number": in "dozens of people" the people are meant
  bool modal_future = false;  // will, shall
};

// const = thread-safe.
class Lexicon {
 public:
  // Errors: data_invalid, every mistake of extractors/groups/{words,verbs}.tsv.
  static Result<Lexicon> Load(const Data& data);

  // Null: in no table.
  const WordEntry* Find(uint64_t fold) const { return words_.Find(fold); }

 private:
  friend class LexiconBuilder;
  HashTable<WordEntry> words_;
};

// "companies" → "company", "buses" → "bus", "men" → "man"; any other word is returned as it is. `word` is folded.
std::string Singular(std::string_view word);

}  // namespace factbox::groups
