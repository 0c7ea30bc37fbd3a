// factbox train: learns a model of names from texts in which names are marked.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "train/train_names.h"

namespace factbox::cli {
namespace {

struct TrainVerb {
  std::vector<std::string> gold, columns, dev;
  std::string output;
  std::string folder;
  NameTraining training;
  bool quiet = false;
};

// "DIR:FOLD", "DIR": the folder's docs.jsonl and gold.jsonl.
Result<std::vector<LabelledText>> ReadSet(const std::string& argument) {
  const size_t colon = argument.rfind(':');
  const std::string folder = argument.substr(0, colon), fold = colon == std::string::npos ? "" : argument.substr(colon + 1);
  return ReadGoldNames(folder + "/docs.jsonl", folder + "/gold.jsonl", fold);
}

int Train(const TrainVerb& options) {
  const Result<std::unique_ptr<Data>> data = OpenData({options.folder, {}});
  if (!data) return Fail(data.error());
  std::vector<LabelledText> texts, development;
  const auto add = [](Result<std::vector<LabelledText>> set, std::vector<LabelledText>& to) -> Status {
    if (!set) return set.error();
    for (LabelledText& text : *set) to.push_back(std::move(text));
    return {};
  };
  for (const std::string& set : options.gold)
    if (const Status status = add(ReadSet(set), texts); !status) return Fail(status.error());
  for (const std::string& path : options.columns)
    if (const Status status = add(ReadColumns(path), texts); !status) return Fail(status.error());
  for (const std::string& set : options.dev)
    if (const Status status = add(ReadSet(set), development); !status) return Fail(status.error());
  if (texts.empty()) return Fail({"no_texts", "nothing to learn from: give --gold or --columns"});
  const Result<NameModel> model = TrainNames(**data, texts, development, options.training, [&options](const NameProgress& progress) {
    std::string line = fmt::format("pass {} of {}  loss {:.4f}", progress.pass, options.training.passes, progress.loss);
    for (const auto& [type, score] : progress.scores) line += fmt::format("  {} {:.2f}", type, 100 * score.f1());
    if (!options.quiet) Say(line);
  });
  if (!model) return Fail(model.error());
  if (const Status status = WriteFileAtomically(options.output, model->bytes); !status) return Fail(status.error());
  if (options.quiet) return kAllWell;
  Say("what matters: kind of feature, how much it moves a token's tags, features in the model");
  for (const FeatureWeight& weight : model->weights)
    if (weight.features > 0) Say(fmt::format("  {:<26} {:6.3f} {:8}", weight.kind, weight.weight, weight.features));
  Say(fmt::format("factbox: {} texts, model {} of {:.1f} MB", texts.size(), options.output, static_cast<double>(model->bytes.size()) / 1e6));
  return kAllWell;
}

}  // namespace

void AddTrain(CLI::App& app, Action& action) {
  auto options = std::make_shared<TrainVerb>();
  CLI::App* verb = app.add_subcommand("train", "Learn a model of names from texts with marked names");
  verb->footer(
      "The same texts and options give the same bytes. --dev scores the model after each pass: F1 of names whose span and type are both right, of each type,\n"
      "of people, organizations and places together, and of all. Use it with 'factbox extract --model FILE'.\n"
      "Exit codes: 0 all well, 2 could not run.");
  verb->add_option("--gold", options->gold, "A folder with docs.jsonl and gold.jsonl, or one fold of it; may be given more than once")->type_name("DIR[:FOLD]");
  verb->add_option("--columns", options->columns, "Tokens and tags, one a line (CoNLL, BIO or BILOU); may be given more than once")->type_name("FILE");
  verb->add_option("--dev", options->dev, "As --gold, but not learned from: scored after each pass")->type_name("DIR[:FOLD]");
  verb->add_option("-o,--output", options->output, "Where to write the model")->required()->type_name("FILE");
  verb->add_option("--passes", options->training.passes, "Looks at every text")->capture_default_str()->check(CLI::Range(1, 1000))->type_name("N");
  verb->add_option("--rate", options->training.learner.rate, "Step of the learner")->capture_default_str()->check(CLI::Range(0.0001, 10.0))->type_name("X");
  verb->add_option("--l2", options->training.learner.l2, "Pull of the weights to zero")->capture_default_str()->check(CLI::Range(0.0, 1.0))->type_name("X");
  verb->add_option("--dropout", options->training.learner.dropout, "Share of a token's features that each look leaves out")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.95))
      ->type_name("X");
  verb->add_option("--min-count", options->training.learner.min_count, "Features seen less often are not learned")->capture_default_str()->type_name("N");
  verb->add_option("--max-features", options->training.learner.max_features, "Keep only so many features, those that matter most; 0 keeps all")
      ->capture_default_str()
      ->type_name("N");
  verb->add_option("--capitals", options->training.upper_share, "Share of the texts that is learned from in capitals as well")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("X");
  verb->add_option("--without", options->training.without, "Leave out a group of features: words, shapes, affixes, lists, contexts, document, rules")
      ->type_name("GROUP");
  verb->add_option("--about", options->training.about, "A sentence on the model that it carries with it")->type_name("TEXT");
  verb->add_option("--data", options->folder, "A folder of your own tables (gazetteers/…, extractors/…), used over the built-in ones")->type_name("DIR");
  verb->add_flag("-q,--quiet", options->quiet, "Say only what failed");
  verb->callback([options, &action] { action = [options] { return Train(*options); }; });
}

}  // namespace factbox::cli
