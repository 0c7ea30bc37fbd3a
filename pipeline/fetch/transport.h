// One exchange of HTTP: a request goes out, a response or an error comes back. No redirects, no robots.txt, no retries: that is fetcher.h's.
//
// An interface, so that fetching is tested without a network and without waiting; curl_transport.h is the one that fetches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace factbox {

struct HttpRequest {
  std::string url;                                           // http or https
  std::vector<std::pair<std::string, std::string>> headers;  // besides User-Agent and Accept-Encoding
  size_t max_bytes = size_t{32} << 20;                       // of the body, decoded; what is longer is an error
  bool cut = false;                                          // or is cut off there (robots.txt)
};

struct HttpResponse {
  // Empty code: there is a response, whatever its status. Else: dns_failed, connect_failed, tls_failed, timeout, too_slow, cut_off, too_large,
  // decompression_bomb, bad_encoding, address_refused, protocol_error, proxy_failed.
  Error error;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in the order they came in
  std::string body;                                          // content codings undone
  uint64_t wire_bytes = 0;                                   // of the body, as it came over the wire
  std::string version;                                       // "1.0", "1.1", "2"; empty: there is no response

  bool failed() const { return !error.code.empty(); }
  // The value of the first header of that name; empty: none.
  std::string_view Header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

struct HttpFinished {
  uint64_t id = 0;
  HttpResponse response;
};

// Used by one thread.
class Transport {
 public:
  virtual ~Transport() = default;
  // `id`: chosen by the caller, comes back with the response.
  virtual void Start(uint64_t id, const HttpRequest& request) = 0;
  // Returns what has ended; waits for it, but no longer than `wait_ms`. With nothing under way it just waits.
  virtual std::vector<HttpFinished> Wait(int64_t wait_ms) = 0;
};

}  // namespace factbox
