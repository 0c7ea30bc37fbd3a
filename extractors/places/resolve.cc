#include "extractors/places/resolve.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

#include "base/tsv.h"

namespace factbox::places {
namespace {

constexpr std::string_view kWeightIds[] = {"prior.country",     "prior.admin1",       "prior.admin2",          "prior.region",       "prior.district",
                                           "prior.city",        "prior.city-tenfold", "prior.city-large",      "prior.city-million", "rank.alternate",
                                           "rank.abbreviation", "context.contained",  "context.not-contained", "context.country",    "context.country-share",
                                           "context.admin1",    "context.near",       "home.country",          "home.admin1"};
static_assert(std::size(kWeightIds) == static_cast<size_t>(Weight::kCount));

constexpr int kRounds = 3;
constexpr double kNearKm = 400;      // beyond it, nearness says nothing
constexpr double kSamePlaceKm = 30;  // candidates this close are one place to a reader: a town and its county

bool SameCountry(const PlaceRecord& a, const PlaceRecord& b) { return a.country[0] != 0 && a.country[0] == b.country[0] && a.country[1] == b.country[1]; }

constexpr double kRadians = 3.14159265358979323846 / 180;

// Great-circle distance on a sphere of 6371 km (haversine).
double Kilometres(const Candidate& a, const Candidate& b) {
  const double dlat = (double{b.place->lat} - double{a.place->lat}) * kRadians / 2, dlon = (double{b.place->lon} - double{a.place->lon}) * kRadians / 2;
  const double h = std::sin(dlat) * std::sin(dlat) + a.cos_lat * b.cos_lat * std::sin(dlon) * std::sin(dlon);
  return 2 * 6371 * std::asin(std::min(1.0, std::sqrt(h)));
}

// True only for places further apart than `km`: a degree of latitude is 111.19 km. Spares most pairs the distance.
bool IsBeyond(const Candidate& a, const Candidate& b, double km) {
  constexpr double kKmPerDegree = 111;
  return std::abs(a.place->lat - b.place->lat) * kKmPerDegree > km;
}

class Resolver {
 public:
  Resolver(const std::vector<const Gazetteer*>& gazetteers, const Weights& weights, const Home& home, std::vector<Toponym>& toponyms)
      : gazetteers_(gazetteers), weights_(weights), home_(home), toponyms_(toponyms) {}

  void Run() {
    for (Toponym& toponym : toponyms_)
      for (Candidate& candidate : toponym.candidates) {
        candidate.cos_lat = std::cos(double{candidate.place->lat} * kRadians);
        candidate.score = candidate.prior = Prior(candidate);
      }
    for (Toponym& toponym : toponyms_) Choose(toponym);
    for (int round = 0; round < kRounds; ++round) {
      CountVotes();
      for (Toponym& toponym : toponyms_)
        for (Candidate& candidate : toponym.candidates) Score(toponym, candidate);
      for (Toponym& toponym : toponyms_) Choose(toponym);
    }
  }

 private:
  std::string_view Admin1(const Candidate& candidate) const { return gazetteers_[candidate.gazetteer]->Text(candidate.place->admin1); }

  float Prior(const Candidate& candidate) const {
    const PlaceRecord& place = *candidate.place;
    const float tenfold = weights_[Weight::kCityPerTenfold] * std::log10(static_cast<float>(place.population) + 1);
    float prior = 0;
    switch (place.kind) {
      case PlaceKind::kCountry: prior = weights_[Weight::kCountry]; break;
      case PlaceKind::kAdmin1: prior = weights_[Weight::kAdmin1] + tenfold / 2; break;
      case PlaceKind::kAdmin2: prior = weights_[Weight::kAdmin2] + tenfold / 2; break;
      case PlaceKind::kDistrict:
      case PlaceKind::kFacility:
      case PlaceKind::kRoad: prior = weights_[Weight::kDistrict] + tenfold / 2; break;
      case PlaceKind::kCity: prior = weights_[Weight::kCityBase] + tenfold + Renown(place); break;
      case PlaceKind::kRegion:
      case PlaceKind::kWater:
      case PlaceKind::kMountain:
      case PlaceKind::kOther: prior = weights_[Weight::kRegion]; break;
    }
    if (candidate.rank == NameRank::kAlternate) prior += weights_[Weight::kAlternate];
    if (candidate.rank == NameRank::kAbbreviation) prior += weights_[Weight::kAbbreviation];
    if (home_.country[0] != 0 && place.country[0] == home_.country[0] && place.country[1] == home_.country[1]) {
      prior += weights_[Weight::kHomeCountry];
      if (!home_.admin1.empty() && Admin1(candidate) == home_.admin1) prior += weights_[Weight::kHomeAdmin1];
    }
    return prior;
  }

