// A network that is a table, and a clock that goes only when somebody waits: an hour of politeness takes no time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fetch/clock.h"
#include "fetch/transport.h"

namespace factbox {

class FakeClock : public Clock {
 public:
  int64_t NowMs() override { return now_ms; }
  int64_t now_ms = 1'795'000'000'000;  // 2026-11-18
};

class FakeTransport : public Transport {
 public:
  using Answer = std::function<HttpResponse(const HttpRequest&)>;
  explicit FakeTransport(FakeClock& clock) : clock_(clock) {}

  void On(const std::string& url, Answer answer) { answers_[url] = std::move(answer); }
  void Page(const std::string& url, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    On(url, [body = std::move(body), headers = std::move(headers)](const HttpRequest&) {
      HttpResponse response;
      response.status = 200;
      response.body = body;
      response.headers = headers;
      return response;
    });
  }
  void Status(const std::string& url, int status, std::vector<std::pair<std::string, std::string>> headers = {}) {
    On(url, [status, headers = std::move(headers)](const HttpRequest&) {
      HttpResponse response;
      response.status = status;
      response.headers = headers;
      return response;
    });
  }
  void Fails(const std::string& url, const std::string& code) {
    On(url, [code](const HttpRequest&) {
      HttpResponse response;
      response.error = {code, "told to"};
      return response;
    });
  }

  void Start(uint64_t id, const HttpRequest& request) override {
    started.emplace_back(request.url, clock_.now_ms);
    requests.push_back(request);
    const auto found = answers_.find(request.url);
    HttpResponse response;
    response.status = 404;
    if (found != answers_.end()) response = found->second(request);
    running_.push_back({id, std::move(response)});
    most_running = std::max(most_running, running_.size());
  }
  // What was started before the wait ends in it, after `takes_ms`.
  std::vector<HttpFinished> Wait(int64_t wait_ms) override {
    if (running_.empty()) {
      clock_.now_ms += wait_ms;
      return {};
    }
    clock_.now_ms += takes_ms;
    return std::exchange(running_, {});
  }

  std::vector<std::pair<std::string, int64_t>> started;  // url, when
  std::vector<HttpRequest> requests;
  size_t most_running = 0;
  int64_t takes_ms = 50;

 private:
  FakeClock& clock_;
  std::map<std::string, Answer> answers_;
  std::vector<HttpFinished> running_;
};

}  // namespace factbox
