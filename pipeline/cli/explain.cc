// factbox explain FILE: why the record of one article says what it says.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "article/article_parser.h"
#include "cli/choice.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "run/explain.h"

namespace factbox::cli {
namespace {

struct ExplainArguments {
  std::string file;
  DataOptions data;
  unsigned item = 1;
  std::optional<uint32_t> at;
  bool title_in_text = true;
  ExplainOptions explain;
};

int RunExplain(const ExplainArguments& arguments) {
  const Result<std::unique_ptr<Data>> data = OpenData(arguments.data);
  if (!data) return Fail(data.error());
  const Result<Pipeline> pipeline = Pipeline::Load(**data);
  if (!pipeline) return Fail(pipeline.error());

  ItemReader reader({{arguments.file, {}}}, {});
  RawItem item;
  for (unsigned i = 0; i < arguments.item; ++i) {
    if (!reader.Next(item)) return Fail({"not_found", arguments.file + ": holds only " + std::to_string(i) + " articles"});
    if (item.state == RawItem::State::kProblem || item.state == RawItem::State::kWarning) return Fail(item.error);
  }
  ArticleParser parser;
  ParsedArticle parsed;
  if (const Status status = parser.Parse(item, parsed); !status) {
    Say(parsed.article.source_uri + ": " + status.error().message);
    return kSomethingFailed;
  }
  Document document(std::move(parsed.article), arguments.title_in_text);
  const std::unique_ptr<Worker> worker = pipeline->NewWorker();
  pipeline->Run(document, *worker);
  ExplainOptions options = arguments.explain;
  options.at = arguments.at;
  const Result<std::string> text = Explain(*pipeline, document, parsed.notes, options);
  return text ? Print(*text) : Fail(text.error());
}

}  // namespace

void AddExplain(CLI::App& app, Action& action) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App* verb = app.add_subcommand("explain", "Say why the record of an article holds what it holds");
  verb->footer(
      "Every value is shown with its stage, rule and gazetteer entry and with the sentence it stands in; for a field that is empty, what might have\n"
      "become a value. Offsets are those of the record. Exit codes: 0 all well, 1 the article cannot be read, 2 could not run.");
  verb->add_option("FILE", arguments->file, "The article, in any form that 'extract' reads; - for standard input")->required();
  verb->add_option("--item", arguments->item, "Which article of the file, from 1 (default: the first)")
      ->type_name("N")
      ->check(CLI::Range(1u, 4000000000u).description(""));
  verb->add_option("--at", arguments->at, "Only what is known of the text at this offset")->type_name("N");
  verb->add_option("--field", arguments->explain.field, "Only this field: article, people, organizations, places, numbers, dates, quotes or events")
      ->type_name("FIELD");
  AddDataOptions(*verb, arguments->data);
  verb->add_option("--offsets", arguments->explain.offsets, "Unit of offsets: codepoint (default), byte or utf16")
      ->type_name("UNIT")
      ->transform(OneOf<OffsetUnit>({{"codepoint", OffsetUnit::kCodePoint}, {"byte", OffsetUnit::kByte}, {"utf16", OffsetUnit::kUtf16}}));
  verb->add_option("--title-in-text", arguments->title_in_text, "As in 'extract': yes (default) or no")
      ->type_name("YES|NO")
      ->transform(OneOf<bool>({{"yes", true}, {"no", false}}));
  verb->callback([arguments, &action] { action = [arguments] { return RunExplain(*arguments); }; });
}

}  // namespace factbox::cli
