// The small headers of base: result, hash, sha256.
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/result.h"
#include "base/sha256.h"

namespace factbox {
namespace {

Result<std::unique_ptr<int>> Half(int n) {
  if (n % 2 != 0) return Error{"odd", std::to_string(n) + " is odd"};
  return std::make_unique<int>(n / 2);
}

TEST(ResultTest, HoldsAValueOrAnError) {
  Result<std::unique_ptr<int>> good = Half(4);
  ASSERT_TRUE(good);
  EXPECT_EQ(**good, 2);
  const std::unique_ptr<int> taken = *std::move(good);  // values that can only be moved
  EXPECT_EQ(*taken, 2);
  const Result<std::unique_ptr<int>> bad = Half(3);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, "odd");
  EXPECT_EQ(bad.error().message, "3 is odd");
}

TEST(ResultTest, AnErrorMayBeOfAnotherTypeEvenThatOfTheValue) {
  const Result<int, std::string> bad = std::string("wrong");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error(), "wrong");
  const Result<std::string, Error> good = std::string("right");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->size(), 5u);
}

TEST(ResultTest, StatusIsGoodUnlessItHasAnError) {
  EXPECT_TRUE(Status());
  const Status bad = Error{"full", "the disk is full"};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, "full");
}

// Compiled data holds these hashes: they must not change from one machine or version to the next.
TEST(HashTest, ValuesAreFixed) {
  EXPECT_EQ(HashBytes(""), 0x519665BF91416C4Du);
  EXPECT_EQ(HashBytes("baghdad"), 0xA607F8BE76C2021Cu);
  EXPECT_EQ(HashBytes("baghdad, iraq"), 0xE9124B7E3EAB0BB7u);
  EXPECT_EQ(CombineHash(1, 2), 0x975835DE1C9756CEu);
}

TEST(HashTest, BytesOrderAndLengthCount) {
  std::set<uint64_t> seen;
  std::string zeros;
  for (int i = 0; i < 40; ++i, zeros += '\0') EXPECT_TRUE(seen.insert(HashBytes(zeros)).second) << i;
  for (const char* text : {"a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "bcdefgha"}) EXPECT_TRUE(seen.insert(HashBytes(text)).second) << text;
  EXPECT_NE(CombineHash(1, 2), CombineHash(2, 1));
}

TEST(Sha256Test, KnownDigests) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  pieces.Update("a");
  pieces.Update("");
  pieces.Update("bc");
  EXPECT_EQ(pieces.FinishHex(), Sha256Hex("abc"));
  EXPECT_EQ(pieces.FinishHex(), Sha256Hex("")) << "it starts anew";
}

}  // namespace
}  // namespace factbox
