#include "text/numeral.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/digits.h"
#include "text/fold.h"

namespace factbox {

bool Numeral::MayBeYear() const {
  const std::optional<int64_t> whole = digits == 4 ? value.Whole() : std::nullopt;
  return whole && *whole >= 1000 && *whole <= 2999;
}

// ---------------------------------------------------------------------------------------------------------------- the table

namespace {

constexpr std::array<std::pair<std::string_view, NumberWord>, 14> kKinds = {{{"unit", NumberWord::kUnit},
                                                                             {"tens", NumberWord::kTens},
                                                                             {"hundred", NumberWord::kHundred},
                                                                             {"scale", NumberWord::kScale},
                                                                             {"group", NumberWord::kGroup},
                                                                             {"short", NumberWord::kShort},
                                                                             {"money", NumberWord::kMoney},
                                                                             {"ordinal", NumberWord::kOrdinal},
                                                                             {"part", NumberWord::kPart},
                                                                             {"parts", NumberWord::kParts},
                                                                             {"plural", NumberWord::kPlural},
                                                                             {"article", NumberWord::kArticle},
                                                                             {"and", NumberWord::kAnd},
                                                                             {"point", NumberWord::kPoint}}};

}  // namespace

void Numerals::Add(const std::string& file, std::string_view text, Mistakes& mistakes) {
  const TsvTable table = ReadTsv(file, text, {"word", "kind", "value"}, mistakes);
  for (const TsvRow& row : table.rows) {
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& known) { return known.first == row.cells[1]; });
    Word word{FoldHash(row.cells[0]), 0, NumberWord::kNone};
    const std::string_view value = row.cells[2];
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), word.value);
    if (kind == kKinds.end()) {
      mistakes.push_back(table.At(row, 1, "'" + std::string(row.cells[1]) + "' is no kind of number word"));
    } else if (error != std::errc() || end != value.data() + value.size()) {
      mistakes.push_back(table.At(row, 2, "'" + std::string(value) + "' is no whole number"));
    } else {
      word.kind = kind->second;
      if (!Insert(word)) mistakes.push_back(table.At(row, 0, "'" + std::string(row.cells[0]) + "' is a number word already, or there are too many"));
    }
  }
}

bool Numerals::Insert(const Word& word) {
  if (size_ * 2 >= kSlots) return false;
  size_t slot = word.fold % kSlots;
  for (; words_[slot].kind != NumberWord::kNone; slot = (slot + 1) % kSlots)
    if (words_[slot].fold == word.fold) return false;
  words_[slot] = word;
  filter_[word.fold >> 52 & 63] |= uint64_t{1} << (word.fold >> 58);
  ++size_;
  return true;
}

// ---------------------------------------------------------------------------------------------------------------- the parser

namespace {

// ½ and its kin.
struct VulgarFraction {
  char32_t sign;
  uint8_t over, under;
};
constexpr std::array<VulgarFraction, 15> kVulgar = {{{U'½', 1, 2},
                                                     {U'¼', 1, 4},
                                                     {U'¾', 3, 4},
                                                     {U'⅓', 1, 3},
                                                     {U'⅔', 2, 3},
                                                     {U'⅕', 1, 5},
                                                     {U'⅖', 2, 5},
                                                     {U'⅗', 3, 5},
                                                     {U'⅘', 4, 5},
                                                     {U'⅙', 1, 6},
                                                     {U'⅚', 5, 6},
                                                     {U'⅛', 1, 8},
                                                     {U'⅜', 3, 8},
                                                     {U'⅝', 5, 8},
                                                     {U'⅞', 7, 8}}};

class Parser {
 public:
  Parser(const Numerals& words, std::string_view text, std::span<const Token> tokens, uint32_t limit, Numerals::Options options)
      : words_(words), text_(text), tokens_(tokens), limit_(limit), options_(options) {}

  std::optional<Numeral> Parse(uint32_t first) {
    out_.tokens = {first, first};
    const Token& token = tokens_[first];
    const char start = text_[token.span.begin];
    bool found;
    if (IsDigit(start))
      found = ParseDigits(first);
    else if (token.mark == '.')
      found = ParseBareDecimals(first);
    else if (token.mark != 0)
      found = ParseVulgar(first);
    else
      found = ParseWords(first);
    if (!found || !out_.value.valid()) return std::nullopt;
    if (out_.span.empty()) out_.span = {tokens_[first].span.begin, tokens_[out_.tokens.end - 1].span.end};
    return out_;
  }

