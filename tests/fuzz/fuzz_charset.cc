// Any bytes in any character set become valid UTF-8 without NUL; bytes that are valid UTF-8 and declare nothing stay as they are.
#include "article/charset.h"

#include <array>
#include <string>

#include "base/utf8.h"
#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  constexpr std::array<std::string_view, 9> kCharsets = {"", "utf-8", "iso-8859-1", "shift_jis", "gb2312", "utf-16", "iso-2022-jp", "euc-kr", "no-such-set"};
  for (const std::string_view charset : kCharsets) {
    std::string buffer;
    const DecodedPage page = DecodePage(input, charset, buffer);
    FUZZ_REQUIRE(IsValidUtf8(page.text) && page.text.find('\0') == std::string_view::npos);
    FUZZ_REQUIRE(page.converted || page.skipped + page.text.size() == input.size());
    if (charset.empty() && DeclaredCharset(input).empty() && IsValidUtf8(input)) FUZZ_REQUIRE(!page.guessed && page.replacements == 0);
  }
}
