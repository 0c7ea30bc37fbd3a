// From byte offsets to code points or UTF-16 units, once, while a record is written.
//
//   "Zürich": byte 3 is code point 2 and UTF-16 unit 2; "🎉 3": byte 5 is code point 2 and UTF-16 unit 3.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace factbox {

enum class OffsetUnit { kCodePoint, kByte, kUtf16 };

// Maps offsets of one text. Built in one pass; a look-up reads at most 64 bytes of the text. const = thread-safe.
class OffsetMap {
 public:
  // Requires: `text` is valid UTF-8 and outlives the map.
  OffsetMap(std::string_view text, OffsetUnit unit);

  // Requires: `byte` <= text size, on a code point boundary.
  uint32_t operator()(uint32_t byte) const;

 private:
  std::string_view text_;
  OffsetUnit unit_;
  bool identity_ = false;              // all ASCII, or unit is bytes
  std::vector<uint32_t> checkpoints_;  // units before byte 64 * i
};

}  // namespace factbox
