// Whether a line of JSON is a record that a page can show.
//
//   {"schema":"factbox.record/1.0", …, "people":[{"mentions":[{"start":5000, …
//     → "people[0].mentions[0]: 5000 to 5009 is not within the text of 3021 codepoint units"
//
// Checked is what a reader relies on: the version of the schema, the lists, and that every span lies within the text, in the record's own unit.
// The full form is the business of the schema.
#pragma once

#include <string_view>

#include "base/result.h"

namespace factbox {

// Errors: invalid_json; no_record (some other JSON, as an article); unknown_schema (another major version); invalid_record (the message says
// which value). Thread-safe.
Status CheckRecord(std::string_view json);

}  // namespace factbox
