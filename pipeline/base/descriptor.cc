#include "base/descriptor.h"

#include <unistd.h>

namespace factbox {

Descriptor::~Descriptor() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace factbox
