#include "extractors/quotes/attribution.h"

#include <algorithm>

namespace factbox::quotes {
namespace {

constexpr uint32_t kFewWords = 3;       // a stretch so short is a quote only where a verb says so
constexpr uint32_t kLongestTitle = 9;   // words of a title of a work
constexpr uint32_t kLongestObject = 6;  // atoms between a verb and the quote that it introduces directly

class Attributor {
 public:
  Attributor(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens)
      : outline_(outline), atoms_(outline.atoms), phrases_(phrases), tokens_(tokens) {}

  Attributions Run() {
    out_.of_quoted.resize(outline_.quoted.size());
    for (uint32_t s = 0; s < outline_.sentences.size(); ++s) FindUses(s);
    for (uint32_t s = 0; s < outline_.sentences.size(); ++s) Sentence(s);
    Anticipate();
    return std::move(out_);
  }

 private:
  // ---------------------------------------------------------------------------------------------- verbs and their subjects

  void FindUses(uint32_t s) {
    const OutlineSentence& sentence = outline_.sentences[s];
    first_use_.push_back(static_cast<uint32_t>(out_.uses.size()));
    for (uint32_t c = sentence.cue_begin; c < sentence.cue_end; ++c) {
      Use use = UseOf(sentence, c);
      if (use.subject.empty()) continue;
      use.sentence = s;
      out_.uses.push_back(use);
    }
  }

  Use UseOf(const OutlineSentence& sentence, uint32_t c) const {
    const Cue& cue = outline_.cues[c];
    Use use{c, cue.atom, 0, {}, true, false};
    if (cue.form == CueForm::kPhrase) {
      use.subject = phrases_.After(cue.atom + 1, sentence.end);
      use.inverted = true;
      return use;
    }
    if (!phrases_.IsVerb(sentence.begin, cue.atom)) return use;
    if (IsPassive(sentence.begin, cue)) {
      constexpr uint32_t kFarthestBy = 4;
      for (uint32_t i = cue.atom + 1; i < std::min(sentence.end, cue.atom + kFarthestBy); ++i)
        if (phrases_.Is(i, kBy)) use.subject = phrases_.After(i + 1, sentence.end), use.inverted = true;
      return use;
    }
    const bool finite = cue.form == CueForm::kPast || cue.form == CueForm::kThird;
    if (finite && MayBeInverted(sentence, cue.atom)) {
      use.subject = phrases_.After(cue.atom + 1, sentence.end);
      use.inverted = true;
      const bool behind_quote =
          cue.atom > sentence.begin && (atoms_[cue.atom - 1].quoted != kNone || (cue.atom > sentence.begin + 1 && atoms_[cue.atom - 2].quoted != kNone));
      if (!use.subject.empty() && (behind_quote || use.subject.end >= sentence.end || !phrases_.IsWordAtom(use.subject.end))) return use;
      use.inverted = false;
    }
    const bool dropped = cue.form == CueForm::kParticiple && (cue.atom == sentence.begin || !phrases_.Is(cue.atom - 1, kAuxiliary | kAdverb));
    if (!dropped) use.subject = phrases_.Before(sentence.begin, cue.atom);
    if (!use.subject.empty()) return use;
    use.own = false;
    if (!out_.uses.empty() && first_use_.back() < out_.uses.size())
      use.subject = Outer(first_use_.back()).subject;
    else
      use.subject = phrases_.First(sentence.begin, cue.atom);
    return use;
  }

  // Whose clause goes on behind the last verb: of "Ruiz said she knew" not that within, but that around it.
  const Use& Outer(uint32_t first) const {
    size_t last = out_.uses.size() - 1;
    while (last > first) {
      const Use &outer = out_.uses[last - 1], &inner = out_.uses[last];
      if (outer.inverted || inner.inverted || inner.subject.begin <= outer.atom || inner.subject.begin - outer.atom > kLongestLook) break;
      bool parted = false;
      for (uint32_t i = outer.atom + 1; i < inner.subject.begin; ++i)
        parted = parted || atoms_[i].mark != 0 || (phrases_.Is(i, kCoordinator) && !phrases_.Is(i, kPronoun));
      if (parted) break;
      --last;
    }
    return out_.uses[last];
  }

