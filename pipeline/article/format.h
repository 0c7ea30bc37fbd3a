// Which format a file has, by its name or its first bytes.
#pragma once

#include <string_view>

#include "article/item_reader.h"

namespace factbox {

// "dump.jsonl.gz" → kJsonLines; kAuto where the name does not tell.
InputFormat FormatOfName(std::string_view path);

// By the first bytes of the plain content; never kAuto.
InputFormat FormatOfBytes(std::string_view start);

}  // namespace factbox
