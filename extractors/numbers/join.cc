// Two numbers that belong together: ranges (40 to 50, between 8 and 16 km, $2-3 million, more than 10 but less than 40), scores (3-1), ratios (one in five).
#include <algorithm>

#include "extractors/numbers/context.h"
#include "extractors/numbers/counted.h"
#include "extractors/numbers/scan.h"

namespace factbox {
namespace numbers {
namespace {

bool MoreThan(std::string_view approx) { return approx == "more_than" || approx == "at_least"; }
bool LessThan(std::string_view approx) { return approx == "less_than" || approx == "at_most" || approx == "up_to"; }

}  // namespace

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
  draft.upper = upper;
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
  draft.upper = other;
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
  if (!amount.IsBareDigits(kDigits)) return std::nullopt;
  const bool hyphen = view_.Hyphen(end);
  const bool to = view_.Is(end, "to") && view_.Has(end + 1);
  if (!hyphen && !to) return std::nullopt;
  const std::optional<Amount> other = reader_.At(end + 1, end + 1);
  if (!other || !other->IsBareDigits(kDigits)) return std::nullopt;
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
  const int64_t divisor =
      under && under->kind == NumberKind::kCount && !under->skip && !under->numeral.ordinal ? under->value.Whole().value_or(0) : 0;  // 0: none
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
  if (rule == "ratio.in" && under->numeral.MayBeYear() && !view_.Is(end + 1, "every") && CountedNoun(view_, under->tokens.end, false).empty())
    return std::nullopt;
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

}  // namespace numbers
}  // namespace factbox
