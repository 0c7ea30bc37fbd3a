// An event while its document is worked on: what one trigger of one sentence says.
#pragma once

#include "extractors/events/participants.h"

namespace factbox::events {

struct DraftArgument {
  Argument argument;
  uint64_t lemma = 0;  // of the head
  bool named = false, people = false, plural = false;
};

struct Draft {
  const Trigger* trigger = nullptr;
  const OntologyRow* row = nullptr;
  std::string_view cameo;
  uint32_t sentence = 0;
  uint32_t group = 0;            // of the trigger
  uint32_t verb = Group::kNone;  // the verb group that says how real it is
  TokenRange words;              // the trigger
  EventStatus status = EventStatus::kOccurred;
  bool negated = false;
  bool dropped = false;
  bool definite = false;   // "the attack": one spoken of before
  bool supported = false;  // of a noun: some verb says that it took place
  float confidence = 0.6f;
  EntityRef attribution;
  Span attributed;
  std::vector<DraftArgument> arguments;
  std::vector<uint32_t> sentences;  // further evidence
  std::string_view rule;

  bool Has(ArgumentRole role) const {
    for (const DraftArgument& x : arguments)
      if (x.argument.role == role) return true;
    return false;
  }
  bool IsHarm() const { return row->type == "ASSAULT" || row->type == "ACCIDENT" || row->type == "DISASTER" || row->type == "DEATH"; }
  bool IsCause() const { return IsHarm() && row->type != "DEATH"; }
};

// The role that the record has for one of a frame; those that depend on who stands there are targets.
ArgumentRole Plain(Role role);

}  // namespace factbox::events
