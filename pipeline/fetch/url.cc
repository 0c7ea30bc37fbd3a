#include "fetch/url.h"

#include <curl/curl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/tsv.h"

namespace factbox {
namespace {

struct FreeHandle {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using Handle = std::unique_ptr<CURLU, FreeHandle>;

std::string Part(CURLU* handle, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

void ToLower(std::string& text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
}

// For messages: what came from a feed may be long and full of control characters.
std::string Shown(std::string_view text) {
  constexpr size_t kShown = 120;
  std::string out(text.substr(0, kShown));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  return text.size() > kShown ? out + "…" : out;
}

// Blanks and line breaks around a URL in a feed are no part of it; those within it are taken out, as browsers do.
std::string Trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  std::string out;
  for (const char c : text)
    if (c != '\n' && c != '\r' && c != '\t') out += c;
  return out;
}

Status Set(CURLU* handle, std::string_view text) {
  const std::string trimmed = Trimmed(text);
  if (trimmed.empty()) return Error{"invalid_url", "an empty URL"};
  if (trimmed.size() > kMaxUrlBytes) return Error{"invalid_url", Shown(trimmed) + ": a URL of " + std::to_string(trimmed.size()) + " bytes"};
  const CURLUcode code = curl_url_set(handle, CURLUPART_URL, trimmed.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
  if (code != CURLUE_OK) return Error{"invalid_url", Shown(trimmed) + ": no URL (" + curl_url_strerror(code) + ")"};
  return {};
}

// A name with letters beyond ASCII in the form that DNS has it in (UTS #46). libcurl would do it by the locale, and cron has none. Empty: it cannot be.
std::string AsciiHost(const std::string& host) {
  if (std::all_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return host;
  UErrorCode error = U_ZERO_ERROR;
  UIDNA* idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, &error);
  if (U_FAILURE(error) != 0) return {};
  std::string out(1024, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int32_t size =
      uidna_nameToASCII_UTF8(idna, host.data(), static_cast<int32_t>(host.size()), out.data(), static_cast<int32_t>(out.size()), &info, &error);
  uidna_close(idna);
  if (U_FAILURE(error) != 0 || info.errors != 0) return {};
  out.resize(static_cast<size_t>(size));
  return out;
}

// What the handle holds, if it may be fetched at all.
Status Check(CURLU* handle, std::string_view text) {
  const std::string scheme = Part(handle, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return Error{"scheme_refused", Shown(text) + ": only http and https are fetched"};
  if (!Part(handle, CURLUPART_USER).empty() || !Part(handle, CURLUPART_PASSWORD).empty())
    return Error{"credentials_refused", "a URL with a user name or password in it, on " + Part(handle, CURLUPART_HOST)};
  if (Part(handle, CURLUPART_HOST).empty()) return Error{"invalid_url", Shown(text) + ": no host"};
  return {};
}

}  // namespace

std::string Url::Origin() const {
  const bool own_port = (scheme == "http" && port == 80) || (scheme == "https" && port == 443);
  const std::string name = host.find(':') != std::string::npos ? "[" + host + "]" : host;
  return scheme + "://" + name + (own_port ? "" : ":" + std::to_string(port));
}

std::string Url::Target() const { return query.empty() ? path : path + "?" + query; }

Result<Url> ParseUrl(std::string_view text) {
  const Handle handle(curl_url());
  if (const Status status = Set(handle.get(), text); !status) return status.error();
  if (const Status status = Check(handle.get(), text); !status) return status.error();
  Url url;
  url.scheme = Part(handle.get(), CURLUPART_SCHEME);
  url.host = AsciiHost(Part(handle.get(), CURLUPART_HOST));
  if (url.host.empty()) return Error{"invalid_url", Shown(text) + ": its host is no name that can be looked up"};
  ToLower(url.host);
  if (url.host.front() == '[') url.host = url.host.substr(1, url.host.size() - 2);
  url.port = std::atoi(Part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT).c_str());
  url.path = Part(handle.get(), CURLUPART_PATH);
  url.query = Part(handle.get(), CURLUPART_QUERY);
  return url;
}

Result<std::string> ResolveUrl(std::string_view base, std::string_view reference) {
  const Handle handle(curl_url());
  if (const Status status = Set(handle.get(), base); !status) return status.error();
  // What has a scheme of its own and is neither http nor https would be taken for a path by some parsers: it is told by the colon.
  const std::string trimmed = Trimmed(reference);
  const size_t colon = trimmed.find_first_of(":/?#");
  if (colon != std::string::npos && colon > 0 && trimmed[colon] == ':') {
    std::string scheme = trimmed.substr(0, colon);
    ToLower(scheme);
    if (scheme != "http" && scheme != "https") return Error{"scheme_refused", Shown(trimmed) + ": only http and https are fetched"};
  }
  if (const Status status = Set(handle.get(), reference); !status) return status.error();
  if (const Status status = Check(handle.get(), reference); !status) return status.error();
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const std::string host = AsciiHost(Part(handle.get(), CURLUPART_HOST));
  if (host.empty()) return Error{"invalid_url", Shown(trimmed) + ": its host is no name that can be looked up"};
  curl_url_set(handle.get(), CURLUPART_HOST, host.c_str(), 0);
  return Part(handle.get(), CURLUPART_URL);
}

UrlCanonicalizer::UrlCanonicalizer() {
  Mistakes mistakes;  // of a table that is a part of the program: a test reads it
  const TsvTable table = ReadTsv("tracking_parameters.tsv", TrackingParametersTable(), {"name", "note"}, mistakes);
  for (const TsvRow& row : table.rows) {
    const std::string_view name = row.cells[0];
    if (name.back() == '*')
      prefixes_.emplace_back(name.substr(0, name.size() - 1));
    else
      names_.emplace_back(name);
  }
}

bool UrlCanonicalizer::IsTracking(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end() ||
         std::any_of(prefixes_.begin(), prefixes_.end(), [&](const std::string& prefix) { return name.substr(0, prefix.size()) == prefix; });
}

std::string UrlCanonicalizer::Canonical(std::string_view text) const {
  const Result<Url> url = ParseUrl(text);
  if (!url) return std::string(text);
  std::vector<std::string_view> kept;
  std::string_view rest = url->query;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (!one.empty() && !IsTracking(one.substr(0, one.find('=')))) kept.push_back(one);
  }
  std::stable_sort(kept.begin(), kept.end());
  std::string out = url->Origin() + url->path;
  char mark = '?';
  for (const std::string_view one : kept) {
    out += mark;
    out += one;
    mark = '&';
  }
  return out;
}

}  // namespace factbox
