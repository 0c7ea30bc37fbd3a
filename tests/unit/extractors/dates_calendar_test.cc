#include "extractors/dates/calendar.h"

#include <gtest/gtest.h>

namespace factbox::dates {
namespace {

constexpr CivilDate Day(int year, int month, int day) { return {year, static_cast<uint8_t>(month), static_cast<uint8_t>(day)}; }

TEST(Calendar, DayNumbersRunWithoutGapsFrom401BeforeTo2400) {
  int64_t expected = DayNumber(Day(-400, 1, 1));
  for (int year = -400; year <= 2400; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= DaysInMonth(year, month); ++day, ++expected) {
        ASSERT_EQ(DayNumber(Day(year, month, day)), expected);
        ASSERT_EQ(DateOfDay(expected), Day(year, month, day));
      }
}

TEST(Calendar, KnownDays) {
  EXPECT_EQ(DayNumber(Day(1970, 1, 1)), 0);
  EXPECT_EQ(WeekdayOf(Day(1969, 7, 20)), 7);
  EXPECT_EQ(WeekdayOf(Day(2024, 2, 29)), 4);
  EXPECT_EQ(WeekdayOf(Day(1815, 6, 18)), 7);
  EXPECT_EQ(AddDays(Day(2020, 2, 28), 2), Day(2020, 3, 1));
  EXPECT_EQ(AddDays(Day(2021, 1, 1), -1), Day(2020, 12, 31));
}

TEST(Calendar, MonthsKeepTheDayOrTakeTheLast) {
  EXPECT_EQ(AddMonths(Day(2021, 1, 31), 1), Day(2021, 2, 28));
  EXPECT_EQ(AddMonths(Day(2024, 2, 29), -12), Day(2023, 2, 28));
  EXPECT_EQ(AddMonths(Day(2021, 3, 15), -27), Day(2018, 12, 15));
  EXPECT_EQ(AddMonths(Day(2021, 12, 15), 1), Day(2022, 1, 15));
}

TEST(Calendar, IsoWeeksAtTheEndsOfYears) {
  EXPECT_EQ(IsoWeekOf(Day(2020, 9, 25)), (IsoWeek{2020, 39}));
  EXPECT_EQ(IsoWeekOf(Day(2021, 1, 3)), (IsoWeek{2020, 53}));
  EXPECT_EQ(IsoWeekOf(Day(2021, 1, 4)), (IsoWeek{2021, 1}));
  EXPECT_EQ(IsoWeekOf(Day(2018, 12, 31)), (IsoWeek{2019, 1}));
  EXPECT_EQ(StartOf({2020, 53}), Day(2020, 12, 28));
  for (int64_t day = DayNumber(Day(1999, 1, 1)); day < DayNumber(Day(2030, 1, 1)); day += 7) {
    const IsoWeek week = IsoWeekOf(DateOfDay(day));
    const int64_t start = DayNumber(StartOf(week));
    ASSERT_LE(start, day);
    ASSERT_GT(start + 7, day);
  }
}

TEST(Calendar, NthWeekdays) {
  EXPECT_EQ(NthWeekday(2020, 11, 4, 4), Day(2020, 11, 26));
  EXPECT_EQ(NthWeekday(2021, 5, 1, -1), Day(2021, 5, 31));
  EXPECT_EQ(NthWeekday(2021, 2, 7, -2), Day(2021, 2, 21));
  EXPECT_EQ(NthWeekday(2021, 2, 1, 5).day, 0);
}

TEST(Calendar, Easter) {
  EXPECT_EQ(EasterOf(2024), Day(2024, 3, 31));
  EXPECT_EQ(EasterOf(1943), Day(1943, 4, 25));
  EXPECT_EQ(EasterOf(2008), Day(2008, 3, 23));
  EXPECT_EQ(OrthodoxEasterOf(2024), Day(2024, 5, 5));
  EXPECT_EQ(OrthodoxEasterOf(2017), Day(2017, 4, 16));
}

}  // namespace
}  // namespace factbox::dates
