// 64-bit hashes that are the same on every machine and every run: keys of the compiled gazetteer and fingerprints of data.
// Not for defence against chosen collisions.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace factbox {

// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection in which every input bit changes half of the output bits.
constexpr uint64_t MixHash(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

constexpr uint64_t CombineHash(uint64_t left, uint64_t right) { return MixHash(left * 0x9E3779B97F4A7C15u + right); }

// One to seven bytes as a number, little-endian. Two loads that may overlap are cheaper than a copy of unknown size.
inline uint64_t LoadTail(const char* bytes, size_t size) {
  if (size >= 4) {
    uint32_t first, last;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    return first | uint64_t{last} << ((size - 4) * 8);
  }
  uint64_t out = 0;
  for (size_t i = 0; i < size; ++i) out |= uint64_t{static_cast<unsigned char>(bytes[i])} << (i * 8);
  return out;
}

// Reads eight bytes at a time, little-endian (all machines that Debian 12's g++ targets here are).
inline uint64_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ bytes.size();
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = CombineHash(hash, word);
    bytes.remove_prefix(8);
  }
  return CombineHash(hash, LoadTail(bytes.data(), bytes.size()));
}

}  // namespace factbox
