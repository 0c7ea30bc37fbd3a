#include "extractors/groups/chunker.h"

#include "text/fold.h"

namespace factbox::groups {
namespace {

constexpr uint32_t kLongestBracket = 16;  // tokens; a longer one is taken for text

class Chunker {
 public:
  Chunker(const Lexicon& lexicon, std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, TokenRange sentence,
          std::vector<Group>& groups)
      : lexicon_(lexicon), tokens_(tokens), words_(words), dates_(dates), end_(sentence.end), at_(sentence.begin), groups_(groups), first_(groups.size()) {}

  void Run() {
    while (at_ < end_) Step();
  }

 private:
  WordClass ClassAt(uint32_t i) const { return i < end_ ? words_[i].word_class : WordClass::kPunctuation; }

  void Step() {
    switch (ClassAt(at_)) {
      case WordClass::kPunctuation: return Punctuation();
      case WordClass::kVerb:
      case WordClass::kBe:
      case WordClass::kHave:
      case WordClass::kDo:
      case WordClass::kModal:
      case WordClass::kTo:
      case WordClass::kNot: return Verb();
      case WordClass::kAdverb: ++at_; return;
      case WordClass::kPreposition: return Single(GroupKind::kPreposition);
      case WordClass::kConjunction: return Single(GroupKind::kConjunction);
      case WordClass::kSubordinator: return Single(GroupKind::kSubordinator);
      case WordClass::kRelative: return Single(GroupKind::kRelative);
      case WordClass::kThat: return Single(GroupKind::kThat);
      default: return Noun();
    }
  }

  Group& Add(GroupKind kind, TokenRange tokens, uint32_t head) {
    Group group;
    group.kind = kind;
    group.tokens = tokens;
    group.head = head;
    group.span = {tokens_[tokens.begin].span.begin, tokens_[tokens.end - 1].span.end};
    groups_.push_back(group);
    return groups_.back();
  }

  void Single(GroupKind kind) {
    Add(kind, {at_, at_ + 1}, at_);
    ++at_;
  }

  void Punctuation() {
    const char mark = tokens_[at_].mark;
    const bool no_border = mark == '"' || mark == '\'' || mark == kOtherMark || mark == '$' || mark == '#' || (mark == '-' && !tokens_[at_].space_before);
    if (no_border) {
      ++at_;
    } else if (mark == '(' || mark == '[') {
      uint32_t close = at_ + 1;
      while (close < end_ && close - at_ < kLongestBracket && tokens_[close].mark != ')' && tokens_[close].mark != ']') ++close;
      const bool closed = close < end_ && (tokens_[close].mark == ')' || tokens_[close].mark == ']');
      at_ = closed ? close + 1 : at_ + 1;
    } else {
      Single(mark == ',' ? GroupKind::kComma : GroupKind::kBreak);
    }
  }

  // Is `i` a hyphen or stroke within a compound?
  bool Joins(uint32_t i) const {
    return i + 1 < end_ && (tokens_[i].mark == '-' || tokens_[i].mark == '/' || tokens_[i].mark == '&') && !tokens_[i].space_before &&
           !tokens_[i + 1].space_before && IsWord(tokens_[i + 1]);
  }

  bool IsPossessiveMark(uint32_t i) const {
    static const uint64_t kS = FoldHash("'s");
    if (i >= end_ || tokens_[i].space_before) return false;
    if (tokens_[i].fold == kS && words_[i].word_class == WordClass::kPossessive) return true;
    return tokens_[i].mark == '\'' && tokens_[i].closes == false && i + 1 < end_ && IsWord(tokens_[i + 1]) && i > 0 &&
           words_[i - 1].word_class != WordClass::kPronoun;
  }

