#include "evaluate/gate.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace factbox::evaluate {
namespace {

Evaluation Scored(double right, const char* fingerprint = "f") {
  Evaluation out;
  out.fingerprint = fingerprint;
  out.all.total.Add(out.scoring.measures["names/PER exact"], right, 1000);
  out.all.total.Add(out.scoring.measures["dates/value of kind set"], 1, 2);
  return out;
}

TEST(GateTest, FloorsAreRoundedDownToAThousandthAndKindsAreNotPinned) {
  const Update update = UpdateFloors(Scored(912.9), nullptr, false);
  EXPECT_EQ(WriteFloors(update.floors), "{\n \"fingerprint\": \"f\",\n \"floors\": {\n  \"names/PER exact\": 0.912\n }\n}\n");
  EXPECT_TRUE(Compare(Scored(912.9), update.floors).failures.empty());
  EXPECT_EQ(Compare(Scored(911.9), update.floors).failures, std::vector<std::string>{"names/PER exact is 0.9119, below its floor 0.912"});
  EXPECT_EQ(Compare(Scored(912.9, "g"), update.floors).failures.size(), 1u);
}

TEST(GateTest, UpdatingLowersOnlyWhereThatIsAskedFor) {
  Floors old = UpdateFloors(Scored(900), nullptr, false).floors;
  old.thousandths["quotes/span"] = 500;
  const Update kept = UpdateFloors(Scored(800), &old, false), lowered = UpdateFloors(Scored(800), &old, true), raised = UpdateFloors(Scored(950), &old, false);
  EXPECT_EQ(kept.floors.thousandths, old.thousandths);
  EXPECT_EQ(kept.lowered, (std::vector<std::string>{"names/PER exact 0.900 → 0.800", "quotes/span 0.500 → not measured"}));
  EXPECT_EQ(lowered.floors.thousandths, (std::map<std::string, int>{{"names/PER exact", 800}}));
  EXPECT_EQ(raised.floors.thousandths.at("names/PER exact"), 950);
  EXPECT_EQ(Compare(Scored(950), raised.floors).failures, std::vector<std::string>{"quotes/span is no longer measured; its floor is 0.500"});
}

TEST(GateTest, ABrokenFileIsRefused) {
  const std::string path = testing::TempDir() + "/gate_test_floors.json";
  for (const char* content : {"", "{}", R"({"fingerprint": "f"})", R"({"fingerprint": "f", "floors": {"a": 2}})"}) {
    std::ofstream(path) << content;
    const Result<Floors> floors = ReadFloors(path);
    ASSERT_FALSE(floors) << content;
    EXPECT_EQ(floors.error().code, "invalid_floors");
    EXPECT_NE(floors.error().message.find("gate_test_floors.json: "), std::string::npos);
  }
}

}  // namespace
}  // namespace factbox::evaluate
