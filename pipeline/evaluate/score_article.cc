// The article itself: its body, title, authors, date and language, as far as gold states them.
//
//   gold text "One two three four five."   record "One two three four six."   one shingle of four words of three in common
//
// Body text is compared by shingles of four words, as in scrapinghub's article-extraction-benchmark: shares of right, surplus and missing
// shingles of each page, averaged over pages. `with` and `without` are segments that must and must not be there (trafilatura's gate). A title
// is equal but for case, punctuation and blanks; authors are a set of names; a date is right on the same day or at the same instant.
#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "evaluate/score.h"

namespace factbox::evaluate {
namespace {

using View = std::u32string_view;

std::string BodyOf(const Facts& record) {
  const ArticleFacts& article = record.article;
  if (article.sections.empty()) return article.text;
  const Sliceable text(article.text);
  std::string out;
  bool first = true;
  for (const auto& [kind, at] : article.sections) {
    if (kind == "title") continue;
    if (!first) out += "\n\n";
    first = false;
    out += text.Slice(at);
  }
  return out;
}

constexpr size_t kShingle = 4;

std::vector<uint64_t> WordHashes(const std::string& text) {
  const std::u32string wide = Wide(text);
  std::vector<uint64_t> out;
  for (const View word : Words(wide)) {
    uint64_t hash = word.size();
    for (const char32_t c : word) hash = CombineHash(hash, c);
    out.push_back(hash);
  }
  return out;
}

// Sorted; a text below four words is one shingle.
std::vector<uint64_t> Shingles(const std::string& text) {
  const std::vector<uint64_t> words = WordHashes(text);
  std::vector<uint64_t> out;
  if (words.empty()) return out;
  const size_t last = words.size() < kShingle ? 1 : words.size() - kShingle + 1;
  for (size_t i = 0; i < last; ++i) {
    uint64_t hash = 0;
    for (size_t j = i; j < std::min(i + kShingle, words.size()); ++j) hash = CombineHash(hash, words[j]);
    out.push_back(hash);
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Shares {
  double right = 0, surplus = 0, missing = 0;  // they add up to 1, or are all 0
};

Shares Compare(const std::string& gold, const std::string& got) {
  const std::vector<uint64_t> a = Shingles(gold), b = Shingles(got);
  std::vector<uint64_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const double right = static_cast<double>(common.size()), surplus = static_cast<double>(b.size()) - right, missing = static_cast<double>(a.size()) - right;
  const double all = right + surplus + missing;
  return all == 0 ? Shares() : Shares{right / all, surplus / all, missing / all};
}

// Precision and recall of a page, each with a 1 where it has one.
Row MacroRow(const Shares& shares) {
  const double precision = shares.right + shares.surplus, recall = shares.right + shares.missing;
  return {precision > 0 ? shares.right / precision : 0, precision > 0 ? 1.0 : 0.0, recall > 0 ? shares.right / recall : 0, recall > 0 ? 1.0 : 0.0};
}

std::string Replaced(std::string text, const std::string& what) {
  const size_t at = text.find(what);
  return at == std::string::npos ? text : text.erase(at, what.size());
}

// Runs of blanks as one, none at the ends.
std::string Flat(const std::string& text) {
  std::u32string out;
  bool blank = false;
  for (const char32_t c : Wide(text)) {
    if (IsBlank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += U' ';
    blank = false;
    out += c;
  }
  return Narrow(out);
}

// The character references that titles of pages really have; others stay.
std::string Unescaped(const std::string& text) {
  static constexpr std::pair<std::string_view, char32_t> kNamed[] = {
      {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},    {"nbsp", 0xA0},
      {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"ndash", 0x2013}, {"mdash", 0x2014},
      {"hellip", 0x2026}, {"laquo", 0xAB},   {"raquo", 0xBB},   {"euro", 0x20AC},  {"pound", 0xA3},   {"eacute", 0xE9}};
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t end = text[i] == '&' ? text.find(';', i) : std::string::npos;
    if (end == std::string::npos || end - i > 10) {
      out += text[i];
      continue;
    }
    const std::string_view name = std::string_view(text).substr(i + 1, end - i - 1);
    char32_t value = 0;
    if (name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x' || name[1] == 'X';
      const std::string_view digits = name.substr(hex ? 2 : 1);
      uint32_t number = 0;
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
      if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && number < 0x110000 && (number < 0xD800 || number > 0xDFFF)) value = number;
    }
    for (const auto& [known, c] : kNamed)
      if (name == known) value = c;
    if (value == 0) {
      out += text[i];
      continue;
    }
    out += Narrow(std::u32string(1, value));
    i = end;
  }
  return out;
}

// Words in small letters, a blank between them.
std::string PlainWords(const std::string& text) {
  const std::u32string wide = Wide(Unescaped(text));
  std::u32string out;
  for (const View word : Words(wide)) {
    if (!out.empty()) out += U' ';
    out += Folded(word);
  }
  return Narrow(out);
}

// "Ana Sousa, B. Li and C. Roy" is three.
std::set<std::string> NamesOf(const std::vector<std::string>& authors) {
  std::set<std::string> out;
  for (const std::string& author : authors) {
    const std::u32string text = Wide(author);
    size_t start = 0;
    const auto add = [&](size_t end) {
      if (const std::string name = PlainWords(Narrow(View(text).substr(start, end - start))); !name.empty()) out.insert(name);
    };
    for (size_t i = 0; i < text.size(); ++i) {
      const bool mark = text[i] == ';' || text[i] == ',';
      const bool word = View(text).substr(i, 3) == U"and" && (i == 0 || !IsWordChar(text[i - 1])) && (i + 3 == text.size() || !IsWordChar(text[i + 3]));
      if (!mark && !word) continue;
      add(i);
      start = i + (word ? 3 : 1);
      i = start - 1;
    }
    add(text.size());
  }
  return out;
}

int Digits(const std::string& text, size_t at, size_t n) {
  int value = 0;
  if (at + n > text.size()) return -1;
  const auto read = std::from_chars(text.data() + at, text.data() + at + n, value);
  return read.ec == std::errc() && read.ptr == text.data() + at + n ? value : -1;
}

// Seconds since 1970 of "2020-09-25T20:14:00+03:00"; nothing where the zone is not said.
std::optional<double> Instant(const std::string& text) {
  const int year = Digits(text, 0, 4), month = Digits(text, 5, 2), day = Digits(text, 8, 2), hour = Digits(text, 11, 2), minute = Digits(text, 14, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || minute < 0) return std::nullopt;
  size_t at = 16;
  double seconds = 0;
  if (at < text.size() && text[at] == ':') {
    seconds = Digits(text, at + 1, 2);
    at += 3;
    if (at < text.size() && text[at] == '.') {
      double unit = 0.1;
      for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) seconds += (text[at] - '0') * unit;
    }
  }
  int zone = 0;
  if (at >= text.size() || seconds < 0) return std::nullopt;
  if (text[at] == 'Z' && at + 1 == text.size()) {
    zone = 0;
  } else if (text[at] == '+' || text[at] == '-') {
    const int hours = Digits(text, at + 1, 2), minutes = Digits(text, at + (text.size() == at + 5 ? 3 : 4), 2);
    if (hours < 0) return std::nullopt;
    zone = (text[at] == '-' ? -60 : 60) * (60 * hours + std::max(0, minutes));
  } else {
    return std::nullopt;
  }
  // Days from the civil date (Howard Hinnant's days_from_civil).
  const int y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1, of_all = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  const double days = era * 146097.0 + of_all - 719468;
  return days * 86400 + hour * 3600 + minute * 60 + seconds - zone;
}

bool SameDay(const std::string& gold, const std::string& got) {
  if (got.empty()) return false;
  if (gold.substr(0, 10) == got.substr(0, 10)) return true;
  const std::optional<double> a = Instant(gold), b = Instant(got);
  return a && a == b;
}

std::string Tag(const std::string& language) {
  std::string out = language.substr(0, 2);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

class ArticleScore {
 public:
  explicit ArticleScore(const Context& context)
      : context_(context), gold_(context.gold.article), got_(context.predictions.record().article), listed_(!context.gold.annotated.empty()) {}

  void Score() {
    if (Stated("text", !gold_.text.empty())) ScoreText();
    if (!gold_.with.empty() || !gold_.without.empty()) ScoreSegments();
    if (Stated("title", !gold_.title.empty())) Field("title", PlainWords(gold_.title) == PlainWords(got_.title), gold_.title, got_.title);
    if (Stated("authors", !gold_.authors.empty()))
      Field("authors", NamesOf(gold_.authors) == NamesOf(got_.authors), Joined(gold_.authors), Joined(got_.authors));
    if (Stated("published", !gold_.published.empty())) ScorePublished();
    if (Stated("language", !gold_.language.empty())) Field("language", Tag(gold_.language) == Tag(got_.language), gold_.language, got_.language);
    if (gold_.is_article) ScoreIsArticle();
  }

 private:
  // Where gold lists what was annotated, only that is scored.
  bool Stated(const char* what, bool there) const {
    return there && (!listed_ || context_.gold.Annotated("article") || context_.gold.Annotated(std::string("article.") + what));
  }
  static std::string Joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : "; ") + name;
    return out;
  }
  void Wrong(const std::string& what, const std::string& gold, const std::string& got) const {
    context_.Note("article " + what, {0, 0}, gold, got.empty() ? "nothing" : got, "");
  }
  void Field(const std::string& what, bool right, const std::string& gold, const std::string& got) const {
    context_.Add("article/" + what, right ? 1 : 0, 1);
    if (!right) Wrong(what, gold, got);
  }

