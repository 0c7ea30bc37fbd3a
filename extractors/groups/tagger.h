// Which class a word has in its sentence, by its neighbours.
//
//   "Rebels attack a village"   attack: verb      "after the attack"   attack: noun
//   "two wounded soldiers"      wounded: adjective      "was wounded"  wounded: verb
//
// Rules of English word order over the lexicon's classes: one pass from left to right that looks at the class before and the words behind. It is
// a guess that serves finding who did what, not a grammar; what it takes for a noun that is a verb, no event is found by.
#pragma once

#include <span>
#include <vector>

#include "extractors/groups/lexicon.h"

namespace factbox::groups {

// What other stages know of a token.
enum class Known : uint8_t { kNothing, kName, kNumber, kTitle };

// Scratch of one document.
struct Tagging {
  std::vector<Known> known;               // one a token
  std::vector<const WordEntry*> entries;  // of the sentence
};

// Writes words[range] for the tokens of one sentence.
void TagSentence(const Lexicon& lexicon, std::string_view text, std::span<const Token> tokens, const Sentence& sentence, Tagging& scratch,
                 std::span<Word> words);

}  // namespace factbox::groups
