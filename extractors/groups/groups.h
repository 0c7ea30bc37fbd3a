#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Word classes, noun and verb groups, and who does what.
// Errors: data_invalid, every mistake of extractors/groups/*.tsv.
Result<std::unique_ptr<Stage>> MakeGroupsStage(const Data& data);

}  // namespace factbox
