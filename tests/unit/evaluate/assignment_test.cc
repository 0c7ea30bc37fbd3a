#include "evaluate/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace factbox::evaluate {
namespace {

double Naive(const std::vector<std::vector<double>>& values) {
  const size_t n = std::max(values.size(), values[0].size());
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  double best = 0;
  do {
    double sum = 0;
    for (size_t i = 0; i < values.size(); ++i)
      if (order[i] < values[0].size()) sum += values[i][order[i]];
    best = std::max(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(AssignmentTest, IsTheLargestOfAllPermutations) {
  EXPECT_EQ(LargestAssignment({}), 0);
  EXPECT_EQ(LargestAssignment({{0.9, 1.0}, {0.1, 0.9}}), 1.8);  // the greedy choice, 1.0, gives 1.1
  std::mt19937 dice(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<double>> values(1 + dice() % 5, std::vector<double>(1 + dice() % 5));
    for (auto& row : values)
      for (double& value : row) value = dice() % 4 == 0 ? 0 : static_cast<double>(dice() % 100) / 100;
    const size_t columns = values[0].size();
    for (auto& row : values) row.resize(columns);
    EXPECT_NEAR(LargestAssignment(values), Naive(values), 1e-9);
  }
}

}  // namespace
}  // namespace factbox::evaluate
