// Folding for matching: what names are compared by.
//
//   Fold("São Tomé") = "sao tome"   Fold("U.S.") = "us"   Fold("Xi'an") = "xian"   Fold("Łódź") = "lodz"   Fold("ＮＨＫ") = "nhk"
//
// Case, accents, width, apostrophes and full stops inside a word are dropped; letters that Unicode does not decompose but English news
// writes plain (ø ł đ ß æ œ þ ı) are spelled out. "&" folds to "and". Which of two names with one fold is meant is told by shape and
// context, not here. Not transliteration: Cyrillic stays Cyrillic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace factbox {

// Requires: valid UTF-8. Blanks and other characters are kept.
std::string Fold(std::string_view text);

// Equal for two tokens exactly if their folded forms are (but for collisions at 2^-64). Never allocates for ASCII.
uint64_t FoldHash(std::string_view token);

// The hash of a phrase from those of its tokens: start with the first token's FoldHash, then extend token by token.
inline uint64_t ExtendPhrase(uint64_t phrase, uint64_t token) { return CombineHash(phrase, token); }

}  // namespace factbox
