#include "run/health.h"

#include <fmt/format.h>

#include <algorithm>

#include "record/json_writer.h"

namespace factbox {
namespace {

constexpr int kRecentDays = 2, kPastDays = 14, kWeek = 7;
constexpr double kUsualArticles = 2.0;  // a day; fewer may well be none for two days
constexpr int64_t kFewestPages = 10;    // before a share of them says anything

SourceHealth Judge(const SourceConfig& source, IngestState& state, int64_t now) {
  const SourceState known = state.Source(source.name);
  SourceHealth out{source.name, source.url, "ok", known.error, known.success_ms, known.retry_ms, known.failures, 0, state.CountWaiting(source.name), 0, 0,
                   0,           0,          0};
  const std::string today = DayOf(now), recent = DayOf(now - (kRecentDays - 1) * kDayMs), week = DayOf(now - (kWeek - 1) * kDayMs);
  int64_t recent_articles = 0, past_articles = 0;
  std::string first;
  for (const SourceDay& day : state.Days(source.name, DayOf(now - (kRecentDays + kPastDays - 1) * kDayMs))) {
    if (first.empty()) first = day.day;
    if (day.day == today) out.today = day.articles;
    (day.day >= recent ? recent_articles : past_articles) += day.articles;
    if (day.day < week) continue;
    out.articles_week += day.articles;
    out.empty_week += day.empty;
    out.duplicates_week += day.duplicates;
    out.failures_week += day.failures;
  }
  int64_t days = 0;  // of the past that it was known
  for (int back = kRecentDays; back < kRecentDays + kPastDays && !first.empty(); ++back) days += DayOf(now - back * kDayMs) >= first ? 1 : 0;
  if (days > 0) out.usual_a_day = static_cast<double>(past_articles) / static_cast<double>(days);

  if (known.tried_ms == 0) {
    out.verdict = "new";
  } else if (known.failures > 0) {
    out.verdict = "failing";
  } else if (out.usual_a_day >= kUsualArticles && recent_articles == 0) {
    out.verdict = "silent";
  } else if (out.articles_week + out.empty_week >= kFewestPages && out.empty_week > out.articles_week) {
    out.verdict = "thin";
  }
  return out;
}

}  // namespace

std::vector<SourceHealth> JudgeSources(const IngestConfig& config, IngestState& state, int64_t now) {
  std::vector<SourceHealth> out;
  for (const SourceConfig& source : config.sources) out.push_back(Judge(source, state, now));
  return out;
}

std::string HealthTable(const std::vector<SourceHealth>& sources) {
  size_t width = 6;
  for (const SourceHealth& source : sources) width = std::max(width, source.name.size());
  std::string out = fmt::format("{:<{}}  {:<7}  {:<20}  {:>5}  {:>7}  {:>5}  {:>6}  {:>7}\n", "source", width, "state", "last success", "today", "usual/d",
                                "week", "empty", "waiting");
  for (const SourceHealth& source : sources) {
    out += fmt::format("{:<{}}  {:<7}  {:<20}  {:>5}  {:>7.1f}  {:>5}  {:>6}  {:>7}\n", source.name, width, source.verdict,
                       source.success_ms == 0 ? "never" : TimestampOf(source.success_ms), source.today, source.usual_a_day, source.articles_week,
                       source.empty_week, source.waiting);
    if (!source.error.empty()) out += fmt::format("  {} in a row: {}\n", source.failures, source.error);
  }
  return out;
}

std::string HealthJson(const std::vector<SourceHealth>& sources) {
  std::string out;
  for (const SourceHealth& source : sources) {
    JsonWriter json(out);
    const auto count = [&](const char* key, int64_t value) { json.Key(key).Integer(static_cast<uint64_t>(std::max<int64_t>(value, 0))); };
    json.BeginObject().Key("source").String(source.name).Key("url").String(source.url).Key("state").String(source.verdict);
    if (source.success_ms != 0) json.Key("last_success").String(TimestampOf(source.success_ms));
    if (source.retry_ms != 0) json.Key("not_before").String(TimestampOf(source.retry_ms));
    count("failures_in_a_row", source.failures);
    if (!source.error.empty()) json.Key("error").String(source.error);
    count("articles_today", source.today);
    json.Key("articles_usual").Fixed(source.usual_a_day, 1);
    count("articles_week", source.articles_week);
    count("duplicates_week", source.duplicates_week);
    count("empty_week", source.empty_week);
    count("failures_week", source.failures_week);
    count("waiting", source.waiting);
    json.EndObject();
    out += '\n';
  }
  return out;
}

}  // namespace factbox
