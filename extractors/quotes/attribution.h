// Which reporting verb a quoted stretch belongs to, and so who said it.
//
//   “It’s over,” Ruiz said. “We lost.”            cue after the quote; the second goes on without one
//   Ruiz told Radio Andes the vote was “a farce”  cue before
//   The vote was “a farce”, according to Ruiz.    cue later in the sentence
//   Ruiz was blunt:\n“We lost.”                   led in by the sentence before
//
// Each quote is looked at once, with the cues of its sentence and its neighbours: linear in the length of the text.
#pragma once

#include <vector>

#include "document/stage.h"
#include "extractors/quotes/outline.h"
#include "extractors/quotes/phrases.h"

namespace factbox::quotes {

// A reporting verb in use, with its subject.
struct Use {
  uint32_t cue = kNone;  // index into Outline::cues
  uint32_t atom = 0;
  uint32_t sentence = 0;
  Phrase subject;
  bool own = false;       // the subject stands beside the verb, not taken over from a clause before
  bool inverted = false;  // said Ruiz
};

struct Attribution {
  std::string_view rule;  // empty: nobody says it, the marks mean something else
  uint32_t use = kNone;
  Phrase speaker;
  uint32_t sentence = kNone;  // of the speaker
};

struct Attributions {
  std::vector<Use> uses;               // in text order
  std::vector<Attribution> of_quoted;  // by Outline::quoted
};

Attributions Attribute(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens);

}  // namespace factbox::quotes