  void ScoreText() {
    const std::string body = BodyOf(context_.predictions.record());
    const Shares shares = Compare(gold_.text, body);
    context_.Add("article/text", MacroRow(shares));
    const bool exact = WordHashes(gold_.text) == WordHashes(body);
    context_.Add("article/text exact", exact ? 1 : 0, 1);
    if (!exact) Wrong("text", "", "missing " + Percent(shares.missing) + ", surplus " + Percent(shares.surplus) + " of the shingles of both");
    std::string without_optional = gold_.text;
    for (const std::string& paragraph : gold_.optional_parts) {
      const Shares part = Compare(paragraph, body);
      if (part.right < part.missing) without_optional = Replaced(without_optional, "[" + paragraph + "]");
    }
    context_.Add("article/text, optional free", MacroRow(gold_.optional_parts.empty() ? shares : Compare(without_optional, body)));
  }
  static std::string Percent(double share) { return std::to_string(static_cast<int>(100 * share + 0.5)) + " %"; }

  void ScoreSegments() {
    const std::string all = Flat(got_.text), body = Flat(BodyOf(context_.predictions.record()));
    double hits = 0, noise = 0;
    for (const std::string& segment : gold_.with) {
      const bool there = all.find(Flat(segment)) != std::string::npos;
      hits += there ? 1 : 0;
      if (!there) Wrong("segment missing", segment, "nothing");
    }
    for (const std::string& segment : gold_.without) {
      const bool there = body.find(Flat(segment)) != std::string::npos;
      noise += there ? 1 : 0;
      if (there) Wrong("segment unwanted", "nothing", segment);
    }
    context_.Add("article/segments", {hits, hits + noise, hits, static_cast<double>(gold_.with.size())});
  }

