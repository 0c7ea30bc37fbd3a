#include "fetch/config.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <set>

#include "fetch/url.h"

namespace factbox {
namespace {

// One table of the file, whose keys are taken one after the other; what is left at the end is unknown.
class Table {
 public:
  Table(const toml::table& table, std::string file, Mistakes& mistakes) : table_(table), file_(std::move(file)), mistakes_(mistakes) {}

  void Mistake(const toml::source_region& where, std::string message) {
    mistakes_.push_back({file_, static_cast<int>(std::max(where.begin.line, 1u)), static_cast<int>(std::max(where.begin.column, 1u)), std::move(message)});
  }
  void MistakeHere(std::string message) { Mistake(table_.source(), std::move(message)); }
  void MistakeAt(std::string_view key, std::string message) {
    const toml::node* node = table_.get(key);
    Mistake(node != nullptr ? node->source() : table_.source(), std::move(message));
  }
  bool Has(std::string_view key) const { return table_.contains(key); }

  void Text(std::string_view key, std::string& out) {
    if (const toml::node* node = Take(key)) {
      const std::optional<std::string> value = node->value_exact<std::string>();
      if (!value || value->empty()) return Mistake(node->source(), fmt::format("{} must be a text that is not empty", key));
      out = *value;
    }
  }
  void Bool(std::string_view key, bool& out) {
    if (const toml::node* node = Take(key)) {
      const std::optional<bool> value = node->value_exact<bool>();
      if (!value) return Mistake(node->source(), fmt::format("{} must be true or false", key));
      out = *value;
    }
  }
  template <class T>
  void Integer(std::string_view key, int64_t least, int64_t most, T& out, int64_t unit = 1) {
    if (const toml::node* node = Take(key)) {
      const std::optional<int64_t> value = node->value_exact<int64_t>();
      if (!value || *value < least || *value > most) return Mistake(node->source(), fmt::format("{} must be a whole number from {} to {}", key, least, most));
      out = static_cast<T>(*value * unit);
    }
  }
  void Share(std::string_view key, double least, double most, double& out) {
    if (const toml::node* node = Take(key)) {
      const std::optional<double> value = node->value<double>();
      if (!value || !(*value >= least && *value <= most)) return Mistake(node->source(), fmt::format("{} must be a number from {} to {}", key, least, most));
      out = *value;
    }
  }
  void Duration(std::string_view key, int64_t least, int64_t most, int64_t& out) {
    if (const toml::node* node = Take(key)) {
      const std::optional<std::string> value = node->value_exact<std::string>();
      const int64_t ms = value ? ParseDuration(*value) : -1;
      if (ms < 0) return Mistake(node->source(), fmt::format("{} must be a time such as \"90 s\", \"15 min\", \"2 h\" or \"1 day\"", key));
      if (ms < least || ms > most) return Mistake(node->source(), fmt::format("{} is out of range", key));
      out = ms;
    }
  }
  // Calls `use` with each text of an array.
  template <class Use>
  void Texts(std::string_view key, Use use) {
    if (const toml::node* node = Take(key)) {
      const toml::array* array = node->as_array();
      if (array == nullptr) return Mistake(node->source(), fmt::format("{} must be an array of texts", key));
      for (const toml::node& one : *array) {
        const std::optional<std::string> value = one.value_exact<std::string>();
        const std::string problem = value ? use(*value) : fmt::format("{} must be an array of texts", key);
        if (!problem.empty()) Mistake(one.source(), problem);
      }
    }
  }
  const toml::node* Take(std::string_view key) {
    known_.insert(key);
    return table_.get(key);
  }
  void RefuseTheRest() {
    for (const auto& [key, value] : table_) {
      if (known_.count(key.str()) != 0) continue;
      std::string list;
      for (const std::string_view one : known_) list += (list.empty() ? "" : ", ") + std::string(one);
      Mistake(key.source(), fmt::format("{}: no key that is known here; those are {}", key.str(), list));
    }
  }

