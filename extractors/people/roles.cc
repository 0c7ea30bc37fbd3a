#include "extractors/people/roles.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/tsv.h"
#include "text/fold.h"

namespace factbox::people {
namespace {

constexpr std::array<std::string_view, 6> kUnits = {"PER", "ORGNAME", "LOC", "DEMONYM", "TITLE", "HONORIFIC"};

// Is the title more than an honorific (Mr., Dr.)?
bool IsRole(const Data& data, const Match& match) {
  const Gazetteer& gazetteer = data.gazetteers()[match.gazetteer];
  bool role = false;
  for (uint16_t i = 0; i < match.entry_count; ++i)
    if (match.entries[i].kind == EntryKind::kTitle) role = role || gazetteer.Text(gazetteer.Title(match.entries[i].record).kind) != "honorific";
  return role;
}

// Where organisations and places are mentioned, by first byte.
template <class Entity>
std::map<uint32_t, uint32_t> MentionStarts(std::span<const Entity> entities) {
  std::map<uint32_t, uint32_t> starts;
  for (uint32_t i = 0; i < entities.size(); ++i)
    for (const Mention& mention : entities[i].mentions) starts[mention.span.begin] = i;
  return starts;
}

class Marker {
 public:
  Marker(const TokenPatternSet& patterns, const TitleWords& words, const Data& data, const Reader& reader)
      : words_(words),
        data_(data),
        tokens_(reader.tokens()),
        matches_(reader.matches()),
        names_(reader.names()),
        places_(reader.places()),
        patterns_(patterns) {
    for (size_t i = 0; i < kUnits.size(); ++i) units_[i] = patterns.FindUnit(kUnits[i]);
  }

  // Writes the sentence with its names, titles and demonyms; false if it has no person.
  bool Encode(const Sentence& sentence, TokenCodes& codes) const {
    const auto first =
        std::lower_bound(names_.begin(), names_.end(), sentence.tokens.begin, [](const Name& name, uint32_t token) { return name.tokens.begin < token; });
    auto last = first;
    bool person = false;
    for (; last != names_.end() && last->tokens.begin < sentence.tokens.end; ++last) person = person || last->type == NameType::kPerson;
    if (!person) return false;
    patterns_.Encode(tokens_, sentence.tokens, codes);
    for (auto name = first; name != last; ++name) patterns_.Mark(codes, units_[static_cast<size_t>(name->type)], name->tokens);
    MarkTitles(sentence, {first, last}, codes);
    MarkDemonyms(sentence, codes);
    return true;
  }

 private:
  void MarkTitles(const Sentence& sentence, std::span<const Name> names, TokenCodes& codes) const {
    for (const Match& match : MatchesStartingIn(matches_, sentence.tokens)) {
      if ((match.kinds & Bit(EntryKind::kTitle)) == 0) continue;
      if (std::any_of(names.begin(), names.end(), [&](const Name& name) { return name.tokens.Overlaps(match.tokens); })) continue;
      // Longest first; what touches a marked one is refused.
      const bool role = IsRole(data_, match);
      if (!role || !patterns_.Mark(codes, units_[4], {WithModifiers(match.tokens.begin, sentence.tokens.begin), match.tokens.end}))
        patterns_.Mark(codes, units_[role ? 4 : 5], match.tokens);
    }
  }

  // "deputy" of deputy director, "finance and" of finance and foreign minister: first token of the title with them.
  uint32_t WithModifiers(uint32_t begin, uint32_t limit) const {
    static const uint64_t kAnd = FoldHash("and");
    constexpr uint32_t kMostModifiers = 3;
    const uint32_t first = begin;
    while (begin > limit && first - begin < kMostModifiers && words_.modifiers.Contains(tokens_[begin - 1].fold)) --begin;
    if (begin >= limit + 2 && tokens_[begin - 1].fold == kAnd && words_.portfolios.Contains(tokens_[begin - 2].fold)) begin -= 2;
    return begin;
  }

