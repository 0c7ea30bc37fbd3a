// What a number counts: "5,200 [troops] stationed in Iraq", "three [Katyusha rockets] fell", "200 of her [relatives]".
//
// There is no tagger to tell nouns from verbs. The noun phrase goes on to its first plural (troops, rockets, people), so the words between may
// be anything but those that end a noun phrase (prepositions, articles, auxiliaries, marks). Behind "one" there is no plural to look for; it
// goes on until such a word or a verb in -ed.
// Limits: a plural that is an adjective's or another noun's ("two sports cars") is known only if rules.tsv lists it; a collective without
// plural ("3,000 cavalry") likewise.
#pragma once

#include <cstdint>

#include "extractors/numbers/view.h"
#include "text/span.h"

namespace factbox {
namespace numbers {

// Tokens of the noun phrase that starts at or soon behind token `from`; empty if nothing is counted there.
TokenRange CountedNoun(const View& view, uint32_t from, bool singular);

// A word that names more than one thing, by its ending or by the list.
bool IsPlural(const View& view, uint32_t at);

// An ordinary noun may stand there: a lower-case word that ends no noun phrase.
bool MayBeNoun(const View& view, uint32_t at);

}  // namespace numbers
}  // namespace factbox
