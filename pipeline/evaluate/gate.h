// Floors of accuracy: figures below which a change is not taken.
//
//   {"fingerprint": "0f3a…", "floors": {"names/PER exact": 0.931, "dates/value": 0.87}}
//
// Floors are F1 (of "if found", accuracies), rounded down to a thousandth: runs are the same every time, so no other tolerance is needed. The
// fingerprint is of the gold and of the texts that were scored; where either differs, the figures mean something else, and the gate stops
// until somebody looks and updates. Updating raises floors and adds new ones; it lowers or drops one only where that is asked for by name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "evaluate/evaluation.h"

namespace factbox::evaluate {

struct Floors {
  std::string fingerprint;
  std::map<std::string, int> thousandths;  // by measure
};

// Errors: file_not_found, file_unreadable, invalid_floors (file and reason).
Result<Floors> ReadFloors(const std::string& path);
std::string WriteFloors(const Floors& floors);

struct GateReport {
  std::vector<std::string> failures;  // a line each; none: the gate is open
  std::vector<std::string> notes;     // measures without a floor
};
GateReport Compare(const Evaluation& evaluation, const Floors& floors);

struct Update {
  Floors floors;
  std::vector<std::string> lowered;  // what was lowered or dropped, or would have been
};
// `old`: null where there is no file yet.
Update UpdateFloors(const Evaluation& evaluation, const Floors* old, bool allow_lower);

}  // namespace factbox::evaluate