  void MarkDemonyms(const Sentence& sentence, TokenCodes& codes) const {
    for (const Place& place : places_)
      for (const Mention& mention : place.mentions) {
        if (mention.kind != MentionKind::kDemonym || !sentence.span.Contains(mention.span)) continue;
        const auto begin =
            std::lower_bound(tokens_.begin(), tokens_.end(), mention.span.begin, [](const Token& token, uint32_t byte) { return token.span.begin < byte; });
        auto end = begin;
        while (end != tokens_.end() && end->span.end <= mention.span.end) ++end;
        patterns_.Mark(codes, units_[3], {static_cast<uint32_t>(begin - tokens_.begin()), static_cast<uint32_t>(end - tokens_.begin())});
      }
  }

  const TitleWords& words_;
  const Data& data_;
  std::span<const Token> tokens_;
  std::span<const Match> matches_;
  std::span<const Name> names_;
  std::span<const Place> places_;
  const TokenPatternSet& patterns_;
  std::array<TokenPatternSet::Unit, kUnits.size()> units_{};
};

}  // namespace

Result<RoleRules> RoleRules::Load(const Data& data) {
  TokenPatternSet::Builder builder(data.abbreviations());
  for (const std::string_view unit : kUnits) builder.AddUnit(unit);
  Mistakes mistakes;
  std::map<std::string_view, std::vector<std::string_view>> lists;  // a user's words are added to those of the same list
  for (const Data::File& file : data.Files("extractors/people/lists.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"list", "words"}, mistakes);
    for (const TsvRow& row : table.rows)
      for (const std::string_view word : SplitAlternatives(row.cells[1])) lists[row.cells[0]].push_back(word);
  }
  RoleRules rules;
  for (const std::string_view word : lists["modifier"]) rules.words_.modifiers.Insert(FoldHash(word));
  for (const std::string_view word : lists["portfolio"]) rules.words_.portfolios.Insert(FoldHash(word));
  lists.erase("modifier");
  lists.erase("portfolio");
  for (const auto& [name, words] : lists)
    if (const Status status = builder.AddList(name, words); !status) mistakes.push_back({"extractors/people/lists.tsv", 1, 1, status.error().message});
  for (const Data::File& file : data.Files("extractors/people/rules.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"id", "pattern", "example?"}, mistakes);
    for (const TsvRow& row : table.rows) builder.AddRow(table, row, 0, 1, mistakes);
  }
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  Result<TokenPatternSet> patterns = builder.Build();
  if (!patterns) return patterns.error();
  rules.patterns_ = std::move(*patterns);
  return rules;
}

std::vector<FoundRole> RoleRules::Find(const Data& data, const Reader& reader) const {
  std::vector<FoundRole> out;
  const std::span<const Token> tokens = reader.tokens();
  const std::map<uint32_t, uint32_t> organizations = MentionStarts(reader.organizations()), places = MentionStarts(reader.places());
  const Marker marker(patterns_, words_, data, reader);
  TokenCodes codes;
  std::vector<TokenMatch> matches;
  for (const Sentence& sentence : reader.sentences()) {
    if (!marker.Encode(sentence, codes)) continue;
    matches.clear();
    patterns_.Match(codes, matches);
    for (const TokenMatch& match : matches) {
      const TokenRange name = patterns_.Capture(match, "name"), title = patterns_.Capture(match, "title"), of = patterns_.Capture(match, "of");
      if (name.empty()) continue;
      FoundRole found;
      found.name = name.begin;
      const TokenRange shown = title.empty() ? of : title;
      found.role.title = {tokens[shown.begin].span.begin, tokens[shown.end - 1].span.end};
      found.role.affiliation = title.empty();
      found.role.former = !patterns_.Capture(match, "former").empty();
      found.role.why.rule = patterns_.Id(match.pattern);
      if (!of.empty()) {
        const uint32_t at = tokens[of.begin].span.begin;
        if (const auto organization = organizations.find(at); organization != organizations.end())
          found.role.of.organization.index = organization->second;
        else if (const auto place = places.find(at); place != places.end())
          found.role.of.place.index = place->second;
      }
      out.push_back(found);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const FoundRole& a, const FoundRole& b) { return a.name < b.name; });
  return out;
}

}  // namespace factbox::people
