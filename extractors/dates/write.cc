#include "extractors/dates/write.h"

#include <fmt/format.h>

#include <cmath>

#include "extractors/dates/calendar.h"

namespace factbox::dates {
namespace {

struct UnitForm {
  std::string_view name;
  std::string_view code;  // in a duration
  bool clock;
  int times;  // a decade is ten of its code's unit
};
constexpr UnitForm kForms[] = {{"", "", false, 1},         {"second", "S", true, 1},    {"minute", "M", true, 1},  {"hour", "H", true, 1},
                               {"day", "D", false, 1},     {"weekend", "WE", false, 1}, {"week", "W", false, 1},   {"month", "M", false, 1},
                               {"quarter", "M", false, 3}, {"half", "M", false, 6},     {"season", "M", false, 3}, {"year", "Y", false, 1},
                               {"decade", "Y", false, 10}, {"century", "Y", false, 100}};

const UnitForm& FormOf(Unit unit) { return kForms[static_cast<size_t>(unit)]; }

// "5", "2.5"
std::string Amount(double n) {
  const double rounded = std::round(n * 100) / 100;
  return rounded == std::floor(rounded) && std::abs(rounded) < 1e15 ? fmt::format("{}", static_cast<int64_t>(rounded)) : fmt::format("{:g}", rounded);
}

// Halves of what divides evenly are written out: 1.5 hours are 1 h 30 min, half a year six months.
std::string Part(double n, bool vague, Unit unit) {
  const UnitForm& form = FormOf(unit);
  if (vague) return "X" + std::string(form.code);
  n *= form.times;
  const double whole = std::floor(n), rest = n - whole;
  if (unit == Unit::kHour && rest > 0) return (whole > 0 ? Amount(whole) + "H" : "") + Amount(std::round(rest * 60)) + "M";
  if (unit == Unit::kYear && rest == 0.5 && whole == 0) return "6M";
  return Amount(n) + std::string(form.code);
}

}  // namespace

std::string_view NameOf(Unit unit) { return FormOf(unit).name; }

std::string Length(const Meaning& meaning) {
  Unit unit = meaning.unit;
  double n = meaning.n < 0 ? 1 : meaning.n;
  if (unit == Unit::kDay && n == 0.5 && !meaning.vague) unit = Unit::kHour, n = 12;
  std::string date = "P", time;
  const auto add = [&](double amount, bool vague, Unit of) { (FormOf(of).clock ? time : date) += Part(amount, vague, of); };
  add(n, meaning.vague, unit);
  if (meaning.unit2 != Unit::kNone) add(meaning.n2, false, meaning.unit2);
  return time.empty() ? date : date + "T" + time;
}

std::string SetValue(const Meaning& meaning) {
  if (!meaning.value.empty()) return std::string(meaning.value);
  if (meaning.weekday != kAbsent) return fmt::format("XXXX-WXX-{}", meaning.weekday) + (meaning.part.empty() ? "" : "T" + std::string(meaning.part));
  if (meaning.month != kAbsent) return fmt::format("XXXX-{:02}", meaning.month);
  if (!meaning.season.empty()) return "XXXX-" + std::string(meaning.season);
  if (!meaning.part.empty()) return "XXXX-XX-XXT" + std::string(meaning.part);
  if (!meaning.festival.empty()) return meaning.festival.size() == 5 ? "XXXX-" + std::string(meaning.festival) : "P1Y";
  return meaning.unit == Unit::kWeekend ? "XXXX-WXX-WE" : Length(meaning);
}

std::string Clock(const Meaning& meaning) {
  if (!meaning.HasClock()) return meaning.part.empty() ? "" : "T" + std::string(meaning.part);
  int hour = meaning.hour;
  const bool afternoon = meaning.meridiem == "PM" || (meaning.meridiem.empty() && (meaning.part == "AF" || meaning.part == "EV" || meaning.part == "NI"));
  if (afternoon && hour < 12 && hour > 0) hour += 12;
  if (meaning.meridiem == "AM" && hour == 12) hour = 0;
  std::string out = fmt::format("T{:02}:{:02}", hour, meaning.minute == kAbsent ? 0 : meaning.minute);
  if (meaning.second != kAbsent) out += fmt::format(":{:02}", meaning.second);
  return out + std::string(meaning.zone);
}

std::string Unresolved(const Meaning& meaning) {
  const std::string clock = Clock(meaning);
  const std::string year = meaning.year != kAbsent ? fmt::format("{:04}", meaning.year) : "XXXX";
  if (meaning.op == Op::kShift && meaning.weekday == kAbsent) {
    switch (meaning.unit) {
      case Unit::kDay: return "XXXX-XX-XX" + clock;
      case Unit::kWeek: return "XXXX-WXX";
      case Unit::kWeekend: return "XXXX-WXX-WE";
      case Unit::kMonth: return "XXXX-XX";
      case Unit::kQuarter: return "XXXX-QX";
      case Unit::kDecade: return "XXX";
      case Unit::kCentury: return "XX";
      default: return "XXXX";
    }
  }
  if (meaning.month != kAbsent && meaning.day != kAbsent) return fmt::format("{}-{:02}-{:02}{}", year, meaning.month, meaning.day, clock);
  if (meaning.month != kAbsent) return fmt::format("{}-{:02}", year, meaning.month);
  if (meaning.weekday != kAbsent) return fmt::format("{}-WXX-{}{}", year, meaning.weekday, clock);
  if (meaning.quarter != kAbsent) return fmt::format("{}-Q{}", year, meaning.quarter);
  if (meaning.half != kAbsent) return fmt::format("{}-H{}", year, meaning.half);
  if (!meaning.season.empty()) return year + "-" + std::string(meaning.season);
  if (meaning.festival.size() == 5) return year + "-" + std::string(meaning.festival) + clock;
  if (meaning.day != kAbsent) return fmt::format("XXXX-XX-{:02}{}", meaning.day, clock);
  if (!clock.empty() && meaning.festival.empty() && meaning.op == Op::kDate) return clock;
  return "XXXX-XX-XX" + clock;
}

}  // namespace factbox::dates
