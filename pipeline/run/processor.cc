#include "run/processor.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "run/version.h"

namespace factbox {

RecordWriter MakeRecordWriter(const Pipeline& pipeline, const RecordOptions& options) {
  std::vector<StageInfo> stages;
  for (const auto& stage : pipeline.stages()) stages.push_back(stage->info());
  return RecordWriter(stages, {std::string(Version()), pipeline.data().fingerprint()}, options);
}

Processor::Processor(const Pipeline& pipeline, const RecordWriter& writer, const ProcessOptions& options)
    : pipeline_(pipeline), writer_(writer), options_(options), worker_(pipeline.NewWorker()) {}

void Processor::Process(RawItem& item, Processed& out) {
  out = Processed{Processed::Outcome::kNoRecord, std::move(out.record), {}, false, {}};
  out.record.clear();
  if (item.state == RawItem::State::kProblem || item.state == RawItem::State::kWarning) {
    out.message = item.error.message;
    out.failed = item.state == RawItem::State::kProblem;
    return;
  }
  const std::string place = item.path + (item.line != 0 ? ":" + std::to_string(item.line) : "") + ": ";
  if (const Status status = parser_.Parse(item, parsed_); !status) {
    out.outcome = Processed::Outcome::kError;
    out.message = status.error().message;
    writer_.WriteError(parsed_.article, parsed_.notes, status.error(), out.record);
  } else {
    ProcessArticle(parsed_, out);
  }
  out.record += '\n';
  out.failed = out.outcome == Processed::Outcome::kError;
  if (!out.message.empty() && out.message.compare(0, item.path.size() + 1, item.path + ":") != 0) out.message.insert(0, place);
}

void Processor::ProcessArticle(ParsedArticle& parsed, Processed& out) {
  Article known;  // all but the text, for the record of a failure
  known.id = parsed.article.id;
  known.source_uri = parsed.article.source_uri;
  known.source_media_type = parsed.article.source_media_type;
  known.source_bytes = parsed.article.source_bytes;
  known.source_sha256 = parsed.article.source_sha256;
  known.url = parsed.article.url;
  known.title = RepairUtf8(parsed.article.title).text;
  try {
    // A page that is no article has no text: its title is told, but nothing is found in it.
    const bool refused = std::any_of(parsed.notes.begin(), parsed.notes.end(), [](const Note& note) { return note.code == "not_article"; });
    Document document(std::move(parsed.article), options_.title_in_text && !refused);
    pipeline_.Run(document, *worker_);
    if (options_.misses) FindMisses(pipeline_, document, out.misses);
    const bool partial = writer_.Write(document, parsed.notes, out.record);
    out.outcome = partial ? Processed::Outcome::kPartial : Processed::Outcome::kOk;
  } catch (const std::exception& thrown) {
    // A stage that breaks its contract or runs out of memory costs its document, not the run. What it left in the worker is thrown away.
    worker_ = pipeline_.NewWorker();
    out.record.clear();
    out.misses.clear();
    out.outcome = Processed::Outcome::kError;
    out.message = thrown.what();
    writer_.WriteError(known, parsed.notes, {"internal", out.message}, out.record);
  }
}

}  // namespace factbox
