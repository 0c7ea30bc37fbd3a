// Names as the trained model reads them.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "extractors/names/features.h"
#include "tagger/lattice.h"
#include "tagger/model.h"

namespace factbox::names {

struct TaggedName {
  TokenRange tokens;
  Label label = Label::kOther;      // kOther: a name of something else (MISC)
  std::array<float, kLabels> as{};  // how likely it is a name of each label: the probability of the token of which the model is least sure
};

// A model whose tags are names of people, organisations, places and other things. const = thread-safe.
class NameTagger {
 public:
  // Errors: data_invalid (a model of other tags). Borrows the model.
  static Result<NameTagger> Of(const TaggerModel& model);

  // In text order; they do not overlap.
  std::vector<TaggedName> Tag(const Features& features) const;

 private:
  static constexpr std::string_view kPositions = "BILU";
  struct Meaning {
    char position;  // of kPositions, or 'O' outside of names
    Label label;
  };
  explicit NameTagger(const TaggerModel& model);
  void Weigh(const Lattice& lattice, uint32_t first, TaggedName& name) const;

  const TaggerModel* model_;
  TagSteps steps_;
  std::vector<Meaning> meanings_;  // of each tag
  std::array<std::array<std::optional<size_t>, 4>, kLabels> tags_{};
};

}  // namespace factbox::names
