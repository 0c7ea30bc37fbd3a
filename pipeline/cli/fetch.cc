// factbox fetch URL…|FILE…: articles only, as extract reads them. With --list: the links of feeds, sitemaps and home pages.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "article/item_reader.h"
#include "base/file.h"
#include "cli/common.h"
#include "cli/fetching.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "fetch/curl_transport.h"
#include "fetch/documents.h"
#include "fetch/fetcher.h"
#include "record/json_writer.h"
#include "run/article_json.h"
#include "run/version.h"

namespace factbox::cli {

std::string UserAgent(const std::string& contact) {
  const std::string name = "factbox/" + std::string(Version());
  return contact.empty() ? name : name + " (+" + contact + ")";
}

namespace {

struct FetchOptions {
  std::vector<std::string> arguments;
  std::string output, contact, proxy, ca_file;
  std::vector<std::string> allow_private;
  double delay_seconds = 1;
  unsigned max_mb = 16;
  bool list = false, ignore_robots = false;
};

bool IsUrl(const std::string& argument) { return argument.find("://") != std::string::npos; }

void AppendLinkJson(const SourceLink& link, std::string& out) {
  JsonWriter json(out);
  const Article& article = link.article;
  json.BeginObject().Key("url").String(article.url);
  if (!article.title.empty()) json.Key("title").String(article.title);
  if (!article.published.empty()) json.Key("published").String(article.published);
  if (!link.modified.empty()) json.Key("modified").String(link.modified);
  json.EndObject();
  out += '\n';
}

// Writes what comes back in the order of the arguments, whatever order it came in.
class InOrder {
 public:
  explicit InOrder(Output& output) : output_(output) {}
  void Give(size_t index, std::string lines) {
    waiting_[index] = std::move(lines);
    for (auto next = waiting_.find(next_); next != waiting_.end(); next = waiting_.find(next_)) {
      if (status_) status_ = output_.Write(next->second);
      waiting_.erase(next);
      ++next_;
    }
  }
  const Status& status() const { return status_; }

 private:
  Output& output_;
  std::map<size_t, std::string> waiting_;
  size_t next_ = 0;
  Status status_;
};

class FetchVerb {
 public:
  explicit FetchVerb(const FetchOptions& options) : options_(options) {}

  int Run() {
    Result<std::unique_ptr<CurlTransport>> transport = OpenTransport();
    if (!transport) return Fail(transport.error());
    Output output;
    if (const Status status = output.Open(options_.output); !status) return Fail(status.error());
    InOrder writer(output);
    FetchPolicy policy;
    policy.obey_robots = !options_.ignore_robots;
    policy.delay_ms = static_cast<int64_t>(options_.delay_seconds * 1000);
    Fetcher fetcher(**transport, clock_, policy);
    for (size_t i = 0; i < options_.arguments.size(); ++i) {
      const std::string& argument = options_.arguments[i];
      if (!IsUrl(argument)) {
        writer.Give(i, OfFile(argument));
        continue;
      }
      FetchRequest request{argument, {}, {}, {}, size_t{options_.max_mb} << 20};
      fetcher.Add(std::move(request), [this, i, &writer](FetchResult& result) { writer.Give(i, OfUrl(result)); });
    }
    fetcher.Run();
    if (!writer.status()) return writer.status().error().code == "broken_pipe" ? kAllWell : Fail(writer.status().error());
    if (const Status status = output.Commit(); !status) return Fail(status.error());
    return failed_ ? kSomethingFailed : kAllWell;
  }

 private:
  Result<std::unique_ptr<CurlTransport>> OpenTransport() const {
    CurlOptions http;
    http.user_agent = UserAgent(options_.contact);
    http.proxy = options_.proxy;
    http.ca_file = options_.ca_file;
    for (const std::string& text : options_.allow_private) {
      const std::optional<IpRange> range = ParseIpRange(text);
      if (!range) return Error{"bad_option", "--allow-private " + text + ": no address and no range such as 10.0.0.0/8"};
      http.allowed_private.push_back(*range);
    }
    return CurlTransport::Open(std::move(http));
  }

  std::string Failed(const std::string& message) {
    failed_ = true;
    Say(message);
    return {};
  }

