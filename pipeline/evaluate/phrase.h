// Do two noun phrases name the same thing? By head word, without a parser.
//
//   HeadOf("Rebels in the north") = "rebels"   SamePhrase("the northern city of Taiz", "city of Taiz")
#pragma once

#include <string>

namespace factbox::evaluate {

// The last word before the first preposition or relative word, in small letters, accents and possessive endings off, what stands in brackets left
// out; empty if there is none.
std::string HeadOf(const std::string& phrase);

// The same head, or half of the words in common (F1 of the words that are neither articles nor prepositions).
bool SamePhrase(const std::string& a, const std::string& b);

}  // namespace factbox::evaluate
