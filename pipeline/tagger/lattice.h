// The best sequence of tags, and how sure of each tag a linear-chain model is (Lafferty, McCallum and Pereira 2001).
//
// Which tag may follow which comes from their names: BILOU (Ratinov and Roth 2009) where tags are "B-PER", "I-PER", "L-PER", "U-PER", "O"; any where they
// have no such form (parts of speech). Not thread-safe: one a thread, its memory is used again.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace factbox {

// May `to` follow `from`? An empty name is the edge of the sequence.
bool MayFollow(std::string_view from, std::string_view to);

class TagSteps {
 public:
  template <class Names, class StepOf>
  TagSteps(const Names& names, StepOf&& step) : TagSteps(std::vector<std::string_view>(names.begin(), names.end())) {
    for (Allowed& allowed : allowed_) allowed.weight = step(allowed.from, allowed.to);
  }

  struct Allowed {
    size_t from, to;
    float weight;
  };
  size_t tags() const { return first_.size(); }
  std::span<const Allowed> allowed() const { return allowed_; }
  std::span<Allowed> allowed() { return allowed_; }
  const std::vector<bool>& first() const { return first_; }  // may begin a sequence
  const std::vector<bool>& last() const { return last_; }    // may end one

 private:
  explicit TagSteps(const std::vector<std::string_view>& names);
  std::vector<Allowed> allowed_;
  std::vector<bool> first_, last_;
};

class Lattice {
 public:
  // After a change of the steps' weights, call StepsChanged().
  explicit Lattice(const TagSteps& steps) : steps_(steps) { StepsChanged(); }
  void StepsChanged();

  // Room for the scores of `length` tokens, all zero: tags a token. Valid until the next Reset.
  std::span<float> Reset(size_t length);
  std::span<const float> scores() const { return scores_; }
  size_t length() const { return length_; }

  // The most likely sequence.
  void Best(std::vector<size_t>& tags);

  // Fills marginals: probability of each tag of each token. Returns the logarithm of the sum over all sequences.
  double Marginals();
  float marginal(size_t token, size_t tag) const { return marginals_[token * steps_.tags() + tag]; }
  // Expected uses of each allowed step, in the order of TagSteps::allowed(); after Marginals().
  void ExpectedSteps(std::span<double> uses) const;

 private:
  const TagSteps& steps_;
  size_t length_ = 0;
  std::vector<float> scores_, marginals_, forward_, backward_, to_;
  std::vector<float> from_;  // exp of the weight of each allowed step
  double log_sum_ = 0;
  std::vector<double> best_;
  std::vector<size_t> before_;
};

}  // namespace factbox
