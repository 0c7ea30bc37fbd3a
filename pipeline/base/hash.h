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

// Reads eight bytes at a time, little-endian (all machines that Debian 12's g++ targets here are).
inline uint64_t HashBytes(std::string_view bytes) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ bytes.size();
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    hash = CombineHash(hash, word);
    bytes.remove_prefix(8);
  }
  uint64_t tail = 0;
  std::memcpy(&tail, bytes.data(), bytes.size());
  return CombineHash(hash, tail);
}

}  // namespace factbox
