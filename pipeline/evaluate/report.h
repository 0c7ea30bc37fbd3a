// An evaluation for eyes and for programs.
#pragma once

#include <string>

#include "evaluate/evaluation.h"

namespace factbox::evaluate {

// A table with a line a measure, for a terminal; mistakes below it where they were kept.
std::string ReportText(const Evaluation& evaluation);

// One JSON object: {"documents", "notes", "measures": {name: {"p", "r", "f", "right", "predicted", "found", "gold", "low", "high"}}, "by", …}.
std::string ReportJson(const Evaluation& evaluation);

// A self-contained page: scores with intervals as plots, confusions, and the mistakes that were kept, by sort, each in its sentence with the rule
// behind it. Works offline.
std::string ReportHtml(const Evaluation& evaluation, const std::string& title);

}  // namespace factbox::evaluate
