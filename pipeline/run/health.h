// How each source of an ingestion does, judged by its own past: `factbox ingest status`.
//
//   failing   it could not be read the last time
//   silent    it brought nothing for two days, and used to bring two articles a day or more
//   thin      more than half of its pages of the last week held no article (ten pages at least): its pages have changed, or it is no source of articles
//   new       it was never read
//
// The past is the fortnight before the last two days. A source that publishes on weekdays only and little is never called silent: two days are a weekend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetch/config.h"
#include "fetch/state.h"

namespace factbox {

struct SourceHealth {
  std::string name, url, verdict, error;  // verdict: ok, failing, silent, thin, new
  int64_t success_ms = 0, retry_ms = 0;   // last success; not asked before; 0: never, at once
  int failures = 0;                       // in a row
  int64_t today = 0, waiting = 0, articles_week = 0, empty_week = 0, duplicates_week = 0, failures_week = 0;
  double usual_a_day = 0;  // articles, over the days of the past that it was known
};

std::vector<SourceHealth> JudgeSources(const IngestConfig& config, IngestState& state, int64_t now);

// A table for people; objects of JSON, a line each.
std::string HealthTable(const std::vector<SourceHealth>& sources);
std::string HealthJson(const std::vector<SourceHealth>& sources);

}  // namespace factbox