 private:
  // ---- looking at tokens

  Numerals::Word WordAt(uint32_t at) const {
    if (at >= limit_ || tokens_[at].mark != 0 || (at > out_.tokens.begin && tokens_[at].paragraph_start)) return {};
    return words_.Find(tokens_[at].fold);
  }
  bool Mark(uint32_t at, char mark) const { return at < limit_ && tokens_[at].mark == mark; }
  bool Glued(uint32_t at) const { return at < limit_ && !tokens_[at].space_before; }
  // A hyphen that joins two words: twenty-five.
  bool Hyphen(uint32_t at) const { return Mark(at, '-') && Glued(at) && Glued(at + 1) && tokens_[at].span.size() <= 3; }
  uint32_t SkipHyphen(uint32_t at) const { return Hyphen(at) ? at + 1 : at; }
  std::string_view Text(uint32_t at) const { return Slice(text_, tokens_[at].span); }
  // Digits alone, 0 if the token has anything else.
  uint64_t Plain(uint32_t at, size_t most = 9) const {
    if (at >= limit_ || tokens_[at].shape != Shape::kNumber) return 0;
    const std::string_view digits = Text(at);
    uint64_t value = 0;
    if (digits.size() > most || !std::all_of(digits.begin(), digits.end(), IsDigit)) return 0;
    for (const char c : digits) value = value * 10 + static_cast<uint64_t>(c - '0');
    return value;
  }
  void End(uint32_t token) { out_.tokens.end = token; }

  // ---- digits

  bool ParseDigits(uint32_t first) {
    const std::string_view word = Text(first);
    const Digits digits = ReadDigits(word, options_.dot_groups);
    if (!digits.valid) return false;
    out_.value = Rational::FromDecimal(digits.view());
    out_.digits = static_cast<uint8_t>(digits.plain ? digits.size : 0);
    End(first + 1);
    if (digits.bytes < word.size()) return ParseSuffix(first, digits, word.substr(digits.bytes));
    if (digits.plain && ParseFraction(first)) return true;
    if (ParsePower(first) || (Text(first + 1 < limit_ ? first + 1 : first) == "×" && Plain(first + 2) == 10 && ParseTimesTen(first + 3))) return true;
    ParseSpaceGroups(first, digits);
    ParseTrailingVulgar();
    ParseScales();
    ParseLowerScales();
    return true;
  }

  // 2^10, 2.5^-1
  bool ParsePower(uint32_t first) {
    uint32_t at = first + 1;
    if (!Mark(at, '^') || !Glued(at) || !Glued(at + 1)) return false;
    bool negative = false;
    if (Mark(++at, '-') || Mark(at, '+')) {
      negative = Mark(at, '-') && tokens_[at].span.size() != 2;
      ++at;
    }
    const uint64_t power = Plain(at, 2);
    if (power == 0 || !Glued(at)) return false;
    out_.value = out_.value.ToThe(negative ? -static_cast<int>(power) : static_cast<int>(power));
    out_.digits = 0;
    End(at + 1);
    return true;
  }

  // 1.3e6, 1.3x10^6
  bool ParseScientific(uint32_t first, std::string_view suffix) {
    if (suffix == "x10" || suffix == "×10") return ParseTimesTen(first + 1);
    if (suffix.size() < 2 || suffix.size() > 3 || suffix.front() != 'e' || !std::all_of(suffix.begin() + 1, suffix.end(), IsDigit)) return false;
    int power = 0;
    for (const char c : suffix.substr(1)) power = power * 10 + (c - '0');
    out_.value = out_.value.Shifted(power);
    out_.digits = 0;
    return true;
  }
  // What follows "× 10": ^6, ^-4, −5
  bool ParseTimesTen(uint32_t at) {
    if (Mark(at, '^') && Glued(at)) ++at;
    const bool negative = Mark(at, '-') && Glued(at);
    if (negative) ++at;
    const uint64_t power = Glued(at) ? Plain(at, 2) : 0;
    if (power == 0 || (!negative && !Mark(at - 1, '^'))) return false;
    out_.value = out_.value.Shifted(negative ? -static_cast<int>(power) : static_cast<int>(power));
    out_.digits = 0;
    End(at + 1);
    return true;
  }

