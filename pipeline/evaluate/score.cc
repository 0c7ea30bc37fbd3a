#include "evaluate/score.h"

#include <algorithm>
#include <unordered_map>

namespace factbox::evaluate {
namespace {

struct StretchHash {
  size_t operator()(const Stretch& at) const { return static_cast<size_t>(at.start * 0x9E3779B97F4A7C15 + at.end); }
};

bool OfKinds(const std::string& kind, bool demonyms) { return kind == "name" || kind == "short" || (demonyms && kind == "demonym"); }

}  // namespace

Predictions::Predictions(const Facts& gold, const Facts& record) : gold_(gold), record_(record), text_(record.article.text) {
  if (gold.length && !record.article.text.empty()) shift_ = text_.length() - *gold.length;
}

bool Predictions::Excused(Layer layer, Stretch at, const std::string& kind) const {
  for (const auto& [ignored, stretch] : gold_.ignore)
    if (ignored == layer && at.Touches(stretch)) return true;
  if (layer != kDates && layer != kNumbers) return false;
  const auto kinds = gold_.unscored.find(layer);
  return kinds != gold_.unscored.end() && (kinds->second.count("*") != 0 || kinds->second.count(kind) != 0);
}

std::string Predictions::TextMistake() const {
  if (record_.article.text.empty()) return {};
  if (shift_ < 0) return "article.text is shorter than the text that was annotated";
  const auto differs = [&](Stretch at, const std::string& text) { return !text.empty() && Slice(at) != text; };
  for (const std::vector<Entity>& layer : gold_.entities)
    for (const Entity& entity : layer)
      for (const Mention& mention : entity.mentions)
        if (differs(mention.at, mention.text)) return "article.text is not the text that was annotated: '" + mention.text + "' is not where gold has it";
  for (const Layer layer : {kNumbers, kDates, kQuotes})
    for (const Item& item : gold_.Items(layer))
      if (differs(item.at, item.text)) return "article.text is not the text that was annotated: '" + item.text + "' is not where gold has it";
  return {};
}

std::vector<Spot> Unique(const std::vector<Spot>& spots) {
  std::vector<Spot> out;
  std::unordered_map<Stretch, size_t, StretchHash> seen;
  for (const Spot& spot : spots) {
    const auto [at, is_new] = seen.emplace(spot.at, out.size());
    if (is_new)
      out.push_back(spot);
    else
      out[at->second] = spot;
  }
  return out;
}

std::vector<Pair> PairExact(const std::vector<Spot>& gold, const std::vector<Spot>& predicted) {
  std::unordered_map<Stretch, const Spot*, StretchHash> where;
  for (const Spot& spot : predicted) where[spot.at] = &spot;
  std::vector<Pair> out;
  for (const Spot& spot : gold)
    if (const auto found = where.find(spot.at); found != where.end()) out.emplace_back(spot, *found->second);
  return out;
}

std::vector<Pair> PairOverlap(const std::vector<Spot>& gold, const std::vector<Spot>& predicted, double least) {
  struct Share {
    double share;
    size_t gold, predicted;
  };
  std::vector<Share> shares;
  for (size_t i = 0; i < gold.size(); ++i)
    for (size_t j = 0; j < predicted.size(); ++j) {
      const Stretch g = gold[i].at, p = predicted[j].at;
      const int64_t common = std::min(g.end, p.end) - std::max(g.start, p.start);
      if (common > 0) shares.push_back({static_cast<double>(common) / static_cast<double>(std::max(g.end, p.end) - std::min(g.start, p.start)), i, j});
    }
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.share > b.share; });
  std::vector<bool> gold_taken(gold.size()), predicted_taken(predicted.size());
  std::vector<Pair> out;
  for (const Share& share : shares) {
    if (share.share <= least || gold_taken[share.gold] || predicted_taken[share.predicted]) continue;
    gold_taken[share.gold] = predicted_taken[share.predicted] = true;
    out.emplace_back(gold[share.gold], predicted[share.predicted]);
  }
  return out;
}