  void Noun() {
    const uint32_t begin = at_;
    uint32_t head = UINT32_MAX, last = begin;
    TokenRange possessor;
    bool noun = false, name = false;
    for (; at_ < end_; ++at_) {
      const WordClass word = ClassAt(at_);
      if (at_ > begin && dates_[at_] != dates_[at_ - 1] && noun && tokens_[at_ - 1].mark != '-' && !IsAttributive(begin)) break;  // "troops | Friday"
      if (IsPossessiveMark(at_) && noun) {
        possessor = {begin, at_};
        noun = name = false;
        head = UINT32_MAX;
        continue;
      }
      if (word == WordClass::kNoun || word == WordClass::kName) {
        if (word == WordClass::kNoun || !name || !noun || words_[at_ - 1].word_class == WordClass::kName || words_[at_ - 1].word_class == WordClass::kNoun)
          head = at_;
        noun = true;
        name = name || word == WordClass::kName;
      } else if (word == WordClass::kNumber || word == WordClass::kAdjective) {
        if (noun && word == WordClass::kNumber && dates_[at_] == 0 && !Joins(at_ - 1)) {
          // "Boeing 737", "Resolution 1701" end the group with their number; "troops 200" does not.
          if ((words_[at_ - 1].word_class == WordClass::kName || tokens_[at_ - 1].first_upper) && !IsNominal(ClassAt(at_ + 1))) {
            last = at_++;
          }
          break;
        }
      } else if (word == WordClass::kDeterminer || word == WordClass::kPossessive) {
        if (noun || (at_ > begin && words_[at_ - 1].word_class == WordClass::kAdjective)) break;
      } else if (word == WordClass::kPronoun) {
        if (at_ == begin) {
          head = last = at_++;
        }
        break;
        // A branch for each class of words, whatever they do. NOLINTNEXTLINE(bugprone-branch-clone)
      } else if (word == WordClass::kAdverb && !noun && at_ > begin && at_ + 1 < end_ && IsNominal(ClassAt(at_ + 1))) {
        continue;  // "a badly wounded man"
      } else if (word == WordClass::kPunctuation) {
        if (Joins(at_)) continue;
        if (tokens_[at_].mark == '"' && !noun && at_ > begin && at_ + 1 < end_ && IsNominal(ClassAt(at_ + 1))) continue;
        if (tokens_[at_].mark == '"' && noun && at_ + 1 < end_ && ClassAt(at_ + 1) == WordClass::kNoun && begin < at_ && Opened(begin)) continue;
        if ((tokens_[at_].mark == '$' || tokens_[at_].mark == kOtherMark) && !noun && ClassAt(at_ + 1) == WordClass::kNumber) continue;
        break;
      } else if (words_[at_].word_class == WordClass::kVerb && Joins(at_ - 1)) {
        continue;
      } else if (word == WordClass::kConjunction && !noun && at_ > begin && words_[at_ - 1].word_class == WordClass::kAdjective &&
                 (ClassAt(at_ + 1) == WordClass::kAdjective)) {
        continue;  // "armed and masked men"
      } else {
        break;
      }
      last = at_;
    }
    if (at_ == begin) ++at_;
    if (head == UINT32_MAX) head = last;
    Group& group = Add(GroupKind::kNoun, {begin, last + 1}, head);
    group.possessor = possessor;
    MergeQuantity();
  }

  // "a three-month | truce", "the weeklong | strike": the date before `at_` belongs to the noun behind it; "Monday | troops" does not.
  bool IsAttributive(uint32_t begin) const {
    if (dates_[at_] != 0 || dates_[at_ - 1] == 0 || !IsNominal(ClassAt(at_))) return false;
    if (at_ >= begin + 2 && tokens_[at_ - 2].mark == '-' && !tokens_[at_ - 1].space_before) return true;
    const WordClass first = words_[begin].word_class;
    return dates_[begin] == 0 && (first == WordClass::kDeterminer || first == WordClass::kPossessive);
  }

  bool Opened(uint32_t begin) const { return begin > 0 && tokens_[begin - 1].mark == '"'; }

  static bool IsNominal(WordClass word) {
    return word == WordClass::kNoun || word == WordClass::kName || word == WordClass::kAdjective || word == WordClass::kNumber;
  }

