#include "evaluate/evaluation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "evaluate/report.h"

namespace factbox::evaluate {
namespace {

class EvaluationTest : public testing::Test {
 protected:
  std::string File(const std::string& name, const std::string& content) {
    const std::string path = testing::TempDir() + "/evaluation_" + testing::UnitTest::GetInstance()->current_test_info()->name() + "_" + name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  Result<Evaluation> Run(const std::string& gold, const std::string& records, EvaluationOptions options = {}) {
    return Evaluate(File("gold.jsonl", gold), File("records.jsonl", records), options);
  }
  static Row RowOf(Evaluation& evaluation, const char* measure) {
    const Row* row = evaluation.all.total.Find(evaluation.scoring.measures[measure]);
    EXPECT_NE(row, nullptr) << measure;
    return row != nullptr ? *row : Row{};
  }
};

constexpr const char* kGold =
    R"({"id": "a", "length": 28, "annotated": ["people.mentions", "places.mentions"], "people": [{"name": "Ana Sousa", "mentions": [{"start": 0, "end": 9, "text": "Ana Sousa"}]}], "places": [{"name": "Beira", "mentions": [{"start": 22, "end": 27, "text": "Beira"}]}]})"
    "\n";

TEST_F(EvaluationTest, ShiftsARecordWithItsTitleInFrontAndTellsWhichTypeWasTaken) {
  const Result<Evaluation> done = Run(
      kGold,
      R"({"id": "a", "offsets": "codepoint", "article": {"text": "São!\n\nAna Sousa is mayor of Beira."}, "people": [{"id": "p1", "name": "Ana Sousa", "mentions": [{"start": 6, "end": 15, "text": "Ana Sousa", "kind": "name"}]}], "organizations": [], "places": [], "notes": []})"
      "\n",
      {GoldFormat::kAuto, "", "", 5, true});
  ASSERT_TRUE(done) << done.error().message;
  Evaluation evaluation = *done;
  EXPECT_EQ(RowOf(evaluation, "names/PER exact"), (Row{1, 1, 1, 1}));
  EXPECT_EQ(RowOf(evaluation, "names/LOC exact"), (Row{0, 0, 0, 1}));
  EXPECT_EQ(RowOf(evaluation, "names/all untyped"), (Row{1, 1, 1, 2}));
  EXPECT_EQ(evaluation.scoring.confusions["names"]["LOC"]["-"], 1u);
  ASSERT_EQ(evaluation.scoring.mistakes["LOC missed"].size(), 1u);
  EXPECT_EQ(evaluation.scoring.mistakes["LOC missed"][0].text, "Beira");
  EXPECT_TRUE(evaluation.notes.empty());
}

TEST_F(EvaluationTest, OffsetsInBytesAreConverted) {
  const Result<Evaluation> done = Run(
      R"({"id": "a", "annotated": ["people.mentions"], "people": [{"name": "Zoë", "mentions": [{"start": 1, "end": 4, "text": "Zoë"}]}]})",
      R"({"id": "a", "offsets": "byte", "article": {"text": "éZoë"}, "people": [{"id": "p1", "name": "Zoë", "mentions": [{"start": 2, "end": 6, "text": "Zoë", "kind": "name"}]}]})");
  ASSERT_TRUE(done) << done.error().message;
  Evaluation evaluation = *done;
  EXPECT_EQ(RowOf(evaluation, "names/PER exact"), (Row{1, 1, 1, 1}));
}

TEST_F(EvaluationTest, ADocumentWithoutARecordIsMissedAndNoted) {
  const std::string second = R"({"id": "b", "annotated": ["people.mentions"], "people": [{"name": "Li", "mentions": [{"start": 0, "end": 2}]}]})";
  const Result<Evaluation> done = Run(kGold + second + "\n", R"({"id": "b", "people": []})"
                                                             "\n"
                                                             R"({"id": "c", "people": []})"
                                                             "\n");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->documents, 2u);
  EXPECT_EQ(done->without_record, 1u);
  EXPECT_EQ(done->records_without_gold, 1u);
  EXPECT_EQ(done->notes, std::vector<std::string>{"1 documents of gold without a record: 'a'"});
  Evaluation evaluation = *done;
  EXPECT_EQ(RowOf(evaluation, "names/PER exact"), (Row{0, 0, 0, 2}));
}

TEST_F(EvaluationTest, ATextThatIsNotTheAnnotatedOneIsNoted) {
  const Result<Evaluation> done = Run(kGold, R"({"id": "a", "article": {"text": "Ann Souza is the mayor Beira"}, "people": []})");
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_EQ(done->notes.size(), 1u);
  EXPECT_NE(done->notes[0].find("'Ana Sousa' is not where gold has it"), std::string::npos) << done->notes[0];
}

TEST_F(EvaluationTest, BrokenGoldIsRefusedWithFileLineAndReason) {
  const std::pair<const char*, const char*> kMistakes[] = {
      {"{", "not valid JSON"},
      {"[1]", "no JSON object"},
      {R"({"people": []})", "no id"},
      {R"({"id": "x", "annotated": ["people.names"]})", "'annotated' names 'people.names'"},
      {R"({"id": "x", "annotated": "people"})", "'annotated' is no list"},
      {R"({"id": "x", "people": [{"name": "Li"}]})", "'Li' of people has no mentions"},
      {R"({"id": "x", "people": [{"name": "Li", "mentions": [{"start": 5, "end": 5}]}]})", "stretch [5, 5], which is empty"},
      {R"({"id": "x", "length": 4, "dates": [{"start": 2, "end": 5}]})", "the text ends at 4"},
      {R"({"id": "x", "dates": [{"start": 2}]})", "a start or an end, but not both"},
      {R"({"id": "x", "numbers": {}})", "'numbers' is no list"},
      {R"({"id": "x", "places": [{"name": "Q", "lat": 91, "lon": 0, "mentions": []}]})", "not on the globe"},
      {R"({"id": "x", "events": [{"mode": "bombing"}]})", "no type"},
      {R"({"id": "x", "ignore": [{"layer": "names", "start": 0, "end": 1}]})", "the layer 'names'"},
      {R"({"id": "a", "people": []})", "the id 'a' comes twice"},
  };
  for (const auto& [line, reason] : kMistakes) {
    const Result<Evaluation> done = Run(std::string(kGold) + "\n" + line + "\n", R"({"id": "a"})");
    ASSERT_FALSE(done) << line;
    EXPECT_EQ(done.error().code, "invalid_gold");
    EXPECT_NE(done.error().message.find("gold.jsonl:3: "), std::string::npos) << done.error().message;
    EXPECT_NE(done.error().message.find(reason), std::string::npos) << done.error().message;
  }
}

TEST_F(EvaluationTest, TheOrderOfTheRecordsMakesNoDifference) {
  std::string gold, records, turned;
  for (int i = 0; i < 30; ++i) {
    const std::string id = std::to_string(i), end = std::to_string(2 + i % 3);
    gold += R"({"id": ")" + id + R"(", "source": ")" + (i % 2 == 0 ? "even" : "odd") +
            R"(", "annotated": ["people.mentions"], "people": [{"name": "Li", "mentions": [{"start": 0, "end": 3}]}]})" + "\n";
    const std::string record =
        R"({"id": ")" + id + R"(", "people": [{"id": "p1", "name": "Li", "mentions": [{"start": 0, "end": )" + end + R"(, "kind": "name"}]}]})" + "\n";
    records += record;
    turned = record + turned;
  }
  const Result<Evaluation> one = Run(gold, records, {GoldFormat::kAuto, "", "source", 0, true}),
                           other = Run(gold, turned, {GoldFormat::kAuto, "", "source", 0, true});
  ASSERT_TRUE(one);
  ASSERT_TRUE(other);
  EXPECT_EQ(ReportJson(*one), ReportJson(*other));
  EXPECT_EQ(one->groups.size(), 2u);
  EXPECT_NE(ReportJson(*one).find("\"low\""), std::string::npos);
}

