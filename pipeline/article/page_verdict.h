// Whether a page is an article, and which of its two texts is the better one: that of its elements, or that of its JSON-LD.
#pragma once

#include <string>

#include "article/body.h"
#include "article/page_metadata.h"

namespace factbox {

struct PageVerdict {
  bool article = true;
  bool json_ld_body = false;
  std::string reason;  // why it is none, for a note
};

// `article`: with its metadata.
PageVerdict JudgePage(const PageContext& page, const Body& body, const Article& article);

}  // namespace factbox