  bool IsQuantity(const Group& group) const {
    if (words_[group.head].word_class == WordClass::kNumber) return dates_[group.head] == 0;
    const WordEntry* entry = lexicon_.Find(tokens_[group.head].fold);
    return entry != nullptr && entry->quantity;
  }

  // "dozens | of | people" → one group.
  void MergeQuantity() {
    static const uint64_t kOf = FoldHash("of");
    const size_t n = groups_.size();
    if (n < first_ + 3) return;
    Group &quantity = groups_[n - 3], &of = groups_[n - 2], &noun = groups_[n - 1];
    if (quantity.kind != GroupKind::kNoun || of.kind != GroupKind::kPreposition || tokens_[of.head].fold != kOf || !IsQuantity(quantity)) return;
    noun.tokens.begin = quantity.tokens.begin;
    noun.span.begin = quantity.span.begin;
    groups_[n - 3] = noun;
    groups_.resize(n - 2);
  }

  // From the first auxiliary to the verb.
  void Verb() {
    static const uint64_t kGoing = FoldHash("going"), kUsed = FoldHash("used");
    Group group;
    group.kind = GroupKind::kVerb;
    const uint32_t begin = at_;
    uint32_t last = begin, main = UINT32_MAX;
    bool modal = false, have = false, be = false;
    for (; at_ < end_ && main == UINT32_MAX; ++at_) {
      const Word& word = words_[at_];
      if (word.word_class == WordClass::kModal) {
        if (at_ > begin && !group.negated) break;
        modal = true;
        const WordEntry* entry = lexicon_.Find(tokens_[at_].fold);
        if (entry != nullptr && entry->modal_future)
          group.tense = Tense::kFuture;
        else
          group.possible = true;
        group.negated = group.negated || EndsInNot(at_);
      } else if (word.word_class == WordClass::kTo) {
        if (at_ > begin) break;
        group.infinitive = true;
      } else if (word.word_class == WordClass::kNot) {
        group.negated = true;
      } else if (word.word_class == WordClass::kAdverb) {
        if (!LeadsToVerb(at_)) break;
        continue;
      } else if (word.word_class == WordClass::kDo) {
        if (at_ > begin && (have || be)) break;
        if (word.form == VerbForm::kPast) group.tense = Tense::kPast;
        if (!LeadsToVerb(at_)) main = at_;
        group.negated = group.negated || EndsInNot(at_);
      } else if (word.word_class == WordClass::kHave) {
        if (at_ > begin && (have || be)) break;
        have = true;
        group.gerund = group.gerund || (at_ == begin && word.form == VerbForm::kIng);
        group.negated = group.negated || EndsInNot(at_);
        if (!LeadsToVerb(at_)) main = at_;
      } else if (word.word_class == WordClass::kBe) {
        if (be && word.form != VerbForm::kIng && word.form != VerbForm::kParticiple) break;
        if (word.form == VerbForm::kIng && !be) group.gerund = true;
        if (word.form == VerbForm::kPast && IsPastBe(at_)) group.tense = Tense::kPast;
        group.negated = group.negated || EndsInNot(at_);
        be = true;
        if (!LeadsToVerb(at_)) main = at_;
      } else if (word.word_class == WordClass::kVerb) {
        if (be && tokens_[at_].fold == kGoing && at_ + 1 < end_ && ClassAt(at_ + 1) == WordClass::kTo) {
          ++at_;  // "is going to attack"
          group.tense = Tense::kFuture;
          be = false;
          last = at_;
          continue;
        }
        if (tokens_[at_].fold == kUsed && at_ + 1 < end_ && ClassAt(at_ + 1) == WordClass::kTo) {
          ++at_;
          last = at_;
          continue;
        }
        if (!Fits(word.form, modal || group.infinitive, have, be) && at_ > begin) break;
        main = at_;
      } else {
        break;
      }
      last = at_;
    }
    if (main == UINT32_MAX) {
      if (last == begin && ClassAt(begin) == WordClass::kNot) {
        at_ = begin + 1;
        return;
      }
      main = last;
    }
    at_ = last + 1;
    group.tokens = {begin, last + 1};
    group.span = {tokens_[begin].span.begin, tokens_[last].span.end};
    group.head = main;
    Describe(group, have, be, modal);
    groups_.push_back(group);
  }

