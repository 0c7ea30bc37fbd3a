// Data: the built-in image and a user's folder; and the look-up of phrases in both.
#include "gazetteer/data.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "document/document.h"
#include "document/stage.h"
#include "extractors/lookup/lookup.h"
#include "extractors/tokens/tokens.h"
#include "gazetteer/compile.h"

namespace factbox {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

class DataTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("factbox_data_test_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
    Write("in/gazetteers/places/countries.tsv",
          "iso2\tiso3\tname\taliases\tabbreviations\tdemonyms\tpeople\tgeonames\tlat\tlon\tpopulation\tcurrency\tcapital\n"
          "US\tUSA\tUnited States\t\tU.S.|US\tAmerican\t\t201\t39\t-98\t330000000\tUSD\t\n");
    Write("in/gazetteers/people/titles.tsv", "title\taliases\tkind\tsector\tformer_ok\tposition\nprime minister\t\toffice\t\tyes\tboth\n");
    Write("in/gazetteers/organizations/armed.tsv", "name\taliases\tacronym\tkind\tcountry\nAl-Nasr Brigade\t\t\tarmed_group\t\n");
    Write("in/gazetteers/words/abbreviations.tsv", "abbreviation\tkind\nGen.\ttitle\n");
    Write("in/extractors/dates/rules.tsv", "built in");
    Mistakes mistakes;
    Abbreviations abbreviations;
    const Result<std::vector<SourceFile>> files = ReadSources(Path("in"));
    ASSERT_TRUE(files);
    AddAbbreviations(*files, abbreviations, mistakes);
    const std::string image = CompileImage(*files, abbreviations, mistakes);
    ASSERT_TRUE(mistakes.empty()) << ToString(mistakes);
    Write("image", image);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  void Write(const std::string& name, const std::string& content) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  // "gazetteer: phrase" for every match in the text.
  Strings LookUp(const Data& data, const std::string& text) const {
    Article article;
    article.text = text;
    Document document(article);
    Worker worker(data.abbreviations());
    for (const auto& stage : {MakeTokensStage(), MakeLookupStage(data)}) {
      Writer writer(document, stage->info());
      stage->Run(document, Reader(document, stage->info()), writer, worker);
      writer.Seal();
    }
    const StageInfo info{"test", 1, LayersOf(Layer::kTokens, Layer::kMatches), 0};
    const Reader reader(document, info);
    Strings out;
    for (const Match& match : reader.matches())
      out.push_back(std::to_string(match.gazetteer) + ": " +
                    std::string(document.Slice({reader.tokens()[match.tokens.begin].span.begin, reader.tokens()[match.tokens.end - 1].span.end})));
    return out;
  }

  fs::path folder_;
};

TEST_F(DataTest, TheBuiltInImageAlone) {
  const auto data = Data::Open(Path("image"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->gazetteers().size(), 1u);
  EXPECT_EQ((*data)->fingerprint().size(), 16u);
  EXPECT_NE((*data)->abbreviations().Find("Gen"), nullptr);
  ASSERT_EQ((*data)->Files("extractors/dates/rules.tsv").size(), 1u);
  EXPECT_EQ((*data)->Files("extractors/dates/rules.tsv")[0].text, "built in");
  EXPECT_TRUE((*data)->Files("extractors/none.tsv").empty());
}

TEST_F(DataTest, LookUpKeepsWhatCanBeWrittenSo) {
  const auto data = Data::Open(Path("image"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(LookUp(**data, "Tell us that the US, the U.S. and Us differ."), (Strings{"0: US", "0: U.S."}));
  EXPECT_EQ(LookUp(**data, "The american Prime Minister, a prime minister, is American."), (Strings{"0: Prime Minister", "0: prime minister", "0: American"}));
  EXPECT_EQ(LookUp(**data, "Al-Nasr Brigade, Al Nasr Brigade, Al - Nasr Brigade"), (Strings{"0: Al-Nasr Brigade", "0: Al Nasr Brigade"}));
  EXPECT_TRUE(LookUp(**data, "United.\n\nStates").empty()) << "not beyond a sentence";
}

TEST_F(DataTest, AUsersFolderIsLayeredOverIt) {
  Write("user/gazetteers/organizations/mine.tsv", "name\taliases\tacronym\tkind\tcountry\nHalden Works\t\tUS\tcompany\tNO\n");
  Write("user/gazetteers/words/abbreviations.tsv", "abbreviation\tkind\nBrig.\ttitle\n");
  Write("user/extractors/dates/rules.tsv", "mine");
  const auto plain = Data::Open(Path("image")), data = Data::Open(Path("image"), Path("user"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->gazetteers().size(), 2u);
  EXPECT_NE((*plain)->fingerprint(), (*data)->fingerprint());
  EXPECT_NE((*data)->abbreviations().Find("Brig"), nullptr);
  EXPECT_NE((*data)->abbreviations().Find("Gen"), nullptr);
  // The user's reading stands first.
  EXPECT_EQ(LookUp(**data, "The US and Halden Works"), (Strings{"1: US", "0: US", "1: Halden Works"}));
  const std::vector<Data::File> rules = (*data)->Files("extractors/dates/rules.tsv");
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].text, "built in");
  EXPECT_EQ(rules[1].text, "mine");
  EXPECT_EQ(rules[1].name, Path("user") + "/extractors/dates/rules.tsv");
}

TEST_F(DataTest, MistakesOfAUsersFolderAreNamedByTheirPath) {
  Write("user/gazetteers/organizations/mine.tsv", "name\taliases\tacronym\tkind\tcountry\nHalden\t\t\tshop\tNO\n");
  Write("user/gazetteers/words/abbreviations.tsv", "abbreviation\tkind\nBrig.\trank\n");
  const auto data = Data::Open(Path("image"), Path("user"));
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().code, "data_invalid");
  EXPECT_NE(data.error().message.find(Path("user") + "/gazetteers/organizations/mine.tsv:2:10: 'shop'"), std::string::npos) << data.error().message;
  EXPECT_NE(data.error().message.find(Path("user") + "/gazetteers/words/abbreviations.tsv:2:7: 'rank'"), std::string::npos) << data.error().message;
}

TEST_F(DataTest, WhatIsNotThereIsSaid) {
  EXPECT_EQ(Data::Open(Path("no")).error().code, "file_not_found");
  EXPECT_EQ(Data::Open(Path("image"), Path("no")).error().code, "file_not_found");
  fs::create_directories(Path("empty"));
  EXPECT_EQ(Data::Open(Path("image"), Path("empty")).error().code, "data_invalid");
  Write("half", std::string(100, 'x'));
  EXPECT_EQ(Data::Open(Path("half")).error().code, "data_invalid");
}

}  // namespace
}  // namespace factbox
