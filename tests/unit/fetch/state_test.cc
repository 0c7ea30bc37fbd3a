// State, files of a day, lock, near-duplicates: what must hold after a crash.
#include "fetch/state.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.h"
#include "fetch/day_files.h"
#include "fetch/lock_file.h"
#include "fetch/near_duplicates.h"
#include "fetch/postgres.h"

namespace factbox {
namespace {

class StateTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "factbox-state-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::unique_ptr<IngestState> Open() {
    Result<std::unique_ptr<IngestState>> state = IngestState::Open(folder + "/state.db");
    EXPECT_TRUE(state) << (state ? "" : state.error().message);
    return std::move(*state);
  }
  std::string folder;
};

TEST_F(StateTest, LinksWaitOnceAndAgainWhenTheyChange) {
  auto state = Open();
  const FoundLink link{"https://bote.example/a", "https://bote.example/a", "2026-11-01", "{}"};
  EXPECT_EQ(state->AddLinks("bote", {link, link}, 1000, 500), 1);
  EXPECT_EQ(state->Waiting("bote", 1000, 10).size(), 1u);
  EXPECT_TRUE(state->Waiting("other", 1000, 10).empty());
  state->EndLink(link.key, LinkEnd::kArticle, "\"e\"", "", 1000);
  EXPECT_EQ(state->AddLinks("bote", {link}, 2000, 500), 0);
  FoundLink unstamped = link, changed = link;
  unstamped.stamp = "";
  changed.stamp = "2026-11-02";
  EXPECT_EQ(state->AddLinks("bote", {unstamped}, 2000, 500), 0);
  EXPECT_EQ(state->AddLinks("bote", {changed}, 1100, 500), 1);
  EXPECT_TRUE(state->Waiting("bote", 1200, 10).empty());  // read 200 ms ago
  const std::vector<WaitingLink> waiting = state->Waiting("bote", 1500, 10);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].etag, "\"e\"");
  state->DelayLink(link.key, 3, 9000, "it failed");
  EXPECT_TRUE(state->Waiting("bote", 8999, 10).empty());
  EXPECT_EQ(state->Waiting("bote", 9000, 10).at(0).attempts, 3);
  EXPECT_TRUE(state->Check());
}

TEST_F(StateTest, WhatIsNotCommittedIsGone) {
  {
    auto state = Open();
    state->Begin();
    state->SaveOutput("2026/11/22.jsonl.zst", 100);
    ASSERT_TRUE(state->Commit());
    state->Begin();
    state->SaveOutput("2026/11/22.jsonl.zst", 200);
  }
  EXPECT_EQ(Open()->OutputBytes("2026/11/22.jsonl.zst"), 100u);
}

TEST_F(StateTest, RefusesWhatIsNoStateAndWhatIsNewer) {
  std::ofstream(folder + "/state.db") << std::string(5000, 'x');
  EXPECT_EQ(IngestState::Open(folder + "/state.db").error().code, "state_unusable");
  EXPECT_EQ(IngestState::Open(folder + "/no/state.db").error().code, "state_unusable");
  {
    Result<std::unique_ptr<Database>> database = Database::Open(folder + "/new.db");
    (*database)->Execute("PRAGMA user_version = 99");
  }
  EXPECT_NE(IngestState::Open(folder + "/new.db").error().message.find("newer"), std::string::npos);
}

std::string Story(int from, int to) {
  static const char* kWords[] = {"flood", "minister", "bridge", "river", "aid", "report", "water", "night", "village", "road", "rain", "army"};
  std::string out;
  for (int i = from; i < to; ++i) out += std::string(kWords[(i * 7 + i / 5) % 12]) + std::to_string(static_cast<unsigned>(i) * 2654435761u % 100003u) + " ";
  return out;
}

TEST_F(StateTest, CopiesAreFoundByTextAndByLikeness) {
  auto state = Open();
  const std::string story = Story(0, 300);
  KnownArticle first{0, "aaaa", "aaaa", "hash1", 1};
  state->AddArticle(first, "https://bote.example/a", SignatureOf(story), 1000);
  EXPECT_EQ(state->ArticleOfText("hash1")->id, "aaaa");
  EXPECT_EQ(state->ArticleOfUrl("https://bote.example/a")->id, "aaaa");
  EXPECT_FALSE(state->ArticleOfText("hash2"));
  const Signature copy = *SignatureOf("LIMA (Agency) — " + Story(0, 290) + "More to follow.");
  EXPECT_EQ(state->NearArticle(copy, 0.7, 0)->id, "aaaa");
  EXPECT_FALSE(state->NearArticle(copy, 0.7, 2000));  // too old
  EXPECT_FALSE(state->NearArticle(*SignatureOf(Story(5000, 5300)), 0.7, 0));
  state->ForgetSignatures(1001);
  EXPECT_FALSE(state->NearArticle(copy, 0.7, 0));
  EXPECT_EQ(state->ArticleOfText("hash1")->id, "aaaa");
  EXPECT_TRUE(state->Check());
}

