#include "extractors/quotes/content.h"

#include <algorithm>

namespace factbox::quotes {
namespace {

constexpr uint32_t kLongestAdverbial = 12;  // atoms between a verb and its "that": "said in a statement late on Monday that"
constexpr uint32_t kFarthestVerb = 14;      // atoms within which a clause without "that" must have a verb
constexpr uint32_t kLongestContent = 300;   // atoms; what is reported within reports would else be written again and again
constexpr size_t kMostNeighbours = 16;      // verbs of the sentence that are looked at
constexpr uint32_t kShortestContent = 2;    // atoms
constexpr uint32_t kLongestTagEnd = 16;     // atoms behind "Ruiz said" at the end of a sentence: "in a telephone interview from her office"

class ContentFinder {
 public:
  ContentFinder(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens, const std::vector<Use>& uses, size_t index)
      : outline_(outline),
        atoms_(outline.atoms),
        phrases_(phrases),
        tokens_(tokens),
        uses_(uses),
        index_(index),
        use_(uses_[index]),
        cue_(outline.cues[use_.cue]),
        sentence_(outline.sentences[use_.sentence]) {}

  Content Find() const {
    if (cue_.form == CueForm::kPhrase) return According();
    if (IsNegatedOrInfinitive()) return {};
    Content content = Behind();
    if (content.rule.empty()) content = InFront();
    return content;
  }

  bool Reports() const { return !IsNegatedOrInfinitive() && !Behind().rule.empty(); }

 private:
  bool Is(uint32_t atom, uint32_t classes) const { return phrases_.Is(atom, classes); }
  bool IsThat(uint32_t atom) const { return Is(atom, kRelative) && Is(atom, kSubordinator); }

  // "did not say that", "to say that" report nothing; "went on to say" is a phrase of its own.
  bool IsNegatedOrInfinitive() const {
    uint32_t before = use_.atom;
    while (before > sentence_.begin && Is(before - 1, kAuxiliary | kAdverb | kNot)) {
      if (Is(before - 1, kNot)) return true;
      --before;
    }
    return before > sentence_.begin && Is(before - 1, kTo);
  }

  // The end of the sentence without its marks.
  uint32_t SentenceEnd() const {
    uint32_t end = sentence_.end;
    while (end > sentence_.begin && sentence_.end - end < kLongestAdverbial && atoms_[end - 1].quoted == kNone && atoms_[end - 1].mark != 0 &&
           atoms_[end - 1].mark != ')' && atoms_[end - 1].mark != '%')
      --end;
    return end;
  }

  Content Made(uint32_t begin, uint32_t end, std::string_view rule) const {
    while (begin < end && atoms_[begin].quoted == kNone && atoms_[begin].mark == ',') ++begin;
    while (begin < end && atoms_[end - 1].quoted == kNone && (atoms_[end - 1].mark == ',' || atoms_[end - 1].mark == '-')) --end;
    if (begin >= end || (end - begin < kShortestContent && atoms_[begin].quoted == kNone)) return {};
    return {begin, end, rule};
  }

  Content Behind() const {
    uint32_t at = use_.inverted ? use_.subject.end : use_.atom + 1;
    const uint32_t end = SentenceEnd();
    const bool told = Is(use_.atom, kTell) || (tokens_[atoms_[use_.atom].tokens.begin].shape != Shape::kPunctuation && IsTellPhrase());
    if (told && at < end && !IsThat(at)) {
      const bool owner = Is(at, kPossessive) && at + 1 < end && phrases_.IsWordAtom(at + 1) &&
                         (atoms_[at + 1].classes & ~uint32_t{kEndsInS | kTitle | kPlural}) == 0 && atoms_[at + 1].name == kNone;  // her lawyer
      if (Is(at, kObject) && !owner) {
        ++at;
      } else if (const Phrase object = phrases_.After(at, end); !object.empty()) {
        at = object.end;
      }
    }
    // With "that", perhaps behind an adverbial.
    for (uint32_t i = at; i < std::min(end, at + kLongestAdverbial); ++i) {
      if (IsThat(i)) {
        const bool determiner = i > at && Is(i - 1, kPreposition | kBelongs);  // in that room
        if (!determiner) return Made(i + 1, ClauseEnd(i + 1, end), "indirect.that");
      }
      if (i == at && Is(i, kQuestion) && !use_.inverted) return Made(i, ClauseEnd(i, end), "indirect.question");
      if (atoms_[i].quoted != kNone || (atoms_[i].mark != 0 && atoms_[i].mark != '-' && atoms_[i].mark != ',')) break;
      if ((atoms_[i].cue != kNone && phrases_.IsVerb(sentence_.begin, i)) || Is(i, kAuxiliary)) break;
      if (i == at && !(Is(i, kPreposition | kBelongs | kDate | kAdverb | kTo) || atoms_[i].mark == ',')) break;
    }
    if (!cue_.prefers_clause || at >= end) return {};
    while (at < end && (Is(at, kDate) || (Is(at, kAdverb) && !Is(at, kPronoun | kArticle)) || (Is(at, kPreposition) && at + 1 < end && Is(at + 1, kDate))))
      ++at;
    const uint32_t clause_end = ClauseEnd(at, end);
    if (!OpensClause(at, clause_end)) return {};
    return Made(at, clause_end, "indirect.clause");
  }

  bool IsTellPhrase() const { return cue_.lemma == "tell"; }

