#include "text/token_pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <bitset>
#include <cassert>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "text/token_pattern_parse.h"

namespace factbox {
namespace {

constexpr size_t kMaxWidth = 16;  // bytes of a code: two words of the machine
// Payload of each byte; the next bit says whether it is the first of its code. All bytes are ASCII: RE2 of 2022-06-01 in Latin-1 mode misses
// matches of an alternation whose parts begin with one and the same byte ≥ 0x80 ("\xe9t|\xe9"), as the fuzz target found.
constexpr size_t kPayloadBits = 6;
constexpr size_t kPayloads = size_t{1} << kPayloadBits;
constexpr unsigned char kFirstByte = 0x40;
constexpr size_t kMaxIdBytes = 3;  // 262,143 words

// RE2's automata. One pattern's stays small, for there may be thousands; the set's is shared by all.
constexpr int64_t kPatternBytes = 1 << 20;
constexpr int64_t kSetBytes = 64 << 20;

RE2::Options OptionsFor(int64_t bytes) {
  RE2::Options options(RE2::Latin1);  // bytes, not UTF-8
  options.set_log_errors(false);
  options.set_longest_match(true);
  options.set_dot_nl(true);
  options.set_max_mem(bytes);
  return options;
}

using Code = std::array<unsigned char, kMaxWidth>;

void Or(Code& into, const Code& other) {
  uint64_t a[2], b[2];
  std::memcpy(a, into.data(), sizeof a);
  std::memcpy(b, other.data(), sizeof b);
  a[0] |= b[0], a[1] |= b[1];
  std::memcpy(into.data(), a, sizeof a);
}

struct Bit {
  uint8_t byte = 0;
  unsigned char mask = 0;  // 0: no pattern asks for it
};

// A unit's tokens: all have `in`, the first `begin`, the last `end`.
struct UnitBits {
  Bit in, begin, end;
};

// ---------------------------------------------------------------------------------------------------------------- what is in use

// Which symbols the patterns ask for: only those get a place in the code.
struct Usage {
  std::vector<bool> words, units, lists;
  std::array<bool, static_cast<size_t>(TokenClass::kCount)> classes{};

  explicit Usage(const TokenSymbols& symbols) : words(symbols.words.size()), units(symbols.units.size()), lists(symbols.lists.size()), symbols_(symbols) {}

  void Add(const TokenNode& node) {
    for (const TokenLiteral& literal : node.literals) {
      switch (literal.kind) {
        case TokenLiteral::kWord: words[literal.symbol] = true; break;
        case TokenLiteral::kClass: classes[literal.symbol] = true; break;
        case TokenLiteral::kUnit: units[literal.symbol] = true; break;
        case TokenLiteral::kList:
          lists[literal.symbol] = true;
          for (const auto& phrase : symbols_.lists[literal.symbol].phrases)
            for (const uint32_t word : phrase) words[word] = true;
          break;
      }
    }
    for (const TokenNode& child : node.children) Add(child);
  }

 private:
  const TokenSymbols& symbols_;
};

// ---------------------------------------------------------------------------------------------------------------- the code

// Where in a code what stands.
struct Layout {
  size_t id_bytes = 0, width = 1;
  std::vector<uint32_t> ids;  // of words; 0: has none
  std::array<Bit, static_cast<size_t>(TokenClass::kCount)> classes{};
  std::vector<Bit> lists;
  std::vector<UnitBits> units;

  // False if a code does not hold all that is in use.
  bool Plan(const Usage& usage) {
    uint32_t id = 0;
    ids.assign(usage.words.size(), 0);
    for (size_t i = 0; i < ids.size(); ++i)
      if (usage.words[i]) ids[i] = ++id;
    while ((size_t{1} << (kPayloadBits * id_bytes)) <= id) ++id_bytes;

    size_t bits = 0;
    const auto next = [&] {
      const Bit bit{static_cast<uint8_t>(std::min(id_bytes + bits / kPayloadBits, kMaxWidth)),
                    static_cast<unsigned char>(kPayloads >> 1 >> bits % kPayloadBits)};
      ++bits;
      return bit;
    };
    for (size_t i = 1; i < classes.size(); ++i)  // not kAny
      if (usage.classes[i]) classes[i] = next();
    for (const bool used : usage.lists) lists.push_back(used ? next() : Bit());
    for (const bool used : usage.units) {
      UnitBits unit;
      if (used) unit.in = next(), unit.begin = next(), unit.end = next();
      units.push_back(unit);
    }
    width = std::max<size_t>(1, id_bytes + (bits + kPayloadBits - 1) / kPayloadBits);
    return id_bytes <= kMaxIdBytes && width <= kMaxWidth;
  }

