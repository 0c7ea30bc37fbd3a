#include "article/format.h"

#include "article/feed.h"
#include "article/news_item.h"
#include "article/sitemap.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

namespace factbox {
namespace {

namespace fs = std::filesystem;

// "<!DOCTYPE html>", "<html", "<head": within the first kilobyte, behind comments perhaps.
bool LooksLikePage(std::string_view start) {
  constexpr size_t kLooked = 1024;
  std::string lower(start.substr(0, kLooked));
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  for (const std::string_view mark : {"<!doctype html", "<html", "<head", "<body"})
    if (lower.find(mark) != std::string::npos) return true;
  return false;
}

bool TakeSuffix(std::string_view& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return false;
  text.remove_suffix(suffix.size());
  return true;
}

void AddDirectory(const fs::path& directory, const std::string& except, std::vector<InputFile>& out) {
  std::vector<InputFile> found;
  std::error_code error;
  const auto problem = [&](const fs::path& path) { found.push_back({path.string(), path.string() + ": " + error.message()}); };
  fs::directory_iterator entries(directory, error);
  if (error) problem(directory);
  std::vector<fs::path> folders;
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    if (path.filename().string().front() == '.') continue;
    std::error_code ignored;
    if (entries->is_directory(ignored) && !entries->is_symlink(ignored))  // links to directories may lead back here
      folders.push_back(path);
    else if (FormatOfName(path.string()) != InputFormat::kAuto && (except.empty() || !fs::equivalent(path, except, ignored)))
      found.push_back({path.string(), {}});
  }
  for (const fs::path& folder : folders) AddDirectory(folder, except, found);
  std::sort(found.begin(), found.end(), [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  out.insert(out.end(), found.begin(), found.end());
}

// What a pattern that the shell did not expand stands for.
bool AddMatches(const std::string& pattern, std::vector<std::string>& out) {
  if (pattern.find_first_of("*?[") == std::string::npos) return false;
  glob_t matches{};
  const bool good = glob(pattern.c_str(), GLOB_NOSORT, nullptr, &matches) == 0;
  if (good) out.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  globfree(&matches);
  std::sort(out.begin(), out.end());
  return good;
}

}  // namespace

InputFormat FormatOfName(std::string_view path) {
  if (!TakeSuffix(path, ".gz")) TakeSuffix(path, ".zst");
  if (TakeSuffix(path, ".txt")) return InputFormat::kText;
  if (TakeSuffix(path, ".html") || TakeSuffix(path, ".htm") || TakeSuffix(path, ".xhtml")) return InputFormat::kHtml;
  if (TakeSuffix(path, ".json")) return InputFormat::kJson;
  for (const std::string_view suffix : {".xml", ".rss", ".atom", ".rdf", ".nitf"})
    if (TakeSuffix(path, suffix)) return InputFormat::kXml;
  for (const std::string_view suffix : {".warc", ".arc", ".wet"})
    if (TakeSuffix(path, suffix)) return InputFormat::kWarc;
  for (const std::string_view suffix : {".tar", ".tgz", ".zip"})
    if (TakeSuffix(path, suffix)) return InputFormat::kArchive;
  if (TakeSuffix(path, ".jsonl") || TakeSuffix(path, ".ndjson")) return InputFormat::kJsonLines;
  return InputFormat::kAuto;
}

InputFormat FormatOfBytes(std::string_view start) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto begins = [&start](std::string_view mark) { return start.substr(0, mark.size()) == mark; };
  constexpr size_t kTarMark = 257;
  if (begins("WARC/") || begins("filedesc://")) return InputFormat::kWarc;
  if (begins("PK\x03\x04") || (start.size() > kTarMark && start.substr(kTarMark, 5) == "ustar")) return InputFormat::kArchive;
  if (begins("\xEF\xBB\xBF")) start.remove_prefix(3);
  const size_t first = start.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return InputFormat::kText;
  if (start[first] == '[') return InputFormat::kJson;
  if (start[first] == '<')
    return LooksLikeFeed(start) || LooksLikeSitemap(start) || LooksLikeNewsItem(start) ? InputFormat::kXml
           : LooksLikePage(start)                                                      ? InputFormat::kHtml
                                                                                       : InputFormat::kText;
  if (start[first] != '{') return InputFormat::kText;
  if (LooksLikeJsonFeed(start)) return InputFormat::kXml;
  // An object written over several lines has a first line that ends where JSON may go on.
  const size_t line_end = start.find('\n', first);
  if (line_end == std::string_view::npos) return InputFormat::kJsonLines;
  const std::string_view line = start.substr(first, line_end - first);
  const char last = line[line.find_last_not_of(kBlanks)];
  return last == '{' || last == '[' || last == ',' ? InputFormat::kJson : InputFormat::kJsonLines;
}

std::vector<InputFile> ExpandInputs(const std::vector<std::string>& arguments, const std::string& except) {
  std::vector<InputFile> out;
  for (const std::string& argument : arguments) {
    std::vector<std::string> paths{argument};
    std::error_code error;
    if (argument != "-" && !fs::exists(argument, error)) AddMatches(argument, paths);
    for (const std::string& path : paths) {
      const size_t before = out.size();
      if (path == "-" || !fs::is_directory(path, error)) {
        out.push_back({path, {}});
      } else {
        AddDirectory(path, except, out);
        if (out.size() == before) out.push_back({path, path + ": holds no file whose name tells that it is read"});
      }
    }
  }
  return out;
}

}  // namespace factbox
