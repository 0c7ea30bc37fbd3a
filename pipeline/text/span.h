// A stretch of a document's text.
#pragma once

#include <cstdint>
#include <string_view>

namespace factbox {

// Half-open [begin, end) in bytes of the document's UTF-8 text, both on code point boundaries. Converted to other units only while a record is
// written (text/offsets.h); never changed in place.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(Span a, Span b) { return a.begin == b.begin && a.end == b.end; }
};

inline std::string_view Slice(std::string_view text, Span span) { return text.substr(span.begin, span.end - span.begin); }

// Half-open range of token indices.
struct TokenRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(uint32_t token) const { return begin <= token && token < end; }
  bool Overlaps(TokenRange other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(TokenRange a, TokenRange b) { return a.begin == b.begin && a.end == b.end; }
};

}  // namespace factbox
