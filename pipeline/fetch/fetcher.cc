#include "fetch/fetcher.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <utility>
#include <vector>

#include "article/robots.h"
#include "base/hash.h"

namespace factbox {
namespace {

constexpr int64_t kRobotsLifeMs = kDayMs;           // RFC 9309, 2.4
constexpr size_t kRobotsBytes = size_t{500} << 10;  // RFC 9309, 2.5
constexpr int64_t kLookAtStopMs = 250;              // how late a signal may be noticed
constexpr const char* kAcceptPages = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5";

bool MayPass(const HttpResponse& response) {
  static constexpr std::string_view kErrors[] = {"dns_failed", "connect_failed", "timeout", "too_slow", "cut_off", "proxy_failed"};
  if (response.failed()) return std::find(std::begin(kErrors), std::end(kErrors), response.error.code) != std::end(kErrors);
  const int status = response.status;
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

bool IsRedirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

std::string HostKey(const Url& url) { return url.host + ":" + std::to_string(url.port); }

}  // namespace

std::optional<int64_t> ParseRetryAfter(std::string_view value, int64_t now_ms) {
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  constexpr int64_t kLongest = 10 * kDayMs / kSecondMs;  // what is longer says no more than this
  if (error == std::errc() && end == value.data() + value.size() && seconds >= 0) return std::min(seconds, kLongest) * kSecondMs;
  if (error == std::errc::result_out_of_range) return kLongest * kSecondMs;
  const std::time_t date = curl_getdate(std::string(value).c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return std::clamp<int64_t>(static_cast<int64_t>(date) * kSecondMs - now_ms, 0, kLongest * kSecondMs);
}

void ParseContentType(std::string_view value, std::string& media_type, std::string& charset) {
  const auto trimmed = [](std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
  };
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return out;
  };
  media_type = lower(trimmed(value.substr(0, value.find(';'))));
  charset.clear();
  for (size_t at = value.find(';'); at != std::string_view::npos; at = value.find(';', at + 1)) {
    std::string_view parameter = value.substr(at + 1);
    parameter = parameter.substr(0, parameter.find(';'));
    const size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || lower(trimmed(parameter.substr(0, equals))) != "charset") continue;
    std::string_view name = trimmed(parameter.substr(equals + 1));
    if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front()) name = name.substr(1, name.size() - 2);
    charset = name;
    return;
  }
}

struct Fetcher::Task {
  FetchRequest request;
  Done done;
  std::string url;  // where the redirects have led so far
  Url parsed;
  int redirects = 0, attempts = 0;
  int64_t not_before_ms = 0;
  bool robots = false;  // asks for robots.txt itself
};

struct Fetcher::Host {
  std::deque<TaskPtr> waiting;
  int active = 0;
  int failures = 0;  // in a row
  int64_t next_start_ms = 0;
  int64_t crawl_delay_ms = 0;
  std::string left_code, left_why;  // why it is left alone for the rest of the run
  int64_t left_until_ms = 0;
};

struct Fetcher::Origin {
  bool known = false, asked = false;
  RobotsEntry entry;
  RobotsRules rules;
  std::vector<TaskPtr> parked;  // until robots.txt is there
};

Fetcher::Fetcher(Transport& transport, Clock& clock, FetchPolicy policy, RobotsStore* robots)
    : transport_(transport), clock_(clock), policy_(std::move(policy)), robots_(robots), random_(policy_.seed) {}

Fetcher::~Fetcher() = default;

void Fetcher::Add(FetchRequest request, Done done) {
  auto task = std::make_unique<Task>();
  task->url = request.url;
  task->request = std::move(request);
  task->done = std::move(done);
  Enqueue(std::move(task));
}

