#include "extractors/dates/cues.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::dates {

void Cues::Read(const Data& data, Mistakes& mistakes) {
  for (const Data::File& file : data.Files("extractors/dates/cues.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"words", "outlook"}, mistakes);
    for (const TsvRow& row : table.rows) {
      const Outlook outlook = row.cells[1] == "back"       ? Outlook::kBack
                              : row.cells[1] == "ahead"    ? Outlook::kAhead
                              : row.cells[1] == "reported" ? Outlook::kReported
                                                           : Outlook::kNone;
      if (outlook == Outlook::kNone) mistakes.push_back(table.At(row, 1, "'" + std::string(row.cells[1]) + "' is neither back, ahead nor reported"));
      for (const std::string_view word : SplitAlternatives(row.cells[0])) words_[FoldHash(word)] = outlook;
    }
  }
}

Outlook Cues::Of(const Input& input, uint32_t at) const {
  const Token& token = input.tokens[at];
  if (token.shape == Shape::kPunctuation || token.shape == Shape::kNumber) return Outlook::kNone;
  if (const Outlook* word = words_.Find(token.fold); word != nullptr) return *word;
  const std::string_view text = Slice(input.text, token.span);
  constexpr size_t kShortest = 5;  // "used", "fled"; shorter ones in -ed are nouns (shed, bed)
  if (token.shape == Shape::kLower && text.size() >= kShortest - 1 && text.substr(text.size() - 2) == "ed") return Outlook::kBack;
  // "he'll" is one token
  if (text.size() > 3 && text.substr(text.size() - 2) == "ll" && (text[text.size() - 3] == '\'' || static_cast<signed char>(text[text.size() - 3]) < 0))
    return Outlook::kAhead;
  return Outlook::kNone;
}

Outlook Cues::Around(const Input& input, TokenRange sentence, TokenRange tokens) const {
  constexpr uint32_t kBefore = 14, kBehind = 12;  // tokens; a clause seldom is longer
  const uint32_t first = std::max(sentence.begin, tokens.begin > kBefore ? tokens.begin - kBefore : 0);
  for (uint32_t at = tokens.begin; at-- > first;)
    if (const Outlook outlook = Of(input, at); outlook != Outlook::kNone) {
      // "to be held", "will be tried": the participle says nothing, the word before it does.
      const Outlook auxiliary = at > first ? Of(input, at - 1) : Outlook::kNone;
      return auxiliary == Outlook::kAhead ? auxiliary : outlook;
    }
  for (uint32_t at = tokens.end; at < std::min(sentence.end, tokens.end + kBehind); ++at)
    if (const Outlook outlook = Of(input, at); outlook != Outlook::kNone) return outlook;
  return Outlook::kNone;
}

}  // namespace factbox::dates
