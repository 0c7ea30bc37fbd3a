#include "article/robots.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace factbox {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsLetterOrDigit(char c) { return (c >= '0' && c <= '9') || (Lower(c) >= 'a' && Lower(c) <= 'z'); }

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\v\f";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool SameWord(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return Lower(x) == y; });
}

// "FactBox/1.0 (+https://…)" → "factbox". RFC 9309, 2.2.1 has letters, "_" and "-"; crawlers have digits and other letters in their names too.
std::string ProductToken(std::string_view agent) {
  std::string token;
  for (const char c : agent) {
    if (!IsLetterOrDigit(c) && c != '_' && c != '-' && static_cast<unsigned char>(c) < 0x80) break;
    token += Lower(c);
  }
  return token;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsUnreserved(char c) { return IsLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

constexpr char kHex[] = "0123456789ABCDEF";

constexpr std::string_view kReserved = ":/?#[]@!&'()+,;=%";  // of RFC 3986, without the two that patterns use

// One spelling for each path: "/caf%c3%a9/%7Eana" and "/café/~ana" become "/caf%C3%A9/~ana". A star and a dollar sign of a path are escaped, so that
// they match the "%2A" and "%24" of a pattern (RFC 9309, 2.2.3) and never its own, which stay.
std::string NormalizePath(std::string_view path, bool pattern) {
  std::string out;
  out.reserve(path.size());
  const auto escape = [&out](unsigned char byte) {
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  };
  for (size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '%' && i + 2 < path.size() && HexDigit(path[i + 1]) >= 0 && HexDigit(path[i + 2]) >= 0) {
      const int value = HexDigit(path[i + 1]) * 16 + HexDigit(path[i + 2]);
      if (value < 0x80 && IsUnreserved(static_cast<char>(value)))
        out += static_cast<char>(value);
      else
        escape(static_cast<unsigned char>(value));
      i += 2;
    } else if (IsUnreserved(c) || kReserved.find(c) != std::string_view::npos || (pattern && (c == '*' || (c == '$' && i + 1 == path.size())))) {
      out += c;
    } else {
      escape(static_cast<unsigned char>(c));
    }
  }
  return out;
}

// Path and query of a URL, or of what begins with them.
std::string_view TargetOf(std::string_view url) {
  url = url.substr(0, url.find('#'));
  if (url.empty()) return "/";
  if (url.front() == '/' && url.substr(0, 2) != "//") return url;
  const size_t colon = url.find("//");
  const size_t authority = colon != std::string_view::npos && url.find_first_of("/?") >= colon ? colon + 2 : 0;
  const size_t start = url.find_first_of("/?", authority);
  return start == std::string_view::npos ? "/" : url.substr(start);
}

// `pattern` at the start of `path`. Between its stars, the leftmost place for each piece is as good as any other.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool to_end = !pattern.empty() && pattern.back() == '$';
  if (to_end) pattern.remove_suffix(1);
  bool first = true;
  for (;;) {
    const size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first) {
      if (path.substr(0, piece.size()) != piece) return false;
      if (last && to_end) return path.size() == piece.size();
      path.remove_prefix(piece.size());
    } else if (last && to_end) {
      return path.size() >= piece.size() && path.substr(path.size() - piece.size()) == piece;
    } else {
      const size_t at = path.find(piece);
      if (at == std::string_view::npos) return false;
      path.remove_prefix(at + piece.size());
    }
    if (last) return true;
    first = false;
    pattern.remove_prefix(star + 1);
  }
}

}  // namespace

class RobotsRules::Reader {
 public:
  explicit Reader(RobotsRules& out) : out_(out) {}

  void ReadLine(std::string_view line) {
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = Trim(line.substr(0, colon)), value = Trim(line.substr(colon + 1));
    if (SameWord(key, "user-agent"))
      AddAgent(value);
    else if (SameWord(key, "allow"))
      AddRule(value, true);
    else if (SameWord(key, "disallow"))
      AddRule(value, false);
    else if (SameWord(key, "crawl-delay"))
      SetDelay(value);
    else if (SameWord(key, "sitemap") && !value.empty() && std::find(out_.sitemaps_.begin(), out_.sitemaps_.end(), value) == out_.sitemaps_.end())
      out_.sitemaps_.emplace_back(value);
  }

 private:
  void AddAgent(std::string_view value) {
    std::string agent = !value.empty() && value.front() == '*' ? "*" : ProductToken(value);
    if (!in_agents_) out_.groups_.emplace_back();
    in_agents_ = true;
    out_.groups_.back().agents.push_back(std::move(agent));
  }
  // Rules before the first agent belong to nobody; an empty one forbids nothing, but ends the list of agents all the same.
  void AddRule(std::string_view value, bool allow) {
    in_agents_ = false;
    if (!value.empty() && !out_.groups_.empty()) out_.groups_.back().rules.push_back({NormalizePath(value, true), allow});
  }
  void SetDelay(std::string_view value) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    constexpr double kDay = 86400;  // who asks for more does not want to be crawled, or made a mistake
    if (out_.groups_.empty() || error != std::errc() || end == value.data() || !(seconds >= 0) || seconds > kDay) return;
    std::optional<double>& delay = out_.groups_.back().crawl_delay;
    delay = std::max(delay.value_or(0), seconds);
  }

  RobotsRules& out_;
  bool in_agents_ = false;  // the line before that counts was a user-agent
};

RobotsRules RobotsRules::Parse(std::string_view bytes) {
  RobotsRules out;
  Reader reader(out);
  bytes = bytes.substr(0, kMaxBytes);
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) bytes.remove_prefix(kByteOrderMark.size());
  while (!bytes.empty()) {
    const size_t end = bytes.find_first_of(std::string_view("\r\n\0", 3));
    reader.ReadLine(bytes.substr(0, end));
    if (end == std::string_view::npos) break;
    bytes.remove_prefix(end + 1);
  }
  return out;
}

std::vector<const RobotsRules::Group*> RobotsRules::GroupsOf(std::string_view agent) const {
  const std::string token = ProductToken(agent);
  std::vector<const Group*> own, rest;
  for (const Group& group : groups_) {
    const auto has = [&](std::string_view name) { return std::find(group.agents.begin(), group.agents.end(), name) != group.agents.end(); };
    if (!token.empty() && has(token)) own.push_back(&group);
    if (has("*")) rest.push_back(&group);
  }
  return own.empty() ? rest : own;
}

bool RobotsRules::Allows(std::string_view agent, std::string_view target) const {
  std::string path = NormalizePath(TargetOf(target), false);
  if (path.empty() || path.front() != '/') path.insert(path.begin(), '/');
  if (path == "/robots.txt") return true;
  size_t longest = 0;
  bool allow = true;
  for (const Group* group : GroupsOf(agent)) {
    for (const Rule& rule : group->rules) {
      const size_t length = rule.pattern.size();
      if (length < longest || (length == longest && (allow || !rule.allow)) || !Matches(rule.pattern, path)) continue;
      longest = length;
      allow = rule.allow;
    }
  }
  return allow;
}

std::optional<double> RobotsRules::CrawlDelay(std::string_view agent) const {
  std::optional<double> out;
  for (const Group* group : GroupsOf(agent))
    if (group->crawl_delay) out = std::max(out.value_or(0), *group->crawl_delay);
  return out;
}

}  // namespace factbox
