#include "evaluate/assignment.h"

#include <algorithm>
#include <limits>

namespace factbox::evaluate {

double LargestAssignment(const std::vector<std::vector<double>>& values) {
  if (values.empty() || values[0].empty()) return 0;
  const size_t n = std::max(values.size(), values[0].size());
  const auto cost = [&](size_t row, size_t column) { return row < values.size() && column < values[0].size() ? -values[row][column] : 0.0; };
  // Counted from one: column 0 is where the row that is being placed starts from.
  std::vector<double> row_potential(n + 1), column_potential(n + 1);
  std::vector<size_t> row_of(n + 1), before(n + 1);
  for (size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    size_t column = 0;
    std::vector<double> least(n + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> used(n + 1);
    do {
      used[column] = true;
      const size_t current = row_of[column];
      double delta = std::numeric_limits<double>::infinity();
      size_t next = 0;
      for (size_t j = 1; j <= n; ++j) {
        if (used[j]) continue;
        const double reduced = cost(current - 1, j - 1) - row_potential[current] - column_potential[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          before[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (size_t j = 0; j <= n; ++j) {
        if (used[j]) {
          row_potential[row_of[j]] += delta;
          column_potential[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = before[column]) row_of[column] = row_of[before[column]];
  }
  double sum = 0;
  for (size_t j = 1; j <= n; ++j) sum -= cost(row_of[j] - 1, j - 1);
  return sum;
}

}  // namespace factbox::evaluate
