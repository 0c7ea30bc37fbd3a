#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Places of the record, resolved to the gazetteer. Borrows `data`.
// Errors: data_invalid, every mistake of extractors/places/rules.tsv.
Result<std::unique_ptr<Stage>> MakePlacesStage(const Data& data);

}  // namespace factbox
