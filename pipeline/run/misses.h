// What no table knew: names, places, verbs of speech, verbs between two parties, words behind numbers; counted over a whole run, so that the next line
// to write is the one that helps most.
//
//   12	name	Karsa Valley Growers	gazetteers/organizations/local.tsv	… said «Karsa Valley Growers» would …	Karsa Valley Growers
//   ⏎
//
// Not every miss is a mistake: most names of people need no entry, and most verbs tell of no event. The ledger counts; the reader judges.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "run/pipeline.h"

namespace factbox {

enum class MissKind : uint8_t { kName, kPlace, kVerb, kReportingVerb, kTriggerVerb, kUnit };
constexpr size_t kMissKinds = 6;
std::string_view ToString(MissKind kind);

struct Miss {
  MissKind kind = MissKind::kName;
  std::string text;     // as it stands; verbs in small letters
  std::string example;  // its sentence, cut to what is near, the text marked: "… said «Karsa» would …"
};

// Those of a document that the whole pipeline has been over, in the order of the text, each text of a kind once. Appends. Safe for concurrent use.
// Without the layers of groups and events (a pipeline of other stages) nothing is found.
void FindMisses(const Pipeline& pipeline, const Document& document, std::vector<Miss>& out);

// Counts articles, not mentions. One thread; articles come in the order of the input, so that the same run gives the same bytes. Memory is bounded:
// where a kind has more than `capacity` texts, those with the lowest counts are dropped, so counts are lower bounds then (and the first line says so).
class MissLedger {
 public:
  explicit MissLedger(size_t capacity = 50000) : capacity_(capacity) {}

  void Add(const std::vector<Miss>& misses);

  // A table: count, kind, text, file, example, and from the sixth column on the line for that file. The most frequent first, at most `rows` a kind.
  std::string ToTsv(size_t rows = 1000) const;

 private:
  struct Entry {
    uint64_t count = 0;
    std::string example;  // of the first article
  };
  std::array<std::map<std::string, Entry, std::less<>>, kMissKinds> entries_;
  size_t capacity_;
  bool dropped_ = false;
};

}  // namespace factbox
