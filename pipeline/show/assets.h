// The files of the page, embedded by CMake.
#pragma once

#include <string_view>

namespace factbox {

std::string_view PageTemplate();  // with {{TITLE}}, {{STYLE}}, {{RECORDS}}, {{LEFT_OUT}}, {{WORLD}} and {{SCRIPT}}, each once, in this order
std::string_view PageStyle();
std::string_view PageScript();
std::string_view PageWorld();

}  // namespace factbox
