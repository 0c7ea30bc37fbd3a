// What the tables of this folder say, ready for look-up: currencies, units, and the phrases around numbers.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_table.h"
#include "base/result.h"
#include "gazetteer/data.h"
#include "text/token.h"

namespace factbox {
namespace numbers {

struct Currency {
  std::string code;
  std::vector<std::string> countries;  // ISO 3166
  bool dots = false;                   // a dot groups digits
};

struct Unit {
  std::string code;       // UCUM
  bool article = false;   // "a mile" is one
  bool decimals = false;  // only behind a number with decimals
  std::string minor;      // code of the unit that may follow, and how many make one
  uint64_t minor_per_unit = 0;
};

// What a phrase next to a number means.
enum class Effect : uint8_t {
  kNone,
  kApprox,  // value: the word for `approx`
  kBetween,
  kFrom,
  kTo,
  kAnd,
  kOr,
  kMinus,
  kBelowZero,
  kAge,      // value: the unit behind "old"; empty in front
  kDecade,   // in his 40s
  kPercent,  // value: the unit
  kSkip,
};

struct Rule {
  std::string id;
  Effect effect = Effect::kNone;
  std::string value;
};

// Classes of single words that conditions ask for; bits.
enum WordClass : uint32_t {
  kLabelPlain = 1u << 0,
  kLabelSkip = 1u << 1,
  kLabelPhone = 1u << 2,
  kLabelMonth = 1u << 3,
  kStreet = 1u << 4,
  kOrdinalNext = 1u << 5,
  kOrdinalBefore = 1u << 6,
  kOneBefore = 1u << 7,
  kOneAfter = 1u << 8,
  kNotAbout = 1u << 9,
  kNotOver = 1u << 10,
  kScoreWord = 1u << 11,
  kChangeWord = 1u << 12,
  kStop = 1u << 13,
  kSkipBefore = 1u << 14,
  kPluralWord = 1u << 15,
  kNotPlural = 1u << 16,
  kWeightWord = 1u << 17,
  kTimeUnit = 1u << 18,
  kOfDeterminer = 1u << 19,
  kPersonWord = 1u << 20,
};

enum class Sense : uint8_t { kCurrencyName, kCurrencySymbol, kMinor, kUnitName, kUnitSymbol, kBefore, kAfter, kJoin };
constexpr uint32_t Bit(Sense sense) { return 1u << static_cast<unsigned>(sense); }
constexpr uint32_t kMoneySenses = Bit(Sense::kCurrencyName) | Bit(Sense::kCurrencySymbol) | Bit(Sense::kMinor);
constexpr uint32_t kUnitSenses = Bit(Sense::kUnitName) | Bit(Sense::kUnitSymbol);

// One reading of a phrase.
struct Reading {
  Sense sense = Sense::kAfter;
  bool shared = false;    // one of several currencies
  bool local = false;     // only in the currency's own countries
  uint16_t row = 0;       // of currencies, units or rules
  uint64_t per_unit = 1;  // of a minor coin: how many make one
  std::string written;    // of a symbol: as it must be written, without blanks; empty: any case
};

// A map from hashes that most look-ups miss: two kilobytes of bits say so without a look at the map.
template <class Value>
class SparseMap {
 public:
  Value& operator[](uint64_t hash) {
    bits_[hash >> 40 & 255] |= uint64_t{1} << (hash >> 58);
    return map_[hash];
  }
  const Value* Find(uint64_t hash) const {
    if ((bits_[hash >> 40 & 255] >> (hash >> 58) & 1) == 0) return nullptr;
    return map_.Find(hash);
  }

 private:
  std::array<uint64_t, 256> bits_{};
  HashTable<Value> map_;
};

// const = thread-safe.
class Lexicon {
 public:
  // Errors: data_invalid, every mistake of every table on a line.
  static Result<std::unique_ptr<const Lexicon>> Load(const Data& data);

  // Readings of the longest phrase that starts at token `first` (or ends with it), of the senses asked for.
  // `from` is where in the text the first token's word begins: behind the digits of "5km".
  struct Found {
    TokenRange tokens;
    const Reading* reading = nullptr;  // the first that fits; others of the phrase follow from all
    const std::vector<Reading>* all = nullptr;
    explicit operator bool() const { return reading != nullptr; }
  };
  Found Forward(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t limit, uint32_t senses) const;
  Found ForwardFrom(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t from, uint32_t limit, uint32_t senses) const;
  Found Backward(std::string_view text, std::span<const Token> tokens, uint32_t last, uint32_t begin, uint32_t senses) const;

  uint32_t ClassOf(uint64_t fold) const {
    const uint32_t* found = classes_.Find(fold);
    return found == nullptr ? 0 : *found;
  }
  const Currency& currency(uint16_t row) const { return currencies_[row]; }
  const Unit& unit(uint16_t row) const { return units_[row]; }
  const Rule& rule(uint16_t row) const { return rules_[row]; }
  const Unit* FindUnit(std::string_view code) const;

 private:
  struct Node {
    bool longer = false;
    std::vector<Reading> readings;
  };
  using Phrases = SparseMap<Node>;
  class Reader;

  std::vector<Currency> currencies_;
  std::vector<Unit> units_;
  std::vector<Rule> rules_;
  Phrases forward_, backward_;
  SparseMap<uint32_t> classes_;
};

}  // namespace numbers
}  // namespace factbox
