// What an expression of time says by its words alone, before it is known when the text was written.
//
//   "last Friday night" → {op: date, weekday: 5, direction: last, part: NI}      "three weeks ago" → {op: shift, n: 3, unit: W, direction: past}
//
// Rules fill the fields (rules.h), resolve.h turns them into a TIMEX3 value. A field that the text does not give is kAbsent or empty.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace factbox::dates {

enum class Op : uint8_t {
  kNothing,   // looks like a time but is none; its words are taken out of the search
  kDate,      // a place in the calendar, given by its parts: year, month, weekday, quarter …
  kShift,     // some units away from the anchor: last week, three days ago, the next day
  kDuration,  // a length: three years
  kSet,       // again and again: every Friday, daily
  kConstant,  // PAST_REF, PRESENT_REF, FUTURE_REF
  kJoin,      // rules of the second level: what their expressions say together
  kOffset,    // rules of the second level: a duration before or after a date
};

enum class Unit : uint8_t { kNone, kSecond, kMinute, kHour, kDay, kWeekend, kWeek, kMonth, kQuarter, kHalf, kSeason, kYear, kDecade, kCentury };

// Which of the days, months … of that name is meant.
enum class Direction : uint8_t {
  kOpen,      // decided by the words around: "Friday"
  kLast,      // before now: "last Friday"; of a shift, back
  kThis,      // of the unit that now lies in: "this Friday"
  kNext,      // of the next unit: "next Friday"; of a shift, ahead
  kUpcoming,  // the first after now: "the coming Friday"
  kThat,      // as the text said before: "that Friday"
};

enum class From : uint8_t { kPublished, kText };

constexpr int32_t kAbsent = INT32_MIN;

struct Meaning {
  Op op = Op::kNothing;
  Direction direction = Direction::kOpen;
  Direction year_direction = Direction::kOpen;  // "March next year"
  From from = From::kPublished;                 // what a shift starts at

  int32_t year = kAbsent;                       // 44 BC is year 44 with era
  bool era = false;                             // before Christ
  int32_t decade = kAbsent, century = kAbsent;  // 199 for the 1990s; 20 for the 20th century
  int32_t month = kAbsent, day = kAbsent, weekday = kAbsent, week = kAbsent, quarter = kAbsent, half = kAbsent;
  int32_t nth = kAbsent;                    // with a weekday and a month: the first Monday of May; -1 the last
  std::string_view season, part, festival;  // SP SU FA WI; MO MI AF EV NI DT; a rule as in festivals.tsv

  int32_t first = kAbsent, second_of = kAbsent;  // 5/1: day and month in the order of the country

  int32_t hour = kAbsent, minute = kAbsent, second = kAbsent;
  std::string_view meridiem, zone;  // AM, PM; Z, -05:00

  double n = -1, n2 = -1;  // amounts; below 0: absent
  bool vague = false;      // some amount: "several"
  Unit unit = Unit::kNone, unit2 = Unit::kNone;
  std::string_view value;  // of a constant; of a set, its value

  std::vector<Meaning> base;  // one at most: the date that an offset starts from

  bool HasClock() const { return hour != kAbsent; }
  bool HasTime() const { return HasClock() || !part.empty(); }
};

// The classes of expressions that rules of the second level are written over.
enum class Sort : uint8_t {
  kDay,
  kWeekday,
  kMonthDay,
  kWeek,
  kMonth,
  kQuarter,
  kSeason,
  kYear,
  kDecade,
  kFestival,
  kTime,
  kPart,
  kDuration,
  kSet,
  kConstant,
  kCount
};
Sort SortOf(const Meaning& meaning);

}  // namespace factbox::dates
