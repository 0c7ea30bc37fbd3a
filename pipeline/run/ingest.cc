#include "run/ingest.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include "base/sha256.h"
#include "fetch/day_files.h"
#include "fetch/documents.h"
#include "fetch/url.h"
#include "record/kinship.h"
#include "run/article_json.h"

namespace factbox {
namespace {

// A batch is written when it has so many articles or bytes of pages: small enough that little is fetched again after a crash, large enough that frames compress
// well.
constexpr size_t kBatchArticles = 32, kBatchBytes = size_t{16} << 20;
// A link that fails is tried again after an hour, two, four … and is given up after the eighth time, two and a half days later.
constexpr int64_t kFirstDelayMs = kHourMs, kLongestDelayMs = kDayMs;
constexpr int kMostAttempts = 8;
// A source that fails is tried again after five minutes, ten, twenty … a day.
constexpr int64_t kSourceDelayMs = 5 * kMinuteMs;
// A changed article is not read again sooner than this after the last time, however often its source says that it changed.
constexpr int64_t kAgainMs = 15 * kMinuteMs;
// Of an index of sitemaps.
constexpr int kSitemapDepth = 3;
constexpr size_t kMostSitemaps = 500;

std::string RobotsAgent() { return "factbox"; }

bool IsFinal(const FetchResult& result) {
  static constexpr std::string_view kCodes[] = {"robots_disallowed",   "scheme_refused",  "invalid_url",
                                                "credentials_refused", "address_refused", "too_many_redirects"};
  if (std::find(std::begin(kCodes), std::end(kCodes), result.error.code) != std::end(kCodes)) return true;
  return result.error.code == "http_status" && (result.status == 404 || result.status == 410 || result.status == 451);
}

// Nothing was asked of the server: the next run does.
bool WasNotTried(const FetchResult& result) {
  static constexpr std::string_view kCodes[] = {"not_started", "host_busy", "host_down"};
  return std::find(std::begin(kCodes), std::end(kCodes), result.error.code) != std::end(kCodes);
}

// A page or an item of a feed that is to become a record.
struct Piece {
  WaitingLink link;
  FetchResult page;  // empty where the link has the article itself
  size_t source = 0;
};

// An article on its way to its record.
struct Ready {
  ParsedArticle parsed;
  size_t source = 0;
  Kinship kinship;
  Processed done;
};

class Ingestion {
 public:
  Ingestion(const IngestConfig& config, const IngestTools& tools)
      : config_(config),
        tools_(tools),
        state_(tools.state),
        files_(config.output),
        stop_(tools.stop != nullptr ? tools.stop : &own_stop_),
        writer_(MakeRecordWriter(tools.pipeline, tools.process.record)),
        fetcher_(tools.transport, tools.clock, Policy(config, tools.clock), &tools.state) {
    report_.sources.resize(config.sources.size());
    const unsigned workers = config.workers > 0 ? static_cast<unsigned>(config.workers) : std::max(1u, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < workers; ++i) processors_.push_back(std::make_unique<Processor>(tools.pipeline, writer_, tools.process));
  }

  Result<IngestReport> Run() {
    if (const Status status = Recover(); !status) return status.error();
    for (size_t i = 0; i < config_.sources.size(); ++i) AskSource(i);
    fetcher_.Run(stop_);
    if (!Ended())
      for (size_t i = 0; i < config_.sources.size(); ++i) AskPages(i);
    fetcher_.Run(stop_);
    if (fatal_) WriteBatch();
    if (!fatal_) return fatal_.error();
    if (const Status status = Close(); !status) return status.error();
    return std::move(report_);
  }

 private:
  static FetchPolicy Policy(const IngestConfig& config, Clock& clock) {
    FetchPolicy policy = config.policy;
    policy.robots_agent = RobotsAgent();
    if (config.max_run_ms > 0) policy.deadline_ms = clock.NowMs() + config.max_run_ms;
    return policy;
  }

