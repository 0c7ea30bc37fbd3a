// Goes through a sentence and finds its numbers: amounts, joined to ranges, ratios and scores, with the words around them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "document/layers.h"
#include "extractors/numbers/amount.h"
#include "extractors/numbers/view.h"

namespace factbox {
namespace numbers {

// What the gazetteers say of the words before an age.
struct KnownNames {
  std::span<const Match> matches;  // by first token

  // The token ends the name of a place or an organisation and of no person: "Chad, 102" is no age.
  bool IsThing(uint32_t token) const;
};

// One per document. Borrows all it is given.
class Scanner {
 public:
  // `taken`: tokens of dates and times, in order; numbers do not start there.
  Scanner(View view, const Home& home, KnownNames names, std::span<const TokenRange> taken, std::vector<Number>& out)
      : view_(view), home_(home), names_(names), reader_(view_, home_), taken_(taken), out_(out) {}

  void Sentence(TokenRange tokens, bool headline);

 private:
  // A number in the making. `first` and `end` with words of approximation.
  struct Draft {
    Amount amount;
    std::optional<Amount> upper;  // of a range
    uint32_t first = 0, end = 0;
    std::string_view approx;
    bool between = false, from = false;
    std::string_view rule;
  };

  // Each looks at token `at`, which may start a number, adds what it finds and returns the token to go on with.
  uint32_t Take(uint32_t at);
  uint32_t TakePlural(uint32_t at, uint32_t vague, std::string_view approx);
  uint32_t TakeBareScale(uint32_t at);
  uint32_t TakeArticle(uint32_t at);
  uint32_t TakeOrdinal(const Amount& amount);
  uint32_t TakeAmount(Amount amount);
  std::optional<uint32_t> TakeScore(const Amount& amount);
  std::optional<uint32_t> TakeRatio(const Amount& amount);

  // Words before and behind.
  void Before(Draft& draft) const;
  void Behind(Draft& draft) const;
  bool AcceptsApprox(const Draft& draft, const Lexicon::Found& found) const;
  Lexicon::Found ApproxAt(uint32_t at) const;

  // Ranges.
  bool JoinRange(Draft& draft) const;
  uint32_t JoinAt(const Draft& draft, bool& hyphen, bool& either) const;
  bool Joins(const Draft& draft, const Amount& upper, bool hyphen, bool either) const;
  void Match(Amount& lower, Amount& upper) const;
  bool JoinBounds(Draft& draft) const;
  bool ShareUnit(Amount& amount) const;
  bool SkipsWith(const Draft& draft, uint32_t& end) const;

  bool MakeAge(Draft& draft) const;
  bool IsAgeByCommas(const Draft& draft) const;
  bool TellsOfChange(uint32_t at) const;
  bool NearScoreWord(uint32_t first, uint32_t end) const;

  Number& Add(NumberKind kind, TokenRange tokens, Span span, std::string_view rule);
  void AddDraft(const Draft& draft);
  Span Counted(const Draft& draft) const;

  View view_;
  const Home& home_;
  KnownNames names_;
  AmountReader reader_;
  std::span<const TokenRange> taken_;
  std::vector<Number>& out_;
  uint32_t floor_ = 0;         // tokens before it belong to what was found
  bool table_ = false;         // a row of figures: bare ones are left out
  size_t sentence_start_ = 0;  // first number of the sentence in out_
};

}  // namespace numbers
}  // namespace factbox
