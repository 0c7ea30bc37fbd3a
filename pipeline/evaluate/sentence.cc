#include "evaluate/sentence.h"

#include <algorithm>
#include <string_view>

namespace factbox::evaluate {
namespace {

// A capital before the full stop is mostly an initial.
bool EndsSentence(std::string_view text, size_t i) {
  if (text[i] == '\n') return true;
  const bool mark = text[i] == '.' || text[i] == '?' || text[i] == '!';
  return mark && i + 1 < text.size() && text[i + 1] == ' ' && (i == 0 || text[i - 1] < 'A' || text[i - 1] > 'Z');
}

std::string_view FromStart(std::string_view before) {
  for (size_t i = before.size(); i-- > 0;)
    if (EndsSentence(before, i)) return before.substr(before[i] == '\n' ? i + 1 : i + 2);
  return before;
}

std::string_view ToEnd(std::string_view after) {
  for (size_t i = 0; i < after.size(); ++i)
    if (EndsSentence(after, i)) return after.substr(0, after[i] == '\n' ? i : i + 1);
  return after;
}

std::string OneLine(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace

Sentence SentenceAround(const Sliceable& text, Stretch at, int64_t first) {
  constexpr int64_t kReach = 200;
  const Stretch before{std::max(first, at.start - kReach), at.start};
  return {OneLine(FromStart(text.Slice(before))), OneLine(text.Slice(at)), OneLine(ToEnd(text.Slice({at.end, at.end + kReach})))};
}

}  // namespace factbox::evaluate
