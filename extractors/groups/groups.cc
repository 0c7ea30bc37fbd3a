// "Two gunmen on a motorcycle killed the mayor of Santa Elena, officials said."
//   → [Two gunmen] on [a motorcycle] [killed] [the mayor] of [Santa Elena] , [officials] [said]
//     killed: subject Two gunmen, object the mayor
//
// Events and quotes are found on these groups. The way is that of a cascade: a class for each word (lexicon.h, tagger.h), groups (chunker.h), then
// lists, appositions, subjects and objects (relations.h). Each level is one pass, so the whole is linear. Names, numbers, dates and titles come
// from the stages that know them.
// Left out: where a phrase with a preposition belongs; pronouns are groups but nobody says whom they mean.
#include "extractors/groups/groups.h"

#include "extractors/groups/chunker.h"
#include "extractors/groups/relations.h"
#include "extractors/groups/tagger.h"

namespace factbox {
namespace groups {
namespace {

void MarkKnown(const Reader& reader, std::vector<Known>& known) {
  for (const Match& match : reader.matches()) {
    if ((match.kinds & Bit(EntryKind::kTitle)) == 0 || match.tokens.size() < 2) continue;
    for (uint32_t i = match.tokens.begin; i < match.tokens.end; ++i) known[i] = Known::kTitle;
  }
  for (const Number& number : reader.numbers())
    for (uint32_t i = number.tokens.begin; i < number.tokens.end; ++i) known[i] = Known::kNumber;
  for (const Name& name : reader.names())
    for (uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) known[i] = Known::kName;
}

class GroupsStage : public Stage {
 public:
  explicit GroupsStage(Lexicon lexicon) : lexicon_(std::move(lexicon)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"groups", 1, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kNumbers, Layer::kDates, Layer::kNames),
                                     LayersOf(Layer::kWords, Layer::kGroups)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    const std::span<const Token> tokens = reader.tokens();
    std::vector<Word>& words = writer.words();
    std::vector<Group>& groups = writer.groups();
    words.resize(tokens.size());
    groups.reserve(tokens.size() * 2 / 3);
    Tagging tagging;
    tagging.known.assign(tokens.size(), Known::kNothing);
    MarkKnown(reader, tagging.known);
    std::vector<uint32_t> dates(tokens.size(), 0);
    for (uint32_t d = 0; d < reader.dates().size(); ++d)
      for (uint32_t i = reader.dates()[d].tokens.begin; i < reader.dates()[d].tokens.end; ++i) dates[i] = d + 1;
    for (const Sentence& sentence : reader.sentences()) {
      TagSentence(lexicon_, document.text(), tokens, sentence, tagging, words);
      const auto first = static_cast<uint32_t>(groups.size());
      ChunkSentence(lexicon_, tokens, words, dates, sentence.tokens, groups);
      RelateGroups(tokens, words, dates, sentence.kind, first, groups);
    }
  }

 private:
  Lexicon lexicon_;
};

}  // namespace
}  // namespace groups

Result<std::unique_ptr<Stage>> MakeGroupsStage(const Data& data) {
  Result<groups::Lexicon> lexicon = groups::Lexicon::Load(data);
  if (!lexicon) return lexicon.error();
  return std::unique_ptr<Stage>(std::make_unique<groups::GroupsStage>(std::move(*lexicon)));
}

}  // namespace factbox
