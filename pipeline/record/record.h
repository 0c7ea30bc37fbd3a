// From layers to the record: one JSON object a document, in the order of keys that schema.json describes.
//
// Offsets are bytes until here; they are converted to the unit asked for while they are written, nowhere else. A layer that no stage of the
// pipeline gives is an empty list.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/stage.h"
#include "text/offsets.h"

namespace factbox {

struct RecordOptions {
  OffsetUnit offsets = OffsetUnit::kCodePoint;
  bool why = false;  // stage, rule and gazetteer entry of every value
};

// What made the records: it stands at the end of each.
struct Producer {
  std::string version;
  std::string data;  // fingerprint of gazetteers, rules and models
};

// A note whose code begins like this says that a limit was reached: the record's status is then `partial`.
constexpr std::string_view kLimitNote = "limit_";

// The JSON Schema (draft 2020-12) of the records.
std::string_view RecordSchema();

// const = thread-safe.
class RecordWriter {
 public:
  // `stages`: those that ran, to know which layers there are and who gave them.
  RecordWriter(std::span<const StageInfo> stages, Producer producer, RecordOptions options);

  // Appends the record of a document that all stages have run on, without a line break. `notes`: of reading it; they come first.
  // Returns whether the record is partial.
  bool Write(const Document& document, std::span<const Note> notes, std::string& out) const;

  // Appends the record of an article that failed. What is known of the article is written, but not its text.
  void WriteError(const Article& article, std::span<const Note> notes, const Error& error, std::string& out) const;

 private:
  class Body;
  std::array<std::string, static_cast<size_t>(Layer::kCount)> stage_of_;  // the giver's name; empty: nobody gives the layer
  LayerSet layers_ = 0;
  Producer producer_;
  RecordOptions options_;
};

}  // namespace factbox
