#pragma once

#include <string_view>

namespace factbox {

// Of the program, such as "0.1.0".
std::string_view Version();

}  // namespace factbox
