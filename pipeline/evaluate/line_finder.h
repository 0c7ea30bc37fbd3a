// Finds the line of an id in a file of JSON lines that is mostly in the order in which the ids are asked for.
//
// Read only as far as needed: what is passed on the way waits in memory. Two files in the same order take the memory of a few lines.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "evaluate/facts_reader.h"
#include "evaluate/formats.h"

namespace factbox::evaluate {

// Not shared between threads.
class LineFinder {
 public:
  static Result<std::unique_ptr<LineFinder>> Open(const std::string& path, Role role);
  // Gold in any of the formats of formats.h.
  static Result<std::unique_ptr<LineFinder>> OpenGold(const std::string& path, GoldFormat format);

  // Fills `facts` with those of the id; false if the file has none, or it was asked for before. Of records with one id the first counts; gold with
  // one id twice is refused. Errors: those of LineReader and FactsParser.
  Result<bool> Find(const std::string& id, Facts& facts);
  // The rest, in the order of the file: what was never found. False at the end.
  Result<bool> NextUnasked(Facts& facts);

 private:
  struct Line {
    std::string text;
    uint64_t number = 0;
  };
  LineFinder(std::unique_ptr<LineReader> reader, Role role) : reader_(std::move(reader)), role_(role) {}
  Result<bool> Parse(const Line& line, Facts& facts);
  Result<bool> ReadNext(Facts& facts);
  std::string Place(uint64_t line) const { return reader_->path() + ":" + std::to_string(line); }

  std::unique_ptr<LineReader> reader_;
  Role role_;
  FactsParser parser_;
  std::string line_;
  std::unordered_map<std::string, Line> waiting_;
  std::unordered_set<std::string> seen_;
  bool ended_ = false;
  std::vector<Line> rest_;
  size_t next_rest_ = 0;
};

}  // namespace factbox::evaluate
