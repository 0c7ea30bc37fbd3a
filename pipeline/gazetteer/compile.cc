#include "gazetteer/compile.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <functional>
#include <unordered_map>

#include "base/file.h"
#include "base/hash.h"
#include "gazetteer/gazetteer.h"
#include "gazetteer/image.h"
#include "text/fold.h"

namespace factbox {
namespace {

namespace fs = std::filesystem;

// ---------------------------------------------------------------------------------------------------------------- building

// "Ill." has lower-case letters and needs its full stop in the text; "NSW" and "U.S." need their capitals, "YouGov" and "MoD" are plain.
Writing WritingOf(std::string_view name, NameRank rank) {
  if (rank != NameRank::kAbbreviation) return Writing::kAny;
  const bool lower = std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return !lower ? Writing::kCapitals : name.back() == '.' ? Writing::kFullStop : Writing::kCapitals;
}

class Builder {
 public:
  explicit Builder(const Abbreviations& abbreviations) : segmenter_(abbreviations) { Pool(""); }

  PoolString Pool(std::string_view text) {
    const auto [at, added] = pool_index_.try_emplace(std::string(text), static_cast<PoolString>(pool_.size()));
    if (added) {
      const auto size = static_cast<uint32_t>(text.size());
      pool_.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
    }
    return at->second;
  }

  // Adds `name` and, where it has a word that is also written short, its other form (Saint Louis, St. Louis).
  // False if the name has no word.
  bool Phrase(std::string_view name, EntryKind kind, NameRank rank, uint32_t record) {
    tokens_.clear();
    segmenter_.Tokenize(name, tokens_);
    std::vector<uint64_t> folds;
    for (const Token& token : tokens_)
      if (token.mark != '-') folds.push_back(token.fold);  // hyphens are transparent: Al-Qaeda, Al Qaeda
    if (folds.empty()) return false;
    const Entry entry{kind, rank, WritingOf(name, rank), 0, record};
    AddFolds(folds, entry);
    static const std::vector<std::pair<uint64_t, uint64_t>> kShortForms = {
        {FoldHash("saint"), FoldHash("st")}, {FoldHash("mount"), FoldHash("mt")}, {FoldHash("fort"), FoldHash("ft")}};
    if (folds.size() < 2) return true;
    for (const auto& [full, brief] : kShortForms) {
      std::vector<uint64_t> other = folds;
      std::replace(other.begin(), other.end(), full, brief);
      if (other == folds) std::replace(other.begin(), other.end(), brief, full);
      if (other != folds) AddFolds(other, entry);
    }
    return true;
  }

  template <class Record>
  static uint32_t Add(std::vector<Record>& records, const Record& record) {
    records.push_back(record);
    return static_cast<uint32_t>(records.size() - 1);
  }

  std::vector<PlaceRecord> places;
  std::vector<OrganizationRecord> organizations;
  std::vector<TitleRecord> titles;
  std::vector<NounRecord> nouns;

  std::string Image(const std::string& fingerprint, const std::string& files);

 private:
  void AddFolds(const std::vector<uint64_t>& folds, const Entry& entry) {
    uint64_t phrase = folds[0];
    for (size_t i = 1; i < folds.size(); ++i) {
      prefixes_.push_back(phrase);
      phrase = ExtendPhrase(phrase, folds[i]);
    }
    phrases_.push_back({phrase, entry});
  }

  // Best prior first: the order in which readings are kept. Names of a rank before those of the next; the bigger place first.
  bool Before(const Entry& a, const Entry& b) const {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.kind == EntryKind::kPlace) {
      const PlaceRecord &x = places[a.record], &y = places[b.record];
      const auto weight = [](NameRank rank) { return rank == NameRank::kAlternate ? 1 : 0; };
      if (weight(a.rank) != weight(b.rank)) return weight(a.rank) < weight(b.rank);
      if (x.population != y.population) return x.population > y.population;
      if (x.kind != y.kind) return x.kind < y.kind;
    }
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.record < b.record;
  }

