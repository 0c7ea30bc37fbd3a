#include "extractors/quotes/marks.h"

#include <algorithm>

namespace factbox::quotes {
namespace {

constexpr uint32_t kLongestSingle = 150;         // tokens between single marks: beyond, an apostrophe was taken for one
constexpr uint32_t kMostUnopenedParagraphs = 4;  // that a stretch may run through without being opened anew

class Marks {
 public:
  explicit Marks(std::span<const Token> tokens) : tokens_(tokens) {}

  std::vector<Quoted> Find() {
    const auto count = static_cast<uint32_t>(tokens_.size());
    for (uint32_t begin = 0; begin < count;) {
      begin_ = begin;
      end_ = begin + 1;
      while (end_ < count && !tokens_[end_].paragraph_start) ++end_;
      begin = std::max(Paragraph(), end_);
    }
    return std::move(out_);
  }

 private:
  // Two single marks side by side are a double one, as typewriters and some agencies have it.
  bool Double(uint32_t i) const { return tokens_[i].mark == '"' || (tokens_[i].mark == '\'' && tokens_[i].span.size() == 2); }

  // Finds the stretches of [begin_, end_). Returns the token behind the last of them.
  uint32_t Paragraph() {
    uint32_t closers = 0;
    for (uint32_t i = begin_; i < end_; ++i) closers += Double(i) && tokens_[i].closes;
    uint32_t i = begin_;
    while (i < end_) {
      if (Double(i)) {
        if (tokens_[i].closes) --closers;
        i = tokens_[i].opens ? Stretch(i, closers) : i + 1;
      } else if (tokens_[i].mark == '\'' && tokens_[i].opens) {
        i = Single(i);
      } else {
        ++i;
      }
    }
    return i;
  }

  // The stretch opened by the double mark `open`; `closers` follow it in the paragraph. Returns the token behind it.
  uint32_t Stretch(uint32_t open, uint32_t& closers) {
    uint32_t depth = 1;
    for (uint32_t i = open + 1; i < end_; ++i) {
      if (!Double(i)) continue;
      if (tokens_[i].closes) {
        --closers;
        if (--depth == 0) {
          Add({open, i + 1}, {open + 1, i});
          return i + 1;
        }
      } else if (tokens_[i].opens && closers > depth) {
        ++depth;  // a stretch within: enough marks follow to close both
      } else if (tokens_[i].opens) {
        Add({open, i}, {open + 1, i});  // the closing mark was forgotten
        return i;
      }
    }
    return Unclosed(open);
  }

  // Not closed in its paragraph: goes on in the next ones, or ends with it.
  uint32_t Unclosed(uint32_t open) {
    const auto count = static_cast<uint32_t>(tokens_.size());
    if (end_ < count && Double(end_) && !(tokens_[end_].closes && !tokens_[end_].opens)) {
      Add({open, end_}, {open + 1, end_});
      if (!out_.empty() && out_.back().outer.begin == open) out_.back().goes_on = true;
      return end_;
    }
    uint32_t paragraphs = 0;
    for (uint32_t i = end_; i < count; ++i) {
      if (tokens_[i].paragraph_start && ++paragraphs > kMostUnopenedParagraphs) break;
      if (!Double(i)) continue;
      if (tokens_[i].opens) break;
      Add({open, i + 1}, {open + 1, i});
      return i + 1;
    }
    Add({open, end_}, {open + 1, end_});
    return end_;
  }

  // The stretch opened by the single mark `open`, if it is one. A mark behind a word with s may be a possessive: one behind another mark or
  // another word goes before it.
  uint32_t Single(uint32_t open) {
    if (open + 1 < end_ && tokens_[open + 1].shape == Shape::kAlphanumeric) return open + 1;  // '90s
    uint32_t last = 0;
    for (uint32_t i = open + 1; i < std::min(end_, open + kLongestSingle); ++i) {
      const Token& token = tokens_[i];
      if (Double(i)) break;
      if (token.mark != '\'') continue;
      if (token.opens) {
        if (last == 0) return open + 1;
        break;
      }
      if (token.space_before || i == open + 1) continue;
      last = i;
      if (tokens_[i - 1].shape == Shape::kPunctuation) break;
    }
    if (last == 0) return open + 1;
    Add({open, last + 1}, {open + 1, last});
    return last + 1;
  }

  void Add(TokenRange outer, TokenRange content) {
    if (content.begin >= content.end) return;
    Quoted quoted{outer, content, false, false};
    quoted.continues = !out_.empty() && out_.back().goes_on && out_.back().outer.end == outer.begin;
    out_.push_back(quoted);
  }

  std::span<const Token> tokens_;
  uint32_t begin_ = 0, end_ = 0;  // the paragraph
  std::vector<Quoted> out_;
};

}  // namespace

std::vector<Quoted> FindQuoted(std::span<const Token> tokens) { return Marks(tokens).Find(); }

}  // namespace factbox::quotes
