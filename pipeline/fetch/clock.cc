#include "fetch/clock.h"

#include <fmt/format.h>

namespace factbox {

// By the calendar of C++20.
std::string DayOf(int64_t ms) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string TimestampOf(int64_t ms) {
  const int64_t second = ((ms % kDayMs) + kDayMs) % kDayMs / kSecondMs;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", DayOf(ms), second / 3600, second / 60 % 60, second % 60);
}

}  // namespace factbox
