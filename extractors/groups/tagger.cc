#include "extractors/groups/tagger.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace factbox::groups {
namespace {

bool EndsWith(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() + 2 && std::equal(ending.rbegin(), ending.rend(), word.rbegin(), [](char e, char w) { return e == (w | 0x20); });
}

bool LooksLikeAdjective(std::string_view word) {
  for (const std::string_view ending : {"ous", "ful", "able", "ible", "ical", "ive", "less", "ish", "ional", "ial", "ary"})
    if (EndsWith(word, ending)) return true;
  return false;
}

class SentenceTagger {
 public:
  SentenceTagger(const Lexicon& lexicon, std::string_view text, std::span<const Token> tokens, const Sentence& sentence, Tagging& scratch,
                 std::span<Word> words)
      : text_(text),
        tokens_(tokens),
        begin_(sentence.tokens.begin),
        end_(sentence.tokens.end),
        known_(scratch.known),
        entries_(scratch.entries),
        words_(words) {
    entries_.assign(end_ - begin_, nullptr);
    for (uint32_t i = begin_; i < end_; ++i) {
      if (!IsWord(tokens_[i]) || known_[i] == Known::kName) continue;
      entries_[i - begin_] = lexicon.Find(tokens_[i].fold);
      const WordEntry* entry = entries_[i - begin_];
      finite_ = finite_ || (entry != nullptr && IsSurelyFinite(*entry));
    }
  }

  void Run() {
    for (uint32_t i = begin_; i < end_; ++i) Tag(i);
  }

 private:
  static bool IsSurelyFinite(const WordEntry& entry) {
    switch (entry.word_class) {
      case WordClass::kModal: return true;
      case WordClass::kBe:
      case WordClass::kHave:
      case WordClass::kDo: return entry.form == VerbForm::kPast || entry.form == VerbForm::kThird;
      case WordClass::kVerb:
        return entry.form == VerbForm::kPast || (entry.form == VerbForm::kThird && !entry.noun) ||
               (entry.form == VerbForm::kPastOrParticiple && entry.intransitive);
      default: return false;
    }
  }

  std::string_view Text(uint32_t i) const { return factbox::Slice(text_, tokens_[i].span); }
  const WordEntry* EntryAt(uint32_t i) const { return i >= begin_ && i < end_ ? entries_[i - begin_] : nullptr; }
  bool Is(uint32_t i, WordClass word_class) const {
    const WordEntry* entry = EntryAt(i);
    return entry != nullptr && entry->word_class == word_class;
  }

  // The class of the word before, adverbs and "not" left out; kPunctuation at the start.
  WordClass Before(uint32_t i) const {
    while (i > begin_) {
      const WordClass before = words_[--i].word_class;
      if (before != WordClass::kAdverb && before != WordClass::kNot) return before;
    }
    return WordClass::kPunctuation;
  }

  // Behind i begins something that can be an object: "a village", "five people", "Baghdad", "them".
  bool OpensNounGroup(uint32_t i) const {
    if (i >= end_) return false;
    if (known_[i] != Known::kNothing) return true;
    const WordEntry* entry = EntryAt(i);
    if (entry == nullptr) return tokens_[i].shape == Shape::kNumber;
    return entry->word_class == WordClass::kDeterminer || entry->word_class == WordClass::kPossessive || entry->word_class == WordClass::kPronoun;
  }

  // A noun or what stands before one, but no determiner: "militants", "suspected rebels".
  bool IsNounish(uint32_t i) const {
    if (i >= end_ || !IsWord(tokens_[i])) return false;
    if (known_[i] == Known::kName || known_[i] == Known::kTitle) return true;
    const WordEntry* entry = EntryAt(i);
    if (entry == nullptr) return !EndsWith(Text(i), "ly") && known_[i] != Known::kNumber;
    if (entry->word_class == WordClass::kAdjective) return true;
    return entry->word_class == WordClass::kVerb && entry->noun;
  }

