#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/output.h"

namespace factbox::cli {
namespace {

constexpr std::chrono::milliseconds kInterval{250};
constexpr std::chrono::milliseconds kFirst{1000};  // a run that is over by then needs no progress
constexpr const char* kWipe = "\r\x1b[K";

bool drawn = false;  // a line is on the terminal; only the thread that talks touches it

std::string Duration(double seconds) {
  const auto s = static_cast<uint64_t>(std::llround(seconds));
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

std::string WithCommas(uint64_t value) {
  std::string out = std::to_string(value);
  for (size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

Progress::Progress(bool shown, uint64_t total) : shown_(shown), total_(total) { next_ += kFirst; }

Progress::~Progress() { (void)WriteAll(STDERR_FILENO, Wipe()); }

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

void Progress::Update(uint64_t articles, uint64_t read) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  const double s = std::max(1e-3, std::chrono::duration<double>(now - start_).count());
  const double rate = static_cast<double>(read) / s;
  std::string line =
      fmt::format("{} articles · {}/s · {:.1f} MB/s", WithCommas(articles), WithCommas(static_cast<uint64_t>(static_cast<double>(articles) / s)), rate / 1e6);
  if (total_ > 0 && rate > 0) {
    const uint64_t done = std::min(read, total_);
    line += fmt::format(" · {} % · {} left", done * 100 / total_, Duration(static_cast<double>(total_ - done) / rate));
  }
  (void)WriteAll(STDERR_FILENO, kWipe + line);
  drawn = true;
}

std::string Progress::Wipe() { return std::exchange(drawn, false) ? kWipe : ""; }

}  // namespace factbox::cli
