// HTTP/1.1 and HTTP/2 by libcurl's multi interface: all exchanges in one loop of one thread.
//
// Certificates and host names are checked; cookies, .netrc and the proxy variables of the environment are not used; nothing but http and https is
// spoken. The address of every socket is checked before it is opened, which is after the name was resolved: there is no second look-up that could say
// something else. With a proxy it is the proxy that resolves names; then only hosts that are written as addresses can be checked, and names that cannot be on
// the open web.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fetch/address.h"
#include "fetch/transport.h"

namespace factbox {

struct CurlOptions {
  std::string user_agent;
  std::string proxy;                     // "http://proxy.example:3128", "socks5h://…"; empty: none
  std::string ca_file;                   // PEM; empty: the system's
  std::vector<IpRange> allowed_private;  // addresses that may be reached although they are not public
  int64_t connect_timeout_ms = 10'000;
  int64_t timeout_ms = 60'000;  // of the whole exchange
  // A server that sends less than this over `slow_seconds` is given up: bytes a second.
  int64_t slow_bytes_per_second = 100;
  int64_t slow_seconds = 20;
  size_t max_header_bytes = size_t{256} << 10;
  // A body that grows by more than this when its coding is undone is refused, once it is longer than `bomb_floor_bytes`. Text of markup shrinks to a
  // tenth, very repetitive pages to a fortieth; gzip's own limit is 1 to 1032.
  uint64_t max_inflation = 200;
  size_t bomb_floor_bytes = size_t{4} << 20;
};

class CurlTransport : public Transport {
 public:
  // Errors: http_unavailable (libcurl could not start, or options it does not know).
  static Result<std::unique_ptr<CurlTransport>> Open(CurlOptions options);
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  void Start(uint64_t id, const HttpRequest& request) override;
  std::vector<HttpFinished> Wait(int64_t wait_ms) override;

 private:
  struct State;
  explicit CurlTransport(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace factbox
