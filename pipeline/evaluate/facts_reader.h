// Reads gold and records, a line at a time, plain or compressed (.gz, .zst).
//
// Gold is judged strictly, because a slip in it would pass for a mistake of the program: a line that is no JSON object, has no id, a stretch that
// is empty or outside of the text, a layer that `annotated` names and nobody knows, is refused with file, line and reason. Records are read
// leniently: what is not there is empty.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evaluate/facts.h"

namespace factbox::evaluate {

enum class Role : uint8_t { kGold, kRecord };

// Lines of a file. Not shared between threads.
class LineReader {
 public:
  // "-": standard input. Errors: file_not_found, file_unreadable.
  static Result<std::unique_ptr<LineReader>> Open(const std::string& path);
  // Lines that are at hand; `name` stands for the file in messages.
  static std::unique_ptr<LineReader> OfLines(const std::string& name, std::vector<std::string> lines);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  // False at the end. Blank lines are passed over. Errors: file_unreadable, file_damaged.
  Result<bool> Next(std::string& line);
  uint64_t number() const { return number_; }  // of the last line, from 1
  const std::string& path() const { return path_; }

 private:
  struct State;
  LineReader(std::string path, std::unique_ptr<State> state);
  std::string path_;
  uint64_t number_ = 0;
  std::unique_ptr<State> state_;
};

// Turns one line into facts. One a thread: it keeps its memory.
class FactsParser {
 public:
  FactsParser();
  ~FactsParser();
  FactsParser(const FactsParser&) = delete;
  FactsParser& operator=(const FactsParser&) = delete;

  // Replaces `facts`. Errors: invalid_gold, invalid_record; the message begins with `place` ("gold.jsonl:12").
  Status Parse(const std::string& line, Role role, const std::string& place, Facts& facts);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace factbox::evaluate
