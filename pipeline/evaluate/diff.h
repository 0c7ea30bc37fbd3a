// Two runs over one corpus: what the second has and the first had not, what is gone, what has changed, by the rule that made it.
//
//   dates  +12 −3 ~1   dates:relative.weekday  +10 (9 right, 1 wrong)   "… since [Monday] …"  2024-03-11
//
// A value of both runs is the same where layer and stretch are. It has changed where what it says differs, or where the stretches only touch.
// With gold each one has a verdict: a gain that gold has is right, a loss that gold has was wrong to lose.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "evaluate/facts.h"
#include "evaluate/formats.h"

namespace factbox::evaluate {

enum class Change : uint8_t { kGained, kLost, kChanged };
enum class Verdict : uint8_t { kUnknown, kBetter, kWorse, kNeither };

struct DiffExample {
  std::string document, before, text, after;  // the text around it, and it
  std::string old_value, new_value;           // empty where there is none
  Verdict verdict = Verdict::kUnknown;
};

struct DiffCounts {
  uint64_t changes = 0, better = 0, worse = 0, neither = 0;  // the last three only where gold has an opinion
};

struct DiffGroup {
  DiffCounts counts;
  std::vector<DiffExample> examples;  // the first ones
};

struct DiffKey {
  Layer layer = kPeople;
  Change change = Change::kGained;
  std::string rule;  // "dates:relative.weekday", of a change "old → new" where they differ; "-" where the record does not say
  auto operator<=>(const DiffKey&) const = default;
};

struct Diff {
  uint64_t documents = 0, same = 0;             // in both runs; of these without any change
  std::vector<std::string> only_old, only_new;  // ids, the first hundred
  uint64_t only_old_count = 0, only_new_count = 0;
  uint64_t values[kLayers][2] = {};  // of the old and of the new run
  std::map<DiffKey, DiffGroup> groups;
  std::vector<std::string> other_text;  // ids of records whose texts differ: their values were not compared
};

struct DiffOptions {
  std::string gold;  // a file; empty: none
  GoldFormat format = GoldFormat::kAuto;
  size_t keep_examples = 3;  // of each group
};

// Errors: as Evaluate.
Result<Diff> CompareRuns(const std::string& old_path, const std::string& new_path, const DiffOptions& options);

std::string DiffText(const Diff& diff);
std::string DiffJson(const Diff& diff);

}  // namespace factbox::evaluate
