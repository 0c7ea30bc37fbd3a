#include "run/misses.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "run/context.h"
#include "text/fold.h"

namespace factbox {
namespace {

constexpr std::string_view kNames[] = {"name", "place", "verb", "reporting verb", "trigger verb", "unit"};
constexpr std::string_view kFiles[] = {"gazetteers/organizations/local.tsv",   "gazetteers/places/districts.tsv",        "extractors/groups/verbs.tsv",
                                       "gazetteers/words/reporting_verbs.tsv", "extractors/events/triggers_society.tsv", "extractors/numbers/units.tsv"};
constexpr uint32_t kContext = 50;      // bytes of the sentence on either side
constexpr uint32_t kLongestName = 6;   // tokens
constexpr uint32_t kLongestUnit = 12;  // bytes

// The base form of a verb whose lemma is known by its hash only.
std::string BaseForm(const std::string& form, uint64_t lemma) {
  for (const auto& [ending, instead] : {std::pair<std::string_view, std::string_view>{"", ""},
                                        {"d", ""},
                                        {"ed", ""},
                                        {"ied", "y"},
                                        {"s", ""},
                                        {"es", ""},
                                        {"ies", "y"},
                                        {"ing", ""},
                                        {"ing", "e"}}) {
    if (form.size() <= ending.size() || form.compare(form.size() - ending.size(), ending.size(), ending) != 0) continue;
    const std::string base = form.substr(0, form.size() - ending.size()) + std::string(instead);
    if (FoldHash(base) == lemma) return base;
    if (base.size() > 2 && base.back() == base[base.size() - 2] && FoldHash(base.substr(0, base.size() - 1)) == lemma) return base.substr(0, base.size() - 1);
  }
  return form;
}

// "muse|muses|mused|musing".
std::string FormsOf(const std::string& base) {
  const char last = base.empty() ? ' ' : base.back();
  const bool e = last == 'e';
  const bool y = last == 'y' && base.size() > 1 && std::string_view("aeiou").find(base[base.size() - 2]) == std::string_view::npos;
  const bool hiss =
      last == 's' || last == 'x' || last == 'z' || (last == 'h' && base.size() > 1 && (base[base.size() - 2] == 'c' || base[base.size() - 2] == 's'));
  const std::string stem = e || y ? base.substr(0, base.size() - 1) : base;
  return base + "|" + (y ? stem + "ies" : base + (hiss ? "es" : "s")) + "|" + (y ? stem + "ied" : stem + "ed") + "|" + (y ? base : stem) + "ing";
}

std::string LineFor(MissKind kind, const std::string& text) {
  switch (kind) {
    case MissKind::kName: return text + "\t\t\tother\t";
    case MissKind::kPlace: return text + "\t\tother\t\t\t\t\t";
    case MissKind::kVerb: return "verb\t" + text;
    case MissKind::kReportingVerb: return text + "\t" + FormsOf(text) + "\tweak\tneutral\tspeech";
    case MissKind::kTriggerVerb: return "STATEMENT\t\tv\t" + text + "\t\t\t\t";
    case MissKind::kUnit: return text + "\t\t" + text + "\t\t";
  }
  return text;
}

class Finder {
 public:
  Finder(const Document& document, const StageInfo& info, std::vector<Miss>& out)
      : document_(document), reader_(document, info), tokens_(reader_.tokens()), out_(out), covered_(tokens_.size(), false) {}

  void Run() {
    Names();
    Capitals();
    ReportingVerbs();
    UnknownVerbs();
    TriggerVerbs();
    Units();
  }

 private:
  std::string Text(uint32_t token) const { return std::string(document_.Slice(tokens_[token].span)); }

  uint32_t TokenAt(uint32_t byte) const {
    const auto at = std::lower_bound(tokens_.begin(), tokens_.end(), byte, [](const Token& token, uint32_t b) { return token.span.begin < b; });
    return static_cast<uint32_t>(at - tokens_.begin());
  }

  // One line, one cell.
  static std::string Flat(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return text;
  }

  void Found(MissKind kind, std::string text, Span span) {
    text = Flat(std::move(text));
    std::replace(text.begin(), text.end(), '|', ' ');
    if (text.empty() || text.front() == '#' || !seen_.emplace(kind, text).second) return;
    out_.push_back({kind, std::move(text), ContextOf(document_, reader_.sentences(), span, kContext)});
  }

  void Cover(TokenRange tokens) {
    for (uint32_t i = tokens.begin; i < tokens.end && i < covered_.size(); ++i) covered_[i] = true;
  }