  // A subject with a verb: "the vote would", "he had", "prices of rice rose".
  bool OpensClause(uint32_t at, uint32_t end) const {
    if (at >= end || atoms_[at].quoted != kNone || !phrases_.IsWordAtom(at)) return false;
    if (Is(at, kPreposition | kBelongs | kRelative | kTo | kCoordinator) && !Is(at, kPronoun | kSubordinator) && atoms_[at].name == kNone)
      return Is(at, kPreposition) && Comma(at, end);
    if (Is(at, kAuxiliary) && !Is(at, kPronoun | kArticle)) return false;
    // "says the tariffs break the rules": of "say" nothing else can be the object, so no verb need be known.
    constexpr uint32_t kShortClause = 4;
    if (cue_.lemma.substr(0, 3) == "say" && end - at >= kShortClause && Is(at, kArticle | kPossessive | kPronoun)) return true;
    for (uint32_t i = at + 1; i < std::min(end, at + kFarthestVerb); ++i) {
      if (atoms_[i].mark == ':' || atoms_[i].mark == ';') return false;
      if (Is(i, kCoordinator) && i + 1 < end && (atoms_[i + 1].cue != kNone || Is(i + 1, kVerb | kAuxiliary | kEndsInEd))) return false;  // a second verb
      if (Is(i, kAuxiliary | kVerb) && !(Is(i, kPossessive) && i + 1 < end && !Is(i + 1, kArticle | kAdverb))) return true;
      if (Is(i, kEndsInEd)) return true;
      if (atoms_[i].cue != kNone && outline_.cues[atoms_[i].cue].form != CueForm::kParticiple && phrases_.IsVerb(at, i)) return true;
    }
    return false;
  }

  // "said in March, the court would": a comma soon behind.
  bool Comma(uint32_t at, uint32_t end) const {
    for (uint32_t i = at; i < std::min(end, at + kLongestAdverbial); ++i)
      if (atoms_[i].mark == ',') return true;
    return false;
  }

  // Where what is said ends: at the next verb of the same speaker ("…, adding that"), at another speaker's clause (", but Ruiz said"), or with the sentence.
  uint32_t ClauseEnd(uint32_t begin, uint32_t end) const {
    end = std::min(end, begin + kLongestContent);
    for (size_t i = index_ + 1; i < std::min(uses_.size(), index_ + kMostNeighbours) && uses_[i].sentence == use_.sentence; ++i) {
      const Use& next = uses_[i];
      if (next.atom <= begin || next.atom >= end) continue;
      uint32_t start = next.inverted ? next.atom : next.own ? next.subject.begin : next.atom;
      if (start <= begin) continue;
      while (start > begin && (Is(start - 1, kCoordinator | kSubordinator) && !IsThat(start - 1))) --start;
      const bool parted = atoms_[start - 1].mark == ',' || atoms_[start - 1].mark == ';' || atoms_[start - 1].mark == '-';
      if (parted && (next.own || outline_.cues[next.cue].form == CueForm::kParticiple || Is(start, kCoordinator))) return start - 1;
      if (next.inverted && outline_.cues[next.cue].form == CueForm::kPhrase) return start;
    }
    return end;
  }

  // "…, Ruiz said in an interview." at the end of the sentence.
  Content InFront() const {
    if (!cue_.strong || !use_.own || cue_.form == CueForm::kParticiple || cue_.form == CueForm::kBase) return {};
    const uint32_t start = use_.inverted ? use_.atom : use_.subject.begin;
    if (start < sentence_.begin + 3 || start <= sentence_.begin || atoms_[start - 1].mark != ',' || atoms_[start - 1].quoted != kNone) return {};
    const uint32_t last = use_.inverted ? use_.subject.end : use_.atom + 1;
    if (SentenceEnd() > last + kLongestTagEnd || atoms_[start - 2].quoted != kNone) return {};
    if (last < sentence_.end && atoms_[last].quoted != kNone) return {};
    for (uint32_t i = last; i < std::min(sentence_.end, last + kLongestLook); ++i)
      if (atoms_[i].mark == ':' || atoms_[i].quoted != kNone) return {};
    const uint32_t begin = std::max(sentence_.begin, start > kLongestContent ? start - kLongestContent : 0);
    for (size_t i = index_; i > 0 && index_ - i < kMostNeighbours && uses_[i - 1].sentence == use_.sentence; --i)
      if (uses_[i - 1].own && uses_[i - 1].atom < start && ContentFinder(outline_, phrases_, tokens_, uses_, i - 1).Reports()) return {};
    return Made(begin, start - 1, "indirect.cue-after");
  }

  Content According() const {
    if (use_.atom == sentence_.begin) {
      uint32_t comma = use_.subject.end;
      const uint32_t limit = std::min(sentence_.end, comma + kLongestLook);
      while (comma < limit && atoms_[comma].mark != ',') ++comma;
      return comma < limit ? Made(comma + 1, std::min(SentenceEnd(), comma + kLongestContent), "indirect.according-to") : Content{};
    }
    return Made(std::max(sentence_.begin, use_.atom > kLongestContent ? use_.atom - kLongestContent : 0), use_.atom, "indirect.according-to");
  }

  const Outline& outline_;
  const std::vector<Atom>& atoms_;
  const Phrases& phrases_;
  std::span<const Token> tokens_;
  const std::vector<Use>& uses_;
  size_t index_;
  const Use& use_;
  const Cue& cue_;
  const OutlineSentence& sentence_;
};

}  // namespace

Content FindContent(const Outline& outline, const Phrases& phrases, std::span<const Token> tokens, const Attributions& attributions, uint32_t use) {
  return ContentFinder(outline, phrases, tokens, attributions.uses, use).Find();
}

}  // namespace factbox::quotes
