// Which of the places of a name is meant.
//
//   "Paris, Texas" → Paris, US/TX (contained in what follows)      "talks in Tripoli … Lebanon's army" → Tripoli, LB (its country is mentioned)
//
// Toponyms of one spelling have one sense a document (Gale, Church and Yarowsky 1992, for words). Each candidate is scored by its prior (kind,
// population, rank of the name), containment in the toponym after a comma, countries and first-order divisions that the document mentions,
// nearness to other toponyms, and the home of the outlet. Three rounds, since each answer is context for the others.
// The weights stand in rules.tsv.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "gazetteer/data.h"

namespace factbox::places {

enum class Weight : uint8_t {
  kCountry,
  kAdmin1,
  kAdmin2,
  kRegion,
  kDistrict,
  kCityBase,
  kCityPerTenfold,
  kCityLarge,
  kCityMillion,
  kAlternate,
  kAbbreviation,
  kContained,
  kNotContained,
  kCountryMentioned,
  kCountryShare,
  kAdmin1Mentioned,
  kNear,
  kHomeCountry,
  kHomeAdmin1,
  kCount
};

class Weights {
 public:
  static Result<Weights> Load(const Data& data);
  float operator[](Weight weight) const { return values_[static_cast<size_t>(weight)]; }
  static std::string_view Id(Weight weight);

 private:
  std::array<float, static_cast<size_t>(Weight::kCount)> values_{};
};

struct Candidate {
  const PlaceRecord* place = nullptr;
  uint32_t record = 0;  // in its gazetteer
  uint16_t gazetteer = 0;
  NameRank rank = NameRank::kPrimary;
  double cos_lat = 0;  // of the place, for distances
  float prior = 0;
  float score = 0;
  Weight main = Weight::kCityBase;  // what weighed most
};

// One name of the document, with everywhere it stands.
struct Toponym {
  std::vector<Candidate> candidates;
  std::vector<size_t> containers;  // toponyms that follow one of its mentions after a comma, or hold it ("Lagos, Nigeria")
  uint32_t mentions = 0;
  size_t chosen = SIZE_MAX;  // index of candidates; SIZE_MAX: none
  float margin = 0;          // over the next best that lies elsewhere
};

// Where the outlet is at home, as far as known.
struct Home {
  char country[2] = {0, 0};
  std::string_view admin1;
};

// Chooses a candidate for each toponym that has any. Deterministic.
void Resolve(const std::vector<const Gazetteer*>& gazetteers, const Weights& weights, const Home& home, std::vector<Toponym>& toponyms);

}  // namespace factbox::places
