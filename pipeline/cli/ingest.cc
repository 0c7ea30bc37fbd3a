// factbox ingest: fetch what is new, extract, append; made for cron. factbox ingest status: how the sources do.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <memory>
#include <string>

#include "base/file.h"
#include "cli/common.h"
#include "cli/fetching.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "fetch/lock_file.h"
#include "run/health.h"
#include "run/ingest.h"

namespace factbox::cli {
namespace {

struct IngestOptions {
  std::string config;
  std::string to;
  DataOptions data;
  bool why = false, quiet = false, verbose = false, json = false;
};

std::atomic<bool> g_stop{false};

void Stop(int) { g_stop = true; }

// The first signal ends the run after what it is at; the second one ends the program.
void CatchSignals() {
  struct sigaction action {};
  action.sa_handler = &Stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

Result<IngestConfig> ReadConfig(const IngestOptions& options) {
  const Result<std::string> text = ReadFile(options.config);
  if (!text) return text.error();
  Mistakes mistakes;
  IngestConfig config = ParseIngestConfig(options.config, *text, mistakes);
  if (!mistakes.empty()) return Error{"config_invalid", ToString(mistakes)};
  if (!options.to.empty()) config.to = options.to;
  if (config.user_agent.empty()) config.user_agent = UserAgent(config.contact);
  config.http.user_agent = config.user_agent;
  return config;
}

void SayReport(const IngestReport& report, const IngestOptions& options) {
  SourceDay sum;
  int64_t waiting = 0, asked = 0, failed = 0;
  for (const SourceReport& source : report.sources) {
    if (!source.error.empty()) Say(fmt::format("factbox: source {}: {}", source.name, source.error));
    const SourceDay& c = source.counts;
    asked += source.asked ? 1 : 0;
    failed += source.error.empty() ? 0 : 1;
    waiting += source.waiting;
    sum.links += c.links;
    sum.articles += c.articles;
    sum.duplicates += c.duplicates;
    sum.unchanged += c.unchanged;
    sum.empty += c.empty;
    sum.gone += c.gone;
    sum.failures += c.failures;
    if (options.verbose)
      Say(fmt::format("factbox: source {}: {} new links, {} articles ({} copies), {} unchanged, {} without an article, {} gone, {} failed, {} waiting",
                      source.name, c.links, c.articles, c.duplicates, c.unchanged, c.empty, c.gone, c.failures, source.waiting));
  }
  if (report.errors > 0) Say(fmt::format("factbox: {} of {} records tell of an error", report.errors, report.records));
  if (options.quiet) return;
  Say(fmt::format("factbox: {} sources asked ({} failed), {} new links, {} articles written ({} copies), {} pages without one, {} waiting", asked, failed,
                  sum.links, sum.articles, sum.duplicates, sum.empty, waiting));
}

int RunIngest(const IngestOptions& options) {
  const Result<IngestConfig> config = ReadConfig(options);
  if (!config) return Fail(config.error());
  SystemClock clock;
  const Result<LockFile> lock = LockFile::Take(config->state + ".lock", TimestampOf(clock.NowMs()));
  if (!lock) return Fail(lock.error());
  const Result<std::unique_ptr<IngestState>> state = IngestState::Open(config->state);
  if (!state) return Fail(state.error());
  const Result<std::unique_ptr<Data>> data = OpenData(options.data);
  if (!data) return Fail(data.error());
  const Result<Pipeline> pipeline = Pipeline::Load(**data);
  if (!pipeline) return Fail(pipeline.error());
  const Result<std::unique_ptr<CurlTransport>> transport = CurlTransport::Open(config->http);
  if (!transport) return Fail(transport.error());
  std::unique_ptr<Postgres> postgres;
  if (!config->to.empty()) {
    Result<std::unique_ptr<Postgres>> opened = Postgres::Open(config->to);
    if (!opened) return Fail(opened.error());
    postgres = std::move(*opened);
  }
  CatchSignals();
  ProcessOptions process;
  process.record.why = options.why;
  IngestTools tools{*pipeline, **transport, clock, **state, postgres.get(), process, &g_stop, nullptr};
  if (options.verbose) tools.say = [](const std::string& text) { Say("factbox: " + text); };
  const Result<IngestReport> report = Ingest(*config, tools);
  if (!report) return Fail(report.error());
  SayReport(*report, options);
  if (g_stop && !options.quiet) Say("factbox: ended by a signal; the next run goes on");
  return report->failed || g_stop ? kSomethingFailed : kAllWell;
}

int ShowStatus(const IngestOptions& options) {
  const Result<IngestConfig> config = ReadConfig(options);
  if (!config) return Fail(config.error());
  const Result<std::unique_ptr<IngestState>> state = IngestState::Open(config->state, true);
  if (!state) return Fail(state.error());
  SystemClock clock;
  const std::vector<SourceHealth> sources = JudgeSources(*config, **state, clock.NowMs());
  if (const Status status = (*state)->Check(); !status) return Fail(status.error());
  const int printed = Print(options.json ? HealthJson(sources) : HealthTable(sources));
  if (printed != kAllWell) return printed;
  for (const SourceHealth& source : sources)
    if (source.verdict != "ok" && source.verdict != "new") return kSomethingFailed;
  return kAllWell;
}

}  // namespace

void AddIngest(CLI::App& app, Action& action) {
  auto options = std::make_shared<IngestOptions>();
  auto status = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("ingest", "Fetch what is new in feeds and sitemaps, append its records to files; for cron");
  verb->footer(
      "docs/ingest.md describes the configuration. 'factbox ingest status' says how each source does, and ends with 1 if one of them fails, has\n"
      "fallen silent, or has pages without articles.\n"
      "Exit codes: 0 all well, 1 a source or an article failed (messages say why) or the run was ended by a signal, 2 could not run: mistakes in\n"
      "the configuration, another run under way, output that cannot be written. Whatever ends a run, the next one goes on where it was.");
  verb->add_option("WHAT", *status, "status: print how the sources do instead")->check(CLI::IsMember({"status"}).description(""));
  verb->add_option("-c,--config", options->config, "The configuration, a file of TOML")->type_name("FILE")->required();
  verb->add_option("--to", options->to, "Write records into this database of PostgreSQL too: postgres://user@host/name")->type_name("URL");
  AddDataOptions(*verb, options->data);
  verb->add_flag("--why", options->why, "Say of every value which stage, rule and gazetteer entry made it");
  verb->add_flag("--json", options->json, "With status: a line of JSON for each source");
  verb->add_flag("-q,--quiet", options->quiet, "Say only what failed");
  verb->add_flag("-v,--verbose", options->verbose, "Say of every source what it brought, and of every page what was wrong with it");
  verb->callback([options, status, &action] { action = [options, status] { return status->empty() ? RunIngest(*options) : ShowStatus(*options); }; });
}

}  // namespace factbox::cli
