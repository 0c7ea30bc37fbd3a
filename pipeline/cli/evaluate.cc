// factbox evaluate GOLD RECORDS: how right the records are.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/file.h"
#include "cli/common.h"
#include "cli/formats.h"
#include "cli/verbs.h"
#include "evaluate/evaluation.h"
#include "evaluate/gate.h"
#include "evaluate/report.h"

namespace factbox::cli {
namespace {

struct EvaluateVerb {
  std::string gold, records, html;
  evaluate::EvaluationOptions options;
  std::string gate;
  bool json = false, no_intervals = false, update = false, allow_lower = false;
};

// Compares with the floors, or writes them anew; returns the exit code.
int RunGate(const EvaluateVerb& verb, const evaluate::Evaluation& evaluation) {
  Result<evaluate::Floors> floors = evaluate::ReadFloors(verb.gate);
  const bool is_new = !floors && floors.error().code == "file_not_found";
  if (!floors && !(verb.update && is_new)) return Fail(floors.error());
  if (verb.update) {
    const evaluate::Update update = evaluate::UpdateFloors(evaluation, is_new ? nullptr : &*floors, verb.allow_lower);
    for (const std::string& line : update.lowered) Say(std::string("factbox: ") + (verb.allow_lower ? "lowered: " : "kept, though not reached: ") + line);
    if (const Status status = WriteFileAtomically(verb.gate, evaluate::WriteFloors(update.floors)); !status) return Fail(status.error());
    return update.lowered.empty() || verb.allow_lower ? kAllWell : kSomethingFailed;
  }
  const evaluate::GateReport report = evaluate::Compare(evaluation, *floors);
  for (const std::string& note : report.notes) Say("factbox: " + note);
  for (const std::string& failure : report.failures) Say("factbox: " + verb.gate + ": " + failure);
  return report.failures.empty() ? kAllWell : kSomethingFailed;
}

int EvaluateRecords(const EvaluateVerb& verb) {
  evaluate::EvaluationOptions options = verb.options;
  options.intervals = !verb.no_intervals;
  constexpr size_t kOnPage = 100;  // mistakes of each sort: a page that a browser opens at once
  if (!verb.html.empty() && options.keep_mistakes == 0) options.keep_mistakes = kOnPage;
  Result<evaluate::Evaluation> evaluation = evaluate::Evaluate(verb.gold, verb.records, options);
  if (!evaluation) return Fail(evaluation.error());
  for (const std::string& note : evaluation->notes) Say("factbox: " + note);
  if (!verb.html.empty()) {
    const std::string title = "factbox: " + verb.records + " against " + verb.gold;
    if (const Status status = WriteFileAtomically(verb.html, ReportHtml(*evaluation, title)); !status) return Fail(status.error());
    if (!verb.json && verb.options.keep_mistakes == 0) evaluation->scoring.mistakes.clear();  // they are on the page
  }
  if (const int code = Print(verb.json ? ReportJson(*evaluation) : ReportText(*evaluation)); code != kAllWell) return code;
  return verb.gate.empty() ? kAllWell : RunGate(verb, *evaluation);
}

}  // namespace

void AddEvaluate(CLI::App& app, Action& action) {
  auto options = std::make_shared<EvaluateVerb>();
  CLI::App* verb = app.add_subcommand("evaluate", "Score records against gold");
  verb->footer(
      "GOLD and RECORDS are JSON lines, plain or as .gz or .zst, paired by id; gold is a partial record whose 'annotated' says what its annotators\n"
      "marked everywhere. Figures are precision, recall and F1 with 95 % bootstrap intervals over documents.\n"
      "With --gate, figures are compared with the floors in FLOORS; --update raises floors that were passed and adds new ones. It lowers none, unless\n"
      "--allow-lower is given too; each is named then.\n"
      "Exit codes: 0 all well, 1 a figure is below its floor, 2 could not run.");
  verb->add_option("GOLD", options->gold, "What is right: partial records, or a file or folder of another format")->required()->type_name("FILE|DIR");
  verb->add_option("RECORDS", options->records, "What 'factbox extract' wrote; with --why, mistakes tell their rule")->required()->type_name("FILE");
  verb->add_option("--gold-format", options->options.format,
                   "Format of the gold: auto (default), gold, conll, brat, geowebnews, lgl, timeml, doccano, label-studio or spacy")
      ->transform(FormatWords())
      ->type_name("FORMAT");
  verb->add_option("--fold", options->options.fold, "Only gold of this fold")->type_name("NAME");
  verb->add_option("--by", options->options.by, "Also the figures of each group of gold with the same FIELD: source, publisher, kind …")->type_name("FIELD");
  verb->add_option("--errors", options->options.keep_mistakes, "Show the first N mistakes of each sort")->type_name("N");
  verb->add_flag("--no-intervals", options->no_intervals, "Leave out the intervals");
  verb->add_option("--html", options->html, "Also write a page with plots, confusions and mistakes that opens in any browser")->type_name("FILE");
  CLI::Option* gate = verb->add_option("--gate", options->gate, "Fail where a figure is below its floor in this file")->type_name("FLOORS");
  CLI::Option* update = verb->add_flag("--update", options->update, "With --gate: raise the floors to what was reached")->needs(gate);
  verb->add_flag("--allow-lower", options->allow_lower, "With --update: lower floors as well")->needs(update);
  verb->add_flag("--json", options->json, "All of it as one JSON object");
  verb->callback([options, &action] { action = [options] { return EvaluateRecords(*options); }; });
}

}  // namespace factbox::cli
