#pragma once

#include <functional>
#include <memory>
#include <span>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// A stretch of tokens that can hold names, as the tagger sees it.
struct NameStretch {
  TokenRange tokens;
  std::vector<uint64_t> features;  // of all its tokens
  std::vector<uint32_t> ends;      // a token: where its features end
};
using NameStretchSink = std::function<void(std::span<const Token> tokens, std::vector<NameStretch>& stretches)>;

// For training: hands the stretches of each document to `sink` and gives no layer. Borrows `data`. Not for more than one thread.
// Errors: data_invalid.
Result<std::unique_ptr<Stage>> MakeNameExamplesStage(const Data& data, NameStretchSink sink);

}  // namespace factbox
