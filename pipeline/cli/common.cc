#include "cli/common.h"

#include <unistd.h>

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

Result<std::unique_ptr<Data>> OpenData(const std::string& folder) {
  const Result<std::string> image = LocateData();
  if (!image) return image.error();
  return Data::Open(*image, folder);
}

}  // namespace factbox::cli