  void Say(const std::string& text) const {
    if (tools_.say) tools_.say(text);
  }
  int64_t Now() { return tools_.clock.NowMs(); }
  bool Ended() const { return stop_->load(); }
  void Fatal(const Status& status) {
    if (!fatal_ || status) return;
    fatal_ = status;
    *stop_ = true;
  }

  // What a run that was killed wrote and did not commit goes.
  Status Recover() {
    if (config_.output.empty()) return {};
    for (const IngestState::OutputFile& file : state_.Outputs()) {
      const Result<uint64_t> cut = files_.CutBack(file.name, file.bytes);
      if (!cut) return cut.error();
      report_.cut_bytes += *cut;
      if (*cut > 0) Say(fmt::format("{}: {} bytes of a run that was broken off were cut back", file.name, *cut));
    }
    return state_.Check();
  }

  // ---- sources

  void AskSource(size_t index) {
    const SourceConfig& source = config_.sources[index];
    SourceReport& report = report_.sources[index];
    report.name = report.counts.source = source.name;
    report.counts.day = DayOf(Now());
    SourceState state = state_.Source(source.name);
    if (state.url != source.url) state = {};  // another document: what is known of the old one is no use
    state.url = source.url;
    const int64_t now = Now();
    const int64_t early = source.every_ms / 10;  // cron does not come to the second
    if (state.retry_ms > now || (state.success_ms != 0 && state.failures == 0 && state.tried_ms + source.every_ms - early > now)) return;
    report.asked = true;
    states_[index] = state;
    FetchRequest request{source.url, state.etag, state.last_modified, kAcceptSources, config_.max_page_bytes};
    fetcher_.Add(std::move(request), [this, index](FetchResult& result) { TakeSource(index, result); });
  }

  void TakeSource(size_t index, FetchResult& result) {
    const SourceConfig& source = config_.sources[index];
    SourceState& state = states_[index];
    if (result.error.code == "not_started") {
      report_.sources[index].asked = false;
      return;
    }
    state.tried_ms = Now();
    if (result.failed()) return SourceFailed(index, result.error.message, result.retry_at_ms);
    const std::string body_sha256 = result.not_modified ? state.body_sha256 : Sha256Hex(result.body);
    if (!result.not_modified && body_sha256 != state.body_sha256) {
      const Result<SourceContent> content = ReadSource(source.kind, result, Oldest(index));
      if (!content) return SourceFailed(index, content.error().message, 0);
      state.etag = result.etag;
      state.last_modified = result.last_modified;
      state.body_sha256 = body_sha256;
      // Changes further down do not show in an index or a home page, so it is always read.
      if (!content->sitemaps.empty() || !content->feeds.empty()) state.etag = state.last_modified = state.body_sha256 = {};
      TakeContent(index, source.kind, *content, 1);
    }
    state.success_ms = state.tried_ms;
    state.failures = 0;
    state.retry_ms = 0;
    state.error.clear();
    state_.SaveSource(source.name, state);
  }

  void SourceFailed(size_t index, const std::string& why, int64_t retry_at_ms) {
    SourceState& state = states_[index];
    SourceReport& report = report_.sources[index];
    if (report.error.empty()) {  // not again for the second of its sitemaps
      ++state.failures;
      ++report.counts.failures;
      report.error = why;
    }
    const int64_t delay = std::min(kSourceDelayMs << std::min(state.failures - 1, 16), kLongestDelayMs);
    // A little less, so that a cron job that comes at the same pace is not sent away.
    state.retry_ms = std::max(retry_at_ms, state.failures > 1 ? Now() + delay - delay / 10 : 0);
    state.error = why;
    state_.SaveSource(config_.sources[index].name, state);
  }