  // “…,” said Ruiz.   The plan is dead, said Ruiz.   Said Ruiz: “…”
  bool MayBeInverted(const OutlineSentence& sentence, uint32_t verb) const {
    uint32_t before = verb;
    while (before > sentence.begin && phrases_.Is(before - 1, kAdverb)) --before;
    if (before == sentence.begin) return true;
    const Atom& previous = atoms_[before - 1];
    if (previous.quoted != kNone) return !IsNameLike(before - 1, false);
    if (previous.mark != ',' && previous.mark != '-') return false;
    if (before - 1 > sentence.begin && atoms_[before - 2].quoted != kNone) return true;
    return verb + 1 < sentence.end && phrases_.Before(sentence.begin, verb).empty();
  }

  bool IsPassive(uint32_t begin, const Cue& cue) const {
    if (cue.form != CueForm::kPast) return false;
    uint32_t before = cue.atom;
    while (before > begin && phrases_.Is(before - 1, kAdverb)) --before;
    return before > begin && phrases_.Is(before - 1, kBe);
  }

  // ---------------------------------------------------------------------------------------------- quotes of a sentence

  std::span<const Use> UsesOf(uint32_t s) const {
    const uint32_t begin = first_use_[s], end = s + 1 < first_use_.size() ? first_use_[s + 1] : static_cast<uint32_t>(out_.uses.size());
    return std::span<const Use>(out_.uses).subspan(begin, end - begin);
  }

  void Sentence(uint32_t s) {
    const OutlineSentence& sentence = outline_.sentences[s];
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (atoms_[i].quoted == kNone) continue;
      Attribution& found = out_.of_quoted[atoms_[i].quoted];
      found = InSentence(s, i);
      if (found.rule.empty() && !IsNameLike(i, true)) found = FromBefore(s, i);
    }
  }

  char LastMark(uint32_t at) const { return tokens_[outline_.quoted[atoms_[at].quoted].content.end - 1].mark; }

  uint32_t WordsIn(uint32_t at) const {
    const TokenRange content = outline_.quoted[atoms_[at].quoted].content;
    uint32_t words = 0;
    for (uint32_t i = content.begin; i < content.end && words < 50; ++i) words += factbox::IsWord(tokens_[i]);
    return words;
  }

  // A nickname, a title of a work, a term: not something said. `alone`: no verb introduces it.
  bool IsNameLike(uint32_t at, bool alone) const {
    const TokenRange content = outline_.quoted[atoms_[at].quoted].content;
    const uint32_t words = WordsIn(at);
    if (words == 0) return true;
    if (alone && words <= kFewWords && !FillsSentence(at)) return true;
    // A full stop may be the article's own: … on “State of Play.”
    const bool behind_word = at > 0 && phrases_.IsWordAtom(at - 1) && atoms_[at - 1].cue == kNone;
    if (words > kLongestTitle || LastMark(at) == '!' || LastMark(at) == '?' || (LastMark(at) == '.' && !behind_word)) return false;
    uint32_t small = 0, capitals = 0;
    for (uint32_t i = content.begin; i < content.end; ++i) {
      if (!factbox::IsWord(tokens_[i])) continue;
      if (IsCapitalized(tokens_[i]) || tokens_[i].shape == Shape::kNumber)
        ++capitals;
      else if (tokens_[i].span.size() > 3)
        ++small;
    }
    if (small == 0 && capitals >= 2) return true;
    return at > 0 && capitals > 0 && small == 0 && phrases_.Is(at - 1, kNaming);
  }

  bool FillsSentence(uint32_t at) const {
    return (at == 0 || tokens_[atoms_[at].tokens.begin].paragraph_start) && (at + 1 >= atoms_.size() || tokens_[atoms_[at + 1].tokens.begin].paragraph_start);
  }

  Attribution Found(std::string_view rule, const Use& use) const { return {rule, static_cast<uint32_t>(&use - out_.uses.data()), use.subject, use.sentence}; }

