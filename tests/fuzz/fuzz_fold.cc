// Folding keeps UTF-8 valid, its hash agrees with it, and what is folded folds to itself where that is promised: among ASCII.
#include "text/fold.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "base/utf8.h"
#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  const std::string text = RepairUtf8(input).text;
  const std::string folded = Fold(text);
  FUZZ_REQUIRE(IsValidUtf8(folded));
  FUZZ_REQUIRE(text.empty() == folded.empty());
  FUZZ_REQUIRE(FoldHash(text) == HashBytes(folded));
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii || text == "&") return;
  FUZZ_REQUIRE(Fold(folded) == folded);
  FUZZ_REQUIRE(std::none_of(folded.begin(), folded.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}
