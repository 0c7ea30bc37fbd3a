// The sentence around a stretch, for people who read mistakes.
#pragma once

#include <string>

#include "evaluate/wide_text.h"

namespace factbox::evaluate {

struct Sentence {
  std::string before, text, after;  // on one line
};

// Cut at line breaks, at marks that end sentences before a blank, and 200 code points from the stretch. Nothing before code point `first`.
Sentence SentenceAround(const Sliceable& text, Stretch at, int64_t first);

}  // namespace factbox::evaluate
