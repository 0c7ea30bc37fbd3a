// factbox-compile SOURCE_FOLDER IMAGE: compiles the tables of a source tree to the data file. Run by the build; not installed.
#include <cstdio>

#include "base/file.h"
#include "gazetteer/compile.h"
#include "gazetteer/gazetteer.h"

int main(int argc, char** argv) {
  using namespace factbox;
  if (argc != 3) {
    std::fprintf(stderr, "usage: factbox-compile SOURCE_FOLDER IMAGE\n");
    return 2;
  }
  const Result<std::vector<SourceFile>> files = ReadSources(argv[1]);
  if (!files) {
    std::fprintf(stderr, "factbox-compile: %s\n", files.error().message.c_str());
    return 2;
  }
  Mistakes mistakes;
  Abbreviations abbreviations;
  AddAbbreviations(*files, abbreviations, mistakes);
  const std::string image = CompileImage(*files, abbreviations, mistakes);
  if (!mistakes.empty()) {
    std::fprintf(stderr, "%s\n", ToString(mistakes).c_str());
    return 1;
  }
  if (const Status written = WriteFileAtomically(argv[2], image); !written) {
    std::fprintf(stderr, "factbox-compile: %s\n", written.error().message.c_str());
    return 2;
  }
  return 0;
}
