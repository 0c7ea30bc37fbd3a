// Words and sentences of a text, by Unicode's break rules (UAX #29) corrected for news.
//
//   'Gen. Smith left St. Louis at 5 a.m. on Friday. "I won\'t talk," he said. "Ask Iraq\'s envoy."'
//   three sentences; tokens … [Gen.] [Smith] … [St.] [Louis] … [a.m.] … [won't] … [Iraq] ['s] …
//
// Tokens: Unicode's word breaks (words.h), but a possessive 's is a token of its own, an abbreviation keeps its full stop, and a run of equal marks is one.
// Sentences: Unicode's sentence breaks (sentences.h), but none after titles, initials and the like, one at each blank line, none inside a bracket,
// and a closing quotation mark belongs to what it closes. A line without closing mark is a headline.
// Limits: a sentence that ends with an abbreviation and is followed by a name ("He works for Acme Corp. Smith left.") is split only after
// those that may end one. Text in capitals splits on marks alone.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/token.h"
#include "text/words.h"

namespace factbox {

// When a sentence may end with an abbreviation.
enum class AbbreviationEnd : uint8_t {
  kNever,        // Gen. Mr. St. vs.
  kMay,          // Inc. U.S. a.m. Ill. Jan. etc.
  kBeforeDigit,  // No. 5, Fig. 2: an abbreviation only there, else an ordinary word
};

// Abbreviations whose full stop is part of them. Filled once, then const = thread-safe.
class Abbreviations {
 public:
  // `written` as in text, with its full stop: "Gen.", "a.m.". A capital first letter is required in the text too.
  void Add(std::string_view written, AbbreviationEnd end);
  // Null if `token` (without its last full stop) is none.
  const AbbreviationEnd* Find(std::string_view token) const;

 private:
  struct Entry {
    bool capital;
    bool dotted;  // has a full stop inside, as the text must: "E.U.", not "EU."
    AbbreviationEnd end;
  };
  std::unordered_map<uint64_t, Entry> entries_;
};

// One per thread: ICU's iterators are stateful and dear to make.
class Segmenter {
 public:
  // Requires: `abbreviations` outlives the segmenter.
  explicit Segmenter(const Abbreviations& abbreviations);
  Segmenter(const Segmenter&) = delete;
  Segmenter& operator=(const Segmenter&) = delete;

  // Appends the tokens and sentences of `within` of `text`; sections are segmented one by one, so no sentence crosses them.
  // Requires: valid UTF-8, sections in order.
  void Segment(std::string_view text, Span within, std::vector<Token>& tokens, std::vector<Sentence>& sentences);

  // Tokens alone, for names of gazetteers and rules, which must be cut as texts are.
  void Tokenize(std::string_view text, std::vector<Token>& tokens);

 private:
  const Abbreviations* abbreviations_;
  WordBreaks words_;
  std::vector<TextChunk> chunks_;  // scratch
};

}  // namespace factbox
