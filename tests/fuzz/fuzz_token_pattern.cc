// A pattern finds with RE2 over codes what a backtracking matcher finds over tokens. The input is a pattern in the language, a line break and a
// sentence; or, if it begins with a byte 0, the choices from which both are made (random_token_pattern.h).
#include <string>

#include "base/utf8.h"
#include "fuzz_target.h"
#include "support/random_token_pattern.h"

void factbox::Fuzz(std::string_view input) {
  constexpr size_t kLongestPattern = 300, kLongestSentence = 300;  // bytes; the naive matcher is slow
  std::string pattern, sentence;
  ByteSource source(input.substr(input.size() / 2));
  if (!input.empty() && input.front() == '\0') {
    ByteSource choices(input.substr(1));
    sentence = RandomSentence(choices);
    pattern = RandomPattern(choices);
  } else {
    const size_t line = std::min(input.find('\n'), input.size());
    pattern = std::string(input.substr(0, std::min(line, kLongestPattern)));
    sentence = RepairUtf8(input.substr(line).substr(0, kLongestSentence)).text;
  }
  const std::string difference = DifferenceOnTokens(pattern, sentence, source);
  if (!difference.empty()) std::fprintf(stderr, "%s\n", difference.c_str());
  FUZZ_REQUIRE(difference.empty());
}
