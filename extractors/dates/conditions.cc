#include "extractors/dates/conditions.h"

namespace factbox::dates {
namespace {

bool HasClass(const Input& input, uint32_t at, std::string_view name) {
  const uint32_t word = input.lexicon->Find(input.tokens[at].fold);
  if (word == Lexicon::kUnknown) return false;
  const uint32_t wanted = input.lexicon->ClassOf(name);
  for (const Reading& reading : input.lexicon->word(word).readings)
    if (reading.word_class == wanted) return true;
  return false;
}

bool IsKnown(const Input& input, uint32_t at) { return input.lexicon->Find(input.tokens[at].fold) != Lexicon::kUnknown; }

// Part of a name with the capitalised word in front: "Theresa May", but not "In May" or "Friday May 5".
bool NameBefore(const Input& input, TokenRange span) {
  if (span.begin == 0 || input.tokens[span.begin].paragraph_start || !IsCapitalized(input.tokens[span.begin])) return false;
  const Token& before = input.tokens[span.begin - 1];
  return IsCapitalized(before) && !IsKnown(input, span.begin - 1);
}

bool NameAfter(const Input& input, TokenRange span) {
  if (span.end >= input.limit || !IsCapitalized(input.tokens[span.begin])) return false;
  const Token& after = input.tokens[span.end];
  return IsCapitalized(after) && !IsKnown(input, span.end);
}

bool IsCounted(const Input& input, TokenRange span) {
  if (span.end >= input.limit) return false;
  const Token& after = input.tokens[span.end];
  if (!after.space_before) {  // 5:30, 5-0, 5/8, 5%
    if (after.mark == '%') return true;
    if (span.end + 1 >= input.limit || input.tokens[span.end + 1].space_before) return false;
    return (after.mark == ':' && input.tokens[span.end + 1].shape == Shape::kNumber) || (after.mark == '-' && HasClass(input, span.end + 1, "unit"));
  }
  return HasClass(input, span.end, "counted");
}

// Four digits by themselves are a year unless something near makes them another number.
bool IsFreeYear(const Input& input, TokenRange span) {
  int year = 0;
  for (const char c : Slice(input.text, input.tokens[span.begin].span)) year = year * 10 + (c - '0');
  // Years outside of living memory and plans need a word like "in" before them; another rule has those.
  constexpr int kFirst = 1900, kLast = 2060;
  if (year < kFirst || year > kLast) return false;
  if (IsCounted(input, span)) return false;
  if (span.begin > 0) {
    const Token& token = input.tokens[span.begin];
    const Token& before = input.tokens[span.begin - 1];
    if (!token.line_start) {
      if (before.shape == Shape::kNumber) return false;
      if (!token.space_before && before.mark != '(' && before.mark != '"' && before.mark != '\'' && before.mark != '-' && before.mark != ',') return false;
      if (before.mark == '$' || before.mark == '#' || before.mark == '+') return false;
      if (before.mark == '-' && !token.space_before && span.begin > 1 && input.tokens[span.begin - 2].shape != Shape::kNumber &&
          !HasClass(input, span.begin - 2, "stage"))
        return false;  // SARS-2003, A-2020
    }
  }
  if (span.end < input.limit) {
    const Token& after = input.tokens[span.end];
    if (!after.space_before && (after.mark == '-' || after.mark == '/' || after.mark == '.') && span.end + 1 < input.limit &&
        !input.tokens[span.end + 1].space_before && input.tokens[span.end + 1].shape == Shape::kNumber && input.tokens[span.end + 1].span.size() != 4 &&
        input.tokens[span.end + 1].span.size() != 2)
      return false;  // 2020-555-0188
  }
  return true;
}

// "a day" and "a minute" are as often idioms; other rules have them behind "for", "within".
bool IsNotDay(const Input& input, TokenRange span) {
  const Token& last = input.tokens[span.end - 1];
  const uint32_t word = input.lexicon->Find(last.fold);
  if (word == Lexicon::kUnknown) return true;
  for (const Reading& reading : input.lexicon->word(word).readings)
    if (reading.text == "D" || reading.text == "MIN") return false;
  return true;
}

bool EndsSentence(const Input& input, TokenRange span) { return span.end >= input.limit || input.tokens[span.end].shape == Shape::kPunctuation; }

}  // namespace

bool Holds(Condition condition, const Input& input, TokenRange span) {
  switch (condition) {
    case Condition::kAlways: return true;
    case Condition::kFreeYear: return IsFreeYear(input, span);
    case Condition::kNotName: return !NameBefore(input, span) && !NameAfter(input, span);
    case Condition::kNotNameBefore: return !NameBefore(input, span);
    case Condition::kNotNameAfter: return !NameAfter(input, span);
    case Condition::kNotCounted: return !IsCounted(input, span);
    case Condition::kNotPeople: return span.end >= input.limit || !HasClass(input, span.end, "people");
    case Condition::kNotDay: return IsNotDay(input, span);
    case Condition::kCapital: return IsCapitalized(input.tokens[span.begin]);
    case Condition::kAlone: return (span.begin == 0 || input.tokens[span.begin].line_start) && EndsSentence(input, span);
    case Condition::kSentenceEnd: return EndsSentence(input, span);
    case Condition::kCount: break;
  }
  return true;
}

}  // namespace factbox::dates
