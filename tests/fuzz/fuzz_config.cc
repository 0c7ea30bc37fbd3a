// Any bytes are a configuration or a list of mistakes, each with a place within the text.
#include "fetch/config.h"

#include <algorithm>
#include <string>

#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  Mistakes mistakes;
  const IngestConfig config = ParseIngestConfig("feeds.toml", input, mistakes);
  const auto lines = static_cast<int>(std::count(input.begin(), input.end(), '\n')) + 1;
  for (const Mistake& mistake : mistakes) FUZZ_REQUIRE(mistake.line >= 1 && mistake.line <= lines && mistake.column >= 1 && !mistake.message.empty());
  if (!mistakes.empty()) return;
  FUZZ_REQUIRE(!config.contact.empty() && !config.sources.empty() && !config.state.empty());
  FUZZ_REQUIRE(!config.output.empty() || !config.to.empty());
  for (const SourceConfig& source : config.sources) FUZZ_REQUIRE(!source.name.empty() && ParseUrl(source.url) && source.max_articles > 0);
}
