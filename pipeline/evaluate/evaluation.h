// Scores a file of records against a file of gold: the figures, their intervals, the mistakes.
//
// Documents are paired by id. Gold is read only as far as the next record needs it, so two files in the same order take the memory of a
// few lines, and files in any order that of the gold at most. Of two records with one id the first counts. The same input gives the same bytes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "evaluate/formats.h"
#include "evaluate/score.h"
#include "evaluate/tally.h"

namespace factbox::evaluate {

struct EvaluationOptions {
  GoldFormat format = GoldFormat::kAuto;
  std::string fold;          // only gold with this `fold`; empty: all
  std::string by;            // a field of gold to break down by: source, publisher, section …; empty: none
  size_t keep_mistakes = 0;  // of each sort
  bool intervals = true;
};

struct Group {
  std::string name;  // of --by: the field's value; of all: empty
  uint64_t documents = 0;
  Tally total;
  std::map<uint32_t, Interval> intervals;
};

struct Evaluation {
  uint64_t documents = 0, without_record = 0, records_without_gold = 0;
  std::string fingerprint;         // of the gold and of the texts of the records: 16 hexadecimal digits
  std::vector<std::string> notes;  // for people: records that are missing, texts that differ; the first of each and how many
  Scoring scoring;
  Group all;
  std::vector<Group> groups;                          // of --by, sorted by name
  double median_kilometres = 0, mean_kilometres = 0;  // of places found; 0 where there are none
};

// Errors: invalid_gold, invalid_record with file and line; file_not_found, file_unreadable; no_gold where nothing is left to score.
Result<Evaluation> Evaluate(const std::string& gold_path, const std::string& records_path, const EvaluationOptions& options);

}  // namespace factbox::evaluate
