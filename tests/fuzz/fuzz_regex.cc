// A pattern compiles or says what is wrong and where; its matches are in the text, on boundaries of characters, never empty, in order, bounded as
// {WB} says, and a set finds what its patterns find one by one. The input is a pattern, a line break and a text.
#include "text/regex.h"

#include <string>
#include <vector>

#include "base/utf8.h"
#include "fuzz_target.h"

namespace factbox {
namespace {

constexpr size_t kLongestPattern = 200;  // bytes

bool EndsWord(std::string_view text, uint32_t at) {  // an ASCII word character on both sides
  const auto word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return at == 0 || at == text.size() || !word(text[at - 1]) || !word(text[at]);
}

}  // namespace

void Fuzz(std::string_view input) {
  const size_t line = std::min(input.find('\n'), input.size());
  const std::string_view pattern = input.substr(0, std::min(line, kLongestPattern));
  const std::string text = RepairUtf8(input.substr(line)).text;
  const Result<Regex, PatternMistake> regex = Regex::Compile(pattern);
  if (!regex) {
    FUZZ_REQUIRE(!regex.error().message.empty() && regex.error().at <= pattern.size());
    return;
  }
  const bool starts = pattern.substr(0, 4) == "{WB}";
  std::vector<Span> groups(regex->groups() + 1);
  uint32_t from = 0;
  size_t matches = 0;
  while (from <= text.size() && regex->Find(text, from, groups)) {
    const Span whole = groups[0];
    FUZZ_REQUIRE(from <= whole.begin && whole.begin <= whole.end && whole.end <= text.size());
    FUZZ_REQUIRE(IsBoundary(text, whole.begin) && IsBoundary(text, whole.end));
    if (starts && !whole.empty()) FUZZ_REQUIRE(EndsWord(text, whole.begin));
    for (const Span group : groups) FUZZ_REQUIRE(group == Span{} || whole.Contains(group));
    ++matches;
    if (whole.empty()) break;  // refused for the empty text, but $ or ^ may still match nothing elsewhere
    from = whole.end;
  }
  RegexSet set;
  set.Add(*regex);
  if (!set.Finish()) return;
  std::vector<int> numbers;
  set.Matching(text, numbers);
  FUZZ_REQUIRE((matches > 0) == !numbers.empty());
  if (regex->FullMatch(text)) FUZZ_REQUIRE(matches > 0 || text.empty());
}

}  // namespace factbox
