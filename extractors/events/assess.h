// How real an event is, and who says so.
//
//   "threatened to shell the port"   the shelling is no event, the threat is one (THREATEN/violence)
//   "denied shelling the port"       denied      "would shell"  hypothetical      "will shell"  planned      "failed to shell"  attempted
//   "…, police said"                 attribution: police
//
// The words over a trigger are followed outward: auxiliaries, then the verb or noun that it completes, by operators.tsv. Limits: four steps; irony
// and the reader's own knowledge are not.
#pragma once

#include "extractors/events/draft.h"

namespace factbox::events {

// Judges drafts [start, drafts.size()), which are those of sentence `s` with groups [first, end).
void Assess(const Lexicon& lexicon, const Participants& participants, const Reader& reader, uint32_t s, uint32_t first, uint32_t end, size_t start,
            std::vector<Draft>& drafts);

}  // namespace factbox::events
