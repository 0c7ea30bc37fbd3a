#include "tagger/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/hash.h"

namespace factbox {
namespace {

constexpr std::array<char, 8> kMagic = {'F', 'B', 'T', 'A', 'G', '0', '1', '\n'};
constexpr double kLoad = 0.75;  // of the table; a miss then looks at one or two groups of marks
constexpr uint32_t kGroup = 8;  // marks that are compared at once

struct Header {
  std::array<char, 8> magic;
  uint64_t hash;  // of all bytes behind it
  uint32_t tags, slots, stride, features;
  uint32_t text, about;  // bytes of the names of the tags, each ending in a line break, and of `about`
  float scale;
  uint32_t unused;
};
static_assert(sizeof(Header) == 48);

// A row: the fingerprint (0: empty slot), then a weight a tag, filled up to a multiple of four bytes.
uint32_t StrideFor(size_t tags) { return static_cast<uint32_t>(4 + (tags + 3) / 4 * 4); }

uint32_t FingerprintOf(uint64_t feature) { return std::max(1U, static_cast<uint32_t>(feature)); }
uint8_t MarkOf(uint32_t fingerprint) { return static_cast<uint8_t>(std::max(1U, fingerprint >> 24)); }
uint32_t HomeOf(uint64_t feature, uint32_t slots) { return static_cast<uint32_t>(((feature >> 32) * slots) >> 32); }
size_t Aligned(size_t size) { return (size + 7) / 8 * 8; }

// Sums of rows. Of 17 tags (four kinds of names by BILOU), a row is two vectors (of the compiler's: GCC and clang have them on every machine).
using Bytes16 = int8_t __attribute__((vector_size(16)));
using Shorts16 = int16_t __attribute__((vector_size(32)));
using Bytes4 = int8_t __attribute__((vector_size(4)));
using Shorts4 = int16_t __attribute__((vector_size(8)));

struct NamesSum {
  static constexpr uint32_t kWidth = 20;
  void Add(const uint8_t* row) {
    Bytes16 weights;
    Bytes4 last;
    std::memcpy(&weights, row, sizeof(weights));
    std::memcpy(&last, row + sizeof(weights), sizeof(last));
    sum += __builtin_convertvector(weights, Shorts16);
    last_sum += __builtin_convertvector(last, Shorts4);
  }
  int of(size_t tag) const { return tag < 16 ? sum[tag] : last_sum[tag - 16]; }
  Shorts16 sum{};
  Shorts4 last_sum{};
};

struct AnySum {
  explicit AnySum(size_t tags) : width(tags) {}
  void Add(const uint8_t* row) {
    for (size_t tag = 0; tag < width; ++tag) sum[tag] = static_cast<int16_t>(sum[tag] + static_cast<int8_t>(row[tag]));
  }
  int of(size_t tag) const { return sum[tag]; }
  size_t width;
  std::array<int16_t, kMaxTags> sum{};
};

template <class T>
void Append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

}  // namespace

std::string TaggerModel::ToBytes(const TaggerWeights& weights) {
  const size_t tags = weights.tags.size();
  Header header{};
  header.magic = kMagic;
  header.tags = static_cast<uint32_t>(tags);
  header.stride = StrideFor(tags);
  header.slots = static_cast<uint32_t>(static_cast<double>(weights.rows.size()) / kLoad) + kGroup;
  header.features = static_cast<uint32_t>(weights.rows.size());

  float largest = 1e-6F;
  for (const auto& row : weights.rows)
    for (const float weight : row.weights) largest = std::max(largest, std::abs(weight));
  header.scale = largest / 127;

  // In the order of their features, so that which row gets which slot does not hang on the order they came in.
  std::vector<const TaggerWeights::Row*> order;
  for (const auto& row : weights.rows) order.push_back(&row);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->feature < b->feature; });
  std::string slots(size_t{header.slots} * header.stride, '\0');
  for (const auto* row : order) {
    uint32_t at = HomeOf(row->feature, header.slots);
    for (uint32_t taken = 1; taken != 0; at = (at + 1) % header.slots) {
      std::memcpy(&taken, &slots[size_t{at} * header.stride], 4);
      if (taken == 0) break;
    }
    const uint32_t fingerprint = FingerprintOf(row->feature);
    std::memcpy(&slots[size_t{at} * header.stride], &fingerprint, 4);
    for (size_t tag = 0; tag < tags; ++tag)
      slots[size_t{at} * header.stride + 4 + tag] = static_cast<char>(static_cast<int8_t>(std::lround(row->weights[tag] / header.scale)));
  }

  std::string body;
  for (const float step : weights.steps) Append(body, step);
  std::string names;
  for (const std::string& tag : weights.tags) names += tag + "\n";
  header.text = static_cast<uint32_t>(names.size());
  header.about = static_cast<uint32_t>(weights.about.size());
  body += names + weights.about;
  body.resize(Aligned(body.size()), '\0');
  body += slots;
  header.hash = HashBytes(body);
  std::string out;
  Append(out, header);
  return out + body;
}

