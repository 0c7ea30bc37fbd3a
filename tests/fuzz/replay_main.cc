// Runs a fuzz target without a fuzzer: over each file given, or each file of each folder given, and over mutations of it that are the same every
// time. No fuzzer's search, but what was found once stays found, and a target that does not compile or run is seen at once.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

namespace fs = std::filesystem;

constexpr int kMutations = 300;  // of each file: about a second for the slowest target

void Run(const std::string& input) { LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size()); }

// A few bytes changed, put in, taken out or copied elsewhere.
std::string Mutate(std::string input, std::mt19937& random) {
  for (unsigned edits = 1 + random() % 4; edits > 0; --edits) {
    const size_t at = random() % (input.size() + 1), length = std::min<size_t>(1 + random() % 8, input.size() - at);
    switch (random() % 4) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(random());
        break;
      case 1: input.insert(at, 1, static_cast<char>(random())); break;
      case 2: input.erase(at, length); break;
      default: input.insert(random() % (input.size() + 1), input.substr(at, length)); break;
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    std::error_code error;
    if (!fs::is_directory(argv[i], error)) {
      paths.emplace_back(argv[i]);
      continue;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(argv[i])) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  if (paths.empty()) {
    std::fprintf(stderr, "usage: %s FILE_OR_FOLDER...\n", argv[0]);
    return 2;
  }
  for (const std::string& path : paths) {
    const factbox::Result<std::string> input = factbox::ReadFile(path);
    if (!input) {
      std::fprintf(stderr, "%s\n", input.error().message.c_str());
      return 2;
    }
    Run(*input);
    std::mt19937 random(1);
    for (int i = 0; i < kMutations; ++i) Run(Mutate(*input, random));
  }
  std::printf("%zu files, %d mutations of each\n", paths.size(), kMutations);
  return 0;
}
