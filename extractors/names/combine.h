// Rules and tagger together: which names a document holds.
//
// The tagger's reading stands, but
//   - the same words elsewhere in the document, and longer names that end in them, have a say in what a name is;
//   - a title in front is no part of a person's name, "the" none of any name that is not listed with it;
//   - a particle in front belongs to it (bin Laden);
//   - listed names of several words, and every name of a user's own tables, are kept whole and keep their type, unless they stand inside a longer name.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extractors/names/facts.h"
#include "extractors/names/spots.h"
#include "extractors/names/tag.h"

namespace factbox::names {

struct Decided {
  TokenRange tokens;
  Label label = Label::kOther;
  float confidence = 0;
  std::string_view rule;
};

// Both in text order. The result is in text order, without overlaps, and without names of other things.
std::vector<Decided> Combine(std::span<const Spot> spots, std::span<const TaggedName> tagged, const Facts& facts, std::span<const Token> tokens);

}  // namespace factbox::names