  // 2 crore 50 lakh; 3 million and a half; 3 hundred and one
  void ParseLowerScales() {
    if (!out_.scaled) return;
    uint32_t end = out_.tokens.end;
    uint64_t scale = out_.scale;
    Numerals::Word word = WordAt(end + 1);
    while (Plain(end, 3) > 0 && (word.kind == NumberWord::kScale || word.kind == NumberWord::kHundred) && word.value < scale) {
      out_.value = out_.value.Plus(Rational(Plain(end, 3)).Times(word.value));
      End(end += 2);
      scale = word.value;
      word = WordAt(end + 1);
    }
    if (WordAt(end).kind == NumberWord::kAnd && scale == 100 && WordAt(end + 2).kind != NumberWord::kHundred &&
        (Plain(end + 1, 2) > 0 || word.kind == NumberWord::kUnit || word.kind == NumberWord::kTens)) {
      const Cardinal tail = ReadCardinal(end + 1);
      out_.value = out_.value.Plus(Plain(end + 1, 2) > 0 ? Rational(Plain(end + 1, 2)) : tail.value);
      End(std::max(tail.end, end + 2));
    } else if (WordAt(end).kind == NumberWord::kAnd && word.kind == NumberWord::kArticle && WordAt(end + 2).kind == NumberWord::kPart) {
      out_.value = out_.value.Plus(Rational(scale).Over(WordAt(end + 2).value));
      End(end + 3);
    }
  }

  // What is glued to digits: 10k, 21st, 5km.
  bool ParseSuffix(uint32_t first, const Digits& digits, std::string_view suffix) {
    const uint32_t begin = tokens_[first].span.begin + static_cast<uint32_t>(digits.bytes);
    if (IsOrdinalEnding(suffix, digits.view())) {
      out_.ordinal = true;
      out_.digits = 0;
      return true;
    }
    if (IsLetter(suffix.front())) {
      const Numerals::Word word = words_.Find(FoldHash(suffix));
      const bool decimals = !digits.plain && digits.view().find('.') != std::string_view::npos;
      const bool large = decimals && (suffix == "b" || suffix == "B" || suffix == "M");  // 1.2b; 2b is a flat
      if (word.kind == NumberWord::kShort || word.kind == NumberWord::kScale || (word.kind == NumberWord::kMoney && (options_.money || large))) {
        Scale(word.value);
        ParseScales();
        return true;
      }
    }
    if (ParseScientific(first, suffix)) return true;
    out_.suffix = {begin, tokens_[first].span.end};
    out_.span = {tokens_[first].span.begin, begin};
    return true;
  }

  // 3/4, 3 1/2, 3-1/2
  bool ParseFraction(uint32_t first) {
    if (OverUnder(first)) {
      out_.value = out_.value.Over(Plain(first + 2));
      out_.fraction = true;
      out_.digits = 0;
      End(first + 3);
      ParseScales();
      return true;
    }
    uint32_t at = SkipHyphen(first + 1);
    if (at >= limit_ || tokens_[at].line_start || !OverUnder(at) || Plain(at) >= Plain(at + 2)) return false;
    out_.value = out_.value.Plus(Rational(Plain(at)).Over(Plain(at + 2)));
    out_.fraction = true;
    out_.digits = 0;
    End(at + 3);
    ParseScales();
    return true;
  }
  // A fraction in digits, smaller than one; 9/11 is a day and 24/7 a manner of speaking.
  bool OverUnder(uint32_t at) const {
    constexpr uint64_t kSeptember11 = 11;
    if (!Mark(at + 1, '/') || !Glued(at + 1) || !Glued(at + 2)) return false;
    const uint64_t over = Plain(at, 4), under = Plain(at + 2, 4);
    if (over == 0 || under <= over || under == kSeptember11) return false;
    return !(at + 3 < limit_ && Mark(at + 3, '/') && Glued(at + 3));
  }