TEST(NearDuplicates, SimilarityFollowsWhatIsShared) {
  const Signature all = *SignatureOf(Story(0, 400));
  EXPECT_EQ(Similarity(all, all), 1.0);
  EXPECT_GT(Similarity(all, *SignatureOf(Story(0, 360))), 0.75);
  const double half = Similarity(all, *SignatureOf(Story(200, 600)));
  EXPECT_GT(half, 0.15);  // a third of all shingles are in both
  EXPECT_LT(half, 0.55);
  EXPECT_LT(Similarity(all, *SignatureOf(Story(5000, 5400))), 0.1);
  EXPECT_EQ(*UnpackSignature(PackSignature(all)), all);
  EXPECT_FALSE(UnpackSignature("short"));
  EXPECT_FALSE(SignatureOf("Too short to say anything."));
  EXPECT_EQ(*SignatureOf("ONE, two: " + Story(0, 50)), *SignatureOf("one two\n\n" + Story(0, 50)));  // case and signs do not count
  EXPECT_TRUE(SignatureOf("昨日、市長は新しい橋の建設計画を発表し、来年の春に工事を始めると述べた。"));
}

TEST_F(StateTest, DayFilesHoldWholeFramesAndAreCutBack) {
  const DayFiles files(folder + "/out");
  const std::string name = DayFiles::NameOf("2026-11-22");
  EXPECT_EQ(name, "2026/11/22.jsonl.zst");
  const Result<uint64_t> first = files.Append(name, 0, "{\"id\":\"a\"}\n");
  ASSERT_TRUE(first) << first.error().message;
  const Result<uint64_t> second = files.Append(name, *first, "{\"id\":\"b\"}\n");
  ASSERT_TRUE(second);
  EXPECT_EQ(std::filesystem::file_size(folder + "/out/" + name), *second);
  EXPECT_EQ(files.Append(name, *first, "x").error().code, "output_failed");  // somebody else wrote
  std::ofstream(folder + "/out/" + name, std::ios::app) << "torn";
  EXPECT_EQ(*files.CutBack(name, *second), 4u);
  EXPECT_EQ(*files.CutBack(name, *first), *second - *first);
  EXPECT_EQ(files.CutBack(name, *second).error().code, "output_shrunk");
  EXPECT_EQ(*files.CutBack("2026/11/23.jsonl.zst", 10), 0u);  // was taken away
}

TEST_F(StateTest, OneRunAtATimeAndStaleLocksDoNotHold) {
  const std::string path = folder + "/state.db.lock";
  {
    Result<LockFile> lock = LockFile::Take(path, "2026-11-22T06:00:00Z");
    ASSERT_TRUE(lock);
    const Result<LockFile> second = LockFile::Take(path, "now");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "locked");
    EXPECT_NE(second.error().message.find("since 2026-11-22T06:00:00Z"), std::string::npos) << second.error().message;
  }
  EXPECT_TRUE(LockFile::Take(path, "now"));  // the file is still there, the process is not
  EXPECT_EQ(LockFile::Take(folder + "/no/lock", "now").error().code, "lock_failed");
}

TEST(Postgres, NulIsNotAllowedInJsonb) {
  EXPECT_EQ(WithoutNul(R"({"a":"x\u0000y"})"), R"({"a":"x\ufffdy"})");
  EXPECT_EQ(WithoutNul(R"({"a":"x\\u0000y"})"), R"({"a":"x\\u0000y"})");
  EXPECT_EQ(WithoutNul(R"({"a":"x\\\u0000y"})"), R"({"a":"x\\\ufffdy"})");
  EXPECT_EQ(Postgres::Open("postgres://nobody@127.0.0.1:1/none?connect_timeout=2").error().code, "postgres_failed");
}

}  // namespace
}  // namespace factbox
