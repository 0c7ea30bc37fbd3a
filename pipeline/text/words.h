// ICU's word breaks (UAX #29, English), faster. The first half of segmenter.cc; use it through Segmenter.
//
// Nine of ten words of English news stand among ASCII characters only, where the rules are few: those are cut here, and ICU is asked about the
// stretches around anything else ("café", “, —). Both ways give the same breaks; words_test.cc compares them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace factbox {

struct TextChunk {
  enum Kind : uint8_t { kWord, kBlank, kMark };
  uint32_t begin, end;  // bytes; chunks follow one another without gaps
  Kind kind;
};

// One per thread: ICU's iterators are stateful and dear to make.
class WordBreaks {
 public:
  WordBreaks();
  ~WordBreaks();

  // Replaces `chunks`. Requires: valid UTF-8, below 2^31 bytes.
  void Cut(std::string_view text, std::vector<TextChunk>& chunks);

 private:
  struct Icu;
  void CutByIcu(std::string_view text, size_t begin, size_t end, std::vector<TextChunk>& chunks);
  std::unique_ptr<Icu> icu_;
};

}  // namespace factbox
