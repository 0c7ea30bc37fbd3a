#include "extractors/numbers/scan.h"

#include <algorithm>
#include <array>

#include "extractors/numbers/context.h"
#include "extractors/numbers/counted.h"

namespace factbox {
namespace numbers {
namespace {

bool MoreThan(std::string_view approx) { return approx == "more_than" || approx == "at_least"; }
bool LessThan(std::string_view approx) { return approx == "less_than" || approx == "at_most" || approx == "up_to"; }

// Plain digits, without unit or anything glued to them.
bool IsBareDigits(const Amount& amount, uint8_t most) {
  return amount.kind == NumberKind::kCount && !amount.skip && amount.numeral.digits > 0 && amount.numeral.digits <= most && amount.numeral.suffix.empty() && !amount.value.negative();
}

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
  return TakeAmount(std::move(*amount));
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
    if (unit.reading->sense == Sense::kCurrencyName && !unit.reading->shared) amount.kind = NumberKind::kMoney, amount.unit = view_.lexicon.currency(unit.reading->row).code;
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
  if (at > floor_ && (view_.Is(at - 1, "several") || view_.Is(at - 1, "few") || view_.Is(at - 1, "many") || (view_.Is(at - 1, "of") && view_.Is(at - 2, "couple")))) {
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
  const Lexicon::Found unit = view_.lexicon.Forward(view_.text, view_.tokens, at + 1, view_.limit, Bit(Sense::kUnitName) | Bit(Sense::kUnitSymbol) | Bit(Sense::kMinor));
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
  draft.amount = std::move(amount);
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
  if (!draft.amount.numeral.suffix.empty() && draft.amount.kind == NumberKind::kCount && !draft.amount.numeral.scaled && Slice(view_.text, draft.amount.numeral.suffix) != "m") return draft.end;
  const bool approximate = !draft.approx.empty();
  if (draft.upper && draft.amount.kind == NumberKind::kCount && (view_.ClassOf(draft.first - 1) & kLabelMonth) != 0 && view_.Capital(draft.first - 1)) return draft.end;  // August 1 or 2
  if (draft.amount.kind == NumberKind::kCount && !draft.upper && (CountsNothing(view_, draft.amount, approximate) || IsName(view_, draft.amount, draft.first, approximate))) return draft.end;
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
  const Lexicon::Found before = view_.Has(amount.tokens.begin - 1) ? view_.lexicon.Backward(view_.text, view_.tokens, amount.tokens.begin - 1, floor_, Bit(Sense::kBefore)) : Lexicon::Found{};
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

// ---------------------------------------------------------------------------------------------------------------- ranges

bool Scanner::TellsOfChange(uint32_t at) const {
  constexpr uint32_t kNear = 7;  // tokens before the number
  for (uint32_t back = 1; back <= kNear && view_.Has(at - back); ++back) {
    if (view_.Mark(at - back, ',') || view_.Mark(at - back, ';')) return false;
    if ((view_.ClassOf(at - back) & kChangeWord) != 0) return true;
  }
  return false;
}

// "2-3 days", "1983-2017", "2013-14": passed over whole.
bool Scanner::SkipsWith(const Draft& draft, uint32_t& end) const {
  const Amount& amount = draft.amount;
  if (amount.skip || amount.kind != NumberKind::kCount) return false;
  bool hyphen = false, either = false;
  Draft probe = draft;
  probe.from = probe.between = true;
  const uint32_t at = JoinAt(probe, hyphen, either);
  if (at == 0) return false;
  const std::optional<Amount> upper = reader_.From(at);
  if (!upper) return false;
  end = upper->tokens.end;
  if (upper->skip && upper->numeral.suffix.empty()) return Compare(amount.value, upper->value) < 0;
  if (!amount.numeral.MayBeYear() || upper->kind != NumberKind::kCount) return false;
  const bool short_year = hyphen && upper->numeral.digits == 2;
  return (upper->numeral.MayBeYear() || short_year) && CountedNoun(view_, end, false).empty();
}

// The token where the upper end starts; 0 if nothing joins one.
uint32_t Scanner::JoinAt(const Draft& draft, bool& hyphen, bool& either) const {
  const uint32_t end = draft.amount.tokens.end;
  if (!view_.Has(end)) return 0;
  const bool plain = draft.amount.numeral.suffix.empty() || draft.amount.kind != NumberKind::kCount;
  if (!plain) return 0;
  const Token& token = view_.tokens[end];
  if (token.mark == '-' || token.mark == '~') {
    if (view_.Glued(end) && view_.Glued(end + 1)) {
      hyphen = true;
      return end + 1;
    }
    // "1000 - 5000"; but " - " and " — " join clauses too, so both ends must be digits.
    if (token.space_before && view_.Has(end + 1) && token.span.size() <= 3 && !draft.amount.numeral.spelled &&
        (view_.tokens[end + 1].shape == Shape::kNumber || view_.tokens[end + 1].shape == Shape::kAlphanumeric || view_.Mark(end + 1, '~'))) {
      hyphen = true;
      return end + 1;
    }
    // "8- to 16-meter"
    if (view_.Glued(end) && (view_.Is(end + 1, "to") || view_.Is(end + 1, "or"))) return end + 2;
    return 0;
  }
  const Lexicon::Found join = view_.lexicon.Forward(view_.text, view_.tokens, end, view_.limit, Bit(Sense::kJoin));
  if (!join) return 0;
  const Effect effect = view_.lexicon.rule(join.reading->row).effect;
  either = effect == Effect::kOr;
  if (effect == Effect::kAnd && !draft.between) return 0;
  return join.tokens.end;
}

bool Scanner::JoinRange(Draft& draft) const {
  bool hyphen = false, either = false;
  uint32_t at = JoinAt(draft, hyphen, either);
  if (at == 0 || !view_.Has(at)) return false;
  if (const Lexicon::Found approx = ApproxAt(at)) at = approx.tokens.end;
  std::optional<Amount> upper = reader_.From(at);
  if (!upper || upper->numeral.ordinal || upper->skip || draft.amount.skip || !Joins(draft, *upper, hyphen, either)) return false;
  Match(draft.amount, *upper);
  if (Compare(draft.amount.value, upper->value) >= 0 && !upper->value.negative()) return false;
  if (!upper->value.valid() || !draft.amount.value.valid()) return false;
  draft.end = upper->tokens.end;
  draft.rule = hyphen ? "range.hyphen" : draft.between ? "range.between" : either ? "range.or" : "range.to";
  draft.upper = std::move(upper);
  if (draft.between || draft.from) {
    const Lexicon::Found word = view_.lexicon.Backward(view_.text, view_.tokens, draft.first - 1, floor_, Bit(Sense::kBefore));
    if (word) draft.first = word.tokens.begin;
  }
  return true;
}

bool Scanner::Joins(const Draft& draft, const Amount& upper, bool hyphen, bool either) const {
  const Amount& lower = draft.amount;
  const bool lower_bare = lower.kind == NumberKind::kCount, upper_bare = upper.kind == NumberKind::kCount;
  if (!upper.numeral.suffix.empty() && upper_bare) return false;
  if (!lower_bare && !upper_bare && (lower.kind != upper.kind || lower.unit != upper.unit)) return false;
  if (!lower_bare && upper_bare && lower.kind != NumberKind::kMoney && !(hyphen && lower.kind == NumberKind::kPercent)) return false;
  if (!lower_bare && upper_bare && lower.rule != "money.symbol-before") return false;
  if (lower.numeral.fraction != upper.numeral.fraction && lower.numeral.spelled) return false;
  // Three in a row are no range: 555-12-34.
  if (hyphen && view_.Hyphen(upper.tokens.end) && view_.Has(upper.tokens.end + 1) && view_.tokens[upper.tokens.end + 1].shape == Shape::kNumber) return false;
  if (either) {
    constexpr int64_t kSmall = 20;  // "two or three people"; "5 or 1,000" are two numbers
    const std::optional<int64_t> a = lower.value.Whole(), b = upper.value.Whole();
    return a && b && *a < *b && *b <= kSmall * 5 && *b <= *a * 2 && lower.numeral.spelled == upper.numeral.spelled;
  }
  if (hyphen || draft.between) return true;
  if (TellsOfChange(draft.first)) return false;
  return true;
}

// The two ends share what only one of them says: "40 to 50 percent", "$2-3 million".
void Scanner::Match(Amount& lower, Amount& upper) const {
  if (lower.kind == NumberKind::kCount && upper.kind != NumberKind::kCount) {
    lower.kind = upper.kind;
    lower.unit = upper.unit;
    lower.rule = upper.rule;
    if (upper.per_unit > 1) lower.value = lower.value.Over(upper.per_unit);
  } else if (upper.kind == NumberKind::kCount) {
    upper.kind = lower.kind;
    upper.unit = lower.unit;
  }
  if (upper.numeral.scaled && !lower.numeral.scaled && upper.numeral.scale > 1 && Compare(lower.value.Times(upper.numeral.scale), upper.value) < 0)
    lower.value = lower.value.Times(upper.numeral.scale);
}

// "more than 10 and less than 40", "above 170 but below 200"
bool Scanner::JoinBounds(Draft& draft) const {
  const bool more = MoreThan(draft.approx), less = LessThan(draft.approx);
  if (!more && !less) return false;
  uint32_t at = draft.end;
  if (view_.Mark(at, ',') && (view_.Is(at + 1, "and") || view_.Is(at + 1, "but"))) ++at;
  if (!view_.Is(at, "and") && !view_.Is(at, "but") && !view_.Mark(at, ',')) return false;
  ++at;
  const Lexicon::Found approx = ApproxAt(at);
  if (!approx) return false;
  const std::string_view second = view_.lexicon.rule(approx.reading->row).value;
  if (more ? !LessThan(second) : !MoreThan(second)) return false;
  std::optional<Amount> other = reader_.From(approx.tokens.end);
  if (!other || other->skip || other->numeral.ordinal || (other->kind != draft.amount.kind && draft.amount.kind != NumberKind::kCount)) return false;
  if (const int order = Compare(draft.amount.value, other->value); more ? order >= 0 : order <= 0) return false;
  Match(draft.amount, *other);
  draft.end = other->tokens.end;
  draft.approx = {};
  draft.rule = "range.bounds";
  draft.upper = std::move(other);
  return true;
}

// ---------------------------------------------------------------------------------------------------------------- scores and ratios

bool Scanner::NearScoreWord(uint32_t first, uint32_t end) const {
  constexpr uint32_t kBefore = 10, kBehind = 5;  // tokens
  for (uint32_t back = 1; back <= kBefore && view_.Has(first - back); ++back)
    if ((view_.ClassOf(first - back) & kScoreWord) != 0) return true;
  for (uint32_t at = end; at < end + kBehind && view_.Has(at); ++at)
    if ((view_.ClassOf(at) & kScoreWord) != 0) return true;
  return out_.size() > sentence_start_ && out_.back().kind == NumberKind::kScore;
}

// won 3-1; 6-4, 7-5; a 2-2 draw; voted 52-48. `min` is the smaller figure.
std::optional<uint32_t> Scanner::TakeScore(const Amount& amount) {
  constexpr uint8_t kDigits = 3;
  const uint32_t end = amount.tokens.end;
  if (!IsBareDigits(amount, kDigits)) return std::nullopt;
  const bool hyphen = view_.Hyphen(end);
  const bool to = view_.Is(end, "to") && view_.Has(end + 1);
  if (!hyphen && !to) return std::nullopt;
  const std::optional<Amount> other = reader_.At(end + 1, end + 1);
  if (!other || !IsBareDigits(*other, kDigits)) return std::nullopt;
  const uint32_t last = other->tokens.end;
  if (view_.Hyphen(last) || (view_.Mark(last, '/') && view_.Glued(last)) || (view_.Mark(last, ':') && view_.Glued(last))) return std::nullopt;
  const int order = Compare(amount.value, other->value);
  if ((view_.ClassOf(amount.tokens.begin - 1) & (kLabelSkip | kLabelPlain)) != 0) return last;  // Article 99-1
  const bool near = NearScoreWord(amount.tokens.begin, last);
  // "Boeing 747-300"
  if (!near && !view_.headline && amount.tokens.begin > view_.begin + 1 && view_.Capital(amount.tokens.begin - 1)) return last;
  constexpr int64_t kIdiom = 10;  // 50-50, 20-20
  if (order < 0 && (!near || IsPlural(view_, last))) return std::nullopt;
  if (order == 0 && !near && *amount.value.Whole() >= kIdiom) return last;
  if (to && (!near || order < 0 || !view_.numerals.Find(view_.tokens[last - 1].fold).value)) {
    if (!near || order <= 0) return std::nullopt;
  }
  if (to && TellsOfChange(amount.tokens.begin)) return std::nullopt;
  if (to && IsPlural(view_, last)) return std::nullopt;
  const TokenRange tokens{amount.tokens.begin, last};
  Number& number = Add(NumberKind::kScore, tokens, view_.SpanOf(tokens), hyphen ? "score.hyphen" : "score.to");
  number.min = (order < 0 ? amount : *other).value.ToString();
  number.max = (order < 0 ? *other : amount).value.ToString();
  return last;
}

// 3-to-1; one in five; nine out of 10; 3:1. `value` is the quotient.
std::optional<uint32_t> Scanner::TakeRatio(const Amount& amount) {
  if (amount.kind != NumberKind::kCount || amount.skip || amount.numeral.fraction) return std::nullopt;
  const uint32_t end = amount.tokens.end;
  uint32_t at = 0;
  std::string_view rule = "ratio.to";
  const bool one = amount.value.Whole() == 1;
  if (view_.Hyphen(end) && view_.Is(end + 1, "to") && view_.Hyphen(end + 2)) {
    at = end + 3;
  } else if (view_.Is(end, "out") && view_.Is(end + 1, "of")) {
    at = end + 2, rule = "ratio.in";
  } else if (view_.Is(end, "in")) {
    at = view_.Is(end + 1, "every") ? end + 2 : end + 1, rule = "ratio.in";
  } else if (view_.Mark(end, ':') && view_.Glued(end) && view_.Glued(end + 1) && amount.numeral.digits > 0) {
    at = end + 1, rule = "ratio.colon";
  } else if (view_.Is(end, "over") && !TellsOfChange(amount.tokens.begin)) {
    at = end + 1, rule = "ratio.over";
  }
  if (at == 0 || !view_.Has(at) || !view_.numerals.MayStart(view_.tokens[at])) return std::nullopt;
  const std::optional<Amount> under = reader_.At(at, at);
  const int64_t divisor = under && under->kind == NumberKind::kCount && !under->skip && !under->numeral.ordinal ? under->value.Whole().value_or(0) : 0;  // 0: none
  if (rule == "ratio.colon") {
    if (!under || under->numeral.digits == 0) return under ? under->tokens.end : at + 1;
    const bool said = view_.Is(amount.tokens.begin - 1, "ratio") || view_.Is(amount.tokens.begin - 2, "ratio") || view_.Is(under->tokens.end, "ratio");
    if (divisor == 0 || (under->numeral.digits == 2 && !said) || (view_.Mark(under->tokens.end, ':') && view_.Glued(under->tokens.end))) {
      uint32_t after = under->tokens.end;  // a clock
      while (view_.Mark(after, ':') && view_.Glued(after) && view_.Has(after + 1)) after += 2;
      return after;
    }
  }
  if (divisor <= 0 || under->value.negative()) return std::nullopt;
  const bool round = divisor == 10 || divisor == 100 || divisor == 1000;
  if (rule == "ratio.in" && view_.Is(end, "in") && !view_.Is(end + 1, "every") && !one && !round) return std::nullopt;
  if ((rule == "ratio.in" || rule == "ratio.over") && Compare(amount.value, under->value) >= 0) return std::nullopt;
  if (rule == "ratio.in" && under->numeral.MayBeYear() && !view_.Is(end + 1, "every") && CountedNoun(view_, under->tokens.end, false).empty()) return std::nullopt;
  if (rule == "ratio.over" && (!one || under->numeral.digits > 3 || !CountedNoun(view_, under->tokens.end, false).empty())) return std::nullopt;
  Draft draft;
  draft.amount = amount;
  draft.first = amount.tokens.begin, draft.end = under->tokens.end;
  Before(draft);
  Behind(draft);
  const TokenRange tokens{draft.first, draft.end};
  Number& number = Add(NumberKind::kRatio, tokens, view_.SpanOf(tokens), rule);
  number.value = amount.value.Over(static_cast<uint64_t>(divisor)).ToString();
  number.approx = draft.approx;
  if (rule == "ratio.in")
    if (const TokenRange noun = CountedNoun(view_, draft.end, false); !noun.empty()) number.of = view_.SpanOf(noun);
  return draft.end;
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
  if (draft.first != first || draft.upper || !IsBareDigits(draft.amount, 3)) return false;
  constexpr int64_t kOldest = 120;
  if (*draft.amount.value.Whole() > kOldest || *draft.amount.value.Whole() == 0) return false;
  const uint32_t before = first - 2;  // the token before the comma
  if (!view_.Has(before)) return false;
  const Token& name = view_.tokens[before];
  const bool named = (IsCapitalized(name) || name.shape == Shape::kMixed) && (view_.ClassOf(before) & (kLabelMonth | kStop)) == 0;
  if (view_.Mark(first - 1, '(')) return named && !names_.IsThing(before) && view_.Mark(end, ')') && view_.Has(before - 1) && view_.Capital(before - 1);
  if (!view_.Mark(first - 1, ',') || view_.Glued(first)) return false;
  const bool closed = view_.Mark(end, ',') || view_.Mark(end, ')') || (view_.Mark(end, '.') && !view_.Has(end + 1)) || view_.Is(end, "of") || view_.Is(end, "from") || view_.Is(end, "and") ||
                      view_.Is(end, "who") || view_.Is(end, "was") || view_.Is(end, "were") || view_.Is(end, "has") || view_.Is(end, "told") || view_.Is(end, "said") || (view_.Mark(end, '-') && !view_.Glued(end));
  return closed && ((named && !names_.IsThing(before)) || (view_.ClassOf(before) & kPersonWord) != 0);
}

bool Scanner::MakeAge(Draft& draft) const {
  Amount& amount = draft.amount;
  const std::string_view suffix = Slice(view_.text, amount.numeral.suffix);
  if (amount.kind != NumberKind::kCount) return false;
  uint32_t before = draft.first - 1;
  if (view_.Has(before) && view_.Mark(before, '-')) --before;
  const Lexicon::Found word = view_.Has(before) && before >= floor_ ? view_.lexicon.Backward(view_.text, view_.tokens, before, floor_, Bit(Sense::kBefore)) : Lexicon::Found{};
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
  const bool said = effect == Effect::kAge && !amount.numeral.MayBeYear() && amount.value.Whole() && *amount.value.Whole() <= 150 && CountedNoun(view_, draft.end, false).empty() && !MayBeNoun(view_, draft.end) && !view_.Is(draft.end, "of");
  if (!said && !IsAgeByCommas(draft)) return false;
  amount.kind = NumberKind::kAge;
  amount.unit = "a";
  draft.rule = said ? std::string_view(view_.lexicon.rule(word.reading->row).id) : std::string_view("age.commas");
  return true;
}

}  // namespace numbers
}  // namespace factbox
