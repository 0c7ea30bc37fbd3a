// The shipped gazetteer has the senses that gazetteers/places/senses.txt asks for.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "gazetteer/data.h"
#include "text/phrase.h"

namespace factbox {
namespace {

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
  return cells;
}

std::string RankName(NameRank rank) {
  constexpr const char* kNames[] = {"primary", "alternate", "abbreviation", "demonym", "demonym"};
  return kNames[static_cast<size_t>(rank)];
}

bool IsNear(const PlaceRecord& place, double lat, double lon) {
  constexpr double kDegreeKm = 111.2, kNearKm = 60, kRadians = 3.14159265358979323846 / 180;
  const double north = (static_cast<double>(place.lat) - lat) * kDegreeKm;
  const double east = (static_cast<double>(place.lon) - lon) * kDegreeKm * std::cos(lat * kRadians);
  return std::hypot(north, east) < kNearKm;
}

bool HasSense(const Gazetteer& gazetteer, Segmenter& segmenter, const std::vector<std::string>& want) {
  std::vector<Token> tokens;
  segmenter.Tokenize(want[0], tokens);
  const uint64_t phrase = tokens.empty() ? 0 : PhraseHash(tokens, {0, static_cast<uint32_t>(tokens.size())});
  for (const Entry& entry : gazetteer.Find(phrase).entries) {
    if (entry.kind != EntryKind::kPlace || RankName(entry.rank) != want[5]) continue;
    const PlaceRecord& place = gazetteer.Place(entry.record);
    const std::string country = place.country[0] == 0 ? "" : std::string(place.country, 2);
    // A sea or range of several countries belongs to none.
    const bool precise = place.kind == PlaceKind::kCity || place.kind == PlaceKind::kDistrict || place.kind == PlaceKind::kFacility;
    if (ToString(place.kind) == want[1] && (country.empty() || country == want[2]) && (!precise || IsNear(place, std::stod(want[3]), std::stod(want[4]))))
      return true;
  }
  return false;
}

TEST(PlaceSensesTest, AreInTheShippedGazetteer) {
  const Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA);
  ASSERT_TRUE(data) << data.error().message;
  const Result<std::string> senses = ReadFile(FACTBOX_SOURCE_DIR "/gazetteers/places/senses.txt");
  ASSERT_TRUE(senses) << senses.error().message;
  Segmenter segmenter((*data)->abbreviations());
  std::istringstream lines(*senses);
  int checked = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> want = Cells(line);
    ASSERT_EQ(want.size(), 6u) << line;
    EXPECT_TRUE(HasSense((*data)->gazetteers()[0], segmenter, want)) << line;
    ++checked;
  }
  EXPECT_GE(checked, 40);
}

}  // namespace
}  // namespace factbox
