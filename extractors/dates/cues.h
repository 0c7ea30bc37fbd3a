// Whether a sentence looks back or ahead where it names a time: "left Friday", "will leave Friday". Words in cues.tsv.
#pragma once

#include <cstdint>

#include "base/hash_table.h"
#include "extractors/dates/atoms.h"

namespace factbox::dates {

// Which way a clause looks.
enum class Outlook : uint8_t {
  kNone,
  kReported,  // said, told: back for a day of the week, nothing for a month: "said the April vote was fair"
  kBack,
  kAhead,
};

// Whether words look back or ahead. Filled once, then const = thread-safe.
class Cues {
 public:
  void Read(const Data& data, Mistakes& mistakes);
  // How the words around these tokens look.
  Outlook Around(const Input& input, TokenRange sentence, TokenRange tokens) const;

 private:
  Outlook Of(const Input& input, uint32_t token) const;
  HashTable<Outlook> words_;
};

}  // namespace factbox::dates