// From robots.txt to the queue of the host.
void Fetcher::Enqueue(TaskPtr task) {
  Result<Url> parsed = ParseUrl(task->url);
  if (!parsed) return Fail(std::move(task), parsed.error().code, parsed.error().message);
  task->parsed = std::move(*parsed);
  task->url = task->parsed.Origin() + task->parsed.Target();  // as it is sent: an ASCII host, no fragment
  if (!PassRobots(task)) return;
  Host& host = hosts_[HostKey(task->parsed)];
  if (!host.left_code.empty()) return Fail(std::move(task), host.left_code, host.left_why, host.left_until_ms);
  host.waiting.push_back(std::move(task));
}

// False: the task was parked or has failed.
bool Fetcher::PassRobots(TaskPtr& task) {
  if (task->robots || !policy_.obey_robots) return true;
  const std::string name = task->parsed.Origin();
  Origin& origin = origins_[name];
  if (!origin.known && !origin.asked && robots_ != nullptr) {
    const std::optional<RobotsEntry> stored = robots_->Load(name);
    if (stored && stored->kind != RobotsEntry::Kind::kUnreachable && clock_.NowMs() - stored->fetched_ms < kRobotsLifeMs) {
      origin.entry = *stored;
      origin.rules = RobotsRules::Parse(stored->body);
      origin.known = true;
    }
  }
  if (!origin.known) {
    origin.parked.push_back(std::move(task));
    if (!std::exchange(origin.asked, true)) FetchRobots(name);
    return false;
  }
  if (origin.entry.kind == RobotsEntry::Kind::kUnreachable) {
    Fail(std::move(task), "robots_unreachable", "its robots.txt could not be read: " + origin.entry.body);
    return false;
  }
  if (origin.entry.kind == RobotsEntry::Kind::kAllowAll) return true;
  if (!origin.rules.Allows(policy_.robots_agent, task->parsed.Target())) {
    Fail(std::move(task), "robots_disallowed", "forbidden by robots.txt");
    return false;
  }
  if (const std::optional<double> delay = origin.rules.CrawlDelay(policy_.robots_agent))
    hosts_[HostKey(task->parsed)].crawl_delay_ms = static_cast<int64_t>(std::clamp(*delay, 0.0, 86400.0) * 1000);
  return true;
}

void Fetcher::FetchRobots(const std::string& origin) {
  auto task = std::make_unique<Task>();
  task->robots = true;
  task->url = task->request.url = origin + "/robots.txt";
  task->request.accept = "text/plain, */*;q=0.5";
  task->request.max_bytes = kRobotsBytes;
  task->done = [this, origin](FetchResult& result) { TakeRobots(origin, result); };
  Enqueue(std::move(task));
}

void Fetcher::TakeRobots(const std::string& name, const FetchResult& result) {
  Origin& origin = origins_[name];
  origin.entry = {RobotsEntry::Kind::kRules, {}, clock_.NowMs()};
  const bool refused = result.status >= 400 && result.status < 500 && result.status != 429;
  if (!result.failed()) {
    origin.entry.body = result.body;
    origin.rules = RobotsRules::Parse(origin.entry.body);
  } else if (refused || result.error.code == "too_many_redirects") {  // RFC 9309, 2.3.1.2 and 2.3.1.3
    origin.entry.kind = RobotsEntry::Kind::kAllowAll;
  } else {
    origin.entry.kind = RobotsEntry::Kind::kUnreachable;
    origin.entry.body = result.error.message;
  }
  origin.known = true;
  if (robots_ != nullptr && origin.entry.kind != RobotsEntry::Kind::kUnreachable) robots_->Save(name, origin.entry);
  std::vector<TaskPtr> parked = std::move(origin.parked);
  origin.parked.clear();
  for (TaskPtr& task : parked) Enqueue(std::move(task));
}

