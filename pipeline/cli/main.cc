// factbox VERB …: reads the arguments and runs one verb.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "cli/common.h"
#include "cli/fetching.h"
#include "cli/verbs.h"
#include "run/version.h"

namespace factbox::cli {
namespace {

// A standard stream that was closed by the caller must not be reused by the first file that is opened: what is written to it would land there.
void HoldStandardStreams() {
  for (int fd = 0; fd <= 2; ++fd)
    if (fcntl(fd, F_GETFD) < 0) (void)!open("/dev/null", fd == 0 ? O_RDONLY : fd == 1 ? O_RDONLY : O_WRONLY);  // stdout: writing fails, as it should
}

size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({changed, row[j - 1] + 1, row[j] + 1});
    }
  }
  return row[b.size()];
}

int Refuse(const std::string& what, const std::string& help) {
  Say("factbox: " + what + "\nTry '" + help + " --help'.");
  return kCouldNotRun;
}

int RefuseVerb(const CLI::App& app, const std::string& word) {
  constexpr size_t kNear = 3;  // letters changed, so that "extrat" and "shema" find their verb but "foo" does not
  std::string best;
  size_t distance = kNear;
  for (const CLI::App* verb : app.get_subcommands({})) {
    const size_t d = EditDistance(word, verb->get_name());
    if (d < distance) {
      distance = d;
      best = verb->get_name();
    }
  }
  return Refuse("there is no verb '" + word + "'" + (best.empty() ? "" : "; did you mean '" + best + "'?"), "factbox");
}

int PrintVersion(bool with_data) {
  std::string out = "factbox " + std::string(Version()) + "\n";
  if (with_data) {
    const Result<std::unique_ptr<Data>> data = OpenData({});
    if (!data) return Fail(data.error());
    const Gazetteer& gazetteer = (*data)->gazetteers().front();
    out += "data " + (*data)->fingerprint() + "\n";
    out += "phrases " + std::to_string(gazetteer.phrases()) + "\n";
    out += "places " + std::to_string(gazetteer.places().size()) + "\n";
    out += "organizations " + std::to_string(gazetteer.organizations().size()) + "\n";
    if (const TaggerModel* model = (*data)->tagger(); model != nullptr)
      out += "model " + std::string(model->fingerprint()) + " (" + std::string(model->about()) + ")\n";
  }
  return Print(out);
}

int Main(int argc, char** argv) {
  CLI::App app("News articles in, facts out: people, organizations, places, numbers, dates, quotes and events of news articles as JSON records.", "factbox");
  app.footer("Exit codes: 0 all well, 1 ran but something failed, 2 could not run.\n'factbox VERB --help' tells the options of a verb.");
  bool version = false, data = false;
  app.add_flag("-V,--version", version, "Print the version and end");
  app.add_flag("--data", data, "With --version: fingerprint and size of the data too");
  Action action;
  AddExtract(app, action);
  AddEvaluate(app, action);
  AddDiff(app, action);
  AddConvert(app, action);
  AddExplain(app, action);
  AddFetch(app, action);
  AddIngest(app, action);
  AddCheck(app, action);
  AddSchema(app, action);
  AddShow(app, action);
  AddTrain(app, action);
  app.require_subcommand(0, 1);

  std::string name = "factbox";  // for hints
  if (argc > 1 && argv[1][0] != '-') {
    const std::vector<CLI::App*> verbs = app.get_subcommands({});
    if (std::none_of(verbs.begin(), verbs.end(), [&](const CLI::App* verb) { return verb->get_name() == argv[1]; })) return RefuseVerb(app, argv[1]);
    name += std::string(" ") + argv[1];
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Print(app.help());
  } catch (const CLI::ParseError& error) {
    return Refuse(error.what(), name);
  }
  if (version) return PrintVersion(data);
  if (!action) return Refuse("which verb?", "factbox");
  return action();
}

}  // namespace
}  // namespace factbox::cli

int main(int argc, char** argv) {
  factbox::cli::HoldStandardStreams();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is told by write(),
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that grows too large
  try {
    return factbox::cli::Main(argc, argv);
  } catch (const std::bad_alloc&) {
    factbox::cli::Say("factbox: out of memory");
  } catch (const std::exception& error) {
    factbox::cli::Say(std::string("factbox: ") + error.what());
  }
  return factbox::cli::kCouldNotRun;
}
