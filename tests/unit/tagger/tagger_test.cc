#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "tagger/lattice.h"
#include "tagger/model.h"
#include "tagger/train.h"

namespace factbox {
namespace {

const std::vector<std::string> kBilou = {"O", "B-PER", "I-PER", "L-PER", "U-PER"};

TaggerWeights SmallWeights() {
  TaggerWeights weights;
  weights.tags = kBilou;
  weights.steps.assign(25, 0);
  weights.steps[0 * 5 + 1] = 0.5F;  // from O to B-PER
  for (uint64_t i = 1; i <= 200; ++i) weights.rows.push_back({MixHash(i), {0.1F, -0.2F, 0.3F, static_cast<float>(i) / 100, -1}});
  weights.about = "for a test";
  return weights;
}

// A copy on an address that 8 divides.
struct Aligned {
  explicit Aligned(const std::string& bytes) : words(bytes.size() / 8 + 1), size(bytes.size()) { std::memcpy(words.data(), bytes.data(), bytes.size()); }
  std::string_view view() const { return {reinterpret_cast<const char*>(words.data()), size}; }
  std::vector<uint64_t> words;
  size_t size;
};

TEST(TaggerModelTest, WhatIsWrittenIsRead) {
  const Aligned bytes(TaggerModel::ToBytes(SmallWeights()));
  const Result<TaggerModel> model = TaggerModel::FromBytes(bytes.view());
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(std::vector<std::string>(model->tags().begin(), model->tags().end()), kBilou);
  EXPECT_EQ(model->about(), "for a test");
  EXPECT_EQ(model->features(), 200U);
  EXPECT_FLOAT_EQ(model->Step(0, 1), 0.5F);
  std::vector<float> scores(5, 1);
  const std::vector<uint64_t> features = {MixHash(100), MixHash(7), MixHash(12345)};  // the last was never learned
  model->Score(features, scores);
  constexpr float kStep = 2.0F / 127;  // weights are whole numbers of a 127th of the largest
  EXPECT_NEAR(scores[0], 1.2F, 2 * kStep);
  EXPECT_NEAR(scores[3], 1 + 1.0F + 0.07F, 2 * kStep);
  EXPECT_NEAR(scores[4], -1, 2 * kStep);
}

// Seventeen tags are summed as vectors, others one by one, features by the 64: each of them as a plain sum does it.
TEST(TaggerModelTest, ScoresAreSumsForAnyNumberOfTagsAndFeatures) {
  for (const size_t tags : {size_t{3}, size_t{17}, size_t{20}, size_t{41}}) {
    TaggerWeights weights;
    for (size_t tag = 0; tag < tags; ++tag) weights.tags.push_back("T" + std::to_string(tag));
    weights.steps.assign(tags * tags, 0);
    std::vector<uint64_t> features;
    std::vector<int> sums(tags, 0);
    for (uint64_t i = 0; i < 150; ++i) {
      features.push_back(MixHash(i * 7919 + 1));
      if (i % 3 == 2) continue;  // never learned
      TaggerWeights::Row& row = weights.rows.emplace_back(TaggerWeights::Row{features.back(), {}});
      for (size_t tag = 0; tag < tags; ++tag) {
        const int weight = static_cast<int>((i * 31 + tag * 17) % 255) - 127;
        row.weights.push_back(static_cast<float>(weight));
        sums[tag] += weight;
      }
    }
    ASSERT_EQ(weights.rows.front().weights[0], -127);  // the largest, so that the scale is one
    const Aligned bytes(TaggerModel::ToBytes(weights));
    const Result<TaggerModel> model = TaggerModel::FromBytes(bytes.view());
    ASSERT_TRUE(model) << model.error().message;
    std::vector<float> scores(tags, 0);
    model->Score(features, scores);
    for (size_t tag = 0; tag < tags; ++tag) EXPECT_NEAR(scores[tag], static_cast<float>(sums[tag]), 0.01F) << tags << " tags, tag " << tag;
  }
}

TEST(TaggerModelTest, TheOrderOfRowsMakesNoDifference) {
  TaggerWeights weights = SmallWeights();
  const std::string bytes = TaggerModel::ToBytes(weights);
  std::reverse(weights.rows.begin(), weights.rows.end());
  EXPECT_EQ(TaggerModel::ToBytes(weights), bytes);
}

TEST(TaggerModelTest, WhatIsNoModelIsRefused) {
  const std::string bytes = TaggerModel::ToBytes(SmallWeights());
  EXPECT_EQ(TaggerModel::FromBytes(Aligned("hello").view()).error().code, "data_invalid");
  EXPECT_EQ(TaggerModel::FromBytes(Aligned(std::string(100, 'x')).view()).error().message, "this is no model of factbox");
  for (const size_t size : {bytes.size() - 1, bytes.size() / 2, size_t{60}})
    EXPECT_FALSE(TaggerModel::FromBytes(Aligned(bytes.substr(0, size)).view())) << size;
  for (size_t at = 0; at < bytes.size(); at += 97) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    EXPECT_FALSE(TaggerModel::FromBytes(Aligned(damaged).view())) << at;
  }
}

TEST(LatticeTest, TagsFollowOneAnotherAsNamesDo) {
  EXPECT_TRUE(MayFollow("O", "B-PER"));
  EXPECT_TRUE(MayFollow("B-PER", "I-PER"));
  EXPECT_TRUE(MayFollow("L-PER", "U-LOC"));
  EXPECT_FALSE(MayFollow("B-PER", "O"));
  EXPECT_FALSE(MayFollow("B-PER", "L-LOC"));
  EXPECT_FALSE(MayFollow("", "I-PER"));
  EXPECT_FALSE(MayFollow("I-PER", ""));
  EXPECT_TRUE(MayFollow("NOUN", "VERB"));
}

// Every sequence of three tags, by hand.
TEST(LatticeTest, MarginalsAndBestAgreeWithEnumeration) {
  const auto step = [](size_t from, size_t to) { return 0.3F * static_cast<float>(from) - 0.2F * static_cast<float>(to * from % 3); };
  const TagSteps steps(kBilou, step);
  Lattice lattice(steps);
  constexpr size_t kLength = 3, kTags = 5;
  const std::span<float> scores = lattice.Reset(kLength);
  for (size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<float>(static_cast<int>(i * 7 % 11) - 5) / 3;

  double sum = 0, highest = -1e9;
  std::vector<double> marginal(kLength * kTags, 0), used(steps.allowed().size(), 0);
  std::vector<size_t> sequence(kLength), best;
  const std::function<void(size_t, double)> walk = [&](size_t token, double score) {
    if (token == kLength) {
      if (!MayFollow(kBilou[sequence.back()], {})) return;
      if (score > highest) highest = score, best = sequence;
      sum += std::exp(score);
      for (size_t i = 0; i < kLength; ++i) marginal[i * kTags + sequence[i]] += std::exp(score);
      for (size_t i = 1; i < kLength; ++i)
        for (size_t s = 0; s < used.size(); ++s)
          if (steps.allowed()[s].from == sequence[i - 1] && steps.allowed()[s].to == sequence[i]) used[s] += std::exp(score);
      return;
    }
    for (size_t tag = 0; tag < kTags; ++tag) {
      if (!MayFollow(token == 0 ? std::string_view() : kBilou[sequence[token - 1]], kBilou[tag])) continue;
      sequence[token] = tag;
      walk(token + 1, score + static_cast<double>(scores[token * kTags + tag]) + (token == 0 ? 0 : static_cast<double>(step(sequence[token - 1], tag))));
    }
  };
  walk(0, 0);

  EXPECT_NEAR(lattice.Marginals(), std::log(sum), 1e-4);
  for (size_t token = 0; token < kLength; ++token)
    for (size_t tag = 0; tag < kTags; ++tag) EXPECT_NEAR(static_cast<double>(lattice.marginal(token, tag)), marginal[token * kTags + tag] / sum, 1e-5);
  std::vector<double> expected(used.size(), 0);
  lattice.ExpectedSteps(expected);
  for (size_t s = 0; s < used.size(); ++s) EXPECT_NEAR(expected[s], used[s] / sum, 1e-5) << s;
  std::vector<size_t> tags;
  lattice.Best(tags);
  EXPECT_EQ(tags, best);
}

TEST(LatticeTest, AnEmptySequenceHasNoTags) {
  const TagSteps steps(kBilou, [](size_t, size_t) { return 0.0F; });
  Lattice lattice(steps);
  lattice.Reset(0);
  std::vector<size_t> tags = {1};
  lattice.Best(tags);
  EXPECT_TRUE(tags.empty());
  EXPECT_EQ(lattice.Marginals(), 0);
}

// Feature 1 and 2 side by side are a name of two words, 3 one of one word, 4 none; 5 is noise.
std::vector<TaggerExample> Examples() {
  std::vector<TaggerExample> out;
  for (int i = 0; i < 40; ++i) {
    out.push_back({{4, 5, 1, 2, 5, 4}, {2, 3, 5, 6}, {0, 1, 3, 0}});
    out.push_back({{3, 4}, {1, 2}, {4, 0}});
  }
  return out;
}

std::vector<size_t> TagsOf(const std::string& model_bytes, const std::vector<uint64_t>& tokens) {
  const Aligned bytes(model_bytes);
  const Result<TaggerModel> model = TaggerModel::FromBytes(bytes.view());
  EXPECT_TRUE(model);
  const TagSteps steps(model->tags(), [&](size_t from, size_t to) { return model->Step(from, to); });
  Lattice lattice(steps);
  const std::span<float> scores = lattice.Reset(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) model->Score(std::span(&tokens[i], 1), scores.subspan(i * 5, 5));
  std::vector<size_t> tags;
  lattice.Best(tags);
  return tags;
}

TEST(TaggerTrainerTest, LearnsWhatIsThereAndTheSameTwice) {
  TrainOptions options;
  options.dropout = 0.2F;
  std::string first;
  for (int run = 0; run < 2; ++run) {
    TaggerTrainer trainer(kBilou, Examples(), options);
    double loss = 0;
    for (int pass = 0; pass < 10; ++pass) loss = trainer.Pass();
    EXPECT_LT(loss, 0.3);
    const std::string bytes = TaggerModel::ToBytes(trainer.Weights("test"));
    EXPECT_EQ(TagsOf(bytes, {4, 1, 2, 4, 3}), (std::vector<size_t>{0, 1, 3, 0, 4}));
    if (run == 0) first = bytes;
    EXPECT_EQ(bytes, first);
  }
}

TEST(TaggerTrainerTest, RareFeaturesAreLeftOutAndTheModelKeepsToItsSize) {
  std::vector<TaggerExample> examples = Examples();
  examples.push_back({{77}, {1}, {0}});
  TrainOptions options;
  options.max_features = 3;
  TaggerTrainer trainer(kBilou, examples, options);
  EXPECT_EQ(trainer.features(), 5U);
  trainer.Pass();
  EXPECT_EQ(trainer.Weights("").rows.size(), 3U);
}

// Where 3 stands it is said that there may be a name or none: what it is comes from the texts that say so.
TEST(TaggerTrainerTest, WhatIsUnmarkedSaysNothingAgainstAName) {
  TrainOptions options;
  options.dropout = 0;
  options.unmarked = {0, 1, 2, 3, 4};
  std::vector<TaggerExample> examples = Examples();
  for (int i = 0; i < 400; ++i) examples.push_back({{3}, {1}, {kUnmarked}});
  TaggerTrainer trainer(kBilou, examples, options);
  for (int pass = 0; pass < 10; ++pass) trainer.Pass();
  EXPECT_EQ(TagsOf(TaggerModel::ToBytes(trainer.Weights("")), {3}), (std::vector<size_t>{4}));
}

}  // namespace
}  // namespace factbox
