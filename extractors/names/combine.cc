#include "extractors/names/combine.h"

#include <algorithm>

#include "base/hash_table.h"
#include "text/fold.h"
#include "text/phrase.h"

namespace factbox::names {
namespace {

constexpr KindSet kListedKinds = Bit(EntryKind::kPlace) | Bit(EntryKind::kOrganization);

// Of a name that the tagger itself took for something else.
constexpr float kLeastConfidence = 0.3F;
// Of a name that only the rules saw.
constexpr float kFirmConfidence = 0.8F;
// What other mentions weigh against the name's own probability: the same words, a longer name that ends in this word.
// Set by hand: 0.7 and 0.5 beat none on eight of nine development sets, by 0.1 to 0.6 F1; nothing finer was tried.
constexpr float kOthers = 0.7F, kLonger = 0.5F;

using Shares = std::array<float, kLabels>;

// What the document's names say of one another.
class Votes {
 public:
  Votes(std::span<const TaggedName> tagged, std::span<const Token> tokens) : tokens_(tokens) {
    for (const TaggedName& name : tagged) {
      Add(phrases_[PhraseHash(tokens, name.tokens)], name.as);
      if ((name.label == Label::kPerson || name.label == Label::kOrganization) && name.tokens.size() > 1)
        Add(last_words_[tokens[name.tokens.end - 1].fold], name.as);
    }
  }

  // The label that fits `name` best, by itself and by the others.
  Label Best(const TaggedName& name) const {
    Shares sum = name.as;
    const Total& same = *phrases_.Find(PhraseHash(tokens_, name.tokens));
    if (same.count > 1)
      for (size_t i = 0; i < kLabels; ++i) sum[i] += kOthers * (same.sum[i] - name.as[i]) / static_cast<float>(same.count - 1);
    if (name.tokens.size() == 1)
      if (const Total* longer = last_words_.Find(tokens_[name.tokens.begin].fold); longer != nullptr)
        for (const Label label : {Label::kPerson, Label::kOrganization})
          sum[static_cast<size_t>(label)] += kLonger * longer->sum[static_cast<size_t>(label)] / static_cast<float>(longer->count);
    const auto best = std::max_element(sum.begin(), sum.end());
    return *best > 0 ? static_cast<Label>(best - sum.begin()) : name.label;
  }

