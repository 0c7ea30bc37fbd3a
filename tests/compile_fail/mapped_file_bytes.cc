// The bytes of a file that is unmapped with the statement.
#include "base/file.h"

size_t Size(const std::string& path) {
#ifdef FACTBOX_MISTAKE
  const std::string_view bytes = (*factbox::MappedFile::Open(path)).bytes();
#else
  const factbox::Result<factbox::MappedFile> file = factbox::MappedFile::Open(path);
  const std::string_view bytes = file->bytes();
#endif
  return bytes.size();
}
