// Walks the trie of a rule set over the tokens of a sentence.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "extractors/dates/atoms.h"
#include "extractors/dates/rules.h"

namespace factbox::dates {

// An expression of time that was found, not yet resolved.
struct Expression {
  TokenRange tokens;
  Meaning meaning;
  const Rule* rule = nullptr;
};

// const = thread-safe. Borrows the rules and the lexicon.
class Matcher {
 public:
  Matcher(const RuleSet& rules, const Lexicon& lexicon);

  // One way a rule matched: its span, and how far what it looked at reaches.
  struct Match {
    TokenRange span;
    uint32_t context = 0;  // tokens looked at
    const Rule* rule = nullptr;
    Meaning meaning;

    // The longer span, then the longer context, then the earlier rule.
    bool Beats(const Match& other) const {
      if (span.end != other.span.end) return span.end > other.span.end;
      return context != other.context ? context > other.context : rule < other.rule;
    }
  };

  // Whether a rule may begin with a word of the lexicon.
  bool MayStart(uint32_t word) const { return word != Lexicon::kUnknown && starts_[word] != 0; }

  // Adds to `out` the best match for each span that some rule finds when it starts to read at token `at`. `expressions`: what <sort> may match.
  void MatchAt(const Input& input, const std::vector<Expression>& expressions, uint32_t at, std::vector<Match>& out) const;

 private:
  const RuleSet& rules_;
  std::vector<char> starts_;  // by word
};

}  // namespace factbox::dates