  std::string OfUrl(FetchResult& result) {
    if (result.failed()) return Failed(result.error.message);
    if (options_.list) return List(result);
    if (const Status status = pages_.Read(result, clock_.NowMs(), parsed_); !status) return Failed(status.error().message);
    return Line();
  }

  std::string List(const FetchResult& result) {
    const Result<SourceContent> content = ReadAnySource(result);
    if (!content) return Failed(content.error().message);
    std::string out;
    for (const SourceLink& link : content->links) AppendLinkJson(link, out);
    const auto others = [&](const std::vector<std::string>& urls, const char* key) {
      for (const std::string& url : urls) {
        JsonWriter(out).BeginObject().Key(key).String(url).EndObject();
        out += '\n';
      }
    };
    others(content->sitemaps, "sitemap");
    others(content->feeds, "feed");
    return out;
  }

  std::string OfFile(const std::string& path) {
    if (options_.list) {
      Result<std::string> bytes = ReadFile(path);
      if (!bytes) return Failed(bytes.error().message);
      FetchResult result;
      result.url = path;
      result.body = std::move(*bytes);
      return List(result);
    }
    ItemReader reader(ExpandInputs({path}, options_.output), {});
    std::string out;
    RawItem item;
    while (reader.Next(item)) {
      if (item.state == RawItem::State::kWarning || item.state == RawItem::State::kProblem) {
        if (item.state == RawItem::State::kProblem) failed_ = true;
        Say(item.error.message);
        continue;
      }
      const std::string place = item.path + (item.line != 0 ? ":" + std::to_string(item.line) : "");
      if (const Status status = parser_.Parse(item, parsed_); !status)
        Failed(place + ": " + status.error().message);
      else
        out += Line();
    }
    return out;
  }

  std::string Line() const {
    std::string out;
    AppendArticleJson(parsed_.article, out);
    return out + '\n';
  }

  const FetchOptions& options_;
  SystemClock clock_;
  ArticleParser parser_;
  PageReader pages_;
  ParsedArticle parsed_;
  bool failed_ = false;
};

}  // namespace

void AddFetch(CLI::App& app, Action& action) {
  auto options = std::make_shared<FetchOptions>();
  CLI::App* verb = app.add_subcommand("fetch", "Fetch pages or read files, write their articles without facts");
  verb->footer(
      "Articles come as JSON lines that 'factbox extract' reads, in the order of the arguments. robots.txt is asked, and no host is hurried.\n"
      "With --list, what is fetched or read are feeds, sitemaps and home pages, and a line is a link: {\"url\", \"title\", \"published\", \"modified\"},\n"
      "{\"sitemap\"} or {\"feed\"}.\n"
      "Exit codes: 0 all well, 1 something could not be fetched or holds no article (a message says why), 2 could not run.");
  verb->add_option("URL|FILE", options->arguments, "Pages (http:// or https://), or files as extract reads them")->required();
  verb->add_flag("--list", options->list, "List the links of feeds, sitemaps and home pages");
  verb->add_option("-o,--output", options->output, "Write to this file instead of standard output; it appears when the run is complete")->type_name("FILE");
  verb->add_option("--contact", options->contact, "An address of mail or a page that goes into the User-Agent, so that a webmaster can reach you")
      ->type_name("TEXT");
  verb->add_option("--delay", options->delay_seconds, "Seconds between two requests to a host (default: 1)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 3600.0).description(""));
  verb->add_option("--max-mb", options->max_mb, "Pages above this size are refused (default: 16)")
      ->type_name("MB")
      ->check(CLI::Range(1u, 1024u).description(""));
  verb->add_option("--proxy", options->proxy, "Fetch through this proxy; the environment's is not used")->type_name("URL");
  verb->add_option("--ca-file", options->ca_file, "Certificates to trust, PEM (default: the system's)")->type_name("FILE");
  verb->add_option("--allow-private", options->allow_private, "Addresses that may be fetched from though they are not on the open web: 10.1.0.0/16")
      ->type_name("RANGE")
      ->allow_extra_args(false);
  verb->add_flag("--ignore-robots", options->ignore_robots, "Do not ask robots.txt: for your own servers");
  verb->callback([options, &action] { action = [options] { return FetchVerb(*options).Run(); }; });
}

}  // namespace factbox::cli
