// Stretches between quotation marks are in order, apart from one another, never empty, and within their marks. The whole stage runs over the
// seeds of the program's tests and of the samples; here it is the marks that any text can hold in any order.
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extractors/quotes/marks.h"
#include "fuzz_target.h"
#include "text/segmenter.h"

void factbox::Fuzz(std::string_view input) {
  const std::string text = RepairUtf8(input).text;
  const Abbreviations abbreviations;
  Segmenter segmenter(abbreviations);
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);

  uint32_t after = 0;
  bool goes_on = false;
  for (const quotes::Quoted& quoted : quotes::FindQuoted(tokens)) {
    FUZZ_REQUIRE(after <= quoted.outer.begin && quoted.outer.end <= tokens.size());
    FUZZ_REQUIRE(quoted.outer.begin < quoted.content.begin && quoted.content.begin < quoted.content.end && quoted.content.end <= quoted.outer.end);
    FUZZ_REQUIRE(tokens[quoted.outer.begin].mark == '"' || tokens[quoted.outer.begin].mark == '\'');
    FUZZ_REQUIRE(!quoted.continues || (goes_on && quoted.outer.begin == after));
    FUZZ_REQUIRE(!quoted.goes_on || tokens[quoted.outer.end].paragraph_start);
    after = quoted.outer.end;
    goes_on = quoted.goes_on;
  }
}
