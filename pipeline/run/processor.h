// One piece of input to one record: reading, all stages, writing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "article/article_parser.h"
#include "record/record.h"
#include "run/misses.h"
#include "run/pipeline.h"

namespace factbox {

struct ProcessOptions {
  bool title_in_text = true;
  RecordOptions record;
  bool misses = false;  // also tell what no table knew
};

struct Processed {
  enum class Outcome : uint8_t { kOk, kPartial, kError, kNoRecord };
  Outcome outcome = Outcome::kOk;
  std::string record;   // a line with its line break; empty with kNoRecord
  std::string message;  // "file:line: what"; empty: nothing to say
  bool failed = false;  // the run's exit code must tell
  std::vector<Miss> misses;
};

// The writer of a pipeline's records.
RecordWriter MakeRecordWriter(const Pipeline& pipeline, const RecordOptions& options);

// One per thread. Borrows pipeline and writer.
class Processor {
 public:
  Processor(const Pipeline& pipeline, const RecordWriter& writer, const ProcessOptions& options);

  // Never throws for what a document or a stage does: that becomes a record with `status: error`. Takes the bytes of `item`.
  void Process(RawItem& item, Processed& out);

  // The second half: an article that was read to its record (without a line break). Fills outcome, record and message.
  void ProcessArticle(ParsedArticle& parsed, Processed& out);

  const ArticleParser& parser() const { return parser_; }

 private:
  const Pipeline& pipeline_;
  const RecordWriter& writer_;
  ProcessOptions options_;
  ArticleParser parser_;
  ParsedArticle parsed_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace factbox
