// Timestamps as feeds, sitemaps and servers write them, brought to ISO 8601.
//
//   "Thu, 14 Mar 2024 06:15:00 EST"   →  "2024-03-14T06:15:00-05:00"
//   "14 March 2024"                   →  "2024-03-14"
//   "2024-03-14T06:15Z"               →  "2024-03-14T06:15Z"
//
// RFC 822 and its successors with all that is made of them (no weekday, no seconds, years of two digits, names of months written out, zones as letters,
// "GMT+2"), asctime, ISO 8601 and W3C's profile with or without parts of it, day-of-year dates, dates with slashes where they can be read in one way, and with
// a year in front. An unknown zone leaves the time without one. What is no date gives nothing; a weekday that contradicts the date is not looked at.
#pragma once

#include <string>
#include <string_view>

namespace factbox {

// Empty: `text` is no date. The result is one that NormalizeTimestamp (article_parser.h) takes.
std::string ParseFeedDate(std::string_view text);

}  // namespace factbox