  // A wrong date costs precision, none at all recall, as htmldate counts.
  void ScorePublished() {
    const bool right = SameDay(gold_.published, got_.published), given = !got_.published.empty();
    context_.Add("article/published", {right ? 1.0 : 0.0, given ? 1.0 : 0.0, right ? 1.0 : 0.0, right || !given ? 1.0 : 0.0});
    context_.Add("article/published right", right ? 1 : 0, 1);
    if (const std::optional<double> gold = Instant(gold_.published))
      context_.Add("article/published, same instant", gold == Instant(got_.published) ? 1 : 0, 1);
    if (!right) Wrong("published", gold_.published, got_.published);
  }

  void ScoreIsArticle() {
    const bool got = !Flat(got_.text).empty() && got_.is_article.value_or(true), gold = *gold_.is_article;
    context_.Add("article/is article", {got && gold ? 1.0 : 0.0, got ? 1.0 : 0.0, got && gold ? 1.0 : 0.0, gold ? 1.0 : 0.0});
    if (got != gold) Wrong("is article", gold ? "an article" : "none", got ? "an article" : "none");
  }

  const Context& context_;
  const ArticleFacts &gold_, &got_;
  bool listed_;
};

}  // namespace

void ScoreArticle(const Context& context) { ArticleScore(context).Score(); }

}  // namespace factbox::evaluate
