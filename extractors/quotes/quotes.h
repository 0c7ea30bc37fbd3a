#pragma once

#include <memory>

#include "base/result.h"
#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Who said what: direct, indirect and mixed quotes with their speakers. Errors: data_invalid, every mistake of extractors/quotes/lists.tsv.
// Requires: `data` outlives the stage.
Result<std::unique_ptr<Stage>> MakeQuotesStage(const Data& data);

}  // namespace factbox
