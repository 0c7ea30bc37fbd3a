// Tests of what stands around a match, for rules whose pattern alone is not enough: "2000" is a year in "2000," but not in "2000 soldiers".
#pragma once

#include "extractors/dates/atoms.h"
#include "extractors/dates/rules.h"

namespace factbox::dates {

bool Holds(Condition condition, const Input& input, TokenRange span);

}  // namespace factbox::dates