  Segmenter segmenter_;
  std::vector<Token> tokens_;
  std::string pool_;
  std::unordered_map<std::string, PoolString> pool_index_;
  std::vector<std::pair<uint64_t, Entry>> phrases_;
  std::vector<uint64_t> prefixes_;
};

// Appends a section, padded to 8 bytes, and says where it lies.
template <class T>
ImageSection AppendSection(std::string& image, const std::vector<T>& elements) {
  static_assert(std::is_trivially_copyable_v<T>);
  image.resize((image.size() + 7) / 8 * 8);
  const ImageSection section{image.size(), elements.size()};
  if (!elements.empty()) image.append(reinterpret_cast<const char*>(elements.data()), elements.size() * sizeof(T));
  return section;
}

ImageSection AppendSection(std::string& image, const std::string& bytes) { return AppendSection(image, std::vector<char>(bytes.begin(), bytes.end())); }

std::string Builder::Image(const std::string& fingerprint, const std::string& files) {
  std::sort(phrases_.begin(), phrases_.end(),
            [&](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : Before(a.second, b.second); });
  const auto same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.kind == b.second.kind && a.second.record == b.second.record && a.second.writing == b.second.writing;
  };
  phrases_.erase(std::unique(phrases_.begin(), phrases_.end(), same), phrases_.end());
  std::sort(prefixes_.begin(), prefixes_.end());
  prefixes_.erase(std::unique(prefixes_.begin(), prefixes_.end()), prefixes_.end());

  size_t capacity = 64;
  while (capacity < (phrases_.size() + prefixes_.size()) * 3 / 2) capacity *= 2;
  std::vector<Gazetteer::Slot> slots(capacity, Gazetteer::Slot{0, 0, 0, 0});
  const auto slot_of = [&](uint64_t hash) -> Gazetteer::Slot& {
    size_t at = hash & (capacity - 1);
    while (slots[at].hash != 0 && slots[at].hash != hash) at = (at + 1) & (capacity - 1);
    slots[at].hash = hash;
    return slots[at];
  };
  std::vector<Entry> entries;
  uint64_t phrase_count = 0;
  for (size_t i = 0; i < phrases_.size();) {
    Gazetteer::Slot& slot = slot_of(phrases_[i].first);
    slot.first = static_cast<uint32_t>(entries.size());
    ++phrase_count;
    for (const uint64_t hash = phrases_[i].first; i < phrases_.size() && phrases_[i].first == hash; ++i)
      if (slot.count < UINT16_MAX) entries.push_back(phrases_[i].second), ++slot.count;
  }
  for (const uint64_t prefix : prefixes_) slot_of(prefix).longer = 1;

  std::string image(sizeof(ImageHeader), '\0');
  ImageHeader header{};
  std::memcpy(header.magic, kImageMagic, sizeof header.magic);
  header.version = kImageVersion;
  header.header_bytes = sizeof header;
  std::memcpy(header.fingerprint, fingerprint.data(), sizeof header.fingerprint);
  header.phrases = phrase_count;
  header.slots = AppendSection(image, slots);
  header.entries = AppendSection(image, entries);
  header.places = AppendSection(image, places);
  header.organizations = AppendSection(image, organizations);
  header.titles = AppendSection(image, titles);
  header.nouns = AppendSection(image, nouns);
  header.pool = AppendSection(image, pool_);
  header.files = AppendSection(image, files);
  header.total_bytes = image.size();
  std::memcpy(image.data(), &header, sizeof header);
  return image;
}

// ---------------------------------------------------------------------------------------------------------------- reading tables

// One table on its way into the builder: cells by column number, mistakes with their place.
class TableReader {
 public:
  TableReader(Builder& into, const SourceFile& file, const std::vector<std::string_view>& columns, Mistakes& mistakes)
      : builder(into), mistakes_(mistakes), table_(ReadTsv(file.path, file.content, columns, mistakes)) {}

