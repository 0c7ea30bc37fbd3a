// The runner with stages of its own: one that throws, one that takes its time, a sink that gives up.
#include "run/runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace factbox {
namespace {

const Data& TestData() {
  static const std::unique_ptr<Data> data = [] {
    Result<std::unique_ptr<Data>> opened = Data::Open(FACTBOX_TEST_DATA);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }();
  return *data;
}

// Does what the text says.
class ObedientStage : public Stage {
 public:
  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"obedient", 1, 0, LayersOf(Layer::kNumbers)};
    return kInfo;
  }
  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    const std::string& text = document.text();
    if (text == "throw") throw std::runtime_error("told to");
    if (text == "memory") throw std::bad_alloc();
    if (text == "peek") (void)reader.dates();
    if (text == "twist") writer.numbers().push_back({{3, 2}, {}, NumberKind::kPlain, "1", {}, {}, {}, {}, {}, {}});
    if (text == "limit") writer.AddNote({"limit_reached", "told to"});
    if (text == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
};

Pipeline ObedientPipeline() {
  std::vector<std::unique_ptr<const Stage>> stages;
  stages.push_back(std::make_unique<ObedientStage>());
  return Pipeline::Of(TestData(), std::move(stages));
}

class Texts : public ItemSource {
 public:
  explicit Texts(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  bool Next(RawItem& item) override {
    if (next_ == texts_.size()) return false;
    item.state = RawItem::State::kDocument;
    item.content = RawItem::Content::kText;
    item.bytes = texts_[next_++];
    item.size = item.bytes.size();
    item.path = "t";
    item.line = item.item = next_;
    ++taken;
    return true;
  }
  std::atomic<size_t> taken{0};

 private:
  std::vector<std::string> texts_;
  size_t next_ = 0;
};

TEST(RunnerTest, AStageThatFailsCostsItsDocumentOnly) {
  const Pipeline pipeline = ObedientPipeline();
  for (const unsigned workers : {1u, 3u}) {
    Texts texts({"a", "throw", "memory", "peek", "twist", "limit", "b"});
    RunOptions options;
    options.workers = workers;
    std::vector<Processed> results;
    const Result<RunSummary> summary = RunArticles(pipeline, texts, options, [&](const Processed& result) {
      results.push_back(result);
      return Status();
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->records, 7u);
    EXPECT_EQ(summary->errors, 4u);
    EXPECT_EQ(summary->partial, 1u);
    EXPECT_TRUE(summary->failed);
    ASSERT_EQ(results.size(), 7u);
    EXPECT_EQ(results[1].message, "t:2: told to");
    EXPECT_NE(results[1].record.find(R"("status":"error","error":{"code":"internal","message":"told to"})"), std::string::npos);
    EXPECT_NE(results[1].record.find(R"("uri":"t#2")"), std::string::npos);
    EXPECT_NE(results[3].message.find("layer dates"), std::string::npos);
    EXPECT_NE(results[4].message.find("obedient: layer numbers"), std::string::npos);
    EXPECT_NE(results[5].record.find(R"("status":"partial")"), std::string::npos);
    for (const size_t good : {0u, 6u}) EXPECT_NE(results[good].record.find(R"("status":"ok")"), std::string::npos);
    for (const Processed& result : results) EXPECT_EQ(result.record.find('\n'), result.record.size() - 1);
  }
}

TEST(RunnerTest, OrderIsThatOfTheInput) {
  const Pipeline pipeline = ObedientPipeline();
  std::vector<std::string> texts;
  texts.reserve(400);
  for (int i = 0; i < 400; ++i) texts.push_back(i % 97 == 0 ? "slow" : "text " + std::to_string(i));
  Texts source(texts);
  RunOptions options;
  options.workers = 4;
  size_t next = 0;
  const Result<RunSummary> summary = RunArticles(pipeline, source, options, [&](const Processed& result) {
    EXPECT_NE(result.record.find("\"t#" + std::to_string(++next) + "\""), std::string::npos);
    return Status();
  });
  ASSERT_TRUE(summary);
  EXPECT_EQ(next, texts.size());
  EXPECT_FALSE(summary->failed);
}

TEST(RunnerTest, WhatIsInFlightIsBounded) {
  const Pipeline pipeline = ObedientPipeline();
  Texts source(std::vector<std::string>(1000, std::string(1000, 'x')));
  RunOptions options;
  options.workers = 2;
  options.bytes_in_flight = 10'000;
  size_t written = 0, most = 0;
  const Result<RunSummary> summary = RunArticles(pipeline, source, options, [&](const Processed&) {
    most = std::max(most, source.taken.load() - ++written);
    return Status();
  });
  ASSERT_TRUE(summary);
  EXPECT_EQ(written, 1000u);
  EXPECT_LE(most, 10u + 1u);  // and the one that waits for room
}

TEST(RunnerTest, APieceLargerThanTheBoundIsTakenAlone) {
  const Pipeline pipeline = ObedientPipeline();
  Texts source({"a", std::string(100'000, 'x'), "b"});
  RunOptions options;
  options.workers = 2;
  options.bytes_in_flight = 10;
  const Result<RunSummary> summary = RunArticles(pipeline, source, options, [](const Processed&) { return Status(); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->records, 3u);
  EXPECT_EQ(summary->input_bytes, 100'002u);
}

TEST(RunnerTest, ASinkThatFailsEndsTheRun) {
  const Pipeline pipeline = ObedientPipeline();
  Texts source(std::vector<std::string>(100'000, "x"));
  RunOptions options;
  options.workers = 3;
  int written = 0;
  const Result<RunSummary> summary = RunArticles(pipeline, source, options, [&](const Processed&) {
    return ++written == 5 ? Status(Error{"full", "no room"}) : Status();
  });
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, "full");
  EXPECT_EQ(written, 5);
  EXPECT_LT(source.taken.load(), 1000u);
}

TEST(RunnerTest, StopFinishesWhatWasRead) {
  const Pipeline pipeline = ObedientPipeline();
  Texts source(std::vector<std::string>(100'000, "x"));
  std::atomic<bool> stop{false};
  RunOptions options;
  options.workers = 2;
  options.stop = &stop;
  uint64_t written = 0;
  const Result<RunSummary> summary = RunArticles(pipeline, source, options, [&](const Processed&) {
    if (++written == 10) stop = true;
    return Status();
  });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->records, written);
  EXPECT_EQ(source.taken.load(), written);
  EXPECT_LT(written, 1000u);
}

TEST(RunnerTest, NothingInNothingOut) {
  const Pipeline pipeline = ObedientPipeline();
  Texts source({});
  const Result<RunSummary> summary = RunArticles(pipeline, source, {}, [](const Processed&) { return Status(Error{"never", "called"}); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->records, 0u);
}

}  // namespace
}  // namespace factbox