  // A local paper means the Paris of its own state; who writes for no place that is known means the one that all know.
  float Renown(const PlaceRecord& city) const {
    constexpr uint32_t kLarge = 300'000, kMillion = 1'000'000;
    if (home_.country[0] != 0 || city.population < kLarge) return 0;
    return weights_[city.population < kMillion ? Weight::kCityLarge : Weight::kCityMillion];
  }

  // Each toponym votes for the country and the first-order division of its place, the surer and the more often mentioned the more.
  void CountVotes() {
    votes_.clear();
    total_ = 0;
    for (size_t i = 0; i < toponyms_.size(); ++i) {
      const Toponym& toponym = toponyms_[i];
      if (toponym.chosen == SIZE_MAX) continue;
      const Candidate& candidate = toponym.candidates[toponym.chosen];
      if (candidate.place->country[0] == 0) continue;
      const float sure = 1 / (1 + std::exp(1 - toponym.margin));
      const float weight = sure * std::sqrt(static_cast<float>(toponym.mentions));
      votes_.push_back({i, weight, candidate.place, Admin1(candidate)});
      total_ += weight;
    }
  }

  void Score(const Toponym& toponym, Candidate& candidate) const {
    const size_t self = static_cast<size_t>(&toponym - toponyms_.data());
    const PlaceRecord& place = *candidate.place;
    candidate.score = candidate.prior;
    candidate.main = Weight::kCityBase;
    float largest = 0.5F;
    const auto add = [&](Weight what, float times) {
      const float value = weights_[what] * times;
      candidate.score += value;
      if (value > largest) largest = value, candidate.main = what;
    };
    if (place.country[0] != 0) {
      // What others than itself give to its country and division.
      const std::string_view admin1 = place.kind != PlaceKind::kAdmin1 ? Admin1(candidate) : std::string_view();
      float country = 0, division = 0;
      for (const Vote& vote : votes_) {
        if (vote.toponym == self || !SameCountry(*vote.place, place)) continue;
        country += vote.weight;
        if (!admin1.empty() && vote.admin1 == admin1) division += vote.weight;
      }
      if (country > 0) add(Weight::kCountryMentioned, std::min(1.0F, country));
      if (total_ > 0) add(Weight::kCountryShare, country / total_);
      if (division > 0) add(Weight::kAdmin1Mentioned, std::min(1.5F, division));
    }
    for (const size_t holder : toponym.containers)
      if (const Toponym& container = toponyms_[holder]; container.chosen != SIZE_MAX) {
        const bool inside =
            std::any_of(container.candidates.begin(), container.candidates.end(), [&](const Candidate& other) { return Contains(other, candidate); });
        add(inside ? Weight::kContained : Weight::kNotContained, 1);
      }
    add(Weight::kNear, Nearness(toponym, candidate));
  }

  // Is `inner` in `outer` as "inner, outer" says?
  bool Contains(const Candidate& outer, const Candidate& inner) const {
    if (outer.place == inner.place || !SameCountry(*outer.place, *inner.place)) return false;
    if (outer.place->kind == PlaceKind::kCountry) return inner.place->kind != PlaceKind::kCountry;
    if (outer.place->kind == PlaceKind::kAdmin1 || outer.place->kind == PlaceKind::kAdmin2)
      return inner.place->kind != PlaceKind::kCountry && inner.place->kind != PlaceKind::kAdmin1 && Admin1(outer) == Admin1(inner);
    return AreOne(outer, inner);
  }

