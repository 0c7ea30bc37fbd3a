// A page as flat arrays: its blocks of text, the elements around them, and what its head and markup say of it. No tree of nodes is built.
//
//   <div class="article-body"><p>The bridge <a href=…>collapsed</a>.</p></div>
//     → boxes  … #7 div (body, parent #3), #8 p (parent #7)
//     → blocks … "The bridge collapsed." (box #8, link_bytes 9)
//
// Elements are closed as browsers close them where it matters for text (a <p> ends at the next block element, an <li> at the next one, an end tag
// without start is skipped, misnested inline tags are ignored); tables are not moved about, and nothing is inserted.
// Text of script, style, forms' fields, players and drawings is no text here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/html_tokenizer.h"
#include "article/page_words.h"

namespace factbox {

inline constexpr uint32_t kNoIndex = UINT32_MAX;

// A block-level element.
struct Box {
  uint32_t parent = kNoIndex;               // index of a box before this one
  uint32_t marks = 0;                       // bits of Mark
  uint32_t first_block = 0, end_block = 0;  // half-open; blocks of the boxes within included
  uint32_t end_box = 0;                     // boxes within are those from its own index + 1 up to here
  Tag tag = Tag::kOther;
};

// A run of text between two borders of block-level elements.
struct Block {
  uint32_t begin = 0, end = 0;                // bytes of PageTree::text: blanks collapsed, none at the ends, never empty
  uint32_t box = 0;                           // the innermost
  uint32_t link_bytes = 0;                    // of it within <a>
  uint32_t bold_bytes = 0;                    // of it within <b>, <strong>
  uint32_t marked_bytes = 0;                  // of it within inline elements that are marked kMarkDrop, kMarkCaption, kMarkByline, kMarkDate or kMarkMeta
  uint32_t marks = 0;                         // of those
  Tag tag = Tag::kOther;                      // the nearest of p, h1 to h6, li, dt, dd, td, th, caption, figcaption, blockquote, pre; kOther: none of them
  bool quoted = false;                        // within a blockquote
  uint64_t source_begin = 0, source_end = 0;  // bytes of the decoded page
};

// Text that markup says something of.
struct Capture {
  enum class Kind : uint8_t { kByline, kAuthorLink, kAuthorName, kDate, kUpdated, kTime, kHeadline, kH1, kPublisher, kSection, kStandfirst };
  Kind kind = Kind::kByline;
  uint32_t begin = 0, end = 0;  // bytes of PageTree::text, perhaps with line breaks
  uint32_t block = 0;           // the first in it
  uint32_t box = 0;             // the innermost around it
  std::string_view value;       // datetime, content or the like, as written
};

struct Meta {
  std::string_view name, content;  // as written; name: of name, property, itemprop or http-equiv
};

struct PageTree {
  std::string text;
  std::vector<Box> boxes;  // boxes[0] is the page
  std::vector<Block> blocks;
  std::vector<Capture> captures;
  std::vector<Meta> metas;
  std::vector<std::string_view> json_ld;
  std::string_view title, language, canonical, base;  // as written
  bool too_deep = false;                              // elements below kMaxDepth were taken for part of the one around them
  bool amp = false;

  std::string_view TextOf(const Block& block) const { return std::string_view(text).substr(block.begin, block.end - block.begin); }
};

// Open elements at a time. The deepest page of the development sets has 60.
inline constexpr size_t kMaxDepth = 512;

// Requires: valid UTF-8 without NUL, below 2^31 bytes, which outlives the tree. `tree` is cleared first.
void BuildPageTree(std::string_view page, PageTree& tree);

}  // namespace factbox
