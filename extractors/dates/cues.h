// Whether a sentence looks back or ahead where it names a time: "left Friday", "will leave Friday". Words in cues.tsv.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "extractors/dates/atoms.h"
#include "extractors/dates/meaning.h"

namespace factbox::dates {

// Whether words look back or ahead. Filled once, then const = thread-safe.
class Cues {
 public:
  void Read(const Data& data, Mistakes& mistakes);
  // The direction that the sentence gives to the tokens: kLast, kNext, or kOpen where nothing is said.
  Direction Around(const Input& input, TokenRange sentence, TokenRange tokens) const;

 private:
  Direction Of(const Input& input, uint32_t token) const;
  std::unordered_map<uint64_t, Direction> words_;
};

}  // namespace factbox::dates
