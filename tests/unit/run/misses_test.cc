// The ledger of misses: what is found in an article, ranking, bounds, and the table that comes out.
#include "run/misses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
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

std::vector<Miss> MissesOf(const std::string& text) {
  static const Pipeline pipeline = [] {
    Result<Pipeline> loaded = Pipeline::Load(TestData());
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return std::move(*loaded);
  }();
  Article article;
  article.text = text;
  Document document(std::move(article), true);
  pipeline.Run(document, *pipeline.NewWorker());
  std::vector<Miss> misses;
  FindMisses(pipeline, document, misses);
  return misses;
}

bool Has(const std::vector<Miss>& misses, MissKind kind, const std::string& text) {
  return std::any_of(misses.begin(), misses.end(), [&](const Miss& miss) { return miss.kind == kind && miss.text == text; });
}

TEST(MissesTest, AVerbBetweenTwoPartiesThatTellsOfNoEvent) {
  const std::vector<Miss> misses = MissesOf("On Monday France befriended Germany in Brussels. France attacked Germany. Spain outflanked Italy.");
  EXPECT_TRUE(Has(misses, MissKind::kTriggerVerb, "befriend"));
  EXPECT_TRUE(Has(misses, MissKind::kVerb, "outflank"));
  EXPECT_FALSE(Has(misses, MissKind::kTriggerVerb, "attack"));
}

TEST(MissesTest, EachTextOfAnArticleOnce) {
  const std::vector<Miss> misses = MissesOf("France outflanked Germany. Spain outflanked Italy.");
  EXPECT_EQ(std::count_if(misses.begin(), misses.end(), [](const Miss& miss) { return miss.text == "outflank"; }), 1);
}

TEST(MissesTest, APipelineWithoutEventsFindsNothing) {
  const Pipeline pipeline = Pipeline::Of(TestData(), {});
  Article article;
  article.text = "France outflanked Germany.";
  Document document(std::move(article), true);
  std::vector<Miss> misses;
  FindMisses(pipeline, document, misses);
  EXPECT_TRUE(misses.empty());
}

TEST(MissLedgerTest, TheMostFrequentFirstWithALineToAdd) {
  MissLedger ledger;
  ledger.Add({{MissKind::kName, "Karsa Growers", "«Karsa Growers» met"}});
  ledger.Add({{MissKind::kReportingVerb, "muse", "Ruiz «mused»"}});
  ledger.Add({{MissKind::kReportingVerb, "muse", "Cho «mused»"}, {MissKind::kName, "Alba Cooperative", "the «Alba Cooperative»"}});
  const std::string table = ledger.ToTsv();
  const std::string rows = table.substr(table.find('\n', table.find("count\t")) + 1);
  EXPECT_EQ(rows,
            "2\treporting verb\tmuse\tgazetteers/words/reporting_verbs.tsv\tRuiz «mused»\tmuse\tmuse|muses|mused|musing\tweak\tneutral\tspeech\n"
            "1\tname\tAlba Cooperative\tgazetteers/organizations/local.tsv\tthe «Alba Cooperative»\tAlba Cooperative\t\t\tother\t\n"
            "1\tname\tKarsa Growers\tgazetteers/organizations/local.tsv\t«Karsa Growers» met\tKarsa Growers\t\t\tother\t\n");
}

TEST(MissLedgerTest, MemoryIsBoundedAndTheFrequentStay) {
  MissLedger ledger(10);
  for (int i = 0; i < 100; ++i) ledger.Add({{MissKind::kUnit, "kbit", "12 «kbit»"}, {MissKind::kUnit, "u" + std::to_string(i), ""}});
  const std::string table = ledger.ToTsv();
  EXPECT_NE(table.find("\n100\tunit\tkbit\t"), std::string::npos) << table;
  EXPECT_NE(table.find("lower bounds"), std::string::npos);
  EXPECT_LE(std::count(table.begin(), table.end(), '\n'), 13);
}

TEST(MissLedgerTest, RowsAKind) {
  MissLedger ledger;
  ledger.Add({{MissKind::kUnit, "a", ""}, {MissKind::kUnit, "b", ""}, {MissKind::kPlace, "C", ""}});
  const std::string table = ledger.ToTsv(1);
  EXPECT_NE(table.find("\tplace\tC\t"), std::string::npos);
  EXPECT_NE(table.find("\tunit\ta\t"), std::string::npos);
  EXPECT_EQ(table.find("\tunit\tb\t"), std::string::npos);
}

}  // namespace
}  // namespace factbox