  void TakeContent(size_t index, SourceConfig::Kind kind, const SourceContent& content, int depth) {
    AddLinks(index, content.links);
    const auto more = [&](const std::vector<std::string>& urls, SourceConfig::Kind of) {
      for (const std::string& url : urls) {
        std::set<std::string>& seen = documents_[index];
        if (depth >= kSitemapDepth || seen.size() >= kMostSitemaps || !seen.insert(canonicalizer_.Canonical(url)).second) continue;
        fetcher_.Add({url, {}, {}, kAcceptSources, config_.max_page_bytes * 4}, [this, index, of, depth](FetchResult& result) {
          if (result.error.code == "not_started") return;
          if (result.failed()) return SourceFailed(index, result.error.message, 0);
          const Result<SourceContent> inner = ReadSource(of, result, Oldest(index));
          if (!inner) return SourceFailed(index, inner.error().message, 0);
          TakeContent(index, of, *inner, depth + 1);
        });
      }
    };
    more(content.sitemaps, SourceConfig::Kind::kSitemap);
    if (kind == SourceConfig::Kind::kPage) more(content.feeds, SourceConfig::Kind::kFeed);
  }

  std::string Oldest(size_t index) { return DayOf(Now() - config_.sources[index].max_age_ms); }

  void AddLinks(size_t index, const std::vector<SourceLink>& links) {
    const SourceConfig& source = config_.sources[index];
    std::vector<FoundLink> found;
    for (const SourceLink& link : links) {
      const std::string& date = link.modified.empty() ? link.article.published : link.modified;
      if (!Wanted(index, link.article.url)) continue;
      FoundLink one{link.article.url, canonicalizer_.Canonical(link.article.url), date, {}};
      Article known = link.article;
      if (!source.from_feed) known.text.clear();
      AppendArticleJson(known, one.article);
      if (source.from_feed) one.stamp = Sha256Hex(one.article);
      found.push_back(std::move(one));
    }
    state_.Begin();
    const int64_t added = state_.AddLinks(source.name, found, Now(), kAgainMs);
    Fatal(state_.Commit());
    report_.sources[index].counts.links += added;
  }

  bool Wanted(size_t index, const std::string& url) {
    const SourceConfig& source = config_.sources[index];
    const auto matches = [&](const std::string& pattern) {
      auto& compiled = patterns_[pattern];
      if (!compiled) compiled = std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet);
      return re2::RE2::PartialMatch(url, *compiled);
    };
    if (!source.include.empty() && std::none_of(source.include.begin(), source.include.end(), matches)) return false;
    return std::none_of(source.exclude.begin(), source.exclude.end(), matches);
  }

  // ---- pages

  void AskPages(size_t index) {
    const SourceConfig& source = config_.sources[index];
    for (WaitingLink& link : state_.Waiting(source.name, Now(), source.max_articles)) {
      if (source.from_feed) {
        if (!Ended()) TakePiece({std::move(link), {}, index});
        continue;
      }
      FetchRequest request{link.url, link.etag, link.last_modified, {}, config_.max_page_bytes};
      fetcher_.Add(std::move(request), [this, index, kept = std::move(link)](FetchResult& result) mutable { TakePage(index, std::move(kept), result); });
    }
  }

  void TakePage(size_t index, WaitingLink link, FetchResult& result) {
    SourceDay& counts = report_.sources[index].counts;
    if (result.failed()) {
      if (result.error.code == "not_started") return;
      Say(result.error.message);
      if (IsFinal(result) || (!WasNotTried(result) && link.attempts + 1 >= kMostAttempts)) {
        ++counts.gone;
        state_.EndLink(link.key, LinkEnd::kGone, link.etag, link.last_modified, Now());
        return;
      }
      ++counts.failures;
      const int attempts = link.attempts + (WasNotTried(result) ? 0 : 1);
      const int64_t delay = attempts == 0 ? 0 : std::min(kFirstDelayMs << (attempts - 1), kLongestDelayMs);
      state_.DelayLink(link.key, attempts, std::max(result.retry_at_ms, Now() + delay), result.error.message);
      return;
    }
    if (result.not_modified) {
      ++counts.unchanged;
      state_.EndLink(link.key, LinkEnd::kUnchanged, link.etag, link.last_modified, Now());
      return;
    }
    TakePiece({std::move(link), std::move(result), index});
  }

  void TakePiece(Piece piece) {
    batch_bytes_ += piece.page.body.size() + piece.link.article.size();
    batch_.push_back(std::move(piece));
    if (batch_.size() >= kBatchArticles || batch_bytes_ >= kBatchBytes) WriteBatch();
  }

