#include "extractors/names/score.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::names {
namespace {

// Letters of an acronym written in capitals: NATO, U.N.; longer runs of capitals are shouted words.
constexpr uint32_t kLongestAcronym = 6;

constexpr KindSet kPersonKinds = Bit(EntryKind::kGivenName) | Bit(EntryKind::kSurname);

bool Has(KindSet kinds, EntryKind kind) { return (kinds & Bit(kind)) != 0; }

}  // namespace

struct Scorer::Sum {
  const Weights& weights;
  Scores scores{};
  // Entries over exactly the span, null if there are none.
  const Match* place = nullptr;
  const Match* organization = nullptr;

  bool listed() const { return place != nullptr || organization != nullptr; }
  void Add(Evidence evidence) {
    for (size_t i = 0; i < kLabels; ++i) {
      const float weight = weights(evidence, static_cast<Label>(i));
      const bool larger = weight > scores.largest[i];
      scores.of[i] += weight;
      scores.largest[i] = larger ? weight : scores.largest[i];
      scores.main[i] = larger ? evidence : scores.main[i];
    }
  }
  void Forbid(Label label) { scores.of[static_cast<size_t>(label)] = kImpossible; }
};

Scores Scorer::Name(TokenRange span, TokenRange sentence, const Neighbours& before, const Neighbours& after) const {
  Sum sum{weights_};
  sum.place = facts_.MatchOver(span, Bit(EntryKind::kPlace));
  sum.organization = facts_.MatchOver(span, Bit(EntryKind::kOrganization));
  AddWhole(span, sum);
  AddHeads(span, sum);
  // The words of a listed phrase say nothing of their own: "South" in South Korea, "Bank" in World Bank.
  if (span.size() > 1 && sum.listed())
    for (uint32_t i = span.begin + 1; i < span.end; ++i) sum.Add(Evidence::kListedPhrase);
  else if (!tokens_[span.begin].full_stop || span.size() > 1 || sum.place == nullptr)  // "Ill." is not ill
    AddWords(span, sum);
  if (facts_[span.begin].sentence_start) sum.Add(Evidence::kSentenceStart);
  if (IsDateline(span, sentence)) sum.Add(Evidence::kDateline);
  for (const Evidence evidence : before) sum.Add(evidence);
  for (const Evidence evidence : after) sum.Add(evidence);
  return sum.scores;
}

// ---------------------------------------------------------------------------------------------------------------- the span as a whole

void Scorer::AddWhole(TokenRange span, Sum& sum) const {
  uint32_t words = 0, weak = 0;
  bool of = false, conjunction = false, other_connector = false, possessive = false;
  for (uint32_t i = span.begin; i < span.end; ++i) {
    const Token& token = tokens_[i];
    words += IsWord(token) && !facts_[i].connector;
    if (!facts_[i].connector) {
      possessive = possessive || (i > span.begin && token.shape == Shape::kLower && !token.space_before);
      continue;
    }
    static const uint64_t kOf = FoldHash("of"), kAnd = FoldHash("and"), kThe = FoldHash("the");
    of = of || token.fold == kOf;
    conjunction = conjunction || token.fold == kAnd;
    weak += facts_[i].weak_connector;
    other_connector = other_connector || (token.fold != kOf && token.fold != kThe && token.fold != kAnd && !Has(facts_[i].kinds, EntryKind::kParticle));
  }
  sum.Add(words == 1   ? Evidence::kOneWord
          : words == 2 ? Evidence::kTwoWords
          : words == 3 ? Evidence::kThreeWords
          : words == 4 ? Evidence::kFourWords
                       : Evidence::kManyWords);
  if (of) sum.Add(Evidence::kHasOf);
  if (conjunction) sum.Add(Evidence::kHasAnd);
  for (; weak > 0; --weak) sum.Add(Evidence::kWeakConnector);
  if (of || conjunction || other_connector || possessive) sum.Forbid(Label::kPerson);

  if (sum.place != nullptr) AddPlace(*sum.place, sum);
  if (sum.organization != nullptr) AddOrganization(*sum.organization, sum);
  if (sum.place == nullptr && (conjunction || other_connector || possessive)) sum.Forbid(Label::kPlace);

  const Token& first = tokens_[span.begin];
  if (span.size() == 1 && facts_[span.begin].casing == Casing::kNormal && first.shape == Shape::kUpper &&
      first.span.size() <= kLongestAcronym + (first.full_stop ? 4 : 0))
    sum.Add(first.full_stop ? Evidence::kInitialism : Evidence::kAcronymShape);
  if (span.size() > 1 && facts_[span.begin].demonym) sum.Add(Evidence::kStartsWithDemonym);
  const bool given_and_surname = Has(facts_[span.begin].kinds, EntryKind::kGivenName) && CanBeFamilyName(span.end - 1);
  if (span.size() > 1 && facts_[span.begin].place_name && !given_and_surname) sum.Add(Evidence::kStartsWithPlace);
  if (span.size() > 1 && sum.organization == nullptr && IsCountryBody(span)) sum.Add(Evidence::kCountryBody);
}

