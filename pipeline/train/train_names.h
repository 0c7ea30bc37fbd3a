// Learns the name tagger from texts with marked names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gazetteer/data.h"
#include "tagger/train.h"
#include "train/labelled.h"

namespace factbox {

struct NameTraining {
  TrainOptions learner;  // but for its `unmarked`
  uint32_t passes = 8;
  float upper_share = 0.1F;          // of the documents: a copy in capitals is learned from too
  std::vector<std::string> without;  // groups of features to leave out, to see what they bring: words, shapes, affixes, lists, contexts, document, rules
  std::string about;
};

// Right, found and gold names; a name is right if its span and type are.
struct NameScore {
  size_t right = 0, found = 0, gold = 0;
  double f1() const { return found + gold == 0 ? 0 : 2.0 * static_cast<double>(right) / static_cast<double>(found + gold); }
};

struct NameProgress {
  uint32_t pass = 0;
  double loss = 0;                                        // nats a token
  std::vector<std::pair<std::string, NameScore>> scores;  // a type, and "all" last; of the model as it would be written now; empty without development texts
};

// How much a kind of feature moves the tags: over the training tokens, the mean of the sum of its features' largest less smallest weight.
struct FeatureWeight {
  std::string_view kind;
  size_t features = 0;  // in the model
  double weight = 0;
};

struct NameModel {
  std::string bytes;
  std::vector<FeatureWeight> weights;  // the heaviest first
};

// `say` is called after each pass. Errors: data_invalid (the data's tables), unknown_group (of `without`).
Result<NameModel> TrainNames(const Data& data, const std::vector<LabelledText>& texts, const std::vector<LabelledText>& development,
                             const NameTraining& training, const std::function<void(const NameProgress&)>& say);

}  // namespace factbox
