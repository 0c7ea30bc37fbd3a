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

  // False where no rule matches that starts to read at token `at`, as far as it and the next one tell. Requires: `at` is a word.
  bool MayMatchAt(const Input& input, uint32_t at) const;

  // Adds to `out` the best match for each span that some rule finds when it starts to read at token `at`. `expressions`: what <sort> may match.
  void MatchAt(const Input& input, const std::vector<Expression>& expressions, uint32_t at, std::vector<Match>& out) const;

 private:
  const RuleSet& rules_;
  // Where the rules that begin with a word can go on.
  struct Start {
    Signature next = 0;
    bool ends = false;  // some rule is that word alone
  };
  std::vector<Start> starts_;  // by word
  Signature built_in_ = 0;     // classes that rules begin with
};

}  // namespace factbox::dates
