#include "extractors/dates/atoms.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "base/ascii.h"

namespace factbox::dates {
namespace {

struct BuiltInName {
  std::string_view name;
  Field field;
};
constexpr BuiltInName kNames[] = {{"number", Field::kNumber},       {"ordinal", Field::kNth},          {"day", Field::kDay},
                                  {"day-ordinal", Field::kDay},     {"day-digits", Field::kDay},       {"month-number", Field::kMonth},
                                  {"year", Field::kYear},           {"old-year", Field::kYear},        {"two-digits", Field::kNowhere},
                                  {"hour", Field::kHour},           {"minute", Field::kMinute},        {"clock-digits", Field::kClock},
                                  {"dotted-clock", Field::kClock},  {"clock-word", Field::kClock},     {"decade", Field::kDecade},
                                  {"short-decade", Field::kDecade}, {"compact-date", Field::kCompact}, {"dotted-date", Field::kCompact},
                                  {"year-words", Field::kYear},     {"festival", Field::kFestival},    {"capitalized", Field::kNowhere}};
static_assert(std::size(kNames) == static_cast<size_t>(BuiltIn::kCount));

// The value of plain digits, -1 for anything else (separators, decimals, more than eight).
int Digits(std::string_view text) {
  if (text.empty() || text.size() > 8 || !std::all_of(text.begin(), text.end(), IsDigit)) return -1;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view TextOf(const Input& input, uint32_t at) { return Slice(input.text, input.tokens[at].span); }

Atom Plain(const Input& input, uint32_t at, int low, int high, size_t min_digits, size_t max_digits) {
  if (input.tokens[at].shape != Shape::kNumber) return {};
  const std::string_view text = TextOf(input, at);
  const int value = Digits(text);
  if (text.size() < min_digits || text.size() > max_digits || value < low || value > high) return {};
  return {at + 1, static_cast<double>(value), text};
}

Atom ReadNumber(const Input& input, uint32_t at, bool ordinal) {
  if (!input.numerals->MayStart(input.tokens[at])) return {};
  LastNumeral& last = *input.last_numeral;
  if (last.at != at || last.limit != input.limit) {
    last = {at, input.limit, false, {}};
    const auto numeral = input.numerals->Parse(input.text, input.tokens, at, input.limit, {.money = false, .dot_groups = false, .space_groups = false});
    if (numeral && numeral->suffix.empty() && numeral->value.valid()) {
      last.ordinal = numeral->ordinal;
      last.atom = {numeral->tokens.end, std::strtod(numeral->value.ToString().c_str(), nullptr), Slice(input.text, numeral->span)};
    }
  }
  return last.ordinal == ordinal ? last.atom : Atom{};
}

Atom ReadDay(const Input& input, uint32_t at, bool digits, bool ordinals) {
  constexpr int kLastDay = 31;
  if (digits)
    if (const Atom atom = Plain(input, at, 1, kLastDay, 1, 2); atom.end != 0) return atom;
  if (!ordinals || input.tokens[at].shape == Shape::kNumber) return {};
  const Atom atom = ReadNumber(input, at, true);
  return atom.number >= 1 && atom.number <= kLastDay ? atom : Atom{};
}

// "5pm", "9.30am", "10am": text is AM or PM, number the minutes since midnight or noon.
Atom ReadClockWord(const Input& input, uint32_t at) {
  if (input.tokens[at].shape != Shape::kAlphanumeric) return {};
  std::string_view text = TextOf(input, at);
  std::string_view half;
  for (const std::string_view ending : {"a.m.", "p.m.", "am", "pm", "AM", "PM", "a.m", "p.m"})
    if (text.size() > ending.size() && text.substr(text.size() - ending.size()) == ending) {
      half = ending.front() == 'a' || ending.front() == 'A' ? "AM" : "PM";
      text.remove_suffix(ending.size());
      break;
    }
  if (half.empty()) return {};
  const size_t dot = text.find('.');
  const int hour = Digits(text.substr(0, dot)), minute = dot == std::string_view::npos ? 0 : Digits(text.substr(dot + 1));
  if (hour < 1 || hour > 12 || minute < 0 || minute > 59) return {};
  return {at + 1, static_cast<double>(hour * 60 + minute), half};
}

// "9.30", written so in much of the world.
Atom ReadDottedClock(const Input& input, uint32_t at) {
  if (input.tokens[at].shape != Shape::kNumber) return {};
  const std::string_view text = TextOf(input, at);
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos || text.size() - dot != 3) return {};
  const int hour = Digits(text.substr(0, dot)), minute = Digits(text.substr(dot + 1));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
  return {at + 1, static_cast<double>(hour * 60 + minute), {}};
}

Atom ReadClockDigits(const Input& input, uint32_t at) {
  const Atom atom = Plain(input, at, 0, 2400, 4, 4);
  const int value = static_cast<int>(atom.number);
  if (atom.end == 0 || value % 100 > 59) return {};
  const int minutes = value / 100 * 60 + value % 100;
  return {atom.end, static_cast<double>(minutes), {}};
}

// "1990s" → 199; "90s" → 9, of the twentieth century unless it is too young for that.
Atom ReadDecade(const Input& input, uint32_t at, size_t digits) {
  if (input.tokens[at].shape != Shape::kAlphanumeric && input.tokens[at].shape != Shape::kNumber) return {};
  std::string_view text = TextOf(input, at);
  uint32_t end = at + 1;
  if (input.tokens[at].shape == Shape::kNumber) {  // 1990's: the ending is a token of its own
    if (end >= input.limit || input.tokens[end].space_before || input.tokens[end].shape == Shape::kPunctuation) return {};
    const std::string_view ending = TextOf(input, end++);
    if (ending != "'s" && ending != "’s") return {};
  } else if (text.back() == 's') {
    text.remove_suffix(1);
  } else {
    return {};
  }
  const int value = Digits(text);
  if (value < 0 || value % 10 != 0 || text.size() != digits) return {};
  const int decade = value / 10;
  if (text.size() == 4 && value >= 1000) return {end, static_cast<double>(decade), {}};
  constexpr int kYoungest = 20;  // the '20s are ours, the '30s the last century's
  if (text.size() == 2) return {end, static_cast<double>(decade + (value <= kYoungest ? 200 : 190)), {}};
  return {};
}

Atom ReadCompactDate(const Input& input, uint32_t at) {
  const Atom atom = Plain(input, at, 19000101, 20991231, 8, 8);
  const int value = static_cast<int>(atom.number), month = value / 100 % 100, day = value % 100;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? atom : Atom{};
}

// "25.09.2020": the day first, unless there is no such month.
Atom ReadDottedDate(const Input& input, uint32_t at) {
  if (input.tokens[at].shape != Shape::kNumber) return {};
  const std::string_view text = TextOf(input, at);
  const size_t first = text.find('.'), second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.size() - second != 5) return {};
  int day = Digits(text.substr(0, first)), month = Digits(text.substr(first + 1, second - first - 1));
  const int year = Digits(text.substr(second + 1));
  if (month > 12) std::swap(day, month);
  if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1000 || year > 2999) return {};
  return {at + 1, static_cast<double>(year * 10000 + month * 100 + day), text};
}

