// What verbs have in common: the streams and the data.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "gazetteer/data.h"

namespace CLI {
class App;
}

namespace factbox::cli {

// A line (or several) for people, on standard error. A progress line that stands there is wiped first.
void Say(std::string_view text);

// Says what is wrong and returns kCouldNotRun.
int Fail(const Error& error);

// Writes all of `text` to standard output; returns the exit code. A closed pipe is a quiet end.
int Print(std::string_view text);

// What is known before the first article: the built-in data, a user's folder over it, a trained tagger.
struct DataOptions {
  std::string folder;          // empty: none
  std::string model = "news";  // a name or a file; empty: none
};

// Adds --data, --model, --no-model. `options` must outlive the parsing.
void AddDataOptions(CLI::App& verb, DataOptions& options);

Result<std::unique_ptr<Data>> OpenData(const DataOptions& options);

}  // namespace factbox::cli
