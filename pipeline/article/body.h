// Chooses the blocks of a page that are the article.
//
//   Home | Sport            link list            out
//   Flood cuts road         the title            out: it stands apart
//   The bridge at Chokwe …  prose in the densest element   in
//   Read more: …            short, begins so     out
//   Comments (12)           ends the article     out, with all that follows
//
// Method. Each block has a weight, its bytes of prose: long, with sentence ends, few links. Elements that markup calls boilerplate are left out unless
// most of the prose is theirs. From the page inwards, the element that holds most of the weight is followed as long as one child has nearly all of it
// (the largest dominating subtree); an element that markup calls the body narrows it further. Within it, block by block, what is no part of the text
// is left out. The idea of weights that gather in ancestors is that of Readability (arc90, 2009); of few links, that of boilerplate detection with
// shallow features (Kohlschütter et al., WSDM 2010). Figures: docs/pages.md.
//
// Not found: text that only a script builds, unless the JSON-LD holds it; the order of columns that a style sheet moves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/page_tree.h"

namespace factbox {

struct BodyHints {
  std::string_view title;        // clean; blocks that say the same are left out
  std::string_view description;  // of the page's head: a block before the body that says the same is its first paragraph
};

struct Body {
  std::vector<uint32_t> blocks;  // indices into PageTree::blocks, rising
  uint32_t box = 0;              // the element that was chosen
  uint64_t prose = 0;            // weight of `blocks`
  uint64_t page_prose = 0;       // weight of all blocks that are no boilerplate
  uint32_t links = 0;            // short blocks of links in the page outside of boilerplate
  bool marked = false;           // markup calls the body so
};

// Lengths are counted in these: a letter of Chinese, Japanese or Korean takes three bytes and says about as much as three Latin ones.
Body ChooseBody(const PageTree& tree, const BodyHints& hints);

// Letters and digits in lower case, for comparing titles.
std::string Skeleton(std::string_view text);

}  // namespace factbox
