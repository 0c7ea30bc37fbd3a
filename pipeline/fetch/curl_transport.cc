#include "fetch/curl_transport.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include "fetch/url.h"

namespace factbox {
namespace {

struct FreeEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One exchange under way. libcurl holds pointers to it, so it never moves.
struct Exchange {
  uint64_t id = 0;
  HttpRequest request;
  const CurlOptions* options = nullptr;
  HttpResponse response;
  size_t header_bytes = 0;
  Error refused;     // why a callback ended it
  bool cut = false;  // enough was read
  std::unique_ptr<curl_slist, FreeList> headers;
  std::unique_ptr<CURL, FreeEasy> handle;  // goes first
  char curl_error[CURL_ERROR_SIZE] = {};
};

std::optional<IpAddress> AddressOf(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = {};
  const void* bytes = nullptr;
  if (address->sa_family == AF_INET) {
    bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  } else if (address->sa_family == AF_INET6) {
    bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  } else {
    return std::nullopt;
  }
  if (inet_ntop(address->sa_family, bytes, text, sizeof text) == nullptr) return std::nullopt;
  return ParseIpAddress(text);
}

std::string Format(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = {};
  const void* bytes = address->sa_family == AF_INET ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr)
                                                    : static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
  return inet_ntop(address->sa_family, bytes, text, sizeof text) == nullptr ? "?" : text;
}

Error RefusedAddress(const std::string& address) { return {"address_refused", address + " is no address of the open web"}; }

curl_socket_t OpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
  Exchange& exchange = *static_cast<Exchange*>(data);
  if (exchange.options->proxy.empty()) {  // else it is the proxy's, which the user named
    const std::optional<IpAddress> ip = AddressOf(&address->addr);
    if (!ip || !IsAllowed(*ip, exchange.options->allowed_private)) {
      exchange.refused = RefusedAddress(ip ? Format(&address->addr) : "a socket of the computer itself");
      return CURL_SOCKET_BAD;
    }
    exchange.refused = {};  // a name may have several addresses, and one of them will do
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

size_t TakeHeader(char* bytes, size_t size, size_t count, void* data) {
  Exchange& exchange = *static_cast<Exchange*>(data);
  std::string_view line(bytes, size * count);
  exchange.header_bytes += line.size();
  if (exchange.header_bytes > exchange.options->max_header_bytes) {
    exchange.refused = {"too_large", fmt::format("more than {} bytes of headers", exchange.options->max_header_bytes)};
    return 0;
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
  if (line.substr(0, 5) == "HTTP/") {  // of an interim response (100, 103) as well, whose headers do not count
    exchange.response.headers.clear();
    exchange.response.body.clear();
    return size * count;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return size * count;
  std::string name(line.substr(0, colon));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  line.remove_prefix(colon + 1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  exchange.response.headers.emplace_back(std::move(name), std::string(line));
  return size * count;
}

size_t TakeBody(char* bytes, size_t size, size_t count, void* data) {
  Exchange& exchange = *static_cast<Exchange*>(data);
  std::string& body = exchange.response.body;
  const size_t grown = body.size() + size * count;
  curl_off_t wire = 0;
  curl_easy_getinfo(exchange.handle.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire);
  const CurlOptions& options = *exchange.options;
  if (grown > options.bomb_floor_bytes && wire > 0 && grown / options.max_inflation > static_cast<uint64_t>(wire)) {
    exchange.refused = {"decompression_bomb", fmt::format("{} bytes were made of {}", grown, wire)};
    return 0;
  }
  if (grown > exchange.request.max_bytes && exchange.request.cut) {
    body.append(bytes, exchange.request.max_bytes - body.size());
    exchange.cut = true;
    return 0;
  }
  if (grown > exchange.request.max_bytes) {
    exchange.refused = {"too_large", fmt::format("more than {} bytes", exchange.request.max_bytes)};
    return 0;
  }
  body.append(bytes, size * count);
  return size * count;
}

Error ErrorOf(CURLcode code, const Exchange& exchange) {
  const std::string reason = exchange.curl_error[0] != 0 ? exchange.curl_error : curl_easy_strerror(code);
  if (!exchange.refused.code.empty()) return exchange.refused;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return {"dns_failed", reason};
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY: return {"proxy_failed", reason};
    case CURLE_COULDNT_CONNECT: return {"connect_failed", reason};
    case CURLE_OPERATION_TIMEDOUT: return {reason.find("too slow") != std::string::npos ? "too_slow" : "timeout", reason};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2_STREAM:
    case CURLE_HTTP2: return {"cut_off", reason};
    case CURLE_FILESIZE_EXCEEDED: return {"too_large", fmt::format("more than {} bytes", exchange.request.max_bytes)};
    case CURLE_BAD_CONTENT_ENCODING: return {"bad_encoding", reason};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER: return {"tls_failed", reason};
    default: return {"protocol_error", reason};
  }
}

// A host that can be told without a look-up not to be on the open web; for proxies, which look names up themselves.
std::optional<Error> RefusedByName(const std::string& url, const CurlOptions& options) {
  const Result<Url> parsed = ParseUrl(url);
  if (!parsed) return parsed.error();
  const std::string& host = parsed->host;
  const auto ends = [&](std::string_view tail) { return host.size() > tail.size() && std::string_view(host).substr(host.size() - tail.size()) == tail; };
  if (const std::optional<IpAddress> ip = ParseIpAddress(host)) {
    if (!IsAllowed(*ip, options.allowed_private)) return RefusedAddress(host);
  } else if (!options.proxy.empty() && (host.find('.') == std::string::npos || ends(".localhost") || ends(".local") || ends(".internal"))) {
    return Error{"address_refused", host + " is no name of the open web"};
  }
  return std::nullopt;
}

std::string VersionOf(CURL* handle) {
  long version = 0;
  curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
  switch (version) {
    case CURL_HTTP_VERSION_1_0: return "1.0";
    case CURL_HTTP_VERSION_1_1: return "1.1";
    case CURL_HTTP_VERSION_2_0: return "2";
    default: return {};
  }
}

}  // namespace

struct CurlTransport::State {
  CurlOptions options;
  CURLM* multi = nullptr;
  std::map<CURL*, std::unique_ptr<Exchange>> running;
  std::vector<HttpFinished> refused;  // before anything was sent

  ~State() {
    for (const auto& [handle, exchange] : running) curl_multi_remove_handle(multi, handle);
    running.clear();
    if (multi != nullptr) curl_multi_cleanup(multi);
  }
};

Result<std::unique_ptr<CurlTransport>> CurlTransport::Open(CurlOptions options) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return Error{"http_unavailable", "libcurl could not start"};
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->multi = curl_multi_init();
  if (state->multi == nullptr) return Error{"http_unavailable", "libcurl could not start"};
  curl_multi_setopt(state->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(state)));
}

CurlTransport::CurlTransport(std::unique_ptr<State> state) : state_(std::move(state)) {}
CurlTransport::~CurlTransport() = default;

void CurlTransport::Start(uint64_t id, const HttpRequest& request) {
  const CurlOptions& options = state_->options;
  if (std::optional<Error> error = RefusedByName(request.url, options)) {
    state_->refused.push_back({id, {}});
    state_->refused.back().response.error = std::move(*error);
    return;
  }
  auto exchange = std::make_unique<Exchange>();
  exchange->id = id;
  exchange->request = request;
  exchange->options = &options;
  exchange->handle.reset(curl_easy_init());
  CURL* handle = exchange->handle.get();
  curl_slist* headers = nullptr;
  for (const auto& [name, value] : request.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
  exchange->headers.reset(headers);

  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br, zstd");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_PROXY, options.proxy.c_str());  // empty: none, not even the environment's
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout_ms));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout_ms));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.slow_bytes_per_second));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.slow_seconds));
  if (!request.cut) curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, exchange->curl_error);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, exchange.get());
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &TakeHeader);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, exchange.get());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &TakeBody);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, exchange.get());
  curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, 65536L);
  curl_multi_add_handle(state_->multi, handle);
  state_->running.emplace(handle, std::move(exchange));
}

