// Why a record says what it says, for people: every value with the stage, rule and gazetteer entry that made it and its place in the sentence;
// for an empty field, what might have become a value and did not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "run/pipeline.h"
#include "text/offsets.h"

namespace factbox {

struct ExplainOptions {
  OffsetUnit offsets = OffsetUnit::kCodePoint;  // of `at` and of all that is shown
  std::string field;                            // article, people, organizations, places, numbers or dates; empty: all
  std::optional<uint32_t> at;                   // only what is known of the text at this offset
};

// Text of many lines. Requires: the pipeline has run on the document. `notes`: of reading it.
// Errors: unknown_field, beyond_text.
Result<std::string> Explain(const Pipeline& pipeline, const Document& document, std::span<const Note> notes, const ExplainOptions& options);

}  // namespace factbox
