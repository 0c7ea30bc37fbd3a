#pragma once

#include <string>

#include "base/result.h"

namespace factbox {

// The compiled data file: $FACTBOX_DATA where it is set, else `factbox.data` beside the program, else share/factbox/factbox.data of the
// folder above it. Errors: file_not_found, with the places that were looked at.
Result<std::string> LocateData();

// The file of a trained tagger: of a name such as "news", NAME.model beside the data file `image`; a path (with a slash, or ending in .model) as it is; empty
// if `model` is.
std::string ModelPath(const std::string& model, const std::string& image);

}  // namespace factbox
