#include "run/context.h"

#include <algorithm>

#include "base/utf8.h"

namespace factbox {

const Sentence* SentenceAt(std::span<const Sentence> sentences, uint32_t byte) {
  const auto behind = std::upper_bound(sentences.begin(), sentences.end(), byte, [](uint32_t b, const Sentence& sentence) { return b < sentence.span.begin; });
  if (behind == sentences.begin() || byte >= std::prev(behind)->span.end) return nullptr;
  return &*std::prev(behind);
}

std::string ContextOf(const Document& document, std::span<const Sentence> sentences, Span span, uint32_t near) {
  const std::string& text = document.text();
  const Sentence* sentence = SentenceAt(sentences, span.begin);
  Span around = sentence != nullptr ? sentence->span : span;
  around.end = std::max(around.end, span.end);
  std::string before, after;
  if (span.begin - around.begin > near) {
    around.begin = span.begin - near;
    while (!IsBoundary(text, around.begin)) ++around.begin;
    before = "… ";
  }
  if (around.end - span.end > near) {
    around.end = span.end + near;
    while (!IsBoundary(text, around.end)) ++around.end;
    after = " …";
  }
  std::string out = before;
  out.append(text, around.begin, span.begin - around.begin).append("«").append(document.Slice(span)).append("»");
  out.append(text, span.end, around.end - span.end).append(after);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return out;
}

}  // namespace factbox
