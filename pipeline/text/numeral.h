// Numerals: how a text writes one number, and the exact value of it.
//
//   5,200 → 5200    1.5 million → 1500000    two thousand and five → 2005    half a million → 500000    3 1/2 → 3.5    two-thirds → 0.6666666667
//   12,34,567 → 1234567    Rs 500 crore → 5000000000    a dozen → 12    21st, twenty-first → ordinal 21    10k → 10000    ½ → 0.5
//
// The value is kept as an exact fraction and written as a decimal, never through floating point. What the number means (money, a year, an
// age) is told by those who ask. Signs, units and words of approximation are not part of a numeral.
// Limits: numerals beyond 10^30 and Roman ones are none; "nineteen eighty-four" is read as 19 alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/tsv.h"
#include "text/rational.h"
#include "text/token.h"

namespace factbox {

// One number as the text writes it.
struct Numeral {
  Rational value;
  TokenRange tokens;
  Span span;              // ends inside the last token if something is glued to its digits
  Span suffix;            // what is glued there and is no scale: "km" of 5km, "am" of 10am, "s" of 1990s; empty: nothing
  bool ordinal = false;   // 21st, third
  bool spelled = false;   // begins with a word
  bool scaled = false;    // holds a scale: million, bn, crore, dozen
  bool fraction = false;  // holds a fraction: two-thirds, 3 1/2, half
  bool article = false;   // begins with "a": a dozen, a million
  uint64_t scale = 1;     // what its last words multiply by: 1000000 of "two million", for "one to two million"
  uint8_t digits = 0;     // how many digits, where it is written as digits without separators or scale; else 0

  // Four bare digits from 1000 to 2999: whether it is a year, the words around it tell.
  bool MayBeYear() const;
};

// What kind of number word a token is.
enum class NumberWord : uint8_t {
  kNone,
  kUnit,     // zero … nineteen
  kTens,     // twenty … ninety
  kHundred,  // hundred
  kScale,    // thousand, million, crore
  kGroup,    // dozen, score
  kShort,    // bn, k: a scale after digits
  kMoney,    // m, b, t: a scale after digits of an amount of money
  kOrdinal,  // first, third, hundredth
  kPart,     // half, quarter: a denominator that is no ordinal
  kParts,    // thirds, quarters, halves
  kPlural,   // dozens, hundreds, millions
  kArticle,  // a, an
  kAnd,
  kPoint,
};

// The number words of a language, and the parser. Filled once, then const = thread-safe.
class Numerals {
 public:
  static constexpr std::string_view kPath = "gazetteers/words/number_words.tsv";

  // `files`: tables with `name` and `text`, such as Data::Files(Numerals::kPath) gives. Errors: data_invalid, every mistake on a line.
  template <class Files>
  static Result<Numerals> Load(const Files& files) {
    Numerals out;
    Mistakes mistakes;
    for (const auto& file : files) out.Add(file.name, file.text, mistakes);
    if (!mistakes.empty()) return Error{"data_invalid", factbox::ToString(mistakes)};
    return out;
  }

  // What must be known of the place where a numeral stands.
  struct Options {
    bool money = false;        // m, b, t are scales too: "$2m"
    bool dot_groups = false;   // a dot before three digits groups them: "Rp 31.500"
    bool space_groups = true;  // "10 000" is one numeral
  };

  // The numeral that starts with token `first`, the longest one that ends before token `limit`. Never allocates.
  std::optional<Numeral> Parse(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t limit, Options options) const;
  std::optional<Numeral> Parse(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t limit) const {
    return Parse(text, tokens, first, limit, Options{});
  }

  // A cheap test that most tokens fail: Parse finds nothing where this is false. (True for words of vague numbers as well: dozens.)
  bool MayStart(const Token& token) const {
    const bool digits = token.shape == Shape::kNumber || token.shape == Shape::kAlphanumeric;
    if (!(digits | (token.mark == '.') | (token.mark == kOtherMark) | InFilter(token.fold))) return false;  // one jump for most
    if (digits || token.mark == '.') return true;                                                           // .5
    if (token.mark != 0) return token.span.size() > 1;                                                      // ½ is no letter to ICU
    const NumberWord kind = Find(token.fold).kind;
    return kind != NumberWord::kNone && kind != NumberWord::kAnd && kind != NumberWord::kPoint;
  }

  struct Word {
    uint64_t fold = 0;
    uint64_t value = 0;
    NumberWord kind = NumberWord::kNone;
  };
  // Its kind is kNone for all other words.
  const Word& Find(uint64_t fold) const {
    for (size_t slot = fold % kSlots;; slot = (slot + 1) % kSlots)
      if (words_[slot].fold == fold || words_[slot].kind == NumberWord::kNone) return words_[slot];
  }

 private:
  static constexpr size_t kSlots = 1024;  // a power of two, at most half full

  // One bit a word in half a kilobyte, which stays in the cache where the table does not: most words stop here.
  bool InFilter(uint64_t fold) const { return (filter_[fold >> 52 & 63] >> (fold >> 58) & 1) != 0; }

  void Add(const std::string& file, std::string_view text, Mistakes& mistakes);
  bool Insert(const Word& word);

  std::vector<Word> words_ = std::vector<Word>(kSlots);
  std::array<uint64_t, 64> filter_{};
  size_t size_ = 0;
};

}  // namespace factbox
