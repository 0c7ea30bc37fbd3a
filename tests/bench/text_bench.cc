// What every stage stands on, timed alone: folding, word breaks, sentences, patterns over characters and over tokens.
//
//   text/fold           FoldHash of every token: what the hashes that gazetteers are asked for cost
//   text/words          word breaks alone, the first half of what follows
//   text/segment        text to tokens and sentences, as the stage `tokens` does it
//   text/regex          one pass of one pattern over characters
//   text/encode         sentences to the codes that token patterns read, names marked
//   text/patterns/N     the same, and N token patterns searched
//
// MB/s counts bytes of title and text, ns/token what the segmenter calls a token. The patterns are made for this and match seldom, as most rules
// do in most sentences.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "article/article_parser.h"
#include "corpus.h"
#include "document/document.h"
#include "gazetteer/data.h"
#include "text/fold.h"
#include "text/regex.h"
#include "text/segmenter.h"
#include "text/token_pattern.h"
#include "text/words.h"

namespace factbox::bench {
namespace {

[[noreturn]] void Fail(const std::string& message) {
  std::fprintf(stderr, "factbox_bench: %s\n", message.c_str());
  std::exit(2);
}

// An article of the corpus, cut once.
struct Text {
  std::string text;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<TokenRange> names;  // runs of capitalised words, which stand for names
};

const Abbreviations& TheAbbreviations() {
  static const std::unique_ptr<Data> data = [] {
    Result<std::unique_ptr<Data>> opened = Data::Open(FACTBOX_TEST_DATA, {});
    if (!opened) Fail(opened.error().message);
    return std::move(*opened);
  }();
  return data->abbreviations();
}

void FindNames(Text& text) {
  for (const Sentence& sentence : text.sentences)
    for (uint32_t begin = sentence.tokens.begin; begin < sentence.tokens.end; ++begin) {
      uint32_t end = begin;
      while (end < sentence.tokens.end && IsCapitalized(text.tokens[end])) ++end;
      if (end == begin) continue;
      text.names.push_back({begin, end});
      begin = end;
    }
}

// By index of the corpus.
const std::vector<Text>& Texts() {
  static const std::vector<Text> texts = [] {
    std::vector<Text> out;
    ArticleParser parser;
    Segmenter segmenter(TheAbbreviations());
    for (RawItem item : TheCorpus().items) {
      ParsedArticle parsed;
      (void)parser.Parse(item, parsed);  // the corpus holds only what can be read
      const Document document(std::move(parsed.article));
      Text& text = out.emplace_back();
      text.text = document.text();
      segmenter.Segment(text.text, {0, static_cast<uint32_t>(text.text.size())}, text.tokens, text.sentences);
      FindNames(text);
    }
    return out;
  }();
  return texts;
}

void Report(benchmark::State& state) {
  using benchmark::Counter;
  size_t tokens = 0;
  for (const size_t index : TheCorpus().order) tokens += Texts()[index].tokens.size();
  state.counters["MB/s"] = Counter(static_cast<double>(TheCorpus().text_bytes) * 1e-6, Counter::kIsIterationInvariantRate);
  state.counters["ns/token"] = Counter(static_cast<double>(tokens) * 1e-9, Counter::kIsIterationInvariantRate | Counter::kInvert);
}

// Times `run(text)` for each article of the corpus, in its order.
template <class Run>
void TimeTexts(benchmark::State& state, Run run) {
  const std::vector<Text>& texts = Texts();
  for (auto _ : state)
    for (const size_t index : TheCorpus().order) run(texts[index]);
  Report(state);
}

void BenchFold(benchmark::State& state) {
  TimeTexts(state, [](const Text& text) {
    for (const Token& token : text.tokens) benchmark::DoNotOptimize(FoldHash(Slice(text.text, token.span)));
  });
}

void BenchWords(benchmark::State& state) {
  WordBreaks words;
  std::vector<TextChunk> chunks;
  TimeTexts(state, [&](const Text& text) {
    words.Cut(text.text, chunks);
    benchmark::DoNotOptimize(chunks.data());
  });
}

void BenchSegment(benchmark::State& state) {
  Segmenter segmenter(TheAbbreviations());
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  TimeTexts(state, [&](const Text& text) {
    tokens.clear();
    sentences.clear();
    segmenter.Segment(text.text, {0, static_cast<uint32_t>(text.text.size())}, tokens, sentences);
    benchmark::DoNotOptimize(sentences.data());
  });
}

void BenchRegex(benchmark::State& state) {
  const auto regex = Regex::Compile("{WB}{NUMBER} (?:people|percent|million|billion){WB}");
  if (!regex) Fail(regex.error().message);
  TimeTexts(state, [&](const Text& text) {
    Span found;
    for (uint32_t from = 0; regex->Find(text.text, from, found); from = found.end) benchmark::DoNotOptimize(found);
  });
}

// "Keita met reporters", "Lagarde told the court": each verb with each object.
std::vector<std::string> Patterns(size_t count) {
  static constexpr const char* kVerbs[] = {"said", "told", "met", "visited", "criticised", "replaced", "backed", "sued", "warned", "joined"};
  static constexpr const char* kObjects[] = {"government", "court", "parliament", "reporters", "police", "company", "minister", "union", "residents", "army"};
  std::vector<std::string> out;
  for (const char* object : kObjects)
    for (const char* verb : kVerbs)
      if (out.size() < count) out.push_back(std::string("(?<who> <NAME>) \"") + verb + "\" (?<whom> (\"the\"|\"a\")? <LOWER>{0,2} \"" + object + "\")");
  return out;
}

TokenPatternSet Build(size_t count) {
  TokenPatternSet::Builder builder(TheAbbreviations());
  builder.AddUnit("NAME");
  for (const std::string& pattern : Patterns(count))
    if (const auto added = builder.Add("p", pattern); !added) Fail(added.error().message);
  Result<TokenPatternSet> set = builder.Build();
  if (!set) Fail(set.error().message);
  return std::move(*set);
}

void EncodeAll(const TokenPatternSet& set, TokenPatternSet::Unit unit, const Text& text, TokenCodes& codes, std::vector<TokenMatch>* matches) {
  auto name = text.names.begin();
  for (const Sentence& sentence : text.sentences) {
    set.Encode(text.tokens, sentence.tokens, codes);
    for (; name != text.names.end() && name->begin < sentence.tokens.end; ++name) set.Mark(codes, unit, *name);
    if (matches != nullptr) set.Match(codes, *matches);
    benchmark::DoNotOptimize(codes);
  }
}

void BenchEncode(benchmark::State& state) {
  const TokenPatternSet set = Build(100);
  TokenCodes codes;
  TimeTexts(state, [&, unit = set.FindUnit("NAME")](const Text& text) { EncodeAll(set, unit, text, codes, nullptr); });
}

void BenchPatterns(benchmark::State& state) {
  const TokenPatternSet set = Build(static_cast<size_t>(state.range(0)));
  TokenCodes codes;
  std::vector<TokenMatch> matches;
  TimeTexts(state, [&, unit = set.FindUnit("NAME")](const Text& text) {
    matches.clear();
    EncodeAll(set, unit, text, codes, &matches);
  });
}

BENCHMARK(BenchFold)->Name("text/fold")->Unit(benchmark::kMillisecond);
BENCHMARK(BenchWords)->Name("text/words")->Unit(benchmark::kMillisecond);
BENCHMARK(BenchSegment)->Name("text/segment")->Unit(benchmark::kMillisecond);
BENCHMARK(BenchRegex)->Name("text/regex")->Unit(benchmark::kMillisecond);
BENCHMARK(BenchEncode)->Name("text/encode")->Unit(benchmark::kMillisecond);
BENCHMARK(BenchPatterns)->Name("text/patterns")->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace factbox::bench