void Fetcher::Run(const std::atomic<bool>* stop) {
  for (;;) {
    while (!finished_.empty()) {
      auto [task, result] = std::move(finished_.front());
      finished_.pop_front();
      task->done(result);
    }
    const int64_t now = clock_.NowMs();
    const bool stopped = stop != nullptr && stop->load();
    if (stopped || (policy_.deadline_ms != 0 && now >= policy_.deadline_ms)) StopAll(stopped);
    const int64_t next = StartWhatMay(now);
    if (!finished_.empty()) continue;
    if (running_.empty() && next < 0) return;
    int64_t wait = next < 0 ? kMinuteMs : std::max<int64_t>(next - now, 0);
    if (policy_.deadline_ms != 0) wait = std::min(wait, std::max<int64_t>(policy_.deadline_ms - now, 1));
    if (stop != nullptr) wait = std::min(wait, kLookAtStopMs);
    for (HttpFinished& one : transport_.Wait(wait)) {
      const auto found = running_.find(one.id);
      if (found == running_.end()) continue;  // nobody waits for it any more
      TaskPtr task = std::move(found->second);
      running_.erase(found);
      Take(std::move(task), std::move(one.response));
    }
  }
}

// Returns when the next one may start, -1: none waits for time to pass.
int64_t Fetcher::StartWhatMay(int64_t now) {
  int64_t next = -1;
  const auto later = [&](int64_t at) { next = next < 0 ? at : std::min(next, at); };
  for (auto& [name, host] : hosts_) {
    while (!host.waiting.empty()) {
      if (host.active >= policy_.exchanges_per_host || running_.size() >= static_cast<size_t>(policy_.exchanges)) break;
      if (host.next_start_ms > now) {
        later(host.next_start_ms);
        break;
      }
      // The first that need not wait for its next attempt.
      const auto ready = std::find_if(host.waiting.begin(), host.waiting.end(), [&](const TaskPtr& task) { return task->not_before_ms <= now; });
      if (ready == host.waiting.end()) {
        for (const TaskPtr& task : host.waiting) later(task->not_before_ms);
        break;
      }
      TaskPtr task = std::move(*ready);
      host.waiting.erase(ready);
      host.next_start_ms = now + std::max(policy_.delay_ms, host.crawl_delay_ms);
      ++host.active;
      Start(std::move(task));
    }
  }
  return next;
}

void Fetcher::Start(TaskPtr task) {
  HttpRequest request{task->url, {}, task->request.max_bytes, task->robots};
  request.headers.emplace_back("Accept", task->request.accept.empty() ? kAcceptPages : task->request.accept);
  if (!task->request.etag.empty()) request.headers.emplace_back("If-None-Match", task->request.etag);
  if (!task->request.last_modified.empty()) request.headers.emplace_back("If-Modified-Since", task->request.last_modified);
  const uint64_t id = next_id_++;
  running_.emplace(id, std::move(task));
  transport_.Start(id, request);
}

void Fetcher::Take(TaskPtr task, HttpResponse response) {
  const int64_t now = clock_.NowMs();
  Host& host = hosts_[HostKey(task->parsed)];
  --host.active;
  const bool failed = response.failed() || response.status >= 500 || response.status == 429;
  host.failures = failed ? host.failures + 1 : 0;
  const bool asks_to_wait = response.status == 429 || response.status == 503;
  const int64_t retry_after = response.failed() || !asks_to_wait ? 0 : ParseRetryAfter(response.Header("retry-after"), now).value_or(0);
  if (retry_after > 0) {
    host.next_start_ms = std::max(host.next_start_ms, now + retry_after);
    if (retry_after > policy_.max_wait_ms) {
      const std::string why = fmt::format("{} asked to be left alone until {}", task->parsed.host, TimestampOf(now + retry_after));
      LeaveHost(host, "host_busy", why, now + retry_after);
    }
  }
  if (MayPass(response) && host.left_code.empty() && Retry(task, retry_after)) return;
  if (host.failures >= policy_.host_failures && host.left_code.empty())
    LeaveHost(host, "host_down", fmt::format("{} failed {} times in a row", task->parsed.host, host.failures), 0);
  if (response.failed()) return Fail(std::move(task), response.error.code, response.error.message);
  if (IsRedirect(response.status) && Redirect(task, response)) return;

  FetchResult result;
  result.status = response.status;
  result.not_modified = response.status == 304;
  result.wire_bytes = response.wire_bytes;
  if (!result.not_modified && (response.status < 200 || response.status > 299)) {
    const int64_t retry_at = retry_after > 0 ? now + retry_after : 0;
    result.retry_at_ms = retry_at;
    result.error = {"http_status", fmt::format("{}: the server answered {}", task->url, response.status)};
    return Finish(std::move(task), std::move(result));
  }
  ParseContentType(response.Header("content-type"), result.media_type, result.charset);
  result.etag = response.Header("etag");
  result.last_modified = response.Header("last-modified");
  result.body = std::move(response.body);
  Finish(std::move(task), std::move(result));
}

