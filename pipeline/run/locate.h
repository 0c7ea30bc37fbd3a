#pragma once

#include <string>

#include "base/result.h"

namespace factbox {

// The compiled data file: $FACTBOX_DATA where it is set, else `factbox.data` beside the program, else share/factbox/factbox.data of the
// folder above it. Errors: file_not_found, with the places that were looked at.
Result<std::string> LocateData();

}  // namespace factbox
