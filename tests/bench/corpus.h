// The text that benchmarks run on: articles in an order that does not repeat, FACTBOX_BENCH_MB (20) megabytes of them.
//
// They come from corpora/samples, or from the files or folders in FACTBOX_BENCH_DOCS (with : between them). A few dozen kilobytes of samples
// repeated are kinder to caches and branch prediction than as much real text; figures that are published name their text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "article/item_reader.h"

namespace factbox::bench {

struct Corpus {
  std::vector<RawItem> items;  // the different articles
  std::vector<size_t> order;   // indices into items, as often and in the order in which they are to be read
  size_t text_bytes = 0;       // of `order`: titles and texts, without JSON
  size_t words = 0;            // of `order`: runs of anything but blanks, as `wc -w` counts
};

// Reads it on the first call. Ends the program with a message where there is none.
const Corpus& TheCorpus();

size_t CountWords(const std::string& text);

}  // namespace factbox::bench
