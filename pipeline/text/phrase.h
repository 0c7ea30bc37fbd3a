// Phrases of a text as the gazetteers know them.
#pragma once

#include <cstdint>
#include <span>

#include "text/fold.h"
#include "text/token.h"

namespace factbox {

// The hash of the phrase that `range` is in the gazetteers. Hyphens behind the first token are transparent: Al-Qaeda is Al Qaeda.
// Requires: `range` is not empty.
inline uint64_t PhraseHash(std::span<const Token> tokens, TokenRange range) {
  uint64_t phrase = tokens[range.begin].fold;
  for (uint32_t i = range.begin + 1; i < range.end; ++i)
    if (tokens[i].mark != '-') phrase = ExtendPhrase(phrase, tokens[i].fold);
  return phrase;
}

}  // namespace factbox
