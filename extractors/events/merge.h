// Drafts of one document to its events: what is too weak is left out, sentences on the same event become one.
//
//   "A bomb killed five people in Karsa on Friday. … The blast damaged a school."   → one ASSAULT, with all that both say
//
// Two drafts are one event if type and mode agree, something is shared (a participant, the place, or the second is "the attack"), and no place,
// date or status contradicts. Limits: a later sum ("the three attacks") is not taken apart.
#pragma once

#include "extractors/events/draft.h"

namespace factbox::events {

// Appends the events to `out`, the main one first.
void Merge(const Lexicon& lexicon, const Reader& reader, std::vector<Draft>& drafts, std::vector<Event>& out);

}  // namespace factbox::events
