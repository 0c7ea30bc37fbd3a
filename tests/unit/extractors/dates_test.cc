// What cases.txt cannot say: mistakes of the tables, tables of a user, values without a document, any order of words.
#include "extractors/dates/dates.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "extractors/dates/write.h"
#include "extractors/lookup/lookup.h"
#include "extractors/tokens/tokens.h"
#include "gazetteer/data.h"

namespace factbox {
namespace {

// A folder of a user's tables, gone with the test.
class UserFolder {
 public:
  UserFolder() : path_(std::filesystem::path(testing::TempDir()) / ("dates_" + std::to_string(std::random_device()()))) {
    std::filesystem::create_directories(path_ / "extractors/dates");
  }
  ~UserFolder() { std::filesystem::remove_all(path_); }
  UserFolder(const UserFolder&) = delete;
  UserFolder& operator=(const UserFolder&) = delete;

  void Write(const std::string& table, const std::string& content) { std::ofstream(path_ / "extractors/dates" / table) << content; }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::unique_ptr<Data> Open(const std::string& folder = {}) {
  Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA, folder);
  EXPECT_TRUE(data) << (data ? "" : data.error().message);
  return data ? std::move(*data) : nullptr;
}

// "text = value" of each date, with the checks that every layer undergoes.
std::vector<std::string> DatesIn(const Data& data, const Stage& dates, const std::string& text, const std::string& published) {
  Article article;
  article.text = text;
  article.published = published;
  Document document(std::move(article));
  Worker worker(data.abbreviations());
  const std::unique_ptr<Stage> tokens = MakeTokensStage(), lookup = MakeLookupStage(data);
  for (const Stage* stage : {static_cast<const Stage*>(tokens.get()), static_cast<const Stage*>(lookup.get()), &dates}) {
    const Reader reader(document, stage->info());
    Writer writer(document, stage->info());
    stage->Run(document, reader, writer, worker);
    writer.Seal();
  }
  const StageInfo after{"test", 1, LayersOf(Layer::kDates), 0};
  std::vector<std::string> out;
  for (const DateExpression& date : Reader(document, after).dates()) out.push_back(std::string(document.Slice(date.span)) + " = " + date.value);
  return out;
}

TEST(DatesTables, EveryMistakeIsReportedWithItsPlace) {
  UserFolder folder;
  folder.Write("rules.tsv",
               "rule\tpattern\tvalue\twhen\n"
               "a\t{moonth} {day}\tdate\t\n"
               "b\t(last|next {weekday}\tdate\t\n"
               "c\t{month}\tdaate\t\n"
               "d\tgrand day?\tdate colour=red\t\n"
               "e\tgrand day\tdate\tsometimes\n"
               "f\tthe?\tdate\t\n"
               "g\t$none day\tdate\t\n");
  const std::unique_ptr<Data> data = Open(folder.path());
  ASSERT_NE(data, nullptr);
  const Result<std::unique_ptr<Stage>> stage = MakeDatesStage(*data);
  ASSERT_FALSE(stage);
  EXPECT_EQ(stage.error().code, "data_invalid");
  for (const char* mistake : {"rules.tsv:2:3: there is no class 'moonth'", "rules.tsv:3:3: '(' without ')'", "rules.tsv:4:11: 'daate' is no operation",
                              "rules.tsv:5:14: 'colour=red' sets no field", "rules.tsv:6:18: 'sometimes' is no condition",
                              "rules.tsv:7:3: the pattern may match nothing", "rules.tsv:8:3: '$none' is not defined"})
    EXPECT_NE(stage.error().message.find(mistake), std::string::npos) << mistake << "\nis not in\n" << stage.error().message;
}

TEST(DatesTables, AUserAddsAWordAndARuleAndOverrulesOne) {
  UserFolder folder;
  folder.Write("words.tsv", "words\tclass\tvalue\twritten\nenero\tmonth|sure-month\t1\t\n");
  folder.Write("rules.tsv", "rule\tpattern\tvalue\twhen\nuser.market-day\tmarket day\tdate weekday=6\t\nuser.none\ttoday\tnothing\t\n");
  const std::unique_ptr<Data> data = Open(folder.path());
  ASSERT_NE(data, nullptr);
  const Result<std::unique_ptr<Stage>> stage = MakeDatesStage(*data);
  ASSERT_TRUE(stage) << stage.error().message;
  EXPECT_EQ(DatesIn(*data, **stage, "He came on market day and again on 5 enero 2021, but not today.", "2022-03-16"),
            (std::vector<std::string>{"market day = 2022-03-12", "5 enero 2021 = 2021-01-05"}));
}

TEST(Dates, AnyOrderOfWordsGivesDisjointSpansInOrder) {
  const std::unique_ptr<Data> data = Open();
  ASSERT_NE(data, nullptr);
  const Result<std::unique_ptr<Stage>> stage = MakeDatesStage(*data);
  ASSERT_TRUE(stage) << stage.error().message;
  const std::vector<std::string> words = {"the", "last", "next",  "Friday", "May",  "5",     "31",     "1999",  "2020",   "of",      "and",   "-",     "/",
                                          ":",   "12",   "p.m.",  "GMT",    "week", "weeks", "ago",    "later", "day",    "in",      "night", "BC",    "'",
                                          "90s", ",",    "every", "half",   "a",    "two",   "early",  "end",   "noon",   "century", "Feb.",  "(",     ")",
                                          "30",  "0930", "9999",  "year",   "year", "1st",   "second", "Q3",    "spring", "to",      "from",  "before"};
  std::mt19937 random(7);
  std::uniform_int_distribution<size_t> pick(0, words.size() - 1), coin(0, 5);
  size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += (coin(random) == 0 ? "" : " ") + words[pick(random)];
    // Seal() throws where a span is empty, out of order or overlaps another.
    ASSERT_NO_THROW(found += DatesIn(*data, **stage, text, round % 2 == 0 ? "2020-02-29" : "").size()) << text;
  }
  EXPECT_GT(found, 2000u);
}

TEST(DateValues, Lengths) {
  using namespace dates;
  const auto length = [](double n, Unit unit) {
    Meaning meaning;
    meaning.op = Op::kDuration;
    meaning.n = n;
    meaning.unit = unit;
    return Length(meaning);
  };
  EXPECT_EQ(length(3, Unit::kYear), "P3Y");
  EXPECT_EQ(length(2, Unit::kDecade), "P20Y");
  EXPECT_EQ(length(0.5, Unit::kHour), "PT30M");
  EXPECT_EQ(length(5.5, Unit::kHour), "PT5H30M");
  EXPECT_EQ(length(0.5, Unit::kDay), "PT12H");
  EXPECT_EQ(length(0.5, Unit::kYear), "P6M");
  EXPECT_EQ(length(2.5, Unit::kYear), "P2.5Y");
  EXPECT_EQ(length(3, Unit::kQuarter), "P9M");
  Meaning some;
  some.vague = true;
  some.unit = Unit::kMinute;
  EXPECT_EQ(Length(some), "PTXM");
}

TEST(DateValues, Clocks) {
  using namespace dates;
  const auto clock = [](int hour, int minute, std::string_view meridiem, std::string_view part, std::string_view zone) {
    Meaning meaning;
    meaning.hour = hour;
    meaning.minute = minute;
    meaning.meridiem = meridiem;
    meaning.part = part;
    meaning.zone = zone;
    return Clock(meaning);
  };
  EXPECT_EQ(clock(12, 30, "AM", "", ""), "T00:30");
  EXPECT_EQ(clock(12, 0, "PM", "", "Z"), "T12:00Z");
  EXPECT_EQ(clock(9, 5, "PM", "", "-05:00"), "T21:05-05:00");
  EXPECT_EQ(clock(9, 0, "", "NI", ""), "T21:00");
  EXPECT_EQ(clock(21, 0, "", "NI", ""), "T21:00");
  EXPECT_EQ(clock(9, 0, "", "MO", ""), "T09:00");
  EXPECT_EQ(clock(kAbsent, kAbsent, "", "MO", ""), "TMO");
  EXPECT_EQ(clock(kAbsent, kAbsent, "", "", ""), "");
}

}  // namespace
}  // namespace factbox
