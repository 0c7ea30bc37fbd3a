#pragma once

#include <memory>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// People of the record: mentions grouped, name parts. Borrows `data`.
std::unique_ptr<Stage> MakePeopleStage(const Data& data);

}  // namespace factbox
