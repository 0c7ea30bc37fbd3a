// The way of an article, timed part by part on one thread: reading JSON, each stage, writing the record; and the whole of it.
//
// A stage is timed on documents that have the layers of the stages before it; those run untimed. The whole costs about a fifth more
// than the sum of the parts: it also makes the document, and takes each article through all stages before the next.
#include "pipeline_bench.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "article/article_parser.h"
#include "corpus.h"
#include "run/processor.h"

namespace factbox::bench {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Loaded {
  std::unique_ptr<Data> data;
  std::optional<Pipeline> pipeline;
};

Loaded& TheLoaded() {
  static Loaded loaded;
  return loaded;
}

void Report(benchmark::State& state) {
  using benchmark::Counter;
  state.counters["MB/s"] = Counter(static_cast<double>(TheCorpus().text_bytes) * 1e-6, Counter::kIsIterationInvariantRate);
  state.counters["ns/word"] = Counter(static_cast<double>(TheCorpus().words) * 1e-9, Counter::kIsIterationInvariantRate | Counter::kInvert);
}

// The articles, read once.
std::vector<Article> ParseAll() {
  std::vector<Article> out;
  ArticleParser parser;
  for (const RawItem& item : TheCorpus().items) {
    RawItem copy = item;
    ParsedArticle parsed;
    (void)parser.Parse(copy, parsed);  // the corpus holds only what can be read
    out.push_back(std::move(parsed.article));
  }
  return out;
}

void RunStage(const Pipeline& pipeline, size_t index, Document& document, Worker& worker) {
  const Stage& stage = *pipeline.stages()[index];
  const Reader reader(document, stage.info());
  Writer writer(document, stage.info());
  stage.Run(document, reader, writer, worker);
  writer.Seal();
}

void BenchRead(benchmark::State& state) {
  ArticleParser parser;
  ParsedArticle parsed;
  for (auto _ : state) {
    double seconds = 0;
    for (const size_t index : TheCorpus().order) {
      RawItem item = TheCorpus().items[index];
      const Clock::time_point start = Clock::now();
      (void)parser.Parse(item, parsed);
      seconds += SecondsSince(start);
    }
    state.SetIterationTime(seconds);
  }
  Report(state);
}

void BenchStage(benchmark::State& state, size_t timed) {
  const Pipeline& pipeline = *TheLoaded().pipeline;
  const std::vector<Article> articles = ParseAll();
  const std::unique_ptr<Worker> worker = pipeline.NewWorker();
  for (auto _ : state) {
    double seconds = 0;
    for (const size_t index : TheCorpus().order) {
      Document document(articles[index]);
      for (size_t i = 0; i < timed; ++i) RunStage(pipeline, i, document, *worker);
      const Clock::time_point start = Clock::now();
      RunStage(pipeline, timed, document, *worker);
      seconds += SecondsSince(start);
    }
    state.SetIterationTime(seconds);
  }
  Report(state);
}

void BenchWrite(benchmark::State& state) {
  const Pipeline& pipeline = *TheLoaded().pipeline;
  const RecordWriter writer = MakeRecordWriter(pipeline, {});
  const std::unique_ptr<Worker> worker = pipeline.NewWorker();
  // One document an article is enough: writing does not change it.
  std::vector<std::unique_ptr<Document>> documents;
  for (Article& article : ParseAll()) {
    documents.push_back(std::make_unique<Document>(std::move(article)));
    pipeline.Run(*documents.back(), *worker);
  }
  std::string out;
  for (auto _ : state) {
    const Clock::time_point start = Clock::now();
    for (const size_t index : TheCorpus().order) {
      out.clear();
      writer.Write(*documents[index], {}, out);
      benchmark::DoNotOptimize(out.data());
    }
    state.SetIterationTime(SecondsSince(start));
  }
  Report(state);
}

// JSON line → record line, as `factbox extract -j 1` does it, without the files.
void BenchWhole(benchmark::State& state) {
  const Pipeline& pipeline = *TheLoaded().pipeline;
  const RecordWriter writer = MakeRecordWriter(pipeline, {});
  Processor processor(pipeline, writer, {});
  Processed out;
  for (auto _ : state) {
    double seconds = 0;
    for (const size_t index : TheCorpus().order) {
      RawItem item = TheCorpus().items[index];
      const Clock::time_point start = Clock::now();
      processor.Process(item, out);
      seconds += SecondsSince(start);
      if (out.failed) {
        state.SkipWithError(out.message.c_str());
        break;
      }
    }
    state.SetIterationTime(seconds);
  }
  Report(state);
}

void Register(const std::string& name, void (*run)(benchmark::State&)) {
  benchmark::RegisterBenchmark(name.c_str(), run)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
}

}  // namespace

bool RegisterPipelineBenchmarks() {
  Loaded& loaded = TheLoaded();
  Result<std::unique_ptr<Data>> data = Data::Open(FACTBOX_TEST_DATA, {}, FACTBOX_TEST_MODEL);
  if (!data) {
    std::fprintf(stderr, "factbox_bench: %s\n", data.error().message.c_str());
    return false;
  }
  loaded.data = std::move(*data);
  Result<Pipeline> pipeline = Pipeline::Load(*loaded.data);
  if (!pipeline) {
    std::fprintf(stderr, "factbox_bench: %s\n", pipeline.error().message.c_str());
    return false;
  }
  loaded.pipeline.emplace(std::move(*pipeline));

  Register("read", BenchRead);
  for (size_t i = 0; i < loaded.pipeline->stages().size(); ++i) {
    const std::string name = "stage/" + std::string(loaded.pipeline->stages()[i]->info().name);
    benchmark::RegisterBenchmark(name.c_str(), [i](benchmark::State& state) { BenchStage(state, i); })
        ->UseManualTime()
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
  }
  Register("write", BenchWrite);
  Register("whole", BenchWhole);
  return true;
}

}  // namespace factbox::bench