  // 10 000, 1 234 567,50
  void ParseSpaceGroups(uint32_t first, const Digits& digits) {
    if (!options_.space_groups || !digits.plain || digits.size > 3 || digits.buffer[0] == '0') return;
    for (uint32_t at = first + 1; at < limit_; ++at) {
      const Token& token = tokens_[at];
      if (token.shape != Shape::kNumber || !token.space_before || token.line_start || !OneBlank(at)) return;
      const std::string_view group = Text(at);
      const bool decimals = group.size() > 4 && (group[3] == ',' || group[3] == '.') && group.size() < 7;
      if ((group.size() != 3 && !decimals) || !std::all_of(group.begin(), group.begin() + 3, IsDigit)) return;
      if (decimals && !std::all_of(group.begin() + 4, group.end(), IsDigit)) return;
      out_.value = out_.value.Times(1000).Plus(Rational::FromDecimal(group.substr(0, 3)));
      out_.digits = 0;
      End(at + 1);
      if (!decimals) continue;
      std::array<char, 8> part{'0', '.'};
      std::copy(group.begin() + 4, group.end(), part.begin() + 2);
      out_.value = out_.value.Plus(Rational::FromDecimal({part.data(), group.size() - 2}));
      return;
    }
  }
  // One blank of any width, as between groups of digits.
  bool OneBlank(uint32_t at) const {
    const uint32_t from = tokens_[at - 1].span.end, to = tokens_[at].span.begin;
    return to - from == 1 || (to - from <= 3 && static_cast<signed char>(text_[from]) < 0);
  }

  void Scale(uint64_t factor) {
    out_.value = out_.value.Times(factor);
    out_.scale = out_.scale <= UINT64_MAX / factor ? out_.scale * factor : 1;
    out_.scaled = true;
    out_.digits = 0;
  }

  // million, -million, bn; 1 lakh crore
  void ParseScales() {
    for (;;) {
      const uint32_t at = SkipHyphen(out_.tokens.end);
      const Numerals::Word word = WordAt(at);
      const bool shorts = word.kind == NumberWord::kShort || (word.kind == NumberWord::kMoney && options_.money);
      if (at >= limit_ || tokens_[at].line_start) return;
      if (shorts && (out_.scaled || text_[tokens_[at].span.begin] == 'K')) return;                                   // K is Kelvin
      const bool plural = word.kind == NumberWord::kPlural && word.value != 10 && word.value != 20 && !out_.scaled;  // "three dozens", "5 millions"
      if (word.kind != NumberWord::kHundred && word.kind != NumberWord::kScale && word.kind != NumberWord::kGroup && !shorts && !plural) return;
      if (word.kind == NumberWord::kGroup && word.value == 20) return;  // "a 3-1 score"
      if (shorts && Hyphen(at + 1)) return;
      Scale(word.value);
      End(at + 1);
    }
  }

  // .5
  bool ParseBareDecimals(uint32_t first) {
    if (tokens_[first].span.size() != 1 || !Glued(first + 1) || tokens_[first + 1].mark != 0 ||
        (first > 0 && !tokens_[first].space_before && IsWord(tokens_[first - 1])))
      return false;
    const std::string_view word = Text(first + 1);
    const Digits digits = ReadDigits(word, false);
    if (!digits.valid || !digits.plain) return false;
    std::array<char, 42> decimals{'0', '.'};
    std::copy_n(digits.buffer.begin(), digits.size, decimals.begin() + 2);
    out_.value = Rational::FromDecimal({decimals.data(), digits.size + 2});
    End(first + 2);
    if (digits.bytes < word.size()) return ParseBareSuffix(first, digits, word);
    ParseScales();
    return true;
  }
  bool ParseBareSuffix(uint32_t first, const Digits& digits, std::string_view word) {
    ParseSuffix(first + 1, digits, word.substr(digits.bytes));
    if (!out_.span.empty()) out_.span.begin = tokens_[first].span.begin;
    return !out_.ordinal;
  }

  const VulgarFraction* VulgarAt(uint32_t at) const {
    if (!Mark(at, kOtherMark) || tokens_[at].span.size() < 2) return nullptr;
    const char32_t sign = DecodeUtf8(text_, tokens_[at].span.begin).value;
    const auto found = std::find_if(kVulgar.begin(), kVulgar.end(), [&](const VulgarFraction& v) { return v.sign == sign; });
    return found == kVulgar.end() ? nullptr : found;
  }
  bool ParseVulgar(uint32_t first) {
    const VulgarFraction* vulgar = VulgarAt(first);
    if (vulgar == nullptr) return false;
    out_.value = Rational(vulgar->over).Over(vulgar->under);
    out_.fraction = true;
    End(first + 1);
    ParseScales();
    return true;
  }
  // 3½, 3 ½
  void ParseTrailingVulgar() {
    const VulgarFraction* vulgar = VulgarAt(out_.tokens.end);
    if (vulgar == nullptr) return;
    out_.value = out_.value.Plus(Rational(vulgar->over).Over(vulgar->under));
    out_.fraction = true;
    out_.digits = 0;
    End(out_.tokens.end + 1);
  }