  Attribution InSentence(uint32_t s, uint32_t at) const {
    const OutlineSentence& sentence = outline_.sentences[s];
    const std::span<const Use> uses = Near(UsesOf(s), at);
    const Use *before = nullptr, *after = nullptr, *later = nullptr;
    for (const Use& use : uses) {
      if (use.atom < at)
        before = Better(before, use);
      else if (later == nullptr && IsStrong(use))
        later = &use;
    }
    for (const Use& use : uses)
      if (use.atom > at && IsTagAfter(at, use)) {
        after = &use;
        break;
      }
    const bool closed = LastMark(at) == ',' || LastMark(at) == '?' || LastMark(at) == '!' || LastMark(at) == '-' ||
                        (at + 1 < sentence.end && (atoms_[at + 1].mark == ',' || atoms_[at + 1].mark == '-'));
    if (after != nullptr && (closed || before == nullptr)) return Found("direct.cue-after", *after);
    if (before != nullptr && Introduces(*before, at)) return Found("direct.cue-before", *before);
    if (IsNameLike(at, true)) return {};
    if (before != nullptr && IsStrong(*before)) return Found("direct.cue-before", *before);
    if (later != nullptr) return Found("direct.cue-later", *later);
    if (before != nullptr) return Found("direct.cue-before", *before);
    return {};
  }

  // The verbs around an atom: of a sentence without end, not all of them.
  static std::span<const Use> Near(std::span<const Use> uses, uint32_t at) {
    constexpr size_t kMost = 16;  // on either side
    const auto middle =
        static_cast<size_t>(std::lower_bound(uses.begin(), uses.end(), at, [](const Use& use, uint32_t atom) { return use.atom < atom; }) - uses.begin());
    const size_t begin = middle > kMost ? middle - kMost : 0;
    return uses.subspan(begin, std::min(uses.size(), middle + kMost) - begin);
  }

  // "continued to be", "sought to win": what follows with "to" is done, not said.
  bool IsStrong(const Use& use) const { return outline_.cues[use.cue].strong && (use.atom + 1 >= atoms_.size() || !phrases_.Is(use.atom + 1, kTo)); }

  // Of two verbs in front of a quote the nearer one, unless it is weak.
  const Use* Better(const Use* old, const Use& use) const {
    if (old == nullptr) return &use;
    constexpr uint32_t kNear = 9;  // atoms: a weak verb so much nearer counts
    return IsStrong(use) || !IsStrong(*old) || use.atom > old->atom + kNear ? &use : old;
  }

  // Does the speaker with the verb, or the verb with the speaker, follow the quote at once?
  bool IsTagAfter(uint32_t at, const Use& use) const {
    uint32_t next = at + 1;
    while (next < use.atom &&
           (atoms_[next].mark == ',' || atoms_[next].mark == '-' || (phrases_.Is(next, kAdverb | kCoordinator) && !phrases_.Is(next, kPronoun | kArticle))))
      ++next;
    if (use.inverted) return next == use.atom;
    return use.own && use.subject.begin <= next && use.subject.begin > at;
  }

  // Is the quote at `at` the verb's object, or part of the clause behind it?
  bool Introduces(const Use& use, uint32_t at) const {
    const Cue& cue = outline_.cues[use.cue];
    const Atom& last = atoms_[at - 1];
    if (last.mark == ':') return true;
    if (IsNameLike(at, false)) return last.mark == ',' && at - use.atom <= kLongestObject && cue.strong;
    if (at - use.atom <= kLongestObject && cue.strong) return true;
    return cue.strong && WordsIn(at) <= kFewWords && !HasMark(use.atom, at);
  }

  bool HasMark(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i)
      if (atoms_[i].mark != 0 && atoms_[i].quoted == kNone && atoms_[i].mark != '-' && atoms_[i].mark != '\'') return true;
    return false;
  }

  // ---------------------------------------------------------------------------------------------- quotes without a verb of their own

  // The last quote of the sentence that somebody says.
  const Attribution* LastOf(uint32_t s) const {
    const OutlineSentence& sentence = outline_.sentences[s];
    for (uint32_t i = sentence.end; i > sentence.begin && sentence.end - i < kLongestLook; --i)
      if (atoms_[i - 1].quoted != kNone && !out_.of_quoted[atoms_[i - 1].quoted].rule.empty()) return &out_.of_quoted[atoms_[i - 1].quoted];
    return nullptr;
  }

  Attribution Continued(std::string_view rule, const Attribution& other) const { return {rule, kNone, other.speaker, other.sentence}; }

