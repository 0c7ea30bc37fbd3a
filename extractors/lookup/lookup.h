#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Phrases of the text that the gazetteers know. Borrows `data`.
std::unique_ptr<Stage> MakeLookupStage(const Data& data);

}  // namespace factbox
