#include "train/labelled.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "gazetteer/data.h"
#include "train/train_names.h"

namespace factbox {
namespace {

namespace fs = std::filesystem;

class Labelled : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("factbox-labelled-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
    return (folder_ / name).string();
  }
  fs::path folder_;
};

std::string Slices(const LabelledText& text) {
  std::string out;
  for (const LabelledName& name : text.names) {  // ASCII texts: a code point is a byte
    out += text.article.text.substr(name.start, name.end - name.start) + "|" + name.type + " ";
  }
  return out;
}

TEST_F(Labelled, GoldRecordsOfOneFold) {
  const std::string docs = Write("docs.jsonl",
                                 "{\"id\": \"a\", \"text\": \"Ruth Okello left Kisumu.\"}\n{\"id\": \"b\", \"text\": \"Nothing.\"}\n"
                                 "{\"id\": \"c\", \"text\": \"No gold.\"}\n");
  const std::string gold = Write(
      "gold.jsonl",
      R"({"id":"a","fold":"train","annotated":["people.mentions","organizations.mentions","places.mentions"],"places":[{"mentions":[{"start":17,"end":23}]}],)"
      R"("people":[{"mentions":[{"start":0,"end":11},{"start":0,"end":4},{"start":12,"end":16,"kind":"pronoun"}]}]})"
      "\n"
      R"({"id":"b","fold":"dev","annotated":["people.mentions","organizations.mentions","places.mentions"]})"
      "\n");
  const Result<std::vector<LabelledText>> train = ReadGoldNames(docs, gold, "train");
  ASSERT_TRUE(train) << train.error().message;
  ASSERT_EQ(train->size(), 1U);
  EXPECT_EQ(Slices(train->front()), "Ruth Okello|PER Kisumu|LOC ");
  EXPECT_FALSE(train->front().misc);
  EXPECT_EQ(ReadGoldNames(docs, gold, "")->size(), 2U);
  EXPECT_EQ(ReadGoldNames(docs, gold, "test").error().code, "invalid_gold");
}

TEST_F(Labelled, BrokenGoldIsRefusedWithItsLine) {
  const std::string docs = Write("docs.jsonl", "{\"id\": \"a\", \"text\": \"Short.\"}\n");
  const std::string head = R"({"id":"a","annotated":["people.mentions","organizations.mentions","places.mentions"])";
  const std::pair<std::string, std::string> kMistakes[] = {
      {"{\"id\": \"a\"\n", "gold.jsonl:1: not valid JSON"},
      {"\n{\"id\": \"a\"}\n", "gold.jsonl:2: no list 'annotated'"},
      {"{\"id\": \"a\", \"annotated\": [\"people.mentions\"]}\n", "gold.jsonl:1: people, organizations and places are not all marked"},
      {head + R"(,"people":[{"mentions":[{"start":4,"end":2}]}]})", "gold.jsonl:1: a mention in 'people' has no start before its end"},
      {head + R"(,"people":[{"mentions":[{"start":4,"end":200}]}]})", "a span of 'a' ends at 200, the text at 6"},
      {head + "}\n" + head + "}\n", "gold.jsonl:2: the id 'a' comes twice"},
  };
  for (const auto& [content, message] : kMistakes) {
    const Result<std::vector<LabelledText>> read = ReadGoldNames(docs, Write("gold.jsonl", content), "");
    ASSERT_FALSE(read) << content;
    EXPECT_NE(read.error().message.find(message), std::string::npos) << read.error().message;
  }
  EXPECT_EQ(ReadGoldNames(docs, (folder_ / "none.jsonl").string(), "").error().code, "file_not_found");
}

TEST_F(Labelled, ColumnsOfBioAndBilou) {
  const std::string path = Write("columns",
                                 "-DOCSTART-\tO\n\nRuth\tB-PER\nOkello\tI-PER\n,\tO\nof\tO\nKisumu\tU-LOC\n.\tO\n\nAcme\tB-ORG\nAcme\tB-ORG\n"
                                 "-DOCSTART-\tO\n\n(\tO\nReuters\tI-ORG\n)\tO\n");
  const Result<std::vector<LabelledText>> read = ReadColumns(path);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ(read->front().article.text, "Ruth Okello, of Kisumu.\nAcme Acme");
  EXPECT_EQ(Slices(read->front()), "Ruth Okello|PER Kisumu|LOC Acme|ORG Acme|ORG ");
  EXPECT_EQ(read->back().article.text, "(Reuters)");
  EXPECT_EQ(Slices(read->back()), "Reuters|ORG ");
  const std::string bad = ReadColumns(Write("bad", "Ruth\tB-PER\nOkello\tPER\n")).error().message;
  EXPECT_NE(bad.find("bad:2: 'PER' is neither O nor"), std::string::npos) << bad;
}

TEST_F(Labelled, RecasingKeepsSpans) {
  LabelledText text;
  text.article.text = "Zoë Müller-Øst in Łódź";
  text.names = {{0, 14, "PER"}};
  EXPECT_EQ(Recased(text, Recasing::kUpper).article.text, "ZOË MÜLLER-ØST IN ŁÓDŹ");
  EXPECT_EQ(Recased(text, Recasing::kUpper).names[0].end, 14U);
}

// Invented words that no list has: what they are comes from the training texts alone.
TEST_F(Labelled, AModelLearnsNamesAndTheSameTwice) {
  const Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA);
  ASSERT_TRUE(data) << data.error().message;
  std::vector<LabelledText> texts;
  for (int i = 0; i < 30; ++i) {
    LabelledText text;
    text.misc = true;
    text.article.text = "The harbour of Qestrolind closed. Vorbelt Zunkap said so.";
    text.names = {{15, 25, "LOC"}, {34, 48, "PER"}};
    texts.push_back(text);
  }
  NameTraining training;
  training.upper_share = 0.2F;
  std::vector<double> losses;
  double f1 = 0;
  const auto say = [&](const NameProgress& progress) {
    losses.push_back(progress.loss);
    f1 = progress.scores.back().second.f1();
  };
  const Result<NameModel> first = TrainNames(**data, texts, {texts.front()}, training, say);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(losses.size(), training.passes);
  EXPECT_LT(losses.back(), losses.front());
  EXPECT_EQ(f1, 1);
  EXPECT_GT(first->weights.front().weight, first->weights.back().weight);
  EXPECT_EQ(TrainNames(**data, texts, {}, training, [](const NameProgress&) {})->bytes, first->bytes);
  training.without = {"lists", "rules"};
  EXPECT_LT(TrainNames(**data, texts, {}, training, [](const NameProgress&) {})->bytes.size(), first->bytes.size());
  training.without = {"letters"};
  EXPECT_EQ(TrainNames(**data, texts, {}, training, [](const NameProgress&) {}).error().code, "unknown_group");
}

}  // namespace
}  // namespace factbox
