#include "text/rational.h"

#include <algorithm>
#include <cstdlib>

namespace factbox {
namespace {

using Wide = Rational::Wide;

constexpr Wide Power(int exponent) {
  Wide out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}
constexpr int kMaxDigits = 30;  // of a numeral; ten more fit into 128 bits with a factor to spare
constexpr Wide kLimit = Power(kMaxDigits);
constexpr int kFractionDigits = 10;

std::string Decimal(Wide value) {
  std::string out;
  do out += static_cast<char>('0' + static_cast<int>(value % 10));
  while ((value /= 10) != 0);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Rational Rational::FromDecimal(std::string_view digits) {
  Rational out;
  bool decimals = false;
  for (const char c : digits) {
    if (c == '.') {
      decimals = true;
      continue;
    }
    out.units_ = out.units_ * 10 + static_cast<Wide>(c - '0');
    out.decimals_ += decimals;
    if (out.units_ > kLimit || out.decimals_ > kMaxDigits) {
      out.valid_ = false;
      return out;
    }
  }
  return out;
}

Rational Rational::Times(uint64_t factor) const {
  Rational out = *this;
  if (out.units_ != 0 && factor > 0 && out.units_ > kLimit * 1000 / factor) out.valid_ = false;
  if (!out.valid_) return out;
  out.units_ *= factor;
  while (out.decimals_ > 0 && out.units_ % 10 == 0) out.units_ /= 10, --out.decimals_;
  if (out.units_ > kLimit) out.valid_ = false;
  return out;
}

Rational Rational::Over(uint64_t divisor) const {
  Rational out = *this;
  if (divisor > 1'000'000'000'000 || out.divisor_ > 1'000'000'000'000 / divisor)
    out.valid_ = false;
  else
    out.divisor_ *= divisor;
  return out;
}

Rational Rational::Plus(const Rational& other) const {
  Rational out = *this;
  out.valid_ = valid_ && other.valid_;
  Wide add = other.units_;
  if (other.divisor_ != out.divisor_) {
    const uint64_t mine = out.divisor_;
    out = out.Over(other.divisor_).Times(other.divisor_);
    const Rational theirs = other.Times(mine);
    out.valid_ = out.valid_ && theirs.valid_;
    add = theirs.units_;
    return out.valid_ ? out.Aligned(add, theirs.decimals_) : out;
  }
  return out.valid_ ? out.Aligned(add, other.decimals_) : out;
}

Rational Rational::Aligned(Wide add, int decimals) const {
  Rational out = *this;
  while (out.decimals_ < decimals && out.units_ <= kLimit) out.units_ *= 10, ++out.decimals_;
  while (decimals < out.decimals_ && add <= kLimit) add *= 10, ++decimals;
  out.valid_ = out.decimals_ == decimals && out.units_ <= kLimit && add <= kLimit;
  out.units_ += add;
  return out;
}

Rational Rational::ToThe(int power) const {
  Rational out(1);
  out.negative_ = negative_;
  out.valid_ = valid_;
  for (int i = 0; i < std::abs(power) && out.valid_; ++i) {
    if (power > 0 ? out.units_ > kLimit / std::max<Wide>(units_, 1) || out.decimals_ + decimals_ > kMaxDigits || divisor_ != 1
                  : units_ == 0 || units_ > 1'000'000'000'000 || decimals_ > 12) {
      out.valid_ = false;
    } else if (power > 0) {
      out.units_ *= units_;
      out.decimals_ += decimals_;
    } else {
      out = out.Times(static_cast<uint64_t>(Power(decimals_))).Over(static_cast<uint64_t>(units_));
    }
  }
  return out;
}

Rational Rational::Shifted(int power) const {
  Rational out = *this;
  out.decimals_ -= power;
  for (; out.decimals_ < 0 && out.valid_; ++out.decimals_) {
    out.units_ *= 10;
    out.valid_ = out.units_ <= kLimit;
  }
  out.valid_ = out.valid_ && out.decimals_ <= kMaxDigits;
  return out;
}

Rational Rational::Negated() const {
  Rational out = *this;
  out.negative_ = !negative_ && units_ != 0;
  return out;
}

std::optional<int64_t> Rational::Whole() const {
  if (!valid_ || decimals_ > kMaxDigits) return std::nullopt;
  const Wide whole = units_ / divisor_, scale = Power(decimals_);
  if (units_ % divisor_ != 0 || whole % scale != 0 || whole / scale > Power(15)) return std::nullopt;
  return static_cast<int64_t>(whole / scale);
}

int Compare(const Rational& a, const Rational& b) {
  if (a.negative_ != b.negative_) return a.negative_ ? -1 : 1;
  // Widened to long double only to order two values; the values themselves stay exact.
  const auto size = [](const Rational& r) {
    return static_cast<long double>(r.units_) / static_cast<long double>(r.divisor_) / static_cast<long double>(Power(r.decimals_));
  };
  const long double left = size(a), right = size(b);
  const int order = left < right ? -1 : left > right ? 1 : 0;
  return a.negative_ ? -order : order;
}

std::string Rational::ToString() const {
  const std::string sign = negative_ && units_ != 0 ? "-" : "";
  Wide units = units_;
  int decimals = decimals_;
  if (units % divisor_ == 0) {
    units /= divisor_;
    while (decimals > 0 && units % 10 == 0) units /= 10, --decimals;
    std::string digits = Decimal(units);
    const auto places = static_cast<size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, ".");
    return sign + digits;
  }
  // Ten significant digits by long division, the last one rounded.
  constexpr int kMostDecimals = 18;  // with the largest divisor they fill 128 bits; what lies beyond them cannot be seen in ten digits
  for (; decimals > kMostDecimals; --decimals) units /= 10;
  const Wide divisor = divisor_ * Power(decimals);
  Wide rest = units % divisor;
  std::string digits = Decimal(units / divisor);
  size_t point = digits.size(), significant = digits == "0" ? 0 : digits.size();
  while (rest != 0 && significant <= kFractionDigits) {
    rest *= 10;
    digits += static_cast<char>('0' + static_cast<int>(rest / divisor));
    rest %= divisor;
    significant += significant > 0 || digits.back() != '0';
  }
  if (significant > kFractionDigits && digits.size() > point) {
    const bool up = digits.back() >= '5';
    digits.pop_back();
    if (up) {
      size_t i = digits.size();
      while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
      if (i > 0)
        ++digits[i - 1];
      else
        digits.insert(0, "1"), ++point;
    }
  }
  while (digits.size() > point && digits.back() == '0') digits.pop_back();
  return sign + digits.substr(0, point) + (digits.size() > point ? "." + digits.substr(point) : "");
}

}  // namespace factbox