  void Describe(Group& group, bool have, bool be, bool modal) const {
    const Word& main = words_[group.head];
    const bool lexical = main.word_class == WordClass::kVerb;
    group.perfect = have && lexical;
    group.progressive = lexical && be && main.form == VerbForm::kIng;
    group.passive = lexical && be && (main.form == VerbForm::kParticiple || main.form == VerbForm::kPastOrParticiple);
    if (lexical && !be && !have && !modal && !group.infinitive) {
      if (main.form == VerbForm::kIng) group.gerund = true;
      if (main.form == VerbForm::kParticiple || main.form == VerbForm::kPastOrParticiple) group.participle = true;
      if (main.form == VerbForm::kPast || main.form == VerbForm::kPastOrParticiple) group.tense = Tense::kPast;
    }
    if (have && group.tense == Tense::kPresent) group.tense = Tense::kPast;
  }

  // May a verb of that form end a group with these auxiliaries?
  static bool Fits(VerbForm form, bool base, bool have, bool be) {
    if (be) return form == VerbForm::kIng || form == VerbForm::kParticiple || form == VerbForm::kPastOrParticiple;
    if (have) return form == VerbForm::kParticiple || form == VerbForm::kPastOrParticiple || form == VerbForm::kPast;
    if (base) return form == VerbForm::kBase || form == VerbForm::kPastOrParticiple;
    return true;
  }

  bool EndsInNot(uint32_t i) const {
    const WordEntry* entry = lexicon_.Find(tokens_[i].fold);
    if (entry == nullptr) return false;
    static const uint64_t kFolds[] = {FoldHash("isn't"),     FoldHash("aren't"),   FoldHash("wasn't"), FoldHash("weren't"), FoldHash("haven't"),
                                      FoldHash("hasn't"),    FoldHash("hadn't"),   FoldHash("don't"),  FoldHash("doesn't"), FoldHash("didn't"),
                                      FoldHash("won't"),     FoldHash("wouldn't"), FoldHash("can't"),  FoldHash("cannot"),  FoldHash("couldn't"),
                                      FoldHash("shouldn't"), FoldHash("mustn't")};
    for (const uint64_t fold : kFolds)
      if (tokens_[i].fold == fold) return true;
    return false;
  }

  bool IsPastBe(uint32_t i) const {
    static const uint64_t kWas = FoldHash("was"), kWere = FoldHash("were"), kWasnt = FoldHash("wasn't"), kWerent = FoldHash("weren't");
    const uint64_t fold = tokens_[i].fold;
    return fold == kWas || fold == kWere || fold == kWasnt || fold == kWerent;
  }

  // Behind an auxiliary or adverb comes a verb, over further adverbs.
  bool LeadsToVerb(uint32_t i) const {
    for (uint32_t next = i + 1; next < end_ && next <= i + 4; ++next) {
      const WordClass word = ClassAt(next);
      if (word == WordClass::kAdverb || word == WordClass::kNot) continue;
      return word == WordClass::kVerb || word == WordClass::kBe || word == WordClass::kHave;
    }
    return false;
  }

  const Lexicon& lexicon_;
  std::span<const Token> tokens_;
  std::span<const Word> words_;
  std::span<const uint32_t> dates_;
  uint32_t end_;
  uint32_t at_;
  std::vector<Group>& groups_;
  size_t first_;
};

}  // namespace

void ChunkSentence(const Lexicon& lexicon, std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, TokenRange sentence,
                   std::vector<Group>& groups) {
  Chunker(lexicon, tokens, words, dates, sentence, groups).Run();
}

}  // namespace factbox::groups