  // 0 to 1: how close the nearest other towns of the same sentence, or of the document, are.
  float Nearness(const Toponym& toponym, const Candidate& candidate) const {
    const PlaceRecord& place = *candidate.place;
    if (!place.located || place.kind == PlaceKind::kCountry) return 0;
    float best = 0;
    for (const Toponym& other : toponyms_) {
      if (&other == &toponym || other.chosen == SIZE_MAX) continue;
      const float sure = std::min(1.0F, std::max(0.0F, other.margin / 2));
      if (sure <= best) continue;  // however near it is
      const Candidate& other_candidate = other.candidates[other.chosen];
      const PlaceRecord& there = *other_candidate.place;
      if (!there.located || there.kind == PlaceKind::kCountry || there.kind == PlaceKind::kAdmin1 || there.kind == PlaceKind::kRegion) continue;
      if (IsBeyond(candidate, other_candidate, kNearKm)) continue;
      const double km = Kilometres(candidate, other_candidate);
      if (km < kNearKm) best = std::max(best, static_cast<float>(1 - km / kNearKm) * sure);
    }
    return best;
  }

  static bool AreOne(const Candidate& a, const Candidate& b) {
    return a.place->located && b.place->located && !IsBeyond(a, b, kSamePlaceKm) && Kilometres(a, b) < kSamePlaceKm;
  }

  void Choose(Toponym& toponym) const {
    toponym.chosen = SIZE_MAX;
    for (size_t i = 0; i < toponym.candidates.size(); ++i)
      if (toponym.chosen == SIZE_MAX || toponym.candidates[i].score > toponym.candidates[toponym.chosen].score) toponym.chosen = i;
    if (toponym.chosen == SIZE_MAX) return;
    const Candidate& best = toponym.candidates[toponym.chosen];
    constexpr float kAlone = 6;  // margin of a name that has one reading
    toponym.margin = kAlone;
    for (const Candidate& other : toponym.candidates) {
      if (&other == &best) continue;
      const float margin = best.score - other.score;
      if (margin < toponym.margin && !AreOne(other, best)) toponym.margin = margin;
    }
  }

  struct Vote {
    size_t toponym;
    float weight;
    const PlaceRecord* place;
    std::string_view admin1;  // of its country; may be empty
  };

  const std::vector<const Gazetteer*>& gazetteers_;
  const Weights& weights_;
  const Home& home_;
  std::vector<Toponym>& toponyms_;
  std::vector<Vote> votes_;  // by toponym
  float total_ = 0;
};

}  // namespace

std::string_view Weights::Id(Weight weight) { return kWeightIds[static_cast<size_t>(weight)]; }

Result<Weights> Weights::Load(const Data& data) {
  Weights weights;
  Mistakes mistakes;
  std::vector<bool> seen(static_cast<size_t>(Weight::kCount), false);
  for (const Data::File& file : data.Files("extractors/places/rules.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"evidence", "weight", "meaning?"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const auto at = std::find(std::begin(kWeightIds), std::end(kWeightIds), row.cells[0]);
      float value = 0;
      const auto [end, error] = std::from_chars(row.cells[1].data(), row.cells[1].data() + row.cells[1].size(), value);
      if (at == std::end(kWeightIds))
        mistakes.push_back(table.At(row, 0, "unknown evidence '" + std::string(row.cells[0]) + "'"));
      else if (error != std::errc() || end != row.cells[1].data() + row.cells[1].size())
        mistakes.push_back(table.At(row, 1, "no number"));
      else
        seen[static_cast<size_t>(at - std::begin(kWeightIds))] = true, weights.values_[static_cast<size_t>(at - std::begin(kWeightIds))] = value;
    }
  }
  for (size_t i = 0; i < seen.size(); ++i)
    if (!seen[i]) mistakes.push_back({"extractors/places/rules.tsv", 1, 1, "no weight for '" + std::string(kWeightIds[i]) + "'"});
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return weights;
}

void Resolve(const std::vector<const Gazetteer*>& gazetteers, const Weights& weights, const Home& home, std::vector<Toponym>& toponyms) {
  Resolver(gazetteers, weights, home, toponyms).Run();
}

}  // namespace factbox::places
