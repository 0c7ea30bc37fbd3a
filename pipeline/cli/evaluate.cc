// factbox evaluate GOLD RECORDS: how right the records are.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/common.h"
#include "cli/verbs.h"
#include "evaluate/evaluation.h"
#include "evaluate/report.h"

namespace factbox::cli {
namespace {

struct EvaluateVerb {
  std::string gold, records;
  evaluate::EvaluationOptions options;
  bool json = false, no_intervals = false;
};

int EvaluateRecords(const EvaluateVerb& verb) {
  evaluate::EvaluationOptions options = verb.options;
  options.intervals = !verb.no_intervals;
  const Result<evaluate::Evaluation> evaluation = evaluate::Evaluate(verb.gold, verb.records, options);
  if (!evaluation) return Fail(evaluation.error());
  for (const std::string& note : evaluation->notes) Say("factbox: " + note);
  return Print(verb.json ? ReportJson(*evaluation) : ReportText(*evaluation));
}

}  // namespace

void AddEvaluate(CLI::App& app, Action& action) {
  auto options = std::make_shared<EvaluateVerb>();
  CLI::App* verb = app.add_subcommand("evaluate", "Score records against gold");
  verb->footer(
      "GOLD and RECORDS are JSON lines, plain or as .gz or .zst, paired by id; gold is a partial record whose 'annotated' says what its annotators\n"
      "marked everywhere. Figures are precision, recall and F1 with 95 % bootstrap intervals over documents.\n"
      "Exit codes: 0 all well, 2 could not run.");
  verb->add_option("GOLD", options->gold, "What is right")->required()->type_name("FILE");
  verb->add_option("RECORDS", options->records, "What 'factbox extract' wrote; with --why, mistakes tell their rule")->required()->type_name("FILE");
  verb->add_option("--fold", options->options.fold, "Only gold of this fold")->type_name("NAME");
  verb->add_option("--by", options->options.by, "Also the figures of each group of gold with the same FIELD: source, publisher, kind …")->type_name("FIELD");
  verb->add_option("--errors", options->options.keep_mistakes, "Show the first N mistakes of each sort")->type_name("N");
  verb->add_flag("--no-intervals", options->no_intervals, "Leave out the intervals");
  verb->add_flag("--json", options->json, "All of it as one JSON object");
  verb->callback([options, &action] { action = [options] { return EvaluateRecords(*options); }; });
}

}  // namespace factbox::cli
