#include "extractors/dates/rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "extractors/dates/atoms.h"

namespace factbox::dates {
namespace {

// ---------------------------------------------------------------------------------------------------------------- names

constexpr std::array<std::pair<std::string_view, Field>, 32> kFields = {{
    {"_", Field::kNowhere},
    {"year", Field::kYear},
    {"decade", Field::kDecade},
    {"century", Field::kCentury},
    {"month", Field::kMonth},
    {"day", Field::kDay},
    {"weekday", Field::kWeekday},
    {"week", Field::kWeek},
    {"quarter", Field::kQuarter},
    {"half", Field::kHalf},
    {"nth", Field::kNth},
    {"season", Field::kSeason},
    {"part", Field::kPart},
    {"festival", Field::kFestival},
    {"hour", Field::kHour},
    {"minute", Field::kMinute},
    {"second", Field::kSecond},
    {"meridiem", Field::kMeridiem},
    {"zone", Field::kZone},
    {"clock", Field::kClock},
    {"n", Field::kNumber},
    {"n2", Field::kNumber2},
    {"unit", Field::kUnit},
    {"unit2", Field::kUnit2},
    {"value", Field::kValue},
    {"direction", Field::kDirection},
    {"year-direction", Field::kYearDirection},
    {"from", Field::kFrom},
    {"era", Field::kEra},
    {"first", Field::kFirst},
    {"second-of", Field::kSecondOf},
    {"year-tail", Field::kYearTail},
}};

std::optional<Field> FieldNamed(std::string_view name) {
  for (const auto& [known, field] : kFields)
    if (known == name) return field;
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Op>, 8> kOps = {{{"nothing", Op::kNothing},
                                                                  {"date", Op::kDate},
                                                                  {"shift", Op::kShift},
                                                                  {"duration", Op::kDuration},
                                                                  {"set", Op::kSet},
                                                                  {"constant", Op::kConstant},
                                                                  {"join", Op::kJoin},
                                                                  {"offset", Op::kOffset}}};

constexpr std::array<std::pair<std::string_view, Condition>, static_cast<size_t>(Condition::kCount)> kConditions = {
    {{"", Condition::kAlways},
     {"free-year", Condition::kFreeYear},
     {"not-name", Condition::kNotName},
     {"not-name-before", Condition::kNotNameBefore},
     {"not-name-after", Condition::kNotNameAfter},
     {"not-counted", Condition::kNotCounted},
     {"not-people", Condition::kNotPeople},
     {"not-day", Condition::kNotDay},
     {"capital", Condition::kCapital},
     {"alone", Condition::kAlone},
     {"sentence-end", Condition::kSentenceEnd}}};

constexpr std::array<std::string_view, static_cast<size_t>(Sort::kCount)> kSorts = {
    "day", "weekday", "month-day", "week", "month", "quarter", "season", "year", "decade", "festival", "time", "part", "duration", "set", "constant"};

// A value as the tables write it → its number.
template <class T>
struct Code {
  std::string_view text;
  T value;
};
constexpr Code<Unit> kUnits[] = {{"S", Unit::kSecond}, {"MIN", Unit::kMinute},    {"H", Unit::kHour},         {"D", Unit::kDay},     {"WE", Unit::kWeekend},
                                 {"W", Unit::kWeek},   {"M", Unit::kMonth},       {"Q", Unit::kQuarter},      {"HALF", Unit::kHalf}, {"SEASON", Unit::kSeason},
                                 {"Y", Unit::kYear},   {"DECADE", Unit::kDecade}, {"CENTURY", Unit::kCentury}};
constexpr Code<Direction> kDirections[] = {{"open", Direction::kOpen}, {"last", Direction::kLast},         {"this", Direction::kThis},
                                           {"next", Direction::kNext}, {"upcoming", Direction::kUpcoming}, {"that", Direction::kThat}};

template <class T, size_t N>
bool FindCode(const Code<T> (&codes)[N], std::string_view text, T& out) {
  for (const Code<T>& code : codes)
    if (code.text == text) {
      out = code.value;
      return true;
    }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------- patterns

using Sequence = std::vector<Symbol>;

// Reads one pattern and writes its alternatives out.
class PatternReader {
 public:
  PatternReader(std::string_view pattern, const std::map<std::string, std::string, std::less<>>& macros, Lexicon& lexicon)
      : rest_(pattern), macros_(macros), lexicon_(lexicon) {}

  // Empty and error() set if the pattern is wrong.
  std::vector<Sequence> Read() {
    std::vector<Sequence> out = Alternatives(0);
    if (error_.empty() && !rest_.empty()) error_ = "')' without '('";
    for (const Sequence& sequence : out) {
      if (sequence.empty()) Fail("the pattern may match nothing");
      if (sequence.size() > kLongestPattern) Fail("the pattern is longer than " + std::to_string(kLongestPattern) + " elements");
    }
    return error_.empty() ? out : std::vector<Sequence>();
  }
  const std::string& error() const { return error_; }

 private:
  static constexpr size_t kMostSequences = 20000;
  static constexpr int kDeepest = 12;

  void Fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    rest_ = {};
  }

  // sequence | sequence …, up to ')' or the end.
  std::vector<Sequence> Alternatives(int depth) {
    std::vector<Sequence> all, current{{}};
    if (depth > kDeepest) Fail("the pattern is nested too deeply");
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == ')') break;
      if (c == ' ') {
        rest_.remove_prefix(1);
      } else if (c == '|') {
        rest_.remove_prefix(1);
        std::move(current.begin(), current.end(), std::back_inserter(all));
        current = {{}};
      } else if (c == '[') {
        rest_.remove_prefix(1);
        opens_ = true;
      } else if (c == ']') {
        rest_.remove_prefix(1);
        for (Sequence& sequence : current)
          if (!sequence.empty()) sequence.back().closes = true;
      } else {
        Append(current, Element(depth));
      }
    }
    std::move(current.begin(), current.end(), std::back_inserter(all));
    return all;
  }

