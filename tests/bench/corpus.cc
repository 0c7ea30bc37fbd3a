#include "corpus.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

#include "article/article_parser.h"

namespace factbox::bench {
namespace {

std::vector<std::string> Sources() {
  const char* given = std::getenv("FACTBOX_BENCH_DOCS");
  if (given == nullptr || *given == 0) return {FACTBOX_SOURCE_DIR "/corpora/samples"};
  std::vector<std::string> out;
  std::istringstream list(given);
  for (std::string part; std::getline(list, part, ':');) out.push_back(part);
  return out;
}

size_t WantedBytes() {
  const char* given = std::getenv("FACTBOX_BENCH_MB");
  return static_cast<size_t>((given != nullptr ? std::strtod(given, nullptr) : 20.0) * 1e6);
}

Corpus Read() {
  Corpus out;
  std::vector<size_t> bytes, words;
  ItemReader reader(ExpandInputs(Sources(), {}), {});
  ArticleParser parser;
  for (RawItem item; reader.Next(item);) {
    RawItem copy = item;
    ParsedArticle parsed;
    if (item.state != RawItem::State::kDocument || !parser.Parse(item, parsed)) continue;
    const Document document(std::move(parsed.article));
    bytes.push_back(document.text().size());
    words.push_back(CountWords(document.text()));
    out.items.push_back(std::move(copy));
  }
  if (out.items.empty()) {
    std::fprintf(stderr, "factbox_bench: no article in FACTBOX_BENCH_DOCS or corpora/samples\n");
    std::exit(2);
  }

  // Rounds through all articles, each in an order of its own: Fisher–Yates, with a generator whose numbers are the same everywhere.
  uint64_t state = 1;
  std::vector<size_t> round(out.items.size());
  for (size_t i = 0; i < round.size(); ++i) round[i] = i;
  while (out.text_bytes < WantedBytes() || out.order.empty()) {
    for (size_t i = round.size(); i > 1; --i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      std::swap(round[i - 1], round[(state >> 33) % i]);
    }
    for (const size_t index : round) {
      if (out.text_bytes >= WantedBytes() && !out.order.empty()) break;
      out.order.push_back(index);
      out.text_bytes += bytes[index];
      out.words += words[index];
    }
  }
  return out;
}

}  // namespace

const Corpus& TheCorpus() {
  static const Corpus corpus = Read();
  return corpus;
}

size_t CountWords(const std::string& text) {
  size_t words = 0;
  bool within = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    words += !blank && !within;
    within = !blank;
  }
  return words;
}

}  // namespace factbox::bench
