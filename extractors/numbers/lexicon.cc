#include "extractors/numbers/lexicon.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "base/tsv.h"
#include "text/fold.h"
#include "text/segmenter.h"

namespace factbox {
namespace numbers {
namespace {

constexpr std::string_view kFolder = "extractors/numbers/";

struct ClassName {
  std::string_view place, effect;
  WordClass bit;
};
constexpr std::array<ClassName, 21> kClasses = {{{"label", "plain", kLabelPlain},
                                                 {"label", "skip", kLabelSkip},
                                                 {"label", "phone", kLabelPhone},
                                                 {"label", "month", kLabelMonth},
                                                 {"street", "skip", kStreet},
                                                 {"ordinal-next", "skip", kOrdinalNext},
                                                 {"ordinal-before", "skip", kOrdinalBefore},
                                                 {"one-before", "skip", kOneBefore},
                                                 {"one-after", "skip", kOneAfter},
                                                 {"word", "not-about", kNotAbout},
                                                 {"word", "not-over", kNotOver},
                                                 {"word", "score", kScoreWord},
                                                 {"word", "change", kChangeWord},
                                                 {"word", "stop", kStop},
                                                 {"word", "skip-before", kSkipBefore},
                                                 {"word", "plural", kPluralWord},
                                                 {"word", "not-plural", kNotPlural},
                                                 {"word", "weight", kWeightWord},
                                                 {"word", "time", kTimeUnit},
                                                 {"word", "determiner", kOfDeterminer},
                                                 {"word", "person", kPersonWord}}};

struct EffectName {
  std::string_view place, name;
  Effect effect;
};
constexpr std::array<EffectName, 12> kEffects = {{{"before", "between", Effect::kBetween},
                                                  {"before", "from", Effect::kFrom},
                                                  {"before", "minus", Effect::kMinus},
                                                  {"before", "age", Effect::kAge},
                                                  {"before", "decade", Effect::kDecade},
                                                  {"join", "to", Effect::kTo},
                                                  {"join", "and", Effect::kAnd},
                                                  {"join", "or", Effect::kOr},
                                                  {"after", "age", Effect::kAge},
                                                  {"after", "percent", Effect::kPercent},
                                                  {"after", "skip", Effect::kSkip},
                                                  {"after", "below-zero", Effect::kBelowZero}}};

// The values of Number::approx: literals, so that layers may keep them.
constexpr std::array<std::string_view, 8> kApprox = {"around", "about", "nearly", "at_least", "at_most", "up_to", "more_than", "less_than"};

std::string WithoutBlanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += c;
  return out;
}

bool TakesPluralS(std::string_view name) {
  const char last = name.back();
  return last >= 'a' && last <= 'z' && last != 's' && last != 'x';
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- reading the tables

class Lexicon::Reader {
 public:
  Reader(Lexicon& lexicon, const Data& data) : lexicon_(lexicon), data_(data), segmenter_(data.abbreviations()) {}

  Mistakes Read() {
    for (const TsvTable& table : Tables("currencies.tsv", {"code", "names", "symbols", "shared", "local", "minor", "countries", "dots"}))
      for (const TsvRow& row : table.rows) ReadCurrency(table, row);
    for (const TsvTable& table : Tables("units.tsv", {"code", "names", "symbols", "use", "minor"}))
      for (const TsvRow& row : table.rows) ReadUnit(table, row);
    for (const TsvTable& table : Tables("rules.tsv", {"rule", "place", "words", "effect"}))
      for (const TsvRow& row : table.rows) ReadRule(table, row);
    return std::move(mistakes_);
  }

 private:
  std::vector<TsvTable> Tables(std::string_view name, const std::vector<std::string_view>& columns) {
    std::vector<TsvTable> out;
    for (const Data::File& file : data_.Files(std::string(kFolder) + std::string(name))) out.push_back(ReadTsv(file.name, file.text, columns, mistakes_));
    return out;
  }

  void ReadCurrency(const TsvTable& table, const TsvRow& row) {
    const auto at = static_cast<uint16_t>(lexicon_.currencies_.size());
    Currency currency;
    currency.code = row.cells[0];
    for (const std::string_view country : SplitAlternatives(row.cells[6])) currency.countries.emplace_back(country);
    currency.dots = !row.cells[7].empty();
    lexicon_.currencies_.push_back(std::move(currency));
    for (const std::string_view name : SplitAlternatives(row.cells[1])) AddName(name, {Sense::kCurrencyName, false, false, at, 1, {}});
    for (const std::string_view symbol : SplitAlternatives(row.cells[2])) AddSymbol(symbol, {Sense::kCurrencySymbol, false, false, at, 1, {}}, true);
    for (const std::string_view shared : SplitAlternatives(row.cells[3])) {
      // A word in small letters is a name, all else a symbol.
      if (std::all_of(shared.begin(), shared.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; }) && shared.size() > 2)
        AddName(shared, {Sense::kCurrencyName, true, false, at, 1, {}});
      else
        AddSymbol(shared, {Sense::kCurrencySymbol, true, false, at, 1, {}}, true);
    }
    for (const std::string_view local : SplitAlternatives(row.cells[4])) AddSymbol(local, {Sense::kCurrencySymbol, true, true, at, 1, {}}, true);
    for (const std::string_view minor : SplitAlternatives(row.cells[5])) {
      uint64_t per_unit = 0;
      const std::string_view name = NameAndFactor(table, row, 5, minor, per_unit);
      if (!name.empty()) AddName(name, {Sense::kMinor, true, false, at, per_unit, {}});
    }
  }

  void ReadUnit(const TsvTable& table, const TsvRow& row) {
    const auto at = static_cast<uint16_t>(lexicon_.units_.size());
    Unit unit;
    unit.code = row.cells[0];
    unit.article = row.cells[3] == "a";
    unit.decimals = row.cells[3] == "decimals";
    if (!row.cells[3].empty() && !unit.article && !unit.decimals)
      mistakes_.push_back(table.At(row, 3, "'" + std::string(row.cells[3]) + "' is no use of a unit"));
    if (!row.cells[4].empty()) unit.minor = NameAndFactor(table, row, 4, row.cells[4], unit.minor_per_unit);
    lexicon_.units_.push_back(std::move(unit));
    for (const std::string_view name : SplitAlternatives(row.cells[1])) AddName(name, {Sense::kUnitName, false, false, at, 1, {}});
    for (const std::string_view symbol : SplitAlternatives(row.cells[2])) AddSymbol(symbol, {Sense::kUnitSymbol, false, false, at, 1, {}}, false);
  }

  // "cent=100"
  std::string_view NameAndFactor(const TsvTable& table, const TsvRow& row, size_t cell, std::string_view text, uint64_t& factor) {
    const size_t equals = text.find('=');
    const std::string_view digits = equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), factor);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || factor == 0) {
      mistakes_.push_back(table.At(row, cell, "'" + std::string(text) + "' should be a name, '=' and a whole number"));
      return {};
    }
    return text.substr(0, equals);
  }

  void ReadRule(const TsvTable& table, const TsvRow& row) {
    const std::string_view place = row.cells[1], words = row.cells[2];
    const auto known = std::find_if(kClasses.begin(), kClasses.end(), [&](const ClassName& c) { return c.place == place && c.effect == row.cells[3]; });
    if (known != kClasses.end()) {
      for (const std::string_view word : SplitAlternatives(words)) lexicon_.classes_[FoldHash(word)] |= known->bit;
      return;
    }
    const size_t blank = row.cells[3].find(' ');
    const std::string_view effect = row.cells[3].substr(0, blank);
    Rule rule{std::string(row.cells[0]), Effect::kNone, blank == std::string_view::npos ? std::string() : std::string(row.cells[3].substr(blank + 1))};
    const auto named = std::find_if(kEffects.begin(), kEffects.end(), [&](const EffectName& e) { return e.place == place && e.name == effect; });
    if (named != kEffects.end()) {
      rule.effect = named->effect;
    } else if ((place == "before" || place == "after") && std::find(kApprox.begin(), kApprox.end(), effect) != kApprox.end()) {
      rule.effect = Effect::kApprox;
      rule.value = effect;
    } else {
      mistakes_.push_back(table.At(row, 3, "'" + std::string(row.cells[3]) + "' is no effect of place '" + std::string(place) + "'"));
      return;
    }
    const auto at = static_cast<uint16_t>(lexicon_.rules_.size());
    lexicon_.rules_.push_back(std::move(rule));
    const Sense sense = place == "before" ? Sense::kBefore : place == "after" ? Sense::kAfter : Sense::kJoin;
    for (const std::string_view phrase : SplitAlternatives(words)) {
      Add(phrase, {sense, false, false, at, 1, {}}, lexicon_.forward_, false);
      if (sense == Sense::kBefore) Add(phrase, {sense, false, false, at, 1, {}}, lexicon_.backward_, true);
    }
  }

  void AddName(std::string_view name, const Reading& reading) {
    Add(name, reading, lexicon_.forward_, false);
    if (TakesPluralS(name)) Add(std::string(name) + "s", reading, lexicon_.forward_, false);
    // metres per second, degrees Celsius
    const size_t blank = name.find_first_of(" -");
    if (blank != std::string_view::npos && TakesPluralS(name.substr(0, blank)))
      Add(std::string(name.substr(0, blank)) + "s" + std::string(name.substr(blank)), reading, lexicon_.forward_, false);
  }
  void AddSymbol(std::string_view symbol, Reading reading, bool before) {
    reading.written = WithoutBlanks(symbol);
    Add(symbol, reading, lexicon_.forward_, false);
    if (before) Add(symbol, reading, lexicon_.backward_, true);
  }

  // Hyphens inside a phrase do not count.
  void Add(std::string_view phrase, const Reading& reading, Phrases& phrases, bool reversed) {
    tokens_.clear();
    segmenter_.Tokenize(phrase, tokens_);
    if (tokens_.size() > 1) tokens_.erase(std::remove_if(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.mark == '-'; }), tokens_.end());
    if (reversed) std::reverse(tokens_.begin(), tokens_.end());
    uint64_t hash = 0;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      hash = i == 0 ? tokens_[i].fold : ExtendPhrase(hash, tokens_[i].fold);
      Node& node = phrases[hash];
      if (i + 1 < tokens_.size())
        node.longer = true;
      else
        node.readings.push_back(reading);
    }
  }

  Lexicon& lexicon_;
  const Data& data_;
  Segmenter segmenter_;
  std::vector<Token> tokens_;
  Mistakes mistakes_;
};