  Attribution FromBefore(uint32_t s, uint32_t at) const {
    const OutlineSentence& sentence = outline_.sentences[s];
    uint32_t first = sentence.begin;  // but for "But", "Also,"
    while (first < at &&
           (phrases_.Is(first, kCoordinator) || (phrases_.Is(first, kAdverb) && !phrases_.Is(first, kPronoun | kArticle)) || atoms_[first].mark == ','))
      ++first;
    const bool starts = at == first;
    const Quoted& quoted = outline_.quoted[atoms_[at].quoted];
    if (quoted.continues)
      if (const Attribution& other = out_.of_quoted[atoms_[at].quoted - 1]; !other.rule.empty()) return Continued("direct.continued", other);
    if (s > 0 && starts) {
      const OutlineSentence& previous = outline_.sentences[s - 1];
      const Attribution* last = LastOf(s - 1);
      if (!sentence.paragraph_start && last != nullptr) return Continued("direct.continued", *last);
      if (atoms_[previous.end - 1].mark == ':' || last == nullptr)
        if (Attribution lead = LeadIn(s - 1); !lead.rule.empty()) return lead;
      if (last != nullptr) return Continued("direct.continued", *last);
    }
    // "This does not surprise the pollster Ana Ruiz: “…”"
    if (at >= sentence.begin + 2 && atoms_[at - 1].mark == ':' && atoms_[at - 2].name != kNone)
      return {"direct.lead-in", kNone, Named(sentence.begin, at - 2), s};
    if (!starts)
      if (const Phrase subject = phrases_.First(sentence.begin, at); !subject.empty()) return {"direct.subject", kNone, subject, s};
    if (!starts && at > sentence.begin && atoms_[sentence.begin].quoted != kNone)
      if (const Attribution* last = LastOf(s)) return Continued("direct.continued", *last);
    if (s > 0 && !sentence.paragraph_start)
      if (const Attribution* last = LastOf(s - 1); last != nullptr && !last->speaker.empty()) return Continued("direct.continued", *last);
    return {"direct.unattributed", kNone, {}, kNone};
  }

  // A name with the title in front of it: "the pollster Ana Ruiz".
  Phrase Named(uint32_t begin, uint32_t name) const {
    constexpr uint32_t kLongestRole = 6;  // atoms
    uint32_t first = name;
    while (first > begin && name - first < kLongestRole && phrases_.Is(first - 1, kCapital | kTitle)) --first;
    if (first > begin && phrases_.Is(first - 1, kArticle)) --first;
    return {first, name + 1};
  }

  // The sentence in front of a quote that stands alone: its last verb's subject, else its own.
  Attribution LeadIn(uint32_t s) const {
    const std::span<const Use> uses = UsesOf(s);
    for (size_t i = uses.size(); i > 0; --i)
      if (outline_.cues[uses[i - 1].cue].strong) return {"direct.lead-in", static_cast<uint32_t>(&uses[i - 1] - out_.uses.data()), uses[i - 1].subject, s};
    const OutlineSentence& sentence = outline_.sentences[s];
    if (const Phrase subject = phrases_.First(sentence.begin, sentence.end); !subject.empty()) return {"direct.lead-in", kNone, subject, s};
    return {};
  }

  // A quote in front of one that has a verb, in the same paragraph: “Who knows. Not me.” “Ask her,” he said.
  void Anticipate() {
    for (size_t i = outline_.quoted.size(); i-- > 1;)
      if (Attribution& found = out_.of_quoted[i - 1]; outline_.quoted[i].continues && found.use == kNone && !out_.of_quoted[i].speaker.empty())
        found = Continued("direct.anticipated", out_.of_quoted[i]);
    for (uint32_t s = static_cast<uint32_t>(outline_.sentences.size()); s-- > 1;) {
      const OutlineSentence& sentence = outline_.sentences[s];
      if (sentence.paragraph_start || atoms_[sentence.begin].quoted == kNone) continue;
      const Attribution& next = out_.of_quoted[atoms_[sentence.begin].quoted];
      const OutlineSentence& previous = outline_.sentences[s - 1];
      if (next.rule != "direct.cue-after" || previous.end - previous.begin != 1 || !previous.paragraph_start) continue;
      Attribution& found = out_.of_quoted[atoms_[previous.begin].quoted];
      if (found.rule != "direct.cue-after" && found.rule != "direct.cue-before") found = Continued("direct.anticipated", next);
    }
  }

  const Outline& outline_;
  const std::vector<Atom>& atoms_;
  const Phrases& phrases_;
  std::span<const Token> tokens_;
  std::vector<uint32_t> first_use_;  // by sentence
  Attributions out_;
};

}  // namespace

Attributions Attribute(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens) { return Attributor(outline, phrases, tokens).Run(); }

}  // namespace factbox::quotes
