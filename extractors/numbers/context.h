// Where a number is none for the record: codes, addresses, phone numbers, clock times, years, parts of names, lists, pronouns.
#pragma once

#include <cstdint>

#include "extractors/numbers/amount.h"
#include "extractors/numbers/view.h"

namespace factbox {
namespace numbers {

// Told by the marks around it: a web address, F-16, 7:30, 24/7, 12/05/2020, a phone number, a list's "1." The end of the run of tokens that
// is to be passed over; 0 if it is none of these.
uint32_t CodeEnd(const View& view, const Amount& amount);

// Told by the words around a bare number: a year, a day of a month, a house number, "Channel 4". `approximate`: there are words of
// approximation in front; `first` is the first token of the expression with them.
bool IsName(const View& view, const Amount& amount, uint32_t first, bool approximate);

// "one of the", "no one", "the one who"; "in half", "the first half".
bool CountsNothing(const View& view, const Amount& amount, bool approximate);

// "at first", "Third World", "a second".
bool OrdinalIsPhrase(const View& view, const Amount& amount);

}  // namespace numbers
}  // namespace factbox