  bool IsFiniteNext(uint32_t i) const {
    while (i < end_ && EntryAt(i) != nullptr && (Is(i, WordClass::kAdverb))) ++i;
    const WordEntry* entry = EntryAt(i);
    if (entry == nullptr) return false;
    return IsSurelyFinite(*entry) || (entry->word_class == WordClass::kVerb && (entry->form == VerbForm::kPastOrParticiple) && !entry->noun);
  }

  void Set(uint32_t i, WordClass word_class, VerbForm form = VerbForm::kNone) {
    words_[i].word_class = word_class;
    words_[i].form = form;
  }

  void SetNoun(uint32_t i) {
    Set(i, WordClass::kNoun);
    words_[i].lemma = NounLemma(i);
  }

  uint64_t NounLemma(uint32_t i) const {
    const std::string_view word = Text(i);
    const char last = word.empty() ? ' ' : static_cast<char>(word.back() | 0x20);
    if (last != 's' && !EndsWith(word, "en") && !EndsWith(word, "ople") && last != 'n') return tokens_[i].fold;
    const std::string folded = Fold(word);
    const std::string singular = Singular(folded);
    return singular == folded ? tokens_[i].fold : FoldHash(singular);
  }

  void Tag(uint32_t i) {
    const Token& token = tokens_[i];
    words_[i].lemma = token.fold;
    if (!IsWord(token)) return Set(i, WordClass::kPunctuation);
    if (known_[i] == Known::kName) return Set(i, WordClass::kName);
    const WordEntry* entry = EntryAt(i);
    if (known_[i] == Known::kTitle && (entry == nullptr || (entry->word_class != WordClass::kVerb && i > begin_ && known_[i - 1] == Known::kTitle)))
      return SetNoun(i);
    if (known_[i] == Known::kNumber || token.shape == Shape::kNumber) {
      if (entry == nullptr || entry->word_class != WordClass::kVerb) return Set(i, WordClass::kNumber);  // "at least four" whole
    }
    if (entry == nullptr || entry->word_class == WordClass::kOther) return TagOpen(i);
    words_[i].lemma = entry->lemma;
    if (entry->word_class == WordClass::kVerb) return TagVerb(i, *entry);
    TagFunction(i, *entry);
  }

  void TagOpen(uint32_t i) {
    const std::string_view word = Text(i);
    if (tokens_[i].shape == Shape::kLower || tokens_[i].shape == Shape::kUpper) {
      if (EndsWith(word, "ly") && !EndsWith(word, "family") && !EndsWith(word, "assembly")) return Set(i, WordClass::kAdverb);
      if (LooksLikeAdjective(word)) return Set(i, WordClass::kAdjective);
    }
    if (tokens_[i].fold == PossessiveFold()) return Set(i, WordClass::kPossessive);
    SetNoun(i);
  }

  static uint64_t PossessiveFold() {
    static const uint64_t kFold = FoldHash("'s");
    return kFold;
  }

