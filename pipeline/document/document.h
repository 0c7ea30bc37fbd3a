// A document: one immutable UTF-8 text, its metadata, and the layers that stages have given so far.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/article.h"
#include "document/layers.h"

namespace factbox {

struct Note {
  std::string code;  // stable: title_in_text, invalid_utf8, …
  std::string text;
};

// Owned by one worker at a time; not shared between threads.
class Document {
 public:
  // Takes the article; the title, if there is one that the text does not begin with, goes in front of the text when `title_in_text`.
  // Repairs invalid UTF-8 in text and title (a note says so). Text beyond 2^31 bytes is refused by whoever reads it.
  explicit Document(Article article, bool title_in_text = true);

  // Valid UTF-8; never changes.
  const std::string& text() const& { return text_; }
  const std::string& text() && = delete;  // would dangle
  const std::string& text() const&& = delete;
  std::string_view Slice(Span span) const { return factbox::Slice(text_, span); }

  const Article& article() const { return article_; }  // its `text` has been moved into text()
  // The day of publication, where `published` starts with one that exists.
  const std::optional<CivilDate>& published() const { return published_; }

  const std::vector<Note>& notes() const { return notes_; }

 private:
  friend class Reader;
  friend class Writer;

  Article article_;
  std::string text_;
  std::optional<CivilDate> published_;
  std::vector<Note> notes_;
  Layers layers_;
  LayerSet sealed_ = 0;
};

// "2020-09-25…" → that day; empty if it is no day.
std::optional<CivilDate> ParseDay(std::string_view iso);

}  // namespace factbox
