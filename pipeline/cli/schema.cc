// factbox schema: the JSON Schema of the records.
#include <CLI/CLI.hpp>

#include "cli/common.h"
#include "cli/verbs.h"
#include "record/record.h"

namespace factbox::cli {

void AddSchema(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("schema", "Print the JSON Schema (draft 2020-12) of the records");
  verb->callback([&action] { action = [] { return Print(RecordSchema()); }; });
}

}  // namespace factbox::cli
