#include "extractors/dates/matcher.h"

#include <algorithm>
#include <cstdlib>

#include "extractors/dates/conditions.h"

namespace factbox::dates {
namespace {

// Marks that ASCII has no form of are words: €, ½.
uint32_t WordAt(const Input& input, uint32_t at) {
  const Token& token = input.tokens[at];
  return token.shape == Shape::kPunctuation && token.mark != '?' ? Lexicon::kUnknown : input.lexicon->Find(token.fold);
}

// One search from one token.
class Search {
 public:
  Search(const RuleSet& rules, const Input& input, const std::vector<Expression>& expressions, uint32_t start, std::vector<Matcher::Match>& out)
      : rules_(rules), input_(input), expressions_(expressions), start_(start), out_(out) {}

  void Take(const Node::Edge& edge, uint32_t at, uint32_t word) {
    if (edge.symbol.glued && input_.tokens[at].space_before) return;
    Step step{&edge.symbol, at, {}, nullptr};
    if (!Read(edge.symbol, word, step)) return;
    steps_[depth_++] = step;
    Walk(edge.target, step.atom.end);
    --depth_;
  }

 private:
  struct Step {
    const Symbol* symbol;
    uint32_t begin;
    Atom atom;
    const Expression* expression;
  };

  void Walk(uint32_t number, uint32_t at) {
    const Node& node = rules_.node(number);
    for (const uint32_t rule : node.rules) Accept(rules_.rule(rule), at);
    if (at >= input_.limit || node.edges.empty()) return;
    const uint32_t word = WordAt(input_, at);
    for (const Node::Edge& edge : node.edges) Take(edge, at, word);
  }

  bool Read(const Symbol& symbol, uint32_t word, Step& step) const {
    const Token& token = input_.tokens[step.begin];
    switch (symbol.kind) {
      case SymbolKind::kWord:
        if (word != symbol.id || word == Lexicon::kUnknown) return false;
        step.atom.end = step.begin + 1;
        return true;
      case SymbolKind::kMark:
        if (token.mark != static_cast<char>(symbol.id)) return false;
        step.atom.end = step.begin + 1;
        return true;
      case SymbolKind::kClass:
        if (word == Lexicon::kUnknown) return false;
        for (const Reading& reading : input_.lexicon->word(word).readings) {
          if (reading.word_class != symbol.id || (reading.capital && !IsCapitalized(token))) continue;
          step.atom = {WithFullStop(step.begin), reading.number, reading.text};
          return true;
        }
        return false;
      case SymbolKind::kBuiltIn:
        step.atom = ReadAtom(input_, static_cast<BuiltIn>(symbol.id), step.begin);
        return step.atom.end != 0;
      case SymbolKind::kSort:
        for (const Expression& expression : expressions_) {
          if (expression.tokens.begin != step.begin || SortOf(expression.meaning) != static_cast<Sort>(symbol.id)) continue;
          step.atom.end = expression.tokens.end;
          step.expression = &expression;
          return true;
        }
        return false;
    }
    return false;
  }

  // An abbreviation that the tokens do not know ("Tues.") keeps its full stop if a number or a comma follows.
  uint32_t WithFullStop(uint32_t at) const {
    if (at + 2 < input_.limit && input_.tokens[at + 1].mark == '.' && !input_.tokens[at + 1].space_before && input_.tokens[at + 1].span.size() == 1 &&
        (input_.tokens[at + 2].shape == Shape::kNumber || input_.tokens[at + 2].mark == ','))
      return at + 2;
    return at + 1;
  }

  void Accept(const Rule& rule, uint32_t end) {
    Matcher::Match match;
    match.span = {start_, end};
    match.context = end - start_;
    match.rule = &rule;
    for (size_t i = 0; i < depth_; ++i) {
      if (steps_[i].symbol->opens) match.span.begin = steps_[i].begin;
      if (steps_[i].symbol->closes) match.span.end = steps_[i].atom.end;
    }
    Matcher::Match* rival = nullptr;
    for (Matcher::Match& other : out_)
      if (other.span.begin == match.span.begin) rival = &other;
    if (rival != nullptr && !match.Beats(*rival)) return;
    if (!Holds(rule.when, input_, match.span) || !Fill(rule, match.meaning)) return;
    if (rival != nullptr)
      *rival = std::move(match);
    else
      out_.push_back(std::move(match));
  }