void Scorer::AddPlace(const Match& match, Sum& sum) const {
  const PlaceReading best = facts_.BestPlace(match, false);
  if (best.entry == nullptr) return;
  switch (best.place->kind) {
    case PlaceKind::kCountry: sum.Add(Evidence::kPlaceCountry); break;
    case PlaceKind::kAdmin1: sum.Add(Evidence::kPlaceAdmin1); break;
    case PlaceKind::kRegion:
    case PlaceKind::kWater:
    case PlaceKind::kMountain:
    case PlaceKind::kDistrict:
    case PlaceKind::kFacility:
    case PlaceKind::kRoad:
    case PlaceKind::kOther: sum.Add(Evidence::kPlaceRegion); break;
    case PlaceKind::kAdmin2: sum.Add(Evidence::kPlaceSmall); break;
    case PlaceKind::kCity: {
      const uint32_t population = best.place->population;
      sum.Add(population >= 1'000'000 ? Evidence::kPlaceMillion
              : population >= 150'000 ? Evidence::kPlaceLarge
              : population >= 15'000  ? Evidence::kPlaceMiddle
              : population >= 1'000   ? Evidence::kPlaceSmall
                                      : Evidence::kPlaceHamlet);
      break;
    }
  }
  if (best.entry->rank == NameRank::kAlternate) sum.Add(Evidence::kPlaceAlternate);
  if (best.entry->rank == NameRank::kAbbreviation) sum.Add(Evidence::kPlaceAbbreviation);
  if (Has(match.kinds, EntryKind::kAmbiguousPlace) && best.entry->rank != NameRank::kAbbreviation && best.place->kind != PlaceKind::kCountry)
    sum.Add(Evidence::kPlaceAmbiguous);
}

void Scorer::AddOrganization(const Match& match, Sum& sum) const {
  const Entry* best = nullptr;
  facts_.ForEntries(match, EntryKind::kOrganization, [&](const Entry& entry) {
    if (best == nullptr) best = &entry;
  });
  if (best == nullptr) return;
  const OrganizationRecord& organization = facts_.GazetteerOf(match).Organization(best->record);
  if (best->rank == NameRank::kAbbreviation)
    sum.Add(Evidence::kOrganizationAcronym);
  else if (organization.kind == OrganizationKind::kMedia)
    sum.Add(Evidence::kMediaListed);
  else
    sum.Add(best->rank == NameRank::kPrimary ? Evidence::kOrganizationListed : Evidence::kOrganizationAlias);
  if (Has(match.kinds, EntryKind::kCommonOrganization) ||
      (match.tokens.size() == 1 && Has(match.kinds, EntryKind::kCommonWord) && best->rank != NameRank::kAbbreviation))
    sum.Add(Evidence::kOrganizationCommonWord);
}