  Builder& builder;

  template <class F>
  void ForEach(F&& use) {
    for (const TsvRow& row : table_.rows) {
      row_ = &row;
      use(row.cells);
    }
  }

  void Fail(size_t cell, std::string message) { mistakes_.push_back(table_.At(*row_, cell, std::move(message))); }

  double Float(size_t cell) {
    const std::string_view text = row_->cells[cell];
    double value = 0;
    if (text.empty()) return 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) Fail(cell, "'" + std::string(text) + "' is no number");
    return value;
  }

  uint32_t Integer(size_t cell) {
    const std::string_view text = row_->cells[cell];
    uint32_t value = 0;
    if (text.empty()) return 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) Fail(cell, "'" + std::string(text) + "' is no whole number");
    return value;
  }

  void Country(size_t cell, char (&out)[2]) {
    const std::string_view text = row_->cells[cell];
    out[0] = out[1] = 0;
    if (text.empty()) return;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (text.size() != 2 || !upper(text[0]) || !upper(text[1])) return Fail(cell, "'" + std::string(text) + "' is no country code of two capitals");
    out[0] = text[0], out[1] = text[1];
  }

  void Names(size_t cell, EntryKind kind, NameRank rank, uint32_t record) {
    for (const std::string_view name : SplitAlternatives(row_->cells[cell]))
      if (!builder.Phrase(name, kind, rank, record)) Fail(cell, "'" + std::string(name) + "' has no word");
  }

 private:
  Mistakes& mistakes_;
  TsvTable table_;
  const TsvRow* row_ = nullptr;
};

void Locate(TableReader& in, PlaceRecord& place, const std::vector<std::string_view>& cells, size_t lat, size_t lon) {
  place.located = !cells[lat].empty() && !cells[lon].empty();
  place.lat = static_cast<float>(in.Float(lat));
  place.lon = static_cast<float>(in.Float(lon));
  if (place.lat < -90 || place.lat > 90) in.Fail(lat, "latitude beyond ±90");
  if (place.lon < -180 || place.lon > 180) in.Fail(lon, "longitude beyond ±180");
}

PlaceKind KindCell(TableReader& in, std::string_view text, size_t cell) {
  bool known;
  const PlaceKind kind = PlaceKindOf(text, &known);
  if (!known) in.Fail(cell, "'" + std::string(text) + "' is no kind of place");
  return kind;
}

PlaceRecord NewPlace(TableReader& in, std::string_view name, std::string_view admin1) {
  PlaceRecord place{};
  place.name = in.builder.Pool(name);
  place.admin1 = in.builder.Pool(admin1);
  return place;
}

void ReadCities(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"geonames", "name", "alternates", "country", "admin1", "lat", "lon", "population", "kind"}, mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[1], cells[4]);
    place.geonames = in.Integer(0);
    place.population = in.Integer(7);
    in.Country(3, place.country);
    Locate(in, place, cells, 5, 6);
    place.kind = KindCell(in, cells[8], 8);
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(1, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(2, EntryKind::kPlace, NameRank::kAlternate, record);
  });
}

void ReadAdmin1(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"country", "admin1", "name", "aliases", "abbreviations", "demonyms", "geonames", "lat", "lon", "population"}, mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[2], cells[1]);
    in.Country(0, place.country);
    place.geonames = in.Integer(6);
    place.population = in.Integer(9);
    Locate(in, place, cells, 7, 8);
    place.kind = PlaceKind::kAdmin1;
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(2, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(3, EntryKind::kPlace, NameRank::kAlternate, record);
    in.Names(4, EntryKind::kPlace, NameRank::kAbbreviation, record);
    in.Names(5, EntryKind::kPlace, NameRank::kDemonym, record);
  });
}

