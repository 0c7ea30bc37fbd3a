#include "evaluate/tally.h"

#include <algorithm>
#include <tuple>

namespace factbox::evaluate {

Figures FiguresOf(const Row& row) {
  Figures out;
  out.precision = row[1] != 0 ? row[0] / row[1] : 0.0;
  out.recall = row[3] != 0 ? row[2] / row[3] : 0.0;
  const double sum = out.precision + out.recall;
  out.f1 = sum != 0 ? 2 * out.precision * out.recall / sum : 0.0;
  return out;
}

uint32_t Measures::operator[](std::string_view name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  const uint32_t number = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  numbers_.emplace(names_.back(), number);
  return number;
}

std::vector<uint32_t> Measures::InGroups() const {
  std::vector<std::string> groups;
  const auto rank = [&](const std::string& name) {
    const std::string group = name.substr(0, name.find('/'));
    const auto at = std::find(groups.begin(), groups.end(), group);
    if (at != groups.end()) return at - groups.begin();
    groups.push_back(group);
    return static_cast<std::ptrdiff_t>(groups.size() - 1);
  };
  // Of a group, what is measured over all of it comes last, and the kinds of values behind that.
  std::vector<std::tuple<std::ptrdiff_t, int, uint32_t>> order;
  for (uint32_t i = 0; i < names_.size(); ++i) {
    const bool kind = names_[i].find(" of kind ") != std::string::npos, all = names_[i].find("/all ") != std::string::npos;
    order.emplace_back(rank(names_[i]), kind ? 2 : all ? 1 : 0, i);
  }
  std::sort(order.begin(), order.end());
  std::vector<uint32_t> out;
  for (const auto& [group, within, measure] : order) out.push_back(measure);
  return out;
}

void Tally::Add(uint32_t measure, const Row& row) {
  auto at = std::lower_bound(rows_.begin(), rows_.end(), measure, [](const auto& entry, uint32_t wanted) { return entry.first < wanted; });
  if (at == rows_.end() || at->first != measure) at = rows_.insert(at, {measure, Row{}});
  for (size_t i = 0; i < row.size(); ++i) at->second[i] += row[i];
}

void Tally::Merge(const Tally& other) {
  for (const auto& [measure, row] : other.rows_) Add(measure, row);
}

const Row* Tally::Find(uint32_t measure) const {
  const auto at = std::lower_bound(rows_.begin(), rows_.end(), measure, [](const auto& entry, uint32_t wanted) { return entry.first < wanted; });
  return at == rows_.end() || at->first != measure ? nullptr : &at->second;
}

namespace {

// MT19937 (Matsumoto and Nishimura 1998), seeded by an array of one number as CPython's random.seed(int) does.
class MersenneTwister {
 public:
  explicit MersenneTwister(uint32_t key) {
    Fill(19650218);
    uint32_t i = 1;
    for (uint32_t k = kSize; k > 0; --k) {
      state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30)) * 1664525U)) + key;
      i = Step(i);
    }
    for (uint32_t k = kSize - 1; k > 0; --k) {
      state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30)) * 1566083941U)) - i;
      i = Step(i);
    }
    state_[0] = 0x80000000U;
  }

  // In [0, 1), 53 bits.
  double Real() {
    const uint32_t high = Next() >> 5, low = Next() >> 6;
    return (static_cast<double>(high) * 67108864.0 + static_cast<double>(low)) / 9007199254740992.0;
  }

 private:
  static constexpr uint32_t kSize = 624, kMiddle = 397;

  void Fill(uint32_t seed) {
    state_[0] = seed;
    for (uint32_t i = 1; i < kSize; ++i) state_[i] = 1812433253U * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
  }

  uint32_t Step(uint32_t i) {
    if (++i < kSize) return i;
    state_[0] = state_[kSize - 1];
    return 1;
  }

  uint32_t Next() {
    if (at_ == kSize) {
      for (uint32_t i = 0; i < kSize; ++i) {
        const uint32_t y = (state_[i] & 0x80000000U) | (state_[(i + 1) % kSize] & 0x7FFFFFFFU);
        state_[i] = state_[(i + kMiddle) % kSize] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DFU : 0U);
      }
      at_ = 0;
    }
    uint32_t y = state_[at_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680U;
    y ^= (y << 15) & 0xEFC60000U;
    return y ^ (y >> 18);
  }

  std::array<uint32_t, kSize> state_{};
  uint32_t at_ = kSize;
};

constexpr size_t kRounds = 1000, kBlock = 20;  // rounds at a time: 20 sums of four columns stay in the first cache

struct Sampled {
  uint32_t measure = 0;
  std::vector<Row> rows;
  std::vector<double> f1;
};

// All measures that as many documents have share their draws, as each of them starts from the same seed.
void Resample(size_t documents, std::vector<Sampled*>& measures) {
  MersenneTwister dice(1);
  std::vector<std::array<uint16_t, kBlock>> times(documents);
  for (size_t round = 0; round < kRounds; round += kBlock) {
    for (auto& row : times) row.fill(0);
    for (size_t k = 0; k < kBlock; ++k)
      for (size_t n = 0; n < documents; ++n) ++times[static_cast<size_t>(dice.Real() * static_cast<double>(documents))][k];
    for (Sampled* sampled : measures) {
      std::array<std::array<double, kBlock>, 4> sums{};
      for (size_t n = 0; n < documents; ++n)
        for (size_t column = 0; column < 4; ++column) {
          const double value = sampled->rows[n][column];
          if (value == 0) continue;
          for (size_t k = 0; k < kBlock; ++k) sums[column][k] += value * times[n][k];
        }
      for (size_t k = 0; k < kBlock; ++k) sampled->f1.push_back(FiguresOf({sums[0][k], sums[1][k], sums[2][k], sums[3][k]}).f1);
    }
  }
}

}  // namespace

std::map<uint32_t, Interval> Bootstrap(const std::vector<const Tally*>& documents) {
  std::map<uint32_t, Sampled> by_measure;
  for (const Tally* tally : documents)
    for (const auto& [measure, row] : tally->rows()) by_measure[measure].rows.push_back(row);
  std::map<size_t, std::vector<Sampled*>> by_size;
  for (auto& [measure, sampled] : by_measure) {
    sampled.measure = measure;
    by_size[sampled.rows.size()].push_back(&sampled);
  }
  std::map<uint32_t, Interval> out;
  for (auto& [size, measures] : by_size) {
    Resample(size, measures);
    for (Sampled* sampled : measures) {
      std::sort(sampled->f1.begin(), sampled->f1.end());
      out[sampled->measure] = {sampled->f1[kRounds * 25 / 1000], sampled->f1[kRounds * 975 / 1000]};
    }
  }
  return out;
}

}  // namespace factbox::evaluate
