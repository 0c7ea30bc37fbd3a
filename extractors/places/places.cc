// "Iraqi troops left Mosul; a convoy from Springfield, Ill., …"
//   → Iraq (demonym; IQ), Mosul (city, IQ, 36.33 43.13), Springfield (US/IL), Illinois (admin1)
//
// Mentions are the names that the names stage took for places, and demonyms of the gazetteer outside other names. Names of one spelling are
// one place a document; names of one gazetteer record ("US", "United States") are one entity. Which record is meant: resolve.h.
// A name that no gazetteer has keeps its kind by its head word (River, Street) and no coordinates.
#include "extractors/places/places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include "extractors/places/resolve.h"
#include "text/fold.h"
#include "text/phrase.h"

namespace factbox {
namespace places {
namespace {

struct MentionAt {
  Span span;
  TokenRange tokens;
  MentionKind kind;
  size_t toponym;
  float confidence;
  Why why;
};

class PlacesStage : public Stage {
 public:
  PlacesStage(const Data& data, Weights weights) : data_(data), weights_(weights) {
    for (const Gazetteer& gazetteer : data.gazetteers()) {
      gazetteers_.push_back(&gazetteer);
      for (const OrganizationRecord& outlet : gazetteer.organizations()) {
        std::string_view domains = gazetteer.Text(outlet.domain);
        while (!domains.empty()) {
          const size_t end = std::min(domains.find('|'), domains.size());
          outlets_[domains.substr(0, end)] = {&outlet, &gazetteer};
          domains.remove_prefix(std::min(end + 1, domains.size()));
        }
      }
    }
  }

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"places", 1, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kNames), LayersOf(Layer::kPlaces)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker& worker) const override;

 private:
  struct Outlet {
    const OrganizationRecord* record;
    const Gazetteer* gazetteer;
  };

  Home HomeOf(const Article& article, Worker& worker) const;
  void AddCandidates(const Match& match, std::span<const Token> tokens, bool demonym, Toponym& toponym) const;

  const Data& data_;
  Weights weights_;
  std::vector<const Gazetteer*> gazetteers_;
  std::unordered_map<std::string_view, Outlet> outlets_;  // by web domain
};

bool IsDemonymRank(NameRank rank) { return rank == NameRank::kDemonym || rank == NameRank::kPeople; }

void PlacesStage::AddCandidates(const Match& match, std::span<const Token> tokens, bool demonym, Toponym& toponym) const {
  const Gazetteer& gazetteer = data_.gazetteers()[match.gazetteer];
  for (uint16_t i = 0; i < match.entry_count; ++i) {
    const Entry& entry = match.entries[i];
    if (entry.kind != EntryKind::kPlace || IsDemonymRank(entry.rank) != demonym || !IsWrittenAs(entry.writing, tokens[match.tokens.begin], match.tokens.size()))
      continue;
    Candidate candidate;
    candidate.place = &gazetteer.Place(entry.record);
    candidate.record = entry.record;
    candidate.gazetteer = match.gazetteer;
    candidate.rank = entry.rank;
    toponym.candidates.push_back(candidate);
  }
}

// "www.shelbytimes.example/news/…" → "shelbytimes.example"
std::string_view DomainOf(std::string_view url) {
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/:?#"));
  if (url.substr(0, 4) == "www.") url.remove_prefix(4);
  return url;
}

Home PlacesStage::HomeOf(const Article& article, Worker& worker) const {
  const auto home_of = [](const OrganizationRecord& record, const Gazetteer& gazetteer) {
    return Home{{record.country[0], record.country[1]}, gazetteer.Text(record.admin1)};
  };
  for (std::string_view domain = DomainOf(article.url); domain.find('.') != std::string_view::npos; domain.remove_prefix(domain.find('.') + 1))
    if (const auto at = outlets_.find(domain); at != outlets_.end()) return home_of(*at->second.record, *at->second.gazetteer);
  if (article.publisher.empty()) return {};
  if (const auto at = outlets_.find(DomainOf(article.publisher)); at != outlets_.end()) return home_of(*at->second.record, *at->second.gazetteer);
  std::vector<Token> tokens;
  worker.segmenter.Tokenize(article.publisher, tokens);
  static const uint64_t kThe = FoldHash("the");
  const size_t first = !tokens.empty() && tokens[0].fold == kThe ? 1 : 0;
  for (size_t start : {size_t{0}, first}) {
    if (start >= tokens.size()) continue;
    const uint64_t phrase = PhraseHash(tokens, {static_cast<uint32_t>(start), static_cast<uint32_t>(tokens.size())});
    for (const Gazetteer& gazetteer : data_.gazetteers())
      for (const Entry& entry : gazetteer.Find(phrase).entries)
        if (entry.kind == EntryKind::kOrganization && gazetteer.Organization(entry.record).kind == OrganizationKind::kMedia)
          return home_of(gazetteer.Organization(entry.record), gazetteer);
  }
  return {};
}

// The document's toponyms and mentions, then its places.
class DocumentPlaces {
 public:
  explicit DocumentPlaces(std::span<const Token> tokens) : tokens_(tokens) {}