  unsigned char IdByte(uint32_t id, size_t byte) const { return static_cast<unsigned char>(id >> (kPayloadBits * (id_bytes - 1 - byte)) & (kPayloads - 1)); }
};

// ---------------------------------------------------------------------------------------------------------------- RE2's pattern

using ByteSet = std::bitset<kPayloads>;  // payloads that one byte of a code may have
using Product = std::vector<ByteSet>;    // one set a byte

// Writes a tree as an RE2 pattern over codes.
class Emitter {
 public:
  Emitter(const Layout& layout, const TokenSymbols& symbols) : layout_(layout), symbols_(symbols) {}

  std::string out;
  std::vector<size_t> captures;  // of RE2's groups in order

  void Node(const TokenNode& node) {
    switch (node.kind) {
      case TokenNode::kTest: Test(node.literals); break;
      case TokenNode::kUnit: Unit(layout_.units[node.literals[0].symbol]); break;
      case TokenNode::kList: List(node.literals[0].symbol); break;
      case TokenNode::kSequence:
        out += "(?:";
        for (const TokenNode& child : node.children) Node(child);
        out += ')';
        break;
      case TokenNode::kAlternatives: Joined("(?:", node.children, [&](const TokenNode& child) { Node(child); }); break;
      case TokenNode::kRepeat:
        out += "(?:";
        Node(node.children[0]);
        out += "){" + std::to_string(node.min) + "," + (node.max < 0 ? "" : std::to_string(node.max)) + "}";
        break;
      case TokenNode::kCapture:
        captures.push_back(node.capture);
        out += '(';
        Node(node.children[0]);
        out += ')';
        break;
    }
  }

 private:
  template <class List, class Emit>
  void Joined(const char* open, const List& list, const Emit& emit) {
    out += open;
    bool first = true;
    for (const auto& element : list) {
      if (!first) out += '|';
      first = false;
      emit(element);
    }
    out += ')';
  }

  Product Any() const { return Product(layout_.width, ~ByteSet()); }

  static void Require(Product& product, Bit bit, bool set) {
    for (size_t value = 0; value < kPayloads; ++value)
      if (((value & bit.mask) != 0) != set) product[bit.byte].reset(value);
  }

  // A test is one byte class a byte, but for "is not this word", whose number may differ in the first byte or in the second.
  void Test(const std::vector<TokenLiteral>& literals) {
    std::vector<Product> products = {Any()};
    for (const TokenLiteral& literal : literals) {
      if (literal.kind == TokenLiteral::kWord) {
        Word(products, layout_.ids[literal.symbol], literal.negated);
        continue;
      }
      if (literal.kind == TokenLiteral::kClass && literal.symbol == static_cast<uint32_t>(TokenClass::kAny)) {
        if (literal.negated) products.clear();
        continue;
      }
      const Bit bit = literal.kind == TokenLiteral::kClass  ? layout_.classes[literal.symbol]
                      : literal.kind == TokenLiteral::kList ? layout_.lists[literal.symbol]
                                                            : layout_.units[literal.symbol].in;
      for (Product& product : products) Require(product, bit, !literal.negated);
    }
    Emit(products);
  }

  void Word(std::vector<Product>& products, uint32_t id, bool negated) const {
    if (!negated) {
      for (Product& product : products)
        for (size_t byte = 0; byte < layout_.id_bytes; ++byte) product[byte] &= ByteSet().set(layout_.IdByte(id, byte));
      return;
    }
    std::vector<Product> others;
    for (const Product& product : products) {
      for (size_t differs = 0; differs < layout_.id_bytes; ++differs) {
        Product other = product;
        for (size_t byte = 0; byte < differs; ++byte) other[byte] &= ByteSet().set(layout_.IdByte(id, byte));
        other[differs].reset(layout_.IdByte(id, differs));
        others.push_back(std::move(other));
      }
    }
    products = std::move(others);
  }

  // first middle* last, or one token that is both.
  void Unit(const UnitBits& unit) {
    const auto token = [&](bool begin, bool end) {
      Product product = Any();
      Require(product, unit.in, true);
      Require(product, unit.begin, begin);
      Require(product, unit.end, end);
      Emit({product});
    };
    out += "(?:";
    token(true, true);
    out += '|';
    token(true, false);
    token(false, false);
    out += '*';
    token(false, true);
    out += ')';
  }

