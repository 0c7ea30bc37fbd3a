#include "evaluate/same.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/units.h"

namespace factbox::evaluate {
namespace {

constexpr double kMaxKilometres = 161;
constexpr double kEarthRadius = 6371;  // kilometres

}  // namespace

double Kilometres(std::pair<double, double> a, std::pair<double, double> b) {
  constexpr double kRadian = 3.14159265358979323846 / 180;
  const double lat1 = a.first * kRadian, lat2 = b.first * kRadian, lon1 = a.second * kRadian, lon2 = b.second * kRadian;
  const double h = std::pow(std::sin((lat2 - lat1) / 2), 2) + std::cos(lat1) * std::cos(lat2) * std::pow(std::sin((lon2 - lon1) / 2), 2);
  return 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

bool SamePlace(const Entity& gold, const Entity& got) {
  if (gold.geonames && gold.geonames == got.geonames) return true;
  if (gold.is == "country" && got.kind == "country" && gold.country == got.country) return true;
  return gold.point && got.point && Kilometres(*gold.point, *got.point) <= kMaxKilometres;
}

namespace {

std::optional<long double> Amount(const std::string& text) {
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  const long double value = std::strtold(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

constexpr long double kSame = 1e-9L, kConverted = 1e-6L;  // relative: ten digits of a fraction; factors of units have more

bool Near(std::optional<long double> a, std::optional<long double> b, long double tolerance) {
  if (!a || !b) return !a && !b;
  // The decimals of both sides are rounded to binary: allow for that.
  const long double size = std::max(std::abs(*a), std::abs(*b));
  return std::abs(*a - *b) <= tolerance * size * (1 + 1e-12L);
}

enum class Direction : uint8_t { kNone, kMore, kLess };
Direction DirectionOf(const std::string& approx) {
  if (approx == "more_than" || approx == "at_least") return Direction::kMore;
  if (approx == "less_than" || approx == "at_most" || approx == "up_to") return Direction::kLess;
  return Direction::kNone;
}

// `factor` turns what was found into gold's unit.
bool SameAmount(const Item& gold, const Item& got, long double factor, long double tolerance) {
  const auto times = [&](std::optional<long double> value) { return value ? std::optional(*value * factor) : value; };
  const std::optional<long double> value = Amount(gold.value), min = Amount(got.min), max = Amount(got.max);
  if (!value) return min && max && Near(Amount(gold.min), times(min), tolerance) && Near(Amount(gold.max), times(max), tolerance);
  std::optional<long double> found = Amount(got.value);
  if (!found && min == max) found = min;
  const Direction wanted = DirectionOf(gold.approx);
  if (wanted != Direction::kNone && !found)  // "at least 5" may also be said as a range with one end
    found = wanted == Direction::kMore ? min : max;
  else if (wanted != Direction::kNone && DirectionOf(got.approx) != wanted)
    return false;
  return found && Near(value, times(found), tolerance);
}

}  // namespace

bool IsCount(const std::string& kind) { return kind == "count" || kind == "plain" || kind == "ratio" || kind == "score"; }
namespace {
std::string Family(const std::string& kind) { return IsCount(kind) ? "count" : kind; }

std::vector<std::string> Split(const std::string& codes) {
  std::vector<std::string> out;
  for (size_t at = 0; at <= codes.size();) {
    const size_t end = std::min(codes.find('|', at), codes.size());
    out.push_back(codes.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

bool SameNumber(const Item& gold, const Item& got) {
  const std::string family = Family(gold.kind);
  if (family != Family(got.kind)) return false;
  if (family == "count" || family == "ordinal" || family == "percent" || gold.unit.empty()) return SameAmount(gold, got, 1, kSame);
  const std::vector<std::string> wanted = Split(gold.unit), units = Split(!got.unit.empty() ? got.unit : got.kind == "age" ? "a" : "");
  for (const std::string& unit : wanted)
    if (std::find(units.begin(), units.end(), unit) != units.end()) return SameAmount(gold, got, 1, kSame);
  if (gold.kind == "money") return false;
  const std::optional<UnitFactor> from = FactorOf(units[0]);
  for (const std::string& unit : wanted) {
    const std::optional<UnitFactor> to = FactorOf(unit);
    if (from && to && from->dimension == to->dimension && SameAmount(gold, got, from->factor / to->factor, kConverted)) return true;
  }
  return false;
}

namespace {
// T22 and T22:00:00 are the same; a zone is no part of a TIMEX3 value.
std::string Timex(std::string value) {
  const size_t time = value.find('T', 1);
  const auto digits = [&](size_t at, size_t n) {
    if (at + n > value.size()) return false;
    return std::all_of(value.begin() + static_cast<std::ptrdiff_t>(at), value.begin() + static_cast<std::ptrdiff_t>(at + n),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto ends = [&](std::string_view tail) { return value.size() >= tail.size() && std::string_view(value).substr(value.size() - tail.size()) == tail; };
  if (time != std::string::npos) {
    const size_t sign = value.find_last_of("+-");
    if (ends("Z"))
      value.pop_back();
    else if (sign != std::string::npos && digits(sign + 1, 2) &&
             ((sign + 5 == value.size() && digits(sign + 3, 2)) || (sign + 6 == value.size() && value[sign + 3] == ':' && digits(sign + 4, 2))))
      value.resize(sign);
  }
  if (value.size() >= 3 && value[value.size() - 3] == 'T' && digits(value.size() - 2, 2)) value += ":00";
  if (value.size() >= 9 && ends(":00") && value[value.size() - 9] == 'T' && digits(value.size() - 8, 2) && value[value.size() - 6] == ':' &&
      digits(value.size() - 5, 2))
    value.resize(value.size() - 3);
  return value;
}

}  // namespace

bool SameDate(const Item& gold, const Item& got) {
  const std::string found = Timex(got.value);
  if (found == Timex(gold.value)) return true;
  return std::any_of(gold.alt.begin(), gold.alt.end(), [&](const std::string& value) { return Timex(value) == found; });
}

}  // namespace factbox::evaluate
