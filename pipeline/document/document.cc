#include "document/document.h"

#include <utility>

#include "base/utf8.h"

namespace factbox {
namespace {

std::string_view WithoutBlanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

std::optional<CivilDate> ParseDay(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  constexpr std::pair<size_t, size_t> kParts[3] = {{0, 4}, {5, 2}, {8, 2}};
  for (size_t p = 0; p < 3; ++p) {
    for (const char c : iso.substr(kParts[p].first, kParts[p].second)) {
      if (c < '0' || c > '9') return std::nullopt;
      parts[p] = parts[p] * 10 + (c - '0');
    }
  }
  const auto [year, month, day] = parts;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays[month - 1] + (month == 2 && leap ? 1 : 0)) return std::nullopt;
  return CivilDate{year, static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

Document::Document(Article article, bool title_in_text) : article_(std::move(article)) {
  size_t replacements = 0;
  auto repair = [&](std::string& text) {
    if (IsValidUtf8(text)) return;
    RepairedUtf8 repaired = RepairUtf8(text);
    replacements += repaired.replacements;
    text = std::move(repaired.text);
  };
  repair(article_.text);
  repair(article_.title);
  if (replacements > 0) notes_.push_back({"invalid_utf8", std::to_string(replacements) + " ill-formed byte sequences were replaced by U+FFFD"});

  published_ = ParseDay(article_.published);

  const std::string_view title = WithoutBlanks(article_.title);
  const bool in_front = WithoutBlanks(article_.text).starts_with(title);
  uint32_t title_bytes = 0;
  if (!title.empty() && !in_front && title_in_text) {
    text_.reserve(title.size() + 2 + article_.text.size());
    text_.append(title).append("\n\n").append(article_.text);
    title_bytes = static_cast<uint32_t>(title.size());
    article_.text.clear();
  } else {
    text_ = std::move(article_.text);
    article_.text.clear();
    // A title that the text begins with is its title section, if a line of its own.
    const size_t start = text_.find_first_not_of(" \t\r\n");
    const size_t end = start == std::string::npos ? 0 : start + title.size();
    if (!title.empty() && in_front && end > 0 && (end == text_.size() || text_[end] == '\n' || text_[end] == '\r')) title_bytes = static_cast<uint32_t>(end);
  }
  const auto size = static_cast<uint32_t>(text_.size());
  if (title_bytes > 0) layers_.sections.push_back({SectionKind::kTitle, {0, title_bytes}});
  uint32_t body = title_bytes;
  while (title_bytes > 0 && body < size && (text_[body] == '\n' || text_[body] == '\r')) ++body;
  if (body < size) layers_.sections.push_back({SectionKind::kBody, {body, size}});
  sealed_ = Bit(Layer::kSections);
}

}  // namespace factbox
