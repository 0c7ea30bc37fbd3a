#include "article/format.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

namespace factbox {
namespace {

namespace fs = std::filesystem;

bool TakeSuffix(std::string_view& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// "<!DOCTYPE html …", "<html …": in any case, perhaps after comments.
bool StartsPage(std::string_view text) {
  constexpr std::string_view kStarts[] = {"<!doctype html", "<html", "<head", "<body", "<!--"};
  return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); });
  });
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
  if (TakeSuffix(path, ".jsonl") || TakeSuffix(path, ".ndjson")) return InputFormat::kJsonLines;
  return InputFormat::kAuto;
}

InputFormat FormatOfBytes(std::string_view start) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = start.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return InputFormat::kText;
  if (StartsPage(start.substr(first))) return InputFormat::kHtml;
  if (start[first] == '[') return InputFormat::kJson;
  if (start[first] != '{') return InputFormat::kText;
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
        if (out.size() == before) out.push_back({path, path + ": holds no .txt, .html, .json, .jsonl or .ndjson file"});
      }
    }
  }
  return out;
}

}  // namespace factbox