  // Index of the toponym of this spelling; made if new.
  size_t ToponymOf(TokenRange span, bool demonym) {
    // "US" and "us", "Ill." and "ill" fold alike but were told apart when they were matched; demonyms are names of their own.
    const auto [at, added] = by_phrase_.try_emplace({PhraseHash(tokens_, span), demonym}, toponyms.size());
    if (added) toponyms.emplace_back();
    ++toponyms[at->second].mentions;
    return at->second;
  }

  std::vector<Toponym> toponyms;
  std::vector<MentionAt> mentions;

 private:
  std::span<const Token> tokens_;
  std::map<std::pair<uint64_t, bool>, size_t> by_phrase_;
};

// "in French", "speaks Turkish": a language, not a people.
bool LanguageBefore(const Token& token) {
  static const std::array<uint64_t, 10> kWords = {FoldHash("in"),    FoldHash("speak"),  FoldHash("speaks"), FoldHash("spoke"), FoldHash("speaking"),
                                                  FoldHash("learn"), FoldHash("fluent"), FoldHash("into"),   FoldHash("teach"), FoldHash("broken")};
  return std::find(kWords.begin(), kWords.end(), token.fold) != kWords.end();
}

// Demonyms outside names, the longest first; sorted by token as matches are.
std::vector<const Match*> DemonymMatches(const Reader& reader) {
  std::vector<const Match*> out;
  const std::span<const Token> tokens = reader.tokens();
  const std::span<const Name> names = reader.names();
  size_t next_name = 0;
  uint32_t taken = 0;
  for (const Match& match : reader.matches()) {
    if ((match.kinds & Bit(EntryKind::kPlace)) == 0 || match.tokens.begin < taken || !IsCapitalized(tokens[match.tokens.begin])) continue;
    bool demonym = false;
    for (uint16_t i = 0; i < match.entry_count; ++i) {
      const Entry& entry = match.entries[i];
      demonym = demonym ||
                (entry.kind == EntryKind::kPlace && IsDemonymRank(entry.rank) && IsWrittenAs(entry.writing, tokens[match.tokens.begin], match.tokens.size()));
    }
    if ((match.kinds & Bit(EntryKind::kLanguage)) != 0 && match.tokens.begin > 0 && LanguageBefore(tokens[match.tokens.begin - 1])) continue;
    while (next_name < names.size() && names[next_name].tokens.end <= match.tokens.begin) ++next_name;
    if (!demonym || (next_name < names.size() && names[next_name].tokens.Overlaps(match.tokens))) continue;
    out.push_back(&match);
    taken = match.tokens.end;
  }
  return out;
}

// The kind that a place without entry has by its head word: "Volta River", "Lake Kivu", "Nkrumah Road".
PlaceKind KindByHead(const Reader& reader, TokenRange span, const Data& data) {
  const std::span<const Match> matches = reader.matches();
  const auto kind_at = [&](uint32_t token, std::string_view position) -> PlaceKind {
    for (const Match& match : MatchesStartingAt(matches, token))
      for (uint16_t i = 0; i < match.entry_count && match.tokens.end <= span.end; ++i) {
        const Entry& entry = match.entries[i];
        if (entry.kind != EntryKind::kPlaceHead) continue;
        const Gazetteer& gazetteer = data.gazetteers()[match.gazetteer];
        if (gazetteer.Text(gazetteer.Noun(entry.record).b) == position) return PlaceKindOf(gazetteer.Text(gazetteer.Noun(entry.record).a));
      }
    return PlaceKind::kOther;
  };
  const PlaceKind after = kind_at(span.end - 1, "after");
  return after != PlaceKind::kOther || span.size() < 2 ? after : kind_at(span.begin, "before");
}

void PlacesStage::Run(const Document& document, const Reader& reader, Writer& writer, Worker& worker) const {
  const std::span<const Token> tokens = reader.tokens();
  const std::span<const Match> matches = reader.matches();
  DocumentPlaces work(tokens);

  for (const Name& name : reader.names()) {
    if (name.type != NameType::kPlace) continue;
    const size_t toponym = work.ToponymOf(name.tokens, false);
    if (work.toponyms[toponym].mentions == 1)
      for (const Match& match : MatchesStartingAt(matches, name.tokens.begin))
        if (match.tokens.end == name.tokens.end) AddCandidates(match, tokens, false, work.toponyms[toponym]);
    work.mentions.push_back({name.span, name.tokens, MentionKind::kName, toponym, name.confidence, name.why});
  }
  for (const Match* match : DemonymMatches(reader)) {
    const size_t toponym = work.ToponymOf(match->tokens, true);
    if (work.toponyms[toponym].mentions == 1) AddCandidates(*match, tokens, true, work.toponyms[toponym]);
    const Span span{tokens[match->tokens.begin].span.begin, tokens[match->tokens.end - 1].span.end};
    work.mentions.push_back({span, match->tokens, MentionKind::kDemonym, toponym, 0.95F, {"demonym", {}}});
  }
  std::sort(work.mentions.begin(), work.mentions.end(), [](const MentionAt& a, const MentionAt& b) { return a.span.begin < b.span.begin; });

  // "Springfield, Ill.", "Basra (Iraq)": what follows holds what stands before.
  for (size_t i = 0; i + 1 < work.mentions.size(); ++i) {
    const MentionAt &inner = work.mentions[i], &outer = work.mentions[i + 1];
    if (inner.kind != MentionKind::kName || outer.kind != MentionKind::kName || outer.tokens.begin != inner.tokens.end + 1) continue;
    const char mark = tokens[inner.tokens.end].mark;
    if (mark == ',' || mark == '(') work.toponyms[inner.toponym].containers.push_back(outer.toponym);
  }

  Resolve(gazetteers_, weights_, HomeOf(document.article(), worker), work.toponyms);

  std::vector<Place>& places = writer.places();
  std::map<std::pair<size_t, size_t>, size_t> place_of;  // (gazetteer, record), or (SIZE_MAX, toponym) without one
  for (const MentionAt& mention : work.mentions) {
    const Toponym& toponym = work.toponyms[mention.toponym];
    const bool resolved = toponym.chosen != SIZE_MAX;
    const Candidate* candidate = resolved ? &toponym.candidates[toponym.chosen] : nullptr;
    const std::pair<size_t, size_t> key = resolved ? std::pair<size_t, size_t>(candidate->gazetteer, candidate->record) : std::pair(SIZE_MAX, mention.toponym);
    const auto [at, added] = place_of.try_emplace(key, places.size());
    if (added) {
      Place place;
      if (resolved) {
        const Gazetteer& gazetteer = *gazetteers_[candidate->gazetteer];
        place.name = std::string(gazetteer.Text(candidate->place->name));
        place.kind = candidate->place->kind;
        std::copy(std::begin(candidate->place->country), std::end(candidate->place->country), place.country);
        place.admin1 = gazetteer.Text(candidate->place->admin1);
        place.located = candidate->place->located;
        place.lat = candidate->place->lat;
        place.lon = candidate->place->lon;
        place.geonames = candidate->place->geonames;
        place.why = {Weights::Id(candidate->main), gazetteer.Text(candidate->place->name)};
      } else {
        place.name = std::string(document.Slice(mention.span));
        place.kind = KindByHead(reader, mention.tokens, data_);
        place.why = mention.why;
      }
      places.push_back(std::move(place));
    }
    Place& place = places[at->second];
    place.mentions.push_back({mention.span, mention.kind});
    const float sure = resolved ? 1 / (1 + std::exp(-toponym.margin)) : 1;
    place.confidence = std::max(place.confidence, mention.confidence * sure);
  }
}

}  // namespace
}  // namespace places

Result<std::unique_ptr<Stage>> MakePlacesStage(const Data& data) {
  const Result<places::Weights> weights = places::Weights::Load(data);
  if (!weights) return weights.error();
  return std::unique_ptr<Stage>(std::make_unique<places::PlacesStage>(data, *weights));
}

}  // namespace factbox
