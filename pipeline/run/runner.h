// Many articles at once, records in the order of the input.
//
//   reader thread → queue → workers → (waiting for their turn) → the caller's thread, which writes
//
// What is read and not yet written is bounded by number and by bytes, so memory stays at workers × largest document however long the input
// is, and a slow document holds the others back rather than piling them up. The bytes written do not depend on the number of workers.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "run/processor.h"

namespace factbox {

struct RunOptions {
  unsigned workers = 1;
  size_t bytes_in_flight = size_t{16} << 20;  // of input; one piece is taken even if it is larger
  ProcessOptions process;
  const std::atomic<bool>* stop = nullptr;  // once true, no more input is read; what was read is finished
};

struct RunSummary {
  uint64_t records = 0, partial = 0, errors = 0;
  uint64_t input_bytes = 0;                                      // of the pieces, decompressed
  bool failed = false;                                           // some article or file failed
  std::map<std::string, std::string, std::less<>> unknown_keys;  // key → "file:line" of one place (which one may depend on the workers)
};

// Gets every result in the order of the input, in the thread that called RunArticles. An error ends the run.
using ResultSink = std::function<Status(const Processed&)>;

// Errors: those of `sink`.
Result<RunSummary> RunArticles(const Pipeline& pipeline, ItemSource& source, const RunOptions& options, const ResultSink& sink);

}  // namespace factbox