  // ---- articles

  void WriteBatch() {
    if (batch_.empty() || !fatal_) return;
    const std::vector<SourceReport> before = report_.sources;  // to go back to where the transaction fails
    const std::string name = DayFiles::NameOf(DayOf(Now()));
    // A file is known before its first byte is written, so that the next run can tell what of it counts.
    if (!config_.output.empty() && state_.OutputBytes(name) == 0) state_.SaveOutput(name, 0);
    state_.Begin();
    std::vector<Ready> ready;
    for (Piece& piece : batch_) Decide(piece, ready);
    batch_.clear();
    batch_bytes_ = 0;
    Process(ready);
    Status status = Write(name, ready);
    if (status) {
      CountDays();
      status = state_.Commit();
    } else {
      state_.Rollback();
    }
    if (!status) report_.sources = before;
    Fatal(status);
  }

  // Reads the article and finds out what it is to those that are known; those that are to be written are added to `ready`.
  void Decide(Piece& piece, std::vector<Ready>& ready) {
    const SourceConfig& source = config_.sources[piece.source];
    SourceDay& counts = report_.sources[piece.source].counts;
    const auto end = [&](LinkEnd how) { state_.EndLink(piece.link.key, how, piece.page.etag, piece.page.last_modified, Now()); };
    Ready one;
    one.source = piece.source;
    if (!Read(piece, one.parsed)) {
      ++counts.empty;
      Say(piece.link.url + ": no article was found in it");
      return end(LinkEnd::kEmpty);
    }
    Article& article = one.parsed.article;
    if (article.publisher.empty()) article.publisher = source.publisher;
    if (article.language.empty()) article.language = source.language;

    const std::string canonical = canonicalizer_.Canonical(article.url);
    KnownArticle known;
    known.text_sha256 = Sha256Hex(article.text);
    known.id = known.first_id = article.id;
    const std::optional<Signature> signature = SignatureOf(article.text);
    if (const std::optional<KnownArticle> older = state_.ArticleOfUrl(canonical)) {
      if (older->text_sha256 == known.text_sha256) {
        ++counts.unchanged;
        return end(LinkEnd::kUnchanged);
      }
      known.version = older->version + 1;
      known.first_id = one.kinship.version_of = older->first_id;
      known.id = article.id = fmt::format("{}-{}", older->first_id, known.version);
    } else {
      std::optional<KnownArticle> copy = state_.ArticleOfText(known.text_sha256);
      if (!copy && signature) copy = state_.NearArticle(*signature, config_.near, Now() - config_.duplicates_ms);
      if (copy) {
        ++counts.duplicates;
        one.kinship.duplicate_of = copy->id;
        if (!config_.link_duplicates) return end(LinkEnd::kDuplicate);
      }
    }
    state_.AddArticle(known, canonical, signature, Now());
    end(one.kinship.duplicate_of.empty() ? LinkEnd::kArticle : LinkEnd::kDuplicate);
    ++counts.articles;
    ready.push_back(std::move(one));
  }

  // False: there is no article in it.
  bool Read(Piece& piece, ParsedArticle& out) {
    ParsedArticle told;  // by the source
    RawItem item;
    item.content = RawItem::Content::kJson;
    item.bytes = piece.link.article;
    item.path = piece.link.url;
    item.size = item.bytes.size();
    const bool whole = static_cast<bool>(parser_.Parse(item, told));
    if (config_.sources[piece.source].from_feed) {
      out = std::move(told);
      out.article.source_uri = config_.sources[piece.source].url;
      return whole && !out.article.text.empty();
    }
    if (!pages_.Read(piece.page, Now(), out)) return false;
    Article& article = out.article;
    const auto fill = [](auto& field, auto& from) {
      if (field.empty()) field = std::move(from);
    };
    fill(article.title, told.article.title);
    fill(article.published, told.article.published);
    fill(article.updated, told.article.updated);
    fill(article.authors, told.article.authors);
    fill(article.publisher, told.article.publisher);
    fill(article.language, told.article.language);
    fill(article.section, told.article.section);
    fill(article.keywords, told.article.keywords);
    return true;
  }

