// A linear model of tags, as a file that is mapped: for each feature of a token, how much it speaks for each tag.
//
//   feature "word=erbil" → B-LOC 0.2, U-LOC 1.9, O -0.8 …       score of a tag = sum over the token's features + the step from the tag before
//
// It knows nothing of news: features are 64-bit hashes that its user computes, tags are names in a list. Rows are kept in an open-addressing table, each with a
// 32-bit fingerprint of its feature, so that a feature that was never learned is nearly always told apart (a chance of about 2^-30 a look-up).
// Weights are whole numbers of eight bits times one scale. Most features that are asked for were never learned, and the table is larger than the nearer caches;
// so a byte of each slot's fingerprint is kept by itself, eight of which are compared at once (as in Google's SwissTable), and rows are only touched where it
// agrees.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace factbox {

constexpr size_t kMaxTags = 64;

// What a model is made of, before it is written.
struct TaggerWeights {
  std::vector<std::string> tags;
  std::vector<float> steps;  // tags x tags: from (row) to (column)
  struct Row {
    uint64_t feature;
    std::vector<float> weights;  // one a tag
  };
  std::vector<Row> rows;  // distinct features
  std::string about;      // what it was trained on, for people
};

// Borrows its bytes. const = thread-safe.
class TaggerModel {
 public:
  // Requires: `bytes` on an address that 8 divides, outliving the model. Errors: data_invalid (no model, another version, cut short, damaged).
  static Result<TaggerModel> FromBytes(std::string_view bytes);

  // The file. The same weights give the same bytes.
  static std::string ToBytes(const TaggerWeights& weights);

  std::span<const std::string_view> tags() const { return tags_; }
  float Step(size_t from, size_t to) const { return steps_[from * tags_.size() + to]; }
  std::string_view about() const { return about_; }
  std::string_view fingerprint() const { return fingerprint_; }  // 16 hexadecimal digits, of all bytes
  size_t features() const { return features_; }

  // Adds what the features say to `scores`, one a tag.
  void Score(std::span<const uint64_t> features, std::span<float> scores) const;

 private:
  // Where the row of a feature can be, from slot `at` on; slot_count_ if it is not there.
  uint32_t Candidate(uint8_t mark, uint32_t at) const;
  const uint8_t* Row(uint64_t feature, uint32_t candidate) const;
  void MarkSlots();

  std::vector<std::string_view> tags_;
  std::span<const float> steps_;
  std::string_view about_;
  std::string fingerprint_;
  const uint8_t* slots_ = nullptr;
  std::vector<uint8_t> marks_;  // a slot: a byte of its fingerprint, 0: empty; the first few once more behind the last
  uint32_t slot_count_ = 0, stride_ = 0;
  size_t features_ = 0;
  float scale_ = 0;
};

}  // namespace factbox
