// An amount: a numeral with its sign, and the currency, unit or per cent that belongs to it.
//
//   $2bn   Rs 500 crore   -15€   US$1.8 billion   50 cents   3-inch   5 ft 2 in   40 per cent   25 basis points   RM1,500   6'2"
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "document/layers.h"
#include "extractors/numbers/view.h"

namespace factbox {
namespace numbers {

struct Amount {
  Numeral numeral;
  Rational value;
  NumberKind kind = NumberKind::kCount;  // count: a bare number; else money, percent, measure, age
  std::string_view unit;
  std::string_view rule = "count";
  TokenRange tokens;
  Span span;
  bool skip = false;      // no number for the record: a time, a name, a code; `tokens` says how far
  uint64_t per_unit = 1;  // of a minor coin: how many make one of `unit`

  // Digits alone, at most so many, without sign, unit or anything glued to them.
  bool IsBareDigits(uint8_t most) const {
    return kind == NumberKind::kCount && !skip && numeral.digits > 0 && numeral.digits <= most && numeral.suffix.empty() && !value.negative();
  }
};

// The country whose money a shared name means ("dollar"): asked for once a document, only where needed. Two letters or empty.
using Home = std::function<std::string_view()>;

class AmountReader {
 public:
  AmountReader(const View& view, const Home& home) : view_(view), home_(home) {}

  // The amount whose numeral starts at token `at`. What stands before it (symbol, sign) is taken back to token `floor`.
  std::optional<Amount> At(uint32_t at, uint32_t floor) const;
  // The amount that starts at token `at` with its symbol, sign or numeral.
  std::optional<Amount> From(uint32_t at) const;
  // Which of the currencies of a shared name is meant; null if none.
  const Reading* Resolve(const Lexicon::Found& found, uint32_t senses) const;

 private:
  std::optional<Numeral> ReadNumeral(uint32_t at, Numerals::Options options) const;
  Lexicon::Found PrefixSymbol(uint32_t at, uint32_t floor) const;
  void TakeSign(uint32_t floor, Amount& amount) const;
  void TakeBehind(Amount& amount) const;
  void TakeMinorUnits(const Unit& unit, Amount& amount) const;
  bool TakeMinorUnit(const Unit& unit, uint64_t divisor, Amount& amount) const;
  void TakeMinorCoin(Amount& amount) const;
  bool IsDecade(const Amount& amount) const;
  bool IsWeight(const Amount& amount, const Lexicon::Found& found) const;
  bool IsVerb(const Amount& amount, const Lexicon::Found& found) const;
  bool AcceptsUnit(const Amount& amount, const Lexicon::Found& found, bool glued) const;
  std::optional<Amount> Height(uint32_t at) const;
  void SetMoney(const Reading& reading, Amount& amount, std::string_view rule) const;
  void Extend(uint32_t end, Amount& amount) const;

  const View& view_;
  const Home& home_;
};

}  // namespace numbers
}  // namespace factbox