  void Process(std::vector<Ready>& ready) {
    std::atomic<size_t> next{0};
    const auto work = [&](Processor& processor) {
      for (size_t i = next++; i < ready.size(); i = next++) {
        processor.ProcessArticle(ready[i].parsed, ready[i].done);
        AddKinship(ready[i].kinship, ready[i].done.record);
        ready[i].done.record += '\n';
      }
    };
    std::vector<std::thread> threads;
    for (size_t i = 1; i < std::min(processors_.size(), ready.size()); ++i) threads.emplace_back(work, std::ref(*processors_[i]));
    work(*processors_[0]);
    for (std::thread& thread : threads) thread.join();
  }

  Status Write(const std::string& name, const std::vector<Ready>& ready) {
    std::string lines;
    std::vector<std::string> records;
    for (const Ready& one : ready) {
      lines += one.done.record;
      if (tools_.postgres != nullptr) records.push_back(one.done.record);
    }
    if (!lines.empty() && !config_.output.empty()) {
      const Result<uint64_t> bytes = files_.Append(name, files_.Exists(name) ? state_.OutputBytes(name) : 0, lines);
      if (!bytes) return bytes.error();
      state_.SaveOutput(name, *bytes);
    }
    if (!records.empty())
      if (const Status status = tools_.postgres->Write(records); !status) return status;
    for (const Ready& one : ready) {
      ++report_.records;
      if (one.done.outcome != Processed::Outcome::kError) continue;
      ++report_.errors;
      Say(one.done.message);
    }
    return {};
  }

  // What was counted since the last time is added to the day.
  void CountDays() {
    counted_.resize(report_.sources.size());
    for (size_t i = 0; i < counted_.size(); ++i) {
      SourceDay more = report_.sources[i].counts;
      const SourceDay& c = counted_[i];
      more.links -= c.links;
      more.articles -= c.articles;
      more.duplicates -= c.duplicates;
      more.unchanged -= c.unchanged;
      more.empty -= c.empty;
      more.gone -= c.gone;
      more.failures -= c.failures;
      if ((more.links | more.articles | more.duplicates | more.unchanged | more.empty | more.gone | more.failures) != 0) state_.CountDay(more);
      counted_[i] = report_.sources[i].counts;
    }
  }

  // What is left to count, and what is to be forgotten.
  Status Close() {
    state_.Begin();
    CountDays();
    for (SourceReport& source : report_.sources) {
      source.waiting = state_.CountWaiting(source.name);
      report_.failed = report_.failed || !source.error.empty();
    }
    state_.ForgetSignatures(Now() - config_.duplicates_ms);
    report_.failed = report_.failed || report_.errors > 0;
    return state_.Commit();
  }

  static constexpr const char* kAcceptSources =
      "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5";

  const IngestConfig& config_;
  const IngestTools& tools_;
  IngestState& state_;
  DayFiles files_;
  std::atomic<bool> own_stop_{false};  // where the caller has none
  std::atomic<bool>* stop_;            // set by the caller, or by what cannot be gone on after
  RecordWriter writer_;
  Fetcher fetcher_;
  UrlCanonicalizer canonicalizer_;
  ArticleParser parser_;
  PageReader pages_;
  std::vector<std::unique_ptr<Processor>> processors_;
  std::map<std::string, std::unique_ptr<re2::RE2>> patterns_;
  std::map<size_t, SourceState> states_;
  std::map<size_t, std::set<std::string>> documents_;  // sitemaps and feeds that a source led to
  std::vector<Piece> batch_;
  size_t batch_bytes_ = 0;
  IngestReport report_;
  std::vector<SourceDay> counted_;  // of the report, what the state has
  Status fatal_;
};

}  // namespace

Result<IngestReport> Ingest(const IngestConfig& config, const IngestTools& tools) { return Ingestion(config, tools).Run(); }

}  // namespace factbox
