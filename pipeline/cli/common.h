// What verbs have in common: the streams and the data.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "gazetteer/data.h"

namespace factbox::cli {

// A line (or several) for people, on standard error. A progress line that stands there is wiped first.
void Say(std::string_view text);

// Says what is wrong and returns kCouldNotRun.
int Fail(const Error& error);

// Writes all of `text` to standard output; returns the exit code. A closed pipe is a quiet end.
int Print(std::string_view text);

// The built-in data, with the user's folder over it unless that is empty.
Result<std::unique_ptr<Data>> OpenData(const std::string& folder);

}  // namespace factbox::cli