void ReadAdmin2(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"country", "admin1", "admin2", "name", "aliases", "lat", "lon", "population"}, mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[3], cells[1]);
    in.Country(0, place.country);
    place.population = in.Integer(7);
    Locate(in, place, cells, 5, 6);
    place.kind = PlaceKind::kAdmin2;
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(3, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(4, EntryKind::kPlace, NameRank::kAlternate, record);
  });
}

void ReadCountries(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file,
                 {"iso2", "iso3", "name", "aliases", "abbreviations", "demonyms", "people", "geonames", "lat", "lon", "population", "currency", "capital"},
                 mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[2], "");
    in.Country(0, place.country);
    place.geonames = in.Integer(7);
    place.population = in.Integer(10);
    Locate(in, place, cells, 8, 9);
    place.kind = PlaceKind::kCountry;
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(2, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(3, EntryKind::kPlace, NameRank::kPrimary, record);  // "Britain", "Burma": as good as the name itself
    in.Names(4, EntryKind::kPlace, NameRank::kAbbreviation, record);
    in.Names(5, EntryKind::kPlace, NameRank::kDemonym, record);
    in.Names(6, EntryKind::kPlace, NameRank::kPeople, record);
  });
}

// States that ended: a country without a code of today unless one state alone came after it.
void ReadFormerCountries(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"code", "name", "aliases", "abbreviations", "demonyms", "people", "successors", "lat", "lon", "capital", "from", "to"},
                 mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[1], "");
    if (cells[6].size() == 2) in.Country(6, place.country);
    Locate(in, place, cells, 7, 8);
    place.kind = PlaceKind::kCountry;
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(1, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(2, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(3, EntryKind::kPlace, NameRank::kAbbreviation, record);
    in.Names(4, EntryKind::kPlace, NameRank::kDemonym, record);
    in.Names(5, EntryKind::kPlace, NameRank::kPeople, record);
  });
}

void ReadRegions(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"name", "aliases", "demonyms", "kind", "countries", "lat", "lon", "geonames"}, mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[0], "");
    if (cells[4].size() == 2) in.Country(4, place.country);  // a region of several countries belongs to none
    place.geonames = in.Integer(7);
    Locate(in, place, cells, 5, 6);
    place.kind = KindCell(in, cells[3], 3);
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(0, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(1, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(2, EntryKind::kPlace, NameRank::kDemonym, record);
  });
}

void ReadDistricts(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"name", "aliases", "kind", "country", "admin1", "city", "lat", "lon"}, mistakes);
  in.ForEach([&](const auto& cells) {
    PlaceRecord place = NewPlace(in, cells[0], cells[4]);
    in.Country(3, place.country);
    Locate(in, place, cells, 6, 7);
    place.kind = KindCell(in, cells[2], 2);
    const uint32_t record = Builder::Add(builder.places, place);
    in.Names(0, EntryKind::kPlace, NameRank::kPrimary, record);
    in.Names(1, EntryKind::kPlace, NameRank::kPrimary, record);
  });
}

OrganizationKind OrganizationKindCell(TableReader& in, std::string_view text, size_t cell) {
  bool known;
  const OrganizationKind kind = OrganizationKindOf(text, &known);
  if (!known) in.Fail(cell, "'" + std::string(text) + "' is no kind of organisation");
  return kind;
}

void ReadOrganizations(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"name", "aliases", "acronym", "kind", "country"}, mistakes);
  in.ForEach([&](const auto& cells) {
    OrganizationRecord organization{};
    organization.name = builder.Pool(cells[0]);
    const std::vector<std::string_view> acronyms = SplitAlternatives(cells[2]);
    organization.acronym = builder.Pool(acronyms.empty() ? std::string_view() : acronyms.front());
    organization.kind = OrganizationKindCell(in, cells[3], 3);
    in.Country(4, organization.country);
    const uint32_t record = Builder::Add(builder.organizations, organization);
    in.Names(0, EntryKind::kOrganization, NameRank::kPrimary, record);
    in.Names(1, EntryKind::kOrganization, NameRank::kAlternate, record);
    in.Names(2, EntryKind::kOrganization, NameRank::kAbbreviation, record);
  });
}

