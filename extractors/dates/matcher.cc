#include "extractors/dates/matcher.h"

#include <algorithm>

#include "extractors/dates/conditions.h"

namespace factbox::dates {
namespace {

// Whether any built-in class but words with a capital could match: most words fail.
bool MayBeBuiltIn(const Input& input, uint32_t at) {
  const Token& token = input.tokens[at];
  if (token.shape == Shape::kPunctuation) return token.mark == '?';
  return token.shape != Shape::kLower || input.numerals->MayStart(token);
}

// One search from one token.
class Search {
 public:
  Search(const RuleSet& rules, const Input& input, const std::vector<Expression>& expressions, uint32_t start, std::vector<Matcher::Match>& out)
      : rules_(rules), input_(input), expressions_(expressions), start_(start), out_(out) {}

  // Follows every edge of the node that the token at `at` can take.
  void Walk(uint32_t number, uint32_t at) {
    const Node& node = rules_.node(number);
    for (const uint32_t rule : node.rules) Accept(rules_.rule(rule), at);
    if (at >= input_.limit || node.edges.empty()) return;
    const Token& token = input_.tokens[at];
    for (const Node::Edge& edge : node.Edges(SymbolKind::kSort)) TakeExpression(edge, at);
    if (token.shape == Shape::kPunctuation && token.mark != '?') {
      Each(node.Edges(SymbolKind::kMark), static_cast<uint32_t>(token.mark), [&](const Node::Edge& edge) { Take(edge, at, {at + 1, 0, {}}); });
    } else if (const uint32_t word = input_.words[at]; word != Lexicon::kUnknown) {
      Each(node.Edges(SymbolKind::kWord), word, [&](const Node::Edge& edge) { Take(edge, at, {at + 1, 0, {}}); });
      const std::span<const Node::Edge> classes = node.Edges(SymbolKind::kClass);
      if (!classes.empty())
        for (const Reading& reading : input_.lexicon->word(word).readings)
          if (!reading.capital || IsCapitalized(token))
            Each(classes, reading.word_class, [&](const Node::Edge& edge) { Take(edge, at, {WithFullStop(at), reading.number, reading.text}); });
    }
    const std::span<const Node::Edge> built_in = node.Edges(SymbolKind::kBuiltIn);
    if (built_in.empty() || !MayBeBuiltIn(input_, at)) return;
    // Several edges may ask for one class: it is read once.
    const uint32_t possible = PossibleAt(input_, at);
    Atom atom;
    for (size_t i = 0; i < built_in.size(); ++i) {
      if ((possible >> built_in[i].symbol.id & 1) == 0) continue;
      if (i == 0 || built_in[i].symbol.id != built_in[i - 1].symbol.id) atom = ReadAtom(input_, static_cast<BuiltIn>(built_in[i].symbol.id), at);
      if (atom.end != 0) Take(built_in[i], at, atom);
    }
  }

 private:
  struct Step {
    const Symbol* symbol = nullptr;
    uint32_t begin = 0;
    Atom atom;
    const Expression* expression = nullptr;
  };

  template <class Function>
  static void Each(std::span<const Node::Edge> edges, uint32_t id, Function function) {
    auto edge = std::lower_bound(edges.begin(), edges.end(), id, [](const Node::Edge& a, uint32_t wanted) { return a.symbol.id < wanted; });
    for (; edge != edges.end() && edge->symbol.id == id; ++edge) function(*edge);
  }

  void Take(const Node::Edge& edge, uint32_t at, const Atom& atom, const Expression* expression = nullptr) {
    if (edge.symbol.glued && input_.tokens[at].space_before) return;
    // Most ways end here: no rule does, and the next token leads nowhere.
    const Node& next = rules_.node(edge.target);
    if (next.rules.empty() && (atom.end >= input_.limit || (next.accepts & input_.signatures[atom.end]) == 0)) return;
    steps_[depth_++] = {&edge.symbol, at, atom, expression};
    Walk(edge.target, atom.end);
    --depth_;
  }

  void TakeExpression(const Node::Edge& edge, uint32_t at) {
    for (const Expression& expression : expressions_)
      if (expression.tokens.begin == at && SortOf(expression.meaning) == static_cast<Sort>(edge.symbol.id))
        return Take(edge, at, {expression.tokens.end, 0, {}}, &expression);
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
    for (const Constant& constant : rule.constants)
      if (!SetField(meaning, constant.field, constant.text, constant.number)) return false;
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

Matcher::Matcher(const RuleSet& rules, const Lexicon& lexicon) : rules_(rules), starts_(lexicon.size()) {
  for (const Node::Edge& edge : rules.node(0).edges) {
    if (edge.symbol.kind == SymbolKind::kBuiltIn) built_in_ |= BuiltInBits(1U << edge.symbol.id);
    const Node& target = rules.node(edge.target);
    for (uint32_t word = 0; word < lexicon.size(); ++word) {
      const std::vector<Reading>& readings = lexicon.word(word).readings;
      const bool is_word = edge.symbol.kind == SymbolKind::kWord && edge.symbol.id == word;
      const bool is_class = edge.symbol.kind == SymbolKind::kClass &&
                            std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) { return reading.word_class == edge.symbol.id; });
      if (!is_word && !is_class) continue;
      starts_[word].next |= target.accepts;
      starts_[word].ends = starts_[word].ends || !target.rules.empty();
    }
  }
}

bool Matcher::MayMatchAt(const Input& input, uint32_t at) const {
  if ((input.signatures[at] & built_in_) != 0) return true;
  if (input.words[at] == Lexicon::kUnknown) return false;
  const Start& start = starts_[input.words[at]];
  if (start.ends) return true;
  if (at + 1 >= input.limit) return false;
  return (input.signatures[at + 1] & start.next) != 0 || (start.next != 0 && input.tokens[at + 1].mark == '.');  // "Tues." takes its full stop in
}

void Matcher::MatchAt(const Input& input, const std::vector<Expression>& expressions, uint32_t at, std::vector<Match>& out) const {
  Search(rules_, input, expressions, at, out).Walk(0, at);
}

}  // namespace factbox::dates
