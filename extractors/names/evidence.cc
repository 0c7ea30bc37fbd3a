#include "extractors/names/evidence.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/tsv.h"
#include "text/fold.h"
#include "text/segmenter.h"

namespace factbox::names {
namespace {

constexpr std::string_view kEvidenceIds[] = {
    "span.one-word",
    "span.two-words",
    "span.three-words",
    "span.four-words",
    "span.many-words",
    "place.country",
    "place.admin1",
    "place.region",
    "place.million",
    "place.large",
    "place.middle",
    "place.small",
    "place.hamlet",
    "place.alternate",
    "place.ambiguous",
    "place.abbreviation",
    "organization.listed",
    "organization.alias",
    "organization.acronym",
    "organization.common-word",
    "organization.media",
    "head.organization-strong",
    "head.organization-weak",
    "head.place-after",
    "head.place-before",
    "shape.acronym",
    "span.has-and",
    "span.has-of",
    "span.of-without-head",
    "span.starts-with-demonym",
    "span.starts-with-place",
    "shape.initialism",
    "span.listed",
    "span.weak-connector",
    "span.country-body",
    "head.thing",
    "after.thing-head",
    "token.given-first",
    "token.given-first-common",
    "token.surname-last",
    "token.surname-last-common",
    "token.given-alone",
    "token.given-and-surname",
    "token.surname-first",
    "token.name-inside",
    "token.surname-alone",
    "token.initial",
    "token.particle",
    "token.suffix",
    "token.unknown",
    "token.common-word",
    "token.not-name",
    "token.title",
    "token.demonym",
    "token.head",
    "token.number",
    "token.upper",
    "before.honorific",
    "before.title",
    "before.profession",
    "after.title",
    "after.age",
    "after.says",
    "before.says",
    "before.the",
    "before.locative",
    "before.motion",
    "before.of",
    "before.place-noun",
    "after.place-noun",
    "before.direction",
    "before.body-noun",
    "after.body-noun",
    "before.person-noun",
    "before.opponent",
    "after.opponent",
    "after.name-goes-on",
    "before.name-part",
    "after.of-organization",
    "after.comma-place",
    "before.place-comma",
    "after.backed",
    "after.possessive",
    "sentence-start",
    "after.who",
    "beside.and-place",
    "after.bracket-acronym",
    "dateline",
    "known.person",
    "known.person-part",
    "known.organization",
    "known.place",
    "known.acronym",
    "known.organization-part",
    "known.lower-case",
    "other",
    "other.not-name",
    "other.common-word",
    "other.sentence-start",
    "other.demonym",
    "other.title",
    "other.headline",
    "other.known-word",
};
static_assert(std::size(kEvidenceIds) == static_cast<size_t>(Evidence::kCount));

Evidence EvidenceOf(std::string_view id) {
  return static_cast<Evidence>(std::find(std::begin(kEvidenceIds), std::end(kEvidenceIds), id) - std::begin(kEvidenceIds));
}

constexpr uint32_t kContextTokens = 3;  // the longest context phrase

}  // namespace

std::string_view Weights::Id(Evidence evidence) { return kEvidenceIds[static_cast<size_t>(evidence)]; }

Result<Weights> Weights::Load(const Data& data) {
  Weights weights;
  Mistakes mistakes;
  std::vector<bool> seen(static_cast<size_t>(Evidence::kCount), false);
  for (const Data::File& file : data.Files("extractors/names/rules.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"evidence", "person", "organization", "place", "other", "example?"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const Evidence evidence = EvidenceOf(row.cells[0]);
      if (evidence == Evidence::kCount) {
        mistakes.push_back(table.At(row, 0, "unknown evidence '" + std::string(row.cells[0]) + "'"));
        continue;
      }
      seen[static_cast<size_t>(evidence)] = true;
      for (size_t label = 0; label < kLabels; ++label) {
        const std::string_view cell = row.cells[label + 1];
        float value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (!cell.empty() && (error != std::errc() || end != cell.data() + cell.size())) mistakes.push_back(table.At(row, label + 1, "no number"));
        weights.table_[static_cast<size_t>(evidence)][label] = value;
      }
    }
  }
  for (size_t i = 0; i < seen.size(); ++i)
    if (!seen[i]) mistakes.push_back({"extractors/names/rules.tsv", 1, 1, "no weights for '" + std::string(kEvidenceIds[i]) + "'"});
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return weights;
}

Result<Contexts> Contexts::Load(const Data& data, const Abbreviations& abbreviations) {
  Contexts contexts;
  Mistakes mistakes;
  Segmenter segmenter(abbreviations);
  std::vector<Token> tokens;
  for (const Data::File& file : data.Files("extractors/names/contexts.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"words", "side", "evidence"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const Evidence evidence = EvidenceOf(row.cells[2]);
      const bool before = row.cells[1] == "before";
      if (evidence == Evidence::kCount) mistakes.push_back(table.At(row, 2, "unknown evidence '" + std::string(row.cells[2]) + "'"));
      if (!before && row.cells[1] != "after") mistakes.push_back(table.At(row, 1, "neither 'before' nor 'after'"));
      for (const std::string_view words : SplitAlternatives(row.cells[0])) {
        tokens.clear();
        segmenter.Tokenize(words, tokens);
        if (tokens.empty() || tokens.size() > kContextTokens) {
          mistakes.push_back(table.At(row, 0, "a context has one to three words"));
          continue;
        }
        uint64_t phrase = tokens[0].fold;
        for (size_t i = 1; i < tokens.size(); ++i) phrase = ExtendPhrase(phrase, tokens[i].fold);
        (before ? contexts.before_ : contexts.after_)[phrase] = evidence;
      }
    }
  }
  for (const Data::File& file : data.Files("extractors/names/things.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"word", "side"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const uint8_t side = row.cells[1] == "end" ? kEndsThing : row.cells[1] == "start" ? kStartsThing : row.cells[1] == "of" ? kOfThing : 0;
      if (side == 0) mistakes.push_back(table.At(row, 1, "none of 'end', 'start', 'of'"));
      for (const std::string_view word : SplitAlternatives(row.cells[0])) {
        tokens.clear();
        segmenter.Tokenize(word, tokens);
        if (!tokens.empty()) contexts.things_[tokens.back().fold] |= side;
      }
    }
  }
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return contexts;
}

Evidence Contexts::Before(std::span<const Token> tokens, uint32_t begin, uint32_t limit) const {
  for (uint32_t n = std::min(kContextTokens, begin - limit); n > 0; --n) {
    uint64_t phrase = tokens[begin - n].fold;
    for (uint32_t i = begin - n + 1; i < begin; ++i) phrase = ExtendPhrase(phrase, tokens[i].fold);
    if (const Evidence* evidence = before_.Find(phrase)) return *evidence;
  }
  return Evidence::kCount;
}

Evidence Contexts::After(std::span<const Token> tokens, uint32_t end, uint32_t limit) const {
  std::array<uint64_t, kContextTokens> phrases{};
  const uint32_t n = std::min(kContextTokens, limit - end);
  for (uint32_t i = 0; i < n; ++i) phrases[i] = i == 0 ? tokens[end].fold : ExtendPhrase(phrases[i - 1], tokens[end + i].fold);
  for (uint32_t i = n; i > 0; --i)
    if (const Evidence* evidence = after_.Find(phrases[i - 1])) return *evidence;
  return Evidence::kCount;
}

}  // namespace factbox::names
