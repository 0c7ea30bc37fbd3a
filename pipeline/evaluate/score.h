// Scores one record against one document of gold.
//
//   names     exact: same start, end and type. overlap: same type, stretches touch, one to one. untyped: same start and end. People and
//             organizations count by mentions of kind name and short, places by those and, where gold marks them, demonyms.
//   places    within 161 km (100 miles, as in toponym resolution since Leidner 2008): the point is near, or the GeoNames id is the same, or
//             both are the same country (a country's point is anybody's choice). end to end: exact stretch and within 161 km, of all gold
//             mentions with a point.
//   entities  B³ (Bagga and Baldwin 1998) over the mentions found; end to end: missed and spurious mentions count as well; CEAF: clusters
//             aligned one to one for the largest sum of φ4 (Luo 2005); aligned: greedily by shared mentions; identical: the same mentions.
//   dates,    exact, overlap: as names, leading words that are no part of the value ("in", "about") aside. strict, relaxed, value and
//   numbers   strict+value: as in TempEval-3 (UzZaman et al. 2013), the best-fitting pair taken. A number is right if its amount, kind, unit
//             (converted) and direction ("more than") are.
//   quotes    direct quotes of four words or more. span: half of the joint stretch in common. speaker head: the same head word, or the
//             record's entity has a mention there or the name; exact: the same words but for titles.
//   events    trigger: stretches touch by half or end together, one to one; typed: and the type is right; of those found: mode, status; the
//             arguments of each role by head word or half of the words; merged: the further sentences that tell of the event.
//   article   text: shingles of four words, macro over pages; title, authors, published, language.
//
// `ignore` (stretches) and `unscored` (kinds of predictions) of gold: a prediction there that is not right is not wrong either.
// Functions are pure; `Scoring` is not shared between threads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluate/facts.h"
#include "evaluate/sentence.h"
#include "evaluate/tally.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {

// One mistake, for people.
struct Mistake {
  std::string sort;                 // "PER missed", "date value"
  std::string document;             // its id
  std::string before, text, after;  // the text around it, and it
  std::string gold, got;            // where there is something to compare
  std::string why;                  // the rule that made the prediction, if the record says
};

// gold kind → predicted kind → how often; "-" is none.
using Confusion = std::map<std::string, std::map<std::string, uint64_t>>;

// What becomes of scoring many documents, but for the tallies.
struct Scoring {
  Measures measures;
  size_t keep_mistakes = 0;                              // of each sort
  std::map<std::string, std::vector<Mistake>> mistakes;  // by sort; the first ones
  std::map<std::string, uint64_t> mistake_counts;
  std::map<std::string, Confusion> confusions;  // "names", "number kinds", "event types", …
  std::vector<float> kilometres;                // between gold and predicted points, of mentions found
};

// The predictions of a record in the offsets of the gold text: where the record has a title in front, its offsets are shifted back by the
// difference in length. Keeps references.
class Predictions {
 public:
  Predictions(const Facts& gold, const Facts& record);
  const Facts& record() const { return record_; }
  int64_t shift() const { return shift_; }
  Stretch Shifted(Stretch at) const { return {at.start - shift_, at.end - shift_}; }
  std::string_view Slice(Stretch gold_offsets) const { return text_.Slice({gold_offsets.start + shift_, gold_offsets.end + shift_}); }
  // Of a stretch in gold's offsets.
  Sentence SentenceOf(Stretch at) const { return SentenceAround(text_, {at.start + shift_, at.end + shift_}, 0); }
  // May a prediction of this layer, stretch and kind go wrong without counting?
  bool Excused(Layer layer, Stretch at, const std::string& kind) const;
  // Why the record's text is not the one that was annotated; empty: it is.
  std::string TextMistake() const;

 private:
  const Facts& gold_;
  const Facts& record_;
  Sliceable text_;
  int64_t shift_ = 0;
};

// All of it. `record` may be empty: then all gold is missed.
Tally ScoreDocument(const Facts& gold, const Facts& record, Scoring& scoring);

// ---- the parts, for score_*.cc

// A prediction or gold with its stretch; `index` is of the entity or item.
struct Spot {
  Stretch at;
  size_t index = 0;
};
using Pair = std::pair<Spot, Spot>;  // gold, predicted

// One of each stretch: in the place of the first, the last.
std::vector<Spot> Unique(const std::vector<Spot>& spots);
std::vector<Pair> PairExact(const std::vector<Spot>& gold, const std::vector<Spot>& predicted);
// One to one, larger shares of the joint stretch first; a pair needs more than `least` of it.
std::vector<Pair> PairOverlap(const std::vector<Spot>& gold, const std::vector<Spot>& predicted, double least = 0);
// The largest one-to-one pairing by `alike(left, right)`: for each right one, its left one or -1 (augmenting paths, in order).
std::vector<int> PairUp(const std::vector<std::vector<size_t>>& near, size_t right);

struct Context {
  const Facts& gold;
  const Predictions& predictions;
  Tally& tally;
  Scoring& scoring;

  uint32_t measure(std::string_view name) const { return scoring.measures[name]; }
  void Add(std::string_view name, double right, double all) const { tally.Add(measure(name), right, all); }
  void Add(std::string_view name, const Row& row) const { tally.Add(measure(name), row); }
  // Notes a mistake with the text around `at` (gold offsets).
  void Note(const std::string& sort, Stretch at, std::string gold_value, std::string got, const std::string& why) const;
};

struct NamePairs {
  std::vector<Pair> of[3];
  bool scored[3] = {};
};
NamePairs ScoreNames(const Context& context);
void ScorePlaces(const Context& context, const std::vector<Pair>& pairs);
void ScoreEntities(const Context& context, const NamePairs& pairs);
void ScoreValueSpans(const Context& context, Layer layer);  // dates or numbers, as names
void ScoreValues(const Context& context, Layer layer);      // dates or numbers, as in TempEval-3
void ScoreQuotes(const Context& context);
void ScoreEvents(const Context& context);
void ScoreArticle(const Context& context);

// Notes what was missed and what is spurious of a layer, and returns how many spurious ones count.
size_t NoteSpans(const Context& context, const std::string& sort, Layer layer, const std::vector<Pair>& pairs, const std::vector<Spot>& gold,
                 const std::vector<Spot>& predicted, bool note);

// The spots of a layer's mentions of these kinds: of gold as they are, of a record shifted.
std::vector<Spot> GoldMentions(const Facts& gold, Layer layer, bool demonyms);
std::vector<Spot> PredictedMentions(const Predictions& predictions, Layer layer, bool demonyms);

}  // namespace factbox::evaluate
