#include "document/layers.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace factbox {
namespace {

TEST(LayersTest, MatchesThatStartAtATokenOrInARange) {
  std::vector<Match> matches;
  for (const TokenRange range : {TokenRange{1, 4}, {1, 2}, {2, 3}, {5, 9}, {5, 6}}) {
    matches.emplace_back();
    matches.back().tokens = range;
  }
  const auto starting_in = [&](uint32_t begin, uint32_t end) {
    const std::span<const Match> found = MatchesStartingIn(matches, {begin, end});
    return std::pair(found.data() - matches.data(), found.size());
  };
  EXPECT_EQ(starting_in(0, 1).second, 0u);
  EXPECT_EQ(starting_in(1, 2), std::pair(std::ptrdiff_t{0}, size_t{2}));
  EXPECT_EQ(starting_in(2, 5), std::pair(std::ptrdiff_t{2}, size_t{1}));
  EXPECT_EQ(starting_in(2, 6), std::pair(std::ptrdiff_t{2}, size_t{3}));
  EXPECT_EQ(starting_in(6, 20).second, 0u);
  EXPECT_EQ(MatchesStartingAt(matches, 5).size(), 2u);
  EXPECT_TRUE(MatchesStartingAt(matches, 3).empty());
  EXPECT_TRUE(MatchesStartingAt({}, 0).empty());
}

}  // namespace
}  // namespace factbox