namespace {
bool Augment(const std::vector<std::vector<size_t>>& near, size_t left, std::vector<bool>& seen, std::vector<int>& taken) {
  for (const size_t right : near[left]) {
    if (seen[right]) continue;
    seen[right] = true;
    if (taken[right] < 0 || Augment(near, static_cast<size_t>(taken[right]), seen, taken)) {
      taken[right] = static_cast<int>(left);
      return true;
    }
  }
  return false;
}
}  // namespace

std::vector<int> PairUp(const std::vector<std::vector<size_t>>& near, size_t right) {
  std::vector<int> taken(right, -1);
  for (size_t left = 0; left < near.size(); ++left) {
    std::vector<bool> seen(right);
    Augment(near, left, seen, taken);
  }
  return taken;
}

std::vector<Spot> GoldMentions(const Facts& gold, Layer layer, bool demonyms) {
  std::vector<Spot> out;
  const std::vector<Entity>& entities = gold.entities[layer];
  for (size_t i = 0; i < entities.size(); ++i)
    for (const Mention& mention : entities[i].mentions)
      if (OfKinds(mention.kind, demonyms)) out.push_back({mention.at, i});
  return Unique(out);
}

std::vector<Spot> PredictedMentions(const Predictions& predictions, Layer layer, bool demonyms) {
  std::vector<Spot> out;
  const std::vector<Entity>& entities = predictions.record().entities[layer];
  for (size_t i = 0; i < entities.size(); ++i)
    for (const Mention& mention : entities[i].mentions)
      if (OfKinds(mention.kind, demonyms) && mention.at.start >= predictions.shift()) out.push_back({predictions.Shifted(mention.at), i});
  return Unique(out);
}

void Context::Note(const std::string& sort, Stretch at, std::string gold_value, std::string got, const std::string& why) const {
  ++scoring.mistake_counts[sort];
  std::vector<Mistake>& kept = scoring.mistakes[sort];
  if (kept.size() >= scoring.keep_mistakes) return;
  Sentence sentence = predictions.SentenceOf(at);
  kept.push_back({sort, gold.id, std::move(sentence.before), std::move(sentence.text), std::move(sentence.after), std::move(gold_value), std::move(got), why});
}

size_t NoteSpans(const Context& context, const std::string& sort, Layer layer, const std::vector<Pair>& pairs, const std::vector<Spot>& gold,
                 const std::vector<Spot>& predicted, bool note) {
  std::set<Stretch> hit, right;
  for (const auto& [g, p] : pairs) {
    hit.insert(g.at);
    right.insert(p.at);
  }
  const Facts& record = context.predictions.record();
  size_t spurious = 0;
  for (const Spot& spot : predicted) {
    if (right.count(spot.at) != 0) continue;
    const bool is_name = layer <= kPlaces;
    const std::string kind = is_name ? std::string() : record.Items(layer)[spot.index].kind;
    if (context.predictions.Excused(layer, spot.at, kind)) continue;
    ++spurious;
    if (note) {
      const std::string& why = is_name ? record.entities[layer][spot.index].why : record.Items(layer)[spot.index].why;
      context.Note(sort + " spurious", spot.at, "", is_name ? record.entities[layer][spot.index].name : "", why);
    }
  }
  if (note)
    for (const Spot& spot : gold)
      if (hit.count(spot.at) == 0) context.Note(sort + " missed", spot.at, layer <= kPlaces ? context.gold.entities[layer][spot.index].name : "", "", "");
  return spurious;
}

Tally ScoreDocument(const Facts& gold, const Facts& record, Scoring& scoring) {
  Tally tally;
  const Predictions predictions(gold, record);
  const Context context{gold, predictions, tally, scoring};
  const NamePairs pairs = ScoreNames(context);
  if (pairs.scored[kPlaces]) ScorePlaces(context, pairs.of[kPlaces]);
  ScoreEntities(context, pairs);
  for (const Layer layer : {kDates, kNumbers}) {
    if (!gold.Annotated(layer, "span")) continue;
    if (!gold.whole) ScoreValueSpans(context, layer);
    if (gold.Annotated(layer, "value")) ScoreValues(context, layer);
  }
  if (gold.Annotated("quotes.span")) ScoreQuotes(context);
  ScoreEvents(context);
  if (gold.article.stated) ScoreArticle(context);
  return tally;
}

}  // namespace factbox::evaluate
