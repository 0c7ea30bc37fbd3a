// An evaluation for eyes and for programs.
#pragma once

#include <string>

#include "evaluate/evaluation.h"

namespace factbox::evaluate {

// A table with a line a measure, for a terminal; mistakes below it where they were kept.
std::string ReportText(const Evaluation& evaluation);

// One JSON object: {"documents", "notes", "measures": {name: {"p", "r", "f", "right", "predicted", "found", "gold", "low", "high"}}, "by", …}.
std::string ReportJson(const Evaluation& evaluation);

}  // namespace factbox::evaluate
