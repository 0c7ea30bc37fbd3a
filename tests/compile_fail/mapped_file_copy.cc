// Two owners of one mapping.
#include <utility>

#include "base/file.h"

factbox::MappedFile Take(factbox::MappedFile& file) {
#ifdef FACTBOX_MISTAKE
  return file;
#else
  return std::move(file);
#endif
}
