// An image with changed bytes is refused, or can be asked anything. The input is a list of changes (offset, two bytes; value, one) to a small image
// that is compiled here; an odd length cuts the image short.
#include "gazetteer/gazetteer.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz_target.h"
#include "gazetteer/compile.h"
#include "text/fold.h"

namespace factbox {
namespace {

std::string MakeImage() {
  const std::vector<SourceFile> files = {
      {"extractors/dates/rules.tsv", "id\tpattern\n"},
      {"gazetteers/organizations/companies.tsv", "name\taliases\tacronym\tkind\tcountry\nAcme\tAcme Works\tAW\tcompany\tUS\n"},
      {"gazetteers/people/titles.tsv", "title\taliases\tkind\tsector\tformer_ok\tposition\nprime minister\tpremier\toffice\tGOV\tyes\tboth\n"},
      {"gazetteers/places/cities.tsv",
       "geonames\tname\talternates\tcountry\tadmin1\tlat\tlon\tpopulation\tkind\n1\tBasra\tAl-Basrah\tIQ\t\t30.5\t47.8\t1000000\tcity\n"}};
  Mistakes mistakes;
  const std::string image = CompileImage(files, Abbreviations(), mistakes);
  FUZZ_REQUIRE(mistakes.empty());
  return image;
}

void Ask(const Gazetteer& gazetteer, uint64_t phrase) {
  const Gazetteer::Found found = gazetteer.Find(phrase);
  for (const Entry& entry : found.entries) {
    FUZZ_REQUIRE((found.kinds & Bit(entry.kind)) != 0);
    if (entry.kind == EntryKind::kPlace) {
      const PlaceRecord& place = gazetteer.Place(entry.record);
      (void)gazetteer.Text(place.name);
      (void)gazetteer.Text(place.admin1);
      FUZZ_REQUIRE(!ToString(place.kind).empty());
    } else if (entry.kind == EntryKind::kOrganization) {
      const OrganizationRecord& organization = gazetteer.Organization(entry.record);
      (void)gazetteer.Text(organization.name);
      FUZZ_REQUIRE(!ToString(organization.kind).empty());
    } else if (entry.kind == EntryKind::kTitle) {
      (void)gazetteer.Text(gazetteer.Title(entry.record).position);
    } else {
      (void)gazetteer.Text(gazetteer.Noun(entry.record).c);
    }
  }
}

}  // namespace

void Fuzz(std::string_view input) {
  static const std::string kImage = MakeImage();
  // A block of its own size, so that a sanitizer sees every byte read beyond it.
  const size_t size = input.size() % 2 == 1 ? kImage.size() - std::min<size_t>(kImage.size(), static_cast<unsigned char>(input[0])) : kImage.size();
  std::vector<uint64_t> block(size / 8 + 1);
  char* bytes = reinterpret_cast<char*>(block.data());
  std::copy_n(kImage.data(), size, bytes);
  for (size_t at = input.size() % 2; at + 3 <= input.size(); at += 3) {
    const size_t offset = static_cast<unsigned char>(input[at]) | static_cast<size_t>(static_cast<unsigned char>(input[at + 1])) << 8;
    if (size > 0) bytes[offset % size] = input[at + 2];
  }
  const Result<Gazetteer> gazetteer = Gazetteer::FromBytes({bytes, size});
  if (!gazetteer) return;
  const uint64_t prime = ExtendPhrase(FoldHash("prime"), FoldHash("minister")), basra = ExtendPhrase(FoldHash("al"), FoldHash("basrah"));
  for (const uint64_t phrase : {FoldHash("basra"), FoldHash("acme"), FoldHash("aw"), prime, basra, FoldHash("nothing"), uint64_t{0}, uint64_t{1}})
    Ask(*gazetteer, phrase);
  for (size_t at = 0; at + 8 <= size; at += 8) {
    uint64_t phrase;
    std::memcpy(&phrase, bytes + at, sizeof phrase);
    Ask(*gazetteer, phrase);
  }
  (void)gazetteer->File("extractors/dates/rules.tsv");
  (void)gazetteer->File("none");
  FUZZ_REQUIRE(gazetteer->fingerprint().size() == 16);
}

}  // namespace factbox
