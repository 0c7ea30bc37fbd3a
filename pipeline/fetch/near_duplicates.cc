#include "fetch/near_duplicates.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

#include "base/hash.h"

namespace factbox {
namespace {

constexpr size_t kShingleWords = 4, kFewestWords = 24;

// The code point at `at` (ill-formed bytes stand for themselves), and how many bytes it has.
uint32_t Decode(std::string_view text, size_t at, size_t& length) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  const uint32_t first = byte(at);
  length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) {
    length = 1;
    return first;
  }
  uint32_t code = first & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) code = code << 6 | (byte(at + i) & 0x3F);
  return code;
}

bool IsAsciiWord(uint32_t code) { return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z'); }

// Latin-1 signs, general punctuation, symbols, CJK punctuation, full-width signs.
bool IsSeparator(uint32_t code) {
  return (code < 0x80 && !IsAsciiWord(code)) || (code >= 0x80 && code < 0xC0 && code != 0xAA && code != 0xB5 && code != 0xBA) ||
         (code >= 0x2000 && code < 0x2C00) || (code >= 0x3000 && code < 0x3040) || (code >= 0xFF00 && code < 0xFF10);
}

// Han, kana, and the scripts of South-East Asia that write no blanks.
bool IsWordOfItself(uint32_t code) {
  return (code >= 0x2E80 && code < 0xA000) || (code >= 0xF900 && code < 0xFB00) || (code >= 0x20000 && code < 0x32000) || (code >= 0x0E00 && code < 0x0F00) ||
         (code >= 0x1000 && code < 0x10A0) || (code >= 0x1780 && code < 0x1800);
}

std::vector<uint64_t> WordHashes(std::string_view text) {
  std::vector<uint64_t> words;
  uint64_t hash = 0;
  bool within = false;
  const auto end = [&] {
    if (within) words.push_back(hash);
    within = false;
  };
  for (size_t at = 0, length = 1; at < text.size(); at += length) {
    uint32_t code = Decode(text, at, length);
    if (IsSeparator(code)) {
      end();
    } else if (IsWordOfItself(code)) {
      end();
      words.push_back(MixHash(code));
    } else {
      if (code < 0x80) code |= 0x20;
      hash = CombineHash(within ? hash : 0, code);
      within = true;
    }
  }
  end();
  return words;
}

}  // namespace

std::optional<Signature> SignatureOf(std::string_view text) {
  const std::vector<uint64_t> words = WordHashes(text);
  if (words.size() < kFewestWords) return std::nullopt;
  Signature signature;
  signature.fill(std::numeric_limits<uint32_t>::max());
  for (size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    uint64_t shingle = 0;
    for (size_t j = 0; j < kShingleWords; ++j) shingle = CombineHash(shingle, words[i + j]);
    for (size_t k = 0; k < kMinHashes; ++k) signature[k] = std::min(signature[k], static_cast<uint32_t>(MixHash(shingle + k * 0x9E3779B97F4A7C15u) >> 32));
  }
  return signature;
}

std::array<uint64_t, kBands> BandsOf(const Signature& signature) {
  std::array<uint64_t, kBands> bands{};
  for (size_t band = 0; band < kBands; ++band) {
    uint64_t hash = band;
    for (size_t row = 0; row < kBandRows; ++row) hash = CombineHash(hash, signature[band * kBandRows + row]);
    bands[band] = hash;
  }
  return bands;
}

double Similarity(const Signature& a, const Signature& b) {
  size_t equal = 0;
  for (size_t i = 0; i < kMinHashes; ++i) equal += a[i] == b[i] ? 1 : 0;
  return static_cast<double>(equal) / static_cast<double>(kMinHashes);
}

std::string PackSignature(const Signature& signature) {
  std::string out(sizeof(uint32_t) * kMinHashes, '\0');
  std::memcpy(out.data(), signature.data(), out.size());
  return out;
}

std::optional<Signature> UnpackSignature(std::string_view bytes) {
  Signature out;
  if (bytes.size() != sizeof(uint32_t) * kMinHashes) return std::nullopt;
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

}  // namespace factbox
