// Texts with marked names, for training: from gold records or from columns.
//
//   gold:    docs.jsonl {"id": "a1", "text": "…"} and gold.jsonl {"id": "a1", "people": [{"mentions": [{"start": 0, "end": 11}]}], …}
//   columns: a token and its tag a line, BIO or BILOU, a blank line between sentences, -DOCSTART- before each document
//
// Columns have lost the blanks and paragraphs of their text; they are guessed, so gold records are the better source where both exist.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "document/article.h"

namespace factbox {

struct LabelledName {
  uint32_t start = 0, end = 0;  // code points of the text
  std::string type;             // PER, ORG, LOC, MISC; empty: nobody knows what stands here
};

struct LabelledText {
  Article article;
  std::vector<LabelledName> names;  // in text order
  bool misc = false;                // are names of other kinds marked (MISC)? Else they may stand there unmarked.
};

// Documents of `fold` (empty: all) of `docs` that have a line in `gold`, in the order of `docs`. Offsets of gold count from the end of the title where its
// `length` says that the text of the gold begins there. Errors: file_not_found, file_unreadable, invalid_gold (file, line and what).
Result<std::vector<LabelledText>> ReadGoldNames(const std::string& docs, const std::string& gold, const std::string& fold);

// Errors as above.
Result<std::vector<LabelledText>> ReadColumns(const std::string& path);

// A copy in capitals, or in small letters; spans stay where they are.
enum class Recasing : uint8_t { kUpper, kLower };
LabelledText Recased(const LabelledText& labelled, Recasing recasing);

}  // namespace factbox
