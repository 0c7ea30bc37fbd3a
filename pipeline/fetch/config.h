// What `factbox ingest` is told: a file of TOML.
//
//   contact = "newsdesk@example.org"       # goes into the User-Agent, so that a webmaster can reach you
//   output = "out"                         # folders and files are relative to the configuration
//
//   [[source]]
//   name = "bote"
//   feed = "https://bote.example/rss"
//
// docs/ingest.md lists every key. Nothing is guessed: an unknown key, a wrong type, a value out of range, a name that comes twice are mistakes, and all of
// them are reported at once with line and column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"
#include "fetch/curl_transport.h"
#include "fetch/fetcher.h"

namespace factbox {

struct SourceConfig {
  enum class Kind : uint8_t { kFeed, kSitemap, kPage };
  std::string name;
  Kind kind = Kind::kFeed;
  std::string url;
  std::string publisher, language;            // where the article does not say; empty: unknown
  bool from_feed = false;                     // the articles are the items of the feed themselves; their pages are not fetched
  int64_t every_ms = 0;                       // not asked more often than this; 0: every run
  int64_t max_age_ms = 7 * kDayMs;            // links that the source dates before that are not followed
  int max_articles = 500;                     // a run
  std::vector<std::string> include, exclude;  // patterns (RE2) over URLs
};

struct IngestConfig {
  std::string file;    // the configuration
  std::string folder;  // that it stands in; paths below are resolved against it
  std::string contact, user_agent;
  std::string output;      // folder of the day files; empty: none
  std::string to;          // postgres://…; empty: none
  std::string state;       // the database of SQLite
  int workers = 0;         // 0: as many as processors
  int64_t max_run_ms = 0;  // 0: no limit
  FetchPolicy policy;
  CurlOptions http;
  size_t max_page_bytes = size_t{16} << 20;
  bool link_duplicates = true;          // false: copies are left out
  int64_t duplicates_ms = 30 * kDayMs;  // how long an article is remembered for near-duplicates
  double near = 0.7;                    // share of shingles from which on two texts are copies; near_duplicates.h
  std::vector<SourceConfig> sources;
};

// `file`: for messages, and for the folder. Mistakes are added; what is returned is whole only where there are none.
IngestConfig ParseIngestConfig(const std::string& file, std::string_view text, Mistakes& mistakes);

// "15 min", "2 h", "1 day", "90 s" → milliseconds, -1 where it is none.
int64_t ParseDuration(std::string_view text);

}  // namespace factbox
