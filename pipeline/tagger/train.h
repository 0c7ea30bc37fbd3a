// Learns a tagger's weights: a conditional random field, by stochastic gradient with AdaGrad's rates (Duchi, Hazan and Singer 2011).
//
// The same examples in the same order give the same weights: the order of a pass and what is dropped come from a fixed sequence of pseudo-random numbers,
// and all runs in one thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "tagger/lattice.h"
#include "tagger/model.h"

namespace factbox {

// One stretch of tokens with the features of each and its tag.
struct TaggerExample {
  std::vector<uint64_t> features;  // of all tokens, one behind the other
  std::vector<uint32_t> ends;      // a token: where its features end
  std::vector<uint8_t> tags;       // a token: index into the names of the tags, or kUnmarked
};

// No tag that the text's makers marked; TrainOptions::unmarked says which it may be.
constexpr uint8_t kUnmarked = UINT8_MAX;

struct TrainOptions {
  uint32_t min_count = 2;         // features seen less often are left out
  float rate = 0.05F;             // AdaGrad's step
  float l2 = 1e-5F;               // pull to zero, for each use of a feature
  float dropout = 0.5F;           // share of the features of a token that one look at it leaves out
  size_t max_features = 0;        // of the model: those whose weights matter most; 0: all
  std::vector<uint8_t> unmarked;  // tags that a token with kUnmarked may have; what it has is left open (Tsuboi et al. 2008)
};

class TaggerTrainer {
 public:
  // Keeps what it needs of the examples. `tags` in the order of their indices.
  TaggerTrainer(std::vector<std::string> tags, const std::vector<TaggerExample>& examples, const TrainOptions& options);

  // One look at every example. Returns the mean loss a token (nats).
  double Pass();

  // The mean of the weights after each pass since half of all passes so far.
  TaggerWeights Weights(std::string about) const;

  size_t features() const { return ids_.size(); }

 private:
  struct Compact {
    std::vector<uint32_t> features, ends;
    std::vector<uint8_t> tags;
  };
  double Learn(const Compact& example);
  double Score(const Compact& example, bool as_marked);
  void Keep();
  uint64_t Random();

  std::vector<std::string> tags_;
  TrainOptions options_;
  std::unordered_map<uint64_t, uint32_t> ids_;
  std::vector<Compact> examples_;
  std::vector<float> weights_, squares_;  // features x tags
  std::vector<float> step_squares_;
  TagSteps steps_;
  Lattice lattice_;
  std::vector<std::vector<float>> history_, step_history_;
  uint64_t random_ = 0;
  std::vector<uint32_t> kept_, kept_ends_;
  std::vector<double> expected_, wanted_;  // uses of each step: by the model, and by what is marked
  std::vector<float> free_;                // probabilities of the tags, by the model
};

}  // namespace factbox