  // ---- words

  bool ParseWords(uint32_t first) {
    out_.spelled = true;
    const Numerals::Word word = WordAt(first);
    switch (word.kind) {
      case NumberWord::kUnit:
      case NumberWord::kTens: return ParseCardinal(first);
      case NumberWord::kOrdinal:
        out_.value = Rational(word.value);
        out_.ordinal = true;
        End(first + 1);
        return true;
      case NumberWord::kArticle: return ParseArticle(first);
      case NumberWord::kPart: return word.value == 2 ? ParseHalf(first) : ParseQuarterScale(first, word.value);
      default: return false;
    }
  }

  // a hundred and six, a dozen, a third of, a half, a half-dozen
  bool ParseArticle(uint32_t first) {
    const uint32_t at = first + 1;
    const Numerals::Word word = WordAt(at);
    out_.article = true;
    switch (word.kind) {
      case NumberWord::kHundred:
      case NumberWord::kScale: return ParseCardinal(first);
      case NumberWord::kGroup:
        if (word.value == 20 && (!WordOf(at + 1) || (at + 2 < limit_ && tokens_[at + 2].shape == Shape::kNumber))) return false;  // "a score of 19.2"
        out_.value = Rational(word.value);
        End(at + 1);
        return true;
      case NumberWord::kPart:
        if (word.value == 2) return ParseHalf(at);
        [[fallthrough]];
      case NumberWord::kOrdinal:  // "a third man" counts, "a third of the men" parts
        if (word.value < 3 || !(WordOf(at + 1) || ByAPart(first, at + 1))) return false;
        out_.value = Rational(1).Over(word.value);
        out_.fraction = true;
        End(at + 1);
        ParseOfScale();
        return true;
      default: return false;
    }
  }
  // "fell by a third", "nearly a quarter, said": after these words, and nothing behind that it could count.
  bool ByAPart(uint32_t first, uint32_t next) const {
    if (first == 0 || (next < limit_ && tokens_[next].mark == 0)) return false;
    for (const std::string_view word : {"by", "than", "nearly", "almost", "about", "over", "roughly"})
      if (Is(first - 1, word)) return true;
    return false;
  }
  bool WordOf(uint32_t at) const { return at < limit_ && Is(at, "of"); }
  bool Is(uint32_t at, std::string_view word) const {
    const std::string_view text = at < limit_ ? Text(at) : std::string_view();
    return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return Lower(a) == b; });
  }

  // half, half a million, half a dozen, half-dozen
  bool ParseHalf(uint32_t half) {
    out_.value = Rational(1).Over(2);
    out_.fraction = true;
    End(half + 1);
    uint32_t at = SkipHyphen(half + 1);
    if (WordAt(at).kind == NumberWord::kArticle) at = SkipHyphen(at + 1);
    ScaleAt(at);
    return true;
  }
  // million, dozen, hundred at `at`, where a fraction stands before it.
  bool ScaleAt(uint32_t at) {
    const Numerals::Word word = WordAt(at);
    if (word.kind != NumberWord::kScale && word.kind != NumberWord::kGroup && word.kind != NumberWord::kHundred) return false;
    if (word.kind == NumberWord::kGroup && word.value == 20) return false;
    Scale(word.value);
    End(at + 1);
    ParseScales();
    return true;
  }
  // quarter million
  bool ParseQuarterScale(uint32_t first, uint64_t under) {
    out_.value = Rational(1).Over(under);
    return ScaleAt(first + 1);
  }
  // "three-quarters of a million"
  void ParseOfScale() {
    const uint32_t at = out_.tokens.end;
    if (WordOf(at) && WordAt(at + 1).kind == NumberWord::kArticle) ScaleAt(at + 2);
  }

  // one hundred and six; twenty-first; three quarters; one and a half million; two point five
  bool ParseCardinal(uint32_t first) {
    Cardinal whole = ReadCardinal(first);
    out_.value = whole.value;
    out_.scaled = whole.scaled;
    if (whole.last_kind == NumberWord::kScale || whole.last_kind == NumberWord::kHundred) out_.scale = whole.last;
    End(whole.end);
    if (whole.end == first) return false;
    if (ParseOrdinalEnd(whole) || ParseParts(whole, first) || ParseAndPart(whole)) return true;
    ParsePoint(whole, first);
    // "two thousand one hundred dozen" is none; "two dozen", "1.5 million" are.
    ParseScales();
    return true;
  }

  // A cardinal in words, as far as it goes, without fractions.
  struct Cardinal {
    Rational value;
    uint32_t end = 0;
    uint64_t last = 0;  // the last group's value, to see what may follow: 20 of "twenty", 100 of "two hundred"
    NumberWord last_kind = NumberWord::kNone;
    bool scaled = false;
  };

  Cardinal ReadCardinal(uint32_t first) const {
    Cardinal out;
    uint64_t total = 0, group = 0, last_scale = 0;
    NumberWord last = NumberWord::kNone;
    uint32_t at = first;
    out.end = first;
    if (WordAt(first).kind == NumberWord::kArticle) group = 1, last = NumberWord::kArticle, ++at;
    while (at < limit_) {
      uint32_t next = last == NumberWord::kNone ? at : SkipHyphen(at);
      Numerals::Word word = WordAt(next);
      const bool after_scale = last == NumberWord::kHundred || last == NumberWord::kScale;
      if (word.kind == NumberWord::kAnd && after_scale) {
        next = SkipHyphen(next + 1);
        word = WordAt(next);
        if (word.kind != NumberWord::kUnit && word.kind != NumberWord::kTens) break;
        const NumberWord behind = WordAt(SkipHyphen(next + 1)).kind;
        if (word.kind == NumberWord::kUnit && (behind == NumberWord::kParts || behind == NumberWord::kPart)) break;  // "and three quarters"
      }
      if (last == NumberWord::kScale && Mark(next, ',') && WordAt(next + 1).kind == NumberWord::kUnit && WordAt(next + 2).kind == NumberWord::kHundred)
        word = WordAt(++next);  // "three million, two hundred and forty"
      if (word.kind == NumberWord::kUnit) {
        const bool fits = last == NumberWord::kNone || after_scale || (last == NumberWord::kTens && word.value > 0 && word.value < 10);
        if (!fits) break;
        group += word.value;
      } else if (word.kind == NumberWord::kTens) {
        if (last != NumberWord::kNone && !after_scale) break;
        group += word.value;
      } else if (word.kind == NumberWord::kHundred) {
        if (group == 0 || group >= 100) break;
        group *= 100;
      } else if (word.kind == NumberWord::kScale) {
        if (group == 0 && total == 0) break;
        if (group == 0 || (last_scale != 0 && word.value > last_scale)) {  // two hundred thousand million
          if (total > UINT64_MAX / 1000 / word.value) break;
          total = (total + group) * word.value;
        } else {
          if (group > UINT64_MAX / 1000 / word.value) break;
          total += group * word.value;
        }
        group = 0;
        last_scale = word.value;
        out.scaled = true;
      } else {
        break;
      }
      last = word.kind;
      out.last = word.value;
      at = next + 1;
      out.end = at;
    }
    out.value = Rational(total + group);
    out.last_kind = last;
    return out;
  }
  // twenty-first, two hundredth, hundred and fifth
  bool ParseOrdinalEnd(const Cardinal& whole) {
    uint32_t at = SkipHyphen(whole.end);
    Numerals::Word word = WordAt(at);
    const bool after_scale = whole.last_kind == NumberWord::kHundred || whole.last_kind == NumberWord::kScale;
    if (word.kind == NumberWord::kAnd && after_scale) word = WordAt(++at);
    if (word.kind != NumberWord::kOrdinal) return false;
    if (whole.last_kind == NumberWord::kTens ? word.value < 10 : after_scale && word.value < 100)
      out_.value = out_.value.Plus(Rational(word.value));
    else if (word.value >= 100 && whole.value.Whole() && *whole.value.Whole() > 1)
      out_.value = out_.value.Times(word.value);
    else
      return false;
    out_.ordinal = true;
    End(at + 1);
    return true;
  }

  // two-thirds, one half, one twenty-fifth
  bool ParseParts(const Cardinal& whole, uint32_t first) {
    // Old newswire has blanks around its hyphens: "two - thirds".
    const bool spaced = Mark(whole.end, '-') && WordAt(whole.end + 1).kind == NumberWord::kParts;
    const uint32_t at = spaced ? whole.end + 1 : SkipHyphen(whole.end);
    const Numerals::Word word = WordAt(at);
    const bool one = whole.value.Whole() == 1 && whole.end == first + 1;
    if (word.kind == NumberWord::kParts ? !whole.value.IsZero()
                                        : one && (word.kind == NumberWord::kPart || (word.kind == NumberWord::kOrdinal && word.value > 2))) {
      out_.value = out_.value.Over(word.value);
      out_.fraction = true;
      End(at + 1);
      ParseOfScale();
      if (out_.tokens.end == at + 1) ScaleAt(at + 1);
      return true;
    }
    if (!one || word.kind != NumberWord::kTens) return false;
    const Cardinal tens = ReadCardinal(at);
    const Numerals::Word digit = WordAt(SkipHyphen(tens.end));
    if (digit.kind != NumberWord::kOrdinal || digit.value > 9) return false;
    out_.value = Rational(1).Over(word.value + digit.value);
    out_.fraction = true;
    End(SkipHyphen(tens.end) + 1);
    return true;
  }

  // one and a half, three and two thirds, two and a half million
  bool ParseAndPart(const Cardinal& whole) {
    uint32_t at = SkipHyphen(whole.end);
    if (WordAt(at).kind != NumberWord::kAnd) return false;
    at = SkipHyphen(at + 1);
    uint64_t over = 1;
    Numerals::Word word = WordAt(at);
    if (word.kind == NumberWord::kUnit && word.value > 0) over = word.value;
    if (word.kind != NumberWord::kArticle && word.kind != NumberWord::kUnit) return false;
    at = SkipHyphen(at + 1);
    word = WordAt(at);
    const bool part = over == 1 ? word.kind == NumberWord::kPart || (word.kind == NumberWord::kOrdinal && word.value > 2) : word.kind == NumberWord::kParts;
    // "two men and a third", "five and a third man": an ordinal parts only where nothing follows it that it could count.
    if (!part || (word.kind == NumberWord::kOrdinal && at + 1 < limit_ && tokens_[at + 1].shape == Shape::kLower && !WordOf(at + 1))) return false;
    // "a million and a half" is half a million more, "a billion and a quarter million" as much as it says.
    uint64_t of = whole.last_kind == NumberWord::kScale ? whole.last : 1;
    End(at + 1);
    if (const Numerals::Word own = WordAt(at + 1); of > 1 && own.kind == NumberWord::kScale) {
      of = own.value;
      End(at + 2);
    }
    out_.value = out_.value.Plus(Rational(over).Times(of).Over(word.value));
    out_.fraction = of == 1;
    ParseScales();
    return true;
  }

  // three point one four; two point seventy-one
  void ParsePoint(const Cardinal& whole, uint32_t first) {
    if (WordAt(whole.end).kind != NumberWord::kPoint) return;
    if (first > 0 && whole.value.Whole() == 1 && tokens_[first - 1].fold == FoldHash("at")) return;  // at one point
    std::array<char, 32> digits{'0', '.'};
    size_t n = 2;
    uint32_t at = whole.end + 1;
    for (; at < limit_ && n + 2 < digits.size(); ++at) {
      const Numerals::Word word = WordAt(at);
      if (word.kind != NumberWord::kUnit || word.value > 9) break;
      digits[n++] = static_cast<char>('0' + word.value);
    }
    if (n == 2) {
      const Cardinal tens = ReadCardinal(at);
      const std::optional<int64_t> value = tens.value.Whole();
      if (tens.end == at || !value || *value < 10 || *value > 99) return;
      digits[n++] = static_cast<char>('0' + *value / 10), digits[n++] = static_cast<char>('0' + *value % 10);
      at = tens.end;
    }
    out_.value = out_.value.Plus(Rational::FromDecimal({digits.data(), n}));
    End(at);
  }

  const Numerals& words_;
  std::string_view text_;
  std::span<const Token> tokens_;
  uint32_t limit_;
  Numerals::Options options_;
  Numeral out_;
};

}  // namespace

std::optional<Numeral> Numerals::Parse(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t limit, Options options) const {
  if (first >= limit || !MayStart(tokens[first])) return std::nullopt;
  return Parser(*this, text, tokens, limit, options).Parse(first);
}

}  // namespace factbox
