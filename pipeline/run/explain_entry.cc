#include "run/explain_entry.h"

#include <iterator>

namespace factbox {
namespace {

constexpr std::string_view kKindNames[] = {
    "place",    "place head",   "seat",          "ambiguous place", "organization", "organization head", "common organization", "given name",
    "surname",  "common name",  "name particle", "name suffix",     "title",        "common word",       "not a name",          "weapon",
    "religion", "ethnic group", "language",      "reporting verb",  "festival"};
static_assert(std::size(kKindNames) == static_cast<size_t>(EntryKind::kCount));

constexpr std::string_view kRankNames[] = {"", "alternate name", "abbreviation", "demonym", "people"};

void Add(std::string& out, std::string_view part) {
  if (!part.empty()) out.append(out.back() == ':' ? " " : ", ").append(part);
}

void AddCountry(std::string& out, const char (&country)[2]) {
  if (country[0] != 0) Add(out, {country, 2});
}

}  // namespace

std::string DescribeEntry(const Gazetteer& gazetteer, const Entry& entry) {
  std::string out(kKindNames[static_cast<size_t>(entry.kind)]);
  const auto text = [&](PoolString at) { return gazetteer.Text(at); };
  if (entry.kind == EntryKind::kPlace) {
    const PlaceRecord& place = gazetteer.Place(entry.record);
    out.append(" ").append(text(place.name)).append(":");
    Add(out, ToString(place.kind));
    AddCountry(out, place.country);
    Add(out, text(place.admin1));
    if (place.population != 0) Add(out, "population " + std::to_string(place.population));
    if (place.geonames != 0) Add(out, "GeoNames " + std::to_string(place.geonames));
  } else if (entry.kind == EntryKind::kOrganization) {
    const OrganizationRecord& organization = gazetteer.Organization(entry.record);
    out.append(" ").append(text(organization.name)).append(":");
    Add(out, ToString(organization.kind));
    AddCountry(out, organization.country);
    Add(out, text(organization.acronym));
  } else if (entry.kind == EntryKind::kTitle) {
    const TitleRecord& title = gazetteer.Title(entry.record);
    out.append(" ").append(text(title.title)).append(":");
    Add(out, text(title.kind));
    Add(out, text(title.sector));
  } else {
    const NounRecord& noun = gazetteer.Noun(entry.record);
    out.append(" ").append(text(noun.text)).append(":");
    for (const PoolString value : {noun.a, noun.b, noun.c}) Add(out, text(value));
    if (out.back() == ':') out.pop_back();
  }
  if (entry.kind == EntryKind::kPlace || entry.kind == EntryKind::kOrganization) Add(out, kRankNames[static_cast<size_t>(entry.rank)]);
  if (entry.writing == Writing::kCapitals) Add(out, "only in capitals");
  if (entry.writing == Writing::kFullStop) Add(out, "only with its full stop");
  return out;
}

}  // namespace factbox