// "Nobel Prize", "Operation Inherent Resolve", "Battle of Kosti" are names of something else, and so is what stands in front of such a head.
void Scorer::AddThings(TokenRange span, Sum& sum) const {
  const uint32_t last = span.end - 1;
  static const uint64_t kOf = FoldHash("of");
  const auto capital = [&](uint32_t token) { return facts_[token].capital && facts_[token].casing == Casing::kNormal; };
  if (span.size() > 1 && !sum.listed()) {
    const bool ends = capital(last) && (contexts_.ThingSides(tokens_[last]) & Contexts::kEndsThing) != 0;
    const bool starts = (contexts_.ThingSides(tokens_[span.begin]) & Contexts::kStartsThing) != 0;
    const bool of = tokens_[span.begin + 1].fold == kOf && (contexts_.ThingSides(tokens_[span.begin]) & Contexts::kOfThing) != 0;
    if (ends || starts || of) sum.Add(Evidence::kThingHead);
  }
  const bool before_head =
      span.end < tokens_.size() && capital(span.end) && tokens_[span.end].space_before && (contexts_.ThingSides(tokens_[span.end]) & Contexts::kEndsThing) != 0;
  if (before_head) sum.Add(Evidence::kBeforeThingHead);
}

// "US State Department", "West Yorkshire Police": a place or people in front of a public body is part of its name.
bool Scorer::IsCountryBody(TokenRange span) const {
  const TokenFacts& end = facts_[span.end - 1];
  if (end.place_name && !Has(end.kinds, EntryKind::kOrganizationHead)) return false;  // "Czech Republic and Slovakia"
  for (const Match& lead : facts_.MatchesAt(span.begin)) {
    const TokenRange rest{lead.tokens.end, span.end};
    if (!Has(lead.kinds, EntryKind::kPlace) || rest.begin >= rest.end || facts_[rest.begin].connector || tokens_[rest.begin].shape == Shape::kLower) continue;
    if (const Match* listed = facts_.MatchOver(rest, Bit(EntryKind::kOrganization)); listed != nullptr) {
      bool body = false;
      facts_.ForEntries(*listed, EntryKind::kOrganization, [&](const Entry& entry) {
        const OrganizationKind kind = facts_.GazetteerOf(*listed).Organization(entry.record).kind;
        body = body || kind == OrganizationKind::kGovernment || kind == OrganizationKind::kSecurityForce || kind == OrganizationKind::kCourt;
      });
      if (body && (rest.size() > 1 || tokens_[rest.begin].shape != Shape::kUpper)) return true;
    }
    const bool place = Has(end.kinds, EntryKind::kPlaceHead) && (end.heads & kPlaceAfter) != 0;
    if (rest.size() > 1 && !place && HasOrganizationHead(rest, false)) return true;
  }
  return false;
}

// A head word at the end (Lagos University), in front of "of" or "for" (Supreme Court of Ghana), at the start, or behind a leading country
// (Vietnamese Ministry of Health).
bool Scorer::HasOrganizationHead(TokenRange span, bool strong) const {
  const uint8_t before = strong ? kOrganizationBeforeStrong : kOrganizationBefore, after = strong ? kOrganizationAfterStrong : kOrganizationAfter;
  if ((facts_[span.begin].heads & before) != 0) return true;
  if ((facts_[span.begin].demonym || facts_[span.begin].place_name) && (facts_[span.begin + 1].heads & before) != 0) return true;
  for (uint32_t i = span.begin; i < span.end; ++i) {
    if ((facts_[i].heads & after) == 0) continue;
    for (const Match& match : facts_.MatchesAt(i)) {
      if (match.tokens.end > span.end || (match.tokens.end < span.end && !facts_[match.tokens.end].connector)) continue;
      if (match.tokens.size() < span.size() && (facts_.HeadsOf(match) & after) != 0) return true;
    }
  }
  return false;
}

