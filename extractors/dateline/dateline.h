#pragma once

#include <memory>

#include "document/stage.h"

namespace factbox {

// Where, when and by whom an article was filed.
std::unique_ptr<Stage> MakeDatelineStage();

}  // namespace factbox
