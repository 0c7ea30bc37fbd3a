// What a reporting verb reports in the article's own words.
//
//   Ruiz said on Monday that [the vote would be held again].         behind the verb, with "that"
//   She believes [the court will agree], adding that [it must].
//   [The vote will be held again], Ruiz said.                        in front of it
//   According to the court, [two of the judges were absent].
//
// Limits: within one sentence; infinitives ("asked him to leave"), nouns ("his claim that") and verbs with an object ("denied the report") are left out.
#pragma once

#include "extractors/quotes/attribution.h"

namespace factbox::quotes {

struct Content {
  uint32_t begin = 0, end = 0;  // atoms; empty: none
  std::string_view rule;
};

Content FindContent(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens, const Attributions& attributions, uint32_t use);

}  // namespace factbox::quotes
