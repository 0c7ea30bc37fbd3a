// A line on a terminal that says how far a run is:   12,345 articles · 2,310/s · 11.2 MB/s · 43 % · 1:05 left
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace factbox::cli {

// Used by one thread.
class Progress {
 public:
  // `shown`: false draws nothing. `total`: bytes of input, 0 where it cannot be known (a pipe).
  Progress(bool shown, uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Draws anew, a few times a second at most. `read`: bytes of the input files taken so far.
  void Update(uint64_t articles, uint64_t read);

  double seconds() const;

  // What to write before a message so that it does not run into the line: empty unless one is there.
  static std::string Wipe();

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  uint64_t total_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

// 1234567 → "1,234,567".
std::string WithCommas(uint64_t value);

}  // namespace factbox::cli
