#include "extractors/names/facts.h"

#include <algorithm>
#include <array>

#include "base/hash_table.h"
#include "text/fold.h"

namespace factbox::names {
namespace {

// Words in lower case that stand inside names: "Bank of the West", "Simón de la Cruz", "Trinidad and Tobago".
// Weak ones stand inside few: "Committee on Foreign Relations", "Campaign Against Arms Trade".
enum class Connector : uint8_t { kStrong, kWeak };

const HashTable<Connector>& Connectors() {
  static const HashTable<Connector> connectors = [] {
    HashTable<Connector> out;
    for (const char* word :
         {"of",  "the", "for", "and", "de", "la", "le", "les", "du", "des", "del", "della", "di",  "da",  "do", "dos", "das", "van",  "der", "den",
          "von", "zu",  "bin", "ibn", "al", "el", "ul", "ur",  "y",  "e",   "sur", "et",    "ter", "ten", "af", "av",  "ben", "bint", "abu", "ould"})
      out[FoldHash(word)] = Connector::kStrong;
    for (const char* word : {"on", "at", "against", "to", "in", "with"}) out[FoldHash(word)] = Connector::kWeak;
    return out;
  }();
  return connectors;
}

}  // namespace

Facts::Facts(const Data& data, std::span<const Token> tokens, std::span<const Sentence> sentences, std::span<const Match> matches)
    : data_(data),
      text_tokens_(tokens),
      matches_(matches),
      first_match_(tokens.size() + 1, 0),
      title_ending_(tokens.size() + 1, nullptr),
      tokens_(tokens.size()) {
  ReadMatches();
  ReadSentences(sentences);
}

// The reading that speaks most for a place: a country before a province, those before the biggest town, towns before counties.
PlaceReading Facts::BestPlace(const Match& match, bool demonym) const {
  const auto weight = [](const PlaceReading& reading) {
    const uint64_t population = reading.place->population;
    const uint64_t rank = reading.entry->rank == NameRank::kAlternate ? 0 : 1;
    uint64_t kind = 0;
    switch (reading.place->kind) {
      case PlaceKind::kCountry: kind = 5; break;
      case PlaceKind::kAdmin1: kind = 4; break;
      case PlaceKind::kAdmin2: kind = 0; break;
      case PlaceKind::kCity: kind = population >= 1'000'000 ? 4 : population >= 15'000 ? 2 : 1; break;
      default: kind = 3; break;
    }
    return (rank << 60) | (kind << 50) | population;
  };
  PlaceReading best;
  ForEntries(match, EntryKind::kPlace, [&](const Entry& entry) {
    if ((entry.rank == NameRank::kDemonym || entry.rank == NameRank::kPeople) != demonym) return;
    const PlaceReading reading{&entry, &GazetteerOf(match).Place(entry.record)};
    if (best.entry == nullptr || weight(reading) > weight(best)) best = reading;
  });
  return best;
}

bool Facts::HasPlace(const Match& match, bool demonym) const {
  if ((match.kinds & Bit(EntryKind::kPlace)) == 0) return false;
  bool found = false;
  ForEntries(match, EntryKind::kPlace,
             [&](const Entry& entry) { found = found || (entry.rank == NameRank::kDemonym || entry.rank == NameRank::kPeople) == demonym; });
  return found;
}

uint8_t Facts::HeadsOf(const Match& match) const {
  if ((match.kinds & (Bit(EntryKind::kOrganizationHead) | Bit(EntryKind::kPlaceHead))) == 0) return 0;
  const Gazetteer& gazetteer = GazetteerOf(match);
  unsigned heads = 0;
  ForEntries(match, EntryKind::kOrganizationHead, [&](const Entry& entry) {
    const NounRecord& noun = gazetteer.Noun(entry.record);
    const bool strong = gazetteer.Text(noun.c) == "strong";
    if (gazetteer.Text(noun.b) == "before") heads |= kOrganizationBefore | (strong ? kOrganizationBeforeStrong : 0);
    if (gazetteer.Text(noun.b) == "after") heads |= kOrganizationAfter | (strong ? kOrganizationAfterStrong : 0);
  });
  ForEntries(match, EntryKind::kPlaceHead, [&](const Entry& entry) {
    const std::string_view position = gazetteer.Text(gazetteer.Noun(entry.record).b);
    heads |= position == "before" ? kPlaceBefore : position == "after" ? kPlaceAfter : 0;
  });
  return static_cast<uint8_t>(heads);
}

const Match* Facts::MatchOver(TokenRange range, KindSet kinds) const {
  for (const Match& match : MatchesAt(range.begin))
    if (match.tokens.end == range.end && (match.kinds & kinds) != 0) return &match;
  return nullptr;
}

const Match* Facts::TitleAt(uint32_t token) const {
  for (const Match& match : MatchesAt(token))
    if ((match.kinds & Bit(EntryKind::kTitle)) != 0) return &match;
  return nullptr;
}

bool Facts::IsHonorific(const Match& title) const {
  bool found = false;
  ForEntries(title, EntryKind::kTitle, [&](const Entry& entry) {
    const std::string_view kind = GazetteerOf(title).Text(GazetteerOf(title).Title(entry.record).kind);
    found = found || kind == "honorific" || kind == "rank" || kind == "nobility";
  });
  return found;
}

void Facts::ReadMatches() {
  size_t next = 0;
  for (uint32_t token = 0; token < tokens_.size(); ++token) {
    first_match_[token] = static_cast<uint32_t>(next);
    for (; next < matches_.size() && matches_[next].tokens.begin == token; ++next) {
      const Match& match = matches_[next];
      if ((match.kinds & Bit(EntryKind::kTitle)) != 0 && title_ending_[match.tokens.end] == nullptr) title_ending_[match.tokens.end] = &match;
      TokenFacts& facts = tokens_[token];
      facts.heads |= HeadsOf(match);
      if (match.tokens.size() != 1) continue;
      facts.kinds |= match.kinds;
      if ((match.kinds & Bit(EntryKind::kNotName)) != 0 && text_tokens_[token].shape == Shape::kUpper)
        ForEntries(match, EntryKind::kNotName, [&](const Entry& entry) {
          const Gazetteer& gazetteer = GazetteerOf(match);
          facts.common_acronym = facts.common_acronym || gazetteer.Text(gazetteer.Noun(entry.record).a) == "acronym";
        });
      facts.place_name = facts.place_name || HasPlace(match, false);
      facts.demonym = facts.demonym || HasPlace(match, true);
    }
  }
  first_match_[tokens_.size()] = static_cast<uint32_t>(next);
}

// "G20", "U2", "F16": short codes of letters and digits that begin with a capital.
bool Facts::IsCode(uint32_t i) const {
  constexpr uint32_t kLongestCode = 5;
  return text_tokens_[i].shape == Shape::kAlphanumeric && text_tokens_[i].span.size() <= kLongestCode && text_tokens_[i].first_upper;
}

// "Jong-un", "Min-seo": a lower-case part behind a hyphen that is no word of its own.
bool Facts::IsGlued(uint32_t i) const {
  const Token &token = text_tokens_[i], &hyphen = text_tokens_[i - 1], &before = text_tokens_[i - 2];
  constexpr uint32_t kLongestPart = 8;  // bytes of a romanised syllable or two
  return token.shape == Shape::kLower && token.span.size() <= kLongestPart && hyphen.mark == '-' && !hyphen.space_before && !token.space_before &&
         before.shape == Shape::kCapitalized && (tokens_[i].kinds & Bit(EntryKind::kCommonWord)) == 0;
}

void Facts::ReadSentences(std::span<const Sentence> sentences) {
  HashSet lower(text_tokens_.size() / 4);  // a third of an article's tokens are different words in lower case, less the longer it is
  for (const Token& token : text_tokens_)
    if (token.shape == Shape::kLower) lower.Insert(token.fold);
  const HashTable<Connector>& connectors = Connectors();
  for (const Sentence& sentence : sentences) {
    uint32_t words = 0, capitals = 0, uppers = 0;
    for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      const Token& token = text_tokens_[i];
      const bool counts = token.span.size() > 3 && (token.shape == Shape::kLower || IsCapitalized(token));
      words += counts, capitals += counts && IsCapitalized(token), uppers += counts && token.shape == Shape::kUpper;
    }
    // Of words of four letters and more: two thirds capitalised is a headline's writing; body text with many names stays below.
    Casing casing = Casing::kNormal;
    if (words >= 2 && uppers * 4 >= words * 3)
      casing = Casing::kAllUpper;
    else if (words >= 4 && capitals * 4 >= words * 3 && sentence.kind == SentenceKind::kHeadline)
      casing = Casing::kTitleCase;
    bool start = true;
    for (uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      const Token& token = text_tokens_[i];
      TokenFacts& facts = tokens_[i];
      facts.casing = casing;
      facts.sentence_start = start && IsWord(token);
      if (IsWord(token)) start = false;
      if ((token.mark == '"' && token.opens) || token.mark == ':' || token.mark == '*' || (token.mark == '-' && token.space_before) ||
          (token.mark == '\'' && token.opens))
        start = true;
      const Connector* connector = connectors.Find(token.fold);
      const bool word_connector = connector != nullptr;
      facts.weak_connector = word_connector && *connector == Connector::kWeak;
      facts.connector = (token.shape == Shape::kLower && word_connector) || (casing != Casing::kNormal && word_connector) || token.mark == '&';
      facts.glued = i > sentence.tokens.begin + 1 && IsGlued(i);
      facts.capital = facts.glued || (!facts.connector && (IsCapitalized(token) || token.shape == Shape::kMixed || IsCode(i)));
      if (casing != Casing::kNormal || token.shape == Shape::kCapitalized) facts.lower_elsewhere = lower.Contains(token.fold);
    }
  }
}

}  // namespace factbox::names
