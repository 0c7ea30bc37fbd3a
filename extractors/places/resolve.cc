#include "extractors/places/resolve.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <string>

#include "base/tsv.h"

namespace factbox::places {
namespace {

constexpr std::string_view kWeightIds[] = {"prior.country",
                                           "prior.admin1",
                                           "prior.admin2",
                                           "prior.region",
                                           "prior.district",
                                           "prior.city",
                                           "prior.city-tenfold",
                                           "rank.alternate",
                                           "rank.abbreviation",
                                           "context.contained",
                                           "context.not-contained",
                                           "context.country",
                                           "context.country-share",
                                           "context.admin1",
                                           "context.near",
                                           "home.country",
                                           "home.admin1"};
static_assert(std::size(kWeightIds) == static_cast<size_t>(Weight::kCount));

constexpr int kRounds = 3;
constexpr double kNearKm = 400;      // beyond it, nearness says nothing
constexpr double kSamePlaceKm = 30;  // candidates this close are one place to a reader: a town and its county

bool SameCountry(const PlaceRecord& a, const PlaceRecord& b) { return a.country[0] != 0 && a.country[0] == b.country[0] && a.country[1] == b.country[1]; }

using CountryKey = std::pair<char, char>;
CountryKey KeyOf(const PlaceRecord& place) { return {place.country[0], place.country[1]}; }

class Resolver {
 public:
  Resolver(const std::vector<const Gazetteer*>& gazetteers, const Weights& weights, const Home& home, std::vector<Toponym>& toponyms)
      : gazetteers_(gazetteers), weights_(weights), home_(home), toponyms_(toponyms) {}

  void Run() {
    for (Toponym& toponym : toponyms_)
      for (Candidate& candidate : toponym.candidates) candidate.score = candidate.prior = Prior(candidate);
    for (Toponym& toponym : toponyms_) Choose(toponym);
    for (int round = 0; round < kRounds; ++round) {
      CountCountries();
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
      case PlaceKind::kCity: prior = weights_[Weight::kCityBase] + tenfold; break;
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

  void CountCountries() {
    countries_.clear();
    divisions_.clear();
    total_ = 0;
    for (size_t i = 0; i < toponyms_.size(); ++i) {
      const Toponym& toponym = toponyms_[i];
      if (toponym.chosen == SIZE_MAX) continue;
      const Candidate& candidate = toponym.candidates[toponym.chosen];
      if (candidate.place->country[0] == 0) continue;
      const float sure = 1 / (1 + std::exp(1 - toponym.margin));
      const float weight = sure * std::sqrt(static_cast<float>(toponym.mentions));
      countries_[KeyOf(*candidate.place)].push_back({i, weight});
      total_ += weight;
      if (!Admin1(candidate).empty()) divisions_[{KeyOf(*candidate.place), std::string(Admin1(candidate))}].push_back({i, weight});
    }
  }

  // What others than `self` give to a key.
  template <class Key>
  static float Others(const std::map<Key, std::vector<std::pair<size_t, float>>>& votes, const Key& key, size_t self) {
    const auto at = votes.find(key);
    if (at == votes.end()) return 0;
    float sum = 0;
    for (const auto& [who, weight] : at->second)
      if (who != self) sum += weight;
    return sum;
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
      const float country = Others(countries_, KeyOf(place), self);
      if (country > 0) add(Weight::kCountryMentioned, std::min(1.0F, country));
      if (total_ > 0) add(Weight::kCountryShare, country / total_);
      if (place.kind != PlaceKind::kAdmin1 && !Admin1(candidate).empty()) {
        const float division = Others(divisions_, std::pair(KeyOf(place), std::string(Admin1(candidate))), self);
        if (division > 0) add(Weight::kAdmin1Mentioned, std::min(1.5F, division));
      }
    }
    for (const size_t holder : toponym.containers)
      if (const Toponym& container = toponyms_[holder]; container.chosen != SIZE_MAX) {
        const bool inside =
            std::any_of(container.candidates.begin(), container.candidates.end(), [&](const Candidate& other) { return Contains(other, candidate); });
        add(inside ? Weight::kContained : Weight::kNotContained, 1);
      }
    add(Weight::kNear, Nearness(toponym, place));
  }

  // Is `inner` in `outer` as "inner, outer" says?
  bool Contains(const Candidate& outer, const Candidate& inner) const {
    if (outer.place == inner.place || !SameCountry(*outer.place, *inner.place)) return false;
    if (outer.place->kind == PlaceKind::kCountry) return inner.place->kind != PlaceKind::kCountry;
    if (outer.place->kind == PlaceKind::kAdmin1 || outer.place->kind == PlaceKind::kAdmin2)
      return inner.place->kind != PlaceKind::kCountry && inner.place->kind != PlaceKind::kAdmin1 && Admin1(outer) == Admin1(inner);
    return outer.place->located && inner.place->located && Kilometres(outer.place->lat, outer.place->lon, inner.place->lat, inner.place->lon) < kSamePlaceKm;
  }

  // 0 to 1: how close the nearest other towns of the same sentence, or of the document, are.
  float Nearness(const Toponym& toponym, const PlaceRecord& place) const {
    if (!place.located || place.kind == PlaceKind::kCountry) return 0;
    float best = 0;
    for (const Toponym& other : toponyms_) {
      if (&other == &toponym || other.chosen == SIZE_MAX) continue;
      const PlaceRecord& there = *other.candidates[other.chosen].place;
      if (!there.located || there.kind == PlaceKind::kCountry || there.kind == PlaceKind::kAdmin1 || there.kind == PlaceKind::kRegion) continue;
      const double km = Kilometres(place.lat, place.lon, there.lat, there.lon);
      if (km < kNearKm) best = std::max(best, static_cast<float>(1 - km / kNearKm) * std::min(1.0F, std::max(0.0F, other.margin / 2)));
    }
    return best;
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
      const bool same =
          other.place->located && best.place->located && Kilometres(other.place->lat, other.place->lon, best.place->lat, best.place->lon) < kSamePlaceKm;
      if (!same) toponym.margin = std::min(toponym.margin, best.score - other.score);
    }
  }

  const std::vector<const Gazetteer*>& gazetteers_;
  const Weights& weights_;
  const Home& home_;
  std::vector<Toponym>& toponyms_;
  std::map<CountryKey, std::vector<std::pair<size_t, float>>> countries_;
  std::map<std::pair<CountryKey, std::string>, std::vector<std::pair<size_t, float>>> divisions_;
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

// Great-circle distance on a sphere of 6371 km (haversine).
double Kilometres(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  const double dlat = (lat2 - lat1) * kRadians / 2, dlon = (lon2 - lon1) * kRadians / 2;
  const double h = std::sin(dlat) * std::sin(dlat) + std::cos(lat1 * kRadians) * std::cos(lat2 * kRadians) * std::sin(dlon) * std::sin(dlon);
  return 2 * 6371 * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace factbox::places