  void TagFunction(uint32_t i, const WordEntry& entry) {
    static const uint64_t kHer = FoldHash("her"), kThat = FoldHash("that"), kWhat = FoldHash("what"), kWhose = FoldHash("whose");
    const WordClass before = Before(i);
    if (entry.word_class == WordClass::kTo) {
      const WordEntry* next = EntryAt(i + 1);
      if (next != nullptr && next->word_class == WordClass::kAdverb) next = EntryAt(i + 2);
      const bool verb =
          next != nullptr && ((next->word_class == WordClass::kVerb && (next->form == VerbForm::kBase || next->form == VerbForm::kPastOrParticiple)) ||
                              next->word_class == WordClass::kBe || next->word_class == WordClass::kHave || next->word_class == WordClass::kDo);
      return Set(i, verb ? WordClass::kTo : WordClass::kPreposition);
    }
    if (tokens_[i].fold == kHer) return Set(i, IsNounish(i + 1) ? WordClass::kPossessive : WordClass::kPronoun);
    if (tokens_[i].fold == kWhose) return Set(i, WordClass::kPossessive);
    if (tokens_[i].fold == kWhat) return Set(i, WordClass::kPronoun);
    if (tokens_[i].fold == kThat) {
      const WordEntry* next = EntryAt(i + 1);
      const bool verb_next =
          next != nullptr && (next->word_class == WordClass::kVerb || next->word_class == WordClass::kModal || next->word_class == WordClass::kBe ||
                              next->word_class == WordClass::kHave || next->word_class == WordClass::kDo);
      if (before == WordClass::kVerb) return Set(i, WordClass::kThat);
      if ((before == WordClass::kNoun || before == WordClass::kName) && verb_next) return Set(i, WordClass::kRelative);
      if (before == WordClass::kPunctuation || before == WordClass::kPreposition) return Set(i, IsNounish(i + 1) ? WordClass::kDeterminer : WordClass::kThat);
      return Set(i, WordClass::kThat);
    }
    Set(i, entry.word_class, entry.form);
  }

  static bool OpensNoun(WordClass before) { return before == WordClass::kDeterminer || before == WordClass::kPossessive || before == WordClass::kAdjective; }

  bool Glued(uint32_t i) const {
    return i > begin_ && !tokens_[i].space_before && tokens_[i - 1].mark == '-' && i - 1 > begin_ && !tokens_[i - 1].space_before;
  }

  // A capital within a sentence of small letters: part of some name that is not known.
  bool IsTitleCase(uint32_t i) const {
    return tokens_[i].shape == Shape::kCapitalized && i > begin_ && IsWord(tokens_[i - 1]) && i + 1 < end_ && tokens_[i - 1].shape == Shape::kCapitalized;
  }

  void TagVerb(uint32_t i, const WordEntry& entry) {
    const WordClass before = Before(i);
    if (Glued(i)) return Set(i, WordClass::kAdjective);
    switch (entry.form) {
      case VerbForm::kIng: return TagIng(i, before);
      case VerbForm::kBase: return TagBase(i, entry, before);
      case VerbForm::kThird: return TagThird(i, entry, before);
      case VerbForm::kParticiple:
      case VerbForm::kPastOrParticiple: return TagParticiple(i, entry, before);
      default: return Set(i, WordClass::kVerb, entry.form);
    }
  }

  void TagIng(uint32_t i, WordClass before) {
    static const uint64_t kOf = FoldHash("of");
    const bool of = i + 1 < end_ && tokens_[i + 1].fold == kOf;
    if (before == WordClass::kBe && !of) return Set(i, WordClass::kVerb, VerbForm::kIng);
    if (of || before == WordClass::kDeterminer || before == WordClass::kPossessive) return IsNounish(i + 1) && !of ? Set(i, WordClass::kAdjective) : SetNoun(i);
    const bool object = OpensNounGroup(i + 1) || IsNounish(i + 1) || Is(i + 1, WordClass::kThat) || Is(i + 1, WordClass::kTo);
    if (before == WordClass::kAdjective || before == WordClass::kNoun || before == WordClass::kName || before == WordClass::kPreposition ||
        before == WordClass::kNumber)
      return object ? Set(i, WordClass::kVerb, VerbForm::kIng) : SetNoun(i);
    Set(i, WordClass::kVerb, VerbForm::kIng);
  }

