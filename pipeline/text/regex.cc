#include "text/regex.h"

#include <re2/re2.h>
#include <re2/set.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <stdexcept>

#include "base/utf8.h"

namespace factbox {
namespace {

// RE2 keeps automaton states up to this; beyond, it starts anew or falls back to a slower search that is linear too. RE2's own default.
constexpr int64_t kPatternBytes = 8 << 20;
// Thousands of patterns share one automaton: four times as much, so that it is rarely thrown away.
constexpr int64_t kSetBytes = 32 << 20;

RE2::Options OptionsFor(int64_t bytes) {
  RE2::Options options;
  options.set_log_errors(false);  // the library never prints
  options.set_max_mem(bytes);
  return options;
}

struct Macro {
  std::string_view name;
  std::string_view pattern;  // outside brackets
  std::string_view inside;   // within brackets; empty: not allowed there
};

constexpr std::string_view kWordCharacters = R"(\p{L}\p{M}\p{Nd}_)";

constexpr std::array<Macro, 11> kMacros = {{
    {"LETTER", R"([\p{L}\p{M}])", R"(\p{L}\p{M})"},
    {"UPPER", R"([\p{Lu}\p{Lt}])", R"(\p{Lu}\p{Lt})"},
    {"LOWER", R"(\p{Ll})", R"(\p{Ll})"},
    {"DIGIT", R"(\p{Nd})", R"(\p{Nd})"},
    {"WORD", R"([\p{L}\p{M}\p{Nd}_])", kWordCharacters},
    {"SPACE", R"([\p{Zs}\t])", R"(\p{Zs}\t)"},
    {"BREAK", R"((?:\r\n|[\n\r\x{85}\x{2028}\x{2029}]))", ""},
    {"DASH", R"([\p{Pd}\x{2212}])", R"(\p{Pd}\x{2212})"},
    {"QUOTE", R"(["“”„‟«»＂])", R"("“”„‟«»＂)"},
    {"APOS", R"(['’‘ʼʻ´`′])", R"('’‘ʼʻ´`′)"},
    {"NUMBER", R"((?:\p{Nd}+(?:[.,'’\x{A0}\x{202F}]\p{Nd}+)*))", ""},
}};

bool IsNameCharacter(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool IsMacroName(std::string_view name) { return !name.empty() && name[0] >= 'A' && name[0] <= 'Z' && std::all_of(name.begin(), name.end(), IsNameCharacter); }

// {WORD} in code, for the one place where a boundary is decided without RE2.
bool IsWordCharacter(char32_t c) {
  constexpr uint32_t kMask = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK;
  return c == U'_' || (U_GET_GC_MASK(static_cast<UChar32>(c)) & kMask) != 0;
}

// Classes that know ASCII only, or break a code point, and what to write instead.
const char* Refused(char escaped) {
  switch (escaped) {
    case 'b': return "\\b knows ASCII only: use {WB}";
    case 'B': return "\\B knows ASCII only: there is no macro for it";
    case 'w': return "\\w knows ASCII only: use {WORD} or {LETTER}";
    case 'W': return "\\W knows ASCII only: use [^{WORD}]";
    case 'd': return "\\d knows ASCII only: use {DIGIT}, or [0-9] where only those are meant";
    case 'D': return "\\D knows ASCII only: use [^{DIGIT}]";
    case 's': return "\\s knows ASCII only: use {SPACE} or {BREAK}";
    case 'S': return "\\S knows ASCII only: use [^{SPACE}]";
    case 'C': return "\\C matches half a character";
    default: return nullptr;
  }
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- macros

// Goes through a pattern once: puts macros in, refuses what is not allowed, and takes {WB} off either end.
class MacroExpander {
 public:
  MacroExpander(std::string_view pattern, const RegexMacros& macros) : pattern_(pattern), macros_(macros) {}

  bool Expand() {
    if (!IsValidUtf8(pattern_)) return Fail(0, "invalid UTF-8");
    if (pattern_.substr(0, kBoundary.size()) == kBoundary) word_start = true, at_ = kBoundary.size();
    size_t end = pattern_.size();
    if (end - at_ >= kBoundary.size() && pattern_.substr(end - kBoundary.size()) == kBoundary && !IsEscaped(end - kBoundary.size()))
      word_end = true, end -= kBoundary.size();
    if (at_ == end) return Fail(0, "an empty pattern matches everywhere");
    while (at_ < end)
      if (!(in_brackets_ ? Bracketed() : Step(end))) return false;
    if (in_brackets_) return Fail(opened_, "a [ is not closed");
    if (may_be_empty_) return Fail(end, "an empty alternative matches everywhere");
    if (word_start && text_start_) return Fail(*text_start_, "{WB} at the start and the start of the text exclude each other");
    if ((word_start || word_end) && top_bar_) return Fail(*top_bar_, "{WB} beside | at top level: put the alternatives into (?:…)");
    return true;
  }

  std::string out;
  bool word_start = false, word_end = false;
  PatternMistake mistake;

 private:
  static constexpr std::string_view kBoundary = "{WB}";

  bool Fail(size_t at, std::string message) {
    mistake = {at, std::move(message)};
    return false;
  }

  bool IsEscaped(size_t at) const {
    size_t slashes = 0;
    while (slashes < at && pattern_[at - 1 - slashes] == '\\') ++slashes;
    return slashes % 2 == 1;
  }

  bool Copy(size_t bytes) {
    out.append(pattern_, at_, bytes);
    at_ += bytes;
    return true;
  }

  // `may_be_empty_`: nothing stands yet in the alternative that is being read.
  bool Step(size_t end) {
    const char c = pattern_[at_];
    switch (c) {
      case '\\': may_be_empty_ = false; return Escape();
      case '{': return at_ + 1 < end && pattern_[at_ + 1] >= '0' && pattern_[at_ + 1] <= '9' ? Copy(1) : Named();
      case '^':
        if (!text_start_) text_start_ = at_;
        may_be_empty_ = false;
        return Copy(1);
      case '[':
        in_brackets_ = true, opened_ = at_, may_be_empty_ = false;
        Copy(1);
        if (at_ < end && pattern_[at_] == '^') Copy(1);
        if (at_ < end && pattern_[at_] == ']') Copy(1);
        return true;
      case '(': return Open(end);
      case ')':
      case '|':
        if (may_be_empty_) return Fail(at_, "an empty alternative matches everywhere");
        if (c == ')') depth_ -= depth_ > 0 ? 1 : 0;
        if (c == '|' && depth_ == 0 && !top_bar_) top_bar_ = at_;
        may_be_empty_ = c == '|';
        return Copy(1);
      default: may_be_empty_ = false; return Copy(1);
    }
  }

  bool Open(size_t end) {
    if (pattern_.substr(at_, 2) != "(?") {
      may_be_empty_ = true;
      ++depth_;
      return Copy(1);
    }
    size_t stop = at_ + 2;
    if (stop < end && pattern_[stop] == 'P')
      stop = std::min(pattern_.find('>', stop), end - 1);
    else
      while (stop < end && pattern_[stop] != ':' && pattern_[stop] != ')') {
        if (pattern_[stop] != 'i' && pattern_[stop] != 's') return Fail(at_, "only (?: (?i) (?s) and (?P<name> are known here");
        ++stop;
      }
    if (stop >= end) return Fail(at_, "a ( is not closed");
    if (pattern_[stop] != ')') ++depth_, may_be_empty_ = true;  // (?i) opens nothing
    return Copy(stop + 1 - at_);
  }

  bool Escape() {
    if (at_ + 1 >= pattern_.size()) return Fail(at_, "a \\ at the end");
    const char next = pattern_[at_ + 1];
    if (const char* message = Refused(next)) return Fail(at_, message);
    if (next == 'A' && !text_start_) text_start_ = at_;
    if (next == 'Q') return Fail(at_, "\\Q is not known here: escape each character");
    // \p{Lu} and \x{2013} hold braces that are no macro.
    if ((next == 'p' || next == 'P' || next == 'x') && pattern_.substr(at_ + 2, 1) == "{") {
      const size_t close = pattern_.find('}', at_);
      if (close == std::string_view::npos) return Fail(at_ + 2, "a { is not closed");
      return Copy(close + 1 - at_);
    }
    return Copy(1 + DecodeUtf8(pattern_, at_ + 1).bytes);
  }

  bool Bracketed() {
    const char c = pattern_[at_];
    if (c == ']') {
      in_brackets_ = false;
      return Copy(1);
    }
    if (c == '\\') return Escape();
    if (pattern_.substr(at_, 2) == "[:") return Fail(at_, "[: :] knows ASCII only: use a macro");
    if (c == '{' && IsMacroName(NameAt())) return Named();
    return Copy(1);
  }

  std::string_view NameAt() const {
    const size_t close = pattern_.find('}', at_);
    return close == std::string_view::npos ? std::string_view() : pattern_.substr(at_ + 1, close - at_ - 1);
  }

  bool Named() {
    const std::string_view name = NameAt();
    if (!IsMacroName(name)) return Fail(at_, "a macro is written {NAME}, in capitals; a brace as it stands, \\{");
    if (name == "WB") return Fail(at_, "{WB} may stand only at the start and at the end of a pattern");
    std::string_view text = Lookup(name);
    if (text.empty()) return Fail(at_, "unknown macro {" + std::string(name) + "}");
    if (in_brackets_) {
      const auto known = std::find_if(kMacros.begin(), kMacros.end(), [&](const Macro& macro) { return macro.name == name; });
      if (known == kMacros.end() || known->inside.empty()) return Fail(at_, "{" + std::string(name) + "} is more than one character, so not for [brackets]");
      text = known->inside;
    }
    out += text;
    at_ += name.size() + 2;
    if (!in_brackets_) may_be_empty_ = false;
    return true;
  }

  std::string_view Lookup(std::string_view name) const {
    for (const Macro& macro : kMacros)
      if (macro.name == name) return macro.pattern;
    for (const auto& [added, pattern] : macros_.added_)
      if (added == name) return pattern;
    return {};
  }

  std::string_view pattern_;
  const RegexMacros& macros_;
  size_t at_ = 0, opened_ = 0;
  int depth_ = 0;
  bool in_brackets_ = false, may_be_empty_ = true;
  std::optional<size_t> top_bar_, text_start_;  // the first | outside all brackets, the first ^ or \A
};

Status RegexMacros::CheckName(std::string_view name) const {
  const std::string shown = "{" + std::string(name) + "}";
  if (!IsMacroName(name)) return Error{"pattern_invalid", shown + ": a macro's name is of capital letters, digits and _"};
  const bool built_in = name == "WB" || std::any_of(kMacros.begin(), kMacros.end(), [&](const Macro& macro) { return macro.name == name; });
  if (built_in || std::any_of(added_.begin(), added_.end(), [&](const auto& macro) { return macro.first == name; }))
    return Error{"pattern_invalid", shown + ": there is a macro of this name"};
  return {};
}

Status RegexMacros::AddWords(std::string_view name, const std::vector<std::string_view>& words) {
  if (const Status status = CheckName(name); !status) return status;
  if (words.empty()) return Error{"pattern_invalid", "{" + std::string(name) + "} has no words: it would match everywhere"};
  std::vector<std::string_view> longest_first(words);
  std::stable_sort(longest_first.begin(), longest_first.end(), [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  std::string pattern = "(?:";
  for (const std::string_view word : longest_first) {
    if (word.empty() || !IsValidUtf8(word)) return Error{"pattern_invalid", "{" + std::string(name) + "} has an empty word or one of invalid UTF-8"};
    if (pattern.size() > 3) pattern += '|';
    pattern += RE2::QuoteMeta(re2::StringPiece(word.data(), word.size()));
  }
  added_.emplace_back(std::string(name), pattern + ")");
  return {};
}

Status RegexMacros::AddPattern(std::string_view name, std::string_view pattern) {
  if (const Status status = CheckName(name); !status) return status;
  const auto fail = [&](size_t at, const std::string& message) {
    return Error{"pattern_invalid", "{" + std::string(name) + "}: " + std::to_string(at + 1) + ": " + message};
  };
  MacroExpander expander(pattern, *this);
  if (!expander.Expand()) return fail(expander.mistake.at, expander.mistake.message);
  if (expander.word_start || expander.word_end) return fail(0, "{WB} cannot stand in a macro");
  const Result<Regex, PatternMistake> regex = Regex::Compile(pattern, *this);
  if (!regex) return fail(regex.error().at, regex.error().message);
  if (regex->groups() > 0) return fail(0, "a macro cannot capture: write (?:…)");
  added_.emplace_back(std::string(name), "(?:" + expander.out + ")");
  return {};
}

// ---------------------------------------------------------------------------------------------------------------- one pattern

struct Regex::Impl {
  RE2 re2;                    // with the boundaries put in
  std::unique_ptr<RE2> bare;  // without them; null where there are none
  bool word_start = false;
  size_t skip = 0;  // RE2's group that is our whole match: 1 where a boundary stands around it, else 0

  explicit Impl(const std::string& source) : re2(source, OptionsFor(kPatternBytes)) {}
  const RE2& Bare() const { return bare ? *bare : re2; }
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex, PatternMistake> Regex::Compile(std::string_view pattern, const RegexMacros& macros) {
  MacroExpander expander(pattern, macros);
  if (!expander.Expand()) return expander.mistake;
  // RE2 has no look-around, so a boundary is the character beside it, and the match proper is a group.
  const std::string other = "[^" + std::string(kWordCharacters) + "]";
  std::string source = expander.out;
  if (expander.word_start || expander.word_end) {
    source = "(" + source + ")";
    if (expander.word_start) source = "(?:\\A|" + other + ")" + source;
    if (expander.word_end) source += "(?:\\z|" + other + ")";
  }
  auto impl = std::make_unique<Impl>(source);
  impl->word_start = expander.word_start;
  if (expander.word_start || expander.word_end) {
    impl->skip = 1;
    impl->bare = std::make_unique<RE2>(expander.out, OptionsFor(kPatternBytes));
  }
  for (const RE2* re2 : {&impl->Bare(), static_cast<const RE2*>(&impl->re2)}) {
    if (re2->ok()) continue;
    const size_t at = re2->error_arg().empty() ? std::string_view::npos : pattern.find(re2->error_arg());
    return PatternMistake{at == std::string_view::npos ? 0 : at, re2->error()};
  }
  if (static_cast<size_t>(impl->Bare().NumberOfCapturingGroups()) + 1 > kMaxGroups)
    return PatternMistake{0, "more than " + std::to_string(kMaxGroups - 1) + " groups"};
  if (RE2::FullMatch("", impl->Bare())) return PatternMistake{0, "the pattern matches the empty string, so everywhere"};
  return Regex(std::move(impl));
}

bool Regex::Find(std::string_view text, uint32_t from, std::span<Span> groups) const {
  assert(!groups.empty() && from <= text.size());
  std::array<re2::StringPiece, kMaxGroups + 1> found;
  const size_t wanted = std::min({groups.size(), kMaxGroups, this->groups() + 1});
  re2::StringPiece piece(text.data(), text.size());
  size_t start = from;
  if (impl_->word_start && from > 0) {
    // The boundary before a match is the character before it, which an earlier match may have ended with: begin there. Not at the very
    // start of the text, where \A would let the match begin before `from`; what stands behind is then the text.
    do --start;
    while (!IsBoundary(text, start));
    if (start == 0) {
      start = from;
      if (!IsWordCharacter(DecodeUtf8(text, 0).value)) piece.remove_prefix(from), start = 0;
    }
  }
  if (!impl_->re2.Match(piece, start, piece.size(), RE2::UNANCHORED, found.data(), static_cast<int>(wanted + impl_->skip))) return false;
  std::fill(groups.begin(), groups.end(), Span{});
  for (size_t i = 0; i < wanted; ++i) {
    const re2::StringPiece& group = found[i + impl_->skip];
    if (group.data() == nullptr) continue;
    const auto begin = static_cast<uint32_t>(group.data() - text.data());
    groups[i] = {begin, begin + static_cast<uint32_t>(group.size())};
  }
  return true;
}

bool Regex::FullMatch(std::string_view text) const {
  return impl_->Bare().Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::ANCHOR_BOTH, nullptr, 0);
}

size_t Regex::groups() const { return static_cast<size_t>(impl_->Bare().NumberOfCapturingGroups()); }

size_t Regex::Group(std::string_view name) const {
  const auto& names = impl_->Bare().NamedCapturingGroups();
  const auto at = names.find(std::string(name));
  return at == names.end() ? 0 : static_cast<size_t>(at->second);
}

// ---------------------------------------------------------------------------------------------------------------- many patterns

struct RegexSet::Impl {
  RE2::Set set{OptionsFor(kSetBytes), RE2::UNANCHORED};
  size_t size = 0;
  bool finished = false;
};

RegexSet::RegexSet() : impl_(std::make_unique<Impl>()) {}
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;
RegexSet::~RegexSet() = default;

void RegexSet::Add(const Regex& regex) {
  if (impl_->finished || impl_->set.Add(regex.impl_->re2.pattern(), nullptr) < 0) throw std::logic_error("RegexSet: Add after Finish");
  ++impl_->size;
}

Status RegexSet::Finish() {
  if (impl_->size > 0 && !impl_->set.Compile()) return Error{"pattern_too_large", "the patterns together are too large"};
  impl_->finished = true;
  return {};
}

size_t RegexSet::size() const { return impl_->size; }

void RegexSet::Matching(std::string_view text, std::vector<int>& numbers) const {
  numbers.clear();
  if (!impl_->finished) throw std::logic_error("RegexSet: Matching before Finish");
  if (impl_->size == 0) return;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (impl_->set.Match(re2::StringPiece(text.data(), text.size()), &numbers, &error)) {
    std::sort(numbers.begin(), numbers.end());
  } else if (error.kind == RE2::Set::kOutOfMemory) {
    numbers.resize(impl_->size);
    for (size_t i = 0; i < impl_->size; ++i) numbers[i] = static_cast<int>(i);
  }
}

}  // namespace factbox