  void List(uint32_t number) {
    const TokenList& list = symbols_.lists[number];
    out += "(?:";
    Test({{TokenLiteral::kList, false, number}});
    for (const auto& phrase : list.phrases) {
      out += '|';
      for (const uint32_t word : phrase) Test({{TokenLiteral::kWord, false, word}});
    }
    out += ')';
  }

  void Emit(std::vector<Product> products) {
    std::erase_if(products, [](const Product& product) { return std::any_of(product.begin(), product.end(), [](const ByteSet& set) { return set.none(); }); });
    if (products.empty()) {
      out += "[^\\x00-\\xff]";  // no token is so
      return;
    }
    Joined("(?:", products, [&](const Product& product) {
      for (size_t byte = 0; byte < product.size(); ++byte) Class(product[byte], byte == 0 ? kFirstByte : 0);
    });
  }

  void Class(const ByteSet& set, unsigned first) {
    const auto hex = [&](size_t value) {
      out += "\\x";
      out += "0123456789abcdef"[(value + first) >> 4];
      out += "0123456789abcdef"[(value + first) & 15];
    };
    out += '[';
    for (size_t value = 0; value < kPayloads; ++value) {
      if (!set[value]) continue;
      size_t last = value;
      while (last + 1 < kPayloads && set[last + 1]) ++last;
      hex(value);
      if (last > value) out += '-', hex(last);
      value = last;
    }
    out += ']';
  }

  const Layout& layout_;
  const TokenSymbols& symbols_;
};

// ---------------------------------------------------------------------------------------------------------------- tokens to codes

// Everything a token's code is put together from: four look-ups.
class CodeTable {
 public:
  CodeTable() { words_.resize(1); }

  void Fill(const Layout& layout, const TokenSymbols& symbols, const Usage& usage) {
    words_.assign(1, Code{});
    words_[0][0] = kFirstByte;
    std::vector<Code> codes(symbols.words.size(), words_[0]);
    for (size_t word = 0; word < codes.size(); ++word)
      for (size_t byte = 0; byte < layout.id_bytes; ++byte) codes[word][byte] |= layout.IdByte(layout.ids[word], byte);
    std::vector<bool> needed = usage.words;
    for (size_t i = 0; i < symbols.lists.size(); ++i) {
      if (!usage.lists[i]) continue;
      for (const uint32_t word : symbols.lists[i].words) codes[word][layout.lists[i].byte] |= layout.lists[i].mask, needed[word] = true;
    }
    size_t slots = 8;
    while (slots < symbols.words.size() * 2) slots *= 2;
    slots_.assign(slots, {0, 0});
    for (const auto& [key, word] : symbols.words) {
      if (!needed[word]) continue;
      size_t at = key & (slots - 1);
      while (slots_[at].code != 0) at = (at + 1) & (slots - 1);
      slots_[at] = {key, static_cast<uint32_t>(words_.size())};
      words_.push_back(codes[word]);
    }
    FillClasses(layout);
  }

  Code Of(const Token& token) const {
    Code code = words_[Find(VocabularyKey(token))];
    Or(code, shapes_[static_cast<size_t>(token.shape)]);
    Or(code, flags_[Flags(token)]);
    Or(code, marks_[static_cast<unsigned char>(token.mark) & 0x7F]);
    return code;
  }

 private:
  struct Slot {
    uint64_t key;
    uint32_t code;  // 0: free
  };

  uint32_t Find(uint64_t key) const {
    if (slots_.empty()) return 0;
    const size_t mask = slots_.size() - 1;
    size_t at = key & mask;
    while (slots_[at].code != 0 && slots_[at].key != key) at = (at + 1) & mask;
    return slots_[at].code;
  }

  static size_t Flags(const Token& token) {
    return static_cast<size_t>(token.opens) | static_cast<size_t>(token.closes) << 1 | static_cast<size_t>(token.full_stop) << 2 |
           static_cast<size_t>(token.space_before) << 3 | static_cast<size_t>(token.line_start) << 4;
  }

