#include "extractors/quotes/phrases.h"

#include <algorithm>

namespace factbox::quotes {
namespace {

constexpr uint32_t kLongestBracket = 14;  // atoms
constexpr uint32_t kMostAppositions = 4;  // "Ana Ruiz, 43, a lawyer from Rosario, Santa Fe, said"
constexpr uint32_t kLongestNickname = 3;  // words
constexpr uint32_t kLongestAfter = 30;    // atoms of a phrase behind its verb

}  // namespace

bool Phrases::IsVerb(uint32_t begin, uint32_t verb) const {
  const Cue& cue = outline_.cues[atoms_[verb].cue];
  if (cue.form == CueForm::kPhrase) return true;
  uint32_t before = verb;
  while (before > begin && Is(before - 1, kAdverb) && !Is(before - 1, kAuxiliary | kPronoun)) --before;
  if (before == begin) return cue.form != CueForm::kBase;
  const Atom& previous = atoms_[before - 1];
  if (previous.quoted != kNone || previous.mark != 0) return cue.form != CueForm::kBase;
  const uint32_t classes = previous.classes;
  // "Ruiz's remarks", but "he's said".
  if ((classes & kPossessive) != 0 && (classes & kAuxiliary) != 0)
    return (cue.form == CueForm::kPast || cue.form == CueForm::kParticiple) && before - 1 > begin && Is(before - 2, kPronoun);
  if ((classes & (kArticle | kPossessive)) != 0 && (classes & (kAuxiliary | kSubordinator | kPronoun | kPlural)) == 0) return false;
  if ((classes & (kPreposition | kBelongs)) != 0 && cue.form != CueForm::kParticiple) return false;
  if (cue.form == CueForm::kThird && Is(verb, kNoun)) {
    // "Ruiz claims", "the report claims", not "news reports", "racial remarks were".
    if (verb + 1 < atoms_.size() && Is(verb + 1, kAuxiliary | kVerb)) return false;
    return previous.name != kNone || (classes & (kPronoun | kRelative)) != 0 || Is(EndingAt(begin, before).begin, kArticle | kPossessive);
  }
  if (cue.form == CueForm::kPast && verb + 1 < atoms_.size() && Is(verb + 1, kBy)) return (classes & (kAuxiliary | kRelative)) != 0;  // the threat posed by
  if (cue.form != CueForm::kBase) return true;
  if ((classes & (kPronoun | kAuxiliary | kPlural | kRelative | kCoordinator | kTo)) != 0) return true;
  // "Officials in Lahore say": the subject is a plural. A name alone is none.
  const Phrase subject = EndingAt(begin, before);
  const auto plural = [&](uint32_t atom) { return Is(atom, kEndsInS | kPlural) && atoms_[atom].name == kNone; };
  return !subject.empty() && (plural(Head(subject)) || plural(subject.begin));
}

bool Phrases::IsPartOfName(uint32_t at) const {
  const TokenRange content = outline_.quoted[atoms_[at].quoted].content;
  if (content.size() > kLongestNickname || !IsWord(tokens_[content.end - 1])) return false;
  return at > 0 && at + 1 < atoms_.size() && Is(at + 1, kCapital) && IsWordAtom(at - 1);
}

bool Phrases::HasVerb(uint32_t begin, uint32_t end) const {
  for (uint32_t i = end; i > begin; --i) {
    const Atom& atom = atoms_[i - 1];
    if (atom.quoted != kNone || atom.mark == ';' || atom.mark == ':' || (atom.classes & kSubordinator) != 0) return false;
    if ((atom.classes & (kAuxiliary | kVerb)) != 0 && (atom.classes & kPossessive) == 0) return true;
    if (atom.cue != kNone && outline_.cues[atom.cue].form != CueForm::kBase && IsVerb(begin, i - 1)) return true;
    if ((atom.classes & kEndsInEd) != 0 && i - 1 > begin && !Is(i - 2, kArticle | kPossessive | kPreposition | kBelongs)) return true;
  }
  return false;
}

// Can the phrase that ends at `end` not reach over the atom `at`?
bool Phrases::IsBoundary(uint32_t begin, uint32_t at, uint32_t end) const {
  const Atom& atom = atoms_[at];
  if (atom.quoted != kNone) return !IsPartOfName(at);
  const Token& token = tokens_[atom.tokens.begin];
  switch (atom.mark) {
    case 0: break;
    case '-': return token.space_before || at + 1 >= atoms_.size() || tokens_[atoms_[at + 1].tokens.begin].space_before || token.span.size() > 3;
    case '\'':
    case '/':
    case '$':
    case '%':
    case '#':
    case '@':
    case '&':
    case kOtherMark: return false;
    default: return true;
  }
  if ((atom.classes & kRelative) != 0 && at + 1 < end && !HasVerb(at + 1, end)) return true;  // "whom the court", "which she"
  if ((atom.classes & kSubordinator) != 0) return true;
  if ((atom.classes & kCoordinator) != 0) return HasVerb(begin, at);
  if (atom.cue == kNone || at + 1 >= end || (at > begin && Is(at - 1, kRelative))) return false;
  // A clause before: "the poll found voters said". Not "sources briefed on the talks said".
  const CueForm form = outline_.cues[atom.cue].form;
  return (form == CueForm::kPast || form == CueForm::kThird) && IsVerb(begin, at) && !Is(at + 1, kPreposition | kBelongs | kAdverb | kDate | kTo);
}

uint32_t Phrases::SkipBracket(uint32_t begin, uint32_t close) const {
  for (uint32_t i = close; i > begin && close - i < kLongestBracket; --i)
    if (atoms_[i - 1].mark == '(' || atoms_[i - 1].mark == '[') return i - 1;
  return close + 1;  // no bracket opens: nothing is skipped
}

Phrase Phrases::EndingAt(uint32_t begin, uint32_t end) const {
  if (end - begin > kLongestLook) begin = end - kLongestLook;
  uint32_t at = end;
  while (at > begin) {
    if (atoms_[at - 1].mark == ')' || atoms_[at - 1].mark == ']') {
      const uint32_t open = SkipBracket(begin, at - 1);
      if (open >= at) break;
      if (at == end) end = open;
      at = open;
      continue;
    }
    if (IsBoundary(begin, at - 1, end)) break;
    --at;
  }
  return Trim({at, end});
}

// Without what introduces the clause in front ("But in July Trump", "Later the mayor") and adverbs behind.
Phrase Phrases::Trim(Phrase phrase) const {
  const auto loose = [&](uint32_t i) {
    return (Is(i, kCoordinator | kSubordinator | kDate) || (Is(i, kAdverb) && !Is(i, kPronoun | kArticle | kAuxiliary)) || !IsWordAtom(i)) &&
           atoms_[i].quoted == kNone && atoms_[i].name == kNone;
  };
  while (!phrase.empty() && loose(phrase.begin) && atoms_[phrase.begin].mark != '$') ++phrase.begin;
  while (!phrase.empty() && loose(phrase.end - 1)) {
    --phrase.end;
    if (!phrase.empty() && Is(phrase.end - 1, kPreposition) && Is(phrase.end, kDate)) --phrase.end;
  }
  for (uint32_t i = phrase.begin + 1; i < phrase.end; ++i)  // "a source speaking to the paper"
    if (atoms_[i].cue != kNone && outline_.cues[atoms_[i].cue].form == CueForm::kParticiple && !Is(i - 1, kArticle | kPossessive | kPreposition | kBelongs))
      phrase.end = i;
  if (phrase.empty() || !Is(phrase.begin, kPreposition | kBelongs | kTo)) return phrase;
  // A phrase with a preposition stands first: the speaker is the name, or the description, at the end.
  uint32_t at = phrase.end - 1;
  const auto part = [&](uint32_t i) { return Is(i, kCapital | kTitle) && !Is(i, kArticle | kPreposition | kBelongs | kDate); };
  if (atoms_[at].name != kNone || Is(at, kPronoun)) {
    while (at > phrase.begin + 1 && part(at - 1)) --at;
    return {at, phrase.end};
  }
  while (at > phrase.begin + 1 && !Is(at, kArticle | kPossessive)) --at;
  return {at, phrase.end};
}

bool Phrases::LooksLikeSpeaker(Phrase phrase) const {
  if (phrase.empty()) return false;
  const uint32_t head = Head(phrase);
  const Token& token = tokens_[atoms_[head].tokens.begin];
  if (!IsWord(token) || token.shape == Shape::kNumber) return false;
  return !Is(head, kDate | kPreposition | kAuxiliary | kArticle) || Is(head, kPronoun) || atoms_[head].name != kNone;
}

// The phrase in front of appositions: "Ana Ruiz" in "Ana Ruiz, the mayor of Porto Novo," with the last comma at `comma`.
Phrase Phrases::BeforeApposition(uint32_t begin, uint32_t comma) const {
  Phrase best;
  uint32_t close = comma;
  for (uint32_t round = 0; round < kMostAppositions; ++round) {
    uint32_t start = close;
    while (start > begin && atoms_[start - 1].mark != ',') {
      const Atom& atom = atoms_[start - 1];
      if (atom.mark == ')' || atom.mark == ']') {
        const uint32_t open = SkipBracket(begin, start - 1);
        if (open < start) {
          start = open;
          continue;
        }
      }
      if ((atom.quoted != kNone && !IsPartOfName(start - 1)) || atom.mark == ';' || atom.mark == ':' || atom.mark == '.') break;
      --start;
    }
    if (start == begin || atoms_[start - 1].mark != ',') {
      const Phrase phrase = Is(start, kPreposition | kBelongs) ? Phrase{} : EndingAt(start, close);
      return round > 0 && LooksLikeSpeaker(phrase) ? phrase : best;
    }
    const uint32_t end = start - 1;
    uint32_t raw = end;
    while (raw > begin && atoms_[raw - 1].mark != ',' && !IsBoundary(begin, raw - 1, end)) --raw;
    const Phrase phrase = EndingAt(begin, end);
    const bool within = raw < end && Is(raw, kPreposition | kBelongs | kRelative);
    if (within && round == 0 && raw == begin && !Is(raw, kRelative)) {  // "In the Ohio primary, Ana Ruiz (L-Rosario), said": the name stands between the commas
      const Phrase between = EndingAt(start, close);
      if (!between.empty() && atoms_[Head(between)].name != kNone && !Is(between.begin, kArticle | kPreposition | kBelongs) && between.begin == start)
        return between;
    }
    if (!within && LooksLikeSpeaker(phrase)) {
      // "Ana Ruiz, 43, a lawyer from Rosario, Santa Fe, said": a description behind a name is an apposition itself.
      const bool described = !Is(phrase.begin, kCapital) && phrase.begin > begin + 1 && atoms_[phrase.begin - 1].mark == ',' &&
                             (atoms_[phrase.begin - 2].name != kNone || tokens_[atoms_[phrase.begin - 2].tokens.begin].shape == Shape::kNumber);
      if (!described) return phrase;
      if (best.empty()) best = phrase;
    }
    close = end;
  }
  return best;
}

Phrase Phrases::Before(uint32_t begin, uint32_t verb) const {
  const uint32_t low = verb - begin > kLongestLook ? verb - kLongestLook : begin;
  uint32_t end = verb;
  while (end > low && !Is(end - 1, kPronoun) && atoms_[end - 1].name == kNone && Is(end - 1, kAuxiliary | kAdverb | kDate)) {
    const bool date = Is(end - 1, kDate);
    --end;
    if (date && end > low && Is(end - 1, kPreposition | kBelongs)) --end;
  }
  if (end == low) return {};
  const Atom& previous = atoms_[end - 1];
  if (previous.mark == ',') return BeforeApposition(low, end - 1);
  if ((previous.classes & kRelative) != 0) {
    const uint32_t noun = end - 1 > low && atoms_[end - 2].mark == ',' ? end - 2 : end - 1;
    return EndingAt(low, noun);
  }
  if (previous.mark == '-' && IsBoundary(low, end - 1, end)) {  // between dashes: "Ruiz — who lost — said"
    for (uint32_t i = end - 1; i > low; --i)
      if (atoms_[i - 1].mark == '-' && IsBoundary(low, i - 1, i)) return EndingAt(low, i - 1);
    return {};
  }
  if ((previous.classes & (kCoordinator | kTo)) != 0 || ((previous.classes & (kPreposition | kBelongs)) != 0 && previous.name == kNone)) return {};
  return EndingAt(low, end);
}

Phrase Phrases::After(uint32_t begin, uint32_t end) const {
  end = std::min(end, begin + kLongestAfter);
  if (begin >= end || !IsWordAtom(begin)) return {};
  uint32_t at = begin;
  bool noun = false;  // something that can be a head has been seen
  while (at < end) {
    const Atom& atom = atoms_[at];
    // A branch for each class of words, whatever they do. NOLINTBEGIN(bugprone-branch-clone)
    if (atom.quoted != kNone) {
      if (!IsPartOfName(at)) break;
    } else if (atom.mark != 0) {
      if (IsBoundary(begin, at, end)) break;
    } else if (atom.name != kNone) {
      noun = true;
    } else if ((atom.classes & kPronoun) != 0 && (atom.classes & kArticle) == 0) {
      return at == begin ? Phrase{at, at + 1} : Phrase{begin, at};
    } else if ((atom.classes & kBelongs) != 0) {
      if (!noun && (at == begin || !Is(at - 1, kArticle))) break;
    } else if ((atom.classes & kCoordinator) != 0) {
      if (at + 1 >= end || !Is(at + 1, kCapital) || !Is(at - (at > begin), kCapital)) break;
    } else if ((atom.classes & (kDate | kPreposition | kSubordinator | kRelative | kTo)) != 0 ||
               ((atom.classes & (kAuxiliary | kVerb | kAdverb)) != 0 && (atom.classes & (kArticle | kPossessive)) == 0)) {
      break;
    } else if (noun && ((atom.cue != kNone && IsVerb(begin, at)) || ((atom.classes & kEndsInEd) != 0 && !Is(at - 1, kArticle | kPossessive | kAdverb)))) {
      break;
    } else if ((atom.classes & (kArticle | kPossessive)) == 0) {
      noun = true;
    }
    // NOLINTEND(bugprone-branch-clone)
    ++at;
  }
  while (at > begin && Is(at - 1, kBelongs | kArticle | kCoordinator)) --at;
  return noun ? Phrase{begin, at} : Phrase{};
}

Phrase Phrases::First(uint32_t begin, uint32_t end) const {
  const uint32_t limit = std::min(end, begin + kLongestLook);
  uint32_t at = begin;
  const auto skip_loose = [&] {
    while (
        at < limit &&
        ((Is(at, kCoordinator | kDate) || (Is(at, kAdverb) && !Is(at, kPronoun | kArticle | kAuxiliary))) || (atoms_[at].quoted == kNone && !IsWordAtom(at))) &&
        atoms_[at].name == kNone)
      ++at;
  };
  skip_loose();
  // "On Monday, …", "When the votes were counted, …", "Speaking in Lyon, …": what stands before the comma introduces the clause.
  if (at < limit && (Is(at, kPreposition | kBelongs | kSubordinator | kTo) || (atoms_[at].cue != kNone)) && atoms_[at].name == kNone) {
    uint32_t comma = at;
    while (comma < limit && atoms_[comma].mark != ',') ++comma;
    if (comma < limit) at = comma + 1;
    while (at < limit && Is(at, kRelative) && comma < limit) {  // "In Rosario, which votes next, Ruiz called …"
      comma = at;
      while (comma < limit && atoms_[comma].mark != ',') ++comma;
      if (comma < limit) at = comma + 1;
    }
    skip_loose();
    if (at < limit && Is(at, kPreposition | kBelongs | kTo) && !Is(at, kPronoun)) ++at;
  }
  return After(at, limit);
}

uint32_t Phrases::Head(Phrase phrase) const {
  uint32_t head = phrase.begin;
  for (uint32_t i = phrase.begin; i < phrase.end; ++i) {
    const Atom& atom = atoms_[i];
    const bool word = atom.quoted == kNone && IsWordAtom(i);
    if (i > phrase.begin && ((atom.classes & (kPreposition | kBelongs | kRelative | kTo)) != 0 || atom.mark == ',' || atom.mark == '(') && atom.name == kNone &&
        !Is(head, kArticle | kPossessive))
      break;
    if (word && !(i > phrase.begin && (atom.classes & kPossessive) != 0)) head = i;
  }
  return head;
}

}  // namespace factbox::quotes
