#include "extractors/numbers/scan.h"

#include <algorithm>
#include <array>

#include "extractors/numbers/context.h"
#include "extractors/numbers/counted.h"

namespace factbox {
namespace numbers {
namespace {

bool LessThan(std::string_view approx) { return approx == "less_than" || approx == "at_most" || approx == "up_to"; }

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- the sentence

void Scanner::Sentence(TokenRange tokens, bool headline) {
  view_.begin = tokens.begin, view_.limit = tokens.end;
  view_.headline = headline;
  sentence_start_ = out_.size();
  floor_ = tokens.begin;
  // Standings, cards, exchange rates: mostly figures, whose meaning stands in a heading.
  constexpr uint32_t kFigures = 8;
  uint32_t figures = 0;
  for (uint32_t at = tokens.begin; at < tokens.end; ++at) figures += view_.tokens[at].shape == Shape::kNumber;
  table_ = figures >= kFigures && figures * 5 >= tokens.size() * 2;
  for (uint32_t at = tokens.begin; at < tokens.end;) {
    while (!taken_.empty() && taken_.front().end <= at) taken_ = taken_.subspan(1);
    if (!taken_.empty() && taken_.front().begin <= at) {
      at = floor_ = taken_.front().end;
      continue;
    }
    if (!view_.numerals.MayStart(view_.tokens[at])) {
      ++at;
      continue;
    }
    const uint32_t next = Take(at);
    if (next > at) floor_ = next;
    at = std::max(next, at + 1);
  }
}

// `at` itself: nothing here.
uint32_t Scanner::Take(uint32_t at) {
  const Token& token = view_.tokens[at];
  if (token.mark == '.' && !(view_.Glued(at + 1) && view_.IsWordAt(at + 1))) return at;  // most full stops
  if (token.shape != Shape::kNumber && token.shape != Shape::kAlphanumeric && token.mark == 0) {
    switch (view_.numerals.Find(token.fold).kind) {
      case NumberWord::kArticle:  // most articles
        if (!view_.Has(at + 1) || view_.numerals.Find(view_.tokens[at + 1].fold).kind == NumberWord::kNone) return TakeArticle(at);
        break;
      case NumberWord::kPlural: return TakePlural(at, at, {});
      case NumberWord::kScale:
      case NumberWord::kHundred:
      case NumberWord::kGroup: return TakeBareScale(at);
      case NumberWord::kAnd:
      case NumberWord::kPoint:
      case NumberWord::kShort:
      case NumberWord::kMoney:
      case NumberWord::kParts: return at;
      default: break;
    }
  }
  std::optional<Amount> amount = reader_.At(at, floor_);
  if (!amount) return view_.numerals.Find(token.fold).kind == NumberWord::kArticle ? TakeArticle(at) : at;
  if (amount->numeral.ordinal) return TakeOrdinal(*amount);
  return TakeAmount(*amount);
}

Number& Scanner::Add(NumberKind kind, TokenRange tokens, Span span, std::string_view rule) {
  Number& number = out_.emplace_back();
  number.kind = kind;
  number.tokens = tokens;
  number.span = span;
  number.why.rule = rule;
  return number;
}

// ---------------------------------------------------------------------------------------------------------------- vague numbers

namespace {

struct VagueName {
  uint64_t first, second;  // second 0: the word alone
  std::string_view name;
};
constexpr std::array<VagueName, 22> kVague = {{{10, 1'000, "tens_of_thousands"},
                                               {10, 1'000'000, "tens_of_millions"},
                                               {10, 1'000'000'000, "tens_of_billions"},
                                               {10, 0, "tens"},
                                               {12, 0, "dozens"},
                                               {20, 0, "scores"},
                                               {100, 1'000, "hundreds_of_thousands"},
                                               {100, 1'000'000, "hundreds_of_millions"},
                                               {100, 1'000'000'000, "hundreds_of_billions"},
                                               {100, 0, "hundreds"},
                                               {1'000, 1'000'000, "thousands_of_millions"},
                                               {1'000, 10'000'000, "thousands_of_crores"},
                                               {1'000, 0, "thousands"},
                                               {100'000, 10'000'000, "lakhs_of_crores"},
                                               {100'000, 0, "lakhs"},
                                               {1'000'000, 1'000'000, "millions"},
                                               {1'000'000, 0, "millions"},
                                               {10'000'000, 0, "crores"},
                                               {1'000'000'000, 0, "billions"},
                                               {1'000'000'000'000, 0, "trillions"},
                                               {12, 12, "dozens"},
                                               {100, 100, "hundreds"}}};

std::string_view VagueNameOf(uint64_t first, uint64_t second) {
  for (const VagueName& vague : kVague)
    if (vague.first == first && vague.second == second) return vague.name;
  return second == 0 ? std::string_view("about") : VagueNameOf(first, 0);
}

}  // namespace

// dozens of people, tens of thousands, hundreds of millions of dollars: at least so many, and how it was said
// `vague`: where the expression starts, at "several" of "several hundred".
uint32_t Scanner::TakePlural(uint32_t at, uint32_t vague, std::string_view approx) {
  const uint64_t first = view_.numerals.Find(view_.tokens[at].fold).value;
  uint64_t second = 0;
  uint32_t end = at + 1;
  if (view_.Is(end, "of") && view_.Has(end + 1)) {
    const Numerals::Word next = view_.numerals.Find(view_.tokens[end + 1].fold);
    if (next.kind == NumberWord::kPlural || (next.kind == NumberWord::kScale && next.value > 100)) second = next.value, end += 2;
  }
  const bool of = view_.Is(end, "of");
  // "his scores", "tens": words of other meaning unless they count something.
  constexpr uint64_t kTens = 10, kScores = 20;
  if ((first == kTens || first == kScores) && second == 0 && !of) return at;
  if (view_.Has(at - 1) && view_.tokens[at - 1].shape == Shape::kNumber) return at;
  Draft draft;
  Amount& amount = draft.amount;
  amount.value = Rational(first);
  if (second != 0) amount.value = amount.value.Times(second);
  amount.tokens = {at, end};
  amount.span = view_.SpanOf(amount.tokens);
  amount.numeral.tokens = amount.tokens;
  amount.rule = "count.plural";
  // "millions of dollars", "thousands of miles"
  const Lexicon::Found unit = view_.lexicon.Forward(view_.text, view_.tokens, of ? end + 1 : end, view_.limit, kMoneySenses | kUnitSenses | Bit(Sense::kAfter));
  if (unit) {
    if (unit.reading->sense == Sense::kAfter && view_.lexicon.rule(unit.reading->row).effect == Effect::kSkip) return unit.tokens.end;
    if (unit.reading->sense == Sense::kCurrencyName && !unit.reading->shared)
      amount.kind = NumberKind::kMoney, amount.unit = view_.lexicon.currency(unit.reading->row).code;
    if (unit.reading->sense == Sense::kCurrencyName && unit.reading->shared)
      if (const Reading* money = reader_.Resolve(unit, kMoneySenses)) amount.kind = NumberKind::kMoney, amount.unit = view_.lexicon.currency(money->row).code;
    if (unit.reading->sense == Sense::kUnitName) amount.kind = NumberKind::kMeasure, amount.unit = view_.lexicon.unit(unit.reading->row).code;
    if (amount.kind != NumberKind::kCount) amount.tokens.end = unit.tokens.end, amount.span = view_.SpanOf(amount.tokens);
  }
  if (vague < at) amount.tokens.begin = vague, amount.span = view_.SpanOf(amount.tokens);
  draft.first = vague, draft.end = amount.tokens.end;
  Number& number = Add(amount.kind, amount.tokens, amount.span, amount.rule);
  number.min = amount.value.ToString();
  number.approx = approx.empty() ? VagueNameOf(first, second) : approx;
  number.unit = amount.unit;
  if (amount.kind == NumberKind::kCount) number.of = Counted(draft);
  return draft.end;
}

// several hundred people; a million-dollar home
uint32_t Scanner::TakeBareScale(uint32_t at) {
  const Numerals::Word word = view_.numerals.Find(view_.tokens[at].fold);
  if (at > floor_ &&
      (view_.Is(at - 1, "several") || view_.Is(at - 1, "few") || view_.Is(at - 1, "many") || (view_.Is(at - 1, "of") && view_.Is(at - 2, "couple")))) {
    if (word.kind == NumberWord::kGroup && word.value != 12) return at;
    return TakePlural(at, view_.Is(at - 1, "of") ? at - 2 : at - 1, VagueNameOf(word.value, 0));
  }
  if (word.kind != NumberWord::kScale || !view_.Hyphen(at + 1) || view_.Mark(at - 1, '-')) return at;
  const Lexicon::Found money = view_.lexicon.Forward(view_.text, view_.tokens, at + 2, view_.limit, Bit(Sense::kCurrencyName));
  const Reading* reading = reader_.Resolve(money, Bit(Sense::kCurrencyName));
  if (reading == nullptr) return at;
  const TokenRange tokens{at, money.tokens.end};
  Number& number = Add(NumberKind::kMoney, tokens, view_.SpanOf(tokens), "money.scale");
  number.value = Rational(word.value).ToString();
  number.unit = view_.lexicon.currency(reading->row).code;
  return tokens.end;
}

// a mile, a gallon of beer, a penny; not the rate "$3 a gallon"
uint32_t Scanner::TakeArticle(uint32_t at) {
  constexpr uint32_t kRate = 3;  // tokens from what the rate is of: "five litres of water a day"
  const Lexicon::Found unit =
      view_.lexicon.Forward(view_.text, view_.tokens, at + 1, view_.limit, Bit(Sense::kUnitName) | Bit(Sense::kUnitSymbol) | Bit(Sense::kMinor));
  if (!unit || unit.tokens.begin != at + 1 || !IsWord(view_.tokens[at + 1])) return at;
  if (view_.tokens[at + 1].shape == Shape::kCapitalized && view_.Capital(unit.tokens.end)) return at;  // "a Kilo Class submarine"
  if (out_.size() > sentence_start_ && out_.back().tokens.end + kRate > at) return at;
  const bool coin = unit.reading->sense == Sense::kMinor && view_.Is(at + 1, "penny");
  if (unit.reading->sense == Sense::kMinor ? !coin : !view_.lexicon.unit(unit.reading->row).article || view_.Hyphen(unit.tokens.end)) return at;
  const TokenRange tokens{at, unit.tokens.end};
  Number& number = Add(coin ? NumberKind::kMoney : NumberKind::kMeasure, tokens, view_.SpanOf(tokens), "measure.article");
  if (coin) {
    const Reading* reading = reader_.Resolve(unit, Bit(Sense::kMinor));
    number.value = Rational(1).Over(unit.reading->per_unit).ToString();
    number.unit = view_.lexicon.currency(reading != nullptr ? reading->row : unit.reading->row).code;
  } else {
    number.value = "1";
    number.unit = view_.lexicon.unit(unit.reading->row).code;
  }
  return tokens.end;
}

uint32_t Scanner::TakeOrdinal(const Amount& amount) {
  if (OrdinalIsPhrase(view_, amount) || CodeEnd(view_, amount) != 0) return amount.tokens.end;
  Number& number = Add(NumberKind::kOrdinal, amount.tokens, amount.span, amount.numeral.spelled ? "ordinal.word" : "ordinal.digits");
  number.value = amount.value.ToString();
  return amount.tokens.end;
}

// ---------------------------------------------------------------------------------------------------------------- amounts

uint32_t Scanner::TakeAmount(Amount amount) {
  if (const uint32_t end = CodeEnd(view_, amount)) return std::max(end, amount.tokens.end);
  if (const std::optional<uint32_t> end = TakeScore(amount)) return *end;
  if (const std::optional<uint32_t> end = TakeRatio(amount)) return *end;
  if (ShareUnit(amount)) {
    Add(amount.kind, amount.tokens, amount.span, amount.rule).value = amount.value.ToString();
    out_.back().unit = amount.unit;
    return amount.tokens.end;
  }
  Draft draft;
  draft.first = amount.tokens.begin, draft.end = amount.tokens.end;
  draft.rule = amount.rule;
  draft.amount = amount;
  uint32_t skip = 0;
  if (SkipsWith(draft, skip)) return skip;
  Before(draft);
  const bool range = JoinRange(draft);
  if (!range && draft.amount.skip) return draft.end;
  if (!range && !JoinBounds(draft)) Behind(draft);
  if (range) Behind(draft);
  if (MakeAge(draft)) {
    AddDraft(draft);
    return draft.end;
  }
  if (!draft.amount.numeral.suffix.empty() && draft.amount.kind == NumberKind::kCount && !draft.amount.numeral.scaled &&
      Slice(view_.text, draft.amount.numeral.suffix) != "m")
    return draft.end;
  const bool approximate = !draft.approx.empty();
  if (draft.upper && draft.amount.kind == NumberKind::kCount && (view_.ClassOf(draft.first - 1) & kLabelMonth) != 0 && view_.Capital(draft.first - 1))
    return draft.end;  // August 1 or 2
  if (draft.amount.kind == NumberKind::kCount && !draft.upper &&
      (CountsNothing(view_, draft.amount, approximate) || IsName(view_, draft.amount, draft.first, approximate)))
    return draft.end;
  if (table_ && draft.amount.kind == NumberKind::kCount && CountedNoun(view_, draft.end, false).empty()) return draft.end;
  AddDraft(draft);
  return draft.end;
}

// "45 and 50 mg", "5- and 7-year-old boys": the first takes the unit of the second.
bool Scanner::ShareUnit(Amount& amount) const {
  if (amount.kind != NumberKind::kCount || amount.skip || !amount.numeral.suffix.empty() || amount.numeral.ordinal || amount.numeral.MayBeYear()) return false;
  uint32_t at = amount.tokens.end;
  const bool suspended = view_.Mark(at, '-') && view_.Glued(at) && !view_.Glued(at + 1);
  if (suspended) ++at;
  if (!view_.Is(at, "and") && !(suspended && view_.Is(at, "or"))) return false;
  const Lexicon::Found before = view_.Has(amount.tokens.begin - 1)
                                    ? view_.lexicon.Backward(view_.text, view_.tokens, amount.tokens.begin - 1, floor_, Bit(Sense::kBefore))
                                    : Lexicon::Found{};
  if (before && view_.lexicon.rule(before.reading->row).effect == Effect::kBetween) return false;
  const std::optional<Amount> other = reader_.From(at + 1);
  if (!other || other->skip || other->numeral.spelled != amount.numeral.spelled) return false;
  if (other->kind == NumberKind::kCount || other->rule == "money.symbol-before" || Compare(amount.value, other->value) >= 0) return false;
  amount.kind = other->kind;
  amount.unit = other->unit;
  amount.rule = other->rule;
  if (other->per_unit > 1) amount.value = amount.value.Over(other->per_unit);
  return true;
}

void Scanner::AddDraft(const Draft& draft) {
  const Amount& amount = draft.amount;
  const TokenRange tokens{draft.first, draft.end};
  Span span = view_.SpanOf(tokens);
  // Where something is glued to the last digits, or the first, the span ends there.
  const Amount& last = draft.upper ? *draft.upper : amount;
  if (last.tokens.end == draft.end) span.end = last.span.end;
  if (amount.tokens.begin == draft.first) span.begin = amount.span.begin;
  Number& number = Add(amount.kind, tokens, span, draft.rule);
  if (draft.upper) {
    const bool ordered = Compare(amount.value, draft.upper->value) <= 0;
    number.min = (ordered ? amount : *draft.upper).value.ToString();
    number.max = (ordered ? *draft.upper : amount).value.ToString();
  } else {
    number.value = amount.value.ToString();
  }
  number.approx = draft.approx;
  number.unit = amount.unit;
  if (amount.kind != NumberKind::kCount) return;
  number.of = Counted(draft);
  const bool label = (view_.ClassOf(draft.first - 1) & kLabelPlain) != 0 && amount.numeral.digits > 0;
  const bool no = (view_.Is(draft.first - 1, "no") || view_.Is(draft.first - 1, "nos"));
  if (label && !no && number.of.empty()) number.kind = NumberKind::kPlain, number.why.rule = "plain.label";
}

// The noun phrase that is counted, or what the sentence counted before: "5,200 troops …, reduce the number to about 3,000".
Span Scanner::Counted(const Draft& draft) const {
  const bool one = !draft.upper && draft.amount.value.Whole() == 1;
  const TokenRange noun = CountedNoun(view_, draft.end, one);
  if (!noun.empty()) return view_.SpanOf(noun);
  constexpr uint32_t kNear = 5;  // tokens from "the number" to its new value
  if (view_.Is(draft.first - 1, "to") || view_.Is(draft.first - 1, "at"))
    for (uint32_t back = 2; back <= kNear; ++back)
      if (view_.Is(draft.first - back, "number") || view_.Is(draft.first - back, "total") || view_.Is(draft.first - back, "figure")) {
        for (size_t i = out_.size(); i > sentence_start_; --i)
          if (!out_[i - 1].of.empty()) return out_[i - 1].of;
        break;
      }
  return {};
}

// ---------------------------------------------------------------------------------------------------------------- words around

bool Scanner::AcceptsApprox(const Draft& draft, const Lexicon::Found& found) const {
  const Rule& rule = view_.lexicon.rule(found.reading->row);
  const uint32_t before = found.tokens.begin - 1;
  if (found.tokens.size() > 1 || rule.effect != Effect::kApprox) return true;
  const uint32_t word = found.tokens.begin;
  if (view_.Is(word, "about")) return (view_.ClassOf(before) & kNotAbout) == 0;
  const bool preposition = view_.Is(word, "over") || view_.Is(word, "under") || view_.Is(word, "above") || view_.Is(word, "below");
  if (!preposition) return true;
  if ((view_.ClassOf(before) & kNotOver) != 0) return false;
  // "fell over two hurdles", "under two governments": a small number in words, without unit, is rarely bounded.
  constexpr int64_t kSmall = 20;
  const std::optional<int64_t> whole = draft.amount.value.Whole();
  return draft.amount.kind != NumberKind::kCount || !draft.amount.numeral.spelled || draft.amount.numeral.fraction || !whole || *whole >= kSmall;
}

void Scanner::Before(Draft& draft) const {
  // From the inside out: "between" of "between about 40 and 50", "up" and "to" of "up to", a second one at most.
  for (int round = 0; round < 2 && draft.first > floor_; ++round) {
    uint32_t last = draft.first - 1;
    const Lexicon::Found found = view_.lexicon.Backward(view_.text, view_.tokens, last, floor_, Bit(Sense::kBefore));
    if (!found || !AcceptsApprox(draft, found)) return;
    const Rule& rule = view_.lexicon.rule(found.reading->row);
    switch (rule.effect) {
      case Effect::kApprox:
        if (draft.approx.empty()) draft.approx = rule.value;
        break;
      case Effect::kBetween: draft.between = true; break;
      case Effect::kFrom: draft.from = true; break;
      default: return;
    }
    if (rule.effect != Effect::kApprox) return;  // in the span only where a range follows
    draft.first = found.tokens.begin;
  }
}

void Scanner::Behind(Draft& draft) const {
  const uint32_t at = view_.SkipHyphen(draft.end);
  if (!view_.Has(at) || (view_.tokens[at].mark == '+' && !view_.Glued(at))) return;
  const Lexicon::Found found = view_.lexicon.Forward(view_.text, view_.tokens, at, view_.limit, Bit(Sense::kAfter));
  if (!found || view_.lexicon.rule(found.reading->row).effect != Effect::kApprox) return;
  // "5000 or more than 4500": another number's words.
  if (view_.Has(found.tokens.end) && (view_.tokens[found.tokens.end].shape == Shape::kNumber || view_.Is(found.tokens.end, "than"))) return;
  if (!draft.approx.empty() && LessThan(draft.approx)) return;
  draft.approx = view_.lexicon.rule(found.reading->row).value;
  draft.end = found.tokens.end;
}

Lexicon::Found Scanner::ApproxAt(uint32_t at) const {
  const Lexicon::Found found = view_.lexicon.Forward(view_.text, view_.tokens, at, view_.limit, Bit(Sense::kBefore));
  return found && view_.lexicon.rule(found.reading->row).effect == Effect::kApprox ? found : Lexicon::Found{};
}

// ---------------------------------------------------------------------------------------------------------------- ages

bool KnownNames::IsThing(uint32_t token) const {
  constexpr uint32_t kLongest = 8;  // tokens of a name
  constexpr KindSet kPerson = Bit(EntryKind::kGivenName) | Bit(EntryKind::kSurname) | Bit(EntryKind::kCommonName);
  constexpr KindSet kThing = Bit(EntryKind::kPlace) | Bit(EntryKind::kOrganization) | Bit(EntryKind::kOrganizationHead);
  auto at = std::partition_point(matches.begin(), matches.end(), [&](const factbox::Match& match) { return match.tokens.begin + kLongest < token; });
  bool thing = false;
  for (; at != matches.end() && at->tokens.begin <= token; ++at) {
    if (at->tokens.end != token + 1) continue;
    if ((at->kinds & kPerson) != 0) return false;
    thing = thing || (at->kinds & kThing) != 0;
  }
  return thing;
}

// "Amina Diallo, 45, said"; "(32)"; "a man, 29,"
bool Scanner::IsAgeByCommas(const Draft& draft) const {
  const uint32_t first = draft.amount.tokens.begin, end = draft.amount.tokens.end;
  if (draft.first != first || draft.upper || !draft.amount.IsBareDigits(3)) return false;
  constexpr int64_t kOldest = 120;
  if (*draft.amount.value.Whole() > kOldest || *draft.amount.value.Whole() == 0) return false;
  const uint32_t before = first - 2;  // the token before the comma
  if (!view_.Has(before)) return false;
  const Token& name = view_.tokens[before];
  const bool named = (IsCapitalized(name) || name.shape == Shape::kMixed) && (view_.ClassOf(before) & (kLabelMonth | kStop)) == 0;
  if (view_.Mark(first - 1, '(')) return named && !names_.IsThing(before) && view_.Mark(end, ')') && view_.Has(before - 1) && view_.Capital(before - 1);
  if (!view_.Mark(first - 1, ',') || view_.Glued(first)) return false;
  const bool closed = view_.Mark(end, ',') || view_.Mark(end, ')') || (view_.Mark(end, '.') && !view_.Has(end + 1)) || view_.Is(end, "of") ||
                      view_.Is(end, "from") || view_.Is(end, "and") || view_.Is(end, "who") || view_.Is(end, "was") || view_.Is(end, "were") ||
                      view_.Is(end, "has") || view_.Is(end, "told") || view_.Is(end, "said") || (view_.Mark(end, '-') && !view_.Glued(end));
  return closed && ((named && !names_.IsThing(before)) || (view_.ClassOf(before) & kPersonWord) != 0);
}

bool Scanner::MakeAge(Draft& draft) const {
  Amount& amount = draft.amount;
  const std::string_view suffix = Slice(view_.text, amount.numeral.suffix);
  if (amount.kind != NumberKind::kCount) return false;
  uint32_t before = draft.first - 1;
  if (view_.Has(before) && view_.Mark(before, '-')) --before;
  const Lexicon::Found word =
      view_.Has(before) && before >= floor_ ? view_.lexicon.Backward(view_.text, view_.tokens, before, floor_, Bit(Sense::kBefore)) : Lexicon::Found{};
  const Effect effect = word ? view_.lexicon.rule(word.reading->row).effect : Effect::kNone;
  if (suffix == "s" && effect == Effect::kDecade) {
    const std::optional<int64_t> decade = amount.value.Whole();
    if (!decade || *decade % 10 != 0 || *decade > 110) return false;
    constexpr uint64_t kLastYear = 9;
    amount.kind = NumberKind::kAge;
    amount.unit = "a";
    draft.upper = amount;
    draft.upper->value = amount.value.Plus(Rational(kLastYear));
    draft.upper->span.end = view_.tokens[amount.tokens.end - 1].span.end;
    draft.rule = "age.decade";
    return true;
  }
  if (!suffix.empty()) return false;
  const bool said = effect == Effect::kAge && !amount.numeral.MayBeYear() && amount.value.Whole() && *amount.value.Whole() <= 150 &&
                    CountedNoun(view_, draft.end, false).empty() && !MayBeNoun(view_, draft.end) && !view_.Is(draft.end, "of");
  if (!said && !IsAgeByCommas(draft)) return false;
  amount.kind = NumberKind::kAge;
  amount.unit = "a";
  draft.rule = said ? std::string_view(view_.lexicon.rule(word.reading->row).id) : std::string_view("age.commas");
  return true;
}

}  // namespace numbers
}  // namespace factbox
