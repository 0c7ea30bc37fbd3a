// factbox check [DIR]: runs the cases.txt of a folder of tables, and with --data reports every mistake in it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "base/file.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "run/cases.h"

namespace factbox::cli {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
  std::string folder;
  DataOptions data;
  bool verbose = false;
};

// Every cases.txt at or below `where`, sorted.
std::vector<std::string> FindCases(const std::string& where, std::error_code& error) {
  std::vector<std::string> out;
  if (fs::is_regular_file(where, error)) return {where};
  constexpr auto kSkip = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(where, kSkip, error); !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.front() == '.' && at->is_directory()) at.disable_recursion_pending();
    if (name == "cases.txt") out.push_back(at->path().lexically_normal().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

int Check(const CheckOptions& options) {
  const Result<std::unique_ptr<Data>> data = OpenData(options.data);
  if (!data) return Fail(data.error());
  const Result<Pipeline> pipeline = Pipeline::Load(**data);
  if (!pipeline) return Fail(pipeline.error());

  const std::string where = !options.folder.empty() ? options.folder : !options.data.folder.empty() ? options.data.folder : ".";
  std::error_code error;
  const std::vector<std::string> files = FindCases(where, error);
  if (error) return Fail({"file_unreadable", where + ": " + error.message()});
  if (files.empty() && options.data.folder.empty()) return Fail({"file_not_found", where + ": holds no cases.txt"});

  const std::unique_ptr<Worker> worker = pipeline->NewWorker();
  int cases = 0, failures = 0;
  for (const std::string& file : files) {
    const Result<std::string> text = ReadFile(file);
    const std::string folder = fs::absolute(file).parent_path().filename().string();
    if (!text || !HasCases(folder)) {
      const int code = Print((text ? file + ": cases of a folder '" + folder + "' cannot be run" : text.error().message) + "\n");
      if (code != kAllWell) return code;
      ++failures;
      continue;
    }
    const CaseReport report = RunCases(*pipeline, *worker, folder, *text);
    std::string out;
    for (const CaseFailure& failure : report.failures) out += fmt::format("{}:{}: {}\n", file, failure.line, failure.message);
    if (const int code = Print(out); code != kAllWell) return code;
    if (options.verbose) Say(fmt::format("{}: {} of {} cases hold", file, report.cases - static_cast<int>(report.failures.size()), report.cases));
    cases += report.cases;
    failures += static_cast<int>(report.failures.size());
  }
  Say(fmt::format("factbox: {} cases in {} files, {} failed", cases, files.size(), failures));
  return failures == 0 ? kAllWell : kSomethingFailed;
}

}  // namespace

void AddCheck(CLI::App& app, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* verb = app.add_subcommand("check", "Run the cases.txt beside rules and lists");
  verb->footer(
      "'factbox check --data DIR' reports every mistake in your tables as file:line:column, then runs the cases in DIR with your tables in force.\n"
      "Cases that do not hold are printed as file:line: what. Exit codes: 0 all hold, 1 some do not, 2 could not run.");
  verb->add_option("DIR", options->folder, "Where to look for cases.txt (default: the folder of --data, else the current one)");
  AddDataOptions(*verb, options->data);
  verb->add_flag("-v,--verbose", options->verbose, "Say how many cases of each file hold");
  verb->callback([options, &action] { action = [options] { return Check(*options); }; });
}

}  // namespace factbox::cli
