#include "extractors/names/features.h"

#include <algorithm>

#include "base/hash.h"
#include "text/fold.h"

namespace factbox::names {
namespace {

// Kinds of features. A model knows them by their place in this list, so a change here needs the models trained again.
enum class Kind : uint8_t {
  kBias,
  kWord,
  kBefore,
  kAfter,
  kBefore2,
  kAfter2,
  kBeforeWord,
  kWordAfter,
  kBeforeAfter,
  kShape,
  kShapeBefore,
  kShapeAfter,
  kShapes,
  kPrefix,
  kSuffix,
  kSuffixBefore,
  kSuffixAfter,
  kLists,
  kListsBefore,
  kListsAfter,
  kPlace,
  kPlaceBefore,
  kPlaceAfter,
  kListed,
  kSpot,
  kSpotShape,
  kSpotBefore,
  kMargin,
  kVotes,
  kLongest,
  kCasing,
  kTitle,
  kContextBefore,
  kContextAfter,
  kOuterBefore,
  kOuterAfter,
  kOuterBeforeLists,
  kOuterAfterLists,
  kFirst,
  kLast,
  kPosition,
  kHeadAfter,
  kHeadBefore,
  kElsewhereBefore,
  kElsewhereAfter,
  kDocumentPlace,
  kAllLists,
  kSpotVotes,
  kLine,
  kMultiLists,
  kCount
};

struct KindInfo {
  std::string_view name, group;
};
constexpr std::array<KindInfo, static_cast<size_t>(Kind::kCount)> kKinds = {{
    {"bias", "other"},
    {"word", "words"},
    {"word-before", "words"},
    {"word-after", "words"},
    {"second-word-before", "words"},
    {"second-word-after", "words"},
    {"word-before+word", "words"},
    {"word+word-after", "words"},
    {"word-before+word-after", "words"},
    {"shape", "shapes"},
    {"shape-before+shape", "shapes"},
    {"shape+shape-after", "shapes"},
    {"three-shapes", "shapes"},
    {"prefix", "affixes"},
    {"suffix", "affixes"},
    {"suffix-before", "affixes"},
    {"suffix-after", "affixes"},
    {"list", "lists"},
    {"list-before", "lists"},
    {"list-after", "lists"},
    {"place", "lists"},
    {"place-before", "lists"},
    {"place-after", "lists"},
    {"listed-phrase", "lists"},
    {"rules", "rules"},
    {"rules+shape", "rules"},
    {"rules-before", "rules"},
    {"rules-margin", "rules"},
    {"rules-in-document", "document"},
    {"longest-in-document", "document"},
    {"casing", "shapes"},
    {"title-before", "lists"},
    {"context-before", "contexts"},
    {"context-after", "contexts"},
    {"word-before-run", "contexts"},
    {"word-after-run", "contexts"},
    {"list-before-run", "contexts"},
    {"list-after-run", "contexts"},
    {"first-of-run", "contexts"},
    {"last-of-run", "contexts"},
    {"position-in-run", "shapes"},
    {"head-after", "lists"},
    {"head-before", "lists"},
    {"word-before-elsewhere", "document"},
    {"word-after-elsewhere", "document"},
    {"place+numbers-in-document", "document"},
    {"all-lists", "lists"},
    {"rules+rules-in-document", "document"},
    {"line", "shapes"},
    {"lists-of-three", "lists"},
}};

uint64_t Feature(Kind kind, uint64_t a, uint64_t b = 0) { return CombineHash(CombineHash(static_cast<uint64_t>(kind), a), b); }

constexpr uint64_t kEdge = 0x45444745;  // stands for the word beyond a sentence's end

bool Has(KindSet kinds, EntryKind kind) { return (kinds & Bit(kind)) != 0; }

// How much a share is, in four steps.
uint64_t Step(float share) { return share > 0.9F ? 3 : share > 0.6F ? 2 : share > 0.3F ? 1 : 0; }

}  // namespace

Features::Features(const Facts& facts, const Contexts& contexts, std::string_view text, std::span<const Token> tokens, std::span<const Sentence> sentences,
                   std::span<const Spot> spots)
    : facts_(facts), contexts_(contexts), text_(text), tokens_(tokens), spot_(tokens.size(), 0), margin_(tokens.size(), 0), listed_(tokens.size(), 0) {
  for (const Sentence& sentence : sentences) FindStretches(sentence);
  ReadMatches();
  ReadWords();
  ReadSpots(spots);
  size_t numbers = 0;
  for (const Token& token : tokens) numbers += token.shape == Shape::kNumber;
  document_ = tokens.empty() ? 0 : std::min<uint64_t>(6, numbers * 25 / tokens.size());
}

bool Features::IsFunctionWord(const Stretch& stretch) const {
  const uint32_t token = stretch.tokens.begin;
  const TokenFacts& facts = facts_[token];
  return stretch.tokens.size() == 1 && facts.sentence_start && spot_[token] == 0 && tokens_[token].shape == Shape::kCapitalized &&
         Has(facts.kinds, EntryKind::kNotName) && Has(facts.kinds, EntryKind::kCommonWord);
}

void Features::FindStretches(const Sentence& sentence) {
  constexpr uint32_t kLongestGap = 3, kLongestStretch = 60;
  const auto inner = [&](uint32_t i) {  // may stand between two capitalised words of a name
    const Token& token = tokens_[i];
    return facts_[i].connector || token.shape == Shape::kNumber || token.shape == Shape::kAlphanumeric || token.mark == '-' || token.mark == '&' ||
           token.mark == '/' || token.mark == '\'' || (token.shape == Shape::kLower && !token.space_before && token.span.size() <= 4) ||
           Has(facts_[i].kinds, EntryKind::kParticle);
  };
  const uint32_t limit = sentence.tokens.end;
  for (uint32_t i = sentence.tokens.begin; i < limit;) {
    if (!facts_[i].capital) {
      ++i;
      continue;
    }
    uint32_t begin = i, end = i + 1;
    while (begin > sentence.tokens.begin && i - begin < 2 && inner(begin - 1) && (stretches_.empty() || begin > stretches_.back().tokens.end)) --begin;
    for (uint32_t at = end; at < limit && at - end <= kLongestGap && at - begin < kLongestStretch; ++at) {
      if (facts_[at].capital)
        end = at + 1;
      else if (!inner(at))
        break;
    }
    while (end < limit && (tokens_[end].shape == Shape::kNumber || tokens_[end].shape == Shape::kAlphanumeric) && end - begin < kLongestStretch) ++end;
    stretches_.push_back({{begin, end}, sentence.tokens});
    i = end;
  }
}

void Features::ReadSpots(std::span<const Spot> spots) {
  for (const Spot& spot : spots) {
    const uint32_t size = spot.tokens.size();
    const uint16_t sure = spot.margin > 6 ? 4 : spot.margin > 3 ? 3 : spot.margin > 1.5F ? 2 : spot.margin > 0.5F ? 1 : 0;
    for (uint32_t i = spot.tokens.begin; i < spot.tokens.end; ++i) {
      const unsigned position = size == 1 ? 1 : i == spot.tokens.begin ? 2 : i + 1 == spot.tokens.end ? 4 : 3;
      const auto label = static_cast<unsigned>(spot.label);
      spot_[i] = static_cast<uint16_t>(label * 8 + position);
      margin_[i] = static_cast<uint16_t>((static_cast<unsigned>(spot.main) << 4) | sure);
      Word* word = words_.Find(tokens_[i].fold);
      if (word == nullptr) continue;
      word->votes[label] += std::max(0.1F, std::min(spot.margin, 4.0F));
      if (size > word->longest) {
        word->longest = static_cast<uint8_t>(size);
        word->longest_label = spot.label;
        word->longest_position = static_cast<uint8_t>(position);
      }
    }
  }
}

void Features::ReadMatches() {
  constexpr EntryKind kShown[] = {EntryKind::kPlace,     EntryKind::kOrganization, EntryKind::kTitle,       EntryKind::kNotName,
                                  EntryKind::kFestival,  EntryKind::kWeapon,       EntryKind::kEthnicGroup, EntryKind::kOrganizationHead,
                                  EntryKind::kPlaceHead, EntryKind::kSeat};
  for (const Stretch& stretch : stretches_)
    for (uint32_t i = stretch.tokens.begin; i < stretch.tokens.end; ++i)
      for (const Match& match : facts_.MatchesAt(i)) {
        if (match.tokens.size() < 2) continue;
        for (size_t k = 0; k < std::size(kShown); ++k) {
          if (!Has(match.kinds, kShown[k])) continue;
          for (uint32_t at = match.tokens.begin; at < match.tokens.end; ++at) {
            const unsigned position = at == match.tokens.begin ? 0 : at + 1 == match.tokens.end ? 2 : 1;
            listed_[at] |= uint64_t{1} << (k * 3 + position);
          }
        }
      }
}

void Features::ReadWords() {
  for (const Stretch& stretch : stretches_)
    for (uint32_t i = stretch.tokens.begin; i < stretch.tokens.end; ++i) {
      if (!facts_[i].capital) continue;
      Word& word = words_[tokens_[i].fold];
      if (word.count < word.occurrences.size() && i < UINT16_MAX) word.occurrences[word.count] = static_cast<uint16_t>(i);
      word.count = static_cast<uint16_t>(std::min<unsigned>(word.count + 1U, 1000));
      word.mid_sentence = word.mid_sentence || (!facts_[i].sentence_start && facts_[i].casing == Casing::kNormal);
    }
}

std::string_view Features::KindName(uint8_t kind) { return kKinds[kind].name; }
std::string_view Features::KindGroup(uint8_t kind) { return kKinds[kind].group; }
size_t Features::KindCount() { return kKinds.size(); }

void Features::Of(uint32_t i, const Stretch& stretch, std::vector<uint64_t>& out, std::vector<uint8_t>* kinds_of) const {
  const auto add = [&](Kind kind, uint64_t a, uint64_t b = 0) {
    out.push_back(Feature(kind, a, b));
    if (kinds_of != nullptr) kinds_of->push_back(static_cast<uint8_t>(kind));
  };
  const TokenRange sentence = stretch.sentence;
  const auto word = [&](int64_t at) { return at >= sentence.begin && at < sentence.end ? tokens_[static_cast<size_t>(at)].fold : kEdge; };
  const auto shape = [&](int64_t at) -> uint64_t {
    if (at < sentence.begin || at >= sentence.end) return 31;
    const Token& token = tokens_[static_cast<size_t>(at)];
    const TokenFacts& facts = facts_[static_cast<uint32_t>(at)];
    uint64_t out_shape = facts.casing == Casing::kNormal ? static_cast<uint64_t>(token.shape) : 16 + static_cast<uint64_t>(facts.casing);
    if (token.shape == Shape::kPunctuation) out_shape = 32 + static_cast<uint64_t>(token.mark);
    if (token.shape == Shape::kUpper) out_shape |= (token.full_stop ? 512U : 0U) | (token.span.size() <= 5 ? 1024U : 0U);
    return out_shape;
  };
  const auto kinds = [&](int64_t at) -> KindSet { return at >= sentence.begin && at < sentence.end ? facts_[static_cast<uint32_t>(at)].kinds : 0; };
  const auto at = static_cast<int64_t>(i);
  const Token& token = tokens_[i];
  const TokenFacts& facts = facts_[i];

  add(Kind::kBias, 0);
  const uint64_t w = token.fold, before = word(at - 1), after = word(at + 1);
  add(Kind::kWord, w);
  add(Kind::kBefore, before);
  add(Kind::kAfter, after);
  add(Kind::kBefore2, word(at - 2));
  add(Kind::kAfter2, word(at + 2));
  add(Kind::kBeforeWord, before, w);
  add(Kind::kWordAfter, w, after);
  add(Kind::kBeforeAfter, before, after);

  const uint64_t s = shape(at) * 4 + (facts.sentence_start ? 1 : 0) + (facts.lower_elsewhere ? 2 : 0);
  add(Kind::kShape, s);
  add(Kind::kShapeBefore, shape(at - 1), s);
  add(Kind::kShapeAfter, s, shape(at + 1));
  add(Kind::kShapes, CombineHash(shape(at - 1), s), shape(at + 1));
  add(Kind::kCasing, facts.lower_elsewhere * 2U + facts.sentence_start, static_cast<uint64_t>(facts.casing));

  if (IsWord(token)) {
    // Of the text in small letters; bytes are enough, the names of other scripts share theirs too.
    char lower[32];
    const std::string_view slice = Slice(text_, token.span);
    const size_t size = std::min(slice.size(), sizeof(lower));
    for (size_t k = 0; k < size; ++k) lower[k] = static_cast<char>(slice[k] >= 'A' && slice[k] <= 'Z' ? slice[k] + 32 : slice[k]);
    for (size_t n = 2; n <= 4 && n < size; ++n) {
      add(Kind::kPrefix, HashBytes({lower, n}));
      add(Kind::kSuffix, HashBytes({lower + size - n, n}));
    }
  }
  for (const int side : {-1, 1}) {
    const int64_t next = at + side;
    if (next < sentence.begin || next >= sentence.end || !IsWord(tokens_[static_cast<size_t>(next)])) continue;
    const std::string_view slice = Slice(text_, tokens_[static_cast<size_t>(next)].span);
    if (slice.size() > 3) add(side < 0 ? Kind::kSuffixBefore : Kind::kSuffixAfter, HashBytes(slice.substr(slice.size() - 3)));
  }

  const auto each = [&](KindSet set, Kind kind, uint64_t more) {
    for (; set != 0; set &= set - 1) add(kind, static_cast<uint64_t>(__builtin_ctz(set)), more);
  };
  each(kinds(at), Kind::kLists, 0);
  each(kinds(at - 1), Kind::kListsBefore, 0);
  each(kinds(at + 1), Kind::kListsAfter, 0);
  add(Kind::kAllLists, kinds(at), facts.sentence_start);
  add(Kind::kMultiLists, CombineHash(kinds(at - 1), kinds(at)), kinds(at + 1));

  const auto place = [&](int64_t where) -> uint64_t {
    if (where < sentence.begin || where >= sentence.end || !facts_[static_cast<uint32_t>(where)].capital) return 0;
    for (const Match& match : facts_.MatchesAt(static_cast<uint32_t>(where))) {
      if (match.tokens.size() != 1 || !Has(match.kinds, EntryKind::kPlace)) continue;
      const PlaceReading name = facts_.BestPlace(match, false);
      const PlaceReading demonym = facts_.BestPlace(match, true);
      const PlaceReading& best = name.entry != nullptr ? name : demonym;
      if (best.entry == nullptr) return 0;
      const uint32_t population = best.place->population;
      const uint64_t size = population >= 1'000'000 ? 5 : population >= 150'000 ? 4 : population >= 15'000 ? 3 : population >= 1'000 ? 2 : 1;
      return 1 + (static_cast<uint64_t>(best.place->kind) * 8 + size) * 8 + static_cast<uint64_t>(best.entry->rank) + (demonym.entry != nullptr ? 4096U : 0U);
    }
    return 0;
  };
  const uint64_t here = place(at);
  if (here != 0) {
    add(Kind::kPlace, here);
    add(Kind::kDocumentPlace, here, document_);
  }
  if (const uint64_t p = place(at - 1); p != 0) add(Kind::kPlaceBefore, p);
  if (const uint64_t p = place(at + 1); p != 0) add(Kind::kPlaceAfter, p);
  for (uint64_t set = listed_[i]; set != 0; set &= set - 1) add(Kind::kListed, static_cast<uint64_t>(__builtin_ctzll(set)));

  // What the rules say, here and in the document.
  const auto spot = [&](int64_t where) -> uint64_t {
    return where >= sentence.begin && where < sentence.end ? spot_[static_cast<size_t>(where)] : uint64_t{999};
  };
  add(Kind::kSpot, spot(at), spot(at + 1));
  add(Kind::kSpotShape, spot(at), s);
  add(Kind::kSpotBefore, spot(at - 1), spot(at));
  if (spot_[i] != 0) {
    add(Kind::kMargin, spot_[i], margin_[i] & 15U);
    add(Kind::kMargin, spot_[i], 16U + (margin_[i] >> 4));
  }
  if (const Word* known = words_.Find(w); known != nullptr) {
    const Word& shown = *known;
    float sum = 0;
    size_t best = 0;
    for (size_t label = 0; label + 1 < kLabels; ++label) {
      sum += shown.votes[label];
      if (shown.votes[label] > shown.votes[best]) best = label;
    }
    const uint64_t votes = sum <= 0 ? 99 : best * 4 + Step(shown.votes[best] / sum);
    const uint64_t count = std::min<uint64_t>(shown.count, 3);
    add(Kind::kVotes, votes * 8 + count, shown.mid_sentence);
    add(Kind::kSpotVotes, votes, spot(at));
    add(Kind::kLongest, static_cast<uint64_t>(shown.longest_label) * 8 + shown.longest_position, std::min<uint64_t>(shown.longest, 4));
    for (size_t k = 0; k < std::min<size_t>(shown.count, shown.occurrences.size()); ++k) {
      const uint32_t other = shown.occurrences[k];
      if (other == i) continue;
      if (other > 0) add(Kind::kElsewhereBefore, tokens_[other - 1].fold);
      if (other + 1 < tokens_.size()) add(Kind::kElsewhereAfter, tokens_[other + 1].fold);
    }
  }

  // What stands around the run of capitalised words that it is in.
  uint32_t first = i, last = i;
  while (first > stretch.tokens.begin && (facts_[first - 1].capital || facts_[first - 1].connector)) --first;
  while (first < i && !facts_[first].capital) ++first;
  while (last + 1 < stretch.tokens.end && (facts_[last + 1].capital || facts_[last + 1].connector)) ++last;
  while (last > i && !facts_[last].capital) --last;
  const uint64_t from_first = std::min<uint32_t>(i - first, 3), to_last = std::min<uint32_t>(last - i, 3);
  add(Kind::kPosition, from_first * 4 + to_last, s);
  add(Kind::kOuterBefore, word(static_cast<int64_t>(first) - 1), from_first);
  add(Kind::kOuterAfter, word(static_cast<int64_t>(last) + 1), to_last);
  add(Kind::kOuterBeforeLists, kinds(static_cast<int64_t>(first) - 1), from_first);
  add(Kind::kOuterAfterLists, kinds(static_cast<int64_t>(last) + 1), to_last);
  if (first != i) add(Kind::kFirst, tokens_[first].fold, from_first);
  if (last != i) add(Kind::kLast, tokens_[last].fold, to_last);
  for (uint32_t k = i + 1; k <= last; ++k)
    if (Has(facts_[k].kinds, EntryKind::kOrganizationHead) || Has(facts_[k].kinds, EntryKind::kPlaceHead)) {
      add(Kind::kHeadAfter, tokens_[k].fold, k == last);
      break;
    }
  for (uint32_t k = i; k-- > first;)
    if (Has(facts_[k].kinds, EntryKind::kOrganizationHead) || Has(facts_[k].kinds, EntryKind::kPlaceHead)) {
      add(Kind::kHeadBefore, tokens_[k].fold, std::min<uint32_t>(i - k, 3));
      break;
    }
  if (const Match* title = facts_.TitleBefore(first); title != nullptr && title->tokens.begin >= sentence.begin)
    add(Kind::kTitle, from_first, IsCapitalized(tokens_[title->tokens.begin]));
  add(Kind::kContextBefore, static_cast<uint64_t>(contexts_.Before(tokens_, first, sentence.begin)), from_first);
  add(Kind::kContextAfter, static_cast<uint64_t>(contexts_.After(tokens_, last + 1, sentence.end)), to_last);
  add(Kind::kLine, token.line_start * 4U + (sentence.size() < 8) * 2U + (document_ > 2), s);
}

}  // namespace factbox::names
