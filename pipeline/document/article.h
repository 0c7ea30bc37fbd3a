// An article: text and what is known about it from outside the text. What fetching and reading files produce.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace factbox {

// A day of the proleptic Gregorian calendar.
struct CivilDate {
  int32_t year = 0;
  uint8_t month = 0;  // 1 to 12
  uint8_t day = 0;    // 1 to 31
  friend bool operator==(CivilDate a, CivilDate b) { return a.year == b.year && a.month == b.month && a.day == b.day; }
};

struct Article {
  std::string id;    // given by the input; empty: none
  std::string text;  // without the title
  std::string title;
  std::string url, publisher, section, language;
  std::string published, updated;  // ISO 8601 as given: "2020-09-25", "2020-09-25T20:14:00+03:00"; empty: unknown
  std::vector<std::string> authors, keywords;

  // Where it came from.
  std::string source_uri;         // file or URL, and after # which item of it, from 1
  std::string source_media_type;  // text/plain, application/json
  uint64_t source_bytes = 0;
  std::string source_sha256;
};

}  // namespace factbox
