// The byte layout of a compiled image, shared by its writer (compile.cc) and its reader (gazetteer.cc).
#pragma once

#include <cstdint>

#include "gazetteer/gazetteer.h"

namespace factbox {

constexpr char kImageMagic[8] = {'f', 'a', 'c', 't', 'b', 'o', 'x', '\n'};
constexpr uint32_t kImageVersion = 2;  // raise with every change of this file or of a record in gazetteer.h

struct ImageSection {
  uint64_t offset;  // from the start of the image, a multiple of 8
  uint64_t count;   // of elements
};

struct ImageHeader {
  char magic[8];
  uint32_t version;
  uint32_t header_bytes;
  char fingerprint[16];
  uint64_t total_bytes;
  uint64_t phrases;  // slots that hold entries
  ImageSection slots, entries, places, organizations, titles, nouns, pool, files;
};

// hash 0 marks a free slot. The table's size is a power of two; collisions probe the next slot.
struct Gazetteer::Slot {
  uint64_t hash;
  uint32_t first;  // of its entries
  uint16_t count;
  uint16_t longer;
};

}  // namespace factbox
