// A document as a row of atoms: words and marks, but a name, a date, a reporting phrase and a quoted stretch are one atom each.
//
//   “It’s over, I think,” Prime Minister Ana Ruiz told reporters on Monday.
//   [quoted] [Prime] [Minister] [Ana Ruiz] [told reporters] [on] [Monday] [.]
//
// So who speaks is looked for without stumbling over what is said. Sentences are cut anew around the stretches: “Who knows?” she said is
// one, and a stretch that ends its sentence ends the outline's.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "document/stage.h"
#include "extractors/quotes/marks.h"
#include "extractors/quotes/words.h"
#include "gazetteer/data.h"

namespace factbox::quotes {

constexpr uint32_t kNone = UINT32_MAX;

enum class CueForm : uint8_t { kBase, kThird, kPast, kParticiple, kPhrase };  // say, says, said, saying; according to

struct Atom {
  TokenRange tokens;
  uint32_t classes = 0;     // WordClass
  uint32_t quoted = kNone;  // index into Outline::quoted
  uint32_t name = kNone;    // index of a Name
  uint32_t cue = kNone;     // index into Outline::cues
  char mark = 0;            // Token::mark
};

// A reporting verb or phrase, not yet known to report anything.
struct Cue {
  uint32_t atom = 0;
  CueForm form = CueForm::kPast;
  bool strong = false;
  bool thought = false;
  bool prefers_clause = false;  // may be followed by a clause without "that"
  std::string_view lemma;
};

struct OutlineSentence {
  uint32_t begin = 0, end = 0;          // atoms
  uint32_t cue_begin = 0, cue_end = 0;  // cues
  bool paragraph_start = false;
};

struct Outline {
  std::vector<Quoted> quoted;
  std::vector<Atom> atoms;
  std::vector<Cue> cues;
  std::vector<OutlineSentence> sentences;
};

Outline MakeOutline(const Data& data, const WordLists& words, const Document& document, const Reader& reader);

}  // namespace factbox::quotes
