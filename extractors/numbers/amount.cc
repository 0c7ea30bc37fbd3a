#include "extractors/numbers/amount.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "extractors/numbers/counted.h"
#include "text/fold.h"

namespace factbox {
namespace numbers {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

bool View::Is(uint32_t at, std::string_view word) const {
  if (!Has(at) || tokens[at].span.size() != word.size()) return false;
  const std::string_view written = Text(at);
  return std::equal(written.begin(), written.end(), word.begin(), [](char a, char b) { return (IsUpper(a) ? static_cast<char>(a + 32) : a) == b; });
}

// ---------------------------------------------------------------------------------------------------------------- currencies

// The reading that the article's country asks for, else the first. Local ones need their country.
const Reading* AmountReader::Resolve(const Lexicon::Found& found, uint32_t senses) const {
  if (!found || (!found.reading->shared && !found.reading->local)) return found.reading;
  const std::string_view home = home_();
  const Reading* fallback = nullptr;
  for (const Reading& reading : *found.all) {
    if ((Bit(reading.sense) & senses) == 0 || reading.written != found.reading->written) continue;
    const Currency& currency = view_.lexicon.currency(reading.row);
    if (!home.empty() && std::find(currency.countries.begin(), currency.countries.end(), home) != currency.countries.end()) return &reading;
    if (fallback == nullptr && !reading.local) fallback = &reading;
  }
  return fallback;
}

void AmountReader::SetMoney(const Reading& reading, Amount& amount, std::string_view rule) const {
  amount.kind = NumberKind::kMoney;
  amount.unit = view_.lexicon.currency(reading.row).code;
  amount.per_unit = reading.per_unit;
  amount.rule = rule;
  if (reading.per_unit > 1) amount.value = amount.value.Over(reading.per_unit);
}

// The currency symbol that ends right before token `at`: $, US$, Rs, EUR.
Lexicon::Found AmountReader::PrefixSymbol(uint32_t at, uint32_t floor) const {
  if (at == 0 || at <= floor || !view_.Has(at - 1)) return {};
  const Token& last = view_.tokens[at - 1];
  if (last.shape == Shape::kNumber ||
      (last.mark != 0 && static_cast<signed char>(view_.text[last.span.begin]) > 0 && last.mark != '$' && last.mark != '.' && last.mark != '/'))
    return {};
  if (last.shape == Shape::kLower && last.span.size() > 4) return {};
  Lexicon::Found found = view_.lexicon.Backward(view_.text, view_.tokens, at - 1, floor, Bit(Sense::kCurrencySymbol));
  if (!found && last.mark == '$' && at >= floor + 2 && view_.tokens[at - 2].shape == Shape::kLower) return {};
  // "A $5 million plan" opens with an article.
  if (found && found.tokens.size() > 1 && last.mark == '$' && last.space_before && view_.Is(found.tokens.begin, "a"))
    found = view_.lexicon.Backward(view_.text, view_.tokens, at - 1, at - 1, Bit(Sense::kCurrencySymbol));
  return found;
}

// ---------------------------------------------------------------------------------------------------------------- numerals

// As Numerals::Parse, but also where letters are glued in front: RM1,500.
std::optional<Numeral> AmountReader::ReadNumeral(uint32_t at, Numerals::Options options) const {
  const Token& token = view_.tokens[at];
  if (token.shape != Shape::kAlphanumeric || IsDigit(view_.text[token.span.begin]))
    return view_.numerals.Parse(view_.text, view_.tokens, at, view_.limit, options);
  constexpr uint32_t kLookAhead = 8;  // tokens: digits and a scale or two
  std::array<Token, kLookAhead> copy;
  const uint32_t n = std::min(kLookAhead, view_.limit - at);
  std::copy_n(view_.tokens.begin() + at, n, copy.begin());
  while (copy[0].span.begin < copy[0].span.end && !IsDigit(view_.text[copy[0].span.begin])) ++copy[0].span.begin;
  copy[0].shape = Shape::kNumber;
  std::optional<Numeral> numeral = view_.numerals.Parse(view_.text, std::span<const Token>(copy.data(), n), 0, n, options);
  if (numeral) numeral->tokens = {numeral->tokens.begin + at, numeral->tokens.end + at};
  return numeral;
}

void AmountReader::Extend(uint32_t end, Amount& amount) const {
  amount.tokens.end = end;
  amount.span.end = view_.tokens[end - 1].span.end;
}

std::optional<Amount> AmountReader::At(uint32_t at, uint32_t floor) const {
  const Token& token = view_.tokens[at];
  Lexicon::Found prefix;
  bool glued_letters = false;
  if (token.shape == Shape::kAlphanumeric && !IsDigit(view_.text[token.span.begin])) {
    // Letters glued to digits are a currency or a name (G7, A320).
    Token letters = token;
    while (letters.span.end > letters.span.begin && !IsDigit(view_.text[letters.span.begin])) ++letters.span.begin;
    const uint32_t digits = letters.span.begin;
    letters.span = {token.span.begin, digits};
    const std::string_view written = Slice(view_.text, letters.span);
    if (written.empty() || written.size() > 5) return std::nullopt;
    letters.fold = FoldHash(written);
    prefix = view_.lexicon.Backward(view_.text, std::span<const Token>(&letters, 1), 0, 0, Bit(Sense::kCurrencySymbol));
    if (!prefix) return std::nullopt;
    prefix.tokens = {at, at};
    glued_letters = true;
  } else {
    prefix = PrefixSymbol(at, floor);
    // "$-99.99"
    if (!prefix && at > floor + 1 && view_.Mark(at - 1, '-') && view_.Glued(at) && view_.Glued(at - 1)) prefix = PrefixSymbol(at - 1, floor);
    if (!prefix && token.shape == Shape::kNumber)
      if (std::optional<Amount> height = Height(at)) return height;
  }
  const Reading* money = prefix ? Resolve(prefix, Bit(Sense::kCurrencySymbol)) : nullptr;
  if (glued_letters && money == nullptr) return std::nullopt;

  Numerals::Options options;
  options.money = money != nullptr;
  options.dot_groups = money != nullptr && view_.lexicon.currency(money->row).dots;
  std::optional<Numeral> numeral = ReadNumeral(at, options);
  if (!numeral) return std::nullopt;
  Amount amount;
  amount.numeral = *numeral;
  amount.value = numeral->value;
  amount.tokens = numeral->tokens;
  amount.span = numeral->span;
  if (money != nullptr) {
    amount.tokens.begin = glued_letters ? at : prefix.tokens.begin;
    amount.span.begin = view_.tokens[amount.tokens.begin].span.begin;
    if (prefix.tokens.end < at && !glued_letters) amount.value = amount.value.Negated();  // "$-5"
    SetMoney(*money, amount, "money.symbol-before");
  }
  if (numeral->ordinal) return amount;
  TakeBehind(amount);
  TakeSign(floor, amount);
  if (!amount.value.valid()) return std::nullopt;
  return amount;
}

std::optional<Amount> AmountReader::From(uint32_t at) const {
  if (!view_.Has(at)) return std::nullopt;
  if (view_.Mark(at, '-') && view_.Glued(at + 1) && view_.tokens[at].span.size() <= 3) {
    if (view_.Has(at + 1) && view_.numerals.MayStart(view_.tokens[at + 1])) return At(at + 1, at);
  }
  if (view_.numerals.MayStart(view_.tokens[at]))
    if (std::optional<Amount> amount = At(at, at)) return amount;
  const Lexicon::Found symbol = view_.lexicon.Forward(view_.text, view_.tokens, at, view_.limit, Bit(Sense::kCurrencySymbol));
  if (!symbol || !view_.Has(symbol.tokens.end) || !view_.numerals.MayStart(view_.tokens[symbol.tokens.end])) return std::nullopt;
  std::optional<Amount> amount = At(symbol.tokens.end, at);
  return amount && amount->tokens.begin == at ? amount : std::nullopt;
}

// A minus sign is a hyphen glued to the number with a blank, a bracket or a sign before it.
void AmountReader::TakeSign(uint32_t floor, Amount& amount) const {
  const uint32_t first = amount.tokens.begin;
  if (first <= floor || !view_.Has(first - 1)) return;
  const uint32_t sign = first - 1;
  // "- 2 degrees" alone: where a line starts so, with a unit or a fraction, it is no list.
  const bool spaced = sign == view_.begin && !view_.Glued(first) &&
                      (amount.unit == "deg" || amount.unit == "Cel" || amount.unit == "[degF]" || (amount.numeral.fraction && !amount.numeral.spelled));
  if (view_.Mark(sign, '-') && view_.tokens[sign].span.size() <= 3 && (view_.Glued(first) || spaced)) {
    const bool free = sign == view_.begin || view_.tokens[sign].space_before || view_.Mark(sign - 1, '(') || view_.Mark(sign - 1, '<') ||
                      view_.Mark(sign - 1, '>') || view_.Mark(sign - 1, '=');
    if (!free || (sign > view_.begin && view_.tokens[sign - 1].shape == Shape::kNumber)) return;
    if (view_.tokens[sign].line_start && amount.kind == NumberKind::kCount && MayBeNoun(view_, amount.tokens.end)) return;  // a list
    amount.value = amount.value.Negated();
  } else if (const Lexicon::Found word = view_.lexicon.Backward(view_.text, view_.tokens, sign, floor, Bit(Sense::kBefore));
             word && view_.lexicon.rule(word.reading->row).effect == Effect::kMinus && word.tokens.size() == 1) {
    amount.value = amount.value.Negated();
  } else {
    return;
  }
  amount.tokens.begin = sign;
  amount.span.begin = view_.tokens[sign].span.begin;
}

// ---------------------------------------------------------------------------------------------------------------- what stands behind

void AmountReader::TakeBehind(Amount& amount) const {
  const bool glued = !amount.numeral.suffix.empty();
  const uint32_t last = amount.tokens.end - 1;
  uint32_t first = glued ? last : view_.SkipHyphen(amount.tokens.end);
  // half a litre, a quarter of a mile
  if (!glued && amount.numeral.fraction && amount.numeral.spelled) {
    const uint32_t article = view_.Is(first, "of") ? first + 1 : first;
    if (view_.Is(article, "a") || view_.Is(article, "an")) first = article + 1;
  }
  const uint32_t from = glued ? amount.numeral.suffix.begin : first < view_.limit ? view_.tokens[first].span.begin : 0;
  const auto look = [&](uint32_t senses) { return view_.lexicon.ForwardFrom(view_.text, view_.tokens, first, from, view_.limit, senses); };
  const bool money = amount.kind == NumberKind::kMoney;
  if (!glued && (first >= view_.limit || (view_.tokens[first].line_start && view_.tokens[first].paragraph_start))) return;

  const Lexicon::Found rule = money || (glued && IsDecade(amount)) ? Lexicon::Found{} : look(Bit(Sense::kAfter));
  const Lexicon::Found found = look(kMoneySenses | (money ? 0 : kUnitSenses));
  if (rule && (!found || rule.tokens.size() >= found.tokens.size())) {
    const Rule& says = view_.lexicon.rule(rule.reading->row);
    if (says.effect == Effect::kAge || says.effect == Effect::kPercent) {
      amount.kind = says.effect == Effect::kAge ? NumberKind::kAge : NumberKind::kPercent;
      amount.unit = says.value;
      amount.rule = says.id;
      Extend(rule.tokens.end, amount);
      return;
    }
    if (says.effect == Effect::kBelowZero) {
      amount.kind = NumberKind::kMeasure;
      amount.unit = "deg";
      amount.value = amount.value.Negated();
      amount.rule = says.id;
      Extend(rule.tokens.end, amount);
      return;
    }
    const bool decimals =
        found && found.reading->sense == Sense::kUnitSymbol && view_.lexicon.unit(found.reading->row).decimals && AcceptsUnit(amount, found, glued);
    if (says.effect == Effect::kSkip && !decimals) {
      amount.skip = true;
      Extend(rule.tokens.end, amount);
      return;
    }
  }
  if (!found) {
    if (glued && !IsDecade(amount)) amount.skip = true;
    return;
  }
  const bool is_money = (Bit(found.reading->sense) & kMoneySenses) != 0;
  if (is_money) {
    const Reading* reading = Resolve(found, kMoneySenses);
    const bool after_symbol = money && (reading == nullptr || reading->shared);
    if (reading != nullptr && !after_symbol && !IsWeight(amount, found) && !IsVerb(amount, found)) {
      if (view_.lexicon.currency(reading->row).dots && !money)
        if (std::optional<Numeral> again = ReadNumeral(amount.numeral.tokens.begin, {true, true, true})) amount.value = again->value;
      if (!money)
        SetMoney(*reading, amount,
                 reading->sense == Sense::kCurrencySymbol ? "money.symbol-behind"
                 : reading->sense == Sense::kMinor        ? "money.minor"
                                                          : "money.name");
      else if (reading->sense == Sense::kMinor)
        return;
      else
        amount.unit = view_.lexicon.currency(reading->row).code;
      Extend(found.tokens.end, amount);
      if (reading->sense == Sense::kCurrencyName) TakeMinorCoin(amount);
      return;
    }
    if (money) return;
  }
  const Lexicon::Found unit = is_money ? look(kUnitSenses) : found;
  if (!unit || !AcceptsUnit(amount, unit, glued)) {
    if (glued) amount.skip = true;
    return;
  }
  const Unit& says = view_.lexicon.unit(unit.reading->row);
  amount.kind = NumberKind::kMeasure;
  amount.unit = says.code;
  amount.rule = unit.reading->sense == Sense::kUnitName ? "measure.name" : "measure.symbol";
  Extend(unit.tokens.end, amount);
  TakeMinorUnits(says, amount);
  const Lexicon::Found below = view_.lexicon.Forward(view_.text, view_.tokens, amount.tokens.end, view_.limit, Bit(Sense::kAfter));
  if (below && view_.lexicon.rule(below.reading->row).effect == Effect::kBelowZero) {
    amount.value = amount.value.Negated();
    Extend(below.tokens.end, amount);
  }
}

// "40s", "1990s": what they mean, the words before them tell.
bool AmountReader::IsDecade(const Amount& amount) const {
  const std::string_view suffix = Slice(view_.text, amount.numeral.suffix);
  return suffix == "s" && amount.value.Whole() && *amount.value.Whole() % 10 == 0;
}

// A "pound" behind a number is money where there are many, where pounds are paid with, and not next to words of weight.
bool AmountReader::IsWeight(const Amount& amount, const Lexicon::Found& found) const {
  if (found.reading->sense != Sense::kCurrencyName || !found.reading->shared || found.tokens.size() > 1) return false;
  const bool also_unit = std::any_of(found.all->begin(), found.all->end(), [](const Reading& r) { return r.sense == Sense::kUnitName; });
  if (!also_unit) return false;
  constexpr uint32_t kNear = 5;  // tokens on either side
  const uint32_t from = amount.tokens.begin > view_.begin + kNear ? amount.tokens.begin - kNear : view_.begin,
                 to = std::min(view_.limit, found.tokens.end + kNear);
  for (uint32_t at = from; at < to; ++at)
    if ((view_.ClassOf(at) & kWeightWord) != 0) return true;
  if (amount.numeral.scaled) return false;
  const std::string_view home = home_();
  if (!home.empty() && std::find(view_.lexicon.currency(found.reading->row).countries.begin(), view_.lexicon.currency(found.reading->row).countries.end(),
                                 home) != view_.lexicon.currency(found.reading->row).countries.end())
    return view_.Is(found.tokens.end, "of");
  const std::optional<int64_t> whole = amount.value.Whole();
  constexpr int64_t kHeavy = 10000;  // pounds: beyond it news means money
  return !whole || *whole < kHeavy || view_.Is(found.tokens.end, "of");
}

// "Of the 12 candidates, five won": the won is small change, so amounts of it are large.
bool AmountReader::IsVerb(const Amount& amount, const Lexicon::Found& found) const {
  constexpr uint64_t kSmall = 100;
  return found.tokens.size() == 1 && view_.Is(found.tokens.begin, "won") && Compare(amount.value, Rational(kSmall)) < 0;
}

// Short symbols are words too ("in", "a", "t", "C"): they need digits before them, and mostly no blank.
bool AmountReader::AcceptsUnit(const Amount& amount, const Lexicon::Found& found, bool glued) const {
  const Unit& unit = view_.lexicon.unit(found.reading->row);
  if (unit.decimals) {
    // 2.13 pm is a time of day.
    const std::string_view written = Slice(view_.text, amount.span);
    const size_t point = written.find('.');
    constexpr size_t kMinutes = 2;  // digits
    if (point == std::string_view::npos || written.size() - point - 1 == kMinutes) return false;
  }
  if (found.reading->sense == Sense::kUnitName) {
    // "seven Kilo Class submarines"
    return view_.headline || view_.tokens[found.tokens.begin].shape != Shape::kCapitalized || !view_.Capital(found.tokens.end) ||
           found.tokens.begin < amount.tokens.end;
  }
  const bool hyphen = !glued && found.tokens.begin > amount.tokens.end;
  const std::string_view written = found.reading->written;
  const uint32_t next = found.tokens.end;
  const bool size =
      view_.Is(next, "thick") || view_.Is(next, "long") || view_.Is(next, "wide") || view_.Is(next, "tall") || view_.Is(next, "deep") || view_.Is(next, "high");
  if (written == "\"") return size;                                                        // elsewhere it closes a quotation
  if (view_.Hyphen(next) && view_.tokens[next + 1].shape == Shape::kNumber) return false;  // L-202
  if (written == "in" || written == "in.") {
    if (glued || hyphen) return true;
    // "2 in. of rain", "2 1/2 in thick", "2 in" at the end; else a preposition.
    if (amount.numeral.spelled) return false;
    const bool ends = !view_.Has(next) || (view_.Mark(next, '.') && !view_.Has(next + 1));
    return ends || written == "in." || size;
  }
  if (amount.numeral.spelled && written.size() <= 2 && found.tokens.size() == 1) return false;
  if (unit.decimals) return true;
  const bool letter = written.size() == 1 && static_cast<signed char>(written[0]) > 0;
  if (written == "m") {
    // "5m people": million. Elsewhere metres.
    const bool verb = view_.Is(next, "had") || view_.Is(next, "have") || view_.Is(next, "were") || view_.Is(next, "are");
    return !glued || !(verb || IsPlural(view_, next)) || (view_.ClassOf(next) & kScoreWord) != 0;
  }
  if (written == "C" || written == "F") {
    constexpr uint64_t kHottest = 150;
    if (Compare(amount.value, Rational(kHottest)) > 0 || amount.numeral.spelled || view_.Mark(next, '/') ||
        (amount.tokens.begin > view_.begin + 1 && view_.Capital(amount.tokens.begin - 1)))
      return false;
  }
  if (letter && IsUpper(written[0]) && !glued) {
    // "5 C"; but "3 A grades", "12 W 34th St."
    return written != "A" && written != "W" && written != "N" && written != "V" && written != "J" ? !view_.Capital(next) : false;
  }
  if (letter && !glued && !hyphen && written == "t") return amount.numeral.digits == 0 || amount.numeral.digits > 1;
  return true;
}

// 5 ft 2 in, 5 feet, 4 inches, 5-foot-2
void AmountReader::TakeMinorUnits(const Unit& unit, Amount& amount) const {
  uint64_t divisor = 1;
  for (const Unit* larger = &unit; larger != nullptr && larger->minor_per_unit != 0; larger = view_.lexicon.FindUnit(larger->minor)) {
    divisor *= larger->minor_per_unit;
    if (!TakeMinorUnit(*larger, divisor, amount)) return;
  }
}

bool AmountReader::TakeMinorUnit(const Unit& unit, uint64_t divisor, Amount& amount) const {
  uint32_t at = amount.tokens.end;
  if (view_.Is(at, "and") || (view_.Mark(at, ',') && view_.Has(at + 1))) ++at;
  at = view_.SkipHyphen(at);
  if (!view_.Has(at) || !view_.numerals.MayStart(view_.tokens[at]) || view_.tokens[at].line_start) return false;
  const std::optional<Numeral> numeral = ReadNumeral(at, {});
  if (!numeral || numeral->ordinal || numeral->article || Compare(numeral->value, Rational(unit.minor_per_unit)) >= 0) return false;
  const bool glued = !numeral->suffix.empty();
  const uint32_t first = glued ? at : view_.SkipHyphen(numeral->tokens.end);
  const Lexicon::Found found = view_.lexicon.ForwardFrom(view_.text, view_.tokens, first,
                                                         glued                 ? numeral->suffix.begin
                                                         : first < view_.limit ? view_.tokens[first].span.begin
                                                                               : 0,
                                                         view_.limit, kUnitSenses);
  const bool named = found && view_.lexicon.unit(found.reading->row).code == unit.minor;
  // "5-foot-2", said of people
  const bool bare = !named && !glued && unit.minor == "[in_i]" && view_.Hyphen(amount.tokens.end) && !found;
  if (!named && !bare) return false;
  if (named && found.reading->written == "in" && !glued && view_.Has(found.tokens.end) && view_.IsWordAt(found.tokens.end) &&
      view_.Mark(amount.tokens.end, ','))
    return false;
  amount.value = amount.value.Plus(numeral->value.Over(divisor));
  Extend(named ? found.tokens.end : numeral->tokens.end, amount);
  return true;
}

// 5 dollars and 50 cents
void AmountReader::TakeMinorCoin(Amount& amount) const {
  uint32_t at = amount.tokens.end;
  if (view_.Is(at, "and")) ++at;
  if (!view_.Has(at) || !view_.numerals.MayStart(view_.tokens[at])) return;
  const std::optional<Numeral> numeral = ReadNumeral(at, {});
  if (!numeral || numeral->ordinal || numeral->article) return;
  const Lexicon::Found found = view_.lexicon.Forward(view_.text, view_.tokens, numeral->tokens.end, view_.limit, Bit(Sense::kMinor));
  if (!found || Compare(numeral->value, Rational(found.reading->per_unit)) >= 0) return;
  amount.value = amount.value.Plus(numeral->value.Over(found.reading->per_unit));
  Extend(found.tokens.end, amount);
}

// 6'2", 6’1″: feet and inches in one token
std::optional<Amount> AmountReader::Height(uint32_t at) const {
  const std::string_view word = view_.Text(at);
  if (word.size() < 3 || !IsDigit(word[0]) || IsDigit(word[1])) return std::nullopt;
  const size_t sign = word[1] == '\'' ? 1 : word.substr(1, 3) == "’" ? 3 : 0;
  const std::string_view inches = sign == 0 ? std::string_view() : word.substr(1 + sign);
  if (inches.empty() || inches.size() > 2 || !std::all_of(inches.begin(), inches.end(), IsDigit)) return std::nullopt;
  const uint64_t feet = static_cast<uint64_t>(word[0] - '0'),
                 rest = inches.size() == 1 ? static_cast<uint64_t>(inches[0] - '0') : static_cast<uint64_t>((inches[0] - '0') * 10 + inches[1] - '0');
  constexpr uint64_t kInchesPerFoot = 12;
  if (rest >= kInchesPerFoot) return std::nullopt;
  Amount amount;
  amount.value = Rational(feet).Plus(Rational(rest).Over(kInchesPerFoot));
  amount.kind = NumberKind::kMeasure;
  amount.unit = view_.lexicon.FindUnit("[ft_i]") != nullptr ? std::string_view(view_.lexicon.FindUnit("[ft_i]")->code) : std::string_view();
  amount.rule = "measure.height";
  amount.tokens = {at, at + 1};
  amount.span = view_.tokens[at].span;
  if (view_.Glued(at + 1) && (view_.Mark(at + 1, '"') || view_.Text(at + 1) == "″")) Extend(at + 2, amount);
  return amount;
}

}  // namespace numbers
}  // namespace factbox
