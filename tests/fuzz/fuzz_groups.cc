// Whatever classes words have: groups are in order and apart, heads lie within them, and every relation points to a group of the same sentence, at
// other groups than itself, in lists without a circle. The first half of the input is text, the second gives the words their classes.
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extractors/groups/chunker.h"
#include "extractors/groups/relations.h"
#include "fuzz_target.h"
#include "text/segmenter.h"

void factbox::Fuzz(std::string_view input) {
  const std::string text = RepairUtf8(input.substr(0, input.size() / 2)).text;
  const std::string_view classes = input.substr(input.size() / 2);
  const Abbreviations abbreviations;
  Segmenter segmenter(abbreviations);
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);

  std::vector<Word> words(tokens.size());
  for (size_t i = 0; i < words.size() && !classes.empty(); ++i) {
    const auto byte = static_cast<unsigned char>(classes[i % classes.size()]);
    const bool punctuation = !IsWord(tokens[i]);
    words[i].lemma = tokens[i].fold;
    words[i].word_class = punctuation ? WordClass::kPunctuation : static_cast<WordClass>(byte % static_cast<unsigned>(WordClass::kPunctuation));
    words[i].form = static_cast<VerbForm>(byte / 32 % 7);
  }
  const std::vector<uint32_t> dates(tokens.size(), 0);
  const groups::Lexicon lexicon;
  std::vector<Group> found;
  for (const Sentence& sentence : sentences) {
    const auto first = static_cast<uint32_t>(found.size());
    groups::ChunkSentence(lexicon, tokens, words, dates, sentence.tokens, found);
    groups::RelateGroups(tokens, words, dates, sentence.kind, first, found);
    uint32_t after = sentence.tokens.begin;
    for (uint32_t i = first; i < found.size(); ++i) {
      const Group& group = found[i];
      FUZZ_REQUIRE(after <= group.tokens.begin && group.tokens.begin < group.tokens.end && group.tokens.end <= sentence.tokens.end);
      FUZZ_REQUIRE(group.tokens.Contains(group.head));
      for (const uint32_t other : {group.subject, group.object, group.governor, group.next, group.apposition})
        FUZZ_REQUIRE(other == Group::kNone || (first <= other && other < found.size() && other != i));
      FUZZ_REQUIRE(group.next == Group::kNone || group.next > i);
      after = group.tokens.end;
    }
  }
}
