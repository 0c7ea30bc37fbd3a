#include "cli/common.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "run/locate.h"

namespace factbox::cli {

void Say(std::string_view text) {
  std::string out = Progress::Wipe();
  out.append(text).append("\n");
  (void)WriteAll(STDERR_FILENO, out);
}

int Fail(const Error& error) {
  Say("factbox: " + error.message);
  return kCouldNotRun;
}

int Print(std::string_view text) {
  const int error = WriteAll(STDOUT_FILENO, text);
  if (error == 0 || error == EPIPE) return kAllWell;
  return Fail({"output_failed", "standard output: " + SystemReason(error)});
}

void AddDataOptions(CLI::App& verb, DataOptions& options) {
  verb.add_option("--data", options.folder, "A folder of your own tables (gazetteers/…, extractors/…), used over the built-in ones")->type_name("DIR");
  verb.add_option("--model", options.model, "The trained tagger of names: news, open, or a file")->capture_default_str()->type_name("NAME|FILE");
  verb.add_flag_callback(
      "--no-model", [&options] { options.model.clear(); }, "Names by rules and lists alone");
}

Result<std::unique_ptr<Data>> OpenData(const DataOptions& options) {
  const Result<std::string> image = LocateData();
  if (!image) return image.error();
  return Data::Open(*image, options.folder, ModelPath(options.model, *image));
}

}  // namespace factbox::cli
