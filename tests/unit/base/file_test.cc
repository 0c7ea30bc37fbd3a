#include "base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>

namespace factbox {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test.
class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("factbox_file_test_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  size_t Files() const { return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator())); }

  fs::path folder_;
};

TEST_F(FileTest, WhatIsWrittenIsRead) {
  const std::string content = std::string(200000, 'x') + '\0' + "\xFF\n";
  ASSERT_TRUE(WriteFileAtomically(Path("a"), content));
  const Result<std::string> read = ReadFile(Path("a"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, content);
  ASSERT_TRUE(WriteFileAtomically(Path("a"), ""));
  EXPECT_EQ(*ReadFile(Path("a")), "");
  EXPECT_EQ(Files(), 1u) << "nothing may be left beside the file";
}

TEST_F(FileTest, MissingFilesAndFoldersAreNamed) {
  for (const Error& error : {ReadFile(Path("no")).error(), MappedFile::Open(Path("no")).error()}) {
    EXPECT_EQ(error.code, "file_not_found");
    EXPECT_NE(error.message.find(Path("no")), std::string::npos) << error.message;
  }
  EXPECT_EQ(ReadFile(folder_.string()).error().code, "file_unreadable");
  EXPECT_EQ(MappedFile::Open(folder_.string()).error().code, "file_unreadable");
  EXPECT_FALSE(WriteFileAtomically(Path("no/such/folder"), "x"));
}

TEST_F(FileTest, AWriteThatFailsLeavesTheOldFileAndNothingElse) {
  fs::create_directory(Path("taken"));
  ASSERT_TRUE(WriteFileAtomically(Path("taken/inside"), "old"));
  const Status written = WriteFileAtomically(Path("taken"), "new");  // a folder cannot be replaced by a file
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "file_unwritable");
  EXPECT_EQ(*ReadFile(Path("taken/inside")), "old");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(FileTest, MappedFilesHaveTheirBytesAndCanBeMoved) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "mapped"));
  ASSERT_TRUE(WriteFileAtomically(Path("b"), "other"));
  Result<MappedFile> opened = MappedFile::Open(Path("a"));
  ASSERT_TRUE(opened);
  MappedFile file = std::move(*opened);
  EXPECT_EQ(file.bytes(), "mapped");
  Result<MappedFile> other = MappedFile::Open(Path("b"));
  ASSERT_TRUE(other);
  file = std::move(*other);
  EXPECT_EQ(file.bytes(), "other");
  // Replacing the file does not change what is mapped.
  ASSERT_TRUE(WriteFileAtomically(Path("b"), "newer"));
  EXPECT_EQ(file.bytes(), "other");
}

TEST_F(FileTest, AnEmptyFileCannotBeMapped) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), ""));
  EXPECT_EQ(MappedFile::Open(Path("a")).error().code, "file_unreadable");
}

}  // namespace
}  // namespace factbox
