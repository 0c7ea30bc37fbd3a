#include "extractors/dates/calendar.h"

#include <algorithm>

namespace factbox::dates {

// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
int64_t DayNumber(CivilDate date) {
  const int64_t year = int64_t{date.year} - (date.month <= 2 ? 1 : 0);
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t month = (date.month + 9) % 12;  // March is 0
  const int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr int64_t kDaysInEra = 146097, kDaysTo1970 = 719468;
  return era * kDaysInEra + day_of_era - kDaysTo1970;
}

CivilDate DateOfDay(int64_t day) {
  constexpr int64_t kDaysInEra = 146097, kDaysTo1970 = 719468;
  day += kDaysTo1970;
  const int64_t era = (day >= 0 ? day : day - (kDaysInEra - 1)) / kDaysInEra;
  const int64_t day_of_era = day - era * kDaysInEra;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<uint8_t>(day_of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<uint8_t>(month < 10 ? month + 3 : month - 9);
  date.year = static_cast<int32_t>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

bool IsLeapYear(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysInMonth(int32_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

int WeekdayOf(CivilDate date) {
  const int64_t since_monday = (DayNumber(date) + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(since_monday >= 0 ? since_monday : since_monday + 7) + 1;
}

CivilDate AddDays(CivilDate date, int64_t days) { return DateOfDay(DayNumber(date) + days); }

CivilDate AddMonths(CivilDate date, int64_t months) {
  const int64_t total = int64_t{date.year} * 12 + date.month - 1 + months;
  const int64_t year = (total >= 0 ? total : total - 11) / 12;
  CivilDate out;
  out.year = static_cast<int32_t>(year);
  out.month = static_cast<uint8_t>(total - year * 12 + 1);
  out.day = static_cast<uint8_t>(std::min<int>(date.day, DaysInMonth(out.year, out.month)));
  return out;
}

// A week belongs to the year that its Thursday is in.
IsoWeek IsoWeekOf(CivilDate date) {
  const CivilDate thursday = AddDays(date, 4 - WeekdayOf(date));
  const int64_t day_of_year = DayNumber(thursday) - DayNumber({thursday.year, 1, 1});
  return {thursday.year, static_cast<int>(day_of_year / 7) + 1};
}

CivilDate StartOf(IsoWeek week) {
  const CivilDate fourth{week.year, 1, 4};  // always in week 1
  return AddDays(fourth, 1 - WeekdayOf(fourth) + 7 * (int64_t{week.week} - 1));
}

CivilDate NthWeekday(int32_t year, int month, int weekday, int n) {
  const int days = DaysInMonth(year, month);
  int day;
  if (n > 0) {
    const int first = WeekdayOf({year, static_cast<uint8_t>(month), 1});
    day = 1 + (weekday - first + 7) % 7 + 7 * (n - 1);
  } else {
    const int last = WeekdayOf({year, static_cast<uint8_t>(month), static_cast<uint8_t>(days)});
    day = days - (last - weekday + 7) % 7 + 7 * (n + 1);
  }
  return {year, static_cast<uint8_t>(month), static_cast<uint8_t>(n != 0 && day >= 1 && day <= days ? day : 0)};
}

// The anonymous Gregorian computus.
CivilDate EasterOf(int32_t year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int sum = h + l - 7 * m + 114;
  return {year, static_cast<uint8_t>(sum / 31), static_cast<uint8_t>(sum % 31 + 1)};
}

// Meeus's Julian computus, and the 13 days between the calendars in these two centuries.
CivilDate OrthodoxEasterOf(int32_t year) {
  const int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  const int sum = d + e + 114;
  return AddDays({year, static_cast<uint8_t>(sum / 31), static_cast<uint8_t>(sum % 31 + 1)}, 13);
}

}  // namespace factbox::dates