// True: the task goes on or has failed.
bool Fetcher::Redirect(TaskPtr& task, const HttpResponse& response) {
  const std::string_view location = response.Header("location");
  if (location.empty()) return false;  // its body is all there is; the status makes it an error
  if (++task->redirects > policy_.max_redirects) {
    Fail(std::move(task), "too_many_redirects", fmt::format("more than {} redirects", policy_.max_redirects));
    return true;
  }
  Result<std::string> next = ResolveUrl(task->url, location);
  if (!next) {
    Fail(std::move(task), next.error().code, "redirects to " + next.error().message);
    return true;
  }
  task->url = std::move(*next);
  task->attempts = 0;
  task->not_before_ms = 0;
  Enqueue(std::move(task));
  return true;
}

bool Fetcher::Retry(TaskPtr& task, int64_t retry_after_ms) {
  Host& host = hosts_[HostKey(task->parsed)];
  if (task->attempts >= policy_.retries || host.failures >= policy_.host_failures) return false;
  const int64_t wait = std::max(retry_after_ms, Jittered(policy_.backoff_ms << std::min(task->attempts, 20)));
  if (wait > policy_.max_wait_ms) return false;
  ++task->attempts;
  task->not_before_ms = clock_.NowMs() + wait;
  host.waiting.push_back(std::move(task));
  return true;
}

void Fetcher::LeaveHost(Host& host, const std::string& code, const std::string& why, int64_t retry_at_ms) {
  host.left_code = code;
  host.left_why = why;
  host.left_until_ms = retry_at_ms;
  std::deque<TaskPtr> waiting = std::move(host.waiting);
  host.waiting.clear();
  for (TaskPtr& task : waiting) Fail(std::move(task), code, why, retry_at_ms);
}

void Fetcher::Finish(TaskPtr task, FetchResult result) {
  result.url = task->url;
  finished_.emplace_back(std::move(task), std::move(result));
}

void Fetcher::Fail(TaskPtr task, std::string code, const std::string& why, int64_t retry_at_ms) {
  FetchResult result;
  result.error = {std::move(code), task->url + ": " + why};
  result.retry_at_ms = retry_at_ms;
  Finish(std::move(task), std::move(result));
}

// `at_once`: what is under way is not waited for either.
void Fetcher::StopAll(bool at_once) {
  constexpr const char* kWhy = "the run was over before its turn came";
  if (at_once) {
    std::map<uint64_t, TaskPtr> running = std::move(running_);
    running_.clear();
    for (auto& [id, task] : running) Fail(std::move(task), "not_started", kWhy);
  }
  for (auto& [name, host] : hosts_) {
    std::deque<TaskPtr> waiting = std::move(host.waiting);
    host.waiting.clear();
    for (TaskPtr& task : waiting) Fail(std::move(task), "not_started", kWhy);
  }
  for (auto& [name, origin] : origins_) {
    std::vector<TaskPtr> parked = std::move(origin.parked);
    origin.parked.clear();
    for (TaskPtr& task : parked) Fail(std::move(task), "not_started", kWhy);
  }
}

// Between half of the wait and one and a half of it, so that hosts that failed together are not asked together.
int64_t Fetcher::Jittered(int64_t wait_ms) {
  random_ += 0x9E3779B97F4A7C15u;
  return wait_ms / 2 + static_cast<int64_t>(MixHash(random_) % static_cast<uint64_t>(wait_ms + 1));
}

}  // namespace factbox
