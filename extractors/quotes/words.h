// The lists of lists.tsv: what a word is taken for where grammar is needed and no tagger is at hand.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gazetteer/data.h"

namespace factbox::quotes {

// Of a word, or of an atom (outline.h). A word may be of several classes.
enum WordClass : uint32_t {
  kArticle = 1 << 0,       // the, this, some, many
  kPossessive = 1 << 1,    // his, their
  kPreposition = 1 << 2,   // in, on, during
  kBelongs = 1 << 3,       // of, for, from: may follow within a description
  kSubordinator = 1 << 4,  // that, because, when
  kCoordinator = 1 << 5,   // and, but
  kAuxiliary = 1 << 6,     // has, will, was
  kAdverb = 1 << 7,        // also, later
  kPronoun = 1 << 8,       // he, they, nobody: as a subject
  kRelative = 1 << 9,      // who, which, whose
  kVerb = 1 << 10,         // went, has: a finite form
  kObject = 1 << 11,       // me, reporters: who is told
  kClause = 1 << 12,       // said, believes: may be followed by a clause without "that"
  kNaming = 1 << 13,       // titled, dubbed, so-called: what follows in quotation marks is a name
  kPlural = 1 << 14,       // people, police: a plural without s
  kMale = 1 << 15,
  kFemale = 1 << 16,
  kBe = 1 << 17,  // was, been: with a past form, the passive
  kNot = 1 << 18,
  kTo = 1 << 19,
  kBy = 1 << 20,        // behind a passive: who speaks
  kQuestion = 1 << 21,  // whether, why: opens what is asked or explained
  kTell = 1 << 22,      // told, assured: whom is said before what
  kNoun = 1 << 23,      // not what its ending says (family), or oftener a noun than a verb (remarks)
  // Not from lists:
  kDate = 1 << 24,
  kTitle = 1 << 25,
  kCapital = 1 << 26,
  kEndsInS = 1 << 27,
  kEndsInEd = 1 << 28,  // in small letters
};

// const = thread-safe.
class WordLists {
 public:
  // Errors: data_invalid, every mistake of extractors/quotes/lists.tsv.
  static Result<WordLists> Load(const Data& data);

  uint32_t Of(uint64_t fold) const {
    for (uint64_t at = fold & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.classes == 0) return 0;
      if (slot.fold == fold) return slot.classes;
    }
  }

 private:
  struct Slot {
    uint64_t fold = 0;
    uint32_t classes = 0;  // 0: free
  };
  // Every word of every text is looked up: an open-addressing table, at most half full.
  std::vector<Slot> slots_ = std::vector<Slot>(1);
  uint64_t mask_ = 0;
};

}  // namespace factbox::quotes