  // Tries each class on tokens that differ in one respect only.
  void FillClasses(const Layout& layout) {
    const auto fill = [&](Code& code, const Token& token, TokenClass first, TokenClass last) {
      code = {};
      for (auto i = static_cast<size_t>(first); i <= static_cast<size_t>(last); ++i)
        if (layout.classes[i].mask != 0 && Has(token, static_cast<TokenClass>(i))) code[layout.classes[i].byte] |= layout.classes[i].mask;
    };
    Token token;
    for (size_t i = 0; i < shapes_.size(); ++i) {
      token.shape = static_cast<Shape>(i);
      fill(shapes_[i], token, TokenClass::kWord, TokenClass::kUncased);
    }
    token = {};
    for (size_t i = 0; i < marks_.size(); ++i) {
      token.mark = static_cast<char>(i);
      fill(marks_[i], token, TokenClass::kDash, TokenClass::kQuote);
    }
    token = {};
    for (size_t i = 0; i < flags_.size(); ++i) {
      token.opens = i & 1, token.closes = i & 2, token.full_stop = i & 4, token.space_before = i & 8, token.line_start = i & 16;
      fill(flags_[i], token, TokenClass::kOpen, TokenClass::kLine);
    }
  }

  std::vector<Slot> slots_;
  std::vector<Code> words_;  // 0: a word of no pattern
  std::array<Code, static_cast<size_t>(Shape::kUncased) + 1> shapes_{};
  std::array<Code, 128> marks_{};
  std::array<Code, 32> flags_{};
};

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- the set

namespace {

// Units beyond 64 are needed by no pattern, as far as this goes.
uint64_t UnitBit(uint32_t unit) { return unit < 64 ? uint64_t{1} << unit : 0; }

// The units without which the pattern matches nothing.
uint64_t UnitsNeeded(const TokenNode& node) {
  uint64_t needed = 0;
  switch (node.kind) {
    case TokenNode::kTest:
    case TokenNode::kUnit:
      for (const TokenLiteral& literal : node.literals)
        if (literal.kind == TokenLiteral::kUnit && !literal.negated) needed |= UnitBit(literal.symbol);
      break;
    case TokenNode::kList: break;
    case TokenNode::kAlternatives:
      for (size_t i = 0; i < node.children.size(); ++i) needed = i == 0 ? UnitsNeeded(node.children[i]) : needed & UnitsNeeded(node.children[i]);
      break;
    case TokenNode::kRepeat:
      if (node.min == 0) break;
      [[fallthrough]];
    case TokenNode::kSequence:
    case TokenNode::kCapture:
      for (const TokenNode& child : node.children) needed |= UnitsNeeded(child);
      break;
  }
  return needed;
}

}  // namespace

struct TokenPatternSet::Impl {
  struct Compiled {
    std::string id;
    std::vector<std::string> names;  // of captures
    std::vector<size_t> captures;    // of RE2's groups
    std::unique_ptr<RE2> re2;
  };
  size_t width = 1;
  CodeTable table;
  std::vector<std::string> unit_names;
  std::vector<UnitBits> units;
  std::vector<Compiled> patterns;
  std::vector<uint64_t> needs;  // sets of units: a sentence without all of at least one of them matches no pattern
  RE2::Set set{OptionsFor(kSetBytes), RE2::UNANCHORED};
};

TokenPatternSet::TokenPatternSet() : impl_(std::make_unique<Impl>()) {}
TokenPatternSet::TokenPatternSet(TokenPatternSet&&) noexcept = default;
TokenPatternSet& TokenPatternSet::operator=(TokenPatternSet&&) noexcept = default;
TokenPatternSet::~TokenPatternSet() = default;

size_t TokenPatternSet::size() const { return impl_->patterns.size(); }
const std::string& TokenPatternSet::Id(uint32_t pattern) const { return impl_->patterns[pattern].id; }

TokenPatternSet::Unit TokenPatternSet::FindUnit(std::string_view name) const {
  Unit unit;
  const auto at = std::find(impl_->unit_names.begin(), impl_->unit_names.end(), name);
  const auto number = static_cast<size_t>(at - impl_->unit_names.begin());
  if (at != impl_->unit_names.end() && impl_->units[number].in.mask != 0) unit.number_ = static_cast<int32_t>(number);
  return unit;
}

void TokenPatternSet::Encode(std::span<const Token> tokens, TokenRange sentence, TokenCodes& codes) const {
  const size_t width = impl_->width;
  codes.first_ = sentence.begin;
  codes.count_ = sentence.size();
  codes.units_ = 0;
  if (codes.bytes_.size() < sentence.size() * width + kMaxWidth) codes.bytes_.resize(sentence.size() * width + kMaxWidth);
  char* out = codes.bytes_.data();
  for (const Token& token : tokens.subspan(sentence.begin, sentence.size())) {
    const Code code = impl_->table.Of(token);
    std::memcpy(out, code.data(), kMaxWidth);  // what is beyond the width is overwritten by the next
    out += width;
  }
}

bool TokenPatternSet::Mark(TokenCodes& codes, Unit unit, TokenRange range) const {
  if (!unit || range.begin >= range.end || range.begin < codes.first_ || range.end > codes.first_ + codes.count_) return false;
  const UnitBits& bits = impl_->units[static_cast<size_t>(unit.number_)];
  const auto byte = [&](uint32_t token, Bit bit) -> char& { return codes.bytes_[(token - codes.first_) * impl_->width + bit.byte]; };
  for (uint32_t token = range.begin; token < range.end; ++token)
    if ((byte(token, bits.in) & bits.in.mask) != 0) return false;
  const auto set = [&](uint32_t token, Bit bit) { byte(token, bit) = static_cast<char>(byte(token, bit) | bit.mask); };
  for (uint32_t token = range.begin; token < range.end; ++token) set(token, bits.in);
  set(range.begin, bits.begin);
  set(range.end - 1, bits.end);
  codes.units_ |= UnitBit(static_cast<uint32_t>(unit.number_));
  return true;
}

void TokenPatternSet::Match(TokenCodes& codes, std::vector<TokenMatch>& matches) const {
  if (impl_->patterns.empty() || codes.count_ == 0) return;
  if (std::none_of(impl_->needs.begin(), impl_->needs.end(), [&](uint64_t needed) { return (needed & ~codes.units_) == 0; })) return;
  const size_t width = impl_->width, start = matches.size();
  const re2::StringPiece text(codes.bytes_.data(), codes.count_ * width);
  std::vector<int>& candidates = codes.candidates_;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (!impl_->set.Match(text, &candidates, &error)) {
    if (error.kind != RE2::Set::kOutOfMemory) return;
    candidates.resize(impl_->patterns.size());  // the automaton outgrew its memory: try them all
    std::iota(candidates.begin(), candidates.end(), 0);
  }
  const auto range = [&](const re2::StringPiece& group) {
    const auto begin = static_cast<uint32_t>(static_cast<size_t>(group.data() - text.data()) / width);
    return TokenRange{codes.first_ + begin, codes.first_ + begin + static_cast<uint32_t>(group.size() / width)};
  };
  std::array<re2::StringPiece, TokenMatch::kMaxCaptures + 1> groups;
  for (const int candidate : candidates) {
    const Impl::Compiled& pattern = impl_->patterns[static_cast<size_t>(candidate)];
    for (size_t from = 0; pattern.re2->Match(text, from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(pattern.captures.size() + 1));) {
      TokenMatch match;
      match.pattern = static_cast<uint32_t>(candidate);
      match.tokens = range(groups[0]);
      for (size_t i = 0; i < pattern.captures.size(); ++i)
        if (groups[i + 1].data() != nullptr) {
          TokenRange& capture = match.captures[pattern.captures[i]];
          if (const TokenRange part = range(groups[i + 1]); capture.empty() || part.begin > capture.begin) capture = part;
        }
      matches.push_back(match);
      from = static_cast<size_t>(groups[0].data() - text.data()) + groups[0].size();
    }
  }
  std::sort(matches.begin() + static_cast<std::ptrdiff_t>(start), matches.end(), [](const TokenMatch& a, const TokenMatch& b) {
    if (a.tokens.begin != b.tokens.begin) return a.tokens.begin < b.tokens.begin;
    return a.tokens.end != b.tokens.end ? a.tokens.end > b.tokens.end : a.pattern < b.pattern;
  });
}

TokenRange TokenPatternSet::Capture(const TokenMatch& match, std::string_view name) const {
  const std::vector<std::string>& names = impl_->patterns[match.pattern].names;
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? TokenRange() : match.captures[static_cast<size_t>(at - names.begin())];
}

// ---------------------------------------------------------------------------------------------------------------- building

struct TokenPatternSet::Builder::Impl {
  explicit Impl(const Abbreviations& abbreviations) : segmenter(abbreviations) {}
  Segmenter segmenter;
  TokenSymbols symbols;
  std::vector<std::pair<std::string, TokenPattern>> patterns;
  std::unordered_set<std::string> ids;
};

TokenPatternSet::Builder::Builder(const Abbreviations& abbreviations) : impl_(std::make_unique<Impl>(abbreviations)) {}
TokenPatternSet::Builder::~Builder() = default;

void TokenPatternSet::Builder::AddUnit(std::string_view name) {
  Segmenter& segmenter = impl_->segmenter;
  TokenSymbols& symbols = impl_->symbols;
  // A name that is known parses as a pattern.
  const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!good || TokenPatternParser(segmenter, symbols).Parse("<" + std::string(name) + ">"))
    throw std::logic_error("token patterns: the name " + std::string(name) + " is taken, or not of capitals");
  symbols.units.emplace_back(name);
}

Status TokenPatternSet::Builder::AddList(std::string_view name, const std::vector<std::string_view>& words) {
  const auto fail = [&](const std::string& message) { return Error{"pattern_invalid", "list @" + std::string(name) + " " + message}; };
  const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!good) return fail("needs a name of small letters, digits and _");
  for (const TokenList& list : impl_->symbols.lists)
    if (list.name == name) return fail("is there already");
  if (words.empty()) return fail("has no words");
  TokenList list;
  list.name = name;
  TokenPatternParser parser(impl_->segmenter, impl_->symbols);
  for (const std::string_view word : words) {
    std::vector<uint32_t> tokens = parser.Words(word);
    if (tokens.empty()) return fail("has an empty word");
    if (tokens.size() == 1)
      list.words.push_back(tokens[0]);
    else
      list.phrases.push_back(std::move(tokens));
  }
  impl_->symbols.lists.push_back(std::move(list));
  return {};
}