// Words that make a name one: "… University", "Ministry of …", "Lake …".
void Scorer::AddHeads(TokenRange span, Sum& sum) const {
  AddThings(span, sum);
  if (span.size() < 2) return;
  const uint32_t last = span.end - 1;
  constexpr EntryKind kPlace = EntryKind::kPlaceHead;
  bool organization = true;
  if (HasOrganizationHead(span, true))
    sum.Add(Evidence::kOrganizationHeadStrong);
  else if (HasOrganizationHead(span, false))
    sum.Add(Evidence::kOrganizationHeadWeak);
  else
    organization = false;
  bool place = true;
  if (Has(facts_[last].kinds, kPlace) && (facts_[last].heads & kPlaceAfter) != 0)
    sum.Add(Evidence::kPlaceHeadAfter);
  else if (Has(facts_[span.begin].kinds, kPlace) && (facts_[span.begin].heads & kPlaceBefore) != 0)
    sum.Add(Evidence::kPlaceHeadBefore);
  else
    place = false;
  const bool inner_of = std::any_of(tokens_.begin() + span.begin, tokens_.begin() + span.end, [](const Token& token) {
    static const uint64_t kOf = FoldHash("of");
    return token.fold == kOf;
  });
  if (inner_of && !organization && !place && !sum.listed()) sum.Add(Evidence::kHasOfNoHead);
}

// ---------------------------------------------------------------------------------------------------------------- its words

void Scorer::AddWords(TokenRange span, Sum& sum) const {
  for (uint32_t i = span.begin; i < span.end; ++i) {
    const Token& token = tokens_[i];
    const TokenFacts& facts = facts_[i];
    if (facts.connector) {
      if (Has(facts.kinds, EntryKind::kParticle)) sum.Add(Evidence::kParticleInside);
      continue;
    }
    if (!IsWord(token)) continue;
    if (token.shape == Shape::kInitial) {
      sum.Add(Evidence::kInitialInside);
      continue;
    }
    if (token.shape == Shape::kNumber) sum.Add(Evidence::kNumberInside);
    if (token.shape == Shape::kUpper && span.size() > 1 && facts.casing == Casing::kNormal) sum.Add(Evidence::kUpperWord);
    const bool particle = Has(facts.kinds, EntryKind::kParticle) && i + 1 < span.end && token.span.size() <= 4;
    if (particle) {
      sum.Add(Evidence::kParticleInside);
      continue;
    }
    AddPersonWord(i, span, sum);
    const bool behind_given = i > span.begin && Has(facts.kinds, EntryKind::kSurname) && Has(facts_[span.begin].kinds, EntryKind::kGivenName);
    const bool head = Has(facts.kinds, EntryKind::kOrganizationHead) && span.size() > 1;
    if (Has(facts.kinds, EntryKind::kNotName) && !behind_given && !head && (token.shape != Shape::kUpper || facts.common_acronym)) sum.Add(Evidence::kNotName);
    if (span.size() > 1) {
      // "Malik" and "Shah" are titles, but names more often.
      const bool suffix = i + 1 == span.end && Has(facts.kinds, EntryKind::kNameSuffix);
      if (Has(facts.kinds, EntryKind::kTitle) && !suffix && ((facts.kinds & kPersonKinds) == 0 || token.full_stop)) sum.Add(Evidence::kTitleInside);
      if (facts.demonym && i > span.begin) sum.Add(Evidence::kDemonymInside);
      if (Has(facts.kinds, EntryKind::kOrganizationHead) || Has(facts.kinds, EntryKind::kPlaceHead)) sum.Add(Evidence::kHeadInside);
    }
    if (facts.lower_elsewhere) sum.Add(Evidence::kLowerElsewhere);
  }
}

// A surname of the lists, or a word that is no ordinary one.
bool Scorer::CanBeFamilyName(uint32_t token) const {
  constexpr KindSet kOrdinary = Bit(EntryKind::kCommonWord) | Bit(EntryKind::kNotName) | Bit(EntryKind::kTitle) | Bit(EntryKind::kOrganizationHead) |
                                Bit(EntryKind::kPlaceHead) | Bit(EntryKind::kLanguage) | Bit(EntryKind::kReligion) | Bit(EntryKind::kEthnicGroup) |
                                Bit(EntryKind::kFestival);
  const TokenFacts& facts = facts_[token];
  if (!IsWord(tokens_[token]) || facts.connector || facts.demonym) return false;
  return Has(facts.kinds, EntryKind::kSurname) || Has(facts.kinds, EntryKind::kCommonName) || (facts.kinds & kOrdinary) == 0;
}

