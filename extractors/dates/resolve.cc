#include "extractors/dates/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "extractors/dates/calendar.h"
#include "extractors/dates/write.h"

namespace factbox::dates {
namespace {

// All in days; tried one at a time on the development set of November 2026 (README.md), where none of the values named moves a score by more than .004.
// How far ahead a day of the year without any word for it is still taken to lie ahead: "the March 12 ceremony" in February. Tried 45 to 150.
constexpr int64_t kAhead = 90;
// Likewise for a month, counted to its first day: without a word (tried 20 to 70), and against a word (20 and 40 score .004 more on newswire
// and say "next April" of "In April, protests began" in March).
constexpr int64_t kMonthAhead = 45, kMonthAheadAgainstWords = 0;
// A day where the words around look back: "set the Jan. 14 deadline" on January 5. Tried 31 to 110.
constexpr int64_t kAheadAgainstWords = 75;
// Behind this many days the past one is meant though the words look ahead: "will mark the June 3 attack" on June 20. Tried 20 to 90.
constexpr int64_t kBehindAgainstWords = 45;

int64_t DaysBetween(CivilDate from, CivilDate to) { return DayNumber(to) - DayNumber(from); }

CivilDate Day(int64_t year, int64_t month, int64_t day) { return {static_cast<int32_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)}; }

// The month a season starts in; winter starts in the December of its year.
int SeasonStart(std::string_view season) { return season == "SP" ? 3 : season == "SU" ? 6 : season == "FA" ? 9 : 12; }

int Sign(Direction direction) { return direction == Direction::kLast ? -1 : direction == Direction::kNext || direction == Direction::kUpcoming ? 1 : 0; }

// "03-17", "easter-2", "orthodox+1", "nth:11:4:4", a rule of festivals.tsv, in one year. Day 0 if it cannot be read.
CivilDate FestivalDay(std::string_view rule, int32_t year) {
  const auto number = [](std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  for (const auto& [prefix, orthodox] : {std::pair<std::string_view, bool>{"easter", false}, {"orthodox", true}})
    if (rule.substr(0, prefix.size()) == prefix) return AddDays(orthodox ? OrthodoxEasterOf(year) : EasterOf(year), number(rule.substr(prefix.size())));
  if (rule.substr(0, 4) == "nth:") {
    int parts[3] = {0, 0, 0};
    rule.remove_prefix(4);
    for (int& part : parts) {
      const size_t colon = std::min(rule.find(':'), rule.size());
      part = number(rule.substr(0, colon));
      rule.remove_prefix(std::min(colon + 1, rule.size()));
    }
    if (parts[0] < 1 || parts[0] > 12 || parts[1] < 1 || parts[1] > 7) return Day(year, 1, 0);
    return NthWeekday(year, parts[0], parts[1], parts[2]);
  }
  if (rule.size() != 5 || rule[2] != '-') return Day(year, 1, 0);
  const int month = number(rule.substr(0, 2)), day = number(rule.substr(3));
  return month >= 1 && month <= 12 && day >= 1 && day <= DaysInMonth(year, month) ? Day(year, month, day) : Day(year, 1, 0);
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- sorts

Sort SortOf(const Meaning& m) {
  switch (m.op) {
    case Op::kDuration: return Sort::kDuration;
    case Op::kSet: return Sort::kSet;
    case Op::kConstant:
    case Op::kNothing: return Sort::kConstant;
    default: break;
  }
  if (m.HasClock()) return Sort::kTime;
  if (m.op == Op::kShift || m.op == Op::kOffset) {
    if (m.weekday != kAbsent || m.day != kAbsent || m.unit == Unit::kDay) return Sort::kDay;
    switch (m.unit) {
      case Unit::kWeek:
      case Unit::kWeekend: return Sort::kWeek;
      case Unit::kMonth: return Sort::kMonth;
      case Unit::kQuarter: return Sort::kQuarter;
      case Unit::kYear: return Sort::kYear;
      case Unit::kDecade:
      case Unit::kCentury: return Sort::kDecade;
      default: return Sort::kConstant;
    }
  }
  if (!m.festival.empty()) return Sort::kFestival;
  if (m.first != kAbsent || m.nth != kAbsent || (m.day != kAbsent && m.year != kAbsent)) return Sort::kDay;
  if (m.month != kAbsent && m.day != kAbsent) return Sort::kMonthDay;
  if (m.weekday != kAbsent) return Sort::kWeekday;
  if (m.day != kAbsent) return Sort::kMonthDay;
  if (m.month != kAbsent) return Sort::kMonth;
  if (m.quarter != kAbsent || m.half != kAbsent) return Sort::kQuarter;
  if (!m.season.empty()) return Sort::kSeason;
  if (m.decade != kAbsent || m.century != kAbsent) return Sort::kDecade;
  if (m.year != kAbsent) return Sort::kYear;
  return Sort::kPart;
}

// ---------------------------------------------------------------------------------------------------------------- points

Resolver::Point Resolver::Move(Point from, Unit unit, int64_t n) {
  Point out = from;
  out.grain = unit;
  out.part = 0;
  out.season = {};
  const auto to_month = [&](int64_t months, int step) {
    out.day = AddMonths(Day(from.day.year, from.day.month, 1), months);
    out.day.month = static_cast<uint8_t>((out.day.month - 1) / step * step + 1);
    out.part = (out.day.month - 1) / step + 1;
  };
  switch (unit) {
    case Unit::kDay: out.day = AddDays(from.day, n); break;
    case Unit::kWeek: out.day = AddDays(from.day, 7 * n + 1 - WeekdayOf(from.day)); break;
    case Unit::kWeekend: out.day = AddDays(from.day, 7 * n + 6 - WeekdayOf(from.day)); break;
    case Unit::kMonth: to_month(n, 1); break;
    case Unit::kQuarter: to_month(3 * n, 3); break;
    case Unit::kHalf: to_month(6 * n, 6); break;
    case Unit::kYear: out.day = Day(from.day.year + n, 1, 1); break;
    case Unit::kDecade: out.day = Day((from.day.year / 10 + n) * 10, 1, 1); break;
    case Unit::kCentury: out.day = Day((from.day.year / 100 + n) * 100, 1, 1); break;
    default: out.grain = Unit::kNone;
  }
  return out;
}

std::string Resolver::Write(const Point& point) {
  const CivilDate day = point.day;
  if (point.before_christ) {
    if (point.grain == Unit::kCentury) return fmt::format("BC{:02}", day.year / 100);
    return point.grain == Unit::kDecade ? fmt::format("BC{:03}", day.year / 10) : fmt::format("BC{:04}", day.year);
  }
  switch (point.grain) {
    case Unit::kDay: return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    case Unit::kWeek:
    case Unit::kWeekend: {
      const IsoWeek week = IsoWeekOf(day);
      return fmt::format("{:04}-W{:02}{}", week.year, week.week, point.grain == Unit::kWeekend ? "-WE" : "");
    }
    case Unit::kMonth: return fmt::format("{:04}-{:02}", day.year, day.month);
    case Unit::kQuarter: return fmt::format("{:04}-Q{}", day.year, point.part);
    case Unit::kHalf: return fmt::format("{:04}-H{}", day.year, point.part);
    case Unit::kSeason: return fmt::format("{:04}-{}", day.year, point.season);
    case Unit::kYear: return fmt::format("{:04}", day.year);
    case Unit::kDecade: return fmt::format("{:03}", day.year / 10);
    case Unit::kCentury: return fmt::format("{:02}", day.year / 100);
    default: return {};
  }
}

void Resolver::Remember(const Point& point) {
  if (point.grain == Unit::kNone || point.before_christ || point.grain == Unit::kDecade || point.grain == Unit::kCentury) return;
  // A lone year far from the years of the account is that of a book or a memory.
  constexpr int kFar = 15;
  if (setting_.narrative && point.grain == Unit::kYear && last_year_ && std::abs(*last_year_ - point.day.year) > kFar) return;
  last_ = point;
  last_year_ = point.day.year;
  if (point.grain == Unit::kDay) last_day_ = point, sentence_of_last_day_ = sentence_;
}

// ---------------------------------------------------------------------------------------------------------------- dates by their parts

bool Resolver::YearOf(const Meaning& m, int32_t& year, DateAnchor& anchor) const {
  anchor = DateAnchor::kNone;
  if (m.year != kAbsent) {
    year = m.year;
    return true;
  }
  const Direction direction = m.year_direction;
  if (direction == Direction::kOpen) return false;
  if (direction == Direction::kThat || direction == Direction::kUpcoming) {
    if (!last_year_) return false;
    year = *last_year_ + (direction == Direction::kUpcoming ? 1 : 0);
    anchor = DateAnchor::kText;
    return true;
  }
  if (!setting_.published) return false;
  year = setting_.published->year + Sign(direction);
  anchor = DateAnchor::kPublished;
  return true;
}

// The parts of `m` in a year that is known.
Resolver::Point Resolver::WithYear(const Meaning& m, int32_t year, DateAnchor anchor) const {
  Point out;
  out.anchor = anchor;
  out.before_christ = m.era;
  out.day = Day(year, 1, 1);
  const auto at_month = [&](int month, Unit grain, int part) {
    out.day.month = static_cast<uint8_t>(month);
    out.grain = grain;
    out.part = part;
  };
  if (!m.festival.empty()) {
    out.day = FestivalDay(m.festival, year);
    if (out.day.day != 0) out.grain = Unit::kDay;
  } else if (m.nth != kAbsent && m.month != kAbsent && m.weekday != kAbsent) {
    out.day = NthWeekday(year, m.month, m.weekday, m.nth);
    if (out.day.day != 0) out.grain = Unit::kDay;
  } else if (m.week != kAbsent && m.month != kAbsent) {  // the n-th week that has its Thursday in the month
    out.day = NthWeekday(year, m.month, 4, m.nth == kAbsent ? 1 : m.nth);
    if (out.day.day != 0) out.grain = Unit::kWeek;
  } else if (m.month != kAbsent && m.day != kAbsent) {
    if (m.day > DaysInMonth(year, m.month)) return out;
    at_month(m.month, Unit::kDay, 0);
    out.day.day = static_cast<uint8_t>(m.day);
  } else if (m.month != kAbsent && m.nth == -1) {  // its last day
    at_month(m.month, Unit::kDay, 0);
    out.day.day = static_cast<uint8_t>(DaysInMonth(year, m.month));
  } else if (m.month != kAbsent) {
    at_month(m.month, Unit::kMonth, 0);
  } else if (m.quarter != kAbsent) {
    at_month(m.quarter * 3 - 2, Unit::kQuarter, m.quarter);
  } else if (m.half != kAbsent) {
    at_month(m.half * 6 - 5, Unit::kHalf, m.half);
  } else if (!m.season.empty()) {
    at_month(SeasonStart(m.season), Unit::kSeason, 0);
    out.season = m.season;
  } else {
    out.grain = Unit::kYear;
  }
  return out;
}

// In an account of times past a date without a year is of the year the text speaks of, or of the next, where the month is long behind.
int32_t Resolver::YearInNarrative(const Meaning& m) const {
  constexpr int kBack = 6;  // months: from November to March is ahead, from September to May is back
  const int month = m.month != kAbsent ? m.month : m.quarter != kAbsent ? m.quarter * 3 : m.season.empty() ? 0 : SeasonStart(m.season);
  const bool fine = last_ && last_->grain != Unit::kYear && last_->day.year == *last_year_;
  return *last_year_ + (fine && month > 0 && last_->day.month - month > kBack ? 1 : 0);
}

// The year that makes the parts of `m` lie where direction and cue say, seen from the day of publication.
bool Resolver::PickYear(const Meaning& m, Outlook cue, int32_t& year) const {
  if (setting_.narrative && last_year_ && m.direction != Direction::kNext && m.direction != Direction::kLast && m.direction != Direction::kThis) {
    year = YearInNarrative(m);
    return true;
  }
  if (m.direction == Direction::kThat && last_year_) {
    year = *last_year_;
    return true;
  }
  if (!setting_.published) return false;
  const CivilDate now = *setting_.published;
  if (m.direction == Direction::kThis) {
    year = now.year - (m.season == "WI" && now.month <= 2 ? 1 : 0);
    return true;
  }
  // The last one that has begun, and the first one that has not.
  std::optional<CivilDate> behind, ahead;
  bool inside = false;  // the last one that has begun holds the day of publication
  for (int32_t y = now.year - 2; y <= now.year + 2; ++y) {
    const Point point = WithYear(m, y, DateAnchor::kNone);
    if (point.grain == Unit::kNone) continue;
    CivilDate end = point.day;
    if (point.grain == Unit::kMonth) end = AddMonths(end, 1);
    if (point.grain == Unit::kQuarter || point.grain == Unit::kSeason) end = AddMonths(end, 3);
    if (point.grain == Unit::kHalf) end = AddMonths(end, 6);
    if (point.grain == Unit::kDay) end = AddDays(end, 1);
    if (point.grain == Unit::kWeek) end = AddDays(end, 7);
    const bool holds = DaysBetween(point.day, now) >= 0 && DaysBetween(now, end) > 0;
    if (holds && (m.direction == Direction::kLast || m.direction == Direction::kNext)) continue;  // "last October" in October
    inside = inside || holds;
    if (DaysBetween(point.day, now) >= 0)
      behind = Day(y, 1, 1), behind->month = point.day.month, behind->day = point.day.day;
    else if (!ahead)
      ahead = point.day;
  }
  const auto year_of = [&](const std::optional<CivilDate>& day) { return day->year; };
  if (!behind || !ahead) {
    if (!behind && !ahead) return false;
    year = behind ? year_of(behind) : year_of(ahead);
    return true;
  }
  const int64_t days_behind = DaysBetween(*behind, now), days_ahead = DaysBetween(now, *ahead);
  const bool month_only = m.day == kAbsent && m.festival.empty();
  bool back;
  switch (m.direction) {
    case Direction::kLast: back = true; break;
    case Direction::kNext:
    case Direction::kUpcoming: back = false; break;
    default:
      back = inside                                     ? true
             : cue == Outlook::kAhead                   ? days_behind <= kBehindAgainstWords
             : cue == Outlook::kBack                    ? days_ahead > (month_only ? kMonthAheadAgainstWords : kAheadAgainstWords)
             : m.month == kAbsent && m.festival.empty() ? true
                                                        : days_ahead > (month_only ? kMonthAhead : kAhead);
  }
  year = back ? year_of(behind) : year_of(ahead);
  return true;
}

Resolver::Point Resolver::WithoutYear(const Meaning& m, Outlook cue) const {
  int32_t year = 0;
  if (!PickYear(m, cue, year)) return {};
  const bool text = (setting_.narrative || m.direction == Direction::kThat) && last_year_;
  return WithYear(m, year, text ? DateAnchor::kText : DateAnchor::kPublished);
}

Resolver::Point Resolver::Weekday(const Meaning& m, Outlook cue) const {
  Point out;
  const bool text = m.direction == Direction::kThat && last_day_;
  if (!text && !setting_.published) return out;
  const CivilDate now = text ? last_day_->day : *setting_.published;
  const int today = WeekdayOf(now), back = (today - m.weekday + 7) % 7, ahead = (m.weekday - today + 7) % 7;
  out.anchor = text ? DateAnchor::kText : DateAnchor::kPublished;
  out.grain = Unit::kDay;
  if (m.day != kAbsent) {  // "Friday the 13th": the nearest month that has it
    constexpr int kMonths[] = {0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6};
    for (const int months : kMonths) {
      const CivilDate first = AddMonths(Day(now.year, now.month, 1), months);
      if (m.day > DaysInMonth(first.year, first.month)) continue;
      out.day = Day(first.year, first.month, m.day);
      if (WeekdayOf(out.day) == m.weekday) return out;
    }
    return {};
  }
  int days = 0;
  switch (m.direction) {
    case Direction::kLast: days = back == 0 ? -7 : -back; break;
    case Direction::kNext: days = 7 + m.weekday - today; break;
    case Direction::kUpcoming: days = ahead == 0 ? 7 : ahead; break;
    case Direction::kThis: days = (cue == Outlook::kBack || cue == Outlook::kReported) && back < today ? -back : ahead; break;
    case Direction::kThat: days = -back; break;
    case Direction::kOpen: days = cue == Outlook::kAhead ? ahead : -back; break;
  }
  out.day = AddDays(now, days);
  return out;
}

Resolver::Point Resolver::DatePoint(const Meaning& meaning, Outlook cue) const {
  Meaning m = meaning;
  if (m.first != kAbsent) {
    const bool month_first = (setting_.month_first && m.first <= 12) || m.second_of > 12;
    m.month = month_first ? m.first : m.second_of;
    m.day = month_first ? m.second_of : m.first;
    m.weekday = kAbsent;
    if (m.month > 12) return {};
  }
  Point out;
  if (m.decade != kAbsent || m.century != kAbsent) {
    out.before_christ = m.era;
    out.grain = m.decade != kAbsent ? Unit::kDecade : Unit::kCentury;
    out.day = Day(m.decade != kAbsent ? m.decade * 10 : (m.century - 1) * 100, 1, 1);
    return out;
  }
  int32_t year = 0;
  DateAnchor anchor = DateAnchor::kNone;
  if (YearOf(m, year, anchor)) return WithYear(m, year, anchor);
  if (m.weekday != kAbsent && m.month != kAbsent && m.day != kAbsent && setting_.published) {
    // The year in which the day of the month is that day of the week, the nearest first.
    for (const int years : {0, -1, 1}) {
      const Point point = WithYear(m, setting_.published->year + years, DateAnchor::kPublished);
      if (point.grain == Unit::kDay && WeekdayOf(point.day) == m.weekday && std::abs(DaysBetween(*setting_.published, point.day)) < 300) return point;
    }
  }
  if (m.month != kAbsent || m.quarter != kAbsent || m.half != kAbsent || !m.season.empty() || !m.festival.empty()) return WithoutYear(m, cue);
  if (m.weekday != kAbsent) return Weekday(m, cue);
  if (m.day != kAbsent) {  // "the 5th": of the month the text speaks of
    if (!last_ || last_->grain == Unit::kYear) return {};
    m.month = last_->day.month;
    return WithYear(m, last_->day.year, DateAnchor::kText);
  }
  return m.HasTime() ? DayOfClock() : out;
}

Resolver::Point Resolver::DayOfClock() const {
  if (day_of_sentence_) return *day_of_sentence_;
  constexpr int kNear = 2;  // sentences
  if (last_day_ && sentence_ - sentence_of_last_day_ <= kNear) {
    Point out = *last_day_;
    out.anchor = DateAnchor::kText;
    return out;
  }
  Point out;
  if (!setting_.published) return out;
  out.day = *setting_.published;
  out.grain = Unit::kDay;
  out.anchor = DateAnchor::kPublished;
  return out;
}

// ---------------------------------------------------------------------------------------------------------------- dates by their distance

Resolver::Point Resolver::Shifted(const Meaning& m, Outlook cue) const {
  Point origin;
  const bool day_wise = m.unit == Unit::kDay || m.unit == Unit::kWeekend;
  const bool by_text = m.from == From::kText || (setting_.narrative && !day_wise && m.direction == Direction::kThis);
  if (by_text && day_wise && last_day_) {
    origin = *last_day_;
    origin.anchor = DateAnchor::kText;
  } else if (by_text && !day_wise && last_) {
    origin = *last_;
    origin.anchor = DateAnchor::kText;
  } else if (setting_.published) {
    origin.day = *setting_.published;
    origin.grain = Unit::kDay;
    origin.anchor = DateAnchor::kPublished;
  } else {
    return {};
  }
  double n = m.n < 0 ? 1 : m.n;
  Unit unit = m.unit;
  if (unit == Unit::kYear && n != std::floor(n)) n *= 12, unit = Unit::kMonth;
  auto steps = static_cast<int64_t>(std::min(n, 1e6)) * Sign(m.direction);
  if (unit == Unit::kWeekend && m.direction == Direction::kOpen) {
    const bool now_or_ahead = WeekdayOf(origin.day) >= 6 || cue == Outlook::kAhead;  // on a Monday "the weekend" is the one behind
    steps = now_or_ahead ? 0 : -1;
  }
  if (unit == Unit::kWeekend && steps == -1 && WeekdayOf(origin.day) == 7 && m.direction == Direction::kLast) steps = -1;
  if (std::abs(origin.day.year + steps) > 9000) return {};
  // A year before a quarter is a quarter.
  if (m.from == From::kText && unit == Unit::kYear && origin.grain == Unit::kQuarter) {
    Point out = origin;
    out.day.year += static_cast<int32_t>(steps);
    return out;
  }
  Point out = Move(origin, unit, steps);
  if (unit == Unit::kWeek && m.weekday != kAbsent) {
    out.day = AddDays(out.day, m.weekday - 1);
    out.grain = Unit::kDay;
  } else if (unit == Unit::kMonth && m.nth != kAbsent && m.weekday != kAbsent) {
    out.day = NthWeekday(out.day.year, out.day.month, m.weekday, m.nth);
    out.grain = out.day.day == 0 ? Unit::kNone : Unit::kDay;
  } else if (unit == Unit::kMonth && m.day != kAbsent) {
    if (m.day > DaysInMonth(out.day.year, out.day.month)) return {};
    out.day.day = static_cast<uint8_t>(m.day);
    out.grain = Unit::kDay;
  }
  return out;
}

Resolver::Point Resolver::Offset(const Meaning& m, Outlook cue) const {
  if (m.base.empty()) return {};
  const Point base = PointOf(m.base.front(), cue);
  const double n = m.n < 0 ? 1 : m.n;
  const bool finer = base.grain > Unit::kWeek && (m.unit == Unit::kDay || m.unit == Unit::kWeek);  // "the day after 1945"
  if (base.grain == Unit::kNone || base.before_christ || m.vague || finer || n != std::floor(n) || n > 1e5) return {};
  return Move(base, m.unit, static_cast<int64_t>(n) * Sign(m.direction));
}

Resolver::Point Resolver::PointOf(const Meaning& meaning, Outlook cue) const {
  switch (meaning.op) {
    case Op::kDate: return DatePoint(meaning, cue);
    case Op::kShift: return Shifted(meaning, cue);
    case Op::kOffset: return Offset(meaning, cue);
    default: return {};
  }
}

// ---------------------------------------------------------------------------------------------------------------- expressions

void Resolver::StartSentence(const Input& input, TokenRange sentence, const std::vector<Expression>& expressions) {
  day_of_sentence_.reset();
  ++sentence_;
  const auto clock_only = [](const Meaning& m) {
    return m.op == Op::kDate && m.HasTime() && m.month == kAbsent && m.day == kAbsent && m.weekday == kAbsent && m.first == kAbsent && m.festival.empty();
  };
  if (std::none_of(expressions.begin(), expressions.end(), [&](const Expression& expression) { return clock_only(expression.meaning); })) return;
  for (const Expression& expression : expressions) {
    if (clock_only(expression.meaning)) continue;
    const Point point = PointOf(expression.meaning, cues_.Around(input, sentence, expression.tokens));
    if (point.grain != Unit::kDay) continue;
    day_of_sentence_ = point;
    return;
  }
}

bool Resolver::Resolve(const Input& input, TokenRange sentence, const Expression& expression, DateExpression& out) {
  const Meaning& m = expression.meaning;
  switch (m.op) {
    case Op::kConstant: out.value = std::string(m.value); return true;
    case Op::kDuration:
      out.kind = DateKind::kDuration;
      out.value = Length(m);
      out.precision = NameOf(m.unit);
      return true;
    case Op::kSet:
      out.kind = DateKind::kSet;
      out.value = SetValue(m);
      out.precision = m.weekday != kAbsent ? "day" : m.month != kAbsent ? "month" : NameOf(m.unit);
      return true;
    default: break;
  }
  const bool clock_unit = m.unit == Unit::kSecond || m.unit == Unit::kMinute || m.unit == Unit::kHour;
  if ((m.op == Op::kShift || m.op == Op::kOffset) && (clock_unit || m.vague)) {
    // No article tells the minute it was written.
    const bool vague_date = m.vague && m.op == Op::kShift;
    out.kind = vague_date ? DateKind::kDate : DateKind::kDuration;
    out.value = vague_date ? (m.direction == Direction::kLast ? "PAST_REF" : "FUTURE_REF") : Length(m);
    if (!vague_date) out.precision = NameOf(m.unit);
    return true;
  }
  const Point point = PointOf(m, cues_.Around(input, sentence, expression.tokens));
  const std::string clock = Clock(m);
  out.kind = clock.empty() ? DateKind::kDate : DateKind::kTime;
  if (point.grain == Unit::kNone) {
    constexpr int kSomeLeapYear = 2000;
    const bool wrong = m.month != kAbsent && m.day != kAbsent && (m.year != kAbsent || m.day > DaysInMonth(kSomeLeapYear, m.month));
    if (wrong) return false;
    out.value = Unresolved(m);
  } else {
    out.value = Write(point) + (point.grain == Unit::kDay || point.grain == Unit::kWeek ? clock : "");
    out.anchor = point.anchor;
    Remember(point);
  }
  out.precision = m.HasClock()                 ? (m.second != kAbsent   ? "second"
                                                  : m.minute != kAbsent ? "minute"
                                                                        : "hour")
                  : !m.part.empty()            ? std::string_view("daypart")
                  : point.grain != Unit::kNone ? NameOf(point.grain)
                                               : std::string_view();
  if (out.precision.empty()) {
    const Sort sort = SortOf(m);
    out.precision = sort == Sort::kMonth ? "month" : sort == Sort::kYear ? "year" : sort == Sort::kWeek ? "week" : "day";
  }
  return true;
}

}  // namespace factbox::dates
