// One run of ingestion: what is new in the sources is fetched, extracted, and appended to the output, exactly once.
//
//   sources ──► links ──► pages ──► articles ──► records ──► day file, database
//              (state)                            └── one transaction with the state
//
// Work is cut into batches. A batch's records are on disk before the transaction that says so is committed, and what a day file holds beyond what was committed
// is cut away when the next run begins; so a run that is killed at any point loses nothing and writes nothing twice. A link is kept until its article was
// written, was found to be known, or is gone, even if its source no longer names it.
//
// The library part: clock, transport and the place for messages are given. Limits: one process at a time (lock_file.h), pages as servers send them (no scripts
// are run).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "fetch/clock.h"
#include "fetch/config.h"
#include "fetch/postgres.h"
#include "fetch/state.h"
#include "fetch/transport.h"
#include "run/processor.h"

namespace factbox {

struct SourceReport {
  std::string name;
  bool asked = false;   // its time had come
  std::string error;    // why it could not be read; empty: it was, or was not asked
  SourceDay counts;     // of this run
  int64_t waiting = 0;  // links left for later runs
};

struct IngestReport {
  std::vector<SourceReport> sources;  // in the order of the configuration
  uint64_t records = 0, errors = 0;   // written; of them with status error
  uint64_t cut_bytes = 0;             // of a run before that was killed
  bool failed = false;                // some source or article failed
};

struct IngestTools {
  const Pipeline& pipeline;
  Transport& transport;
  Clock& clock;
  IngestState& state;
  Postgres* postgres = nullptr;  // null: records go to files only
  ProcessOptions process;
  std::atomic<bool>* stop = nullptr;                      // once true, the run ends after the batch that it is at; may be null
  std::function<void(const std::string&)> say = nullptr;  // what happens, a line each
};

// Requires: the lock is held. Errors: output_failed, output_shrunk, state_unusable, postgres_failed; what was committed before stays.
Result<IngestReport> Ingest(const IngestConfig& config, const IngestTools& tools);

}  // namespace factbox
