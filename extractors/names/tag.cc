#include "extractors/names/tag.h"

#include <algorithm>

namespace factbox::names {

NameTagger::NameTagger(const TaggerModel& model) : model_(&model), steps_(model.tags(), [&](size_t from, size_t to) { return model.Step(from, to); }) {}

Result<NameTagger> NameTagger::Of(const TaggerModel& model) {
  NameTagger tagger(model);
  for (size_t tag = 0; tag < model.tags().size(); ++tag) {
    const std::string_view name = model.tags()[tag];
    const std::string_view type = name.size() > 2 ? name.substr(2) : std::string_view();
    const size_t position = name.empty() ? std::string_view::npos : kPositions.find(name[0]);
    const bool known = type == "PER" || type == "ORG" || type == "LOC" || type == "MISC";
    if (name != "O" && (!known || position == std::string_view::npos))
      return Error{"data_invalid", "the model tags '" + std::string(name) + "', which is no part of a name of a person, organization, place or other thing"};
    const Label label = type == "PER" ? Label::kPerson : type == "ORG" ? Label::kOrganization : type == "LOC" ? Label::kPlace : Label::kOther;
    tagger.meanings_.push_back({name == "O" ? 'O' : name[0], label});
    if (name != "O") tagger.tags_[static_cast<size_t>(label)][position] = tag;
  }
  return tagger;
}

// How likely `tokens` of the stretch are a name of each label: of each label, the least of its tokens' probabilities.
void NameTagger::Weigh(const Lattice& lattice, uint32_t first, TaggedName& name) const {
  for (size_t label = 0; label < kLabels; ++label) {
    const auto& tags = tags_[label];
    float least = 1;
    for (uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) {
      const size_t position = name.tokens.size() == 1 ? 3 : i == name.tokens.begin ? 0 : i + 1 == name.tokens.end ? 2 : 1;
      least = std::min(least, tags[position] ? lattice.marginal(i - first, *tags[position]) : 0.0F);
    }
    name.as[label] = least;
  }
}

std::vector<TaggedName> NameTagger::Tag(const Features& features) const {
  std::vector<TaggedName> out;
  Lattice lattice(steps_);
  std::vector<uint64_t> found;
  std::vector<size_t> ends, tags;
  const size_t width = meanings_.size();
  for (const Features::Stretch& stretch : features.stretches()) {
    if (features.IsFunctionWord(stretch)) continue;
    found.clear();
    ends.clear();
    for (uint32_t i = stretch.tokens.begin; i < stretch.tokens.end; ++i) {
      features.Of(i, stretch, found);
      ends.push_back(found.size());
    }
    const std::span<float> scores = lattice.Reset(stretch.tokens.size());
    for (size_t token = 0, at = 0; token < ends.size(); at = ends[token++])
      model_->Score(std::span(found).subspan(at, ends[token] - at), scores.subspan(token * width, width));
    lattice.Best(tags);
    if (std::all_of(tags.begin(), tags.end(), [&](size_t tag) { return meanings_[tag].position == 'O'; })) continue;
    lattice.Marginals();
    TaggedName name;
    for (uint32_t token = 0; token < tags.size(); ++token) {
      const auto& [position, label] = meanings_[tags[token]];
      if (position == 'O') continue;
      const uint32_t at = stretch.tokens.begin + token;
      if (position == 'B' || position == 'U') name = {{at, at}, label, {}};
      name.tokens.end = at + 1;
      if (position != 'L' && position != 'U') continue;
      Weigh(lattice, stretch.tokens.begin, name);
      out.push_back(name);
    }
  }
  return out;
}

}  // namespace factbox::names
