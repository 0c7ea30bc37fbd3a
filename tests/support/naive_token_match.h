// Token patterns matched by plain backtracking over the parsed tree: slow, short, and with nothing in common with RE2 or with the codes.
// What token_pattern.cc finds is compared with it, in a test and in a fuzz target.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "text/token_pattern.h"
#include "text/token_pattern_parse.h"

namespace factbox {

struct MarkedUnit {
  uint32_t unit = 0;  // number in TokenSymbols
  TokenRange tokens;
};

class NaiveMatcher {
 public:
  NaiveMatcher(const TokenSymbols& symbols, const std::vector<Token>& tokens, std::vector<MarkedUnit> units)
      : symbols_(symbols), tokens_(tokens), units_(std::move(units)) {}

  // All leftmost-longest matches that do not overlap. Nothing if it took more steps than a test should.
  std::optional<std::vector<TokenMatch>> All(const TokenPattern& pattern) {
    std::vector<TokenMatch> out;
    const auto size = static_cast<uint32_t>(tokens_.size());
    for (uint32_t from = 0; from < size;) {
      std::optional<TokenMatch> best;
      if (!pattern.at_start || from == 0) {
        now_ = {};
        Walk(pattern.root, from, [&](uint32_t end) {
          if (end == from || (pattern.at_end && end != size)) return;
          if (best && end <= best->tokens.end) return;
          best = now_;
          best->tokens = {from, end};
        });
      }
      if (steps_ > kMostSteps) return std::nullopt;
      if (best) {
        for (TokenRange& capture : best->captures)
          if (capture.empty()) capture = {};
        out.push_back(*best);
      }
      from = best ? best->tokens.end : from + 1;
    }
    return out;
  }

 private:
  static constexpr size_t kMostSteps = 200000;
  using Then = std::function<void(uint32_t)>;

  // Calls `then` with every place where `node` can end that begins at `at`, in order of preference.
  void Walk(const TokenNode& node, uint32_t at, const Then& then) {
    if (++steps_ > kMostSteps) return;
    switch (node.kind) {
      case TokenNode::kTest:
        if (at < tokens_.size() && Holds(node.literals, at)) then(at + 1);
        break;
      case TokenNode::kUnit:
        for (const MarkedUnit& unit : units_)
          if (unit.unit == node.literals[0].symbol && unit.tokens.begin == at) then(unit.tokens.end);
        break;
      case TokenNode::kList: {
        const TokenList& list = symbols_.lists[node.literals[0].symbol];
        if (at < tokens_.size() && Holds(node.literals, at)) then(at + 1);
        for (const auto& phrase : list.phrases) {
          uint32_t end = at;
          while (end < tokens_.size() && end - at < phrase.size() && IsWordOf(phrase[end - at], end)) ++end;
          if (end - at == phrase.size()) then(end);
        }
        break;
      }
      case TokenNode::kSequence: Chain(node, 0, at, then); break;
      case TokenNode::kAlternatives:
        for (const TokenNode& child : node.children) Walk(child, at, then);
        break;
      case TokenNode::kRepeat: Repeat(node, 0, at, then); break;
      case TokenNode::kCapture: {
        const TokenRange before = now_.captures[node.capture];
        Walk(node.children[0], at, [&](uint32_t end) {
          const TokenRange inner = now_.captures[node.capture];
          now_.captures[node.capture] = {at, end};
          then(end);
          now_.captures[node.capture] = inner;
        });
        now_.captures[node.capture] = before;
        break;
      }
    }
  }

  void Chain(const TokenNode& node, size_t child, uint32_t at, const Then& then) {
    if (child == node.children.size()) return then(at);
    Walk(node.children[child], at, [&](uint32_t end) { Chain(node, child + 1, end, then); });
  }

  void Repeat(const TokenNode& node, int done, uint32_t at, const Then& then) {
    if (node.max < 0 || done < node.max) Walk(node.children[0], at, [&](uint32_t end) { Repeat(node, done + 1, end, then); });
    if (done >= node.min) then(at);
  }

  bool IsWordOf(uint32_t word, uint32_t at) const {
    const auto found = symbols_.words.find(VocabularyKey(tokens_[at]));
    return found != symbols_.words.end() && found->second == word;
  }

  bool Holds(const std::vector<TokenLiteral>& literals, uint32_t at) const {
    for (const TokenLiteral& literal : literals) {
      bool holds = false;
      switch (literal.kind) {
        case TokenLiteral::kWord: holds = IsWordOf(literal.symbol, at); break;
        case TokenLiteral::kClass: holds = Has(tokens_[at], static_cast<TokenClass>(literal.symbol)); break;
        case TokenLiteral::kUnit:
          for (const MarkedUnit& unit : units_) holds = holds || (unit.unit == literal.symbol && unit.tokens.Contains(at));
          break;
        case TokenLiteral::kList:
          for (const uint32_t word : symbols_.lists[literal.symbol].words) holds = holds || IsWordOf(word, at);
          break;
      }
      if (holds == literal.negated) return false;
    }
    return true;
  }

  const TokenSymbols& symbols_;
  const std::vector<Token>& tokens_;
  std::vector<MarkedUnit> units_;
  TokenMatch now_;
  size_t steps_ = 0;
};

}  // namespace factbox
