// The stage of names: what rules and lists read, what the trained tagger reads, and who of them is believed.
//
//   "Queen Letizia met …"   rules: Letizia, person    tagger: Queen Letizia, person    → Letizia: a title is no part of a name
//
// The tagger knows what the rules say (features.h), so it is believed unless one of a few things that always hold speaks against it; combine.h lists them.
// Without a model the rules' reading stands.
#include <cmath>
#include <optional>

#include "extractors/names/combine.h"
#include "extractors/names/examples.h"
#include "extractors/names/features.h"
#include "extractors/names/names.h"
#include "extractors/names/spots.h"
#include "extractors/names/tag.h"

namespace factbox {
namespace names {
namespace {

// What both stages know before the first document.
struct Knowledge {
  const Data& data;
  Weights weights;
  Contexts contexts;

  static Result<Knowledge> Load(const Data& data) {
    Result<Weights> weights = Weights::Load(data);
    Result<Contexts> contexts = Contexts::Load(data, data.abbreviations());
    if (!weights && !contexts) return Error{"data_invalid", weights.error().message + "\n" + contexts.error().message};
    if (!weights) return weights.error();
    if (!contexts) return contexts.error();
    return Knowledge{data, *weights, std::move(*contexts)};
  }
};

class NamesStage : public Stage {
 public:
  NamesStage(Knowledge knowledge, std::optional<NameTagger> tagger) : knowledge_(std::move(knowledge)), tagger_(std::move(tagger)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"names", 2, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches), LayersOf(Layer::kNames)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    const std::span<const Token> tokens = reader.tokens();
    const Facts facts(knowledge_.data, tokens, reader.sentences(), reader.matches());
    const std::vector<Spot> spots = ReadSpots(knowledge_.weights, knowledge_.contexts, facts, tokens, reader.sentences());
    std::vector<Decided> names;
    if (tagger_) {
      const Features features(facts, knowledge_.contexts, document.text(), tokens, reader.sentences(), spots);
      names = Combine(spots, tagger_->Tag(features), facts, tokens);
    } else {
      // A margin of scores as something like a probability; the scale was not fitted.
      for (const Spot& spot : spots) names.push_back({spot.tokens, spot.label, 1 / (1 + std::exp(-std::max(spot.margin, 0.0F))), Weights::Id(spot.main)});
    }
    for (const Decided& decided : names) {
      Name name;
      name.tokens = decided.tokens;
      name.span = {tokens[decided.tokens.begin].span.begin, tokens[decided.tokens.end - 1].span.end};
      name.type = static_cast<NameType>(decided.label);
      name.confidence = decided.confidence;
      name.why.rule = decided.rule;
      const EntryKind listed = decided.label == Label::kOrganization ? EntryKind::kOrganization : EntryKind::kPlace;
      if (const Match* match = decided.label == Label::kPerson ? nullptr : facts.MatchOver(decided.tokens, Bit(listed)); match != nullptr)
        name.match.index = static_cast<uint32_t>(match - reader.matches().data());
      writer.names().push_back(name);
    }
  }

 private:
  Knowledge knowledge_;
  std::optional<NameTagger> tagger_;
};

class NameExamplesStage : public Stage {
 public:
  NameExamplesStage(Knowledge knowledge, NameStretchSink sink) : knowledge_(std::move(knowledge)), sink_(std::move(sink)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"name_examples", 1, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches), 0};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer&, Worker&) const override {
    const std::span<const Token> tokens = reader.tokens();
    const Facts facts(knowledge_.data, tokens, reader.sentences(), reader.matches());
    const std::vector<Spot> spots = ReadSpots(knowledge_.weights, knowledge_.contexts, facts, tokens, reader.sentences());
    const Features features(facts, knowledge_.contexts, document.text(), tokens, reader.sentences(), spots);
    std::vector<NameStretch> out;
    for (const Features::Stretch& stretch : features.stretches()) {
      NameStretch& example = out.emplace_back();
      example.tokens = stretch.tokens;
      for (uint32_t i = stretch.tokens.begin; i < stretch.tokens.end; ++i) {
        features.Of(i, stretch, example.features, &example.kinds);
        example.ends.push_back(static_cast<uint32_t>(example.features.size()));
      }
    }
    sink_(tokens, out);
  }

 private:
  Knowledge knowledge_;
  NameStretchSink sink_;
};

}  // namespace
}  // namespace names

Result<std::unique_ptr<Stage>> MakeNamesStage(const Data& data) {
  Result<names::Knowledge> knowledge = names::Knowledge::Load(data);
  if (!knowledge) return knowledge.error();
  std::optional<names::NameTagger> tagger;
  if (data.tagger() != nullptr) {
    Result<names::NameTagger> made = names::NameTagger::Of(*data.tagger());
    if (!made) return made.error();
    tagger = std::move(*made);
  }
  return std::unique_ptr<Stage>(std::make_unique<names::NamesStage>(std::move(*knowledge), std::move(tagger)));
}

std::vector<NameFeatureKind> NameFeatureKinds() {
  std::vector<NameFeatureKind> out;
  for (size_t kind = 0; kind < names::Features::KindCount(); ++kind)
    out.push_back({names::Features::KindName(static_cast<uint8_t>(kind)), names::Features::KindGroup(static_cast<uint8_t>(kind))});
  return out;
}

Result<std::unique_ptr<Stage>> MakeNameExamplesStage(const Data& data, NameStretchSink sink) {
  Result<names::Knowledge> knowledge = names::Knowledge::Load(data);
  if (!knowledge) return knowledge.error();
  return std::unique_ptr<Stage>(std::make_unique<names::NameExamplesStage>(std::move(*knowledge), std::move(sink)));
}

}  // namespace factbox
