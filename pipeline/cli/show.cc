// factbox show RECORDS… -o page.html: records to one page for a browser.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "article/item_reader.h"
#include "cli/common.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "show/page.h"
#include "show/record_check.h"

namespace factbox::cli {
namespace {

struct ShowOptions {
  std::vector<std::string> files;
  std::string output;
  std::string title;
  uint64_t limit = 1000;  // a page of about 20 MB, which a browser opens in a second
};

std::string Place(const RawItem& item) { return item.line == 0 ? item.path : item.path + ":" + std::to_string(item.line); }

// Why a piece of the input is no record; success if it is one.
Status CheckItem(const RawItem& item) {
  switch (item.state) {
    case RawItem::State::kDocument: {
      if (item.content != RawItem::Content::kJson)
        return Error{"no_record", item.path + ": is no JSON; 'show' reads the records that 'factbox extract' writes"};
      const Status status = CheckRecord(item.bytes);
      return status ? Status() : Status(Error{status.error().code, Place(item) + ": " + status.error().message});
    }
    case RawItem::State::kTooLarge: return Error{"too_large", fmt::format("{}: a record of {} bytes is too large", Place(item), item.size)};
    case RawItem::State::kDamaged:
    case RawItem::State::kProblem:
    case RawItem::State::kWarning: return item.error;
  }
  return {};
}

struct Shown {
  uint64_t records = 0;   // on the page
  uint64_t left_out = 0;  // above the limit
  bool failed = false;    // some are broken; it was said which
};

// Reads all records and writes the page. Errors: no_record, broken_pipe, output_failed.
Result<Shown> WritePage(const ShowOptions& options, Output& output) {
  ItemReader reader(ExpandInputs(options.files, options.output), {});
  RawItem item;
  Shown shown;
  while (reader.Next(item)) {
    if (const Status status = CheckItem(item); !status) {
      Say("factbox: " + status.error().message);
      shown.failed |= item.state != RawItem::State::kWarning;
    } else if (shown.records == options.limit) {
      ++shown.left_out;
    } else {
      const std::string head = shown.records++ == 0 ? PageHead(options.title) : "";
      if (Status written = output.Write(head + PageRecord(item.bytes)); !written) return written.error();
    }
  }
  if (shown.records == 0) return Error{"no_record", "no record to show, so no page was written"};
  if (Status written = output.Write(PageTail(shown.left_out)); !written) return written.error();
  return shown;
}

int Show(const ShowOptions& options) {
  Output output;
  if (const Status status = output.Open(options.output); !status) return Fail(status.error());
  const Result<Shown> shown = WritePage(options, output);
  if (!shown) return shown.error().code == "broken_pipe" ? int{kAllWell} : Fail(shown.error());
  if (const Status status = output.Commit(); !status) return Fail(status.error());
  if (shown->left_out > 0) Say(fmt::format("factbox: the page shows the first {} records; {} more were left out (--limit)", shown->records, shown->left_out));
  return shown->failed ? kSomethingFailed : kAllWell;
}

}  // namespace

void AddShow(CLI::App& app, Action& action) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* verb = app.add_subcommand("show", "Make one page for a browser of records: texts with marks, map, timeline, quotes, events");
  verb->footer(
      "Records are what 'extract' writes: .jsonl or .json, also as .gz or .zst. The page is one file that needs no network and no server. Records\n"
      "that were made with 'extract --why' tell on the page why each value is there. What is no record is named as file:line and left out.\n"
      "Exit codes: 0 all well, 1 some records are not on the page because they are broken, 2 could not run.");
  verb->add_option("RECORDS", options->files, "Files of records, directories, patterns, or - for standard input")->required();
  verb->add_option("-o,--output", options->output, "Write to this file instead of standard output; it appears when the page is complete")->type_name("FILE");
  verb->add_option("--title", options->title, "The title of the page")->type_name("TEXT");
  verb->add_option("--limit", options->limit, "Show at most so many records (default: 1000)")
      ->type_name("N")
      ->check(CLI::Range(uint64_t{1}, uint64_t{100000}).description(""));
  verb->callback([options, &action] { action = [options] { return Show(*options); }; });
}

}  // namespace factbox::cli
