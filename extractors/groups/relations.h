// Who does what: lists, appositions, subjects, objects, and which verb completes which.
//
//   "The men, who had robbed a bank, were arrested by police"
//     had robbed: subject The men, object a bank         were arrested: subject The men (passive)
//   "Rebels threatened to shell the port and said troops had fired first"
//     to shell: subject Rebels, governor threatened, object the port      had fired: subject troops, governor said
//
// One pass from left to right over the groups of a sentence. Each look back is short (kReach), so time is linear in the length of a sentence.
// Limits: relative clauses without "who", "which" or "that" that have a verb of their own; lists of clauses with their own subjects left out.
#pragma once

#include <span>
#include <vector>

#include "document/layers.h"

namespace factbox::groups {

// Fills in the relations of groups [first, groups.size()), which are those of one sentence.
void RelateGroups(std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, SentenceKind kind, uint32_t first,
                  std::vector<Group>& groups);

}  // namespace factbox::groups