  void Append(std::vector<Sequence>& current, const std::vector<Sequence>& options) {
    if (current.size() * options.size() > kMostSequences) return Fail("the pattern has too many alternatives");
    std::vector<Sequence> out;
    out.reserve(current.size() * options.size());
    for (const Sequence& left : current)
      for (const Sequence& right : options) {
        out.push_back(left);
        out.back().insert(out.back().end(), right.begin(), right.end());
      }
    current = std::move(out);
  }

  std::vector<Sequence> Element(int depth) {
    const bool glued = rest_.front() == '+' && rest_.size() > 1;
    if (glued) rest_.remove_prefix(1);
    const bool opens = std::exchange(opens_, false);
    std::vector<Sequence> options;
    if (rest_.front() == '(') {
      rest_.remove_prefix(1);
      options = Alternatives(depth + 1);
      if (rest_.empty()) Fail("'(' without ')'");
      if (!rest_.empty()) rest_.remove_prefix(1);
    } else if (rest_.front() == '$' && rest_.size() > 1 && rest_[1] >= 'a' && rest_[1] <= 'z') {
      options = Macro(depth);
    } else {
      options = {{Single()}};
    }
    for (Sequence& sequence : options)
      if (!sequence.empty()) {
        sequence.front().glued = sequence.front().glued || glued;
        sequence.front().opens = sequence.front().opens || opens;
      }
    if (!rest_.empty() && rest_.front() == '?') {
      rest_.remove_prefix(1);
      if (opens) Fail("the span starts with something that may be missing");
      options.emplace_back();
    }
    return options;
  }

  std::string_view Take(std::string_view stops) {
    const size_t end = std::min(rest_.find_first_of(stops), rest_.size());
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return out;
  }

