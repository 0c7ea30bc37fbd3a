// Dates as pages write them, to ISO 8601.
//
//   "Tue, 05 Mar 2024 10:00:00 GMT" → 2024-03-05T10:00:00Z     "5. März 2024, 9.30 Uhr" → 2024-03-05T09:30     "2024年3月5日" → 2024-03-05
//   "/2024/03/05/flood-cuts-road" → 2024-03-05                  "1709632800000" → 2024-03-05T10:00:00Z
//
// Day and month of "05/03/2024" stand in the order of the page's language: month first only in American English, else day first; a number above 12
// decides. Years before 1995 (no web) and impossible days are none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/article.h"

namespace factbox {

// The first date in a text that is made for machines (an attribute, a meta element, JSON-LD) or for people (a byline). Empty: none.
// `month_first`: the order of "05/03/2024".
std::string ParsePageDate(std::string_view text, bool month_first);

// A year, month and day in the path of a URL. Empty: none.
std::string DateOfUrl(std::string_view url);

}  // namespace factbox