 private:
  struct Total {
    Shares sum{};
    int count = 0;
  };
  static void Add(Total& total, const Shares& shares) {
    for (size_t i = 0; i < kLabels; ++i) total.sum[i] += shares[i];
    ++total.count;
  }
  std::span<const Token> tokens_;
  HashTable<Total> phrases_, last_words_;
};

bool Holds(TokenRange outer, TokenRange inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

// Titles that stand in front of a name: not "Dean" in Dean Smith, nor a name that is nothing but a title.
uint32_t BehindTitle(TokenRange range, const Facts& facts) {
  uint32_t begin = range.begin;
  for (bool again = true; again;) {
    again = false;
    for (const Match& match : facts.MatchesAt(begin)) {
      if ((match.kinds & Bit(EntryKind::kTitle)) == 0 || match.tokens.end >= range.end) continue;
      if (begin != range.begin && match.tokens.end + 1 >= range.end) continue;  // a second title before one word is more likely a name: Datuk Hon Kim
      if (match.tokens.size() == 1 && (match.kinds & (Bit(EntryKind::kGivenName) | Bit(EntryKind::kSurname))) != 0 && !facts.IsHonorific(match)) continue;
      begin = match.tokens.end;
      again = true;
      break;
    }
  }
  return begin;
}

// A tagged name with its edges put right. `limit`: where the name before it ends.
Decided Decide(const TaggedName& name, uint32_t limit, const Votes& votes, std::span<const Spot> spots, const Facts& facts, std::span<const Token> tokens) {
  static const uint64_t kThe = FoldHash("the");
  Decided decided{name.tokens, votes.Best(name), 0, "tagger"};
  decided.confidence = std::max(name.as[static_cast<size_t>(decided.label)], kLeastConfidence);
  TokenRange& range = decided.tokens;
  if (range.size() > 1 && tokens[range.begin].fold == kThe && facts.MatchOver(range, kListedKinds) == nullptr) ++range.begin;
  if (decided.label == Label::kPerson) range.begin = BehindTitle(range, facts);
  for (const Spot& spot : spots) {
    if (spot.tokens.end != range.end) continue;
    // What only organisations are called, and seats that stand for governments (the Kremlin), are what the rules take them for.
    if (const Match* match = spot.tokens.begin == range.begin ? facts.MatchOver(range, kListedKinds) : nullptr;
        match != nullptr && decided.label == Label::kPlace && spot.label == Label::kOrganization &&
        ((match->kinds & Bit(EntryKind::kPlace)) == 0 || (match->kinds & Bit(EntryKind::kSeat)) != 0))
      decided.label = spot.label;
    if (spot.label != decided.label) continue;
    if (spot.tokens.begin >= limit && spot.tokens.begin < range.begin && tokens[spot.tokens.begin].shape == Shape::kLower) range.begin = spot.tokens.begin;
    if (spot.tokens.begin == range.begin) decided.rule = Weights::Id(spot.main);
  }
  return decided;
}

// Is it one of those that the tagger may not take apart: listed with several words and plain to the rules, an abbreviated state (Ill.), or of a user's own
// tables?
bool IsFirm(const Spot& spot, const Facts& facts, std::span<const Token> tokens) {
  constexpr float kPlain = 4;
  const Match* match = facts.MatchOver(spot.tokens, kListedKinds);
  return match != nullptr &&
         (match->gazetteer != 0 ||
          (spot.tokens.size() > 1 && (spot.margin >= kPlain || (spot.label == Label::kOrganization && (match->kinds & Bit(EntryKind::kOrganization)) != 0))) ||
          (spot.label == Label::kPlace && tokens[spot.tokens.begin].full_stop && tokens[spot.tokens.begin].shape == Shape::kCapitalized));
}

// "Japan's Hitachi": is what is owned apart from its owner in the rules' reading?
bool IsOwnerAndOwned(TokenRange range, std::span<const Spot> inside, std::span<const Token> tokens) {
  if (inside.size() < 2 || !Holds(range, inside.front().tokens) || !Holds(range, inside.back().tokens)) return false;
  const uint32_t between = inside.front().tokens.end;
  return between < range.end && tokens[between].shape == Shape::kLower && !tokens[between].space_before;
}

// "left Novosibirsk for Yerevan": two places to the rules, with a word between them that stands in names of organisations, but in none of places.
bool IsTwoPlaces(const TaggedName& name, std::span<const Spot> inside, std::span<const Token> tokens) {
  static const uint64_t kFor = FoldHash("for");
  if (name.label != Label::kPlace || inside.size() != 2 || inside[0].label != Label::kPlace || inside[1].label != Label::kPlace) return false;
  const uint32_t between = inside[0].tokens.end;
  return Holds(name.tokens, inside[0].tokens) && Holds(name.tokens, inside[1].tokens) && between + 1 == inside[1].tokens.begin && tokens[between].fold == kFor;
}

}  // namespace

std::vector<Decided> Combine(std::span<const Spot> spots, std::span<const TaggedName> tagged, const Facts& facts, std::span<const Token> tokens) {
  const Votes votes(tagged, tokens);
  std::vector<Decided> names;
  // Spots that touch the name at hand: both lists are in text order.
  size_t first = 0;
  for (const TaggedName& name : tagged) {
    while (first < spots.size() && spots[first].tokens.end <= name.tokens.begin) ++first;
    size_t last = first;
    while (last < spots.size() && spots[last].tokens.begin < name.tokens.end) ++last;
    const std::span<const Spot> touching = spots.subspan(first, last - first);
    if (IsOwnerAndOwned(name.tokens, touching, tokens) || IsTwoPlaces(name, touching, tokens))
      for (const Spot& spot : touching) names.push_back({spot.tokens, spot.label, kFirmConfidence, Weights::Id(spot.main)});
    else
      names.push_back(Decide(name, names.empty() ? 0 : names.back().tokens.end, votes, touching, facts, tokens));
  }

  std::vector<Decided> out;
  size_t next = 0;
  const auto take_before = [&](uint32_t end) {  // names that end at or before `end`
    for (; next < names.size() && names[next].tokens.end <= end; ++next) out.push_back(names[next]);
  };
  for (const Spot& spot : spots) {
    if (!IsFirm(spot, facts, tokens)) continue;
    take_before(spot.tokens.begin);
    size_t beyond = next;
    bool keep = true;  // the tagger's reading
    while (beyond < names.size() && names[beyond].tokens.begin < spot.tokens.end) ++beyond;
    if (beyond == next + 1) {
      const Decided& name = names[next];
      const bool user = facts.MatchOver(spot.tokens, kListedKinds)->gazetteer != 0;
      keep = Holds(name.tokens, spot.tokens) && (name.tokens.size() > spot.tokens.size() || (!user && name.label != Label::kOther));
    } else {
      keep = false;
    }
    if (keep) continue;
    next = beyond;
    out.push_back({spot.tokens, spot.label, kFirmConfidence, Weights::Id(spot.main)});
  }
  take_before(UINT32_MAX);
  std::erase_if(out, [](const Decided& name) { return name.label == Label::kOther; });
  return out;
}

}  // namespace factbox::names
