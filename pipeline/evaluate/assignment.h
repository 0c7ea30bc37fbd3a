// The assignment problem: which rows go with which columns, one to one, so that the sum is largest.
#pragma once

#include <vector>

namespace factbox::evaluate {

// The largest sum. Values are at least 0; a row or column may stay alone. Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant
// 1987): n³ steps for n rows and columns. Requires: all rows of one length.
double LargestAssignment(const std::vector<std::vector<double>>& values);

}  // namespace factbox::evaluate
