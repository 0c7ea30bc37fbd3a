// Any bytes are JSON-LD or are refused; what was read is the same for a reader that is used again.
#include "article/json_ld.h"

#include <string>

#include "base/utf8.h"
#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  static JsonLdReader used;
  JsonLdReader fresh;
  const std::string script = RepairUtf8(input).text;  // pages are brought to UTF-8 before
  JsonLd first, second;
  FUZZ_REQUIRE(used.Read(script, first) == fresh.Read(script, second));
  FUZZ_REQUIRE(first.headline == second.headline && first.body == second.body && first.published == second.published && first.authors == second.authors);
  FUZZ_REQUIRE(first.article == second.article && first.keywords == second.keywords);
  FUZZ_REQUIRE(first.article || (first.headline.empty() && first.authors.empty() && first.body.empty()));
  for (const std::string* text : {&first.headline, &first.description, &first.body, &first.publisher}) FUZZ_REQUIRE(IsValidUtf8(*text));
}
