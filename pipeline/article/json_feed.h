// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): behind ParseFeed of feed.h.
#pragma once

#include <string_view>

#include "article/feed.h"

namespace factbox {

// Errors: invalid_json, not_a_feed.
Result<Feed> ParseJsonFeed(std::string_view bytes, const FeedContext& context);

}  // namespace factbox
