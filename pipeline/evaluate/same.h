// Is a value of a record worth the same as gold's? The rules are in score.h.
#pragma once

#include <utility>

#include "evaluate/facts.h"

namespace factbox::evaluate {

double Kilometres(std::pair<double, double> a, std::pair<double, double> b);  // great circle, of latitude and longitude
bool SamePlace(const Entity& gold, const Entity& got);
bool SameNumber(const Item& gold, const Item& got);
bool SameDate(const Item& gold, const Item& got);

bool IsCount(const std::string& kind);  // count, plain, ratio and score are one family

}  // namespace factbox::evaluate
