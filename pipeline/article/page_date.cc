#include "article/page_date.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "article/article_parser.h"
#include "article/page_words.h"
#include "base/ascii.h"
#include "document/document.h"

namespace factbox {
namespace {

constexpr int kFirstYear = 1995, kLastYear = 2100;

std::string IsoDay(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) return {};
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  return ParseDay(buffer) ? buffer : std::string();
}

// Days since 1970-01-01 to a day (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013).
std::string IsoOfEpoch(int64_t seconds) {
  const int64_t days = seconds / 86400 + 719468, rest = seconds % 86400;
  const int64_t era = days / 146097, of_era = days % 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  const auto year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  std::string out = IsoDay(year, month, day);
  if (out.empty()) return out;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return out + buffer;
}

// A word or number of a text, and the byte behind it.
struct Piece {
  std::string_view text;
  bool number = false;
  size_t end = 0;
  char after = 0;  // the byte behind it
};

std::vector<Piece> PiecesOf(std::string_view text) {
  std::vector<Piece> out;
  for (size_t at = 0; at < text.size();) {
    const auto is_letter = [&](size_t i) { return static_cast<unsigned char>(text[i]) >= 0x80 || ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z'); };
    const size_t begin = at;
    bool number = false;
    if (IsDigit(text[at])) {
      number = true;
      while (at < text.size() && IsDigit(text[at])) ++at;
    } else if (is_letter(at)) {
      while (at < text.size() && is_letter(at)) ++at;
    } else {
      ++at;
      continue;
    }
    out.push_back({text.substr(begin, at - begin), number, at, at < text.size() ? text[at] : '\0'});
  }
  return out;
}

int Value(std::string_view digits) {
  if (digits.size() > 8) return -1;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool IsYear(const Piece& piece) { return piece.number && piece.text.size() == 4 && Value(piece.text) >= kFirstYear && Value(piece.text) <= kLastYear; }
bool IsSmall(const Piece& piece, int most) { return piece.number && piece.text.size() <= 2 && Value(piece.text) >= 1 && Value(piece.text) <= most; }
bool Begins(std::string_view text, std::string_view unit) { return text.substr(0, unit.size()) == unit; }

// "10:30", "10.30 Uhr", "10:30:00", "8:15 pm" within the next few pieces; appended to the day.
std::string WithTime(std::string day, const std::vector<Piece>& pieces, size_t next, std::string_view text) {
  if (day.empty()) return day;
  constexpr size_t kNear = 5;
  for (size_t i = next; i + 1 < pieces.size() && i < next + kNear; ++i) {
    const Piece &hour = pieces[i], &minute = pieces[i + 1];
    if (!hour.number || !minute.number || minute.text.size() != 2 || hour.text.size() > 2 || Value(hour.text) > 23 || Value(minute.text) > 59) continue;
    const bool joined = hour.end + 1 == minute.end - minute.text.size();
    if (!joined || (hour.after != ':' && hour.after != '.' && hour.after != 'h')) continue;
    int hours = Value(hour.text);
    size_t at = minute.end;
    while (at < text.size() && text[at] == ' ') ++at;
    const char mark = at < text.size() ? static_cast<char>(text[at] | 0x20) : '\0';
    if (mark == 'p' && hours < 12) hours += 12;
    if (mark == 'a' && hours == 12) hours = 0;
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", hours, Value(minute.text));
    std::string out = day + buffer;
    const std::string_view zone = text.substr(at, 3);
    if (zone == "GMT" || zone == "UTC") out += 'Z';
    return out;
  }
  return day;
}

// "T10:00:00+02:00" and its like behind a day in ISO form; the longest that is one.
std::string WithIsoTime(std::string_view text, size_t begin) {
  constexpr size_t kLongest = 40;
  std::string_view rest = text.substr(begin, kLongest);
  // A time zone in seconds or a name in brackets is more than ISO has.
  for (size_t size = rest.size(); size >= 10; --size) {
    std::string normal = NormalizeTimestamp(rest.substr(0, size));
    if (!normal.empty() && normal.size() >= 16) return normal;
  }
  return NormalizeTimestamp(rest.substr(0, 10));
}

std::string NamedMonth(const std::vector<Piece>& pieces, size_t i, std::string_view text) {
  const std::string folded = FoldForPhrases(pieces[i].text);
  const int month = PageWords::Get().Month(folded);
  if (month == 0) return {};
  const auto small = [&](size_t k) { return k < pieces.size() && IsSmall(pieces[k], 31); };
  const auto year_near = [&](size_t k, size_t& found) {
    for (size_t j = k; j < pieces.size() && j < k + 2; ++j)
      if (IsYear(pieces[j])) {
        found = j;
        return true;
      }
    return false;
  };
  size_t year = 0;
  // 5 March 2024; 5 de marzo de 2024; 5th of March 2024
  for (size_t back = 1; back <= 2 && back <= i; ++back)
    if (small(i - back) && year_near(i + 1, year)) {
      const std::string day = IsoDay(Value(pieces[year].text), month, Value(pieces[i - back].text));
      if (!day.empty()) return WithTime(day, pieces, year + 1, text);
    }
  // March 5, 2024; March 5th, 2024
  if (small(i + 1) && year_near(i + 2, year)) {
    const std::string day = IsoDay(Value(pieces[year].text), month, Value(pieces[i + 1].text));
    if (!day.empty()) return WithTime(day, pieces, year + 1, text);
  }
  return {};
}

std::string NumericDay(const std::vector<Piece>& pieces, size_t i, std::string_view text, bool month_first) {
  if (i + 2 >= pieces.size()) return {};
  const Piece &a = pieces[i], &b = pieces[i + 1], &c = pieces[i + 2];
  const auto gap = [&](const Piece& left, const Piece& right) { return right.end - right.text.size() - left.end; };
  constexpr std::string_view kBetween = "./- ";
  const bool joined = kBetween.find(a.after) != std::string_view::npos && gap(a, b) <= 2 && gap(b, c) <= 2 && kBetween.find(b.after) != std::string_view::npos;
  if (!joined || !b.number || !c.number) return {};
  if (IsYear(a) && IsSmall(b, 12) && IsSmall(c, 31)) {
    const size_t begin = a.end - a.text.size();
    if (a.after == '-' && b.text.size() == 2 && c.text.size() == 2) return WithIsoTime(text, begin);
    return WithTime(IsoDay(Value(a.text), Value(b.text), Value(c.text)), pieces, i + 3, text);
  }
  if (a.after == ' ' || !IsSmall(a, 31) || !IsSmall(b, 31)) return {};
  int year = 0;
  if (IsYear(c)) year = Value(c.text);
  if (c.text.size() == 2 && a.after != '-') year = 2000 + Value(c.text);
  if (year == 0) return {};
  int day = Value(a.text), month = Value(b.text);
  if ((month_first && a.after == '/' && day <= 12) || month > 12) std::swap(day, month);
  const std::string iso = IsoDay(year, month, day);
  return iso.empty() ? iso : WithTime(iso, pieces, i + 3, text);
}

std::string EastAsian(const std::vector<Piece>& pieces, size_t i, std::string_view text) {
  if (!IsYear(pieces[i])) return {};
  const std::string_view after = text.substr(pieces[i].end);
  if (!Begins(after, "年") && !Begins(after, "년")) return {};
  int parts[2] = {0, 0};
  size_t found = 0, k = i + 1;
  for (; k < pieces.size() && found < 2; ++k)
    if (pieces[k].number) parts[found++] = Value(pieces[k].text);
  const std::string day = IsoDay(Value(pieces[i].text), parts[0], parts[1]);
  return day.empty() ? day : WithTime(day, pieces, k, text);
}

}  // namespace

std::string ParsePageDate(std::string_view text, bool month_first) {
  constexpr size_t kLongest = 300;
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  text = text.substr(0, kLongest);
  if ((text.size() == 10 || text.size() == 13) && std::all_of(text.begin(), text.end(), IsDigit)) {
    int64_t value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return IsoOfEpoch(text.size() == 13 ? value / 1000 : value);
  }
  if (std::string normal = NormalizeTimestamp(text); !normal.empty()) {
    const std::optional<CivilDate> day = ParseDay(normal);
    return day && day->year >= kFirstYear && day->year <= kLastYear ? normal : std::string();
  }
  const std::vector<Piece> pieces = PiecesOf(text);
  for (size_t i = 0; i < pieces.size(); ++i) {
    std::string found = pieces[i].number ? NumericDay(pieces, i, text, month_first) : NamedMonth(pieces, i, text);
    if (found.empty() && pieces[i].number) found = EastAsian(pieces, i, text);
    if (found.empty() && pieces[i].number && pieces[i].text.size() == 8 && (pieces[i].text[0] == '2' || pieces[i].text[0] == '1')) {
      const int value = Value(pieces[i].text);
      found = IsoDay(value / 10000, value / 100 % 100, value % 100);
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::string DateOfUrl(std::string_view url) {
  const size_t host = url.find("://");
  const size_t path = url.find('/', host == std::string_view::npos ? 0 : host + 3);
  if (path == std::string_view::npos) return {};
  const std::string_view rest = url.substr(path, std::min(url.find_first_of("?#", path), url.size()) - path);
  const std::vector<Piece> pieces = PiecesOf(rest);
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i + 2 < pieces.size() && IsYear(pieces[i]) && (pieces[i].after == '/' || pieces[i].after == '-' || pieces[i].after == '_')) {
      int month = IsSmall(pieces[i + 1], 12) ? Value(pieces[i + 1].text) : 0;
      if (!pieces[i + 1].number) month = PageWords::Get().Month(FoldForPhrases(pieces[i + 1].text));
      const bool near =
          pieces[i + 1].end - pieces[i + 1].text.size() == pieces[i].end + 1 && pieces[i + 2].end - pieces[i + 2].text.size() == pieces[i + 1].end + 1;
      if (month != 0 && near && IsSmall(pieces[i + 2], 31)) return IsoDay(Value(pieces[i].text), month, Value(pieces[i + 2].text));
    }
    if (pieces[i].number && pieces[i].text.size() == 8 && pieces[i].text.substr(0, 2) == "20") {
      const int value = Value(pieces[i].text);
      if (std::string day = IsoDay(value / 10000, value / 100 % 100, value % 100); !day.empty()) return day;
    }
  }
  return {};
}

}  // namespace factbox
