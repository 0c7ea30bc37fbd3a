#include "article/feed_date.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

#include "article/article_parser.h"
#include "base/ascii.h"

namespace factbox {
namespace {

struct Fields {
  int year = -1, month = -1, day = -1;
  int hour = -1, minute = 0, second = -1;
  std::optional<int> zone;  // minutes east of Greenwich
};

bool IsLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int DaysIn(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[month - 1];
}

// Years of two digits: RFC 2822, 4.3.
int FullYear(int year, size_t digits) {
  if (digits > 2) return digits == 3 ? year + 1900 : year;
  return year < 50 ? 2000 + year : 1900 + year;
}

// English, by the first three letters, which no two share; written out or cut.
int MonthOf(std::string_view word) {
  constexpr std::string_view kMonths[] = {"january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return -1;
  for (int i = 0; i < 12; ++i) {
    const std::string_view month = kMonths[i];
    if (word.size() <= month.size() && std::equal(word.begin(), word.end(), month.begin(), [](char a, char b) { return Lower(a) == b; })) return i + 1;
  }
  return -1;
}

// RFC 822, 5.1, and the zones that news is written in; minutes east. Names that stand for several zones (IST, CST of China) are taken as
// RFC 822 has them, or not at all. The single letters of RFC 822 are read as no zone known but for Z, as RFC 2822 asks.
std::optional<int> ZoneOf(std::string_view word) {
  struct Zone {
    std::string_view name;
    int minutes;
  };
  constexpr Zone kZones[] = {{"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300},  {"edt", -240},  {"cst", -360}, {"cdt", -300},
                             {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"ast", -240},
                             {"adt", -180}, {"nst", -210}, {"ndt", -150}, {"bst", 60},   {"wet", 0},     {"west", 60},   {"cet", 60},   {"cest", 120},
                             {"met", 60},   {"mest", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},   {"msd", 240},   {"sast", 120}, {"jst", 540},
                             {"kst", 540},  {"hkt", 480},  {"sgt", 480},  {"awst", 480}, {"aest", 600},  {"aedt", 660},  {"acst", 570}, {"acdt", 630},
                             {"nzst", 720}, {"nzdt", 780}, {"pkt", 300},  {"wib", 420},  {"brt", -180},  {"art", -180}};
  for (const Zone& zone : kZones)
    if (word.size() == zone.name.size() && std::equal(word.begin(), word.end(), zone.name.begin(), [](char a, char b) { return Lower(a) == b; }))
      return zone.minutes;
  return std::nullopt;
}

// Reads from left to right; every member either takes something or leaves the place as it is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void Skip() { ++at_; }
  bool Take(char c) {
    if (Peek() != c || AtEnd()) return false;
    ++at_;
    return true;
  }
  // `digits`: how many there were; 0: none.
  int Number(size_t& digits, size_t most = 9) {
    int value = 0;
    for (digits = 0; digits < most && IsDigit(Peek()); ++digits) value = value * 10 + (text_[at_++] - '0');
    return value;
  }
  std::optional<int> Exactly(size_t digits) {
    const size_t start = at_;
    size_t found;
    const int value = Number(found, digits);
    if (found == digits) return value;
    at_ = start;
    return std::nullopt;
  }
  std::string_view Word() {
    const size_t start = at_;
    while (IsLetter(Peek())) ++at_;
    return text_.substr(start, at_ - start);
  }
  size_t at() const { return at_; }
  void Back(size_t at) { at_ = at; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// "+0100", "-05:30", "+1", "+0100 (CET)": behind the sign.
std::optional<int> Offset(Scanner& scanner, bool negative) {
  size_t digits;
  int value = scanner.Number(digits, 4);
  if (digits == 0) return std::nullopt;
  int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
  if (digits <= 2 && scanner.Peek() == ':') {
    scanner.Skip();
    minutes += scanner.Number(digits, 2);
  }
  if (minutes > 18 * 60) return std::nullopt;
  return negative ? -minutes : minutes;
}

// "06:15:00.25", the hour read already and the colon next.
bool TakeTime(Scanner& scanner, int hour, Fields& out) {
  size_t digits;
  scanner.Skip();
  out.hour = hour;
  out.minute = scanner.Number(digits, 2);
  if (digits == 0) return false;
  if (scanner.Peek() == ':' && IsDigit(scanner.Peek(1))) {
    scanner.Skip();
    out.second = scanner.Number(digits, 2);
    if ((scanner.Peek() == '.' || scanner.Peek() == ',') && IsDigit(scanner.Peek(1))) {
      scanner.Skip();
      scanner.Number(digits);
    }
  }
  return true;
}

// "061500" of "20240314T061500Z", where it stands.
void TakeBasicTime(Scanner& scanner, Fields& out) {
  const size_t start = scanner.at();
  size_t digits;
  int value = scanner.Number(digits);
  if (digits != 4 && digits != 6) return scanner.Back(start);
  if (digits == 6) out.second = value % 100;
  if (digits == 6) value /= 100;
  out.hour = value / 100;
  out.minute = value % 100;
}

void SetDayOfYear(Fields& out, int day) {
  out.month = 1;
  while (out.month < 12 && day > DaysIn(out.year, out.month)) day -= DaysIn(out.year, out.month++);
  out.day = day;
}

// "2024-03-14", "20240314", "2024-03", "2024-074", "2024074", "24-03-14": the date of ISO 8601. False: it is none.
bool TakeIsoDate(Scanner& scanner, Fields& out) {
  const size_t start = scanner.at();
  size_t digits;
  const int value = scanner.Number(digits);
  if (digits == 8) {
    out.year = value / 10000;
    out.month = value / 100 % 100;
    out.day = value % 100;
    return true;
  }
  if (digits == 7) {
    out.year = value / 1000;
    SetDayOfYear(out, value % 1000);
    return true;
  }
  const char separator = scanner.Peek();
  if ((digits == 4 || digits == 2) && (separator == '-' || (digits == 4 && (separator == '/' || separator == '.'))) && IsDigit(scanner.Peek(1))) {
    out.year = FullYear(value, digits);
    scanner.Skip();
    const int second = scanner.Number(digits);
    if (digits == 3) {
      SetDayOfYear(out, second);
      return true;
    }
    out.month = second;
    if (scanner.Peek() == separator && IsDigit(scanner.Peek(1))) {
      scanner.Skip();
      out.day = scanner.Number(digits);
    }
    return digits <= 2;
  }
  if (digits == 4 && (scanner.AtEnd() || separator == 'T')) {
    out.year = value;
    return true;
  }
  scanner.Back(start);
  return false;
}

// A bare number: a day before a year, a year of four digits, or of two once the day is known.
bool TakeNumber(Fields& out, int value, size_t digits) {
  if (digits >= 3) {
    if (out.year >= 0 || digits > 4) return false;
    out.year = FullYear(value, digits);
  } else if (out.day < 0) {
    out.day = value;
  } else if (out.year < 0) {
    out.year = FullYear(value, digits);
  } else {
    return false;
  }
  return true;
}

// "14/3/2024" or "3/14/2024": only where one of the two is above 12, or both are the same.
bool TakeSlashes(Scanner& scanner, int first, Fields& out) {
  const char separator = scanner.Peek();
  size_t digits;
  scanner.Skip();
  const int second = scanner.Number(digits, 2);
  if (digits == 0 || !scanner.Take(separator)) return false;
  const int year = scanner.Number(digits, 4);
  if (digits != 4 && digits != 2) return false;
  out.year = FullYear(year, digits);
  if (separator == '.' || first > 12 || first == second) {  // with points, the day always comes first
    out.day = first;
    out.month = second;
  } else if (second > 12) {
    out.month = first;
    out.day = second;
  } else {
    return false;
  }
  return true;
}

bool TakeWord(Scanner& scanner, Fields& out) {
  const std::string_view word = scanner.Word();
  if (const int month = MonthOf(word); month > 0 && out.month < 0) {
    out.month = month;
    return true;
  }
  const auto is = [&](std::string_view other) { return word.size() == 2 && Lower(word[0]) == other[0] && Lower(word[1]) == other[1]; };
  if (out.hour >= 0 && is("pm") && out.hour < 12) out.hour += 12;
  if (out.hour == 12 && is("am")) out.hour = 0;
  if (out.hour >= 0 && !out.zone) {
    out.zone = ZoneOf(word);
    if (out.zone && (scanner.Peek() == '+' || scanner.Peek() == '-')) {  // "GMT+2"
      const bool negative = scanner.Peek() == '-';
      scanner.Skip();
      out.zone = Offset(scanner, negative);
    }
  }
  return true;
}

// The rest of a timestamp, or all of one that is not of ISO 8601.
bool TakeLoose(Scanner& scanner, Fields& out) {
  size_t digits;
  while (!scanner.AtEnd()) {
    const char c = scanner.Peek();
    if (IsDigit(c)) {
      const int value = scanner.Number(digits);
      const char next = scanner.Peek();
      const bool more = IsDigit(scanner.Peek(1));
      bool good = true;
      if (next == ':' && digits <= 2 && more && out.hour < 0)
        good = TakeTime(scanner, value, out);
      else if ((next == '/' || next == '.') && digits <= 2 && more && out.day < 0 && out.month < 0)
        good = TakeSlashes(scanner, value, out);
      else
        good = TakeNumber(out, value, digits);
      if (!good) return false;
    } else if ((c == '+' || c == '-') && out.hour >= 0 && !out.zone && IsDigit(scanner.Peek(1))) {
      scanner.Skip();
      out.zone = Offset(scanner, c == '-');
    } else if (c == '(') {  // "(CET)": a remark
      while (!scanner.AtEnd() && !scanner.Take(')')) scanner.Skip();
    } else if (IsLetter(c)) {
      if (!TakeWord(scanner, out)) return false;
    } else if (static_cast<signed char>(c) < 0) {
      return false;  // words of other scripts: not guessed
    } else {
      scanner.Skip();
    }
  }
  return true;
}

bool IsValid(Fields& fields) {
  if (fields.year < 1000 || fields.year > 9999) return false;
  if (fields.month < 0) return fields.day < 0;
  if (fields.month < 1 || fields.month > 12) return false;
  if (fields.day >= 0 && (fields.day < 1 || fields.day > DaysIn(fields.year, fields.month))) return false;
  if (fields.hour == 24 && fields.minute == 0) fields.hour = 0;  // the same day, as no reader is helped by the next
  if (fields.second == 60) fields.second = 59;                   // a leap second
  return fields.hour < 24 && fields.minute < 60 && fields.second < 60;
}

std::string Format(const Fields& fields) {
  std::array<char, 48> buffer{};
  int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", fields.year, std::max(fields.month, 1), std::max(fields.day, 1));
  std::string out(buffer.data(), static_cast<size_t>(length));
  if (fields.hour < 0) return out;
  length = std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d", fields.hour, fields.minute);
  out.append(buffer.data(), static_cast<size_t>(length));
  if (fields.second >= 0) {
    length = std::snprintf(buffer.data(), buffer.size(), ":%02d", fields.second);
    out.append(buffer.data(), static_cast<size_t>(length));
  }
  if (!fields.zone) return out;
  if (*fields.zone == 0) return out + "Z";
  const int minutes = std::abs(*fields.zone);
  length = std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", *fields.zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return out.append(buffer.data(), static_cast<size_t>(length));
}

}  // namespace

std::string ParseFeedDate(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
  constexpr size_t kLongest = 100;
  if (text.size() > kLongest) return {};
  if (std::string normal = NormalizeTimestamp(text); !normal.empty()) return normal;

  Fields fields;
  Scanner scanner(text);
  if (IsDigit(text.front()) && TakeIsoDate(scanner, fields) && scanner.Peek() == 'T') {
    scanner.Skip();
    TakeBasicTime(scanner, fields);
  }
  if (!TakeLoose(scanner, fields) || !IsValid(fields)) return {};
  return Format(fields);
}

}  // namespace factbox