Result<uint32_t, PatternMistake> TokenPatternSet::Builder::Add(std::string_view id, std::string_view pattern) {
  Result<TokenPattern, PatternMistake> parsed = TokenPatternParser(impl_->segmenter, impl_->symbols).Parse(pattern);
  if (!parsed) return parsed.error();
  impl_->patterns.emplace_back(std::string(id), std::move(*parsed));
  return static_cast<uint32_t>(impl_->patterns.size() - 1);
}

std::optional<uint32_t> TokenPatternSet::Builder::AddRow(const TsvTable& table, const TsvRow& row, size_t id_cell, size_t pattern_cell, Mistakes& mistakes) {
  const std::string id(row.cells[id_cell]);
  if (id.empty()) mistakes.push_back(table.At(row, id_cell, "a rule needs an id"));
  if (!impl_->ids.insert(id).second) mistakes.push_back(table.At(row, id_cell, "the id '" + id + "' was there before"));
  const Result<uint32_t, PatternMistake> number = Add(id, row.cells[pattern_cell]);
  if (number) return *number;
  mistakes.push_back(table.At(row, pattern_cell, number.error().message, number.error().at));
  return std::nullopt;
}

Result<TokenPatternSet> TokenPatternSet::Builder::Build() {
  const TokenSymbols& symbols = impl_->symbols;
  Usage usage(symbols);
  for (const auto& [id, pattern] : impl_->patterns) usage.Add(pattern.root);
  Layout layout;
  if (!layout.Plan(usage))
    return Error{"pattern_too_large",
                 "the patterns use more words or classes than a code holds (262,143 words; 96 bits of word numbers, classes, lists and units)"};

  TokenPatternSet out;
  out.impl_->width = layout.width;
  out.impl_->unit_names = symbols.units;
  out.impl_->units = layout.units;
  out.impl_->table.Fill(layout, symbols, usage);
  for (auto& [id, pattern] : impl_->patterns) {
    Emitter emitter(layout, symbols);
    emitter.out = pattern.at_start ? "\\A" : "";
    emitter.Node(pattern.root);
    if (pattern.at_end) emitter.out += "\\z";
    auto re2 = std::make_unique<RE2>(emitter.out, OptionsFor(kPatternBytes));
    if (!re2->ok() || out.impl_->set.Add(emitter.out, nullptr) < 0) return Error{"pattern_too_large", "pattern " + id + ": " + re2->error()};
    if (const uint64_t needed = UnitsNeeded(pattern.root); std::find(out.impl_->needs.begin(), out.impl_->needs.end(), needed) == out.impl_->needs.end())
      out.impl_->needs.push_back(needed);
    out.impl_->patterns.push_back({id, std::move(pattern.captures), std::move(emitter.captures), std::move(re2)});
  }
  if (!impl_->patterns.empty() && !out.impl_->set.Compile()) return Error{"pattern_too_large", "the patterns together are too large"};
  impl_->symbols = {};
  impl_->patterns.clear();
  impl_->ids.clear();
  return out;
}

}  // namespace factbox
