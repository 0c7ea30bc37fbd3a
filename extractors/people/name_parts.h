// Given and family name of a full name, by the usage of its culture.
//
//   Beatriz Lagos Henríquez → Beatriz | Lagos Henríquez      Kim Hyun-woo → Hyun-woo | Kim      Lars van der Berg → Lars | van der Berg
//
// Told by the cultures of the name lists: family first for Chinese, Korean and Vietnamese names, two family names for Spanish and Portuguese
// ones, a family name from its particle on. Limits: Hungarian and Japanese names in native order read as Western ones; Icelandic
// patronymics count as family names.
#pragma once

#include <span>

#include "document/layers.h"
#include "gazetteer/data.h"

namespace factbox::people {

struct NameParts {
  TokenRange given, family;  // either may be empty; suffixes (Jr.) and initials before a given name belong to neither
};

// Requires: `matches` sorted as the matches layer.
NameParts SplitName(const Data& data, std::span<const Token> tokens, std::span<const Match> matches, TokenRange name);

// Readings of one token alone, as far as people's names go.
KindSet NameKinds(std::span<const Match> matches, uint32_t token);

}  // namespace factbox::people
