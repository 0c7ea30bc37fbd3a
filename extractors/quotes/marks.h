// Which stretches of a text stand between quotation marks.
//
//   “It’s over,” he said.      "I don't know," she said, "who 'they' are."      „Nein“, sagte er      ‘We won,’ said Ms Khan
//
// Double marks of all forms go before single ones; marks within a stretch are part of it. A speech over several paragraphs, each
// opened anew and only the last closed, is one stretch a paragraph. A stretch that is never closed ends with its paragraph.
// Limits: inches and feet, apostrophes of omission ('em) and plural possessives are told from marks by their neighbours alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/span.h"
#include "text/token.h"

namespace factbox::quotes {

struct Quoted {
  TokenRange outer;        // with its marks
  TokenRange content;      // without them; never empty
  bool goes_on = false;    // not closed, and the next paragraph opens again
  bool continues = false;  // the stretch before goes on in this one
};

// In text order, disjoint. Linear in the number of tokens.
std::vector<Quoted> FindQuoted(std::span<const Token> tokens);

}  // namespace factbox::quotes
