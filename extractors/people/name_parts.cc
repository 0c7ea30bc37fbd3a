#include "extractors/people/name_parts.h"

#include <algorithm>
#include <array>

namespace factbox::people {
namespace {

bool Has(KindSet kinds, EntryKind kind) { return (kinds & Bit(kind)) != 0; }

bool InCultures(std::string_view cultures, std::span<const std::string_view> wanted) {
  while (!cultures.empty()) {
    const size_t end = std::min(cultures.find('|'), cultures.size());
    if (std::find(wanted.begin(), wanted.end(), cultures.substr(0, end)) != wanted.end()) return true;
    cultures.remove_prefix(std::min(end + 1, cultures.size()));
  }
  return false;
}

// Is the token a `kind` of name in any of `cultures`?
bool IsNameOf(const Data& data, std::span<const Match> matches, uint32_t token, EntryKind kind, std::span<const std::string_view> cultures) {
  for (const Match& match : MatchesStartingAt(matches, token)) {
    if (match.tokens.size() != 1) continue;
    const Gazetteer& gazetteer = data.gazetteers()[match.gazetteer];
    for (uint16_t i = 0; i < match.entry_count; ++i)
      if (match.entries[i].kind == kind && InCultures(gazetteer.Text(gazetteer.Noun(match.entries[i].record).a), cultures)) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 3> kFamilyFirst = {"zh", "ko", "vi"};
constexpr std::array<std::string_view, 9> kWestern = {"en", "de", "fr", "it", "nl", "sv", "nb", "da", "pl"};
constexpr std::array<std::string_view, 2> kTwoFamilyNames = {"es", "pt"};

}  // namespace

KindSet NameKinds(std::span<const Match> matches, uint32_t token) {
  KindSet kinds = 0;
  for (const Match& match : MatchesStartingAt(matches, token))
    if (match.tokens.size() == 1) kinds |= match.kinds;
  return kinds;
}

NameParts SplitName(const Data& data, std::span<const Token> tokens, std::span<const Match> matches, TokenRange name) {
  const auto kinds = [&](uint32_t token) { return NameKinds(matches, token); };
  while (name.size() > 1 && (Has(kinds(name.end - 1), EntryKind::kNameSuffix) || !IsWord(tokens[name.end - 1])) &&
         !Has(kinds(name.end - 1), EntryKind::kSurname))
    --name.end;
  if (name.size() < 2) return {{}, name};

  // Words of the name: hyphenated parts are one (Hyun-woo).
  std::vector<uint32_t> starts;
  for (uint32_t i = name.begin; i < name.end; ++i)
    if (IsWord(tokens[i]) && (i == name.begin || tokens[i - 1].mark != '-' || tokens[i].space_before)) starts.push_back(i);
  if (starts.size() < 2) return {{}, name};
  const uint32_t last = starts.back();

  const bool family_first =
      IsNameOf(data, matches, name.begin, EntryKind::kSurname, kFamilyFirst) && starts.size() <= 3 &&
      !(IsNameOf(data, matches, last, EntryKind::kSurname, kWestern) && IsNameOf(data, matches, name.begin, EntryKind::kGivenName, kWestern)) &&
      !IsNameOf(data, matches, name.begin, EntryKind::kGivenName, kWestern) && tokens[starts[1]].shape != Shape::kInitial;
  if (family_first || (IsNameOf(data, matches, name.begin, EntryKind::kSurname, kFamilyFirst) && last + 1 < name.end && tokens[last + 1].mark == '-'))
    return {{starts[1], name.end}, {name.begin, starts[1]}};

  // From a particle on: van der Berg, bin Salman, al-Jubouri.
  for (size_t i = 1; i + 1 < starts.size(); ++i)
    if (Has(kinds(starts[i]), EntryKind::kParticle) && (tokens[starts[i]].shape == Shape::kLower || tokens[starts[i]].span.size() <= 3))
      return {{name.begin, starts[i]}, {starts[i], name.end}};

  if (starts.size() >= 3) {
    const uint32_t before = starts[starts.size() - 2];
    const bool two = IsNameOf(data, matches, before, EntryKind::kSurname, kTwoFamilyNames) &&
                     !IsNameOf(data, matches, before, EntryKind::kGivenName, kTwoFamilyNames) &&
                     (IsNameOf(data, matches, last, EntryKind::kSurname, kTwoFamilyNames) || !Has(kinds(last), EntryKind::kSurname));
    if (two) return {{name.begin, before}, {before, name.end}};
  }
  return {{name.begin, last}, {last, name.end}};
}

}  // namespace factbox::people
