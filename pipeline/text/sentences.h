// Where sentences end, once tokens are cut. The second half of segmenter.cc; use it through Segmenter.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/segmenter.h"
#include "text/token.h"

namespace factbox {

// Appends the sentences of tokens[first …].
void CutSentences(std::string_view text, const std::vector<Token>& tokens, size_t first, const Abbreviations& abbreviations, std::vector<Sentence>& out);

// True if Unicode's rules (UAX #29, SB3 to SB998) put a boundary at `at`, given that no line ends there. As ICU's sentence iterator, without
// its pass over all of the text. Requires: valid UTF-8, `at` on a boundary of code points, within the text.
bool IsSentenceBoundary(std::string_view text, size_t at);

}  // namespace factbox