  // Names that were found without an entry. People are left out: their names need none.
  void Names() {
    for (const Name& name : reader_.names()) Cover(name.tokens);
    for (const DateExpression& date : reader_.dates()) Cover(date.tokens);
    for (const Organization& organization : reader_.organizations())
      if (organization.why.entry.empty() && !organization.mentions.empty()) Found(MissKind::kName, organization.name, organization.mentions.front().span);
    for (const Place& place : reader_.places())
      if (!place.located && place.why.entry.empty() && !place.mentions.empty()) Found(MissKind::kPlace, place.name, place.mentions.front().span);
  }

  // Capitalised words within a sentence that are part of nothing.
  void Capitals() {
    for (const Sentence& sentence : reader_.sentences()) {
      if (sentence.kind != SentenceKind::kProse) continue;
      for (uint32_t i = sentence.tokens.begin + 1; i < sentence.tokens.end; ++i) {
        if (!IsName(i) || tokens_[i].line_start || tokens_[i - 1].mark == '"' || tokens_[i - 1].mark == ':' || tokens_[i - 1].mark == '-') continue;
        uint32_t end = i + 1;
        while (end < sentence.tokens.end && IsName(end) && end - i < kLongestName) ++end;
        const Span span{tokens_[i].span.begin, tokens_[end - 1].span.end};
        const bool initial = end == i + 1 && span.size() < 3;
        if (!initial && !Known({i, end})) Found(MissKind::kName, std::string(document_.Slice(span)), span);
        i = end - 1;
      }
    }
  }

  bool IsName(uint32_t i) const { return !covered_[i] && tokens_[i].first_upper && tokens_[i].shape != Shape::kInitial; }

  bool Known(TokenRange tokens) const {
    for (const Match& match : MatchesStartingIn(reader_.matches(), tokens))
      if (match.tokens.begin == tokens.begin) return true;
    return false;
  }

  bool IsReporting(uint32_t token) const {
    for (const Match& match : MatchesStartingIn(reader_.matches(), {token, token + 1}))
      if ((match.kinds & Bit(EntryKind::kReportingVerb)) != 0) return true;
    return false;
  }

  bool IsLexical(uint32_t token) const {
    return token < tokens_.size() && reader_.words()[token].word_class == WordClass::kVerb && tokens_[token].shape == Shape::kLower &&
           reader_.words()[token].form != VerbForm::kIng;
  }

  // A direct quote with no verb found: "“We lost,” mused Ruiz", "“We lost,” Ruiz mused".
  void ReportingVerbs() {
    for (const Quote& quote : reader_.quotes()) {
      if (quote.kind != QuoteKind::kDirect || !quote.cue.empty()) continue;
      const Sentence* sentence = SentenceAt(reader_.sentences(), quote.span.begin);
      uint32_t i = TokenAt(quote.span.end);
      while (i < tokens_.size() && !IsWord(tokens_[i])) ++i;
      const uint32_t end = std::min<uint32_t>(static_cast<uint32_t>(tokens_.size()), i + 5);
      if (sentence == nullptr) continue;
      for (; i < end && tokens_[i].span.begin < sentence->span.end; ++i) {
        if (!IsWord(tokens_[i])) break;
        if (!IsLexical(i)) continue;
        if (!IsReporting(i)) Found(MissKind::kReportingVerb, BaseForm(Text(i), reader_.words()[i].lemma), tokens_[i].span);
        break;
      }
    }
  }

  bool IsParty(uint32_t group) const {
    if (group == Group::kNone) return false;
    const uint32_t head = reader_.groups()[group].head;
    return reader_.words()[head].word_class == WordClass::kName;
  }

  // "France outflanked Germany": a word in -ed between two names that is in no table, and so was taken for a noun.
  void UnknownVerbs() {
    const std::span<const Word> words = reader_.words();
    for (uint32_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i].shape != Shape::kLower || words[i].word_class != WordClass::kNoun || Known({i, i + 1})) continue;
      const WordClass next = words[i + 1].word_class;
      const bool between = words[i - 1].word_class == WordClass::kName && (next == WordClass::kName || next == WordClass::kDeterminer);
      const std::string form = Text(i);
      if (!between || form.size() < 5 || form.compare(form.size() - 2, 2, "ed") != 0) continue;
      Found(MissKind::kVerb, Unpast(form), tokens_[i].span);
    }
  }

  // The likely base of a past form: vied → vy is wrong, and left to the reader.
  static std::string Unpast(const std::string& form) {
    std::string stem = form.substr(0, form.size() - 2);
    if (stem.back() == 'i') return stem.substr(0, stem.size() - 1) + "y";
    if (stem.size() > 2 && stem.back() == stem[stem.size() - 2] && std::string_view("lsz").find(stem.back()) == std::string_view::npos) stem.pop_back();
    const bool silent = std::string_view("vcuz").find(stem.back()) != std::string_view::npos;
    return silent ? stem + "e" : stem;
  }