Result<std::unique_ptr<const Lexicon>> Lexicon::Load(const Data& data) {
  auto lexicon = std::make_unique<Lexicon>();
  const Mistakes mistakes = Reader(*lexicon, data).Read();
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return std::unique_ptr<const Lexicon>(std::move(lexicon));
}

const Unit* Lexicon::FindUnit(std::string_view code) const {
  const auto found = std::find_if(units_.begin(), units_.end(), [&](const Unit& unit) { return unit.code == code; });
  return found == units_.end() ? nullptr : &*found;
}

// ---------------------------------------------------------------------------------------------------------------- look-up

namespace {

// `written` against the text from..to, which may have blanks in it. With a dollar sign the letters may be small: hk$.
bool WrittenSo(std::string_view text, std::string_view written) {
  const bool any_case = written.size() > 1 && written.find('$') != std::string_view::npos;
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  size_t at = 0;
  for (const char c : text) {
    if (c == ' ') continue;
    if (at >= written.size() || (any_case ? upper(c) != upper(written[at]) : c != written[at])) return false;
    ++at;
  }
  return at == written.size();
}

const Reading* Fitting(const std::vector<Reading>& readings, uint32_t senses, std::string_view text) {
  for (const Reading& reading : readings)
    if ((Bit(reading.sense) & senses) != 0 && (reading.written.empty() || WrittenSo(text, reading.written))) return &reading;
  return nullptr;
}

bool JoiningHyphen(std::span<const Token> tokens, uint32_t at, uint32_t limit) {
  return tokens[at].mark == '-' && !tokens[at].space_before && at + 1 < limit && !tokens[at + 1].space_before;
}

}  // namespace

