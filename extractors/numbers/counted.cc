#include "extractors/numbers/counted.h"

namespace factbox {
namespace numbers {
namespace {

constexpr uint32_t kLongestPhrase = 6;  // words up to the plural: "two Russian-made T-72 main battle tanks"
constexpr uint32_t kLongestSingular = 3;

bool EndsIn(std::string_view word, std::string_view ending) { return word.size() > ending.size() + 1 && word.substr(word.size() - ending.size()) == ending; }

bool Stops(const View& view, uint32_t at) {
  if (!view.Has(at)) return true;
  const Token& token = view.tokens[at];
  if (token.line_start && token.paragraph_start) return true;
  if (token.mark != 0) return !view.Hyphen(at) && token.mark != '"' && token.mark != '\'';
  return (view.ClassOf(at) & kStop) != 0;
}

}  // namespace

bool IsPlural(const View& view, uint32_t at) {
  if (!view.IsWordAt(at)) return false;
  const uint32_t classes = view.ClassOf(at);
  if ((classes & kPluralWord) != 0) return true;
  if ((classes & (kNotPlural | kStop)) != 0) return false;
  const std::string_view word = view.Text(at);
  const Shape shape = view.tokens[at].shape;
  if (shape != Shape::kLower && shape != Shape::kCapitalized && shape != Shape::kUpper && shape != Shape::kMixed) return false;
  if (shape == Shape::kCapitalized && view.Is(at, "states")) return false;                               // United States
  if (word.front() == '\'' || word.substr(0, 3) == "’") return false;                                    // a possessive
  if (shape == Shape::kCapitalized) return EndsIn(word, "s") && !EndsIn(word, "ss") && word.size() > 3;  // Hindus
  if (shape == Shape::kUpper) return EndsIn(word, "S") && word.size() > 4;
  return EndsIn(word, "s") && !EndsIn(word, "ss") && !EndsIn(word, "us") && !EndsIn(word, "is") && word.size() > 3;
}

bool MayBeNoun(const View& view, uint32_t at) {
  return view.Has(at) && (view.tokens[at].shape == Shape::kLower || view.tokens[at].shape == Shape::kCapitalized) && (view.ClassOf(at) & kStop) == 0 &&
         view.tokens[at].span.size() > 1;
}

TokenRange CountedNoun(const View& view, uint32_t from, bool singular) {
  uint32_t first = from;
  if (view.Hyphen(first)) {  // "12-member council"
    const bool noun = view.Lower(first + 1) && (view.ClassOf(first + 1) & kStop) == 0 && !EndsIn(view.Text(first + 1), "ed");
    return noun ? TokenRange{first + 1, first + 2} : TokenRange{};
  }
  // "200 of her relatives", "three more people", "dozens of the"
  while (view.Has(first) && (view.ClassOf(first) & kSkipBefore) != 0 && first < from + 4) ++first;
  if (Stops(view, first)) return {};
  if (!singular) {
    uint32_t words = 0;
    for (uint32_t at = first; words < kLongestPhrase && !Stops(view, at); ++at) {
      if (!view.IsWordAt(at)) continue;
      ++words;
      if (view.tokens[at].shape == Shape::kNumber || view.numerals.Find(view.tokens[at].fold).kind == NumberWord::kUnit) return {};  // another number
      if (!IsPlural(view, at)) continue;
      if (view.Has(at + 1) && view.Hyphen(at + 1)) continue;
      if (view.Has(at + 1) && view.tokens[at + 1].span.size() <= 4 && view.Glued(at + 1) && view.tokens[at + 1].shape == Shape::kLower) continue;  // 's
      // "police officers": behind a plural without -s another may be the head.
      const bool more = (view.ClassOf(at) & kPluralWord) != 0 && view.Lower(at + 1) && IsPlural(view, at + 1) && !Stops(view, at + 1);
      return {first, at + (more ? 2 : 1)};
    }
    return {};
  }
  uint32_t end = first;
  for (; end < first + kLongestSingular && !Stops(view, end) && view.IsWordAt(end); ++end) {
    if (end > first && view.Lower(end) && EndsIn(view.Text(end), "ed")) break;
    if (end > first && view.Lower(end - 1) && !view.Lower(end)) break;
    if (view.tokens[end].shape == Shape::kNumber) return {};
  }
  if (end == first || !view.Lower(end - 1) || EndsIn(view.Text(end - 1), "ly")) return {};
  return {first, end};
}

}  // namespace numbers
}  // namespace factbox
