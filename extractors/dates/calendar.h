// Calendar arithmetic: the proleptic Gregorian calendar, ISO weeks, Easter.
//
//   AddDays({2020, 2, 28}, 2) = 2020-03-01    IsoWeekOf({2021, 1, 3}) = 2020-W53    EasterOf(2024) = 2024-03-31
//
// Days are counted from 1970-01-01 in 64 bits; years are astronomical (0 is 1 BC). No time zones: news says the day, not the instant.
#pragma once

#include <cstdint>

#include "document/article.h"

namespace factbox::dates {

// Days since 1970-01-01; negative before. Requires: a date that exists.
int64_t DayNumber(CivilDate date);
CivilDate DateOfDay(int64_t day);

bool IsLeapYear(int32_t year);
int DaysInMonth(int32_t year, int month);

// 1 Monday … 7 Sunday.
int WeekdayOf(CivilDate date);

CivilDate AddDays(CivilDate date, int64_t days);
// The same day of the month, or its last day where it has no such day: 2021-01-31 + 1 = 2021-02-28.
CivilDate AddMonths(CivilDate date, int64_t months);

struct IsoWeek {
  int32_t year = 0;  // may differ from the calendar's at either end of it
  int week = 1;      // 1 to 53
  friend bool operator==(IsoWeek a, IsoWeek b) { return a.year == b.year && a.week == b.week; }
};
IsoWeek IsoWeekOf(CivilDate date);
// The Monday it starts with.
CivilDate StartOf(IsoWeek week);

// The n-th such weekday of the month; n counts from the end where negative (-1: the last). Day 0 if the month has none.
CivilDate NthWeekday(int32_t year, int month, int weekday, int n);

CivilDate EasterOf(int32_t year);          // of the Western churches
CivilDate OrthodoxEasterOf(int32_t year);  // as a Gregorian date; right from 1900 to 2099

}  // namespace factbox::dates
