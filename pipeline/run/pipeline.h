// The stages in their order, and one document's way through them.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// Loaded once; const = thread-safe. Borrows the Data.
class Pipeline {
 public:
  // Errors: data_invalid, with every mistake of every rule file, one a line.
  static Result<Pipeline> Load(const Data& data);

  // A pipeline of other stages, for tests.
  static Pipeline Of(const Data& data, std::vector<std::unique_ptr<const Stage>> stages) {
    Pipeline pipeline(data);
    pipeline.stages_ = std::move(stages);
    return pipeline;
  }

  // Runs every stage. Requires: a document without layers but its sections; a worker of this thread.
  // Throws std::logic_error where a stage breaks its own contract.
  void Run(Document& document, Worker& worker) const;

  // For benchmarks and explain: the stages, in order.
  std::span<const std::unique_ptr<const Stage>> stages() const { return stages_; }

  std::unique_ptr<Worker> NewWorker() const { return std::make_unique<Worker>(data_->abbreviations()); }
  const Data& data() const { return *data_; }

 private:
  explicit Pipeline(const Data& data) : data_(&data) {}
  const Data* data_;
  std::vector<std::unique_ptr<const Stage>> stages_;
};

}  // namespace factbox
