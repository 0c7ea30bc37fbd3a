// TIMEX3 values that need no calendar: lengths, sets, times of day, and the forms of what has no anchor.
#pragma once

#include <string>
#include <string_view>

#include "extractors/dates/meaning.h"

namespace factbox::dates {

std::string_view NameOf(Unit unit);  // "month", as `precision` has it

// "P3Y", "PT1H30M", "PXD", "P1Y6M". Requires: a duration.
std::string Length(const Meaning& meaning);
// "XXXX-WXX-5", "P1D", "XXXX-12". Requires: a set.
std::string SetValue(const Meaning& meaning);
// "T17:00", "T09:30Z", "TNI"; empty if no time of day is given.
std::string Clock(const Meaning& meaning);
// "XXXX-WXX-5", "XXXX-06-05", "XXXX-WXX": what is left of a date without a year to put it in.
std::string Unresolved(const Meaning& meaning);

}  // namespace factbox::dates
