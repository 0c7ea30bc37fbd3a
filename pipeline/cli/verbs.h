// The verbs of the command line, a file each. Every verb declares its options once, in CLI11; help and checks come from there.
//
// Exit codes: 0 all well; 1 it ran, but something failed; 2 it could not run (wrong arguments, no data file, output that cannot be written).
// A signal ends the program as signals do (128 + its number in a shell), after the half-written output has been removed.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace factbox::cli {

enum ExitCode : int { kAllWell = 0, kSomethingFailed = 1, kCouldNotRun = 2 };

// What to do once the arguments are read; returns the exit code.
using Action = std::function<int()>;

void AddCheck(CLI::App& app, Action& action);
void AddConvert(CLI::App& app, Action& action);
void AddDiff(CLI::App& app, Action& action);
void AddEvaluate(CLI::App& app, Action& action);
void AddExplain(CLI::App& app, Action& action);
void AddExtract(CLI::App& app, Action& action);
void AddSchema(CLI::App& app, Action& action);
void AddShow(CLI::App& app, Action& action);
void AddTrain(CLI::App& app, Action& action);

}  // namespace factbox::cli
