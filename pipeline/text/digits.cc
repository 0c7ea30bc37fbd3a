#include "text/digits.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"

namespace factbox {
namespace {

constexpr size_t kMostDigits = 30;  // as many as a Rational holds

// Bytes of a separator between digits at `at`: , . ' ’ or a narrow blank that does not break; 0 if there is none. `mark` is what it is.
size_t Separator(std::string_view text, size_t at, char& mark) {
  if (at >= text.size()) return 0;
  if (text[at] == ',' || text[at] == '.' || text[at] == '\'') {
    mark = text[at];
    return 1;
  }
  mark = '\'';
  return text.substr(at, 3) == "’" || text.substr(at, 3) == "\u202f" ? 3 : 0;
}

// Groups of a numeral as it is written: 12,34,567.8 → lengths 2 2 3 1, marks , , .
struct Groups {
  std::array<uint8_t, 12> length{};
  std::array<char, 12> mark{};  // before the group
  size_t count = 0;
};

// How many of the groups, from the first, are the whole part; 0 if they are no number.
size_t WholeGroups(const Groups& groups, bool dot_groups, bool zero_first) {
  if (groups.count <= 1) return groups.count;
  const char first = groups.mark[1], last = groups.mark[groups.count - 1];
  const auto grouped = [&](size_t n) {  // groups 1 … n-1 have one mark, the last has three digits, those between two or three
    if (n == 1) return true;
    if (groups.length[0] > 3 || groups.length[n - 1] != 3 || zero_first) return false;
    for (size_t i = 1; i < n; ++i) {
      if (groups.mark[i] != first) return false;
      if (i + 1 < n && groups.length[i] != groups.length[1]) return false;
    }
    return n == 2 || groups.length[1] == 3 || (groups.length[1] == 2 && groups.length[0] <= 2 && first == ',');
  };
  if (groups.count == 2) {
    if (first == '.') return dot_groups && grouped(2) ? 2 : 1;
    if (first == ',') return grouped(2) ? 2 : 1;
    return grouped(2) ? 2 : 0;
  }
  if (last != first) return last != '\'' && grouped(groups.count - 1) ? groups.count - 1 : 0;
  return grouped(groups.count) ? groups.count : 0;
}

}  // namespace

Digits ReadDigits(std::string_view text, bool dot_groups) {
  Digits out;
  if (text.empty() || !IsDigit(text[0])) return out;
  Groups groups;
  std::array<char, 40> digits{};
  size_t n = 0, at = 0;
  char mark = 0;
  for (;;) {
    const size_t begin = at;
    while (at < text.size() && IsDigit(text[at]) && n < digits.size() - 1) digits[n++] = text[at++];
    if (at < text.size() && IsDigit(text[at])) return out;  // too long for a number
    groups.length[groups.count] = static_cast<uint8_t>(at - begin);
    groups.mark[groups.count++] = mark;
    const size_t bytes = Separator(text, at, mark);
    if (bytes == 0 || at + bytes >= text.size() || !IsDigit(text[at + bytes]) || groups.count == groups.length.size()) break;
    at += bytes;
  }
  const size_t whole = WholeGroups(groups, dot_groups, digits[0] == '0');
  if (whole == 0 || n > kMostDigits || groups.count - whole > 1) return out;
  size_t from = 0;
  for (size_t i = 0; i < groups.count; ++i) {
    if (i == whole) out.buffer[out.size++] = '.';
    std::copy_n(digits.begin() + static_cast<std::ptrdiff_t>(from), groups.length[i], out.buffer.begin() + static_cast<std::ptrdiff_t>(out.size));
    out.size += groups.length[i], from += groups.length[i];
  }
  out.bytes = at;
  out.plain = groups.count == 1;
  out.valid = true;
  return out;
}

bool IsOrdinalEnding(std::string_view ending, std::string_view digits) {
  if (ending.size() != 2) return false;
  const char a = Lower(ending[0]), b = Lower(ending[1]);
  const char last = digits.back();
  const bool teens = digits.size() > 1 && digits[digits.size() - 2] == '1';
  if (a == 't' && b == 'h') return teens || last == '0' || last > '3';
  if (teens) return false;
  return (a == 's' && b == 't' && last == '1') || (a == 'n' && b == 'd' && last == '2') || (a == 'r' && b == 'd' && last == '3');
}

}  // namespace factbox
