// URLs: taken apart, made absolute, and brought to the form in which two of them can be compared.
//
//   ResolveUrl("https://bote.example/news/", "../sport/a.html#top")               → https://bote.example/sport/a.html
//   UrlCanonicalizer::Canonical("HTTPS://Bote.example:443/a?utm_source=rss&id=7") → https://bote.example/a?id=7
//
// Only http and https are URLs here: whatever else a feed or a redirect names (file:, ftp:, javascript:) is an error. Parsing is libcurl's, so that
// what is checked is what is fetched. A canonical URL is for comparing, not for fetching: a server may need what was left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace factbox {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, ASCII (IDNA), IPv6 without brackets
  int port = 0;        // the scheme's own where none is given
  std::string path;    // "/" at least
  std::string query;   // without "?"

  // "https://bote.example:8443": what robots.txt and rates hold for. The port is left out where it is the scheme's own.
  std::string Origin() const;
  // Path and query, as robots.txt matches them.
  std::string Target() const;
};

// Longest URL that is taken, in bytes; servers and robots.txt matchers know similar limits, and a feed has no use for more.
constexpr size_t kMaxUrlBytes = 8192;

// Errors: invalid_url, scheme_refused (anything but http and https), credentials_refused (user or password in it).
Result<Url> ParseUrl(std::string_view text);

// `reference` as seen from `base` (RFC 3986, 5.2), without its fragment. Errors: as of ParseUrl.
Result<std::string> ResolveUrl(std::string_view base, std::string_view reference);

// The table that is built in: tracking_parameters.tsv.
std::string_view TrackingParametersTable();

// const = thread-safe.
class UrlCanonicalizer {
 public:
  UrlCanonicalizer();

  // Scheme and host in lower case, no default port, no fragment, no tracking parameters, the others sorted as they stand in `text` but for their order;
  // what is no URL comes back as it is.
  std::string Canonical(std::string_view text) const;

 private:
  bool IsTracking(std::string_view name) const;
  std::vector<std::string> names_, prefixes_;
};

}  // namespace factbox
