// Token patterns and sentences made from bytes, for the differential test and the fuzz target: every choice is the next byte, so that a
// fuzzer can steer it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/naive_token_match.h"

namespace factbox {

class ByteSource {
 public:
  explicit ByteSource(std::string_view bytes) : bytes_(bytes) {}
  // Below `n`; 0 when the bytes are used up, by which everything made from them ends.
  size_t Choose(size_t n) { return at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_++]) % n : 0; }
  bool done() const { return at_ >= bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

inline std::string RandomAtom(ByteSource& source) {
  static const std::vector<std::string> atoms = {"\"the\"",
                                                 "\"of\"",
                                                 "\"prime minister\"",
                                                 "\",\"",
                                                 "\"'s\"",
                                                 "\"-\"",
                                                 "<CAP>",
                                                 "<LOWER>",
                                                 "<NUMBER>",
                                                 "<ANY>",
                                                 "<PER>",
                                                 "<TITLE>",
                                                 "<@list>",
                                                 "!\"the\"",
                                                 "!<CAP>",
                                                 "!<PER>",
                                                 "<CAP & TITLE>",
                                                 "<!PER & !TITLE>",
                                                 "<@list & LOWER>",
                                                 "<GLUED>",
                                                 "<CLOSE>",
                                                 "<!\"of\" & LOWER>",
                                                 "<PER & TITLE>",
                                                 "<UPPER>"};
  return atoms[source.Choose(atoms.size())];
}

inline std::string RandomPattern(ByteSource& source, int depth = 0) {
  static const std::vector<std::string> quantifiers = {"", "", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}"};
  static const std::vector<std::string> names = {"a", "b", "c"};
  std::string out;
  const size_t parts = 1 + source.Choose(4);
  for (size_t i = 0; i < parts; ++i) {
    if (i > 0) out += source.Choose(4) == 1 ? " | " : " ";
    const size_t form = depth < 3 ? source.Choose(5) : 0;
    if (form == 1)
      out += "(" + RandomPattern(source, depth + 1) + ")";
    else if (form == 2)
      out += "(?<" + names[source.Choose(names.size())] + "> " + RandomPattern(source, depth + 1) + ")";
    else
      out += RandomAtom(source);
    out += quantifiers[source.Choose(quantifiers.size())];
  }
  if (depth == 0 && source.Choose(8) == 1) out = "^ " + out;
  if (depth == 0 && source.Choose(8) == 1) out += " $";
  return out;
}

inline std::string RandomSentence(ByteSource& source) {
  static const std::vector<std::string> words = {"the ", "of ",   "prime ", "minister ", ", ",  "Basra", "'s ", "-",
                                                 "5 ",   "NATO ", "says ",  "mayor ",    "\" ", "(",     ") "};
  std::string out;
  for (size_t i = 0, n = 1 + source.Choose(12); i < n; ++i) out += words[source.Choose(words.size())];
  return out;
}

inline std::vector<MarkedUnit> RandomUnits(ByteSource& source, uint32_t tokens, uint32_t unit_count) {
  std::vector<MarkedUnit> units;
  for (uint32_t unit = 0; unit < unit_count; ++unit)
    for (uint32_t at = 0; at < tokens;) {
      const auto skip = static_cast<uint32_t>(source.Choose(4)), size = static_cast<uint32_t>(1 + source.Choose(3));
      if (skip > 0 && at + skip - 1 + size <= tokens) units.push_back({unit, {at + skip - 1, at + skip - 1 + size}});
      at += skip + size;
    }
  return units;
}

// Empty if the two implementations agree on `pattern` over `sentence`; else what differs.
inline std::string DifferenceOnTokens(const std::string& pattern, const std::string& sentence, ByteSource& source) {
  static const Abbreviations abbreviations;
  static const std::vector<std::string> unit_names = {"PER", "TITLE"};
  static const std::vector<std::string_view> list = {"says", "mayor", "prime minister"};

  // The same symbols for the parser that the naive matcher uses and for the builder.
  Segmenter segmenter(abbreviations);
  TokenSymbols symbols;
  symbols.units = unit_names;
  TokenPatternParser parser(segmenter, symbols);
  TokenList words{"list", {}, {}};
  for (const std::string_view word : list) {
    std::vector<uint32_t> tokens = parser.Words(word);
    if (tokens.size() == 1)
      words.words.push_back(tokens[0]);
    else
      words.phrases.push_back(tokens);
  }
  symbols.lists.push_back(words);

  const Result<TokenPattern, PatternMistake> tree = parser.Parse(pattern);
  TokenPatternSet::Builder builder(abbreviations);
  for (const std::string& unit : unit_names) builder.AddUnit(unit);
  if (!builder.AddList("list", list)) return "the list is refused";
  const Result<uint32_t, PatternMistake> added = builder.Add("p", pattern);
  if (static_cast<bool>(tree) != static_cast<bool>(added)) return "one parses, the other does not: " + pattern;
  if (!tree) return tree.error().at <= pattern.size() ? "" : "the place of a mistake lies beyond the pattern: " + pattern;
  Result<TokenPatternSet> set = builder.Build();
  if (!set) return set.error().code == "pattern_too_large" ? "" : set.error().message;

  std::vector<Token> tokens;
  segmenter.Tokenize(sentence, tokens);
  const auto size = static_cast<uint32_t>(tokens.size());
  const std::vector<MarkedUnit> units = RandomUnits(source, size, 2);
  TokenCodes codes;
  set->Encode(tokens, {0, size}, codes);
  for (const MarkedUnit& unit : units)
    if (const TokenPatternSet::Unit known = set->FindUnit(unit_names[unit.unit]); known && !set->Mark(codes, known, unit.tokens)) return "a unit is refused";

  std::vector<TokenMatch> found;
  set->Match(codes, found);
  const std::optional<std::vector<TokenMatch>> expected = NaiveMatcher(symbols, tokens, units).All(*tree);
  if (!expected) return {};
  const auto show = [](const std::vector<TokenMatch>& matches) {
    std::string out;
    const auto range = [](TokenRange r) { return "[" + std::to_string(r.begin) + "," + std::to_string(r.end) + ")"; };
    for (const TokenMatch& match : matches) {
      out += " " + range(match.tokens) + ":";
      for (size_t i = 0; i < 3; ++i) out += range(match.captures[i]);
    }
    return out;
  };
  if (show(found) == show(*expected)) return {};
  std::string shown;
  for (const MarkedUnit& unit : units)
    shown += " " + unit_names[unit.unit] + "[" + std::to_string(unit.tokens.begin) + "," + std::to_string(unit.tokens.end) + ")";
  return "pattern: " + pattern + "\nsentence: " + sentence + "\nunits:" + shown + "\nfound:   " + show(found) + "\nexpected:" + show(*expected);
}

}  // namespace factbox