void ReadMedia(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"name", "aliases", "kind", "country", "admin1", "city", "domain"}, mistakes);
  in.ForEach([&](const auto& cells) {
    OrganizationRecord organization{};
    organization.name = builder.Pool(cells[0]);
    organization.acronym = builder.Pool("");
    organization.kind = OrganizationKind::kMedia;
    in.Country(3, organization.country);
    organization.admin1 = builder.Pool(cells[4]);
    organization.city = builder.Pool(cells[5]);
    organization.domain = builder.Pool(cells[6]);
    const uint32_t record = Builder::Add(builder.organizations, organization);
    in.Names(0, EntryKind::kOrganization, NameRank::kPrimary, record);
    in.Names(1, EntryKind::kOrganization, NameRank::kAlternate, record);
  });
}

void ReadTitles(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"title", "aliases", "kind", "sector", "former_ok", "position"}, mistakes);
  in.ForEach([&](const auto& cells) {
    const uint32_t record =
        Builder::Add(builder.titles, TitleRecord{builder.Pool(cells[0]), builder.Pool(cells[2]), builder.Pool(cells[3]), builder.Pool(cells[5])});
    in.Names(0, EntryKind::kTitle, NameRank::kPrimary, record);
    in.Names(1, EntryKind::kTitle, NameRank::kAlternate, record);
  });
}

// A table whose first column names something and whose other columns (a, b, c) say what.
struct NounTable {
  EntryKind kind;
  std::vector<std::string_view> columns;  // column 0 is the name
  int alias_column;                       // -1: none
  int a, b, c;                            // columns of a, b, c; -1: empty
};

void ReadNouns(Builder& builder, const SourceFile& file, const NounTable& format, Mistakes& mistakes) {
  TableReader in(builder, file, format.columns, mistakes);
  const auto pool = [&](const std::vector<std::string_view>& cells, int column) {
    return builder.Pool(column < 0 ? std::string_view() : cells[static_cast<size_t>(column)]);
  };
  in.ForEach([&](const auto& cells) {
    const uint32_t record =
        Builder::Add(builder.nouns, NounRecord{builder.Pool(cells[0]), pool(cells, format.a), pool(cells, format.b), pool(cells, format.c)});
    in.Names(0, format.kind, NameRank::kPrimary, record);
    if (format.alias_column >= 0) in.Names(static_cast<size_t>(format.alias_column), format.kind, NameRank::kAlternate, record);
  });
}

void ReadReligions(Builder& builder, const SourceFile& file, Mistakes& mistakes) {
  TableReader in(builder, file, {"name", "adherent", "adjective"}, mistakes);
  in.ForEach([&](const auto& cells) {
    constexpr std::string_view kForms[] = {"name", "adherent", "adjective"};
    for (size_t i = 0; i < 3; ++i)
      in.Names(i, EntryKind::kReligion, NameRank::kPrimary,
               Builder::Add(builder.nouns, NounRecord{builder.Pool(cells[0]), builder.Pool(kForms[i]), builder.Pool(""), builder.Pool("")}));
  });
}

// ---------------------------------------------------------------------------------------------------------------- the tables

// `pattern` may end in `*.tsv`. The first that fits a path decides.
struct TableFormat {
  std::string_view pattern;
  std::function<void(Builder&, const SourceFile&, Mistakes&)> read;
};

std::function<void(Builder&, const SourceFile&, Mistakes&)> Nouns(NounTable format) {
  return [format = std::move(format)](Builder& builder, const SourceFile& file, Mistakes& mistakes) { ReadNouns(builder, file, format, mistakes); };
}

