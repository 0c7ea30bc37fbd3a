// factbox diff OLD NEW: what a change of rules, tables or version changed in the records of one corpus.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/common.h"
#include "cli/formats.h"
#include "cli/verbs.h"
#include "evaluate/diff.h"

namespace factbox::cli {
namespace {

struct DiffVerb {
  std::string old_path, new_path;
  evaluate::DiffOptions options;
  bool json = false;
};

int DiffRuns(const DiffVerb& verb) {
  const Result<evaluate::Diff> diff = evaluate::CompareRuns(verb.old_path, verb.new_path, verb.options);
  if (!diff) return Fail(diff.error());
  return Print(verb.json ? DiffJson(*diff) : DiffText(*diff));
}

}  // namespace

void AddDiff(CLI::App& app, Action& action) {
  auto options = std::make_shared<DiffVerb>();
  CLI::App* verb = app.add_subcommand("diff", "Compare the records of two runs over one corpus");
  verb->footer(
      "OLD and NEW are records (JSON lines, plain or as .gz or .zst) of the same articles. Values that were gained, lost or changed are grouped by the\n"
      "rule that made them, if the records were written with --why, and judged where gold has an opinion.\n"
      "Exit codes: 0 all well, 2 could not run.");
  verb->add_option("OLD", options->old_path, "Records of the first run")->required()->type_name("FILE");
  verb->add_option("NEW", options->new_path, "Records of the second run")->required()->type_name("FILE");
  verb->add_option("--gold", options->options.gold, "What is right: each change is better, worse or neither")->type_name("FILE");
  verb->add_option("--gold-format", options->options.format,
                   "Format of the gold: auto (default), gold, conll, brat, geowebnews, lgl, timeml, doccano, label-studio or spacy")
      ->transform(FormatWords())
      ->type_name("FORMAT");
  verb->add_option("--examples", options->options.keep_examples, "Show so many changes of each rule")->capture_default_str()->type_name("N");
  verb->add_flag("--json", options->json, "All of it as one JSON object");
  verb->callback([options, &action] { action = [options] { return DiffRuns(*options); }; });
}

}  // namespace factbox::cli
