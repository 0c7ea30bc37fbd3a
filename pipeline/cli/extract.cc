// factbox extract FILES…: articles to records.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "article/item_reader.h"
#include "base/file.h"
#include "cli/choice.h"
#include "cli/common.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "run/runner.h"

namespace factbox::cli {
namespace {

struct ExtractOptions {
  std::vector<std::string> files;
  std::string output, misses;
  DataOptions data;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  unsigned max_document_mb = 64;
  InputFormat format = InputFormat::kAuto;
  bool title_in_text = true;
  RecordOptions record;
  bool quiet = false, verbose = false;
};

// Bytes of all inputs; 0 where one of them has no size.
uint64_t TotalBytes(const std::vector<InputFile>& files) {
  uint64_t total = 0;
  for (const InputFile& file : files) {
    struct stat info {};
    if (!file.problem.empty() || stat(file.path.c_str(), &info) != 0) continue;
    if (!S_ISREG(info.st_mode)) return 0;
    total += static_cast<uint64_t>(info.st_size);
  }
  return total;
}

void SayUnknownKeys(const RunSummary& summary) {
  if (summary.unknown_keys.empty()) return;
  constexpr size_t kShown = 10;
  std::string list;
  size_t shown = 0;
  for (const auto& [key, place] : summary.unknown_keys) {
    if (++shown > kShown) break;
    list += (list.empty() ? "\"" : ", \"") + key + "\" (" + place + ")";
  }
  if (summary.unknown_keys.size() > kShown) list += ", …";
  Say("factbox: keys that are not understood were ignored: " + list);
}

int Extract(const ExtractOptions& options) {
  const Result<std::unique_ptr<Data>> data = OpenData(options.data);
  if (!data) return Fail(data.error());
  const Result<Pipeline> pipeline = Pipeline::Load(**data);
  if (!pipeline) return Fail(pipeline.error());

  const std::vector<InputFile> files = ExpandInputs(options.files, options.output);
  Output output;
  if (const Status status = output.Open(options.output); !status) return Fail(status.error());
  Progress progress(!options.quiet && isatty(STDERR_FILENO) != 0, isatty(STDERR_FILENO) != 0 ? TotalBytes(files) : 0);

  ItemReader reader(files, {options.format, size_t{options.max_document_mb} << 20});
  RunOptions run;
  run.workers = options.jobs;
  run.process = {options.title_in_text, options.record, !options.misses.empty()};
  MissLedger ledger;
  uint64_t articles = 0;
  const Result<RunSummary> summary = RunArticles(*pipeline, reader, run, [&](const Processed& result) -> Status {
    if (!result.message.empty() && (result.failed || !options.quiet)) Say(result.message);
    if (result.outcome != Processed::Outcome::kNoRecord) ++articles;
    ledger.Add(result.misses);
    const Status status = output.Write(result.record);
    // Whoever read the records has had enough. The reader may be waiting for input that never comes, so nothing is waited for.
    if (!status && status.error().code == "broken_pipe") _exit(kAllWell);
    progress.Update(articles, reader.bytes_read());
    return status;
  });
  if (!summary) return Fail(summary.error());
  if (const Status status = output.Commit(); !status) return Fail(status.error());
  if (!options.misses.empty())
    if (const Status status = WriteFileAtomically(options.misses, ledger.ToTsv()); !status) return Fail(status.error());

  if (!options.quiet) SayUnknownKeys(*summary);
  if (summary->errors > 0) Say(fmt::format("factbox: {} of {} articles failed", WithCommas(summary->errors), WithCommas(summary->records)));
  if (options.verbose) {
    const double seconds = progress.seconds();
    Say(fmt::format("factbox: {} records ({} partial, {} failed) of {:.1f} MB in {:.2f} s, {:.1f} MB/s; data {}", WithCommas(summary->records),
                    summary->partial, summary->errors, static_cast<double>(summary->input_bytes) / 1e6, seconds,
                    static_cast<double>(summary->input_bytes) / 1e6 / seconds, (*data)->fingerprint()));
  }
  return summary->failed ? kSomethingFailed : kAllWell;
}

}  // namespace

void AddExtract(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* verb = app.add_subcommand("extract", "Read articles, write a record of facts for each");
  verb->footer(
      "Input: .txt (the text of one article), .json (an article, or an array of them), .jsonl or .ndjson (an article a line),\n"
      ".html (a web page; what is no article in it is left out), .xml .rss .atom .rdf .nitf (feeds, files of agencies), .warc .wet .arc (dumps of crawlers), "
      "each also as .gz or .zst,\n"
      "and .tar .tgz .zip of those. An article is an object with \"text\" (or \"html\", a web page) and, if known, \"id\", \"title\", \"url\", \"published\", "
      "\"updated\", "
      "\"publisher\", \"authors\",\n"
      "\"language\", \"section\", \"keywords\". Records come in the order of the input, one a line; 'factbox schema' describes them.\n"
      "Exit codes: 0 all well, 1 an article or a file failed (its record or a message says why), 2 could not run. A run that is ended by a\n"
      "signal removes its unfinished output.");
  verb->add_option("FILES", options->files, "Files, directories (all article files in them), patterns, or - for standard input")->required();
  verb->add_option("-o,--output", options->output, "Write to this file instead of standard output; it appears when the run is complete")->type_name("FILE");
  verb->add_option("-j,--jobs", options->jobs, "Articles worked on at the same time (default: processors). The output is the same for any number")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u).description(""));
  AddDataOptions(*verb, options->data);
  verb->add_option("--format", options->format, "How to read the input: auto (default), txt, json, jsonl, html, xml, warc or archive")
      ->type_name("FORMAT")
      ->transform(OneOf<InputFormat>({{"auto", InputFormat::kAuto},
                                      {"txt", InputFormat::kText},
                                      {"json", InputFormat::kJson},
                                      {"jsonl", InputFormat::kJsonLines},
                                      {"html", InputFormat::kHtml},
                                      {"xml", InputFormat::kXml},
                                      {"warc", InputFormat::kWarc},
                                      {"archive", InputFormat::kArchive}}));
  verb->add_option("--offsets", options->record.offsets, "Unit of start and end: codepoint (default), byte or utf16")
      ->type_name("UNIT")
      ->transform(OneOf<OffsetUnit>({{"codepoint", OffsetUnit::kCodePoint}, {"byte", OffsetUnit::kByte}, {"utf16", OffsetUnit::kUtf16}}));
  verb->add_option("--title-in-text", options->title_in_text,
                   "Put a title that is given apart in front of the text, so that its facts are found too: yes (default) or no")
      ->type_name("YES|NO")
      ->transform(OneOf<bool>({{"yes", true}, {"no", false}}));
  verb->add_flag("--why", options->record.why, "Say of every value which stage, rule and gazetteer entry made it");
  verb->add_option("--misses", options->misses,
                   "Also write to this file which names, places, verbs and units no table knew, the most frequent first, each with a line to add")
      ->type_name("FILE");
  verb->add_option("--max-document-mb", options->max_document_mb, "Articles above this size become an error record (default: 64)")
      ->type_name("MB")
      ->check(CLI::Range(1u, 1024u).description(""));
  verb->add_flag("-q,--quiet", options->quiet, "Say only what failed");
  verb->add_flag("-v,--verbose", options->verbose, "Say what was done and how fast");
  verb->callback([options, &action] { action = [options] { return Extract(*options); }; });
}

}  // namespace factbox::cli
