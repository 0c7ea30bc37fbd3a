#include "text/offsets.h"

#include <algorithm>

namespace factbox {
namespace {

constexpr uint32_t kStride = 64;

// Units that end with this byte's code point counted at its first byte: a four-byte sequence is two UTF-16 units.
uint32_t UnitsAt(unsigned char byte, OffsetUnit unit) {
  if ((byte & 0xC0) == 0x80) return 0;
  return unit == OffsetUnit::kUtf16 && byte >= 0xF0 ? 2 : 1;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {
  identity_ = unit == OffsetUnit::kByte || std::none_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  if (identity_) return;
  checkpoints_.reserve(text.size() / kStride + 1);
  uint32_t units = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kStride == 0) checkpoints_.push_back(units);
    units += UnitsAt(static_cast<unsigned char>(text[i]), unit);
  }
  if (text.size() % kStride == 0) checkpoints_.push_back(units);
}

uint32_t OffsetMap::operator()(uint32_t byte) const {
  if (identity_) return byte;
  uint32_t units = checkpoints_[byte / kStride];
  for (uint32_t i = byte / kStride * kStride; i < byte; ++i) units += UnitsAt(static_cast<unsigned char>(text_[i]), unit_);
  return units;
}

}  // namespace factbox
