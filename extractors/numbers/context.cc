#include "extractors/numbers/context.h"

#include <algorithm>

#include "extractors/numbers/counted.h"

namespace factbox {
namespace numbers {
namespace {

bool IsNumber(const View& view, uint32_t at) {
  return view.Has(at) &&
         (view.tokens[at].shape == Shape::kNumber ||
          (view.tokens[at].shape == Shape::kAlphanumeric && view.text[view.tokens[at].span.begin] >= '0' && view.text[view.tokens[at].span.begin] <= '9'));
}

// The end of the run of tokens without blanks that goes on at `at`, closing marks left out.
uint32_t RunEnd(const View& view, uint32_t at) {
  uint32_t end = at;
  while (view.Glued(end)) ++end;
  while (end > at && (view.Mark(end - 1, '.') || view.Mark(end - 1, ',') || view.Mark(end - 1, ')') || view.Mark(end - 1, '"'))) --end;
  return end;
}

// Digits that go on in groups: +254 20 555 0199, (02) 5550-1234.
uint32_t PhoneEnd(const View& view, uint32_t at) {
  uint32_t end = at;
  while (view.Has(end) && (IsNumber(view, end) || view.Mark(end, '-') || view.Mark(end, '(') || view.Mark(end, ')') || view.Mark(end, '/'))) ++end;
  while (end > at + 1 && !IsNumber(view, end - 1)) --end;
  return end;
}

bool LeadingZero(const View& view, const Amount& amount) { return amount.numeral.digits > 2 && view.text[amount.numeral.span.begin] == '0'; }

// -4321 of 555-4321
bool IsPhoneTail(const View& view, uint32_t end) {
  const bool noun = view.Lower(end + 2) && (view.ClassOf(end + 2) & kStop) == 0;  // 100-1000 litres
  return !noun && view.Hyphen(end) && view.Has(end + 1) && view.tokens[end + 1].shape == Shape::kNumber && view.tokens[end + 1].span.size() == 4 &&
         view.Text(end + 1).find_first_of(".,") == std::string_view::npos;
}

bool IsPhone(const View& view, const Amount& amount) {
  const uint32_t first = amount.tokens.begin, end = amount.tokens.end;
  if (amount.numeral.digits == 0 || amount.kind != NumberKind::kCount) return false;
  if (LeadingZero(view, amount)) return true;
  if (view.Mark(first - 1, '+') && view.Glued(first) && (IsNumber(view, end) || (view.Hyphen(end) && IsNumber(view, end + 1)))) return true;
  for (uint32_t back = 1; back <= 3; ++back)
    if (first >= view.begin + back && (view.ClassOf(first - back) & kLabelPhone) != 0 && (amount.numeral.digits > 4 || IsNumber(view, end) || view.Hyphen(end)))
      return true;
  return amount.numeral.digits == 3 && IsPhoneTail(view, end);
}

// "1.", "2)" or "3-" at the start of a sentence; the sentence may be no more than that.
bool IsListItem(const View& view, const Amount& amount) {
  const uint32_t first = amount.tokens.begin, end = amount.tokens.end;
  if (amount.numeral.digits == 0 || amount.numeral.digits > 2 || !view.Glued(end)) return false;
  const bool starts = view.tokens[first].line_start || first == view.begin || (first == view.begin + 1 && view.tokens[view.begin].opens);
  if (!starts) return false;
  if (view.Mark(end, '-')) return view.Has(end + 1) && !view.Glued(end + 1) && view.Capital(end + 1);
  return (view.Mark(end, '.') && (view.Has(end + 1) || first == view.begin)) || (view.Mark(end, ')') && view.Has(end + 1));
}

bool IsYearLike(const Amount& amount) { return amount.kind == NumberKind::kCount && amount.numeral.MayBeYear(); }

}  // namespace

uint32_t CodeEnd(const View& view, const Amount& amount) {
  const uint32_t first = amount.tokens.begin, end = amount.tokens.end;
  if (amount.kind == NumberKind::kMoney && !view.Glued(first)) return 0;
  if (IsListItem(view, amount)) return end + 1;
  if (IsPhone(view, amount)) return PhoneEnd(view, first);
  if (view.Has(first - 1) && view.Glued(first)) {
    const Token& before = view.tokens[first - 1];
    if (before.mark == '/' || before.mark == '=' || before.mark == '&' || before.mark == '_' || before.mark == '@' || before.mark == '\\' || before.mark == '^')
      return std::max(end, RunEnd(view, end));
    // GMT+7, Section 17(5)
    if ((before.mark == '+' || before.mark == '(') && view.Glued(first - 1) && view.Has(first - 2) &&
        (before.mark == '(' ? IsNumber(view, first - 2) : IsWord(view.tokens[first - 2])))
      return end;
    if (before.mark == '%' && view.Glued(first - 1)) return std::max(end, RunEnd(view, end));
    if (before.mark == '.' && view.Glued(first - 1)) return std::max(end, RunEnd(view, end));
    // F-16, Covid-19, under-17; but "sub-10" has no number of its own either.
    if (before.mark == '-' && view.Glued(first - 1) && view.IsWordAt(first - 2) && !IsNumber(view, first - 2) && amount.kind != NumberKind::kMoney &&
        view.numerals.Find(view.tokens[first - 2].fold).kind == NumberWord::kNone)
      return end;
    if (IsWord(before)) return end;
  }
  if (amount.kind != NumberKind::kCount) return 0;
  if (view.Glued(end)) {
    if (view.Mark(end, '/') && view.Glued(end + 1) && amount.numeral.digits > 0) return RunEnd(view, end);  // 24/7, 12/05/2020
    if (view.Mark(end, '@') || view.Mark(end, '_') || view.Mark(end, '=') || view.Mark(end, '\\')) return RunEnd(view, end);
    if (view.IsWordAt(end) && amount.numeral.suffix.empty() && view.tokens[end].shape != Shape::kLower) return RunEnd(view, end);
  }
  // 5-4-1, 978-3-16: three in a row
  if (amount.numeral.digits > 0 && view.Hyphen(end) && IsNumber(view, end + 1) && view.Hyphen(end + 2) && IsNumber(view, end + 3)) return RunEnd(view, end);
  // 3-D
  if (view.Hyphen(end) && view.Capital(end + 1) && view.tokens[end + 1].span.size() == 1) return end + 2;
  return 0;
}

bool IsName(const View& view, const Amount& amount, uint32_t first, bool approximate) {
  const uint32_t end = amount.tokens.end;
  const uint32_t before = first - 1;  // outside of the sentence where there is nothing before
  const bool noun = MayBeNoun(view, end) && view.Lower(end) && !CountedNoun(view, end, false).empty();
  const uint32_t before_class = view.ClassOf(before);

  if (IsYearLike(amount)) {
    constexpr int64_t kEarly = 1500, kModern = 1800, kLate = 2100;
    const int64_t year = *amount.value.Whole();
    const bool led = view.Is(before, "in") || view.Is(before, "since") || view.Is(before, "until") || view.Is(before, "year") || view.Is(before, "during") ||
                     view.Is(before, "by") || view.Is(before, "early") || view.Is(before, "late") || view.Is(before, "mid") || view.Is(before, "before") ||
                     view.Is(before, "after");
    if (year >= kModern && year <= kLate && !(approximate && noun)) return true;
    if (year >= kEarly && year <= kLate && !noun) return true;
    if (led && !noun && !approximate) return true;
  }
  if (amount.numeral.digits > 0 && amount.numeral.digits <= 2 && !approximate &&
      (((before_class & kLabelMonth) != 0 && view.Capital(before)) || ((view.ClassOf(end) & kLabelMonth) != 0 && view.Capital(end))))
    return true;
  if (approximate) return false;
  if ((before_class & kLabelSkip) != 0 && amount.numeral.digits > 0) return true;
  if ((before_class & kLabelPlain) != 0 && amount.numeral.digits > 0) return false;
  // "221 Baker Street", "1600 Pennsylvania Ave."
  if (amount.numeral.digits > 0)
    for (uint32_t at = end; at < end + 4 && view.Has(at) && (view.Capital(at) || view.tokens[at].shape == Shape::kAlphanumeric); ++at)
      if (at > end && (view.ClassOf(at) & kStreet) != 0) return true;
  const bool starts = before < view.begin || before >= view.limit;
  if (starts || view.headline || noun) return false;
  // "Channel 4", "Boeing 737", "Big Four"; not behind the first word of a sentence.
  const bool capital_before = (view.Capital(before) || (view.Has(before) && view.tokens[before].shape == Shape::kMixed)) && before > view.begin &&
                              (before_class & (kStop | kSkipBefore)) == 0;
  if (amount.numeral.digits > 0) return capital_before && amount.numeral.digits <= 4;
  return amount.numeral.spelled && view.tokens[amount.tokens.begin].shape == Shape::kCapitalized &&
         (capital_before || view.Capital(end) || view.Is(before, "of"));
}

bool CountsNothing(const View& view, const Amount& amount, bool approximate) {
  const uint32_t before = amount.tokens.begin - 1, end = amount.tokens.end;
  const Numeral& numeral = amount.numeral;
  if (amount.kind != NumberKind::kCount || !numeral.spelled || numeral.scaled) return false;
  if (numeral.tokens.size() == 1 && numeral.fraction) {  // half
    if (approximate) return false;
    if ((view.ClassOf(before) & kOneBefore) != 0 || view.Is(before, "in") || view.Is(before, "by") || view.Is(before, "and") || view.Hyphen(end)) return true;
    return (view.ClassOf(end) & kOfDeterminer) == 0;
  }
  if (numeral.article && numeral.fraction) return false;
  // "a week or two"; "zero-tolerance"
  if (view.Is(before, "or") && numeral.tokens.size() == 1 && view.Lower(before - 1) &&
      view.numerals.Find(view.tokens[before - 1].fold).kind == NumberWord::kNone && CountedNoun(view, end, false).empty())
    return true;
  if (numeral.value.IsZero() && view.Hyphen(end)) return true;
  if (numeral.tokens.size() != 1 || numeral.value.Whole() != 1 || amount.value.negative()) return false;
  if (view.Hyphen(end) || view.Hyphen(before)) return true;
  if ((view.ClassOf(before) & kOneBefore) != 0 && !approximate) return true;
  if (approximate) return false;
  if ((view.ClassOf(end) & kOneAfter) != 0) return true;
  const bool toll =
      view.Is(end, "killed") || view.Is(end, "dead") || view.Is(end, "injured") || view.Is(end, "wounded") || view.Is(end, "missing") || view.Is(end, "hurt");
  return !toll && CountedNoun(view, end, true).empty();
}

bool OrdinalIsPhrase(const View& view, const Amount& amount) {
  const uint32_t before = amount.tokens.begin - 1, end = amount.tokens.end;
  const uint32_t next = view.SkipHyphen(end);
  if ((view.ClassOf(next) & kOrdinalNext) != 0 && !(view.Is(next, "of") && !view.Is(end + 1, "all"))) return true;
  const bool noun = MayBeNoun(view, next);
  if ((view.ClassOf(before) & kOrdinalBefore) != 0 && !noun) return true;
  // A name: "the Fourth Estate", "Fifth Third Bank"; not at the start of a sentence, nor in a headline.
  const bool capital = view.tokens[amount.tokens.begin].shape == Shape::kCapitalized;
  return capital && !view.headline && amount.tokens.begin > view.begin && view.Capital(end) && !view.Mark(before, '"');
}

}  // namespace numbers
}  // namespace factbox
