// Groups: noun and verb groups, and the words between them.
//
//   "Two gunmen on a motorcycle | have killed | the mayor | of | Santa Elena | , | officials | said"
//
// A noun group runs from its determiner to its head ("the country's former finance minister Ana Ruiz" is one; what a possessive names is kept
// apart), a verb group from the first auxiliary to the verb. "dozens of people" is one group, of people. Adverbs, quotation marks and what stands in
// brackets belong to no group. Limits: no attachment of what follows a preposition; relations.h adds who does what.
#pragma once

#include <span>
#include <vector>

#include "document/layers.h"
#include "extractors/groups/lexicon.h"

namespace factbox::groups {

// Appends the groups of one sentence. `dates`: for each token, 1 + the date it is of, or 0.
void ChunkSentence(const Lexicon& lexicon, std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, TokenRange sentence,
                   std::vector<Group>& groups);

}  // namespace factbox::groups
