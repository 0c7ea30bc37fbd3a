// Polite fetching: what is asked for is fetched once each host's turn has come, robots.txt has been asked, and redirects have been followed.
//
//   Fetcher fetcher(transport, clock, policy, robots);
//   fetcher.Add({"https://bote.example/rss"}, [&](FetchResult& result) { … fetcher.Add(…) … });
//   fetcher.Run();
//
// - Each host is asked by so many exchanges at a time, and no more often than every `delay_ms` (or its Crawl-delay, if that is longer).
// - robots.txt by RFC 9309: kept for a day; 4xx allows everything, 5xx and silence forbid everything until the next run; five redirects.
// - What may pass (no connection, a cut answer, 408, 429, 5xx) is tried again after a wait that doubles, with jitter from a seeded source;
//   Retry-After is kept to. A host that asks to wait longer than a run should, or fails again and again, is left alone for the rest of the run.
// - At most five redirects, each subject to all of this; only to http and https.
//
// Time comes from a Clock and waiting is the transport's, so that a test of an hour's politeness takes no time.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fetch/clock.h"
#include "fetch/transport.h"
#include "fetch/url.h"

namespace factbox {

struct FetchPolicy {
  std::string robots_agent = "factbox";  // the product token that robots.txt is asked about
  bool obey_robots = true;
  int exchanges = 32;          // at the same time, over all hosts
  int exchanges_per_host = 2;  // browsers use six
  int64_t delay_ms = 1000;     // between the starts of two requests to a host
  int retries = 2;
  int64_t backoff_ms = 2000;     // before the first retry; then twice that, and so on
  int64_t max_wait_ms = 60'000;  // whoever wants a longer wait is left for the next run
  int host_failures = 4;         // in a row, before a host is left for the next run
  int max_redirects = 5;
  uint64_t seed = 1;        // of the jitter
  int64_t deadline_ms = 0;  // by the clock: nothing is started after it; 0: none
};

struct FetchRequest {
  std::string url;
  std::string etag, last_modified;  // of the copy at hand, as the server gave them; empty: none
  std::string accept;               // the header; empty: for pages
  size_t max_bytes = size_t{32} << 20;
};

struct FetchResult {
  // Empty code: the body is there, or not_modified is. Else one of HttpResponse's codes, or: http_status (4xx, 5xx), too_many_redirects, scheme_refused,
  // invalid_url, robots_disallowed, robots_unreachable, host_busy (asked to wait), host_down (failed too often), not_started (the run's time was over). The
  // message begins with the URL.
  Error error;
  std::string url;  // the one at the end of the redirects
  int status = 0;   // 0: there was no response
  bool not_modified = false;
  std::string body;
  std::string media_type;  // lower case, "" where the server does not say
  std::string charset;     // of the Content-Type, as written
  std::string etag, last_modified;
  int64_t retry_at_ms = 0;  // when the server wants to be asked again; 0: it did not say
  uint64_t wire_bytes = 0;

  bool failed() const { return !error.code.empty(); }
};

// What is known of an origin's robots.txt.
struct RobotsEntry {
  enum class Kind : uint8_t { kRules, kAllowAll, kUnreachable };
  Kind kind = Kind::kRules;
  std::string body;
  int64_t fetched_ms = 0;
};

// Where entries are kept between runs. Used by one thread.
class RobotsStore {
 public:
  virtual ~RobotsStore() = default;
  virtual std::optional<RobotsEntry> Load(const std::string& origin) = 0;
  virtual void Save(const std::string& origin, const RobotsEntry& entry) = 0;
};

// Used by one thread. Borrows all that it is given.
class Fetcher {
 public:
  using Done = std::function<void(FetchResult&)>;

  // `robots`: may be null; then entries are kept for this object's life.
  Fetcher(Transport& transport, Clock& clock, FetchPolicy policy, RobotsStore* robots = nullptr);
  ~Fetcher();

  // `done` is called by Run, never by Add. It may add more.
  void Add(FetchRequest request, Done done);

  // Until everything that was added is done. Once `stop` is true nothing is started any more, and what has not ended comes back as not_started.
  void Run(const std::atomic<bool>* stop = nullptr);

 private:
  struct Task;
  struct Host;
  struct Origin;
  using TaskPtr = std::unique_ptr<Task>;

  void Enqueue(TaskPtr task);
  bool PassRobots(TaskPtr& task);
  void FetchRobots(const std::string& origin);
  void TakeRobots(const std::string& origin, const FetchResult& result);
  int64_t StartWhatMay(int64_t now);
  void Start(TaskPtr task);
  void Take(TaskPtr task, HttpResponse response);
  bool Redirect(TaskPtr& task, const HttpResponse& response);
  bool Retry(TaskPtr& task, int64_t retry_after_ms);
  void LeaveHost(Host& host, const std::string& code, const std::string& why, int64_t retry_at_ms);
  void Finish(TaskPtr task, FetchResult result);
  void Fail(TaskPtr task, std::string code, const std::string& why, int64_t retry_at_ms = 0);
  void StopAll(bool at_once);
  int64_t Jittered(int64_t wait_ms);

  Transport& transport_;
  Clock& clock_;
  FetchPolicy policy_;
  RobotsStore* robots_;
  std::map<std::string, Host> hosts_;      // by host:port
  std::map<std::string, Origin> origins_;  // by scheme://host:port
  std::map<uint64_t, TaskPtr> running_;
  std::deque<std::pair<TaskPtr, FetchResult>> finished_;  // whose callbacks are still to be called
  uint64_t next_id_ = 1;
  uint64_t random_;
};

// "120" or a date of HTTP (RFC 9110, 10.2.3) as milliseconds from `now_ms`, 0 at least; nothing where it is neither.
std::optional<int64_t> ParseRetryAfter(std::string_view value, int64_t now_ms);

// "Text/HTML; charset=\"utf-8\"" → "text/html", "utf-8".
void ParseContentType(std::string_view value, std::string& media_type, std::string& charset);

}  // namespace factbox