const std::vector<TableFormat>& Tables() {
  static const std::vector<TableFormat> tables = {
      {"gazetteers/places/cities*.tsv", ReadCities},
      {"gazetteers/places/admin1.tsv", ReadAdmin1},
      {"gazetteers/places/admin2.tsv", ReadAdmin2},
      {"gazetteers/places/countries.tsv", ReadCountries},
      {"gazetteers/places/former_countries.tsv", ReadFormerCountries},
      {"gazetteers/places/regions.tsv", ReadRegions},
      {"gazetteers/places/districts.tsv", ReadDistricts},
      {"gazetteers/places/seats.tsv", Nouns({EntryKind::kSeat, {"name", "country", "body"}, -1, 1, 2, -1})},
      {"gazetteers/places/head_words.tsv", Nouns({EntryKind::kPlaceHead, {"word", "position", "kind"}, -1, 2, 1, -1})},
      {"gazetteers/places/ambiguous.tsv", Nouns({EntryKind::kAmbiguousPlace, {"name", "reason"}, -1, 1, -1, -1})},
      {"gazetteers/organizations/media.tsv", ReadMedia},
      {"gazetteers/organizations/head_words.tsv", Nouns({EntryKind::kOrganizationHead, {"word", "position", "kind", "strength"}, -1, 2, 1, 3})},
      {"gazetteers/organizations/common_word_names.tsv", Nouns({EntryKind::kCommonOrganization, {"name", "reason"}, -1, 1, -1, -1})},
      {"gazetteers/organizations/*.tsv", ReadOrganizations},
      {"gazetteers/people/given*.tsv", Nouns({EntryKind::kGivenName, {"name", "cultures", "gender"}, -1, 1, 2, -1})},
      {"gazetteers/people/surnames*.tsv", Nouns({EntryKind::kSurname, {"name", "cultures"}, -1, 1, -1, -1})},
      {"gazetteers/people/common_word_names.tsv", Nouns({EntryKind::kCommonName, {"name", "part", "reason"}, -1, 1, 2, -1})},
      {"gazetteers/people/particles.tsv", Nouns({EntryKind::kParticle, {"particle", "cultures", "capital"}, -1, 1, 2, -1})},
      {"gazetteers/people/suffixes.tsv", Nouns({EntryKind::kNameSuffix, {"suffix", "kind"}, -1, 1, -1, -1})},
      {"gazetteers/people/titles.tsv", ReadTitles},
      {"gazetteers/words/weapons.tsv", Nouns({EntryKind::kWeapon, {"name", "aliases", "class"}, 1, 2, -1, -1})},
      {"gazetteers/words/religions.tsv", ReadReligions},
      {"gazetteers/words/ethnic_groups.tsv", Nouns({EntryKind::kEthnicGroup, {"name", "aliases", "countries"}, 1, 2, -1, -1})},
      {"gazetteers/words/languages.tsv", Nouns({EntryKind::kLanguage, {"name", "iso639"}, -1, 1, -1, -1})},
      {"gazetteers/words/reporting_verbs.tsv", Nouns({EntryKind::kReportingVerb, {"lemma", "forms", "strength", "stance", "kind"}, 1, 2, 3, 4})},
      {"gazetteers/words/festivals.tsv", Nouns({EntryKind::kFestival, {"name", "aliases", "rule", "country"}, 1, 2, 3, -1})},
      {"gazetteers/words/not_names.tsv", Nouns({EntryKind::kNotName, {"word", "reason"}, -1, 1, -1, -1})},
      {"gazetteers/words/common_words.tsv", Nouns({EntryKind::kCommonWord, {"word"}, -1, -1, -1, -1})},
      // Hand-written inputs of derivations: their content stands in the tables that those write.
      {"gazetteers/words/news_words.tsv", [](Builder&, const SourceFile&, Mistakes&) {}},
      {"gazetteers/places/admin1_facts.tsv", [](Builder&, const SourceFile&, Mistakes&) {}},
      {"gazetteers/places/city_names.tsv", [](Builder&, const SourceFile&, Mistakes&) {}},
      {"gazetteers/words/abbreviations.tsv", [](Builder&, const SourceFile&, Mistakes&) {}},  // read by AddAbbreviations
      {"gazetteers/words/number_words.tsv", [](Builder&, const SourceFile&, Mistakes&) {}},   // read by Numerals
  };
  return tables;
}

