// A failure that nobody looks at. Warnings are errors here whatever the preset, for this one is the point.
#pragma GCC diagnostic error "-Wunused-result"
#include "base/file.h"

void Save() {
#ifdef FACTBOX_MISTAKE
  factbox::WriteFileAtomically("a", "b");
#else
  (void)factbox::WriteFileAtomically("a", "b");
#endif
}
