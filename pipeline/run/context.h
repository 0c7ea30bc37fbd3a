// Where in the text something stands, for people to read.
#pragma once

#include <span>
#include <string>

#include "document/document.h"
#include "document/layers.h"

namespace factbox {

// Null: none.
const Sentence* SentenceAt(std::span<const Sentence> sentences, uint32_t byte);

// The sentence around a span, cut to `near` bytes on either side, with the span marked, on one line: "… said «Pompeo» on Friday …".
// Without sentences it is the span alone.
std::string ContextOf(const Document& document, std::span<const Sentence> sentences, Span span, uint32_t near);

}  // namespace factbox
