// Politeness, robots.txt, redirects and retries, on a network that is a table and a clock that nobody waits for.
#include "fetch/fetcher.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "support/fake_transport.h"

namespace factbox {
namespace {

class FetcherTest : public ::testing::Test {
 protected:
  FetchResult Get(const std::string& url) { return GetAll({url}).at(url); }
  std::map<std::string, FetchResult> GetAll(const std::vector<std::string>& urls) {
    std::map<std::string, FetchResult> out;
    Fetcher fetcher(transport, clock, policy, store);
    for (const std::string& url : urls) fetcher.Add({url, {}, {}, {}}, [&out, url](FetchResult& result) { out[url] = std::move(result); });
    fetcher.Run();
    EXPECT_EQ(out.size(), urls.size());
    return out;
  }
  std::vector<int64_t> TimesOf(const std::string& start) {
    std::vector<int64_t> out;
    for (const auto& [url, at] : transport.started)
      if (url.rfind(start, 0) == 0) out.push_back(at);
    return out;
  }

  FakeClock clock;
  FakeTransport transport{clock};
  FetchPolicy policy;
  RobotsStore* store = nullptr;
};

TEST_F(FetcherTest, BringsBodyTypeAndValidators) {
  transport.Page("https://bote.example/a", "<p>A</p>", {{"content-type", "Text/HTML; Charset=\"windows-1252\""}, {"etag", "\"1\""}, {"last-modified", "Mon"}});
  const FetchResult result = Get("https://bote.example/a");
  EXPECT_EQ(result.error.code, "");
  EXPECT_EQ(result.body, "<p>A</p>");
  EXPECT_EQ(result.media_type, "text/html");
  EXPECT_EQ(result.charset, "windows-1252");
  EXPECT_EQ(result.etag, "\"1\"");
  EXPECT_EQ(result.last_modified, "Mon");
}

TEST_F(FetcherTest, AsksConditionally) {
  transport.Status("https://bote.example/a", 304);
  Fetcher fetcher(transport, clock, policy);
  bool unchanged = false;
  fetcher.Add({"https://bote.example/a", "\"7\"", "Mon", {}}, [&](FetchResult& result) { unchanged = result.not_modified && !result.failed(); });
  fetcher.Run();
  EXPECT_TRUE(unchanged);
  const auto& headers = transport.requests.back().headers;
  EXPECT_NE(std::find(headers.begin(), headers.end(), std::pair<std::string, std::string>("If-None-Match", "\"7\"")), headers.end());
  EXPECT_NE(std::find(headers.begin(), headers.end(), std::pair<std::string, std::string>("If-Modified-Since", "Mon")), headers.end());
}

TEST_F(FetcherTest, RobotsIsAskedOnceAndObeyed) {
  transport.Page("https://bote.example/robots.txt", "User-agent: *\nDisallow: /private/\n");
  transport.Page("https://bote.example/open", "yes");
  transport.Page("https://bote.example/private/a", "no");
  const auto results = GetAll({"https://bote.example/open", "https://bote.example/private/a"});
  EXPECT_EQ(results.at("https://bote.example/open").body, "yes");
  EXPECT_EQ(results.at("https://bote.example/private/a").error.code, "robots_disallowed");
  EXPECT_EQ(TimesOf("https://bote.example/robots.txt").size(), 1u);
  EXPECT_TRUE(TimesOf("https://bote.example/private").empty());
}

TEST_F(FetcherTest, RobotsThatIsMissingAllowsAndOneThatIsBrokenForbids) {
  transport.Status("https://gone.example/robots.txt", 403);
  transport.Page("https://gone.example/a", "A");
  transport.Status("https://broken.example/robots.txt", 503);
  transport.Fails("https://silent.example/robots.txt", "timeout");
  const auto results = GetAll({"https://gone.example/a", "https://broken.example/a", "https://silent.example/a"});
  EXPECT_EQ(results.at("https://gone.example/a").body, "A");
  EXPECT_EQ(results.at("https://broken.example/a").error.code, "robots_unreachable");
  EXPECT_EQ(results.at("https://silent.example/a").error.code, "robots_unreachable");
}

TEST_F(FetcherTest, RobotsFollowsFiveRedirectsAndNoMore) {
  for (int i = 0; i < 7; ++i) transport.Status("https://far.example/" + std::to_string(i), 302, {{"location", "/" + std::to_string(i + 1)}});
  transport.Page("https://far.example/7", "User-agent: *\nDisallow: /\n");
  transport.Status("https://far.example/robots.txt", 301, {{"location", "/3"}});  // 3, 4, 5, 6, 7: five
  transport.Page("https://far.example/a", "A");
  EXPECT_EQ(Get("https://far.example/a").error.code, "robots_disallowed");
  transport.Status("https://far.example/robots.txt", 301, {{"location", "/2"}});  // six: as if there were none
  EXPECT_EQ(Get("https://far.example/a").body, "A");
}

class MapStore : public RobotsStore {
 public:
  std::optional<RobotsEntry> Load(const std::string& origin) override {
    const auto found = entries.find(origin);
    return found == entries.end() ? std::nullopt : std::optional(found->second);
  }
  void Save(const std::string& origin, const RobotsEntry& entry) override { entries[origin] = entry; }
  std::map<std::string, RobotsEntry> entries;
};

TEST_F(FetcherTest, RobotsIsKeptForADay) {
  MapStore kept;
  store = &kept;
  transport.Page("https://bote.example/robots.txt", "");
  transport.Page("https://bote.example/a", "A");
  Get("https://bote.example/a");
  clock.now_ms += 23 * kHourMs;
  Get("https://bote.example/a");
  EXPECT_EQ(TimesOf("https://bote.example/robots.txt").size(), 1u);
  clock.now_ms += 2 * kHourMs;
  Get("https://bote.example/a");
  EXPECT_EQ(TimesOf("https://bote.example/robots.txt").size(), 2u);
}

TEST_F(FetcherTest, HostsAreNotHurriedAndDoNotWaitForOneAnother) {
  policy.obey_robots = false;
  policy.delay_ms = 2000;
  std::vector<std::string> urls;
  for (int i = 0; i < 5; ++i) urls.push_back("https://bote.example/" + std::to_string(i));
  urls.push_back("https://other.example/0");
  GetAll(urls);
  const std::vector<int64_t> times = TimesOf("https://bote.example/");
  ASSERT_EQ(times.size(), 5u);
  for (size_t i = 1; i < times.size(); ++i) EXPECT_GE(times[i] - times[i - 1], 2000);
  EXPECT_EQ(TimesOf("https://other.example/").at(0), times[0]);
}

TEST_F(FetcherTest, CrawlDelayIsKept) {
  transport.Page("https://bote.example/robots.txt", "User-agent: factbox\nCrawl-delay: 7\n");
  GetAll({"https://bote.example/a", "https://bote.example/b"});
  const std::vector<int64_t> times = TimesOf("https://bote.example/");
  ASSERT_EQ(times.size(), 3u);
  EXPECT_GE(times[2] - times[1], 7000);
}

TEST_F(FetcherTest, SoManyAtATime) {
  policy.obey_robots = false;
  policy.delay_ms = 0;
  policy.exchanges_per_host = 3;
  std::vector<std::string> urls;
  for (int i = 0; i < 12; ++i) urls.push_back("https://bote.example/" + std::to_string(i));
  GetAll(urls);
  EXPECT_EQ(transport.most_running, 3u);
}

TEST_F(FetcherTest, RedirectsAreFollowedWithinTheRules) {
  policy.obey_robots = false;
  transport.Status("https://bote.example/a", 301, {{"location", "../b?x=1#top"}});
  transport.Page("https://bote.example/b?x=1", "B");
  transport.Status("https://bote.example/loop", 302, {{"location", "/loop"}});
  transport.Status("https://bote.example/file", 302, {{"location", "file:///etc/passwd"}});
  transport.Status("https://bote.example/ftp", 302, {{"location", "ftp://bote.example/x"}});
  transport.Status("https://bote.example/secret", 302, {{"location", "https://user:word@bote.example/"}});
  EXPECT_EQ(Get("https://bote.example/a").body, "B");
  EXPECT_EQ(Get("https://bote.example/a").url, "https://bote.example/b?x=1");
  EXPECT_EQ(Get("https://bote.example/loop").error.code, "too_many_redirects");
  EXPECT_EQ(TimesOf("https://bote.example/loop").size(), 6u);  // the first and five more
  EXPECT_EQ(Get("https://bote.example/file").error.code, "scheme_refused");
  EXPECT_EQ(Get("https://bote.example/ftp").error.code, "scheme_refused");
  EXPECT_EQ(Get("https://bote.example/secret").error.code, "credentials_refused");
}

TEST_F(FetcherTest, RobotsHoldsWhereARedirectLeads) {
  transport.Status("https://a.example/x", 302, {{"location", "https://b.example/hidden"}});
  transport.Page("https://b.example/robots.txt", "User-agent: *\nDisallow: /hidden\n");
  transport.Page("https://b.example/hidden", "no");
  EXPECT_EQ(Get("https://a.example/x").error.code, "robots_disallowed");
  EXPECT_TRUE(TimesOf("https://b.example/hidden").empty());
}

TEST_F(FetcherTest, WhatMayPassIsTriedAgainLaterAndLater) {
  policy.obey_robots = false;
  policy.host_failures = 100;
  policy.backoff_ms = 1000;
  int calls = 0;
  transport.On("https://bote.example/a", [&](const HttpRequest&) {
    HttpResponse response;
    response.status = ++calls < 3 ? 502 : 200;
    response.body = "A";
    return response;
  });
  EXPECT_EQ(Get("https://bote.example/a").body, "A");
  const std::vector<int64_t> times = TimesOf("https://bote.example/a");
  ASSERT_EQ(times.size(), 3u);
  EXPECT_GE(times[1] - times[0], 500);   // a second, with jitter
  EXPECT_GE(times[2] - times[1], 1000);  // two
  EXPECT_LE(times[2] - times[1], 3200);
  transport.Status("https://bote.example/gone", 404);
  EXPECT_EQ(Get("https://bote.example/gone").status, 404);
  EXPECT_EQ(TimesOf("https://bote.example/gone").size(), 1u);
}

TEST_F(FetcherTest, TheJitterComesFromTheSeed) {
  policy.obey_robots = false;
  policy.host_failures = 100;
  const auto gap = [&](uint64_t seed) {
    transport.started.clear();
    policy.seed = seed;
    transport.Fails("https://bote.example/a", "timeout");
    Get("https://bote.example/a");
    const std::vector<int64_t> times = TimesOf("https://bote.example/a");
    return times.at(1) - times.at(0);
  };
  EXPECT_EQ(gap(1), gap(1));
  EXPECT_NE(gap(1), gap(2));
}

TEST_F(FetcherTest, RetryAfterIsKept) {
  policy.obey_robots = false;
  bool first = true;
  transport.On("https://bote.example/a", [&](const HttpRequest&) {
    HttpResponse response;
    response.status = std::exchange(first, false) ? 503 : 200;
    response.headers = {{"retry-after", "30"}};
    return response;
  });
  transport.Page("https://bote.example/b", "B");
  const auto results = GetAll({"https://bote.example/a", "https://bote.example/b"});
  EXPECT_FALSE(results.at("https://bote.example/a").failed());
  const std::vector<int64_t> times = TimesOf("https://bote.example/a");
  ASSERT_EQ(times.size(), 2u);
  EXPECT_GE(times[1] - times[0], 30'000);
}

TEST_F(FetcherTest, AHostThatAsksForMoreTimeThanARunHasIsLeftAlone) {
  policy.obey_robots = false;
  policy.delay_ms = 1000;
  transport.Status("https://bote.example/a", 429, {{"retry-after", "7200"}});
  transport.Page("https://bote.example/b", "B");
  const int64_t begin = clock.now_ms;
  const auto results = GetAll({"https://bote.example/a", "https://bote.example/b"});
  EXPECT_EQ(results.at("https://bote.example/a").status, 429);
  EXPECT_EQ(results.at("https://bote.example/b").error.code, "host_busy");
  EXPECT_GE(results.at("https://bote.example/b").retry_at_ms, begin + 7200 * kSecondMs);
  EXPECT_TRUE(TimesOf("https://bote.example/b").empty());
}

TEST_F(FetcherTest, AHostThatFailsAgainAndAgainIsLeftAlone) {
  policy.obey_robots = false;
  policy.retries = 0;
  std::vector<std::string> urls;
  for (int i = 0; i < 10; ++i) {
    urls.push_back("https://bote.example/" + std::to_string(i));
    transport.Fails(urls.back(), "connect_failed");
  }
  const auto results = GetAll(urls);
  EXPECT_EQ(transport.started.size(), 4u);
  EXPECT_EQ(results.at("https://bote.example/9").error.code, "host_down");
}

TEST_F(FetcherTest, NothingStartsAfterTheDeadlineOrTheSignal) {
  policy.obey_robots = false;
  policy.delay_ms = 10'000;
  policy.deadline_ms = clock.now_ms + 25'000;
  std::vector<std::string> urls;
  for (int i = 0; i < 10; ++i) urls.push_back("https://bote.example/" + std::to_string(i));
  const auto results = GetAll(urls);
  EXPECT_EQ(transport.started.size(), 3u);
  EXPECT_EQ(results.at("https://bote.example/9").error.code, "not_started");
  transport.started.clear();
  const std::atomic<bool> stop{true};
  Fetcher fetcher(transport, clock, policy);
  std::string code;
  fetcher.Add({"https://bote.example/a", {}, {}, {}}, [&](FetchResult& result) { code = result.error.code; });
  fetcher.Run(&stop);
  EXPECT_EQ(code, "not_started");
  EXPECT_TRUE(transport.started.empty());
}

TEST_F(FetcherTest, RefusesWhatIsNoUrl) {
  EXPECT_EQ(Get("file:///etc/passwd").error.code, "scheme_refused");
  EXPECT_EQ(Get("not a url").error.code, "invalid_url");
  EXPECT_TRUE(transport.started.empty());
}

TEST(RetryAfter, SecondsAndDates) {
  EXPECT_EQ(ParseRetryAfter("120", 0), 120'000);
  EXPECT_EQ(ParseRetryAfter("0", 0), 0);
  EXPECT_EQ(ParseRetryAfter("Thu, 01 Jan 1970 00:02:00 GMT", 60'000), 60'000);
  EXPECT_EQ(ParseRetryAfter("Thu, 01 Jan 1970 00:02:00 GMT", 600'000), 0);
  EXPECT_EQ(ParseRetryAfter("99999999999999999999", 0), 10 * kDayMs);
  EXPECT_EQ(ParseRetryAfter("soon", 0), std::nullopt);
  EXPECT_EQ(ParseRetryAfter("", 0), std::nullopt);
  EXPECT_EQ(ParseRetryAfter("-5", 0), std::nullopt);
}

TEST(ContentType, Parameters) {
  std::string type, charset;
  ParseContentType("text/html", type, charset);
  EXPECT_EQ(type, "text/html");
  EXPECT_EQ(charset, "");
  ParseContentType("TEXT/xml ; boundary=x; CHARSET = 'koi8-r' ", type, charset);
  EXPECT_EQ(type, "text/xml");
  EXPECT_EQ(charset, "koi8-r");
  ParseContentType("", type, charset);
  EXPECT_EQ(type, "");
}

}  // namespace
}  // namespace factbox
