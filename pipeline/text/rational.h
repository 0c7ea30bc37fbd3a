// Exact numbers: "1.5 million" is 1500000, a third of it 500000, and 0.1 + 0.2 is 0.3.
//
// Amounts of news are decimals and small fractions, so a whole number, a count of decimals and a divisor hold them; floating point would not.
// Limits: 30 digits; beyond, a value turns invalid and stays so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace factbox {

// An exact number: units × 10^-decimals / divisor. A value type.
class Rational {
 public:
  __extension__ typedef unsigned __int128 Wide;

  Rational() = default;
  explicit Rational(uint64_t whole) : units_(whole) {}
  // `digits`: ASCII digits with at most one '.', which starts the decimals.
  static Rational FromDecimal(std::string_view digits);

  Rational Times(uint64_t factor) const;
  Rational Over(uint64_t divisor) const;       // requires: divisor > 0
  Rational Plus(const Rational& other) const;  // of the absolute values; the sign stays
  Rational Shifted(int power) const;           // times ten to the power
  Rational ToThe(int power) const;             // of the absolute value; the sign stays
  Rational Negated() const;

  // False once a step went beyond 10^30: the value then means nothing.
  bool valid() const { return valid_; }
  bool negative() const { return negative_; }
  bool IsZero() const { return units_ == 0; }
  // The value where it is a whole number not beyond 10^15, without its sign.
  std::optional<int64_t> Whole() const;
  // "1500000", "0.25", "-3.5"; a fraction that does not end has ten significant digits: "0.3333333333".
  std::string ToString() const;
  // -1, 0, 1
  friend int Compare(const Rational& a, const Rational& b);

 private:
  Rational Aligned(Wide add, int decimals) const;  // this + add × 10^-decimals, of one divisor
  Wide units_ = 0;
  uint64_t divisor_ = 1;
  int decimals_ = 0;
  bool negative_ = false;
  bool valid_ = true;
};
int Compare(const Rational& a, const Rational& b);

}  // namespace factbox
