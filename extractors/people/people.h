#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// People of the record: mentions grouped, name parts, roles. Borrows `data`.
// Errors: data_invalid, every mistake of extractors/people/{rules,lists}.tsv.
Result<std::unique_ptr<Stage>> MakePeopleStage(const Data& data);

}  // namespace factbox
