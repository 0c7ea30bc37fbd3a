#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Mentions by name of people, organisations and places. Borrows `data`.
// Errors: data_invalid, every mistake of extractors/names/*.tsv.
Result<std::unique_ptr<Stage>> MakeNamesStage(const Data& data);

}  // namespace factbox
