// The public door: include/factbox/factbox.h over data, pipeline and processors.
#include <mutex>
#include <optional>
#include <utility>

#include "base/sha256.h"
#include "factbox/factbox.h"
#include "run/locate.h"
#include "run/processor.h"

namespace factbox {

struct Engine::State {
  std::unique_ptr<Data> data;
  std::optional<Pipeline> pipeline;
  std::optional<RecordWriter> writer;
  ProcessOptions options;

  // A processor is used by one call at a time; those that no call uses wait here.
  std::mutex mutex;
  std::vector<std::unique_ptr<Processor>> idle;

  std::unique_ptr<Processor> Borrow() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Processor> processor = std::move(idle.back());
        idle.pop_back();
        return processor;
      }
    }
    return std::make_unique<Processor>(*pipeline, *writer, options);
  }
  void GiveBack(std::unique_ptr<Processor> processor) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(processor));
  }
};

namespace {

OffsetUnit UnitOf(Engine::Offsets offsets) {
  switch (offsets) {
    case Engine::Offsets::kByte: return OffsetUnit::kByte;
    case Engine::Offsets::kUtf16: return OffsetUnit::kUtf16;
    case Engine::Offsets::kCodePoint: break;
  }
  return OffsetUnit::kCodePoint;
}

Engine::Opened Failure(const Error& error) { return {nullptr, error.code, error.message}; }

}  // namespace

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::~Engine() = default;

Engine::Opened Engine::Open(const Options& options) {
  const Result<std::string> image = options.data_file.empty() ? LocateData() : Result<std::string>(options.data_file);
  if (!image) return Failure(image.error());
  auto state = std::make_unique<State>();
  Result<std::unique_ptr<Data>> data = Data::Open(*image, options.data_folder, ModelPath(options.model, *image));
  if (!data) return Failure(data.error());
  state->data = std::move(*data);
  Result<Pipeline> pipeline = Pipeline::Load(*state->data);
  if (!pipeline) return Failure(pipeline.error());
  state->pipeline.emplace(std::move(*pipeline));
  state->options = {options.title_in_text, {UnitOf(options.offsets), options.why}};
  state->writer.emplace(MakeRecordWriter(*state->pipeline, state->options.record));
  return {std::unique_ptr<Engine>(new Engine(std::move(state))), {}, {}};
}

std::string Engine::Extract(std::string_view json_article) const {
  std::unique_ptr<Processor> processor = state_->Borrow();
  RawItem item;
  item.content = RawItem::Content::kJson;
  item.bytes = json_article;
  item.size = json_article.size();
  Processed out;
  processor->Process(item, out);
  state_->GiveBack(std::move(processor));
  out.record.pop_back();  // its line break
  return std::move(out.record);
}

std::string Engine::Extract(const Article& article) const {
  ParsedArticle parsed;
  parsed.article = {article.id,       article.text,        article.title,          article.url,     article.publisher, article.section,
                    article.language, article.published,   article.updated,        article.authors, article.keywords,  {},
                    "text/plain",     article.text.size(), Sha256Hex(article.text)};
  FinishArticle(parsed);
  std::unique_ptr<Processor> processor = state_->Borrow();
  Processed out;
  processor->ProcessArticle(parsed, out);
  state_->GiveBack(std::move(processor));
  return std::move(out.record);
}

const std::string& Engine::data_fingerprint() const { return state_->data->fingerprint(); }

}  // namespace factbox