bool Fits(std::string_view path, std::string_view pattern) {
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern;
  const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  return path.size() >= head.size() + tail.size() && path.substr(0, head.size()) == head && path.substr(path.size() - tail.size()) == tail &&
         path.find('/', head.size()) == std::string_view::npos;
}

// Files that stages read themselves travel with the image.
bool Travels(std::string_view path) {
  return path.substr(0, 11) == "extractors/" || path == "gazetteers/places/countries.tsv" || path == "gazetteers/words/abbreviations.tsv" ||
         path == "gazetteers/words/number_words.tsv";
}

std::string Hex(uint64_t value) {
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) out[i] = "0123456789abcdef"[value & 15];
  return out;
}

}  // namespace

Result<std::vector<SourceFile>> ReadSources(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return Error{"file_not_found", folder + ": is no folder"};
  std::vector<SourceFile> files;
  for (const char* top : {"gazetteers", "extractors"}) {
    const fs::path root = fs::path(folder) / top;
    if (!fs::is_directory(root, error)) continue;
    for (fs::recursive_directory_iterator at(root, error), end; at != end && !error; at.increment(error)) {
      if (!at->is_regular_file() || at->path().extension() != ".tsv") continue;
      Result<std::string> content = ReadFile(at->path().string());
      if (!content) return content.error();
      files.push_back({fs::path(at->path()).lexically_relative(folder).generic_string(), std::move(*content)});
    }
    if (error) return Error{"file_unreadable", root.string() + ": " + error.message()};
  }
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

void AddAbbreviations(const std::vector<SourceFile>& files, Abbreviations& abbreviations, Mistakes& mistakes) {
  for (const SourceFile& file : files) {
    if (file.path != "gazetteers/words/abbreviations.tsv") continue;
    const TsvTable table = ReadTsv(file.path, file.content, {"abbreviation", "kind"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const std::string_view kind = row.cells[1];
      const bool never = kind == "title" || kind == "never",
                 may = kind == "initialism" || kind == "month" || kind == "state" || kind == "company" || kind == "other";
      if (!never && !may && kind != "digit") mistakes.push_back(table.At(row, 1, "'" + std::string(kind) + "' is no kind of abbreviation"));
      abbreviations.Add(row.cells[0], never ? AbbreviationEnd::kNever : may ? AbbreviationEnd::kMay : AbbreviationEnd::kBeforeDigit);
    }
  }
}

std::string CompileImage(const std::vector<SourceFile>& files, const Abbreviations& abbreviations, Mistakes& mistakes) {
  Builder builder(abbreviations);
  uint64_t fingerprint = kImageVersion;
  std::string travelling;
  for (const SourceFile& file : files) {
    fingerprint = CombineHash(fingerprint, CombineHash(HashBytes(file.path), HashBytes(file.content)));
    if (Travels(file.path)) travelling += file.path + "\n" + std::to_string(file.content.size()) + "\n" + file.content;
    if (file.path.substr(0, 11) == "extractors/") continue;
    const auto format = std::find_if(Tables().begin(), Tables().end(), [&](const TableFormat& table) { return Fits(file.path, table.pattern); });
    if (format == Tables().end())
      mistakes.push_back({file.path, 1, 1, "no table of this name is known in this folder"});
    else
      format->read(builder, file, mistakes);
  }
  return builder.Image(Hex(fingerprint), travelling);
}

}  // namespace factbox
