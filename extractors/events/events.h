#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// What happened: typed events with who did what to whom, where, when, and how real it is. Borrows `data`.
// Errors: data_invalid, every mistake of extractors/events/*.tsv.
Result<std::unique_ptr<Stage>> MakeEventsStage(const Data& data);

}  // namespace factbox