  bool Fill(const Rule& rule, Meaning& meaning) const {
    meaning.op = rule.op;
    if (rule.op == Op::kJoin || rule.op == Op::kOffset) Combine(rule.op, meaning);
    for (const auto& [field, value] : rule.constants)
      if (!SetField(meaning, field, value, std::atof(value.c_str()))) return false;
    for (size_t i = 0; i < depth_; ++i)
      if (!SetField(meaning, steps_[i].symbol->field, steps_[i].atom.text, steps_[i].atom.number)) return false;
    return true;
  }

  void Combine(Op op, Meaning& meaning) const {
    bool first = true;
    for (size_t i = 0; i < depth_; ++i) {
      if (steps_[i].expression == nullptr) continue;
      const Meaning& part = steps_[i].expression->meaning;
      if (op == Op::kOffset && part.op != Op::kDuration) {
        meaning.base.assign(1, part);
      } else if (op == Op::kOffset) {
        meaning.n = part.n, meaning.unit = part.unit, meaning.vague = part.vague;
      } else if (first) {
        meaning = part;
      } else {
        Overlay(part, meaning);
      }
      first = false;
    }
  }

  static void Overlay(const Meaning& part, Meaning& whole) {
    const auto copy = [](int32_t from, int32_t& to) {
      if (from != kAbsent) to = from;
    };
    const auto copy_text = [](std::string_view from, std::string_view& to) {
      if (!from.empty()) to = from;
    };
    // A weekday says less than a day of the month and a shift says more than a clock: the date with most to say leads.
    if (whole.op == Op::kDate && part.op == Op::kShift) {
      whole.op = Op::kShift;
      whole.n = part.n, whole.unit = part.unit, whole.direction = part.direction, whole.from = part.from;
    }
    copy(part.year, whole.year), copy(part.month, whole.month), copy(part.day, whole.day), copy(part.weekday, whole.weekday);
    copy(part.first, whole.first), copy(part.second_of, whole.second_of);
    copy(part.quarter, whole.quarter), copy(part.hour, whole.hour), copy(part.minute, whole.minute), copy(part.second, whole.second);
    copy_text(part.part, whole.part), copy_text(part.meridiem, whole.meridiem), copy_text(part.zone, whole.zone);
    copy_text(part.season, whole.season), copy_text(part.festival, whole.festival);
    whole.era = whole.era || part.era;
    if (part.direction != Direction::kOpen && whole.op == Op::kDate) whole.direction = part.direction;
    if (part.year_direction != Direction::kOpen) whole.year_direction = part.year_direction;
  }

  const RuleSet& rules_;
  const Input& input_;
  const std::vector<Expression>& expressions_;
  uint32_t start_;
  std::vector<Matcher::Match>& out_;
  std::array<Step, kLongestPattern> steps_;
  size_t depth_ = 0;
};

}  // namespace

Matcher::Matcher(const RuleSet& rules, const Lexicon& lexicon) : rules_(rules), by_word_(lexicon.size()) {
  for (const Node::Edge& edge : rules.node(0).edges) {
    switch (edge.symbol.kind) {
      case SymbolKind::kWord: by_word_[edge.symbol.id].push_back(&edge); break;
      case SymbolKind::kClass:
        for (uint32_t word = 0; word < lexicon.size(); ++word) {
          const std::vector<Reading>& readings = lexicon.word(word).readings;
          if (std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) { return reading.word_class == edge.symbol.id; }))
            by_word_[word].push_back(&edge);
        }
        break;
      default: other_.push_back(&edge);
    }
  }
}

void Matcher::MatchAt(const Input& input, const std::vector<Expression>& expressions, uint32_t at, std::vector<Match>& out) const {
  Search search(rules_, input, expressions, at, out);
  const uint32_t word = WordAt(input, at);
  if (word != Lexicon::kUnknown)
    for (const Node::Edge* edge : by_word_[word]) search.Take(*edge, at, word);
  for (const Node::Edge* edge : other_) search.Take(*edge, at, word);
}

}  // namespace factbox::dates
