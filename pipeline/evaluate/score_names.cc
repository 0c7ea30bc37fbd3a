// People, organizations and places: mentions, points and clusters.
//
//   gold "Ana Sousa" PER at 0–9; the record has it as ORG  →  PER missed, ORG spurious, and one in the confusion of PER and ORG
#include <fmt/format.h>
#include <algorithm>

#include "evaluate/assignment.h"
#include "evaluate/same.h"
#include "evaluate/score.h"

namespace factbox::evaluate {
namespace {

bool Demonyms(const Facts& gold, Layer layer) { return gold.Annotated(layer, "demonyms"); }

void TallySpans(const Context& context, const std::string& name, const std::vector<Pair>& pairs, size_t gold, size_t spurious) {
  const double right = static_cast<double>(pairs.size());
  context.Add(name, {right, right + static_cast<double>(spurious), right, static_cast<double>(gold)});
}

std::string Point(const Entity& entity) {
  return entity.point ? fmt::format("{} {:.3f},{:.3f}", entity.name, entity.point->first, entity.point->second) : entity.name;
}

// Which type the record gave to the stretches of gold, and which gold the record's.
void CountConfusion(const Context& context, const std::vector<Spot> (&gold)[3], const std::vector<Spot> (&got)[3], const bool (&scored)[3]) {
  std::map<Stretch, std::pair<std::string, std::string>> types;
  for (const Layer layer : kNameLayers) {
    if (!scored[layer]) continue;
    for (const Spot& spot : gold[layer]) types[spot.at].first = TagOf(layer);
    for (const Spot& spot : got[layer]) types[spot.at].second = TagOf(layer);
  }
  Confusion& confusion = context.scoring.confusions["names"];
  for (const auto& [at, type] : types) ++confusion[type.first.empty() ? "-" : type.first][type.second.empty() ? "-" : type.second];
}

}  // namespace

NamePairs ScoreNames(const Context& context) {
  NamePairs out;
  std::vector<Spot> gold[3], got[3], all_gold, all_got;
  size_t types = 0;
  for (const Layer layer : kNameLayers) types += context.gold.Annotated(layer, "mentions") ? 1 : 0;
  for (const Layer layer : kNameLayers) {
    if (!context.gold.Annotated(layer, "mentions")) continue;
    out.scored[layer] = true;
    const bool demonyms = Demonyms(context.gold, layer);
    gold[layer] = GoldMentions(context.gold, layer, demonyms);
    got[layer] = PredictedMentions(context.predictions, layer, demonyms);
    out.of[layer] = PairExact(gold[layer], got[layer]);
    const std::vector<Pair> overlaps = PairOverlap(gold[layer], got[layer]);
    const size_t exact_spurious = NoteSpans(context, TagOf(layer), layer, out.of[layer], gold[layer], got[layer], true);
    const size_t overlap_spurious = NoteSpans(context, TagOf(layer), layer, overlaps, gold[layer], got[layer], false);
    for (const std::string& name : {std::string(TagOf(layer)), std::string("all")}) {
      if (name == "all" && types < 2) continue;
      TallySpans(context, "names/" + name + " exact", out.of[layer], gold[layer].size(), exact_spurious);
      TallySpans(context, "names/" + name + " overlap", overlaps, gold[layer].size(), overlap_spurious);
    }
    all_gold.insert(all_gold.end(), gold[layer].begin(), gold[layer].end());
    all_got.insert(all_got.end(), got[layer].begin(), got[layer].end());
  }
  if (types > 1) {
    all_gold = Unique(all_gold);
    all_got = Unique(all_got);
    const std::vector<Pair> pairs = PairExact(all_gold, all_got);
    std::set<Stretch> right;
    for (const auto& [g, p] : pairs) right.insert(p.at);
    const size_t spurious = static_cast<size_t>(std::count_if(
        all_got.begin(), all_got.end(), [&](const Spot& spot) { return right.count(spot.at) == 0 && !context.predictions.Excused(kPlaces, spot.at, ""); }));
    TallySpans(context, "names/all untyped", pairs, all_gold.size(), spurious);
    CountConfusion(context, gold, got, out.scored);
  }
  return out;
}

void ScorePlaces(const Context& context, const std::vector<Pair>& pairs) {
  const bool demonyms = Demonyms(context.gold, kPlaces);
  const std::vector<Spot> gold = GoldMentions(context.gold, kPlaces, demonyms), got = PredictedMentions(context.predictions, kPlaces, demonyms);
  const std::vector<Entity>&gold_places = context.gold.entities[kPlaces], &got_places = context.predictions.record().entities[kPlaces];
  const size_t spurious = NoteSpans(context, "LOC", kPlaces, pairs, gold, got, false);
  TallySpans(context, "places/exact", pairs, gold.size(), spurious);
  double with_point = 0, near = 0, countries = 0, same_country = 0, ids = 0, same_id = 0;
  for (const auto& [g, p] : pairs) {
    const Entity &true_place = gold_places[g.index], &found = got_places[p.index];
    if (true_place.point) {
      ++with_point;
      if (found.point && context.gold.Annotated("places.point"))
        context.scoring.kilometres.push_back(static_cast<float>(Kilometres(*true_place.point, *found.point)));
      if (SamePlace(true_place, found))
        ++near;
      else if (context.gold.Annotated("places.point"))
        context.Note("place elsewhere", g.at, Point(true_place), Point(found), found.why);
    }
    if (!true_place.country.empty()) {
      ++countries;
      same_country += true_place.country == found.country ? 1 : 0;
      if (true_place.country != found.country && context.gold.Annotated("places.country"))
        context.Note("place country", g.at, true_place.country, found.country, found.why);
    }
    if (true_place.geonames) {
      ++ids;
      same_id += true_place.geonames == found.geonames ? 1 : 0;
    }
  }
  if (context.gold.Annotated("places.point")) {
    context.Add("places/within 161 km if found", near, with_point);
    const double all =
        static_cast<double>(std::count_if(gold.begin(), gold.end(), [&](const Spot& spot) { return gold_places[spot.index].point.has_value(); }));
    context.Add("places/end to end", {near, with_point + static_cast<double>(spurious), near, all});
  }
  if (context.gold.Annotated("places.country")) context.Add("places/country if found", same_country, countries);
  if (context.gold.Annotated("places.geonames")) context.Add("places/GeoNames id if found", same_id, ids);
}

namespace {

// How gold's entities and the record's share mentions; in order of the pairs, so that sums of fractions are the same on every run.
struct Shared {
  std::vector<std::pair<std::pair<size_t, size_t>, double>> counts;
  std::map<size_t, double> gold_found, got_found, gold_size, got_size;
};

Shared CountShared(const std::vector<Pair>& pairs, const std::vector<Spot>& gold, const std::vector<Spot>& got) {
  Shared out;
  std::map<std::pair<size_t, size_t>, size_t> where;
  for (const auto& [g, p] : pairs) {
    const auto [at, is_new] = where.emplace(std::pair(g.index, p.index), out.counts.size());
    if (is_new) out.counts.push_back({{g.index, p.index}, 0});
    ++out.counts[at->second].second;
    ++out.gold_found[g.index];
    ++out.got_found[p.index];
  }
  for (const Spot& spot : gold) ++out.gold_size[spot.index];
  for (const Spot& spot : got) ++out.got_size[spot.index];
  return out;
}

template <class Size>
double SumSquares(const Shared& shared, const Size& size) {
  double sum = 0;
  for (const auto& [both, n] : shared.counts) sum += n * n / size(both);
  return sum;
}

double Aligned(const Shared& shared) {
  std::vector<std::pair<std::pair<size_t, size_t>, double>> order = shared.counts;
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  std::set<size_t> gold, got;
  for (const auto& [both, n] : order)
    if (gold.count(both.first) == 0 && got.count(both.second) == 0) {
      gold.insert(both.first);
      got.insert(both.second);
    }
  return static_cast<double>(gold.size());
}

// The largest sum of φ4 = 2·|shared| / (|gold| + |predicted|) over one-to-one pairs of clusters.
double Ceaf(Shared& shared) {
  std::map<size_t, size_t> rows, columns;
  for (const auto& [both, n] : shared.counts) {
    rows.emplace(both.first, rows.size());
    columns.emplace(both.second, columns.size());
  }
  std::vector<std::vector<double>> similarity(rows.size(), std::vector<double>(columns.size()));
  for (const auto& [both, n] : shared.counts)
    similarity[rows[both.first]][columns[both.second]] = 2 * n / (shared.gold_size[both.first] + shared.got_size[both.second]);
  return LargestAssignment(similarity);
}

}  // namespace

void ScoreEntities(const Context& context, const NamePairs& all_pairs) {
  for (const Layer layer : kNameLayers) {
    if (!context.gold.Annotated(layer, "entities")) continue;
    const std::vector<Spot> gold = GoldMentions(context.gold, layer, false), got = PredictedMentions(context.predictions, layer, false);
    std::set<Stretch> gold_at, both_at;
    for (const Spot& spot : gold) gold_at.insert(spot.at);
    for (const Spot& spot : got)
      if (gold_at.count(spot.at) != 0) both_at.insert(spot.at);
    std::vector<Pair> pairs;
    for (const Pair& pair : all_pairs.of[layer])
      if (both_at.count(pair.first.at) != 0) pairs.push_back(pair);
    Shared shared = CountShared(pairs, gold, got);
    const double found = static_cast<double>(pairs.size());
    const Row b3 = {SumSquares(shared, [&](auto both) { return shared.got_found[both.second]; }), found,
                    SumSquares(shared, [&](auto both) { return shared.gold_found[both.first]; }), found};
    context.Add(std::string("entities/") + TagOf(layer) + " B3", b3);
    context.Add("entities/B3", b3);
    context.Add("entities/B3 end to end", {SumSquares(shared, [&](auto both) { return shared.got_size[both.second]; }), static_cast<double>(got.size()),
                                           SumSquares(shared, [&](auto both) { return shared.gold_size[both.first]; }), static_cast<double>(gold.size())});
    const double clusters = static_cast<double>(shared.got_size.size()), true_clusters = static_cast<double>(shared.gold_size.size());
    const double aligned = Aligned(shared), ceaf = Ceaf(shared);
    double identical = 0;
    for (const auto& [both, n] : shared.counts) identical += n == shared.gold_size[both.first] && n == shared.got_size[both.second] ? 1 : 0;
    context.Add("entities/CEAF end to end", {ceaf, clusters, ceaf, true_clusters});
    context.Add("entities/aligned", {aligned, clusters, aligned, true_clusters});
    context.Add("entities/identical", {identical, clusters, identical, true_clusters});
  }
}

}  // namespace factbox::evaluate
