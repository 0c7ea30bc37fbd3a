#include "base/huge_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace factbox {
namespace {

TEST(HugePagesTest, HoldACopyOnAPage) {
  std::string bytes(5'000'000, 'x');
  bytes.back() = 'y';
  const HugePages pages(bytes);
  bytes.assign(bytes.size(), 'z');
  EXPECT_EQ(pages.bytes().size(), 5'000'000U);
  EXPECT_EQ(pages.bytes().front(), 'x');
  EXPECT_EQ(pages.bytes().back(), 'y');
  EXPECT_EQ(reinterpret_cast<uintptr_t>(pages.bytes().data()) % 4096, 0U);
}

TEST(HugePagesTest, NothingIsNothing) {
  EXPECT_TRUE(HugePages().bytes().empty());
  EXPECT_TRUE(HugePages("").bytes().empty());
}

TEST(HugePagesTest, Move) {
  HugePages first("abc");
  const char* at = first.bytes().data();
  HugePages second(std::move(first));
  EXPECT_EQ(second.bytes(), "abc");
  EXPECT_EQ(second.bytes().data(), at);
  HugePages third;
  third = std::move(second);
  EXPECT_EQ(third.bytes().data(), at);
}

}  // namespace
}  // namespace factbox