TEST_F(EvaluationTest, NumbersAreRightIfAmountKindUnitAndDirectionAre) {
  const auto score = [&](const std::string& gold, const std::string& got) {
    const Result<Evaluation> done =
        Run(R"({"id": "a", "annotated": ["numbers.span", "numbers.value"], "numbers": [{"start": 0, "end": 9, "text": "some text", )" + gold + "}]}",
            R"({"id": "a", "numbers": [{"start": 0, "end": 9, "text": "some text", )" + got + "}]}");
    EXPECT_TRUE(done);
    Evaluation evaluation = *done;
    return RowOf(evaluation, "numbers/value")[0];
  };
  EXPECT_EQ(score(R"("kind": "measure", "value": "62", "unit": "[in_i]")", R"("kind": "measure", "value": "5.16666666666667", "unit": "[ft_i]")"), 1);
  EXPECT_EQ(score(R"("kind": "measure", "value": "62", "unit": "[in_i]")", R"("kind": "measure", "value": "62", "unit": "[ft_i]")"), 0);
  EXPECT_EQ(score(R"("kind": "measure", "value": "5", "unit": "km")", R"("kind": "measure", "value": "5000", "unit": "m")"), 1);
  EXPECT_EQ(score(R"("kind": "count", "value": "30", "approx": "more_than")", R"("kind": "plain", "value": "30", "approx": "at_least")"), 1);
  EXPECT_EQ(score(R"("kind": "count", "value": "30", "approx": "more_than")", R"("kind": "count", "value": "30")"), 0);
  EXPECT_EQ(score(R"("kind": "money", "value": "3", "unit": "USD|CAD")", R"("kind": "money", "value": "3.00", "unit": "CAD")"), 1);
  EXPECT_EQ(score(R"("kind": "money", "value": "3", "unit": "USD")", R"("kind": "money", "value": "3", "unit": "EUR")"), 0);
  EXPECT_EQ(score(R"("kind": "count", "min": "3", "max": "5")", R"("kind": "count", "min": "3", "max": "5")"), 1);
  EXPECT_EQ(score(R"("kind": "count", "min": "3", "max": "5")", R"("kind": "count", "value": "5")"), 0);
}

}  // namespace
}  // namespace factbox::evaluate