  std::vector<Sequence> Macro(int depth) {
    const std::string_view name = Take(" ()|?[]");
    const auto macro = macros_.find(name);
    if (macro == macros_.end()) {
      Fail("'" + std::string(name) + "' is not defined");
      return {};
    }
    const std::string_view saved = std::exchange(rest_, macro->second);
    std::vector<Sequence> out = Alternatives(depth + 1);
    if (error_.empty()) rest_ = saved;
    return out;
  }

  Symbol Single() {
    if (rest_.front() == '{' || rest_.front() == '<') return Class(rest_.front() == '{' ? '}' : '>');
    const bool escaped = rest_.front() == '\\' && rest_.size() > 1;
    if (escaped) rest_.remove_prefix(1);
    std::string_view word = escaped ? rest_.substr(0, 1) : Take(" ()|?[]");
    if (escaped) rest_.remove_prefix(1);
    if (word.empty()) word = rest_.substr(0, 1), rest_.remove_prefix(1);
    Symbol symbol;
    const bool mark = word.size() == 1 && std::string_view("-,/:.'\"()@&$%").find(word.front()) != std::string_view::npos;
    symbol.kind = mark ? SymbolKind::kMark : SymbolKind::kWord;
    symbol.id = mark ? static_cast<uint32_t>(word.front()) : lexicon_.Add(word);
    return symbol;
  }

  // {class:field}, <sort>
  Symbol Class(char closing) {
    rest_.remove_prefix(1);
    const std::string_view whole = Take(std::string_view(&closing, 1));
    if (rest_.empty()) Fail(std::string("'") + closing + "' is missing");
    if (!rest_.empty()) rest_.remove_prefix(1);
    const size_t colon = whole.find(':');
    const std::string_view name = whole.substr(0, colon);
    Symbol symbol;
    bool known = false;
    std::optional<Field> field = FieldNamed(colon == std::string_view::npos ? name : whole.substr(colon + 1));
    if (closing == '>') {
      symbol.kind = SymbolKind::kSort;
      const auto at = std::find(kSorts.begin(), kSorts.end(), name);
      known = at != kSorts.end();
      symbol.id = static_cast<uint32_t>(at - kSorts.begin());
      field = Field::kNowhere;
    } else if (symbol.id = lexicon_.ClassOf(name); symbol.id != Lexicon::kUnknown) {
      symbol.kind = SymbolKind::kClass;
      known = true;
    } else {
      symbol.kind = SymbolKind::kBuiltIn;
      for (uint32_t i = 0; i < static_cast<uint32_t>(BuiltIn::kCount) && !known; ++i) {
        known = NameOf(static_cast<BuiltIn>(i)) == name;
        symbol.id = i;
      }
      if (known && colon == std::string_view::npos) field = FieldOf(static_cast<BuiltIn>(symbol.id));
    }
    if (!known) Fail("there is no class '" + std::string(name) + "'");
    if (known && !field) Fail("'" + std::string(whole) + "' names no field");
    symbol.field = field.value_or(Field::kNowhere);
    return symbol;
  }

