// The time, as a parameter: fetching waits, backs off and counts days, and its tests must not sleep.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace factbox {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01 UTC. Never goes back.
  virtual int64_t NowMs() = 0;
};

// The computer's. The day is read once; from there on it goes as the steady clock does, so that a clock that is set back holds nothing up.
class SystemClock : public Clock {
 public:
  int64_t NowMs() override { return start_ms_ + std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - steady_).count(); }

 private:
  std::chrono::steady_clock::time_point steady_ = std::chrono::steady_clock::now();
  int64_t start_ms_ = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
};

constexpr int64_t kSecondMs = 1000, kMinuteMs = 60 * kSecondMs, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs;

// "2026-11-22", UTC.
std::string DayOf(int64_t ms);
// "2026-11-22T06:15:00Z".
std::string TimestampOf(int64_t ms);

}  // namespace factbox