  // A verb between two that are named, and no event is told by it.
  void TriggerVerbs() {
    std::vector<bool> told(tokens_.size(), false);
    for (const Event& event : reader_.events())
      for (uint32_t i = TokenAt(event.trigger.begin); i < tokens_.size() && tokens_[i].span.begin < event.trigger.end; ++i) told[i] = true;
    for (const Group& verb : reader_.groups()) {
      if (verb.kind != GroupKind::kVerb || verb.passive || verb.infinitive || told[verb.head]) continue;
      if (!IsLexical(verb.head) || IsReporting(verb.head) || !IsParty(verb.subject) || !IsParty(verb.object)) continue;
      Found(MissKind::kTriggerVerb, BaseForm(Text(verb.head), reader_.words()[verb.head].lemma), tokens_[verb.head].span);
    }
  }

  // "12 kbit": a number of no kind, and what stands right behind it.
  void Units() {
    for (const Number& number : reader_.numbers()) {
      const uint32_t next = number.tokens.end;
      if (number.kind != NumberKind::kPlain || next >= tokens_.size() || tokens_[next].span.size() > kLongestUnit) continue;
      const bool word = tokens_[next].shape == Shape::kLower || tokens_[next].shape == Shape::kMixed || tokens_[next].shape == Shape::kAlphanumeric;
      if (!word || covered_[next] || reader_.words()[next].word_class != WordClass::kNoun) continue;
      Found(MissKind::kUnit, Text(next), tokens_[next].span);
    }
  }

  const Document& document_;
  const Reader reader_;
  std::span<const Token> tokens_;
  std::vector<Miss>& out_;
  std::vector<bool> covered_;  // tokens of names and dates
  std::set<std::pair<MissKind, std::string>> seen_;
};

}  // namespace

std::string_view ToString(MissKind kind) { return kNames[static_cast<size_t>(kind)]; }

void FindMisses(const Pipeline& pipeline, const Document& document, std::vector<Miss>& out) {
  StageInfo info{"misses", 1, Bit(Layer::kSections), 0};
  for (const auto& stage : pipeline.stages()) info.needs |= stage->info().gives;
  if ((info.needs & Bit(Layer::kGroups)) == 0 || (info.needs & Bit(Layer::kEvents)) == 0) return;
  Finder(document, info, out).Run();
}

void MissLedger::Add(const std::vector<Miss>& misses) {
  for (const Miss& miss : misses) {
    auto& entries = entries_[static_cast<size_t>(miss.kind)];
    Entry& entry = entries[miss.text];
    if (entry.count++ == 0) entry.example = miss.example;
  }
  for (auto& entries : entries_) {
    if (entries.size() <= capacity_) continue;
    // Down to half: the lowest counts go, whole counts at a time, so that nothing depends on an order among equals.
    dropped_ = true;
    for (uint64_t lowest = 1; entries.size() > capacity_ / 2; ++lowest) std::erase_if(entries, [&](const auto& entry) { return entry.second.count <= lowest; });
  }
}

std::string MissLedger::ToTsv(size_t rows) const {
  std::string out =
      "# What no table knew, by the number of articles. From the sixth column on: the line for the file of the fourth; see to its cells before you add it.\n";
  if (dropped_) out += "# There were more than fit: rare ones were dropped on the way, and counts are lower bounds.\n";
  out += "count\tkind\ttext\tfile\texample\tline\n";
  using Row = std::tuple<uint64_t, size_t, const std::string*, const Entry*>;
  std::vector<Row> list;
  for (size_t kind = 0; kind < kMissKinds; ++kind) {
    const size_t first = list.size();
    for (const auto& [text, entry] : entries_[kind]) list.emplace_back(entry.count, kind, &text, &entry);
    std::stable_sort(list.begin() + static_cast<std::ptrdiff_t>(first), list.end(), [](const Row& a, const Row& b) { return std::get<0>(a) > std::get<0>(b); });
    if (list.size() > first + rows) list.resize(first + rows);
  }
  std::stable_sort(list.begin(), list.end(), [](const Row& a, const Row& b) { return std::get<0>(a) > std::get<0>(b); });
  for (const auto& [count, kind, text, entry] : list)
    out.append(std::to_string(count))
        .append("\t")
        .append(kNames[kind])
        .append("\t")
        .append(*text)
        .append("\t")
        .append(kFiles[kind])
        .append("\t")
        .append(entry->example)
        .append("\t")
        .append(LineFor(static_cast<MissKind>(kind), *text))
        .append("\n");
  return out;
}

}  // namespace factbox