void Scorer::AddPersonWord(uint32_t i, TokenRange span, Sum& sum) const {
  const TokenFacts& facts = facts_[i];
  const bool common = Has(facts.kinds, EntryKind::kCommonName) || Has(facts.kinds, EntryKind::kCommonWord);
  const bool given = Has(facts.kinds, EntryKind::kGivenName),
             surname = Has(facts.kinds, EntryKind::kSurname) || (common && Has(facts.kinds, EntryKind::kCommonName));
  const bool first = i == span.begin, last = i + 1 == span.end;
  if (span.size() == 1) {
    if (given && !common) sum.Add(Evidence::kGivenAlone);
    if (surname && !common) sum.Add(Evidence::kSurnameAlone);
  } else if (first && given) {
    sum.Add(common ? Evidence::kGivenFirstCommon : Evidence::kGivenFirst);
    if (CanBeFamilyName(span.end - 1)) sum.Add(Evidence::kGivenAndSurname);
  } else if (first && surname) {
    sum.Add(Evidence::kSurnameFirst);
    if (facts_[span.end - 1].glued || Has(facts_[span.end - 1].kinds, EntryKind::kGivenName)) sum.Add(Evidence::kGivenAndSurname);
  } else if (last && surname) {
    sum.Add(common ? Evidence::kSurnameLastCommon : Evidence::kSurnameLast);
  } else if (last && Has(facts.kinds, EntryKind::kNameSuffix)) {
    sum.Add(Evidence::kNameSuffix);
  } else if (given || surname) {
    sum.Add(Evidence::kNameInside);
  }
  if (tokens_[i].shape == Shape::kUpper && facts.casing == Casing::kNormal) return;  // an acronym, whatever word it looks like
  // At the end of a name a surname is one, whatever else it means: Theresa May, Randa Slim.
  if (!first && surname && (last || Has(facts_[span.begin].kinds, EntryKind::kGivenName))) return;
  const KindSet known = facts.kinds & ~(Bit(EntryKind::kNotName) | Bit(EntryKind::kAmbiguousPlace));
  if (Has(facts.kinds, EntryKind::kCommonWord))
    sum.Add(Evidence::kCommonWord);
  else if ((known & ~kPersonKinds) == 0 && facts.casing == Casing::kNormal)
    sum.Add(Evidence::kUnknownWord);
}

// ---------------------------------------------------------------------------------------------------------------- what stands around it

bool Scorer::IsDateline(TokenRange span, TokenRange sentence) const {
  const Token& first = tokens_[span.begin];
  if (!first.paragraph_start || first.shape != Shape::kUpper || facts_[span.begin].casing != Casing::kNormal || span.end >= sentence.end) return false;
  const char mark = tokens_[span.end].mark;
  return mark == ',' || mark == '(' || mark == '-' || mark == ':';
}

