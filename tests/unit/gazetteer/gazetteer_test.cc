#include "gazetteer/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "gazetteer/compile.h"
#include "gazetteer/image.h"
#include "text/fold.h"

namespace factbox {
namespace {

using Strings = std::vector<std::string>;

const char kCities[] =
    "geonames\tname\talternates\tcountry\tadmin1\tlat\tlon\tpopulation\tkind\n"
    "101\tSpringfield\t\tUS\tIL\t39.8\t-89.6\t114000\tcity\n"
    "102\tSpringfield\t\tUS\tMO\t37.2\t-93.3\t167000\tcity\n"
    "103\tSt. Louis\tSaint-Louis\tUS\tMO\t38.6\t-90.2\t300000\tcity\n"
    "104\tMount Vernon\tMt Vernon\tUS\tNY\t40.9\t-73.8\t73000\tcity\n"
    "105\tAl-Hudaydah\tHodeida\tYE\t\t14.8\t42.95\t400000\tcity\n";
const char kCountries[] =
    "iso2\tiso3\tname\taliases\tabbreviations\tdemonyms\tpeople\tgeonames\tlat\tlon\tpopulation\tcurrency\tcapital\n"
    "US\tUSA\tUnited States\tAmerica\tU.S.|US\tAmerican\tAmericans\t201\t39\t-98\t330000000\tUSD\tWashington\n";
const char kCompanies[] =
    "name\taliases\tacronym\tkind\tcountry\n"
    "Springfield\tSpringfield Motor Works\tSMW\tcompany\tUS\n";
const char kTitles[] =
    "title\taliases\tkind\tsector\tformer_ok\tposition\n"
    "prime minister\tpremier|PM\toffice\tGOV\tyes\tboth\n";

std::vector<SourceFile> Files() {
  return {{"gazetteers/organizations/companies.tsv", kCompanies},
          {"gazetteers/people/titles.tsv", kTitles},
          {"gazetteers/places/cities.tsv", kCities},
          {"gazetteers/places/countries.tsv", kCountries}};
}

// An image whose bytes live as long as it, on an address that 8 divides.
struct Compiled {
  std::string bytes;
  Mistakes mistakes;
  Gazetteer gazetteer;
};

std::unique_ptr<Compiled> Compile(const std::vector<SourceFile>& files) {
  auto out = std::make_unique<Compiled>();
  static const Abbreviations abbreviations = [] {
    Abbreviations known;
    known.Add("St.", AbbreviationEnd::kNever);
    return known;
  }();
  out->bytes = CompileImage(files, abbreviations, out->mistakes);
  Result<Gazetteer> gazetteer = Gazetteer::FromBytes(out->bytes);
  EXPECT_TRUE(gazetteer) << gazetteer.error().message;
  if (gazetteer) out->gazetteer = *gazetteer;
  return out;
}

// The phrase of words with blanks between them.
Gazetteer::Found Find(const Gazetteer& gazetteer, const std::string& words) {
  uint64_t phrase = 0;
  for (size_t at = 0, n = 0; at < words.size(); ++n) {
    const size_t end = std::min(words.find(' ', at), words.size());
    const uint64_t fold = FoldHash(std::string_view(words).substr(at, end - at));
    phrase = n == 0 ? fold : ExtendPhrase(phrase, fold);
    at = end + 1;
  }
  return gazetteer.Find(phrase);
}

TEST(GazetteerTest, EveryReadingOfAPhraseIsKeptBestFirst) {
  const auto compiled = Compile(Files());
  EXPECT_TRUE(compiled->mistakes.empty()) << ToString(compiled->mistakes);
  const Gazetteer& gazetteer = compiled->gazetteer;
  const Gazetteer::Found found = Find(gazetteer, "springfield");
  ASSERT_EQ(found.entries.size(), 3u);
  EXPECT_EQ(found.kinds, Bit(EntryKind::kPlace) | Bit(EntryKind::kOrganization));
  EXPECT_TRUE(found.longer) << "Springfield Motor Works";
  // The larger town first, then the company.
  EXPECT_EQ(gazetteer.Place(found.entries[0].record).geonames, 102u);
  EXPECT_EQ(gazetteer.Place(found.entries[1].record).geonames, 101u);
  EXPECT_EQ(gazetteer.Text(gazetteer.Organization(found.entries[2].record).acronym), "SMW");
  EXPECT_FALSE(Find(gazetteer, "springfield motor works").longer);
  EXPECT_EQ(Find(gazetteer, "springfield motor works").entries.size(), 1u);
  EXPECT_TRUE(Find(gazetteer, "springfield motor").entries.empty());
  EXPECT_TRUE(Find(gazetteer, "springfield motor").longer);
  EXPECT_TRUE(Find(gazetteer, "nowhere").entries.empty());
  EXPECT_FALSE(Find(gazetteer, "nowhere").longer);
}

TEST(GazetteerTest, RecordsHoldTheirFacts) {
  const auto compiled = Compile(Files());
  const Gazetteer& gazetteer = compiled->gazetteer;
  const Gazetteer::Found found = Find(gazetteer, "hodeida");
  ASSERT_EQ(found.entries.size(), 1u);
  EXPECT_EQ(found.entries[0].rank, NameRank::kAlternate);
  const PlaceRecord& place = gazetteer.Place(found.entries[0].record);
  EXPECT_EQ(gazetteer.Text(place.name), "Al-Hudaydah");
  EXPECT_EQ(std::string(place.country, 2), "YE");
  EXPECT_EQ(place.kind, PlaceKind::kCity);
  EXPECT_TRUE(place.located);
  EXPECT_FLOAT_EQ(place.lat, 14.8f);
  const Gazetteer::Found title = Find(gazetteer, "premier");
  ASSERT_EQ(title.entries.size(), 1u);
  EXPECT_EQ(gazetteer.Text(gazetteer.Title(title.entries[0].record).title), "prime minister");
  EXPECT_EQ(gazetteer.Text(gazetteer.Title(title.entries[0].record).kind), "office");
}

TEST(GazetteerTest, SaintAndMountAreFoundInBothForms) {
  const auto compiled = Compile(Files());
  for (const char* name : {"st louis", "st. louis", "saint louis", "mount vernon", "mt vernon"})
    EXPECT_FALSE(Find(compiled->gazetteer, name).entries.empty()) << name;
}

TEST(GazetteerTest, HyphensAreNoPartOfAPhrase) {
  const auto compiled = Compile(Files());
  EXPECT_EQ(Find(compiled->gazetteer, "al hudaydah").entries.size(), 1u);
}

TEST(GazetteerTest, AbbreviationsAreMarked) {
  const auto compiled = Compile(Files());
  const Gazetteer::Found found = Find(compiled->gazetteer, "us");
  ASSERT_EQ(found.entries.size(), 1u) << "U.S. and US are one phrase of one record";
  EXPECT_EQ(found.entries[0].writing, Writing::kCapitals);
  EXPECT_EQ(Find(compiled->gazetteer, "america").entries[0].writing, Writing::kAny);
}

TEST(GazetteerTest, MistakesOfAllTablesAreReportedTogether) {
  const std::vector<SourceFile> files = {
      {"gazetteers/organizations/companies.tsv", "name\taliases\tacronym\tkind\tcountry\nAcme\t\t\tshop\tUS\nZenith\t\t\tcompany\tUSA\n-\t\t\tcompany\tUS\n"},
      {"gazetteers/places/cities.tsv", "geonames\tname\talternates\tcountry\tadmin1\tlat\tlon\tpopulation\tkind\n1x\tA\t\tUS\t\t95\t181\tmany\ttown\n"},
      {"gazetteers/places/unheard_of.tsv", "name\nx\n"}};
  const auto compiled = Compile(files);
  EXPECT_EQ(ToString(compiled->mistakes),
            "gazetteers/organizations/companies.tsv:2:8: 'shop' is no kind of organisation\n"
            "gazetteers/organizations/companies.tsv:3:18: 'USA' is no country code of two capitals\n"
            "gazetteers/organizations/companies.tsv:4:1: '-' has no word\n"
            "gazetteers/places/cities.tsv:2:1: '1x' is no whole number\n"
            "gazetteers/places/cities.tsv:2:18: 'many' is no whole number\n"
            "gazetteers/places/cities.tsv:2:11: latitude beyond ±90\n"
            "gazetteers/places/cities.tsv:2:14: longitude beyond ±180\n"
            "gazetteers/places/cities.tsv:2:23: 'town' is no kind of place\n"
            "gazetteers/places/unheard_of.tsv:1:1: no table of this name is known in this folder");
}

TEST(GazetteerTest, FingerprintsChangeWithContentAndPathAlone) {
  const auto one = Compile(Files()), again = Compile(Files());
  EXPECT_EQ(one->bytes, again->bytes);
  EXPECT_EQ(one->gazetteer.fingerprint().size(), 16u);
  std::vector<SourceFile> comment = Files();
  comment[0].content = "# a comment\n" + comment[0].content;
  std::vector<SourceFile> path = Files();
  path[2].path = "gazetteers/places/cities_more.tsv";
  const auto commented = Compile(comment), moved = Compile(path);
  EXPECT_NE(one->gazetteer.fingerprint(), commented->gazetteer.fingerprint());
  EXPECT_NE(one->gazetteer.fingerprint(), moved->gazetteer.fingerprint());
}

TEST(GazetteerTest, TablesOfExtractorsTravelWithTheImage) {
  std::vector<SourceFile> files = Files();
  files.insert(files.begin(), {"extractors/dates/rules.tsv", "id\tpattern\n"});
  files.insert(files.begin() + 1, {"extractors/names/rules.tsv", ""});
  const auto compiled = Compile(files);
  EXPECT_EQ(compiled->gazetteer.File("extractors/dates/rules.tsv"), "id\tpattern\n");
  EXPECT_EQ(compiled->gazetteer.File("extractors/names/rules.tsv"), "");
  EXPECT_EQ(compiled->gazetteer.File("extractors/numbers/rules.tsv"), "");
}

TEST(GazetteerTest, ImagesThatAreCutShortOrForeignAreRefused) {
  const auto compiled = Compile(Files());
  const std::string& image = compiled->bytes;
  for (const size_t size : {size_t{0}, size_t{7}, sizeof(ImageHeader) - 1, sizeof(ImageHeader), image.size() / 2, image.size() - 1}) {
    const std::string cut = image.substr(0, size);
    const Result<Gazetteer> gazetteer = Gazetteer::FromBytes(cut);
    ASSERT_FALSE(gazetteer) << size;
    EXPECT_EQ(gazetteer.error().code, "data_invalid");
  }
  EXPECT_FALSE(Gazetteer::FromBytes(image + "x"));
  const auto changed = [&](const auto& change) {
    std::string copy = image;
    ImageHeader header{};
    std::memcpy(&header, copy.data(), sizeof header);
    change(header);
    std::memcpy(copy.data(), &header, sizeof header);
    return static_cast<bool>(Gazetteer::FromBytes(copy));
  };
  EXPECT_TRUE(changed([](ImageHeader&) {}));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.magic[0] = 'F'; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { ++header.version; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.slots.offset += 4; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.slots.count -= 1; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.entries.count = UINT64_MAX / 8; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.places.count = 1; })) << "entries name places that are not there";
  EXPECT_FALSE(changed([](ImageHeader& header) { header.pool.offset = UINT64_MAX - 7; }));
  EXPECT_FALSE(changed([](ImageHeader& header) { header.fingerprint[3] = '\n'; }));
  std::string shifted = " " + image;
  EXPECT_FALSE(Gazetteer::FromBytes(std::string_view(shifted).substr(1))) << "not on an address that 8 divides";
}

TEST(GazetteerTest, KindsHaveNamesThatAreRead) {
  for (const auto kind : {PlaceKind::kCountry, PlaceKind::kCity, PlaceKind::kRoad, PlaceKind::kOther}) {
    bool known = false;
    EXPECT_EQ(PlaceKindOf(ToString(kind), &known), kind);
    EXPECT_TRUE(known);
  }
  bool known = true;
  EXPECT_EQ(OrganizationKindOf("shop", &known), OrganizationKind::kOther);
  EXPECT_FALSE(known);
  EXPECT_EQ(ToString(static_cast<PlaceKind>(250)), "other") << "of a damaged image";
}

}  // namespace
}  // namespace factbox
