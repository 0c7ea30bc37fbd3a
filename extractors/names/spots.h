// Names as rules and lists read them, before the trained tagger is heard.
#pragma once

#include <span>
#include <vector>

#include "extractors/names/evidence.h"
#include "extractors/names/facts.h"

namespace factbox::names {

struct Spot {
  TokenRange tokens;
  Label label = Label::kOther;
  Evidence main = Evidence::kOther;  // what spoke most for it
  float margin = 0;                  // of its score over the next best label's
};

// In text order; they do not overlap.
std::vector<Spot> ReadSpots(const Weights& weights, const Contexts& contexts, const Facts& facts, std::span<const Token> tokens,
                            std::span<const Sentence> sentences);

}  // namespace factbox::names
