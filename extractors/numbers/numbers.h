#pragma once

#include <memory>

#include "base/result.h"
#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Numbers and what they mean: counts, money, per cent, measures, ages, ratios, scores, ordinals. Borrows `data`.
// Errors: data_invalid, every mistake of the tables on a line.
Result<std::unique_ptr<Stage>> MakeNumbersStage(const Data& data);

}  // namespace factbox
