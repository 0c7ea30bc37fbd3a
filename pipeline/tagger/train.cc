#include "tagger/train.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/hash.h"

namespace factbox {

TaggerTrainer::TaggerTrainer(std::vector<std::string> tags, const std::vector<TaggerExample>& examples, const TrainOptions& options)
    : tags_(std::move(tags)), options_(options), steps_(tags_, [](size_t, size_t) { return 0.0F; }), lattice_(steps_) {
  std::unordered_map<uint64_t, uint32_t> counts;
  for (const TaggerExample& example : examples)
    for (const uint64_t feature : example.features) ++counts[feature];
  for (const TaggerExample& example : examples) {
    Compact compact;
    size_t at = 0;
    for (const uint32_t end : example.ends) {
      for (; at < end; ++at)
        if (counts[example.features[at]] >= options_.min_count)
          compact.features.push_back(ids_.try_emplace(example.features[at], static_cast<uint32_t>(ids_.size())).first->second);
      compact.ends.push_back(static_cast<uint32_t>(compact.features.size()));
    }
    compact.tags = example.tags;
    examples_.push_back(std::move(compact));
  }
  weights_.assign(ids_.size() * tags_.size(), 0);
  squares_.assign(weights_.size(), 0);
  step_squares_.assign(steps_.allowed().size(), 0);
  expected_.resize(steps_.allowed().size());
  wanted_.resize(steps_.allowed().size());
}

uint64_t TaggerTrainer::Random() { return MixHash(random_ += 0x9E3779B97F4A7C15U); }

double TaggerTrainer::Pass() {
  std::vector<uint32_t> order(examples_.size());
  std::iota(order.begin(), order.end(), 0U);
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[Random() % i]);
  double loss = 0;
  size_t tokens = 0;
  for (const uint32_t i : order) {
    loss += Learn(examples_[i]);
    tokens += examples_[i].tags.size();
  }
  Keep();
  return loss / static_cast<double>(std::max<size_t>(tokens, 1));
}

double TaggerTrainer::Learn(const Compact& example) {
  constexpr float kTiny = 1e-8F;
  const size_t n = tags_.size(), length = example.tags.size();
  const auto drop = static_cast<uint64_t>(static_cast<double>(options_.dropout) * 4294967296.0);
  kept_.clear();
  kept_ends_.clear();
  for (size_t token = 0; token < length; ++token) {
    for (size_t at = token == 0 ? 0 : example.ends[token - 1]; at < example.ends[token]; ++at)
      if ((Random() >> 32) >= drop) kept_.push_back(example.features[at]);
    kept_ends_.push_back(static_cast<uint32_t>(kept_.size()));
  }

  const double all = Score(example, false);
  free_.resize(length * n);
  for (size_t token = 0; token < length; ++token)
    for (size_t tag = 0; tag < n; ++tag) free_[token * n + tag] = lattice_.marginal(token, tag);
  std::fill(expected_.begin(), expected_.end(), 0.0);
  lattice_.ExpectedSteps(expected_);
  const double marked = Score(example, true);
  std::fill(wanted_.begin(), wanted_.end(), 0.0);
  lattice_.ExpectedSteps(wanted_);

  const std::span<TagSteps::Allowed> allowed = steps_.allowed();
  for (size_t i = 0; i < allowed.size(); ++i) {
    const float gradient = static_cast<float>(wanted_[i] - expected_[i]) - options_.l2 * allowed[i].weight;
    step_squares_[i] += gradient * gradient;
    allowed[i].weight += options_.rate * gradient / (std::sqrt(step_squares_[i]) + kTiny);
  }
  lattice_.StepsChanged();
  for (size_t token = 0, at = 0; token < length; ++token)
    for (; at < kept_ends_[token]; ++at) {
      float* row = &weights_[size_t{kept_[at]} * n];
      float* squares = &squares_[size_t{kept_[at]} * n];
      for (size_t tag = 0; tag < n; ++tag) {
        const float gradient = lattice_.marginal(token, tag) - free_[token * n + tag] - options_.l2 * row[tag];
        squares[tag] += gradient * gradient;
        row[tag] += options_.rate * gradient / (std::sqrt(squares[tag]) + kTiny);
      }
    }
  return all - marked;
}

// The logarithm of the sum over all sequences, or over those that agree with what is marked; fills the lattice's marginals.
double TaggerTrainer::Score(const Compact& example, bool as_marked) {
  constexpr float kForbidden = -1e4F;
  const size_t n = tags_.size(), length = example.tags.size();
  const std::span<float> scores = lattice_.Reset(length);
  for (size_t token = 0, at = 0; token < length; ++token) {
    float* const row = &scores[token * n];
    for (; at < kept_ends_[token]; ++at) {
      const float* weights = &weights_[size_t{kept_[at]} * n];
      for (size_t tag = 0; tag < n; ++tag) row[tag] += weights[tag];
    }
    if (!as_marked) continue;
    const uint8_t marked = example.tags[token];
    for (size_t tag = 0; tag < n; ++tag) {
      const bool may = marked != kUnmarked ? tag == marked : std::find(options_.unmarked.begin(), options_.unmarked.end(), tag) != options_.unmarked.end();
      if (!may) row[tag] = kForbidden;
    }
  }
  return lattice_.Marginals();
}

// The last passes' weights differ by noise of the order; their mean is steadier than any of them. Only sums since half of all passes are needed, but
// how many passes come is not known here: the weights of the newest half are held.
void TaggerTrainer::Keep() {
  history_.push_back(weights_);
  std::vector<float> steps;
  for (const auto& step : steps_.allowed()) steps.push_back(step.weight);
  step_history_.push_back(std::move(steps));
  const size_t passes = history_.size();
  for (size_t i = 0; i < passes / 2; ++i) history_[i] = {};
}

TaggerWeights TaggerTrainer::Weights(std::string about) const {
  const size_t n = tags_.size(), passes = history_.size(), from = passes / 2;
  const auto share = 1.0F / static_cast<float>(std::max<size_t>(passes - from, 1));
  TaggerWeights out;
  out.tags = tags_;
  out.about = std::move(about);
  out.steps.assign(n * n, 0);
  for (size_t pass = from; pass < passes; ++pass)
    for (size_t i = 0; i < steps_.allowed().size(); ++i) out.steps[steps_.allowed()[i].from * n + steps_.allowed()[i].to] += step_history_[pass][i] * share;

  std::vector<float> mean(weights_.size(), 0);
  for (size_t pass = from; pass < passes; ++pass)
    for (size_t i = 0; i < mean.size(); ++i) mean[i] += history_[pass][i] * share;
  std::vector<std::pair<float, uint64_t>> order;  // by how much a feature can change
  for (const auto& [feature, id] : ids_) {
    const auto [low, high] = std::minmax_element(&mean[size_t{id} * n], &mean[size_t{id} * n] + n);
    order.emplace_back(*high - *low, feature);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  if (options_.max_features != 0 && order.size() > options_.max_features) order.resize(options_.max_features);
  for (const auto& [difference, feature] : order) {
    const float* row = &mean[size_t{ids_.at(feature)} * n];
    out.rows.push_back({feature, std::vector<float>(row, row + n)});
  }
  return out;
}

}  // namespace factbox
