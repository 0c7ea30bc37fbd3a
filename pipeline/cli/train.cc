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
  const Result<std::string> model = TrainNames(**data, texts, development, options.training, [](const NameProgress& progress) {
    std::string line = fmt::format("pass {:2}  loss {:.4f}", progress.pass, progress.loss);
    for (const auto& [type, score] : progress.scores) line += fmt::format("  {} {:.2f}", type, 100 * score.f1());
    Say(line);
  });
  if (!model) return Fail(model.error());
  if (const Status status = WriteFileAtomically(options.output, *model); !status) return Fail(status.error());
  Say(fmt::format("factbox: wrote {}, {:.1f} MB", options.output, static_cast<double>(model->size()) / 1e6));
  return kAllWell;
}

}  // namespace

void AddTrain(CLI::App& app, Action& action) {
  auto options = std::make_shared<TrainVerb>();
  CLI::App* verb = app.add_subcommand("train", "Learn a model of names from texts with marked names");
  verb->add_option("--gold", options->gold, "A folder with docs.jsonl and gold.jsonl; DIR:FOLD takes one fold")->type_name("DIR[:FOLD]");
  verb->add_option("--columns", options->columns, "A file of tokens and tags (CoNLL)")->type_name("FILE");
  verb->add_option("--dev", options->dev, "As --gold: scored after each pass")->type_name("DIR[:FOLD]");
  verb->add_option("-o,--output", options->output, "The model")->required()->type_name("FILE");
  verb->add_option("--passes", options->training.passes, "Looks at every text");
  verb->add_option("--rate", options->training.learner.rate, "Step of the learner");
  verb->add_option("--l2", options->training.learner.l2, "Pull of the weights to zero");
  verb->add_option("--dropout", options->training.learner.dropout, "Share of features left out at each look");
  verb->add_option("--min-count", options->training.learner.min_count, "Features seen less often are left out");
  verb->add_option("--max-features", options->training.learner.max_features, "Features that the model keeps");
  verb->add_option("--upper", options->training.upper_share, "Share of texts also learned in capitals");
  verb->add_option("--data", options->folder, "A folder of your own tables (gazetteers/…, extractors/…), used over the built-in ones")->type_name("DIR");
  verb->callback([options, &action] { action = [options] { return Train(*options); }; });
}

}  // namespace factbox::cli
