#include "article/html_entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "article/embedded.h"
#include "article/html_tokenizer.h"
#include "base/ascii.h"
#include "base/tsv.h"
#include "base/utf8.h"

namespace factbox {
namespace {

struct Entity {
  std::string_view name;  // "amp;"
  std::string text;
};

constexpr size_t kLongestName = 33;  // CounterClockwiseContourIntegral; with its semicolon 32

// Sorted by name. A mistake in the embedded table shows in the test that counts them.
const std::vector<Entity>& Entities() {
  static const std::vector<Entity> entities = [] {
    std::vector<Entity> out;
    Mistakes mistakes;
    const TsvTable table = ReadTsv("html_entities.tsv", embedded::kHtmlEntities, {"name", "code_points"}, mistakes);
    out.reserve(table.rows.size());
    for (const TsvRow& row : table.rows) {
      Entity entity{row.cells[0], {}};
      for (const std::string_view word : SplitWords(row.cells[1])) {
        uint32_t value = 0;
        std::from_chars(word.data(), word.data() + word.size(), value, 16);
        AppendUtf8(entity.text, value);
      }
      out.push_back(std::move(entity));
    }
    std::sort(out.begin(), out.end(), [](const Entity& a, const Entity& b) { return a.name < b.name; });
    return out;
  }();
  return entities;
}

const Entity* Find(std::string_view name) {
  const std::vector<Entity>& all = Entities();
  const auto found = std::lower_bound(all.begin(), all.end(), name, [](const Entity& a, std::string_view b) { return a.name < b; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

// What Windows-1252 has at 0x80 to 0x9F.
constexpr std::array<uint16_t, 32> kWindows1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                   0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                   0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

size_t AppendNumber(std::string& out, std::string_view text) {
  const bool hex = text.size() > 2 && (text[2] | 0x20) == 'x';
  size_t at = hex ? 3 : 2;
  const size_t first = at;
  uint32_t value = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at], lower = static_cast<char>(c | 0x20);
    const bool digit = IsDigit(c), letter = hex && lower >= 'a' && lower <= 'f';
    if (!digit && !letter) break;
    value = std::min<uint32_t>(value * (hex ? 16 : 10) + static_cast<uint32_t>(digit ? c - '0' : lower - 'a' + 10), 0x110000);
  }
  if (at == first) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  if (value < 0x20 || (value >= 0x7F && value < 0xA0)) value = ' ';
  AppendUtf8(out, value);
  return at;
}

}  // namespace

size_t AppendCharacterReference(std::string& out, std::string_view text, bool attribute) {
  if (text.size() > 1 && text[1] == '#') return AppendNumber(out, text);
  size_t end = 1;
  while (end < text.size() && end <= kLongestName && IsAlnum(text[end])) ++end;
  if (end == 1) return 0;
  if (end < text.size() && text[end] == ';') {
    if (const Entity* entity = Find(text.substr(1, end))) {
      out += entity->text;
      return end + 1;
    }
  }
  // Old names may stand without a semicolon: the longest one counts.
  constexpr size_t kLongestBare = 6;
  for (size_t size = std::min(end - 1, kLongestBare); size >= 2; --size) {
    const Entity* entity = Find(text.substr(1, size));
    if (entity == nullptr) continue;
    const size_t after = size + 1;
    if (attribute && after < text.size() && (IsAlnum(text[after]) || text[after] == '=')) return 0;
    out += entity->text;
    return after;
  }
  return 0;
}

void AppendUnescaped(std::string& out, std::string_view text, bool attribute) {
  while (!text.empty()) {
    const size_t mark = std::min(text.find('&'), text.size());
    out.append(text.substr(0, mark));
    text.remove_prefix(mark);
    if (text.empty()) break;
    const size_t taken = AppendCharacterReference(out, text, attribute);
    if (taken == 0) out += '&';
    text.remove_prefix(std::max<size_t>(taken, 1));
  }
}

std::string Unescaped(std::string_view text) {
  std::string out;
  AppendUnescaped(out, text, true);
  return out;
}

}  // namespace factbox
