// Cutting files into pieces. The pieces must not depend on where reads happen to end, so every content is also read in small gzip members.
#include "article/item_reader.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "article/format.h"

namespace factbox {
namespace {

namespace fs = std::filesystem;

class ItemReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("factbox-items-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  // As a member of its own for every `step` bytes: each arrives alone.
  std::string WriteInPieces(const std::string& name, const std::string& content, size_t step) {
    const std::string path = (folder_ / name).string();
    fs::remove(path);
    for (size_t at = 0; at < content.size(); at += step) {
      gzFile file = gzopen(path.c_str(), "ab");
      const std::string piece = content.substr(at, step);
      EXPECT_EQ(gzwrite(file, piece.data(), static_cast<unsigned>(piece.size())), static_cast<int>(piece.size()));
      gzclose(file);
    }
    return path;
  }

  static std::vector<std::string> Pieces(const std::string& path, size_t limit = 1 << 20) {
    ItemReader reader({{path, {}}}, {InputFormat::kAuto, limit});
    RawItem item;
    std::vector<std::string> out;
    while (reader.Next(item)) {
      const char* state = item.state == RawItem::State::kDocument   ? ""
                          : item.state == RawItem::State::kTooLarge ? "large "
                          : item.state == RawItem::State::kDamaged  ? "damaged "
                                                                    : "problem ";
      out.push_back(state + std::to_string(item.line) + "#" + std::to_string(item.item) + " " + item.bytes);
    }
    return out;
  }

  fs::path folder_;
};

using Strings = std::vector<std::string>;

TEST_F(ItemReaderTest, PiecesDoNotDependOnReads) {
  const std::pair<std::string, std::string> contents[] = {
      {"a.jsonl", "\n{\"a\":\"\\\"}\"}\r\n\n  \n{\"b\":[1,{}]}"},
      {"a.json", "\xEF\xBB\xBF [ {\"a\": \"]\\\\\"},\n\n{\"b\": {\"c\": [\"\\u007d\"]}} , 5, \"x\" ]\n"},
      {"b.json", "{\"a\":\n1}\n{\"b\":2}{\"c\":3}"},
      {"a.txt", "Line one\r\n\nLine two"},
  };
  for (const auto& [name, content] : contents) {
    const Strings whole = Pieces(Write(name, content));
    EXPECT_GT(whole.size(), 0u);
    for (const size_t step : {4u, 5u, 7u, 11u}) EXPECT_EQ(Pieces(WriteInPieces(name + ".gz", content, step)), whole) << name << " in pieces of " << step;
  }
}

TEST_F(ItemReaderTest, LinesObjectsAndArrays) {
  EXPECT_EQ(Pieces(Write("a.jsonl", "{}\n\n{\"a\":1}\r\n")), (Strings{"1#1 {}", "3#3 {\"a\":1}\r"}));
  EXPECT_EQ(Pieces(Write("a.json", "{\"a\":\n1}\n")), (Strings{"1#0 {\"a\":\n1}"}));
  EXPECT_EQ(Pieces(Write("b.json", "{\"a\":\n1}\n{}")), (Strings{"1#1 {\"a\":\n1}", "3#2 {}"}));
  EXPECT_EQ(Pieces(Write("c.json", "[\n{},\n[1],7 ]")), (Strings{"2#1 {}", "3#2 [1]", "3#3 7 "}));
  EXPECT_EQ(Pieces(Write("d.json", "[{}")), (Strings{"1#1 {}", "problem 0#0 "}));
  EXPECT_EQ(Pieces(Write("e.json", "{\"a\": {}")), (Strings{"1#1 {\"a\": {}"}));
  EXPECT_EQ(Pieces(Write("a.txt", "x")), (Strings{"0#0 x"}));
}

TEST_F(ItemReaderTest, TheLimitCountsTheLastByte) {
  const std::string path = Write("a.jsonl", "12345\n123456\n1234567\n12\n");
  EXPECT_EQ(Pieces(path, 6), (Strings{"1#1 12345", "2#2 123456", "large 3#3 ", "4#4 12"}));
}

TEST_F(ItemReaderTest, GoesOnAfterAFileThatIsNotThere) {
  ItemReader reader({{(folder_ / "none").string(), {}}, {"x", "x: told before"}, {Write("a.txt", "x"), {}}}, {});
  RawItem item;
  ASSERT_TRUE(reader.Next(item));
  EXPECT_EQ(item.error.code, "file_not_found");
  ASSERT_TRUE(reader.Next(item));
  EXPECT_EQ(item.error.message, "x: told before");
  ASSERT_TRUE(reader.Next(item));
  EXPECT_EQ(item.bytes, "x");
  EXPECT_FALSE(reader.Next(item));
  EXPECT_EQ(reader.bytes_read(), 1u);
}

TEST(FormatTest, ByName) {
  EXPECT_EQ(FormatOfName("a/b.jsonl"), InputFormat::kJsonLines);
  EXPECT_EQ(FormatOfName("b.ndjson.zst"), InputFormat::kJsonLines);
  EXPECT_EQ(FormatOfName("b.json.gz"), InputFormat::kJson);
  EXPECT_EQ(FormatOfName("b.txt"), InputFormat::kText);
  for (const char* other : {"b.gz", "b", "json", ".json", "b.json.bak", "b.pdf"}) EXPECT_EQ(FormatOfName(other), InputFormat::kAuto) << other;
}

TEST(FormatTest, ByBytes) {
  EXPECT_EQ(FormatOfBytes("{\"text\": \"a\"}\n{"), InputFormat::kJsonLines);
  EXPECT_EQ(FormatOfBytes("{\"text\": \"cut\n{"), InputFormat::kJsonLines);
  EXPECT_EQ(FormatOfBytes("  {\n"), InputFormat::kJson);
  EXPECT_EQ(FormatOfBytes("{\"a\": 1,\r\n"), InputFormat::kJson);
  EXPECT_EQ(FormatOfBytes(" [{"), InputFormat::kJson);
  EXPECT_EQ(FormatOfBytes("Rain {fell}"), InputFormat::kText);
  EXPECT_EQ(FormatOfBytes(" \n"), InputFormat::kText);
}

}  // namespace
}  // namespace factbox
