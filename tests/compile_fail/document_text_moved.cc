// A constant document may be on its way out too.
#include <utility>

#include "document/document.h"

size_t Size(const factbox::Document& document) {
#ifdef FACTBOX_MISTAKE
  return std::move(document).text().size();
#else
  return document.text().size();
#endif
}
