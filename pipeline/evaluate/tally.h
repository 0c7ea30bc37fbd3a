// Counts of one document or of many, and the figures that are made of them.
//
// Every measure is four sums: right predictions of all predictions, gold found of all gold. Precision is the first pair, recall the second, F1
// their harmonic mean (micro, over documents). An accuracy ("… if found") has both pairs the same. A macro figure (article text) sums each
// page's precision over 1 for the pages that have one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace factbox::evaluate {

using Row = std::array<double, 4>;  // right, predicted, found, gold

struct Figures {
  double precision = 0, recall = 0, f1 = 0;
};
Figures FiguresOf(const Row& row);

// Names of measures, numbered in order of their first use. Not shared between threads.
class Measures {
 public:
  uint32_t operator[](std::string_view name);
  const std::string& name(uint32_t measure) const { return names_[measure]; }
  size_t size() const { return names_.size(); }
  // All of them, those of a group ("names/…") together, groups in order of their first use.
  std::vector<uint32_t> InGroups() const;

 private:
  std::map<std::string, uint32_t, std::less<>> numbers_;
  std::vector<std::string> names_;
};

// Measure → sums, sorted by measure.
class Tally {
 public:
  void Add(uint32_t measure, const Row& row);
  // As many right as found, as many predicted as gold.
  void Add(uint32_t measure, double right, double all) { Add(measure, {right, all, right, all}); }
  void Merge(const Tally& other);
  const Row* Find(uint32_t measure) const;
  const std::vector<std::pair<uint32_t, Row>>& rows() const { return rows_; }

 private:
  std::vector<std::pair<uint32_t, Row>> rows_;
};

struct Interval {
  double low = 0, high = 0;
};

// 95 % percentile bootstrap (Efron 1979) of F1 over documents, measure by measure: of the documents that have the measure, as many are drawn
// with replacement, 1,000 times. The generator is MT19937 seeded with 1, drawn as CPython's random.choices draws, so that others can check
// it; the same input gives the same interval. Time: documents × measures × 1,000, in blocks that stay in the cache.
std::map<uint32_t, Interval> Bootstrap(const std::vector<const Tally*>& documents);

}  // namespace factbox::evaluate
