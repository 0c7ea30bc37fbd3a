#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Dates, times, durations and sets as TIMEX3 values. Borrows `data`. Errors: data_invalid, every mistake of the tables on a line.
Result<std::unique_ptr<Stage>> MakeDatesStage(const Data& data);

}  // namespace factbox
