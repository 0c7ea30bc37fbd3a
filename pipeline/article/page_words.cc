#include "article/page_words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "article/embedded.h"
#include "base/ascii.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace factbox {
namespace {

constexpr std::pair<std::string_view, uint32_t> kMarks[] = {
    {"drop", kMarkDrop},         {"body", kMarkBody},       {"caption", kMarkCaption},  {"byline", kMarkByline},
    {"date", kMarkDate},         {"updated", kMarkUpdated}, {"meta", kMarkMeta},        {"standfirst", kMarkStandfirst},
    {"headline", kMarkHeadline}, {"paywall", kMarkPaywall}, {"comments", kMarkComments}};

constexpr std::string_view kPhraseKinds[] = {"drop-whole", "drop-start", "drop-anywhere", "end", "byline", "no-author", "and", "consent", "updated"};
static_assert(std::size(kPhraseKinds) == static_cast<size_t>(PhraseKind::kCount));

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

// A word ends where the next character is no letter or digit; scripts without blanks have no such ends, so any place will do behind them.
bool EndsWord(std::string_view text, size_t at) {
  if (at >= text.size()) return true;
  constexpr char32_t kFirstWithoutBlanks = 0x2E80;
  size_t before = at - 1;
  while (before > 0 && !IsBoundary(text, before)) --before;
  const char32_t last = DecodeUtf8(text, before).value, next = DecodeUtf8(text, at).value;
  return !u_isalnum(static_cast<UChar32>(last)) || !u_isalnum(static_cast<UChar32>(next)) || last >= kFirstWithoutBlanks;
}

}  // namespace

const PageWords& PageWords::Get() {
  static const PageWords words;
  return words;
}

PageWords::PageWords() : markup_(kSlots), months_(kSlots) {
  ReadMarkup();
  ReadPhrases();
  ReadMonths();
}

void PageWords::Add(std::vector<Slot>& table, std::string_view key, uint32_t value) {
  const uint64_t hash = HashBytes(key);
  size_t slot = hash % kSlots;
  while (table[slot].value != 0 && table[slot].hash != hash) slot = (slot + 1) % kSlots;
  table[slot].hash = hash;
  table[slot].value |= value;
}

uint32_t PageWords::Find(const std::vector<Slot>& table, uint64_t hash) {
  for (size_t slot = hash % kSlots; table[slot].value != 0; slot = (slot + 1) % kSlots)
    if (table[slot].hash == hash) return table[slot].value;
  return 0;
}

void PageWords::ReadMarkup() {
  const TsvTable table = ReadTsv("page_markup.tsv", embedded::kPageMarkup, {"words", "kind"}, mistakes_);
  for (const TsvRow& row : table.rows) {
    const auto* mark = std::find_if(std::begin(kMarks), std::end(kMarks), [&](const auto& one) { return one.first == row.cells[1]; });
    if (mark == std::end(kMarks))
      mistakes_.push_back(table.At(row, 1, "unknown kind"));
    else
      Add(markup_, row.cells[0], mark->second);
  }
}

void PageWords::ReadPhrases() {
  const TsvTable table = ReadTsv("page_phrases.tsv", embedded::kPagePhrases, {"phrase", "kind", "language"}, mistakes_);
  for (const TsvRow& row : table.rows) {
    const auto* kind = std::find(std::begin(kPhraseKinds), std::end(kPhraseKinds), row.cells[1]);
    if (kind == std::end(kPhraseKinds))
      mistakes_.push_back(table.At(row, 1, "unknown kind"));
    else if (FoldForPhrases(row.cells[0]) != row.cells[0])
      mistakes_.push_back(table.At(row, 0, "must be in lower case"));
    else
      phrases_[kind - std::begin(kPhraseKinds)].push_back(row.cells[0]);
  }
  for (std::vector<std::string_view>& phrases : phrases_) std::sort(phrases.begin(), phrases.end());
}

void PageWords::ReadMonths() {
  const TsvTable table = ReadTsv("page_months.tsv", embedded::kPageMonths, {"name", "month", "language"}, mistakes_);
  for (const TsvRow& row : table.rows) {
    uint32_t month = 0;
    for (const char c : row.cells[1]) month = IsDigit(c) ? month * 10 + static_cast<uint32_t>(c - '0') : 99;
    if (month < 1 || month > 12)
      mistakes_.push_back(table.At(row, 1, "no month"));
    else
      Add(months_, row.cells[0], month);
  }
}

uint32_t PageWords::MarksOf(std::string_view names) const {
  constexpr size_t kLongest = 512;  // of an attribute; generated ones go on for kilobytes
  names = names.substr(0, kLongest);
  uint32_t marks = 0;
  // The last words, joined: "article-body-text"; starts[i] is where the i-th last begins.
  std::string joined;
  size_t starts[3] = {0, 0, 0};
  size_t words = 0;
  size_t at = 0;
  while (at < names.size()) {
    if (!IsLower(names[at]) && !IsUpper(names[at]) && !IsDigit(names[at])) {
      if (names[at] == ' ' || names[at] == '\n' || names[at] == '\t') words = 0;
      ++at;
      continue;
    }
    if (words == 0) joined.clear();
    if (!joined.empty()) joined += '-';
    starts[2] = starts[1];
    starts[1] = starts[0];
    starts[0] = joined.size();
    ++words;
    bool lower_before = false;
    for (; at < names.size(); ++at) {
      const char c = names[at];
      if (IsUpper(c) && lower_before) break;
      if (!IsLower(c) && !IsUpper(c) && !IsDigit(c)) break;
      lower_before = IsLower(c);
      joined += IsUpper(c) ? static_cast<char>(c | 0x20) : c;
    }
    for (size_t n = 0; n < 3 && n < words; ++n) marks |= Find(markup_, HashBytes(std::string_view(joined).substr(starts[n])));
  }
  return marks;
}

bool PageWords::Is(PhraseKind kind, std::string_view folded) const {
  const auto& phrases = All(kind);
  return std::binary_search(phrases.begin(), phrases.end(), folded);
}

size_t PageWords::PrefixLength(PhraseKind kind, std::string_view folded) const {
  if (folded.empty()) return 0;
  const auto& phrases = All(kind);
  // Every prefix of `folded` that is a phrase sorts before it, and those in between share a shorter and shorter start with it.
  auto upper = std::upper_bound(phrases.begin(), phrases.end(), folded);
  while (upper != phrases.begin()) {
    const std::string_view candidate = *--upper;
    if (folded.substr(0, candidate.size()) == candidate && EndsWord(folded, candidate.size())) return candidate.size();
    if (candidate.empty() || candidate[0] != folded[0]) break;
  }
  return 0;
}

bool PageWords::Contains(PhraseKind kind, std::string_view folded) const {
  const auto& phrases = All(kind);
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return folded.find(phrase) != std::string_view::npos; });
}

int PageWords::Month(std::string_view folded) const { return static_cast<int>(Find(months_, HashBytes(folded))); }

std::string FoldForPhrases(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      out += IsUpper(c) ? static_cast<char>(c | 0x20) : c;
      ++at;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, at);
    if (point.value == 0x2019)
      out += '\'';
    else
      AppendUtf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
    at += point.bytes;
  }
  return out;
}

}  // namespace factbox
