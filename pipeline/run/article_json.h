// An article as a line of the input format: what `factbox fetch` writes and `factbox extract` reads.
#pragma once

#include <string>

#include "document/article.h"

namespace factbox {

// Appends one object, without a line break. Fields that are empty are left out, but `text`. Requires: valid UTF-8.
void AppendArticleJson(const Article& article, std::string& out);

}  // namespace factbox
