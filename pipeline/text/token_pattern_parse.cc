#include "text/token_pattern_parse.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/token_pattern.h"

namespace factbox {
namespace {

constexpr std::array<std::string_view, static_cast<size_t>(TokenClass::kCount)> kClassNames = {"ANY",   "WORD",  "PUNCT",  "CAP",    "UPPER",   "INITIAL",
                                                                                               "LOWER", "MIXED", "NUMBER", "ALNUM",  "UNCASED", "DASH",
                                                                                               "QUOTE", "OPEN",  "CLOSE",  "DOTTED", "GLUED",   "LINE"};

// Deeper patterns are mistakes; the parser recurses.
constexpr int kDeepest = 50;
// RE2 allows 1,000 in all; nobody means that many tokens.
constexpr int kMostRepeats = 100;

bool IsUpperName(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool IsLowerName(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

bool Has(const Token& token, TokenClass token_class) {
  switch (token_class) {
    case TokenClass::kAny: return true;
    case TokenClass::kWord: return IsWord(token);
    case TokenClass::kPunct: return !IsWord(token);
    case TokenClass::kCap: return IsCapitalized(token);
    case TokenClass::kUpper: return token.shape == Shape::kUpper;
    case TokenClass::kInitial: return token.shape == Shape::kInitial;
    case TokenClass::kLower: return token.shape == Shape::kLower;
    case TokenClass::kMixed: return token.shape == Shape::kMixed;
    case TokenClass::kNumber: return token.shape == Shape::kNumber;
    case TokenClass::kAlnum: return token.shape == Shape::kAlphanumeric;
    case TokenClass::kUncased: return token.shape == Shape::kUncased;
    case TokenClass::kDash: return token.mark == '-';
    case TokenClass::kQuote: return token.mark == '"' || token.mark == '\'';
    case TokenClass::kOpen: return token.opens;
    case TokenClass::kClose: return token.closes;
    case TokenClass::kDotted: return token.full_stop;
    case TokenClass::kGlued: return !token.space_before;
    case TokenClass::kLine: return token.line_start;
    case TokenClass::kCount: break;
  }
  return false;
}

uint64_t VocabularyKey(const Token& token) {
  constexpr uint64_t kMarks = 0x6D61726B73;  // keeps marks apart from folds
  return token.mark != 0 && token.mark != kOtherMark ? CombineHash(kMarks, static_cast<uint64_t>(token.mark)) : token.fold;
}

bool TokenNode::MayBeEmpty() const {
  const auto may = [](const TokenNode& node) { return node.MayBeEmpty(); };
  switch (kind) {
    case kTest:
    case kUnit:
    case kList: return false;
    case kSequence: return std::all_of(children.begin(), children.end(), may);
    case kAlternatives: return std::any_of(children.begin(), children.end(), may);
    case kRepeat: return min == 0 || children[0].MayBeEmpty();
    case kCapture: return children[0].MayBeEmpty();
  }
  return true;
}

uint32_t TokenSymbols::Word(uint64_t key) { return words.try_emplace(key, static_cast<uint32_t>(words.size())).first->second; }

// ---------------------------------------------------------------------------------------------------------------- small parts

bool TokenPatternParser::Fail(size_t at, std::string message) {
  mistake_ = {at, std::move(message)};
  return false;
}

void TokenPatternParser::SkipBlanks() {
  while (Next() == ' ') ++at_;
}

bool TokenPatternParser::Take(char c) {
  SkipBlanks();
  if (Next() != c) return false;
  ++at_;
  return true;
}

std::string_view TokenPatternParser::Name() {
  const size_t start = at_;
  while (IsUpperName(Next()) || IsLowerName(Next())) ++at_;
  return text_.substr(start, at_ - start);
}

std::vector<uint32_t> TokenPatternParser::Words(std::string_view text) {
  if (text == "'s" || text == "’s") return {symbols_.Word(FoldHash(text))};  // alone it would be cut in two
  tokens_.clear();
  segmenter_.Tokenize(text, tokens_);
  std::vector<uint32_t> words;
  for (const Token& token : tokens_) words.push_back(symbols_.Word(VocabularyKey(token)));
  return words;
}

// ---------------------------------------------------------------------------------------------------------------- structure

Result<TokenPattern, PatternMistake> TokenPatternParser::Parse(std::string_view pattern) {
  text_ = pattern, at_ = 0, depth_ = 0, groups_ = 0, pattern_ = {}, open_.clear();
  if (!IsValidUtf8(pattern)) return PatternMistake{0, "invalid UTF-8"};
  pattern_.at_start = Take('^');
  if (!Alternatives(pattern_.root)) return mistake_;
  if (Take('$')) pattern_.at_end = true;
  SkipBlanks();
  if (!AtEnd()) {
    if (Next() == ')') return PatternMistake{at_, "a ) that closes nothing"};
    return PatternMistake{at_, pattern_.at_end ? "nothing may follow $" : "'" + std::string(1, Next()) + "' has no meaning here"};
  }
  if (pattern_.root.MayBeEmpty()) return PatternMistake{0, "the pattern can match no token at all, so everywhere"};
  return std::move(pattern_);
}

bool TokenPatternParser::Alternatives(TokenNode& out) {
  TokenNode first;
  if (!Sequence(first)) return false;
  SkipBlanks();
  if (Next() != '|') {
    out = std::move(first);
    return true;
  }
  out.kind = TokenNode::kAlternatives;
  out.children.push_back(std::move(first));
  while (Take('|')) {
    out.children.emplace_back();
    if (!Sequence(out.children.back())) return false;
  }
  return true;
}

bool TokenPatternParser::Sequence(TokenNode& out) {
  out.kind = TokenNode::kSequence;
  for (;;) {
    SkipBlanks();
    if (AtEnd() || Next() == '|' || Next() == ')' || Next() == '$') break;
    out.children.emplace_back();
    if (!Item(out.children.back())) return false;
  }
  return !out.children.empty() || Fail(at_, "an empty alternative matches everywhere");
}

bool TokenPatternParser::Item(TokenNode& out) {
  SkipBlanks();
  const size_t start = at_;
  TokenNode atom;
  if (!Atom(atom)) return false;
  SkipBlanks();
  const char c = Next();
  if (c != '?' && c != '*' && c != '+' && c != '{') {
    out = std::move(atom);
    return true;
  }
  out.kind = TokenNode::kRepeat;
  out.children.push_back(std::move(atom));
  return Quantifier(out, start);
}

bool TokenPatternParser::Quantifier(TokenNode& out, size_t start) {
  const size_t at = at_;
  const char c = text_[at_++];
  out.min = c == '+' ? 1 : 0;
  out.max = c == '?' ? 1 : -1;
  if (c == '{') {
    if (!Count(out.min)) return false;
    out.max = out.min;
    if (Take(',')) {
      SkipBlanks();
      if (Next() == '}')
        out.max = -1;
      else if (!Count(out.max))
        return false;
    }
    if (!Take('}')) return Fail(at, "a { is not closed");
    if (out.max == 0) return Fail(at, "at most no time is never");
    if (out.max >= 0 && out.min > out.max) return Fail(at, "more at least than at most");
  }
  if (out.children[0].MayBeEmpty()) return Fail(start, "what is repeated may match nothing by itself");
  SkipBlanks();
  const char next = Next();
  if (next == '?' || next == '*' || next == '+' || next == '{') return Fail(at_, "two quantifiers: lazy and possessive ones are not known here");
  return true;
}

bool TokenPatternParser::Count(int& out) {
  SkipBlanks();
  const size_t start = at_;
  out = 0;
  while (Next() >= '0' && Next() <= '9' && out <= kMostRepeats) out = out * 10 + (text_[at_++] - '0');
  if (at_ == start) return Fail(start, "a number is missing");
  return out <= kMostRepeats || Fail(start, "more than " + std::to_string(kMostRepeats) + " times");
}

// ---------------------------------------------------------------------------------------------------------------- atoms

bool TokenPatternParser::Atom(TokenNode& out) {
  const size_t start = at_;
  if (Next() == '(') return Group(out);
  if (Next() == '<') return Angle(out);
  const bool negated = Take('!');
  SkipBlanks();
  if (negated && Next() == '<') {
    if (!Angle(out)) return false;
    if (out.literals.size() != 1) return Fail(start, "! stands before one class, not several");
    if (out.literals[0].negated) return Fail(start, "a double negation");
    if (out.kind == TokenNode::kList && !symbols_.lists[out.literals[0].symbol].phrases.empty())
      return Fail(start, "! before a list that has phrases of several words");
    out.kind = TokenNode::kTest;
    out.literals[0].negated = true;
    return true;
  }
  if (Next() != '"') {
    if (negated) return Fail(start, "! stands before a word or a class");
    if (Next() == '^') return Fail(start, "^ may stand only at the start of the whole pattern");
    return Fail(start, "'" + std::string(1, Next()) + "' has no meaning here: words are written in quotation marks");
  }
  std::vector<uint32_t> words;
  if (!Quoted(words)) return false;
  if (negated && words.size() > 1) return Fail(start, "! before several words");
  out.kind = TokenNode::kSequence;
  for (const uint32_t word : words) {
    TokenNode test;
    test.literals.push_back({TokenLiteral::kWord, negated, word});
    out.children.push_back(std::move(test));
  }
  if (words.size() == 1) {
    TokenNode only = std::move(out.children[0]);
    out = std::move(only);
  }
  return true;
}

bool TokenPatternParser::Quoted(std::vector<uint32_t>& words) {
  const size_t start = at_++;
  std::string text;
  for (;;) {
    if (AtEnd()) return Fail(start, "a quotation mark is not closed");
    char c = text_[at_++];
    if (c == '"') break;
    if (c == '\\') {
      if (Next() != '"' && Next() != '\\') return Fail(at_ - 1, "only \\\" and \\\\ are known here");
      c = text_[at_++];
    }
    text += c;
  }
  words = Words(text);
  return !words.empty() || Fail(start, "no word between the quotation marks");
}

bool TokenPatternParser::Group(TokenNode& out) {
  const size_t start = at_++;
  if (++depth_ > kDeepest) return Fail(start, "more than " + std::to_string(kDeepest) + " brackets deep");
  if (Next() == '?') {
    ++at_;
    const size_t name_at = at_ + 1;
    if (!Take('<')) return Fail(start, "a named part is written (?<name> …)");
    const std::string name(Name());
    if (name.empty() || !std::all_of(name.begin(), name.end(), IsLowerName)) return Fail(name_at, "a name is of small letters, digits and _");
    if (!Take('>')) return Fail(at_, "a > is missing behind the name");
    if (++groups_ > TokenMatch::kMaxCaptures) return Fail(start, "more than " + std::to_string(TokenMatch::kMaxCaptures) + " named parts");
    const auto known = std::find(pattern_.captures.begin(), pattern_.captures.end(), name);
    out.capture = static_cast<size_t>(known - pattern_.captures.begin());
    if (known == pattern_.captures.end()) pattern_.captures.push_back(name);
    if (std::find(open_.begin(), open_.end(), out.capture) != open_.end()) return Fail(name_at, "a part within another of the same name");
    open_.push_back(out.capture);
    out.kind = TokenNode::kCapture;
    out.children.emplace_back();
    if (!Alternatives(out.children[0])) return false;
    if (out.children[0].MayBeEmpty()) return Fail(start, "a named part may match nothing: put the ? behind it");
    open_.pop_back();
  } else if (!Alternatives(out)) {
    return false;
  }
  --depth_;
  return Take(')') || Fail(AtEnd() ? start : at_, AtEnd() ? "a ( is not closed" : "a ) is missing");
}

bool TokenPatternParser::Angle(TokenNode& out) {
  const size_t start = at_++;
  do {
    out.literals.emplace_back();
    if (!Literal(out.literals.back())) return false;
  } while (Take('&'));
  if (!Take('>')) return Fail(AtEnd() ? start : at_, "a > is missing");
  const bool alone = out.literals.size() == 1 && !out.literals[0].negated;
  if (alone && out.literals[0].kind == TokenLiteral::kUnit) out.kind = TokenNode::kUnit;
  if (alone && out.literals[0].kind == TokenLiteral::kList) out.kind = TokenNode::kList;
  return true;
}

bool TokenPatternParser::Literal(TokenLiteral& out) {
  out.negated = Take('!');
  SkipBlanks();
  const size_t start = at_;
  if (Next() == '"') {
    std::vector<uint32_t> words;
    if (!Quoted(words)) return false;
    if (words.size() > 1) return Fail(start, "these are several tokens, but a test within < > is of one");
    out.kind = TokenLiteral::kWord, out.symbol = words[0];
    return true;
  }
  const bool list = Take('@');
  const std::string_view name = Name();
  if (name.empty()) return Fail(start, "the name of a class is missing");
  if (list) {
    const auto at = std::find_if(symbols_.lists.begin(), symbols_.lists.end(), [&](const TokenList& known) { return known.name == name; });
    if (at == symbols_.lists.end()) return Fail(start, "unknown list @" + std::string(name));
    out.kind = TokenLiteral::kList, out.symbol = static_cast<uint32_t>(at - symbols_.lists.begin());
    return true;
  }
  if (const auto at = std::find(kClassNames.begin(), kClassNames.end(), name); at != kClassNames.end()) {
    out.kind = TokenLiteral::kClass, out.symbol = static_cast<uint32_t>(at - kClassNames.begin());
    return true;
  }
  const auto unit = std::find(symbols_.units.begin(), symbols_.units.end(), name);
  if (unit == symbols_.units.end()) return Fail(start, "unknown class " + std::string(name));
  out.kind = TokenLiteral::kUnit, out.symbol = static_cast<uint32_t>(unit - symbols_.units.begin());
  return true;
}

}  // namespace factbox
