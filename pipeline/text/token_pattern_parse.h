// From the text of a token pattern (language: token_pattern.h) to a tree. Internal to token_pattern.cc and to the tests, which match the tree
// by plain backtracking and compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/pattern_mistake.h"
#include "text/segmenter.h"
#include "text/token.h"

namespace factbox {

// Classes that a token has by itself.
enum class TokenClass : uint8_t {
  kAny,
  kWord,
  kPunct,
  kCap,
  kUpper,
  kInitial,
  kLower,
  kMixed,
  kNumber,
  kAlnum,
  kUncased,
  kDash,
  kQuote,
  kOpen,
  kClose,
  kDotted,
  kGlued,
  kLine,
  kCount
};
bool Has(const Token& token, TokenClass token_class);

// What a token is looked up by among the words of the patterns: its mark, where ASCII has one, else its fold.
uint64_t VocabularyKey(const Token& token);

struct TokenLiteral {
  enum Kind : uint8_t { kWord, kClass, kUnit, kList };
  Kind kind = kClass;
  bool negated = false;
  uint32_t symbol = 0;  // number of the word, TokenClass, number of the unit or of the list
};

struct TokenNode {
  enum Kind : uint8_t {
    kTest,          // one token of which all literals hold
    kUnit,          // a whole unit: literals[0]
    kList,          // a word or phrase of a list: literals[0]
    kSequence,      // children in order
    kAlternatives,  // one of the children
    kRepeat,        // children[0], min to max times; max -1: any number
    kCapture,       // children[0], reported as `capture`
  };
  Kind kind = kTest;
  std::vector<TokenLiteral> literals;
  std::vector<TokenNode> children;
  int min = 1, max = 1;
  size_t capture = 0;  // index into TokenPattern::captures

  bool MayBeEmpty() const;
};

struct TokenPattern {
  TokenNode root;
  bool at_start = false, at_end = false;
  std::vector<std::string> captures;  // names, each once
};

struct TokenList {
  std::string name;
  std::vector<uint32_t> words;                 // of one token
  std::vector<std::vector<uint32_t>> phrases;  // of several
};

// The names that patterns use. Words are numbered as they occur.
struct TokenSymbols {
  std::unordered_map<uint64_t, uint32_t> words;  // by VocabularyKey
  std::vector<std::string> units;
  std::vector<TokenList> lists;

  uint32_t Word(uint64_t key);
};

class TokenPatternParser {
 public:
  TokenPatternParser(Segmenter& segmenter, TokenSymbols& symbols) : segmenter_(segmenter), symbols_(symbols) {}

  Result<TokenPattern, PatternMistake> Parse(std::string_view pattern);
  // The numbers of the words that `text` is cut into.
  std::vector<uint32_t> Words(std::string_view text);

 private:
  bool Alternatives(TokenNode& out);
  bool Sequence(TokenNode& out);
  bool Item(TokenNode& out);
  bool Atom(TokenNode& out);
  bool Group(TokenNode& out);
  bool Quoted(std::vector<uint32_t>& words);
  bool Angle(TokenNode& out);
  bool Literal(TokenLiteral& out);
  bool Quantifier(TokenNode& out, size_t start);
  bool Count(int& out);
  std::string_view Name();
  void SkipBlanks();
  bool AtEnd() const { return at_ >= text_.size(); }
  char Next() const { return AtEnd() ? '\0' : text_[at_]; }
  bool Take(char c);
  bool Fail(size_t at, std::string message);

  Segmenter& segmenter_;
  TokenSymbols& symbols_;
  std::vector<Token> tokens_;
  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  size_t groups_ = 0;
  std::vector<size_t> open_;  // named parts that are being read
  TokenPattern pattern_;
  PatternMistake mistake_;
};

}  // namespace factbox
