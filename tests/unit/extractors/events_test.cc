// What cases.txt cannot say of events and groups: mistakes of their tables.
#include "extractors/events/events.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "extractors/groups/groups.h"
#include "gazetteer/data.h"

namespace factbox {
namespace {

// What the stage says of a user's table.
template <class Make>
Error ErrorOf(Make make, const std::string& file, const std::string& text) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("events_" + std::to_string(std::random_device()()));
  std::filesystem::create_directories((folder / file).parent_path());
  std::ofstream(folder / file) << text;
  Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA, folder.string());
  std::filesystem::remove_all(folder);
  if (!data) return data.error();
  const Result<std::unique_ptr<Stage>> stage = make(**data);
  return stage ? Error{"", ""} : stage.error();
}

constexpr const char* kTriggers = "extractors/events/triggers_force.tsv";
constexpr const char* kColumns = "type\tmode\tpos\twords\tobject\troles\teffect\tcameo\n";

TEST(EventsTest, MistakesOfTriggersAreReportedWithTheirPlace) {
  const Error error =
      ErrorOf(MakeEventsStage, kTriggers,
              std::string(kColumns) +
                  "RAMPAGE\t\tv\trampage\t\t\t\t\nASSAULT\t\tx\thit\t\t\t\t\nASSAULT\t\tv\thit\t@nothing\t\t\t\nASSAULT\t\tv\thit\t\tsubj=king\t\t\n");
  EXPECT_EQ(error.code, "data_invalid");
  for (const char* part : {"triggers_force.tsv:2:1: the ontology has no RAMPAGE", "triggers_force.tsv:3:10: pos is v, n, e or m",
                           "triggers_force.tsv:4:16: no class @nothing", "triggers_force.tsv:5:17: 'subj=king' is no slot=role"})
    EXPECT_NE(error.message.find(part), std::string::npos) << part << "\n" << error.message;
}

TEST(EventsTest, ActorsHaveOneWordOrTwo) {
  const Error error = ErrorOf(MakeEventsStage, "extractors/events/actors.tsv", "sector\tnouns\nLAB\tferry hand|night ferry hand\n");
  EXPECT_NE(error.message.find("actors.tsv:2:5: 'night ferry hand' has more than two words"), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find("'ferry hand'"), std::string::npos);
}

TEST(EventsTest, AGoodLineIsTaken) { EXPECT_EQ(ErrorOf(MakeEventsStage, kTriggers, std::string(kColumns) + "ASSAULT\tbeat\tv\tclobber\t\t\t\t\n").code, ""); }

TEST(GroupsTest, MistakesOfWordsAreReportedWithTheirPlace) {
  const Error error = ErrorOf(MakeGroupsStage, "extractors/groups/words.tsv", "class\twords\nverbish\tfoo\n");
  EXPECT_EQ(error.code, "data_invalid");
  EXPECT_NE(error.message.find("words.tsv:2:1"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace factbox