Lexicon::Found Lexicon::Forward(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t limit, uint32_t senses) const {
  return first < limit ? ForwardFrom(text, tokens, first, tokens[first].span.begin, limit, senses) : Found{};
}

Lexicon::Found Lexicon::ForwardFrom(std::string_view text, std::span<const Token> tokens, uint32_t first, uint32_t from, uint32_t limit,
                                    uint32_t senses) const {
  Found out;
  if (first >= limit) return out;
  uint64_t hash = from == tokens[first].span.begin ? tokens[first].fold : FoldHash(Slice(text, {from, tokens[first].span.end}));
  for (uint32_t at = first;;) {
    const Node* node = forward_.Find(hash);
    if (node == nullptr) return out;
    if (const Reading* reading = Fitting(node->readings, senses, Slice(text, {from, tokens[at].span.end}))) out = {{first, at + 1}, reading, &node->readings};
    if (!node->longer || ++at >= limit) return out;
    if (JoiningHyphen(tokens, at, limit)) ++at;
    hash = ExtendPhrase(hash, tokens[at].fold);
  }
}

Lexicon::Found Lexicon::Backward(std::string_view text, std::span<const Token> tokens, uint32_t last, uint32_t begin, uint32_t senses) const {
  Found out;
  uint64_t hash = tokens[last].fold;
  for (uint32_t at = last;;) {
    const Node* node = backward_.Find(hash);
    if (node == nullptr) return out;
    if (const Reading* reading = Fitting(node->readings, senses, Slice(text, {tokens[at].span.begin, tokens[last].span.end})))
      out = {{at, last + 1}, reading, &node->readings};
    if (!node->longer || at == begin) return out;
    --at;
    if (at > begin && JoiningHyphen(tokens, at, last + 1)) --at;
    hash = ExtendPhrase(hash, tokens[at].fold);
  }
}

}  // namespace numbers
}  // namespace factbox
