#include "text/offsets.h"

#include <algorithm>

namespace factbox {
namespace {

constexpr uint32_t kStride = 64;

// Each code point counts at its first byte; one of four bytes is two UTF-16 units. Without jumps, so that many bytes are counted at once.
uint32_t CountUnits(std::string_view text, OffsetUnit unit) {
  uint32_t units = 0;
  for (const char c : text) units += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (unit == OffsetUnit::kUtf16)
    for (const char c : text) units += static_cast<unsigned char>(c) >= 0xF0;
  return units;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {
  identity_ = unit == OffsetUnit::kByte || std::none_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  if (identity_) return;
  checkpoints_.reserve(text.size() / kStride + 1);
  uint32_t units = 0;
  for (size_t i = 0; i <= text.size(); i += kStride) {
    checkpoints_.push_back(units);
    units += CountUnits(text.substr(i, kStride), unit);
  }
}

uint32_t OffsetMap::operator()(uint32_t byte) const {
  if (identity_) return byte;
  const uint32_t start = byte / kStride * kStride;
  return checkpoints_[byte / kStride] + CountUnits(text_.substr(start, byte - start), unit_);
}

}  // namespace factbox