  std::string_view rest_;
  const std::map<std::string, std::string, std::less<>>& macros_;
  Lexicon& lexicon_;
  bool opens_ = false;
  std::string error_;
};

// "shift direction=last n=1" → operation and constants. False, with a message, if it is neither.
bool ReadValue(std::string_view cell, Rule& rule, std::string& message) {
  const size_t space = std::min(cell.find(' '), cell.size());
  const std::string_view name = cell.substr(0, space);
  const auto op = std::find_if(kOps.begin(), kOps.end(), [&](const auto& known) { return known.first == name; });
  if (op == kOps.end()) {
    message = "'" + std::string(name) + "' is no operation";
    return false;
  }
  rule.op = op->second;
  cell.remove_prefix(space);
  while (!cell.empty()) {
    cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
    const std::string_view pair = cell.substr(0, std::min(cell.find(' '), cell.size()));
    cell.remove_prefix(pair.size());
    if (pair.empty()) break;
    const size_t equals = std::min(pair.find('='), pair.size());
    const std::optional<Field> field = FieldNamed(pair.substr(0, equals));
    Constant constant{field.value_or(Field::kNowhere), std::string(equals < pair.size() ? pair.substr(equals + 1) : "")};
    std::from_chars(constant.text.data(), constant.text.data() + constant.text.size(), constant.number);  // words stay 0
    Meaning trial;
    if (!field || !SetField(trial, constant.field, constant.text, constant.number)) {
      message = "'" + std::string(pair) + "' sets no field";
      return false;
    }
    rule.constants.push_back(std::move(constant));
  }
  return true;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- fields

bool SetField(Meaning& meaning, Field field, std::string_view text, double number) {
  constexpr double kLargest = 1e9;  // "3 billion years ago" fits no int, and values are still reckoned with
  const auto whole = static_cast<int32_t>(std::fmax(-kLargest, std::fmin(kLargest, number)));
  const auto set_unit = [&](Unit& unit, double& n) {  // "10Y": ten years; the amount multiplies what was counted
    size_t digits = 0;
    double factor = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') factor = factor * 10 + (text[digits++] - '0');
    if (digits > 0) n = (n < 0 ? 1 : n) * factor;
    return FindCode(kUnits, text.substr(digits), unit);
  };
  switch (field) {
    case Field::kNowhere: return true;
    case Field::kYear: {
      constexpr int kPivot = 35;  // '34 is 2034, '35 is 1935
      meaning.year = text.size() == 2 ? whole + (whole < kPivot ? 2000 : 1900) : whole;
      return true;
    }
    case Field::kDecade: meaning.decade = whole; return true;
    case Field::kCentury: meaning.century = whole; return true;
    case Field::kMonth: meaning.month = whole; return whole >= 1 && whole <= 12;
    case Field::kDay: meaning.day = whole; return whole >= 1 && whole <= 31;
    case Field::kWeekday: meaning.weekday = whole; return whole >= 1 && whole <= 7;
    case Field::kWeek: meaning.week = whole; return true;
    case Field::kQuarter: meaning.quarter = whole; return whole >= 1 && whole <= 4;
    case Field::kHalf: meaning.half = whole; return whole >= 1 && whole <= 2;
    case Field::kNth: meaning.nth = whole; return true;
    case Field::kSeason: meaning.season = text; return true;
    case Field::kPart: meaning.part = text; return true;
    case Field::kFestival: meaning.festival = text; return true;
    case Field::kHour: meaning.hour = whole; return true;
    case Field::kMinute: meaning.minute = whole; return true;
    case Field::kSecond: meaning.second = whole; return true;
    case Field::kMeridiem: meaning.meridiem = text; return true;
    case Field::kZone: meaning.zone = text; return true;
    case Field::kClock:
      meaning.hour = whole / 60;
      meaning.minute = whole % 60;
      if (!text.empty()) meaning.meridiem = text;
      return true;
    case Field::kNumber:
      meaning.vague = text == "X";
      meaning.n = meaning.vague ? 1 : number;
      return true;
    case Field::kNumber2: meaning.n2 = number; return true;
    case Field::kUnit: return set_unit(meaning.unit, meaning.n);
    case Field::kUnit2: return set_unit(meaning.unit2, meaning.n2);
    case Field::kValue: meaning.value = text; return true;
    case Field::kDirection: return FindCode(kDirections, text, meaning.direction);
    case Field::kYearDirection: return FindCode(kDirections, text, meaning.year_direction);
    case Field::kFrom: meaning.from = From::kText; return text == "text";
    case Field::kEra: meaning.era = text == "BC"; return true;
    case Field::kFirst: meaning.first = whole; return true;
    case Field::kSecondOf: meaning.second_of = whole; return true;
    case Field::kYearTail: {  // 1990-94
      const int32_t tail = meaning.year - meaning.year % 100 + whole;
      const bool later = tail > meaning.year;
      meaning.year = tail;
      return later;
    }
    case Field::kCompact: {
      meaning.year = whole / 10000, meaning.month = whole / 100 % 100, meaning.day = whole % 100;
      return true;
    }
  }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------- reading

void RuleSet::Read(const Data& data, std::string_view path, Lexicon& lexicon, Mistakes& mistakes) {
  std::map<std::string, std::string, std::less<>> macros;
  std::vector<TsvTable> tables;
  for (const Data::File& file : data.Files(path)) {
    tables.push_back(ReadTsv(file.name, file.text, {"rule", "pattern", "value", "when"}, mistakes));
    for (const TsvRow& row : tables.back().rows)
      if (row.cells[0].substr(0, 1) == "$") macros[std::string(row.cells[0])] = std::string(row.cells[1]);
  }
  std::reverse(tables.begin(), tables.end());  // a user's rules come first, so that they win
  for (const TsvTable& table : tables) {
    for (const TsvRow& row : table.rows) {
      if (row.cells[0].substr(0, 1) == "$") continue;
      Rule rule;
      rule.id = std::string(row.cells[0]);
      std::string message;
      if (!ReadValue(row.cells[2], rule, message)) mistakes.push_back(table.At(row, 2, message));
      const auto when = std::find_if(kConditions.begin(), kConditions.end(), [&](const auto& known) { return known.first == row.cells[3]; });
      if (when == kConditions.end())
        mistakes.push_back(table.At(row, 3, "'" + std::string(row.cells[3]) + "' is no condition"));
      else
        rule.when = when->second;
      PatternReader reader(row.cells[1], macros, lexicon);
      const std::vector<Sequence> sequences = reader.Read();
      if (!reader.error().empty()) mistakes.push_back(table.At(row, 1, reader.error()));
      rules_.push_back(std::move(rule));
      for (const Sequence& sequence : sequences) Insert(sequence, static_cast<uint32_t>(rules_.size() - 1));
    }
  }
}

void RuleSet::Insert(const std::vector<Symbol>& sequence, uint32_t rule) {
  uint32_t at = 0;
  for (const Symbol& symbol : sequence) {
    const std::vector<Node::Edge>& edges = nodes_[at].edges;
    const auto edge = std::find_if(edges.begin(), edges.end(), [&](const Node::Edge& known) { return known.symbol == symbol; });
    if (edge != edges.end()) {
      at = edge->target;
      continue;
    }
    const auto target = static_cast<uint32_t>(nodes_.size());
    nodes_[at].edges.push_back({symbol, target});
    nodes_.emplace_back();
    at = target;
  }
  std::vector<uint32_t>& rules = nodes_[at].rules;
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
}

namespace {

Signature SignatureOf(const Symbol& symbol) {
  switch (symbol.kind) {
    case SymbolKind::kWord: return WordBit(symbol.id);
    case SymbolKind::kMark: return MarkBit(static_cast<char>(symbol.id));
    case SymbolKind::kClass: return ClassBit(symbol.id);
    case SymbolKind::kBuiltIn: return BuiltInBits(1U << symbol.id);
    case SymbolKind::kSort:
    case SymbolKind::kCount: break;
  }
  return kAnySignature;  // what stands at a token is not the token's
}

}  // namespace

void RuleSet::Seal() {
  for (Node& node : nodes_) {
    for (const Node::Edge& edge : node.edges) node.accepts |= SignatureOf(edge.symbol);
    std::stable_sort(node.edges.begin(), node.edges.end(), [](const Node::Edge& a, const Node::Edge& b) {
      return a.symbol.kind != b.symbol.kind ? a.symbol.kind < b.symbol.kind : a.symbol.id < b.symbol.id;
    });
    for (size_t kind = 0, edge = 0; kind < node.first.size(); ++kind) {
      while (edge < node.edges.size() && static_cast<size_t>(node.edges[edge].symbol.kind) < kind) ++edge;
      node.first[kind] = static_cast<uint16_t>(edge);
    }
  }
}

}  // namespace factbox::dates