// The simple numeral of one or two words below a hundred, so that "nineteen ninety-one" is not added up.
Atom BelowHundred(const Input& input, uint32_t at) {
  if (at >= input.limit || input.tokens[at].shape == Shape::kNumber) return {};
  const Numerals::Word& first = input.numerals->Find(input.tokens[at].fold);
  if (first.kind == NumberWord::kUnit) return {at + 1, static_cast<double>(first.value), {}};
  if (first.kind != NumberWord::kTens) return {};
  uint32_t next = at + 1;
  if (next < input.limit && input.tokens[next].mark == '-' && !input.tokens[next].space_before) ++next;
  if (next < input.limit) {
    const Numerals::Word& second = input.numerals->Find(input.tokens[next].fold);
    if (second.kind == NumberWord::kUnit && second.value >= 1 && second.value <= 9) return {next + 1, static_cast<double>(first.value + second.value), {}};
  }
  return {at + 1, static_cast<double>(first.value), {}};
}

Atom ReadYearWords(const Input& input, uint32_t at) {
  const Atom century = BelowHundred(input, at);
  if (century.end == 0) return {};
  if (century.number >= 10 && century.number <= 29) {
    const Atom rest = BelowHundred(input, century.end);
    if (rest.end != 0 && rest.number >= 10 && rest.number <= 99) return {rest.end, century.number * 100 + rest.number, {}};
  }
  const Atom whole = ReadNumber(input, at, false);
  if (whole.end > at + 1 && whole.number >= 1900 && whole.number <= 2099) return whole;
  return {};
}

