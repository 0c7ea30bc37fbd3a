#include "run/version.h"

namespace factbox {

std::string_view Version() { return FACTBOX_VERSION; }

}  // namespace factbox
