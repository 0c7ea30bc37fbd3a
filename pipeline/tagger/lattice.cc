#include "tagger/lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace factbox {
namespace {

constexpr double kNever = -1e30;

bool IsSpanTag(std::string_view tag) { return tag.size() > 2 && tag[1] == '-' && std::string_view("BILU").find(tag[0]) != std::string_view::npos; }

}  // namespace

bool MayFollow(std::string_view from, std::string_view to) {
  const bool inside = IsSpanTag(from) && (from[0] == 'B' || from[0] == 'I');  // a name is open
  const bool goes_on = IsSpanTag(to) && (to[0] == 'I' || to[0] == 'L');
  if (inside != goes_on) return false;
  return !inside || from.substr(2) == to.substr(2);
}

TagSteps::TagSteps(const std::vector<std::string_view>& names) {
  for (size_t from = 0; from < names.size(); ++from)
    for (size_t to = 0; to < names.size(); ++to)
      if (MayFollow(names[from], names[to])) allowed_.push_back({from, to, 0});
  for (const std::string_view name : names) {
    first_.push_back(MayFollow({}, name));
    last_.push_back(MayFollow(name, {}));
  }
}

void Lattice::StepsChanged() {
  from_.resize(steps_.allowed().size());
  for (size_t i = 0; i < from_.size(); ++i) from_[i] = std::exp(steps_.allowed()[i].weight);
}

std::span<float> Lattice::Reset(size_t length) {
  length_ = length;
  scores_.assign(length * steps_.tags(), 0);
  return scores_;
}

void Lattice::Best(std::vector<size_t>& tags) {
  const size_t n = steps_.tags();
  tags.assign(length_, 0);
  if (length_ == 0) return;
  best_.assign(length_ * n, kNever);
  before_.assign(length_ * n, 0);
  for (size_t tag = 0; tag < n; ++tag)
    if (steps_.first()[tag]) best_[tag] = scores_[tag];
  for (size_t token = 1; token < length_; ++token) {
    const double* last = &best_[(token - 1) * n];
    double* now = &best_[token * n];
    for (const auto& step : steps_.allowed()) {
      const double score = last[step.from] + step.weight;
      if (score > now[step.to]) now[step.to] = score, before_[token * n + step.to] = step.from;
    }
    for (size_t tag = 0; tag < n; ++tag)
      if (now[tag] > kNever) now[tag] += scores_[token * n + tag];
  }
  size_t tag = 0;
  double highest = -std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < n; ++i)
    if (steps_.last()[i] && best_[(length_ - 1) * n + i] > highest) highest = best_[(length_ - 1) * n + i], tag = i;
  for (size_t token = length_; token-- > 0;) {
    tags[token] = tag;
    tag = before_[token * n + tag];
  }
}

// Forward and backward sums are scaled to one at each token, as in Rabiner (1989): `to_` and `from_` hold exp(score) of the token relative to its largest.
double Lattice::Marginals() {
  const size_t n = steps_.tags();
  marginals_.assign(length_ * n, 0);
  log_sum_ = 0;
  if (length_ == 0) return 0;
  forward_.assign(length_ * n, 0);
  backward_.assign(length_ * n, 0);
  to_.assign(length_ * n, 0);

  for (size_t token = 0; token < length_; ++token) {
    const float* score = &scores_[token * n];
    const float largest = *std::max_element(score, score + n);
    float* potential = &to_[token * n];
    for (size_t tag = 0; tag < n; ++tag) potential[tag] = std::exp(score[tag] - largest);
    float* now = &forward_[token * n];
    if (token == 0) {
      for (size_t tag = 0; tag < n; ++tag) now[tag] = steps_.first()[tag] ? potential[tag] : 0;
    } else {
      const float* last = &forward_[(token - 1) * n];
      for (size_t i = 0; i < from_.size(); ++i) now[steps_.allowed()[i].to] += last[steps_.allowed()[i].from] * from_[i];
      for (size_t tag = 0; tag < n; ++tag) now[tag] *= potential[tag];
    }
    if (token + 1 == length_)
      for (size_t tag = 0; tag < n; ++tag)
        if (!steps_.last()[tag]) now[tag] = 0;
    float sum = 0;
    for (size_t tag = 0; tag < n; ++tag) sum += now[tag];
    sum = std::max(sum, std::numeric_limits<float>::min());
    for (size_t tag = 0; tag < n; ++tag) now[tag] /= sum;
    log_sum_ += std::log(static_cast<double>(sum)) + largest;
  }

  float* end = &backward_[(length_ - 1) * n];
  for (size_t tag = 0; tag < n; ++tag) end[tag] = steps_.last()[tag] ? 1.0F : 0.0F;
  for (size_t token = length_ - 1; token-- > 0;) {
    const float *next = &backward_[(token + 1) * n], *potential = &to_[(token + 1) * n];
    float* now = &backward_[token * n];
    for (size_t i = 0; i < from_.size(); ++i) {
      const auto& step = steps_.allowed()[i];
      now[step.from] += from_[i] * potential[step.to] * next[step.to];
    }
    float sum = 0;
    for (size_t tag = 0; tag < n; ++tag) sum += now[tag];
    sum = std::max(sum, std::numeric_limits<float>::min());
    for (size_t tag = 0; tag < n; ++tag) now[tag] /= sum;
  }
  for (size_t token = 0; token < length_; ++token) {
    float sum = 0;
    for (size_t tag = 0; tag < n; ++tag) sum += marginals_[token * n + tag] = forward_[token * n + tag] * backward_[token * n + tag];
    sum = std::max(sum, std::numeric_limits<float>::min());
    for (size_t tag = 0; tag < n; ++tag) marginals_[token * n + tag] /= sum;
  }
  return log_sum_;
}

void Lattice::ExpectedSteps(std::span<double> uses) const {
  const size_t n = steps_.tags();
  std::vector<float> pairs(from_.size());
  for (size_t token = 1; token < length_; ++token) {
    float sum = 0;
    for (size_t i = 0; i < from_.size(); ++i) {
      const auto& step = steps_.allowed()[i];
      sum += pairs[i] = forward_[(token - 1) * n + step.from] * from_[i] * to_[token * n + step.to] * backward_[token * n + step.to];
    }
    if (sum <= 0) continue;
    for (size_t i = 0; i < from_.size(); ++i) uses[i] += static_cast<double>(pairs[i] / sum);
  }
}

}  // namespace factbox