Atom ReadFestival(const Input& input, uint32_t at) {
  const auto phrase =
      std::lower_bound(input.festivals->begin(), input.festivals->end(), at, [](const FestivalPhrase& a, uint32_t token) { return a.tokens.begin < token; });
  if (phrase == input.festivals->end() || phrase->tokens.begin != at) return {};
  return {phrase->tokens.end, 0, phrase->rule};
}

}  // namespace

std::string_view NameOf(BuiltIn built_in) { return kNames[static_cast<size_t>(built_in)].name; }
Field FieldOf(BuiltIn built_in) { return kNames[static_cast<size_t>(built_in)].field; }

uint32_t PossibleAt(const Input& input, uint32_t at) {
  using enum BuiltIn;
  const auto bits = [](auto... classes) { return (0U | ... | (1U << static_cast<unsigned>(classes))); };
  const Token& token = input.tokens[at];
  uint32_t possible = ReadFestival(input, at).end == 0 ? 0U : bits(kFestival);
  if (IsCapitalized(token)) possible |= bits(kCapitalized);
  if (token.shape == Shape::kNumber)
    possible |= bits(kMonthNumber, kYear, kOldYear, kTwoDigits, kHour, kMinute, kDay, kDayDigits, kClockDigits, kDottedClock, kDecade, kShortDecade,
                     kCompactDate, kDottedDate);
  if (token.shape == Shape::kAlphanumeric) possible |= bits(kClockWord, kDecade, kShortDecade);
  if (input.numerals->MayStart(token)) possible |= bits(kNumber, kOrdinal, kDay, kDayOrdinal, kYearWords);
  return possible;
}

Signature SignatureAt(const Input& input, uint32_t at) {
  const Token& token = input.tokens[at];
  if (token.mark == '?') return kAnySignature;
  if (token.shape == Shape::kPunctuation) return MarkBit(token.mark);
  static_assert(static_cast<size_t>(BuiltIn::kCount) <= 24);
  const Signature signature = BuiltInBits(PossibleAt(input, at));
  if (input.words[at] == Lexicon::kUnknown) return signature;
  const Word& word = input.lexicon->word(input.words[at]);
  return signature | (IsCapitalized(token) ? word.capitalized : word.signature);
}

Atom ReadAtom(const Input& input, BuiltIn built_in, uint32_t at) {
  switch (built_in) {
    case BuiltIn::kNumber: return ReadNumber(input, at, false);
    case BuiltIn::kOrdinal: return ReadNumber(input, at, true);
    case BuiltIn::kDay: return ReadDay(input, at, true, true);
    case BuiltIn::kDayOrdinal: return ReadDay(input, at, false, true);
    case BuiltIn::kDayDigits: return ReadDay(input, at, true, false);
    case BuiltIn::kMonthNumber: return Plain(input, at, 1, 12, 1, 2);
    case BuiltIn::kYear: return Plain(input, at, 1000, 2999, 4, 4);
    case BuiltIn::kOldYear: return Plain(input, at, 1, 9999, 1, 4);
    case BuiltIn::kTwoDigits: return Plain(input, at, 0, 99, 2, 2);
    case BuiltIn::kHour: return Plain(input, at, 0, 24, 1, 2);
    case BuiltIn::kMinute: return Plain(input, at, 0, 59, 2, 2);
    case BuiltIn::kClockDigits: return ReadClockDigits(input, at);
    case BuiltIn::kDottedClock: return ReadDottedClock(input, at);
    case BuiltIn::kClockWord: return ReadClockWord(input, at);
    case BuiltIn::kDecade: return ReadDecade(input, at, 4);
    case BuiltIn::kShortDecade: return ReadDecade(input, at, 2);
    case BuiltIn::kCompactDate: return ReadCompactDate(input, at);
    case BuiltIn::kDottedDate: return ReadDottedDate(input, at);
    case BuiltIn::kYearWords: return ReadYearWords(input, at);
    case BuiltIn::kFestival: return ReadFestival(input, at);
    case BuiltIn::kCapitalized: return IsCapitalized(input.tokens[at]) ? Atom{at + 1, 0, {}} : Atom{};
    case BuiltIn::kCount: break;
  }
  return {};
}

}  // namespace factbox::dates
