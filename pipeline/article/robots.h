// robots.txt as RFC 9309 reads it: which URLs of a site a crawler may ask for.
//
//   user-agent: *
//   disallow: /archive/          Allows("factbox", "https://bote.example/archive/2019.html") → false
//   allow: /archive/today$       Allows("factbox", "https://bote.example/archive/today")     → true
//
// The longest rule that matches decides, and of two as long the one that allows (2.2.2); `*` stands for anything, a `$` at the end for the end. Groups of the
// same agent are one; the group of `*` holds for agents that have none of their own (2.2.1). Escapes of unreserved characters are as good as the characters,
// all else is compared escaped. What the RFC does not know is left alone, but for Crawl-delay and Sitemap, which most sites use. No spelling mistakes are
// guessed ("disalow"), and a path of another case is another path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace factbox {

// const = thread-safe.
class RobotsRules {
 public:
  // What is read of a file: RFC 9309, 2.5 asks for at least this much.
  static constexpr size_t kMaxBytes = size_t{500} << 10;

  // Any bytes are a robots.txt; lines that are none of it are ignored.
  static RobotsRules Parse(std::string_view bytes);

  // `agent`: the product token, as "factbox" of "factbox/1.0 (+https://…)". `target`: a URL, or its path and query. /robots.txt is always allowed.
  bool Allows(std::string_view agent, std::string_view target) const;

  // Seconds between two requests that the agent's group asks for, the largest where there are several; not of the RFC.
  std::optional<double> CrawlDelay(std::string_view agent) const;

  // The values of the Sitemap lines, in order, each once.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;  // normalized
    bool allow = false;
  };
  struct Group {
    std::vector<std::string> agents;  // lower case
    std::vector<Rule> rules;
    std::optional<double> crawl_delay;
  };
  class Reader;

  std::vector<const Group*> GroupsOf(std::string_view agent) const;

  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

}  // namespace factbox