Result<TaggerModel> TaggerModel::FromBytes(std::string_view bytes) {
  const Error damaged{"data_invalid", "the model is damaged or cut short"};
  Header header{};
  if (bytes.size() < sizeof(header)) return damaged;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::memcmp(header.magic.data(), kMagic.data(), 6) != 0) return Error{"data_invalid", "this is no model of factbox"};
  if (header.magic != kMagic) return Error{"data_invalid", "the model is of another version: train it again"};
  if (reinterpret_cast<uintptr_t>(bytes.data()) % 8 != 0) return Error{"data_invalid", "the model is not aligned"};
  std::string_view body = bytes.substr(sizeof(header));
  const size_t tags = header.tags;
  if (tags == 0 || tags > kMaxTags || header.stride != StrideFor(tags) || header.slots < size_t{header.features} + kGroup || !std::isfinite(header.scale))
    return damaged;
  const size_t before_slots = Aligned(tags * tags * 4 + size_t{header.text} + header.about);
  if (body.size() != before_slots + size_t{header.slots} * header.stride || HashBytes(body) != header.hash) return damaged;

  TaggerModel model;
  model.steps_ = {reinterpret_cast<const float*>(body.data()), tags * tags};
  std::string_view names = body.substr(tags * tags * 4, header.text);
  for (size_t i = 0; i < tags; ++i) {
    const size_t end = names.find('\n');
    if (end == std::string_view::npos) return damaged;
    model.tags_.push_back(names.substr(0, end));
    names.remove_prefix(end + 1);
  }
  model.about_ = body.substr(tags * tags * 4 + header.text, header.about);
  model.slots_ = reinterpret_cast<const uint8_t*>(body.data()) + before_slots;
  model.slot_count_ = header.slots;
  model.stride_ = header.stride;
  model.features_ = header.features;
  model.scale_ = header.scale;
  model.fingerprint_ = fmt::format("{:016x}", header.hash);
  model.MarkSlots();
  return model;
}

// A table without an empty slot, in which a search would not end, cannot be: it has more slots than features.
void TaggerModel::MarkSlots() {
  marks_.resize(slot_count_ + kGroup - 1);
  for (size_t at = 0; at < marks_.size(); ++at) {
    uint32_t fingerprint;
    std::memcpy(&fingerprint, slots_ + at % slot_count_ * stride_, 4);
    marks_[at] = fingerprint == 0 ? 0 : MarkOf(fingerprint);
  }
}

uint32_t TaggerModel::Candidate(uint8_t mark, uint32_t at) const {
  constexpr uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
  const auto zeros = [](uint64_t bytes) { return (bytes - kOnes) & ~bytes & kTops; };  // the lowest bit that is set is right, those above may not be
  for (;;) {
    uint64_t group;
    std::memcpy(&group, &marks_[at], kGroup);
    const uint64_t same = zeros(group ^ (kOnes * mark)), empty = zeros(group);
    const uint64_t first = (same | empty) & -(same | empty);
    if ((first & empty) != 0) return slot_count_;
    if (first != 0) return (at + static_cast<uint32_t>(__builtin_ctzll(first)) / 8) % slot_count_;
    at += kGroup;
    if (at >= slot_count_) at -= slot_count_;
  }
}

const uint8_t* TaggerModel::Row(uint64_t feature, uint32_t candidate) const {
  const uint32_t fingerprint = FingerprintOf(feature);
  while (candidate != slot_count_) {
    const uint8_t* slot = slots_ + size_t{candidate} * stride_;
    uint32_t found;
    std::memcpy(&found, slot, 4);
    if (found == fingerprint) return slot + 4;
    candidate = Candidate(MarkOf(fingerprint), candidate + 1 == slot_count_ ? 0 : candidate + 1);
  }
  return nullptr;
}

// First where the rows are, then the rows: so that the memory of many is on its way at once.
void TaggerModel::Score(std::span<const uint64_t> features, std::span<float> scores) const {
  constexpr size_t kAhead = 64;  // features; the sum of so many weights of eight bits has room in sixteen
  struct Wanted {
    uint64_t feature;
    uint32_t candidate;
  };
  std::array<Wanted, kAhead> wanted;
  for (size_t begin = 0; begin < features.size(); begin += kAhead) {
    size_t count = 0;
    for (const uint64_t feature : features.subspan(begin, std::min(kAhead, features.size() - begin))) {
      const uint32_t candidate = Candidate(MarkOf(FingerprintOf(feature)), HomeOf(feature, slot_count_));
      if (candidate == slot_count_) continue;
      __builtin_prefetch(slots_ + size_t{candidate} * stride_);
      wanted[count++] = {feature, candidate};
    }
    const auto add = [&](auto& sum) {
      for (size_t i = 0; i < count; ++i)
        if (const uint8_t* row = Row(wanted[i].feature, wanted[i].candidate); row != nullptr) sum.Add(row);
      for (size_t tag = 0; tag < tags_.size(); ++tag) scores[tag] += static_cast<float>(sum.of(tag)) * scale_;
    };
    if (stride_ == 4 + NamesSum::kWidth) {
      NamesSum sum;
      add(sum);
    } else {
      AnySum sum(stride_ - 4);
      add(sum);
    }
  }
}

}  // namespace factbox
