#pragma once

#include <string>

#include "gazetteer/gazetteer.h"

namespace factbox {

// "place Georgia: country, GE, population 3,731,000, GeoNames 614540" (population as a plain number).
std::string DescribeEntry(const Gazetteer& gazetteer, const Entry& entry);

}  // namespace factbox
