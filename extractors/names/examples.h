// What the name tagger learns from.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "document/stage.h"
#include "gazetteer/data.h"

namespace factbox {

// A stretch of tokens that can hold names, as the tagger sees it.
struct NameStretch {
  TokenRange tokens;
  std::vector<uint64_t> features;  // of all its tokens
  std::vector<uint8_t> kinds;      // of each feature
  std::vector<uint32_t> ends;      // a token: where its features end
};

// What a kind of feature is called, and the group it belongs to: words, shapes, affixes, lists, contexts, document, rules, other.
struct NameFeatureKind {
  std::string_view name, group;
};
std::vector<NameFeatureKind> NameFeatureKinds();

using NameStretchSink = std::function<void(std::span<const Token> tokens, std::vector<NameStretch>& stretches)>;

// For training: hands the stretches of each document to `sink` and gives no layer. Borrows `data`. Not for more than one thread.
// Errors: data_invalid.
Result<std::unique_ptr<Stage>> MakeNameExamplesStage(const Data& data, NameStretchSink sink);

}  // namespace factbox
