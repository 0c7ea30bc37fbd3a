// factbox convert INPUT --to FORMAT: records for annotation tools, and what came out of them as gold.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "base/file.h"
#include "cli/choice.h"
#include "cli/common.h"
#include "cli/formats.h"
#include "cli/output.h"
#include "cli/verbs.h"

namespace factbox::cli {
namespace {

enum class Target : uint8_t { kGold, kArticles, kConll, kBrat, kLabelStudio };

struct ConvertVerb {
  std::string input, output;
  evaluate::GoldFormat from = evaluate::GoldFormat::kAuto;
  Target to = Target::kGold;
};

// A name for a file: what could lead out of the folder is replaced.
std::string FileName(const std::string& id) {
  std::string out = id;
  for (char& c : out)
    if (c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20) c = '_';
  return out.empty() || out[0] == '.' ? "_" + out : out;
}

int WriteBrat(const evaluate::AnnotatedSet& set, const std::string& folder) {
  if (folder.empty()) return Fail({"no_output", "--to brat writes a folder: say which one with -o"});
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Fail({"output_failed", folder + ": " + error.message()});
  for (const evaluate::AnnotatedDocument& document : set.documents) {
    const std::string stem = folder + "/" + FileName(document.id);
    if (const Status status = WriteFileAtomically(stem + ".txt", document.text); !status) return Fail(status.error());
    if (const Status status = WriteFileAtomically(stem + ".ann", evaluate::BratAnnotations(document)); !status) return Fail(status.error());
  }
  return kAllWell;
}

std::string Converted(const evaluate::AnnotatedSet& set, Target to) {
  std::string out;
  if (to == Target::kGold || to == Target::kArticles) {
    for (const std::string& line : to == Target::kGold ? evaluate::GoldLines(set) : evaluate::ArticleLines(set)) out += line + "\n";
    return out;
  }
  for (const evaluate::AnnotatedDocument& document : set.documents) {
    if (to == Target::kConll)
      out += evaluate::ConllDocument(document);
    else
      out += (out.empty() ? "[" : ",\n ") + evaluate::LabelStudioTask(document);
  }
  return to == Target::kConll ? out : out + "]\n";
}

int Convert(const ConvertVerb& verb) {
  const Result<evaluate::AnnotatedSet> set = evaluate::ReadAnnotated(verb.input, verb.from);
  if (!set) return Fail(set.error());
  for (const auto& [label, n] : set->unknown_labels) Say(fmt::format("factbox: {} marks with the label '{}' are left out: it is none of a record's", n, label));
  const bool needs_text = verb.to != Target::kGold;
  const auto textless =
      std::count_if(set->documents.begin(), set->documents.end(), [](const evaluate::AnnotatedDocument& document) { return document.text.empty(); });
  if (needs_text && textless > 0)
    return Fail({"no_text",
                 fmt::format("{}: {} of {} documents have no text; convert records, not gold without articles", verb.input, textless, set->documents.size())});
  if (verb.to == Target::kBrat) return WriteBrat(*set, verb.output);
  Output output;
  if (const Status status = output.Open(verb.output); !status) return Fail(status.error());
  if (const Status status = output.Write(Converted(*set, verb.to)); !status) return status.error().code == "broken_pipe" ? kAllWell : Fail(status.error());
  const Status status = output.Commit();
  return status ? kAllWell : Fail(status.error());
}

}  // namespace

void AddConvert(CLI::App& app, Action& action) {
  auto options = std::make_shared<ConvertVerb>();
  CLI::App* verb = app.add_subcommand("convert", "Turn records or annotations into another format");
  verb->footer(
      "Records become files for annotation tools, and what comes out of those becomes gold and articles again. --from is told by name and content if it\n"
      "is not given.\n"
      "Exit codes: 0 all well, 2 could not run.");
  verb->add_option("INPUT", options->input, "Records, gold, or a file or folder of another format")->required()->type_name("FILE|DIR");
  verb->add_option("--from", options->from, "Format of the input: auto (default), gold, conll, brat, geowebnews, lgl, timeml, doccano, label-studio or spacy")
      ->transform(FormatWords())
      ->type_name("FORMAT");
  verb->add_option("--to", options->to, "What to write: gold, articles, conll, brat or label-studio")
      ->required()
      ->transform(OneOf<Target>({{"gold", Target::kGold},
                                 {"articles", Target::kArticles},
                                 {"conll", Target::kConll},
                                 {"brat", Target::kBrat},
                                 {"label-studio", Target::kLabelStudio}}))
      ->type_name("FORMAT");
  verb->add_option("-o,--output", options->output, "Where to write: a file, of brat a folder (default: standard output)")->type_name("FILE|DIR");
  verb->callback([options, &action] { action = [options] { return Convert(*options); }; });
}

}  // namespace factbox::cli