std::vector<HttpFinished> CurlTransport::Wait(int64_t wait_ms) {
  std::vector<HttpFinished> out = std::move(state_->refused);
  state_->refused.clear();
  int running = 0;
  curl_multi_perform(state_->multi, &running);
  const auto collect = [&] {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(state_->multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const auto found = state_->running.find(message->easy_handle);
      const CURLcode code = message->data.result;
      curl_multi_remove_handle(state_->multi, found->first);
      Exchange& exchange = *found->second;
      long status = 0;
      curl_off_t wire = 0;
      curl_easy_getinfo(found->first, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(found->first, CURLINFO_SIZE_DOWNLOAD_T, &wire);
      HttpResponse& response = exchange.response;
      response.status = static_cast<int>(status);
      response.wire_bytes = static_cast<uint64_t>(std::max<curl_off_t>(wire, 0));
      response.version = VersionOf(found->first);
      if (code != CURLE_OK && !exchange.cut) {
        response.error = ErrorOf(code, exchange);
        response.body.clear();
      }
      out.push_back({exchange.id, std::move(response)});
      state_->running.erase(found);
    }
  };
  collect();
  if (!out.empty()) return out;
  if (wait_ms > 0) {
    curl_multi_poll(state_->multi, nullptr, 0, static_cast<int>(std::min<int64_t>(wait_ms, 3'600'000)), nullptr);
    curl_multi_perform(state_->multi, &running);
    collect();
  }
  return out;
}

}  // namespace factbox
