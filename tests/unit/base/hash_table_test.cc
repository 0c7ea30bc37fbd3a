#include "base/hash_table.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_map>

#include "base/hash.h"

namespace factbox {
namespace {

TEST(HashTableTest, AnEmptyOneHasNothing) {
  const HashTable<int> table;
  EXPECT_EQ(table.Find(0), nullptr);
  EXPECT_EQ(table.Find(17), nullptr);
  EXPECT_EQ(table.size(), 0u);
}

TEST(HashTableTest, KeepsWhatAStandardMapKeepsWhileItGrows) {
  HashTable<uint64_t> table;
  std::unordered_map<uint64_t, uint64_t> expected;
  for (uint64_t i = 0; i < 5000; ++i) {
    const uint64_t key = MixHash(i * i % 3001 + 1);  // many come twice
    table[key] += i;
    expected[key] += i;
  }
  EXPECT_EQ(table.size(), expected.size());
  for (const auto& [key, value] : expected) {
    ASSERT_NE(table.Find(key), nullptr);
    EXPECT_EQ(*table.Find(key), value);
  }
  for (uint64_t i = 5000; i < 6000; ++i) EXPECT_FALSE(table.Contains(MixHash(i)));
}

TEST(HashTableTest, KeysWithOneEndingStandBesideOneAnother) {
  HashTable<std::string> table;
  for (uint64_t i = 1; i <= 8; ++i) table[i << 32] = std::to_string(i);
  for (uint64_t i = 1; i <= 8; ++i) EXPECT_EQ(*table.Find(i << 32), std::to_string(i));
  EXPECT_FALSE(table.Contains(uint64_t{9} << 32));
}

TEST(HashTableTest, ZeroIsAKey) {
  HashTable<int> table;
  table[0] = 5;
  ASSERT_TRUE(table.Contains(0));
  EXPECT_EQ(*table.Find(0), 5);
}

TEST(HashSetTest, HasWhatWasPutIn) {
  HashSet set(2);
  for (uint64_t i = 1; i <= 40; ++i) set.Insert(MixHash(i * 2));
  for (uint64_t i = 1; i <= 80; ++i) EXPECT_EQ(set.Contains(MixHash(i)), i % 2 == 0) << i;
}

}  // namespace
}  // namespace factbox
