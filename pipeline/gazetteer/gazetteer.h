// The world's names, compiled: which phrases name a place, an organisation, a title …, and the facts on each.
//
//   phrase "the hague" → {place 2747373 The Hague, primary}; "georgia" → {place US/GA, place GE, given name}
//
// One image (built by the compiler, compile.h) is one block of bytes: mapped, never parsed, shared by processes. Phrases are kept as
// 64-bit hashes of their folded tokens (text/fold.h) in an open-addressing table; prefixes of longer phrases are marked, so that a walk
// over tokens stops where nothing longer can match. Ambiguity is kept: every reading of a phrase is an entry, best prior first.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/huge_pages.h"
#include "base/result.h"

namespace factbox {

// What an entry says of a phrase. The order is that of the compiled image: append only.
enum class EntryKind : uint8_t {
  kPlace,               // record: PlaceRecord
  kPlaceHead,           // River, Airport, Mount: NounRecord, a = kind, b = position
  kSeat,                // Washington, Kremlin: NounRecord, a = country, b = body
  kAmbiguousPlace,      // Reading, Nice: a place that is usually something else; a = reason
  kOrganization,        // record: OrganizationRecord, media too
  kOrganizationHead,    // Ministry of, Corp.: NounRecord, a = kind, b = position, c = strength
  kCommonOrganization,  // Apple, Target: an organisation that is also a word; a = reason
  kGivenName,           // a = cultures, b = gender
  kSurname,             // a = cultures
  kCommonName,          // May, Bush: a name that is also a word; a = part, b = reason
  kParticle,            // van, bin, de la: a = cultures, b = capital
  kNameSuffix,          // Jr., III: a = kind
  kTitle,               // TitleRecord
  kCommonWord,          // ordinary English word forms
  kNotName,             // However, Officials, Monday: a = reason
  kWeapon,              // a = class
  kReligion,            // a = "name", "adherent" or "adjective"
  kEthnicGroup,         // a = countries
  kLanguage,            // a = iso639
  kReportingVerb,       // a = strength, b = stance, c = kind
  kFestival,            // a = rule, b = country
  kCount
};

// How a phrase relates to the record it names.
enum class NameRank : uint8_t { kPrimary, kAlternate, kAbbreviation, kDemonym, kPeople };

enum class PlaceKind : uint8_t { kCountry, kAdmin1, kAdmin2, kCity, kDistrict, kFacility, kRegion, kWater, kMountain, kRoad, kOther };
std::string_view ToString(PlaceKind kind);  // as in the record: "country", "admin1", …
// kOther for an unknown word; *known says which.
PlaceKind PlaceKindOf(std::string_view word, bool* known = nullptr);

enum class OrganizationKind : uint8_t { kGovernment, kIgo, kNgo, kCompany, kParty, kArmedGroup, kSecurityForce, kCourt, kMedia, kUniversity, kTeam, kOther };
std::string_view ToString(OrganizationKind kind);  // "government", "igo", …
OrganizationKind OrganizationKindOf(std::string_view word, bool* known = nullptr);

// How a phrase of one word must be written to be this entry.
enum class Writing : uint8_t {
  kAny,
  kCapitals,  // US, NATO, MS; also U.S.
  kFullStop,  // Ill., Calif.
};

struct Entry {
  EntryKind kind;
  NameRank rank;
  Writing writing;
  uint8_t unused;
  uint32_t record;  // index among the records of its kind
};

// Records hold offsets into the image's string pool; read them through Gazetteer::Text.
using PoolString = uint32_t;

struct PlaceRecord {
  PoolString name;      // usual English name
  PoolString admin1;    // GeoNames admin1 code; empty for countries
  uint32_t geonames;    // 0: none
  uint32_t population;  // 0: unknown
  float lat, lon;       // degrees, WGS 84; both 0 and `located` false where unknown
  char country[2];      // ISO 3166 alpha-2; {0, 0} where it belongs to none or several
  PlaceKind kind;
  bool located;
};

struct OrganizationRecord {
  PoolString name, acronym;
  PoolString domain;  // media: web domains, `|` separated
  PoolString admin1;  // media: GeoNames admin1 of its home
  PoolString city;    // media: home city
  char country[2];
  OrganizationKind kind;
  uint8_t unused;
};

struct TitleRecord {
  PoolString title;     // canonical form
  PoolString kind;      // honorific, rank, office, nobility, religious, profession, role
  PoolString sector;    // PLOVER sector of the bearer, may be empty
  PoolString position;  // before, after, both
};

struct NounRecord {
  PoolString text, a, b, c;
};

// Bit set over EntryKind.
using KindSet = uint32_t;
constexpr KindSet Bit(EntryKind kind) { return KindSet{1} << static_cast<unsigned>(kind); }
static_assert(static_cast<unsigned>(EntryKind::kCount) <= 32);

// One compiled image. Borrows its bytes. const = thread-safe.
class Gazetteer {
 public:
  // Errors: data_invalid (not an image, another version, cut short, damaged, not on an address that 8 divides). What it accepts, however damaged,
  // can be asked anything without harm.
  static Result<Gazetteer> FromBytes(std::string_view image);

  struct Found {
    std::span<const Entry> entries;  // empty if the phrase itself is no entry
    KindSet kinds = 0;               // of the entries
    bool longer = false;             // some entry starts with this phrase and goes on
  };
  Found Find(uint64_t phrase) const;
  // Nearly every Find waits for memory, since phrases lie anywhere in the image: these fetch what Find(phrase) will read, first its slot,
  // then (once that is there) its entries.
  void PrefetchSlot(uint64_t phrase) const;
  void PrefetchEntries(uint64_t phrase) const;

  std::string_view Text(PoolString at) const;
  const PlaceRecord& Place(uint32_t record) const { return places_[record]; }
  const OrganizationRecord& Organization(uint32_t record) const { return organizations_[record]; }
  const TitleRecord& Title(uint32_t record) const { return titles_[record]; }
  const NounRecord& Noun(uint32_t record) const { return nouns_[record]; }
  std::span<const PlaceRecord> places() const { return places_; }
  std::span<const OrganizationRecord> organizations() const { return organizations_; }

  // A file that travels with the image (rules, tables of the extractors); empty if there is none of that name.
  std::string_view File(std::string_view path) const;

  // Of all sources it was made of: 16 hexadecimal digits.
  std::string_view fingerprint() const { return fingerprint_; }

  size_t phrases() const { return phrases_; }

  struct Slot;  // image.h

  // From now on phrases are looked up in a copy of their table, which has to outlive this and all copies of it.
  [[nodiscard]] HugePages MoveSlots();

 private:
  bool IsSound() const;
  std::string_view image_;
  std::span<const Slot> slots_;
  std::span<const Entry> entries_;
  std::span<const PlaceRecord> places_;
  std::span<const OrganizationRecord> organizations_;
  std::span<const TitleRecord> titles_;
  std::span<const NounRecord> nouns_;
  std::string_view pool_;
  std::string_view files_;
  std::string_view fingerprint_;
  size_t phrases_ = 0;
};

}  // namespace factbox