 private:
  const toml::table& table_;
  std::string file_;
  Mistakes& mistakes_;
  std::set<std::string_view> known_;
};

std::string PatternProblem(const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 compiled(pattern, options);
  return compiled.ok() ? "" : "\"" + pattern + "\": " + compiled.error();
}

void CheckUrl(Table& table, std::string_view key, const std::string& url) {
  if (url.empty()) return;
  if (const Result<Url> parsed = ParseUrl(url); !parsed) table.MistakeAt(key, parsed.error().message);
}

SourceConfig ReadSource(Table& table, std::set<std::string>& names) {
  SourceConfig source;
  table.Text("name", source.name);
  if (!table.Has("name")) table.MistakeHere("a source needs a name");
  if (!source.name.empty() && !names.insert(source.name).second) table.MistakeAt("name", fmt::format("there is another source \"{}\"", source.name));

  constexpr std::pair<std::string_view, SourceConfig::Kind> kKinds[] = {
      {"feed", SourceConfig::Kind::kFeed}, {"sitemap", SourceConfig::Kind::kSitemap}, {"page", SourceConfig::Kind::kPage}};
  int given = 0;
  for (const auto& [key, kind] : kKinds) {
    const bool there = table.Has(key);
    std::string url;
    table.Text(key, url);
    if (!there) continue;
    if (++given > 1) table.MistakeAt(key, "a source has one of feed, sitemap and page");
    source.kind = kind;
    source.url = url;
    CheckUrl(table, key, url);
  }
  if (given == 0) table.MistakeHere("a source needs one of feed, sitemap and page");

  std::string content;
  table.Text("content", content);
  if (!content.empty() && content != "page" && content != "feed") table.MistakeAt("content", "content must be \"page\" or \"feed\"");
  source.from_feed = content == "feed";
  if (source.from_feed && source.kind != SourceConfig::Kind::kFeed) table.MistakeAt("content", "only a feed has content = \"feed\"");
  table.Text("publisher", source.publisher);
  table.Text("language", source.language);
  table.Duration("every", 0, 366 * kDayMs, source.every_ms);
  table.Duration("max_age", kHourMs, 36600 * kDayMs, source.max_age_ms);
  table.Integer("max_articles", 1, 1'000'000, source.max_articles);
  const auto pattern = [](std::vector<std::string>& list) {
    return [&list](const std::string& text) {
      list.push_back(text);
      return PatternProblem(text);
    };
  };
  table.Texts("include", pattern(source.include));
  table.Texts("exclude", pattern(source.exclude));
  table.RefuseTheRest();
  return source;
}

void ReadFetch(Table& table, IngestConfig& config) {
  FetchPolicy& policy = config.policy;
  CurlOptions& http = config.http;
  table.Integer("connections", 1, 1000, policy.exchanges);
  table.Integer("connections_per_host", 1, 16, policy.exchanges_per_host);
  table.Duration("delay", 0, kHourMs, policy.delay_ms);
  table.Integer("retries", 0, 10, policy.retries);
  table.Duration("backoff", 0, kHourMs, policy.backoff_ms);
  table.Duration("max_wait", 0, kDayMs, policy.max_wait_ms);
  table.Duration("connect_timeout", 100, kHourMs, http.connect_timeout_ms);
  table.Duration("timeout", 100, kHourMs, http.timeout_ms);
  table.Integer("max_page_mb", 1, 1024, config.max_page_bytes, 1 << 20);
  table.Text("proxy", http.proxy);
  table.Text("ca_file", http.ca_file);
  table.Bool("obey_robots", policy.obey_robots);
  table.Texts("allow_private", [&](const std::string& text) -> std::string {
    const std::optional<IpRange> range = ParseIpRange(text);
    if (!range) return "\"" + text + "\" is no address and no range such as 10.0.0.0/8";
    http.allowed_private.push_back(*range);
    return {};
  });
  table.RefuseTheRest();
}

void ReadDuplicates(Table& table, IngestConfig& config) {
  std::string action;
  table.Text("action", action);
  if (!action.empty() && action != "link" && action != "skip") table.MistakeAt("action", "action must be \"link\" or \"skip\"");
  config.link_duplicates = action != "skip";
  table.Duration("remember", kHourMs, 3660 * kDayMs, config.duplicates_ms);
  table.Share("near", 0.5, 1.0, config.near);
  table.RefuseTheRest();
}

// Calls `read` with the table of that name, if there is one.
template <class Read>
void Subtable(Table& table, std::string_view key, const std::string& file, Mistakes& mistakes, Read read) {
  const toml::node* node = table.Take(key);
  if (node == nullptr) return;
  if (const toml::table* inner = node->as_table()) {
    Table sub(*inner, file, mistakes);
    read(sub);
  } else {
    table.Mistake(node->source(), fmt::format("{} must be a table: [{}]", key, key));
  }
}

void ReadRoot(const toml::table& root, IngestConfig& config, Mistakes& mistakes) {
  Table table(root, config.file, mistakes);
  table.Text("contact", config.contact);
  if (!table.Has("contact")) table.MistakeHere("contact is missing: an address of mail or a page, by which a webmaster can reach you");
  if (config.contact.find_first_of("\r\n") != std::string::npos) table.MistakeAt("contact", "contact must be one line");
  table.Text("user_agent", config.user_agent);
  if (config.user_agent.find_first_of("\r\n") != std::string::npos) table.MistakeAt("user_agent", "user_agent must be one line");
  table.Text("output", config.output);
  table.Text("to", config.to);
  table.Text("state", config.state);
  table.Integer("workers", 1, 1024, config.workers);
  table.Duration("max_run", kSecondMs, 30 * kDayMs, config.max_run_ms);
  if (!config.to.empty() && config.to.rfind("postgres://", 0) != 0 && config.to.rfind("postgresql://", 0) != 0)
    table.MistakeAt("to", "to must begin with postgres://");
  Subtable(table, "fetch", config.file, mistakes, [&](Table& sub) { ReadFetch(sub, config); });
  Subtable(table, "duplicates", config.file, mistakes, [&](Table& sub) { ReadDuplicates(sub, config); });

  std::set<std::string> names;
  if (const toml::node* node = table.Take("source")) {
    const toml::array* sources = node->as_array();
    if (sources == nullptr || !sources->is_homogeneous(toml::node_type::table)) {
      table.Mistake(node->source(), "sources are written [[source]]");
    } else {
      for (const toml::node& one : *sources) {
        Table sub(*one.as_table(), config.file, mistakes);
        config.sources.push_back(ReadSource(sub, names));
      }
    }
  }
  if (!table.Has("source")) table.MistakeHere("there is no [[source]]");
  table.RefuseTheRest();
}

}  // namespace

int64_t ParseDuration(std::string_view text) {
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > 1'000'000) return -1;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  struct Unit {
    std::string_view name;
    int64_t ms;
  };
  constexpr Unit kUnits[] = {{"ms", 1}, {"s", kSecondMs}, {"min", kMinuteMs}, {"h", kHourMs}, {"day", kDayMs}, {"days", kDayMs}, {"d", kDayMs}};
  for (const Unit& unit : kUnits)
    if (text == unit.name) return count * unit.ms;
  return -1;
}

IngestConfig ParseIngestConfig(const std::string& file, std::string_view text, Mistakes& mistakes) {
  IngestConfig config;
  config.file = file;
  config.folder = std::filesystem::path(file).parent_path().string();
  if (config.folder.empty()) config.folder = ".";
  const size_t before = mistakes.size();
  try {
    const toml::table root = toml::parse(text, file);
    ReadRoot(root, config, mistakes);
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    mistakes.push_back({file, static_cast<int>(std::max(at.line, 1u)), static_cast<int>(std::max(at.column, 1u)), std::string(error.description())});
  }
  std::stable_sort(mistakes.begin() + static_cast<std::ptrdiff_t>(before), mistakes.end(),
                   [](const Mistake& a, const Mistake& b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); });
  const auto resolve = [&](std::string& path) {
    if (!path.empty() && path.front() != '/') path = config.folder + "/" + path;
  };
  if (config.output.empty() && config.to.empty()) config.output = "out";
  if (config.state.empty()) config.state = "ingest.db";
  resolve(config.output);
  resolve(config.state);
  resolve(config.http.ca_file);
  return config;
}

}  // namespace factbox
