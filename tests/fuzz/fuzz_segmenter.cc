// Tokens and sentences are what the seal of their layers demands, cover all that is no blank, and do not depend on what was cut before.
#include "text/segmenter.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "fuzz_target.h"
#include "text/fold.h"

namespace factbox {
namespace {

const Abbreviations& KnownAbbreviations() {
  static const Abbreviations abbreviations = [] {
    Abbreviations out;
    for (const char* never : {"Gen.", "Mr.", "St.", "Lt.", "vs.", "c."}) out.Add(never, AbbreviationEnd::kNever);
    for (const char* may : {"Inc.", "a.m.", "U.S.", "etc."}) out.Add(may, AbbreviationEnd::kMay);
    out.Add("no.", AbbreviationEnd::kBeforeDigit);
    return out;
  }();
  return abbreviations;
}

void CheckSpan(std::string_view text, Span span, uint32_t after) {
  FUZZ_REQUIRE(after <= span.begin && span.begin < span.end && span.end <= text.size());
  FUZZ_REQUIRE(IsBoundary(text, span.begin) && IsBoundary(text, span.end));
}

}  // namespace

void Fuzz(std::string_view input) {
  const std::string text = RepairUtf8(input).text;
  Segmenter segmenter(KnownAbbreviations());
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  segmenter.Segment(text, {0, static_cast<uint32_t>(text.size())}, tokens, sentences);

  uint32_t after = 0;
  for (const Token& token : tokens) {
    CheckSpan(text, token.span, after);
    for (uint32_t at = after; at < token.span.begin; ++at) {  // between tokens stand blanks and what is as good as one
      const auto byte = static_cast<unsigned char>(text[at]);
      FUZZ_REQUIRE(byte <= ' ' || byte >= 0x7F);
    }
    after = token.span.end;
    FUZZ_REQUIRE(!token.paragraph_start || token.line_start);
    FUZZ_REQUIRE(!token.opens || !token.closes);
    FUZZ_REQUIRE(!token.full_stop || text[token.span.end - 1] == '.');
    constexpr uint32_t kLongestRun = 16;  // longer runs of one mark keep the fold of their start
    if (token.mark == 0 || token.span.size() <= kLongestRun) FUZZ_REQUIRE(token.fold == FoldHash(Slice(text, token.span)));
  }

  uint32_t next = 0;
  after = 0;
  for (const Sentence& sentence : sentences) {
    CheckSpan(text, sentence.span, after);
    after = sentence.span.end;
    FUZZ_REQUIRE(sentence.tokens.begin == next && sentence.tokens.end > next && sentence.tokens.end <= tokens.size());
    FUZZ_REQUIRE(sentence.span.begin == tokens[sentence.tokens.begin].span.begin && sentence.span.end == tokens[sentence.tokens.end - 1].span.end);
    next = sentence.tokens.end;
  }
  FUZZ_REQUIRE(next == tokens.size());

  // The same segmenter again, with other text before it: a title's worth of offset.
  const std::string longer = "Über\n\n" + text;
  const auto shift = static_cast<uint32_t>(longer.size() - text.size());
  std::vector<Token> tokens_again;
  std::vector<Sentence> sentences_again;
  segmenter.Segment(longer, {shift, static_cast<uint32_t>(longer.size())}, tokens_again, sentences_again);
  FUZZ_REQUIRE(tokens_again.size() == tokens.size() && sentences_again.size() == sentences.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    FUZZ_REQUIRE(tokens_again[i].span.begin == tokens[i].span.begin + shift && tokens_again[i].span.end == tokens[i].span.end + shift);
    FUZZ_REQUIRE(tokens_again[i].fold == tokens[i].fold && tokens_again[i].shape == tokens[i].shape && tokens_again[i].mark == tokens[i].mark);
  }
  for (size_t i = 0; i < sentences.size(); ++i) FUZZ_REQUIRE(sentences_again[i].tokens == sentences[i].tokens && sentences_again[i].kind == sentences[i].kind);
}

}  // namespace factbox
