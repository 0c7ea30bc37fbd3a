#pragma once

#include <memory>

#include "document/stage.h"

namespace factbox {

// Words and sentences of every section.
std::unique_ptr<Stage> MakeTokensStage();

}  // namespace factbox