  void TagBase(uint32_t i, const WordEntry& entry, WordClass before) {
    if (before == WordClass::kTo || before == WordClass::kModal || before == WordClass::kDo) return Set(i, WordClass::kVerb, VerbForm::kBase);
    if (OpensNoun(before) || before == WordClass::kPreposition) return entry.noun || OpensNoun(before) ? SetNoun(i) : Set(i, WordClass::kVerb, VerbForm::kBase);
    if (!entry.noun) return Set(i, WordClass::kVerb, VerbForm::kBase);
    if (before == WordClass::kPronoun || before == WordClass::kRelative) return Set(i, WordClass::kVerb, VerbForm::kBase);
    if (IsTitleCase(i) || IsFiniteNext(i + 1)) return SetNoun(i);
    const bool subject = (before == WordClass::kNoun || before == WordClass::kName) && i > begin_ && tokens_[i - 1].fold != words_[i - 1].lemma;
    if (subject && (OpensNounGroup(i + 1) || (!finite_ && IsNounish(i + 1)))) return Set(i, WordClass::kVerb, VerbForm::kBase);
    if (before == WordClass::kConjunction && i >= begin_ + 2 && words_[i - 2].form == VerbForm::kBase) return Set(i, WordClass::kVerb, VerbForm::kBase);
    SetNoun(i);
  }

  void TagThird(uint32_t i, const WordEntry& entry, WordClass before) {
    if (OpensNoun(before) || before == WordClass::kNumber || before == WordClass::kPreposition) return SetNoun(i);
    if (!entry.noun) return Set(i, WordClass::kVerb, VerbForm::kThird);
    if (before == WordClass::kRelative || (before == WordClass::kPronoun && !IsFiniteNext(i + 1))) return Set(i, WordClass::kVerb, VerbForm::kThird);
    if (IsTitleCase(i) || IsFiniteNext(i + 1) || before == WordClass::kVerb || before == WordClass::kPunctuation) return SetNoun(i);
    const bool subject = (before == WordClass::kNoun || before == WordClass::kName);
    const bool object = OpensNounGroup(i + 1) || Is(i + 1, WordClass::kThat) || (!finite_ && IsNounish(i + 1));
    if (subject && object) return Set(i, WordClass::kVerb, VerbForm::kThird);
    SetNoun(i);
  }

  void TagParticiple(uint32_t i, const WordEntry& entry, WordClass before) {
    if (before == WordClass::kBe || before == WordClass::kHave)
      return Set(i, WordClass::kVerb, entry.form == VerbForm::kPast ? VerbForm::kPast : VerbForm::kParticiple);
    if (before == WordClass::kTo || before == WordClass::kModal || before == WordClass::kDo) return Set(i, WordClass::kVerb, VerbForm::kBase);
    const bool nounish = IsNounish(i + 1);
    if (entry.noun && (OpensNoun(before) || before == WordClass::kPreposition)) return SetNoun(i);
    if (before == WordClass::kAdjective && !nounish) return Set(i, WordClass::kVerb, entry.form);
    if (OpensNoun(before)) return nounish ? Set(i, WordClass::kAdjective) : SetNoun(i);
    if (before == WordClass::kNumber && nounish) return Set(i, WordClass::kAdjective);
    if (before == WordClass::kPreposition && nounish) return Set(i, WordClass::kAdjective);
    if (before == WordClass::kVerb && i > begin_ && words_[i - 1].word_class == WordClass::kVerb && nounish) return Set(i, WordClass::kAdjective);
    if (i == begin_ && nounish && !entry.noun) return Set(i, WordClass::kAdjective);
    const VerbForm form = entry.form == VerbForm::kPastOrParticiple && entry.intransitive ? VerbForm::kPast : entry.form;
    Set(i, WordClass::kVerb, form);
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  uint32_t begin_, end_;
  const std::vector<Known>& known_;
  std::vector<const WordEntry*>& entries_;
  std::span<Word> words_;
  bool finite_ = false;  // some word of the sentence can only be its finite verb
};

}  // namespace

void TagSentence(const Lexicon& lexicon, std::string_view text, std::span<const Token> tokens, const Sentence& sentence, Tagging& scratch,
                 std::span<Word> words) {
  SentenceTagger(lexicon, text, tokens, sentence, scratch, words).Run();
}

}  // namespace factbox::groups
