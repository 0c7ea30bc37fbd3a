#include "train/train_names.h"

#include <algorithm>
#include <unordered_map>

#include "extractors/lookup/lookup.h"
#include "extractors/names/examples.h"
#include "extractors/tokens/tokens.h"
#include "run/pipeline.h"
#include "text/offsets.h"

namespace factbox {
namespace {

const std::vector<std::string> kTypes = {"PER", "ORG", "LOC", "MISC"};
constexpr uint8_t kOutside = 0;

std::vector<std::string> Tags() {
  std::vector<std::string> tags = {"O"};
  for (const std::string& type : kTypes)
    for (const char* position : {"B-", "I-", "L-", "U-"}) tags.push_back(position + type);
  return tags;
}

uint8_t TagOf(size_t type, size_t position, size_t size) {
  const size_t step = size == 1 ? 3 : position == 0 ? 0 : position + 1 == size ? 2 : 1;
  return static_cast<uint8_t>(1 + type * 4 + step);
}

struct GoldName {
  TokenRange tokens;
  size_t type;  // of kTypes; kTypes.size(): unknown
};

// A document's stretches with their tags, and its names.
struct Prepared {
  std::vector<NameStretch> stretches;
  std::vector<TaggerExample> examples;  // one a stretch
  std::vector<GoldName> gold;
};

// Tokens that each name touches. Both lists are in text order.
std::vector<GoldName> Align(const LabelledText& labelled, std::span<const Token> tokens) {
  const OffsetMap code_points(labelled.article.text, OffsetUnit::kCodePoint);
  std::vector<GoldName> out;
  uint32_t at = 0;
  for (const LabelledName& name : labelled.names) {
    while (at < tokens.size() && code_points(tokens[at].span.end) <= name.start) ++at;
    uint32_t end = at;
    while (end < tokens.size() && code_points(tokens[end].span.begin) < name.end) ++end;
    if (end == at) continue;
    const auto type = static_cast<size_t>(std::find(kTypes.begin(), kTypes.end(), name.type) - kTypes.begin());
    out.push_back({{at, end}, type});
  }
  return out;
}

// `elsewhere`: the tag of tokens that no name touches.
void Label(const std::vector<GoldName>& gold, uint8_t elsewhere, Prepared& out) {
  size_t next = 0;
  for (NameStretch& stretch : out.stretches) {
    TaggerExample example;
    example.tags.assign(stretch.tokens.size(), elsewhere);
    bool unknown = false;
    while (next < gold.size() && gold[next].tokens.end <= stretch.tokens.begin) ++next;
    for (size_t i = next; i < gold.size() && gold[i].tokens.begin < stretch.tokens.end; ++i) {
      if (gold[i].type == kTypes.size()) {
        unknown = true;
        continue;
      }
      const uint32_t begin = std::max(gold[i].tokens.begin, stretch.tokens.begin), end = std::min(gold[i].tokens.end, stretch.tokens.end);
      for (uint32_t token = begin; token < end; ++token) example.tags[token - stretch.tokens.begin] = TagOf(gold[i].type, token - begin, end - begin);
    }
    if (!unknown) {
      example.features = stretch.features;
      example.ends = stretch.ends;
    }
    out.examples.push_back(std::move(example));  // without features: not to be learned from
  }
}

// Takes the features of some kinds out of a stretch.
void LeaveOut(const std::vector<bool>& left_out, NameStretch& stretch) {
  size_t kept = 0, at = 0;
  for (uint32_t& end : stretch.ends) {
    for (; at < end; ++at) {
      if (left_out[stretch.kinds[at]]) continue;
      stretch.features[kept] = stretch.features[at];
      stretch.kinds[kept++] = stretch.kinds[at];
    }
    end = static_cast<uint32_t>(kept);
  }
  stretch.features.resize(kept);
  stretch.kinds.resize(kept);
}

Result<std::vector<Prepared>> Prepare(const Data& data, const std::vector<bool>& left_out, const std::vector<const LabelledText*>& texts) {
  std::vector<NameStretch> stretches;
  std::vector<Token> tokens;
  Result<std::unique_ptr<Stage>> examples = MakeNameExamplesStage(data, [&](std::span<const Token> read, std::vector<NameStretch>& found) {
    tokens.assign(read.begin(), read.end());
    stretches = std::move(found);
  });
  if (!examples) return examples.error();
  std::vector<std::unique_ptr<const Stage>> stages;
  stages.push_back(MakeTokensStage());
  stages.push_back(MakeLookupStage(data));
  stages.push_back(std::move(*examples));
  const Pipeline pipeline = Pipeline::Of(data, std::move(stages));
  const std::unique_ptr<Worker> worker = pipeline.NewWorker();
  std::vector<Prepared> out;
  for (const LabelledText* text : texts) {
    Document document(text->article, false);
    pipeline.Run(document, *worker);
    Prepared prepared;
    prepared.stretches.swap(stretches);
    for (NameStretch& stretch : prepared.stretches) LeaveOut(left_out, stretch);
    prepared.gold = Align(*text, tokens);
    Label(prepared.gold, text->misc ? kOutside : kUnmarked, prepared);
    out.push_back(std::move(prepared));
  }
  return out;
}

std::vector<std::pair<std::string, NameScore>> Evaluate(const TaggerModel& model, const std::vector<Prepared>& development) {
  std::vector<NameScore> scores(kTypes.size() + 1);
  const TagSteps steps(model.tags(), [&](size_t from, size_t to) { return model.Step(from, to); });
  Lattice lattice(steps);
  std::vector<size_t> tags;
  for (const Prepared& document : development) {
    std::vector<GoldName> found;
    for (const NameStretch& stretch : document.stretches) {
      const std::span<float> room = lattice.Reset(stretch.tokens.size());
      for (size_t token = 0, at = 0; token < stretch.ends.size(); at = stretch.ends[token++])
        model.Score(std::span(stretch.features).subspan(at, stretch.ends[token] - at), room.subspan(token * model.tags().size(), model.tags().size()));
      lattice.Best(tags);
      for (uint32_t token = 0, begin = 0; token < tags.size(); ++token) {
        if (tags[token] == kOutside) continue;
        const size_t step = (tags[token] - 1) % 4;
        if (step == 0 || step == 3) begin = token;
        if (step >= 2) found.push_back({{stretch.tokens.begin + begin, stretch.tokens.begin + token + 1}, (tags[token] - 1) / 4});
      }
    }
    size_t next = 0;
    for (const GoldName& name : document.gold)
      if (name.type < kTypes.size()) ++scores[name.type].gold, ++scores.back().gold;
    for (const GoldName& name : found) {
      while (next < document.gold.size() && document.gold[next].tokens.end <= name.tokens.begin) ++next;
      const bool touches = next < document.gold.size() && document.gold[next].tokens.begin < name.tokens.end;
      if (touches && document.gold[next].type == kTypes.size()) continue;
      const bool right = touches && document.gold[next].tokens.begin == name.tokens.begin && document.gold[next].tokens.end == name.tokens.end &&
                         document.gold[next].type == name.type;
      for (NameScore* score : {&scores[name.type], &scores.back()}) ++score->found, score->right += right;
    }
  }
  std::vector<std::pair<std::string, NameScore>> out;
  for (size_t i = 0; i < kTypes.size(); ++i) out.emplace_back(kTypes[i], scores[i]);
  NameScore three;
  for (size_t i = 0; i < 3; ++i) three.right += scores[i].right, three.found += scores[i].found, three.gold += scores[i].gold;
  out.emplace_back("PER+ORG+LOC", three);
  out.emplace_back("all", scores.back());
  return out;
}

// A feature in the training texts.
struct Use {
  uint8_t kind;
  uint32_t count;
};

std::vector<FeatureWeight> WeightsOfKinds(const TaggerWeights& weights, const std::unordered_map<uint64_t, Use>& uses, size_t tokens,
                                          const std::vector<NameFeatureKind>& kinds) {
  std::vector<FeatureWeight> out;
  out.reserve(kinds.size());
  for (const NameFeatureKind& kind : kinds) out.push_back({kind.name, 0, 0});
  for (const TaggerWeights::Row& row : weights.rows) {
    const Use& use = uses.at(row.feature);
    const auto [low, high] = std::minmax_element(row.weights.begin(), row.weights.end());
    ++out[use.kind].features;
    out[use.kind].weight += static_cast<double>(*high - *low) * use.count / static_cast<double>(tokens);
  }
  std::stable_sort(out.begin(), out.end(), [](const FeatureWeight& a, const FeatureWeight& b) { return a.weight > b.weight; });
  return out;
}

}  // namespace

Result<NameModel> TrainNames(const Data& data, const std::vector<LabelledText>& texts, const std::vector<LabelledText>& development,
                             const NameTraining& training, const std::function<void(const NameProgress&)>& say) {
  const std::vector<NameFeatureKind> kinds = NameFeatureKinds();
  std::vector<bool> left_out(kinds.size());
  for (const std::string& group : training.without) {
    bool known = false;
    for (size_t kind = 0; kind < kinds.size(); ++kind)
      if (kinds[kind].group == group) left_out[kind] = known = true;
    if (!known) return Error{"unknown_group", "there is no group of features '" + group + "'"};
  }
  std::vector<LabelledText> copies;
  double due = 0;
  for (const LabelledText& text : texts)
    if ((due += static_cast<double>(training.upper_share)) >= 1) {
      copies.push_back(Recased(text, Recasing::kUpper));
      due -= 1;
    }
  std::vector<const LabelledText*> all;
  all.reserve(texts.size() + copies.size());
  for (const LabelledText& text : texts) all.push_back(&text);
  for (const LabelledText& text : copies) all.push_back(&text);
  Result<std::vector<Prepared>> prepared = Prepare(data, left_out, all);
  if (!prepared) return prepared.error();
  std::vector<const LabelledText*> held_out;
  held_out.reserve(development.size());
  for (const LabelledText& text : development) held_out.push_back(&text);
  Result<std::vector<Prepared>> dev = Prepare(data, left_out, held_out);
  if (!dev) return dev.error();

  std::vector<TaggerExample> examples;
  std::unordered_map<uint64_t, Use> uses;
  size_t tokens = 0;
  for (Prepared& document : *prepared)
    for (size_t i = 0; i < document.examples.size(); ++i) {
      if (document.examples[i].ends.empty()) continue;
      const NameStretch& stretch = document.stretches[i];
      tokens += stretch.tokens.size();
      for (size_t at = 0; at < stretch.features.size(); ++at) {
        Use& use = uses.try_emplace(stretch.features[at], Use{stretch.kinds[at], 0}).first->second;
        ++use.count;
      }
      examples.push_back(std::move(document.examples[i]));
    }
  prepared->clear();
  TrainOptions learner = training.learner;
  learner.unmarked = {kOutside};
  for (size_t position = 0; position < 4; ++position) learner.unmarked.push_back(static_cast<uint8_t>(1 + (kTypes.size() - 1) * 4 + position));  // MISC
  TaggerTrainer trainer(Tags(), examples, learner);
  examples.clear();
  examples.shrink_to_fit();
  NameModel out;
  TaggerWeights weights;
  for (uint32_t pass = 1; pass <= training.passes; ++pass) {
    NameProgress progress{pass, trainer.Pass(), {}};
    if (!dev->empty() || pass == training.passes) {
      weights = trainer.Weights(training.about);
      out.bytes = TaggerModel::ToBytes(weights);
    }
    if (!dev->empty()) {
      const Result<TaggerModel> model = TaggerModel::FromBytes(out.bytes);
      if (!model) return model.error();
      progress.scores = Evaluate(*model, *dev);
    }
    say(progress);
  }
  out.weights = WeightsOfKinds(weights, uses, tokens, kinds);
  return out;
}

}  // namespace factbox
