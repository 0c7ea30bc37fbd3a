#include "article/uri.h"

#include <algorithm>

#include "base/ascii.h"

namespace factbox {
namespace {

// Bytes of "https:"; 0: there is none.
size_t SchemeLength(std::string_view text) {
  if (text.empty() || !IsLetter(text.front())) return 0;
  for (size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return i + 1;
    if (!IsLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

struct Parts {
  std::string_view scheme, authority, path, query, fragment;  // each with its punctuation
};

Parts Split(std::string_view text) {
  Parts out;
  const auto take = [&text](size_t length) {
    length = std::min(length, text.size());
    const std::string_view part = text.substr(0, length);
    text.remove_prefix(length);
    return part;
  };
  out.scheme = take(SchemeLength(text));
  if (text.substr(0, 2) == "//") out.authority = take(std::min(text.find_first_of("/?#", 2), text.size()));
  out.path = take(text.find_first_of("?#"));
  out.query = take(text.find('#'));
  out.fragment = text;
  return out;
}

// RFC 3986, 5.2.4.
std::string RemoveDots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const size_t next = path.find('/', 1);
    const std::string_view segment = path.substr(0, next);
    const std::string_view name = segment.front() == '/' ? segment.substr(1) : segment;
    path.remove_prefix(segment.size());
    if (name == "..") {
      const size_t last = out.rfind('/');
      out.erase(last == std::string::npos ? 0 : last);
    } else if (name != ".") {
      out += segment;
      continue;
    }
    if (path.empty()) out += '/';
  }
  return out;
}

std::string Tidy(std::string_view reference) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::string out;
  const size_t first = reference.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return out;
  for (const char c : reference.substr(first, reference.find_last_not_of(kBlanks) - first + 1)) {
    if (c == ' ')
      out += "%20";
    else if (c != '\n' && c != '\r' && c != '\t')
      out += c;
  }
  return out;
}

}  // namespace

bool IsAbsoluteUri(std::string_view text) { return SchemeLength(text) > 1; }

std::string ResolveReference(std::string_view base, std::string_view reference) {
  std::string tidy = Tidy(reference);
  if (IsAbsoluteUri(tidy) || !IsAbsoluteUri(base)) return tidy;
  const Parts from = Split(base), to = Split(tidy);
  std::string out(from.scheme);
  if (!to.authority.empty()) return out.append(to.authority).append(RemoveDots(to.path)).append(to.query).append(to.fragment);
  out += from.authority;
  if (to.path.empty()) return out.append(from.path).append(to.query.empty() ? from.query : to.query).append(to.fragment);
  std::string path(to.path);
  if (path.front() != '/') {
    const size_t last = from.path.rfind('/');
    path.insert(0, last == std::string_view::npos ? "/" : from.path.substr(0, last + 1));
  }
  return out.append(RemoveDots(path)).append(to.query).append(to.fragment);
}

}  // namespace factbox
