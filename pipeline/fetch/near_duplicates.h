// Copies of a text that are not letter for letter the same: a wire story in twelve papers, each with another first line.
//
// MinHash (Broder, "On the resemblance and containment of documents", 1997) over shingles of four words: the share of equal numbers in two signatures estimates
// the share of shingles that two texts have in common (Jaccard's index), with a standard error of 0.057 at 0.7. Signatures are found by bands of four numbers
// (Rajaraman, Ullman, "Mining of Massive Datasets", 3.4): of texts with 70 % in common 98.8 % share a band, with 80 % all but one in a thousand, with 30 % an
// eighth. Words are runs of letters and digits, or single characters of scripts that are written without blanks.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace factbox {

constexpr size_t kMinHashes = 64, kBandRows = 4, kBands = kMinHashes / kBandRows;
using Signature = std::array<uint32_t, kMinHashes>;

// Nothing where the text has fewer than 24 words: captions and tickers of that length look alike without being copies.
std::optional<Signature> SignatureOf(std::string_view text);

// A number for each band; two texts with one in common are worth a comparison.
std::array<uint64_t, kBands> BandsOf(const Signature& signature);

// From 0 to 1.
double Similarity(const Signature& a, const Signature& b);

// As bytes, little-endian, and back.
std::string PackSignature(const Signature& signature);
std::optional<Signature> UnpackSignature(std::string_view bytes);

}  // namespace factbox