Neighbours Scorer::Before(uint32_t begin, TokenRange sentence) const {
  Neighbours out;
  if (begin == sentence.begin) return out;
  if (const Match* title = facts_.TitleBefore(begin); title != nullptr && title->tokens.begin >= sentence.begin) {
    Evidence evidence = Evidence::kProfessionBefore;
    const bool capital = IsCapitalized(tokens_[title->tokens.begin]);
    facts_.ForEntries(*title, EntryKind::kTitle, [&](const Entry& entry) {
      const std::string_view kind = facts_.GazetteerOf(*title).Text(facts_.GazetteerOf(*title).Title(entry.record).kind);
      if (kind == "honorific" || kind == "rank") evidence = Evidence::kHonorificBefore;
      if (evidence == Evidence::kProfessionBefore && kind != "profession" && kind != "role" && capital) evidence = Evidence::kTitleBefore;
    });
    // "Baker" in Baker Street, "Hunter" in Hunter Valley: a capitalised profession is a name unless it opens the sentence.
    if (evidence != Evidence::kProfessionBefore || !capital || facts_[title->tokens.begin].sentence_start) out.Add(evidence);
  }
  static const uint64_t kThe = FoldHash("the"), kAnd = FoldHash("and");
  const Token& before = tokens_[begin - 1];
  // "Thi Lan" behind Nguyen: the name began before.
  const bool name_before = facts_[begin - 1].capital && (facts_[begin - 1].kinds & kPersonKinds) != 0 && tokens_[begin].space_before &&
                           !Has(facts_[begin - 1].kinds, EntryKind::kTitle);
  if (name_before && facts_[begin].casing == Casing::kNormal && CanBeFamilyName(begin - 1)) out.Add(Evidence::kNameBefore);
  if (before.fold == kThe) out.Add(Evidence::kThe);
  if (IsCapitalized(before) && facts_[begin - 1].casing == Casing::kNormal && !facts_[begin - 1].sentence_start) return out;
  if (const Evidence evidence = contexts_.Before(tokens_, begin, sentence.begin); evidence != Evidence::kCount) out.Add(evidence);
  if (begin >= sentence.begin + 2) {
    const Token& second = tokens_[begin - 2];
    const bool place_before = facts_[begin - 2].place_name && IsCapitalized(second);
    if (before.mark == ',' && place_before) out.Add(Evidence::kPlaceBeforeComma);
    if (before.fold == kAnd && place_before) out.Add(Evidence::kAndPlace);
  }
  return out;
}

Neighbours Scorer::After(uint32_t end, TokenRange sentence) const {
  Neighbours out;
  if (end >= sentence.end) return out;
  const Token& after = tokens_[end];
  // "Derek Alan" before Hollingsworth, "Kim Jong" before Un: the name goes on.
  if (facts_[end].capital && after.space_before && IsCapitalized(after) && after.shape != Shape::kUpper && CanBeFamilyName(end) &&
      facts_[end].casing == Casing::kNormal)
    out.Add(Evidence::kNameGoesOn);
  if (const Evidence evidence = contexts_.After(tokens_, end, sentence.end); evidence != Evidence::kCount) out.Add(evidence);
  if (Has(facts_[end].kinds, EntryKind::kReportingVerb) && after.shape == Shape::kLower) out.Add(Evidence::kSaysAfter);
  if (after.shape == Shape::kLower && !after.space_before && after.span.size() > 1) out.Add(Evidence::kPossessive);
  if (end + 1 >= sentence.end) return out;
  const Token& next = tokens_[end + 1];
  if (after.mark == ',') {
    const bool age =
        next.shape == Shape::kNumber && next.span.size() <= 3 && (end + 2 >= sentence.end || tokens_[end + 2].mark == ',' || tokens_[end + 2].mark == '.');
    if (age) out.Add(Evidence::kAgeAfter);
    if (facts_[end + 1].place_name && IsCapitalized(next)) out.Add(Evidence::kPlaceAfterComma);
    // ", the former Iraqi minister …", ", spokesman for …"
    for (uint32_t i = end + 1; i < std::min(end + 5, sentence.end); ++i) {
      if (facts_.TitleAt(i) != nullptr && tokens_[i].span.size() > 2) {
        out.Add(Evidence::kTitleAfter);
        break;
      }
      if (tokens_[i].shape != Shape::kLower && !facts_[i].demonym && !(tokens_[i].mark == '-')) break;
    }
  }
  static const uint64_t kOf = FoldHash("of"), kThe = FoldHash("the");
  if (after.fold == kOf) {
    const uint32_t body = next.fold == kThe ? end + 2 : end + 1;
    if (body < sentence.end)
      for (const Match& match : facts_.MatchesAt(body))
        if (match.tokens.size() > 1 && Has(match.kinds, EntryKind::kOrganization)) {
          out.Add(Evidence::kOfOrganization);
          break;
        }
  }
  if (after.mark == '(' && next.shape == Shape::kUpper && end + 2 < sentence.end && tokens_[end + 2].mark == ')') out.Add(Evidence::kBracketAcronym);
  return out;
}

