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
      if (!item.json) return Error{"no_record", item.path + ": is no JSON; 'show' reads the records that 'factbox extract' writes"};
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

int Show(const ShowOptions& options) {
  Output output;
  if (const Status status = output.Open(options.output); !status) return Fail(status.error());
  ItemReader reader(ExpandInputs(options.files, options.output), {});
  RawItem item;
  uint64_t shown = 0, left_out = 0;
  bool failed = false;
  const auto write = [&](const std::string& text) {
    const Status status = output.Write(text);
    if (status || status.error().code == "broken_pipe") return status ? kAllWell : kSomethingFailed;
    Say("factbox: " + status.error().message);
    return kCouldNotRun;
  };
  while (reader.Next(item)) {
    if (const Status status = CheckItem(item); !status) {
      Say("factbox: " + status.error().message);
      failed |= item.state != RawItem::State::kWarning;
      continue;
    }
    if (shown == options.limit) {
      ++left_out;
      continue;
    }
    if (shown++ == 0)
      if (const int code = write(PageHead(options.title)); code != kAllWell) return code == kCouldNotRun ? code : int{kAllWell};
    if (const int code = write(PageRecord(item.bytes)); code != kAllWell) return code == kCouldNotRun ? code : int{kAllWell};
  }
  if (shown == 0) return Fail({"no_record", "no record to show, so no page was written"});
  if (const int code = write(PageTail(left_out)); code != kAllWell) return code == kCouldNotRun ? code : int{kAllWell};
  if (const Status status = output.Commit(); !status) return Fail(status.error());
  if (left_out > 0) Say(fmt::format("factbox: the page shows the first {} records; {} more were left out (--limit)", shown, left_out));
  return failed ? kSomethingFailed : kAllWell;
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
