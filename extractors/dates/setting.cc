#include "extractors/dates/setting.h"

#include <algorithm>
#include <string>

#include "text/fold.h"

namespace factbox::dates {
namespace {

bool IsMonthFirst(const Document& document, const Data& data, const Lexicon& lexicon) {
  const std::string country = CountryOf(document, data);
  if (country.empty()) return true;
  const uint32_t word = lexicon.Find(FoldHash(country));
  if (word == Lexicon::kUnknown) return false;
  const uint32_t wanted = lexicon.ClassOf("month-first-country");
  const std::vector<Reading>& readings = lexicon.word(word).readings;
  return std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) { return reading.word_class == wanted; });
}

// Many years that are named and long past, and few words that look at the calendar on the wall.
bool IsNarrative(const std::optional<CivilDate>& published, const std::vector<const Meaning*>& meanings) {
  int named = 0, past = 0, near = 0;
  for (const Meaning* meaning : meanings) {
    if (meaning->op == Op::kDate && meaning->year != kAbsent) {
      ++named;
      past += !published || meaning->year < published->year - 1;
    } else if ((meaning->op == Op::kShift && meaning->from == From::kPublished && meaning->unit != Unit::kNone) ||
               (meaning->op == Op::kDate && meaning->weekday != kAbsent && meaning->day == kAbsent)) {
      ++near;
    }
  }
  // Accounts of wars and lives have dozens; reports that look back have a few, and a "Monday" in the first sentence.
  constexpr int kFewest = 5;
  return named >= kFewest && past * 5 >= named * 3 && near * 4 <= named;
}

}  // namespace

std::string CountryOf(const Document& document, const Data& data) {
  const auto lower = [](std::string code) {
    for (char& c : code)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return code;
  };
  std::string_view rest = document.article().publisher;
  uint64_t phrase = 0;
  for (bool first = true; !rest.empty(); first = false) {
    const size_t space = std::min(rest.find(' '), rest.size());
    if (space > 0) phrase = first ? FoldHash(rest.substr(0, space)) : ExtendPhrase(phrase, FoldHash(rest.substr(0, space)));
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  for (const Gazetteer& gazetteer : data.gazetteers())
    for (const Entry& entry : gazetteer.Find(phrase).entries) {
      if (entry.kind != EntryKind::kOrganization) continue;
      const OrganizationRecord& record = gazetteer.Organization(entry.record);
      if (record.country[0] != 0) return lower(std::string(record.country, 2));
    }
  std::string_view url = document.article().url;
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::string_view host = url.substr(0, std::min(url.find_first_of("/:?"), url.size()));
  const size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || host.size() - dot != 3) return {};
  const std::string code = lower(std::string(host.substr(dot + 1)));
  return code == "uk" ? "gb" : code;
}

Setting SettingOf(const Document& document, const Data& data, const Lexicon& lexicon, const std::vector<const Meaning*>& meanings) {
  Setting setting;
  setting.published = document.published();
  const bool numbers = std::any_of(meanings.begin(), meanings.end(), [](const Meaning* meaning) { return meaning->first != kAbsent; });
  setting.month_first = !numbers || IsMonthFirst(document, data, lexicon);
  setting.narrative = IsNarrative(setting.published, meanings);
  return setting;
}

}  // namespace factbox::dates
