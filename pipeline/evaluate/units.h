// Units that measure the same thing: 5 ft 2 in is 62 in.
#pragma once

#include <optional>
#include <string_view>

namespace factbox::evaluate {

struct UnitFactor {
  std::string_view dimension;  // "length"
  long double factor = 1;      // to the dimension's base unit
};

// Of a UCUM code. Nothing for units that do not convert by a factor (temperatures), money, and what the table does not have.
std::optional<UnitFactor> FactorOf(std::string_view code);

}  // namespace factbox::evaluate