// ---------------------------------------------------------------------------------------------------------------- the document

Scores Scorer::InDocument(const Scores& scores, TokenRange span, uint64_t phrase, const DocumentEvidence& document) const {
  using Document = DocumentEvidence;
  Sum sum{weights_, scores};
  if (const auto* votes = document.spans.Find(phrase)) {
    const auto best = static_cast<size_t>(std::max_element(votes->begin(), votes->end() - 1) - votes->begin());
    constexpr Evidence kKnown[] = {Evidence::kKnownPerson, Evidence::kKnownOrganization, Evidence::kKnownPlace};
    if ((*votes)[best] > 0) sum.Add(kKnown[best]);
  }
  const Token &first = tokens_[span.begin], &last = tokens_[span.end - 1];
  // All of a person's first and last word, or a family name with its particle or other half: al-Jubouri, Pritchard-Owens.
  if (span.size() > 1 && document.Is(Document::kPerson, last)) {
    bool one = true;
    for (uint32_t i = span.begin; i + 1 < span.end; ++i)
      one = one && (!IsWord(tokens_[i]) || Has(facts_[i].kinds, EntryKind::kParticle) || tokens_[i + 1].mark == '-');
    if (one || document.Is(Document::kPerson, first)) sum.Add(Evidence::kKnownPersonPart);
  }
  if (span.size() == 1) {
    if (document.Is(Document::kPerson, first)) sum.Add(Evidence::kKnownPersonPart);
    if (document.Is(Document::kAcronym, first)) sum.Add(Evidence::kKnownAcronym);
    if (document.Is(Document::kOrganization, first)) sum.Add(Evidence::kKnownOrganizationPart);
  }
  return sum.scores;
}

// ---------------------------------------------------------------------------------------------------------------- no name

float Scorer::Other(uint32_t token) const {
  const TokenFacts& facts = facts_[token];
  float score = 0;
  const auto add = [&](Evidence evidence) { score += weights_(evidence, Label::kOther); };
  add(Evidence::kOther);
  if (!facts.capital) return score;
  const bool acronym = tokens_[token].shape == Shape::kUpper && facts.casing == Casing::kNormal;
  if (Has(facts.kinds, EntryKind::kNotName) && (!acronym || facts.common_acronym) &&
      !(Has(facts.kinds, EntryKind::kOrganizationHead) && facts.casing == Casing::kNormal))
    add(Evidence::kOtherNotName);
  const bool common = Has(facts.kinds, EntryKind::kCommonWord) && !acronym;
  if (common) add(Evidence::kOtherCommonWord);
  if (facts.sentence_start && common) add(Evidence::kOtherSentenceStart);
  if (facts.demonym) add(Evidence::kOtherDemonym);
  if (Has(facts.kinds, EntryKind::kTitle)) add(Evidence::kOtherTitle);
  if (facts.casing != Casing::kNormal) add(Evidence::kOtherHeadline);
  if (facts.lower_elsewhere) add(Evidence::kLowerElsewhere);
  if (facts.kinds == 0 && facts.casing == Casing::kNormal) add(Evidence::kUnknownWord);
  return score;
}

float Scorer::OtherPhrase(const Match& match) const {
  float score = kImpossible;
  const auto best = [&](Evidence evidence) { score = std::max(score, weights_(evidence, Label::kOther)); };
  if (facts_.HasPlace(match, true)) best(Evidence::kOtherDemonym);
  if (Has(match.kinds, EntryKind::kTitle)) best(Evidence::kOtherTitle);
  if (Has(match.kinds, EntryKind::kNotName)) best(Evidence::kOtherNotName);
  constexpr KindSet kThings =
      Bit(EntryKind::kWeapon) | Bit(EntryKind::kReligion) | Bit(EntryKind::kEthnicGroup) | Bit(EntryKind::kLanguage) | Bit(EntryKind::kFestival);
  if ((match.kinds & kThings) != 0) best(Evidence::kOtherKnownWord);
  return score;
}

}  // namespace factbox::names
