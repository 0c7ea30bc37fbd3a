#include "show/record_check.h"

#include <gtest/gtest.h>

#include <string>

namespace factbox {
namespace {

// A record of the text "né 🎉", which has 4 code points, 5 UTF-16 units and 8 bytes.
std::string Record(const std::string& unit, const std::string& people, const std::string& schema = "factbox.record/1.0") {
  return R"({"schema":")" + schema + R"(","status":"ok","offsets":")" + unit + R"(","article":{"text":"né 🎉"},"people":)" + people +
         R"(,"organizations":[],"places":[],"numbers":[],"dates":[],"quotes":[],"events":[]})";
}

std::string Person(int end) { return R"([{"id":"p1","mentions":[{"start":3,"end":)" + std::to_string(end) + "}]}]"; }

std::string CodeOf(const std::string& json) {
  const Status status = CheckRecord(json);
  return status ? "" : status.error().code;
}

TEST(RecordCheck, SpansAreCheckedInTheRecordsUnit) {
  for (const auto& [unit, length] : {std::pair{"codepoint", 4}, {"utf16", 5}, {"byte", 8}}) {
    EXPECT_EQ(CodeOf(Record(unit, Person(length))), "") << unit;
    EXPECT_EQ(CodeOf(Record(unit, Person(length + 1))), "invalid_record") << unit;
  }
  EXPECT_EQ(CheckRecord(Record("byte", Person(9))).error().message, "people[0].mentions[0]: 3 to 9 is not within the text of 8 byte units");
}

TEST(RecordCheck, MinorVersionsAreShownMajorOnesAreNot) {
  EXPECT_EQ(CodeOf(Record("byte", "[]", "factbox.record/1.7")), "");
  EXPECT_EQ(CodeOf(Record("byte", "[]", "factbox.record/2.0")), "unknown_schema");
  EXPECT_EQ(CodeOf(Record("byte", "[]", "factbox.record/10.0")), "unknown_schema");
  EXPECT_EQ(CodeOf(Record("byte", "[]", "other/1.0")), "no_record");
}

TEST(RecordCheck, WhatIsNoRecord) {
  EXPECT_EQ(CodeOf(""), "invalid_json");
  EXPECT_EQ(CodeOf("{\"schema\":"), "invalid_json");
  EXPECT_EQ(CodeOf("[]"), "no_record");
  EXPECT_EQ(CodeOf(R"({"text":"An article."})"), "no_record");
  EXPECT_EQ(CodeOf(Record("byte", "{}")), "invalid_record");
  EXPECT_EQ(CodeOf(Record("byte", "[{}]")), "invalid_record");
  EXPECT_EQ(CodeOf(Record("byte", R"([{"id":"p1","start":-1,"end":2}])")), "invalid_record");
}

}  // namespace
}  // namespace factbox
