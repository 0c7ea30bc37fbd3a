// "Gunmen attacked a bus near Karsa on Friday, killing five passengers, police said."
//   → ASSAULT, occurred, according to police: actor Gunmen (UAF), target a bus, victim five passengers (killed, 5), place Karsa, date Friday
//
// Types, modes and codes are those of PLOVER with an extension for other news (ontology.tsv). Words tell of events (triggers_*.tsv), the groups around
// them play the roles (finder.h, effects.cc), the words over them say how real they are (assess.h), and what several sentences tell becomes one
// event (merge.h). The way is FASTUS's: cheap levels over the whole text, dear ones only where a trigger stands.
// Left out on purpose: habits and sums, conditions, questions, plots of films and books, sport told as war, and nouns that nobody does or suffers. A
// false event is worse than a missing one.
#include "extractors/events/events.h"

#include "extractors/events/assess.h"
#include "extractors/events/finder.h"
#include "extractors/events/merge.h"

namespace factbox {
namespace events {
namespace {

class EventsStage : public Stage {
 public:
  EventsStage(const Data& data, Lexicon lexicon) : data_(data), lexicon_(std::move(lexicon)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"events", 1,
                                     LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kNumbers, Layer::kDates, Layer::kNames,
                                              Layer::kOrganizations, Layer::kPlaces, Layer::kPeople, Layer::kWords, Layer::kGroups),
                                     LayersOf(Layer::kEvents)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    std::vector<Event>& out = writer.events();
    const std::span<const Group> groups = reader.groups();
    const Participants participants(data_, lexicon_, reader);
    Finder finder(lexicon_, participants, document, reader);
    std::vector<Draft> drafts;
    uint32_t first = 0;
    for (uint32_t s = 0; s < reader.sentences().size(); ++s) {
      const Sentence& sentence = reader.sentences()[s];
      uint32_t end = first;
      while (end < groups.size() && groups[end].tokens.begin < sentence.tokens.end) ++end;
      const size_t start = drafts.size();
      if (end > first) finder.Find(s, first, end, drafts);
      if (drafts.size() > start) Assess(lexicon_, participants, reader, s, first, end, start, drafts);
      first = end;
    }
    Merge(lexicon_, reader, drafts, out);
  }

 private:
  const Data& data_;
  Lexicon lexicon_;
};

}  // namespace
}  // namespace events

Result<std::unique_ptr<Stage>> MakeEventsStage(const Data& data) {
  Result<events::Lexicon> lexicon = events::Lexicon::Load(data);
  if (!lexicon) return lexicon.error();
  return std::unique_ptr<Stage>(std::make_unique<events::EventsStage>(data, std::move(*lexicon)));
}

}  // namespace factbox
