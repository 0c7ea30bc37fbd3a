#include "extractors/events/assess.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr uint32_t kNone = Group::kNone;
constexpr uint32_t kSteps = 4;
constexpr float kMain = 0.05f;  // how much surer what the main clause says is

uint64_t Of(std::string_view word) { return FoldHash(word); }

class Judge {
 public:
  Judge(const Lexicon& lexicon, const Participants& participants, const Reader& reader, uint32_t s, uint32_t first, uint32_t end, size_t start,
        std::vector<Draft>& drafts)
      : lexicon_(lexicon),
        participants_(participants),
        reader_(reader),
        tokens_(reader.tokens()),
        words_(reader.words()),
        groups_(reader.groups()),
        sentence_(reader.sentences()[s]),
        first_(first),
        end_(end),
        start_(start),
        drafts_(drafts) {}

  void Run() {
    const bool question = tokens_[sentence_.tokens.end - 1].mark == '?';
    const bool fiction = IsFiction();
    FindSpeaker();
    outer_of_.assign(end_ - first_, 0);
    for (size_t i = start_; i < drafts_.size(); ++i) outer_of_[drafts_[i].group - first_] = static_cast<uint32_t>(i) + 1;
    for (size_t i = start_; i < drafts_.size(); ++i) {
      Draft& draft = drafts_[i];
      if (draft.dropped) continue;
      if (question || (fiction && IsForce(draft))) {
        draft.dropped = true;
        continue;
      }
      if (draft.words.begin == draft.words.end) continue;
      if (groups_[draft.group].kind == GroupKind::kVerb)
        OfVerb(draft.group, draft);
      else
        OfNoun(draft);
    }
    for (size_t i = start_; i < drafts_.size(); ++i) Finish(drafts_[i]);
  }

 private:
  bool IsNoun(uint32_t g) const { return g >= first_ && g < end_ && groups_[g].kind == GroupKind::kNoun; }
  bool IsVerb(uint32_t g) const { return g >= first_ && g < end_ && groups_[g].kind == GroupKind::kVerb; }
  bool IsPreposition(uint32_t g) const { return g >= first_ && g < end_ && groups_[g].kind == GroupKind::kPreposition; }
  uint64_t LemmaOf(uint32_t g) const { return words_[groups_[g].head].lemma; }
  uint64_t FoldOf(uint32_t g) const { return tokens_[groups_[g].head].fold; }

  static bool IsForce(const Draft& draft) {
    const std::string_view type = draft.row->type;
    return draft.IsHarm() || type == "COERCE" || type == "CRIME" || type == "PROTEST" || type == "THREATEN" || type == "MOBILIZE";
  }

  // A film, book or game is what the sentence is about: its first noun group, or "in the film".
  bool IsFiction() const {
    static const uint64_t kIn = Of("in"), kOf = Of("of");
    bool subject = true;
    for (uint32_t g = first_; g < end_; ++g) {
      if (IsVerb(g)) subject = false;
      if (!IsNoun(g) || words_[groups_[g].head].word_class != WordClass::kNoun) continue;
      if (!lexicon_.InClass("fiction", LemmaOf(g))) continue;
      const bool inside = IsPreposition(g - 1) && g > first_ && (FoldOf(g - 1) == kIn || FoldOf(g - 1) == kOf);
      if (subject || inside) return true;
    }
    return false;
  }

  // ---------------------------------------------------------------------------------------------- verbs

  bool HasWord(const Group& group, uint64_t fold) const {
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i)
      if (tokens_[i].fold == fold) return true;
    return false;
  }

  bool IsConditional(uint32_t v) const {
    static const uint64_t kIf = Of("if"), kUnless = Of("unless");
    for (uint32_t g = v, steps = 0; g > first_ && steps < 8; ++steps) {
      --g;
      if (groups_[g].kind == GroupKind::kBreak || groups_[g].kind == GroupKind::kComma || groups_[g].kind == GroupKind::kVerb) return false;
      if (groups_[g].kind == GroupKind::kSubordinator) return FoldOf(g) == kIf || FoldOf(g) == kUnless;
    }
    return false;
  }

  void Lower(Draft& draft, EventStatus status) const {
    if (draft.status == EventStatus::kOccurred || draft.status == EventStatus::kOngoing) draft.status = status;
  }

  // What the verb group itself says.
  void Features(uint32_t v, Draft& draft) const {
    static const uint64_t kWould = Of("would");
    const Group& verb = groups_[v];
    if (verb.negated) draft.negated = true;
    if (verb.tense == Tense::kFuture) Lower(draft, EventStatus::kPlanned);
    if (verb.possible) {
      const bool said = HasWord(verb, kWould) && verb.governor != kNone;
      Lower(draft, said && !IsConditional(v) ? EventStatus::kPlanned : EventStatus::kHypothetical);
    }
    if (verb.progressive && verb.tense == Tense::kPresent && !verb.perfect) Lower(draft, EventStatus::kOngoing);
    if (IsConditional(v)) draft.status = EventStatus::kHypothetical;
  }

  // "Rebels often attack villages", in prose: a habit.
  bool IsHabit(uint32_t v, const Draft& draft) const {
    const Group& verb = groups_[v];
    return IsForce(draft) && sentence_.kind == SentenceKind::kProse && verb.tense == Tense::kPresent && !verb.progressive && !verb.perfect && !verb.passive &&
           !verb.infinitive && !verb.gerund && !verb.possible && !verb.reduced && words_[verb.head].form != VerbForm::kPastOrParticiple &&
           draft.row->type != "THREATEN";
  }

  // What the sentence itself says, and not a clause inside it.
  bool IsMainClause(uint32_t v) const {
    const Group& verb = groups_[v];
    if (verb.reduced || verb.gerund || verb.infinitive) return false;
    for (uint32_t g = v, steps = 0; g > first_ && steps < 8; ++steps) {
      --g;
      if (groups_[g].kind == GroupKind::kRelative || groups_[g].kind == GroupKind::kSubordinator) return false;
      if (groups_[g].kind == GroupKind::kBreak || groups_[g].kind == GroupKind::kVerb || g == verb.subject) break;
    }
    return verb.subject == kNone || verb.subject == first_ || groups_[verb.subject - 1].kind != GroupKind::kSubordinator;
  }

  // "will not release the hostages": a refusal.
  void Refuse(uint32_t v, Draft& draft) const {
    const Group& verb = groups_[v];
    const std::string_view type = draft.row->type;
    const bool friendly =
        type == "RETREAT" || type == "CONCEDE" || type == "AID" || type == "COOPERATE" || type == "CONSULT" || type == "AGREE" || type == "SUPPORT";
    if (!friendly || draft.dropped || !verb.negated || verb.tense != Tense::kFuture || verb.passive || !draft.Has(ArgumentRole::kActor)) return;
    const OntologyRow* row = lexicon_.Row("REJECT", draft.row->wanted);
    if (row == nullptr) row = lexicon_.Row("REJECT", "");
    draft.row = row;
    draft.cameo = row->cameo;
    draft.negated = false;
    draft.status = EventStatus::kOccurred;
  }

  void OfVerb(uint32_t v, Draft& draft) {
    Features(v, draft);
    if (IsHabit(v, draft)) draft.dropped = true;
    Outward(v, draft);
    draft.confidence += IsMainClause(v) ? kMain : -kMain;
    Refuse(v, draft);
  }

  void Outward(uint32_t v, Draft& draft) {
    static const uint64_t kWithout = Of("without"), kOf = Of("of"), kFrom = Of("from"), kFor = Of("for"), kIn = Of("in"), kInto = Of("into"),
                          kAgainst = Of("against");
    for (uint32_t steps = 0; steps < kSteps; ++steps) {
      const Group& verb = groups_[v];
      if (verb.infinitive) {
        // "an attempt | to kill"
        if (v > first_ && IsNoun(v - 1) && lexicon_.OperatorOf(LemmaOf(v - 1)) != Operator::kNone &&
            words_[groups_[v - 1].head].word_class == WordClass::kNoun) {
          if (!Apply(lexicon_.OperatorOf(LemmaOf(v - 1)), v - 1, draft)) return;
        } else if (verb.governor == kNone) {
          if (IsForce(draft))
            draft.dropped = true;
          else
            Lower(draft, EventStatus::kHypothetical);
          return;
        } else {
          const Operator op = lexicon_.OperatorOf(LemmaOf(verb.governor));
          if (op == Operator::kNone) {
            if (IsForce(draft) && draft.row->type != "PROTEST") draft.dropped = true;
            Lower(draft, EventStatus::kPlanned);
            return;
          }
          if (!Apply(op, verb.governor, draft)) return;
        }
        if (verb.governor == kNone) return;
        Features(verb.governor, draft);
        v = verb.governor;
        draft.confidence -= 0.05f;
      } else if (verb.gerund && v > first_ && IsPreposition(v - 1)) {
        const uint64_t fold = FoldOf(v - 1);
        if (fold == kWithout) draft.negated = true;
        const bool governed = fold == kOf || fold == kFrom || fold == kFor || fold == kIn || fold == kInto || fold == kAgainst;
        if (!governed) {
          draft.confidence -= 0.1f;
          return;
        }
        uint32_t over = kNone;
        if (v > first_ + 1 && IsNoun(v - 2) && lexicon_.OperatorOf(LemmaOf(v - 2)) != Operator::kNone &&
            words_[groups_[v - 2].head].word_class == WordClass::kNoun)
          over = v - 2;
        if (over == kNone) over = verb.governor;
        if (over == kNone) return;
        if (!Apply(lexicon_.OperatorOf(LemmaOf(over)), over, draft)) return;
        if (!IsVerb(over)) return;
        Features(over, draft);
        v = over;
      } else if (verb.gerund && verb.governor != kNone && groups_[v].object != verb.governor && v == verb.governor + 1) {
        if (!Apply(lexicon_.OperatorOf(LemmaOf(verb.governor)), verb.governor, draft)) return;  // "denied | shelling", "stopped | attacking"
        Features(verb.governor, draft);
        v = verb.governor;
      } else if (verb.gerund && verb.governor != kNone) {
        draft.confidence -= 0.1f;
        Features(verb.governor, draft);
        v = verb.governor;
        if (groups_[v].gerund) return;
      } else if (verb.governor != kNone && verb.governor != v) {
        const Operator op = lexicon_.OperatorOf(LemmaOf(verb.governor));
        if (op == Operator::kDenied) Lower(draft, EventStatus::kDenied);
        if (op == Operator::kHypothetical) Lower(draft, EventStatus::kHypothetical);
        if (op == Operator::kFiction) draft.dropped = true;
        if (IsConditional(verb.governor)) Lower(draft, EventStatus::kHypothetical);
        draft.confidence -= 0.03f;
        v = verb.governor;
      } else {
        return;
      }
    }
  }

  // False: no need to look further.
  bool Apply(Operator op, uint32_t over, Draft& draft) {
    switch (op) {
      case Operator::kAbsorbed: Absorb(over, draft); return false;
      case Operator::kPlanned: Lower(draft, EventStatus::kPlanned); return true;
      case Operator::kAttempted: Lower(draft, EventStatus::kAttempted); return true;
      case Operator::kDenied: Lower(draft, EventStatus::kDenied); return true;
      case Operator::kHypothetical: Lower(draft, EventStatus::kHypothetical); return true;
      case Operator::kOngoing: Lower(draft, EventStatus::kOngoing); return true;
      case Operator::kNegated: draft.negated = true; return true;
      case Operator::kFiction: draft.dropped = true; return false;
      default: return true;
    }
  }

  // "threatened to shell": the threat takes its mode from the shelling, and whom it hits.
  void Absorb(uint32_t over, Draft& draft) {
    draft.dropped = true;
    const uint32_t at = outer_of_[over - first_];
    if (at == 0 || &drafts_[at - 1] == &draft) return;
    Draft& outer = drafts_[at - 1];
    const std::string_view type = outer.row->type;
    const std::string_view mode = type == "THREATEN"                                          ? draft.row->threat
                                  : type == "REQUEST" || type == "APPEAL" || type == "REJECT" ? draft.row->wanted
                                                                                              : std::string_view();
    if (outer.row->mode.empty() && !mode.empty())
      if (const OntologyRow* row = lexicon_.Row(type, mode)) outer.row = row, outer.cameo = row->cameo;
    for (const DraftArgument& argument : draft.arguments) {
      ArgumentRole role = argument.argument.role;
      if (role != ArgumentRole::kRecipient && role != ArgumentRole::kVictim && role != ArgumentRole::kTarget && role != ArgumentRole::kPlace) continue;
      if (type == "ACCUSE" && role != ArgumentRole::kPlace) continue;
      if (outer.Has(ArgumentRole::kRecipient) && role == ArgumentRole::kRecipient) continue;
      if (outer.Has(role)) continue;
      outer.arguments.push_back(argument);
      outer.arguments.back().argument.effect = {};
    }
  }

  // ---------------------------------------------------------------------------------------------- nouns

  void Premodifiers(Draft& draft) const {
    struct Mark {
      uint64_t fold;
      Operator op;
    };
    static const Mark kMarks[] = {
        {Of("planned"), Operator::kPlanned},        {Of("attempted"), Operator::kAttempted},     {Of("foiled"), Operator::kAttempted},
        {Of("thwarted"), Operator::kAttempted},     {Of("failed"), Operator::kAttempted},        {Of("possible"), Operator::kHypothetical},
        {Of("potential"), Operator::kHypothetical}, {Of("threatened"), Operator::kHypothetical}, {Of("imminent"), Operator::kHypothetical},
        {Of("future"), Operator::kPlanned},         {Of("upcoming"), Operator::kPlanned},        {Of("no"), Operator::kNegated},
        {Of("any"), Operator::kHypothetical},       {Of("further"), Operator::kHypothetical},    {Of("continued"), Operator::kOngoing},
        {Of("ongoing"), Operator::kOngoing},        {Of("continuing"), Operator::kOngoing},      {Of("proposed"), Operator::kPlanned},
        {Of("simulated"), Operator::kFiction},      {Of("fictional"), Operator::kFiction},       {Of("mock"), Operator::kFiction},
        {Of("would-be"), Operator::kHypothetical},  {Of("every"), Operator::kFiction},           {Of("each"), Operator::kFiction}};
    const Group& group = groups_[draft.group];
    for (uint32_t i = group.tokens.begin; i < draft.words.begin; ++i)
      for (const Mark& mark : kMarks) {
        if (tokens_[i].fold != mark.fold) continue;
        if (mark.op == Operator::kNegated) draft.negated = true;
        if (mark.op == Operator::kFiction) draft.dropped = true;
        if (mark.op == Operator::kPlanned) Lower(draft, EventStatus::kPlanned);
        if (mark.op == Operator::kAttempted) Lower(draft, EventStatus::kAttempted);
        if (mark.op == Operator::kHypothetical) Lower(draft, EventStatus::kHypothetical);
        if (mark.op == Operator::kOngoing) Lower(draft, EventStatus::kOngoing);
      }
  }

  void OfNoun(Draft& draft) {
    static const uint64_t kAfter = Of("after"), kOver = Of("over"), kIn = Of("in"), kBy = Of("by"), kDuring = Of("during"), kFollowing = Of("following"),
                          kSince = Of("since");
    Premodifiers(draft);
    if (draft.dropped) return;
    const uint32_t g = draft.group;
    uint32_t before = g;
    // The first of its list stands for all: "bombings and kidnappings".
    for (uint32_t steps = 0; groups_[before].listed && before > first_ + 1 && steps < 6; ++steps) {
      uint32_t back = before - 1;
      while (back > first_ && groups_[back].next != before && before - back < 4) --back;
      if (groups_[back].next != before) break;
      before = back;
    }
    if (before > first_ && IsPreposition(before - 1)) {
      const uint64_t fold = FoldOf(before - 1);
      const bool told = fold == kAfter || fold == kOver || fold == kIn || fold == kBy || fold == kDuring || fold == kFollowing || fold == kSince;
      draft.confidence -= 0.15f;
      if (!told && before >= first_ + 2) {
        const uint32_t over = before - 2;
        if (IsNoun(over) && words_[groups_[over].head].word_class == WordClass::kNoun) {
          const Operator op = lexicon_.OperatorOf(LemmaOf(over));
          if (!OverNoun(op, over, draft)) return;
          if (IsVerb(over - 1) && over > first_ && op != Operator::kNone) {
            const Operator outer = lexicon_.OperatorOf(LemmaOf(over - 1));
            if (outer == Operator::kDenied || outer == Operator::kAttempted) Apply(outer, over - 1, draft);
            Features(over - 1, draft);
          }
        }
        uint32_t verb = over;
        if (IsNoun(over) && over > first_ && groups_[over].kind == GroupKind::kNoun && IsVerb(over - 1)) verb = over - 1;  // "accused him of the attack"
        if (IsVerb(verb)) {
          const Operator op = lexicon_.OperatorOf(LemmaOf(verb));
          if (verb == over || op == Operator::kAbsorbed)
            if (!OverNoun(op, verb, draft)) return;
        }
      }
      return;
    }
    if (draft.verb != kNone) {
      const bool object = groups_[draft.verb].object == g || (draft.verb < g && !groups_[draft.verb].passive);
      if (object) {
        const Operator op = lexicon_.OperatorOf(LemmaOf(draft.verb));
        const bool support = lexicon_.IsSupport(LemmaOf(draft.verb)) || lexicon_.IsSuffered(LemmaOf(draft.verb));
        if (!support && !OverNoun(op, draft.verb, draft)) return;
        if (support || op == Operator::kPlanned || op == Operator::kAttempted) Features(draft.verb, draft);
        if (support) Outward(draft.verb, draft);
      } else if (groups_[draft.verb].subject == g) {
        const Operator op = groups_[draft.verb].passive ? lexicon_.OperatorOf(LemmaOf(draft.verb)) : Operator::kNone;
        if (op != Operator::kNone && !OverNoun(op, draft.verb, draft)) return;
        if (groups_[draft.verb].passive || draft.supported) Features(draft.verb, draft);
      }
    }
  }

  // The operator over a noun: what took place and is only spoken of stays.
  bool OverNoun(Operator op, uint32_t over, Draft& draft) {
    if (op == Operator::kAbsorbed && draft.definite && (IsForce(draft) || draft.Has(ArgumentRole::kDate))) {
      static const uint64_t kThreat = Of("threat"), kThreaten = Of("threaten");
      if (LemmaOf(over) != kThreat && LemmaOf(over) != kThreaten) return true;  // "accused of the attack"
    }
    if (op == Operator::kHypothetical && draft.definite) return true;  // "discussed the attack"
    if (op == Operator::kOngoing) return true;
    if (op == Operator::kNegated && IsForce(draft)) {
      Lower(draft, EventStatus::kOccurred);
      return true;  // "halted the attack"
    }
    return Apply(op, over, draft);
  }

  // ---------------------------------------------------------------------------------------------- who says so

  struct Speaker {
    uint32_t verb = kNone, noun = kNone;
  };

  bool IsReporting(uint32_t token) const {
    const std::span<const Match> matches = reader_.matches();
    auto at = std::lower_bound(matches.begin(), matches.end(), token, [](const Match& match, uint32_t t) { return match.tokens.begin < t; });
    for (; at != matches.end() && at->tokens.begin == token; ++at)
      if ((at->kinds & Bit(EntryKind::kReportingVerb)) != 0 && at->tokens.end == token + 1) return true;
    return false;
  }

  void FindSpeaker() {
    static const uint64_t kSay = Of("say"), kTell = Of("tell"), kReport = Of("report"), kAccording = Of("according"), kState = Of("state"), kAdd = Of("add"),
                          kConfirm = Of("confirm"), kAnnounce = Of("announce"), kClaim = Of("claim"), kNote = Of("note"), kWrite = Of("write"),
                          kExplain = Of("explain"), kReveal = Of("reveal"), kAllege = Of("allege"), kIndicate = Of("indicate"), kDeclare = Of("declare");
    for (uint32_t g = first_; g < end_; ++g) {
      if (IsPreposition(g) && FoldOf(g) == kAccording) {
        for (uint32_t noun = g + 1; noun < g + 3; ++noun)
          if (IsNoun(noun) && speaker_.noun == kNone) speaker_ = {kNone, noun};
      }
      if (!IsVerb(g) || groups_[g].passive || groups_[g].infinitive) continue;
      const uint64_t lemma = LemmaOf(g);
      bool speech = false;
      for (const uint64_t known :
           {kSay, kTell, kReport, kState, kAdd, kConfirm, kAnnounce, kClaim, kNote, kWrite, kExplain, kReveal, kAllege, kIndicate, kDeclare})
        speech = speech || known == lemma;
      if (!speech || !IsReporting(groups_[g].head)) continue;
      uint32_t noun = groups_[g].subject;
      // "…, said the mayor": behind the verb.
      if ((noun == kNone || noun > g) && IsNoun(g + 1)) noun = g + 1;
      if (noun == kNone) continue;
      speaker_ = {g, noun};
    }
  }

  void Finish(Draft& draft) const {
    if (draft.dropped) return;
    const std::string_view type = draft.row->type;
    if (draft.status == EventStatus::kOccurred || draft.status == EventStatus::kPlanned || draft.status == EventStatus::kOngoing) {
      if (type == "THREATEN") draft.status = EventStatus::kThreatened;
      if (type == "REQUEST" || type == "APPEAL") draft.status = EventStatus::kDemanded;
      if (type == "AGREE") draft.status = EventStatus::kPlanned;
    }
    if (speaker_.noun == kNone || speaker_.verb == draft.group) return;
    const Group& noun = groups_[speaker_.noun];
    for (const DraftArgument& argument : draft.arguments)
      if (argument.argument.span == noun.span && argument.argument.role == ArgumentRole::kActor && speaker_.verb == draft.group) return;
    if (words_[noun.head].word_class == WordClass::kPronoun) return;
    // What the speaker's own group holds is not what they say.
    if (draft.words.begin >= noun.tokens.begin && draft.words.end <= noun.tokens.end) return;
    const Participant who = participants_.Describe(noun);
    if (who.date) return;
    draft.attributed = noun.span;
    draft.attribution = who.ref;
  }

  const Lexicon& lexicon_;
  const Participants& participants_;
  const Reader& reader_;
  std::span<const Token> tokens_;
  std::span<const Word> words_;
  std::span<const Group> groups_;
  const Sentence& sentence_;
  uint32_t first_, end_;
  size_t start_;
  std::vector<Draft>& drafts_;
  Speaker speaker_;
  std::vector<uint32_t> outer_of_;  // of each group: 1 + its draft; 0 none
};

}  // namespace

void Assess(const Lexicon& lexicon, const Participants& participants, const Reader& reader, uint32_t s, uint32_t first, uint32_t end, size_t start,
            std::vector<Draft>& drafts) {
  Judge(lexicon, participants, reader, s, first, end, start, drafts).Run();
}

}  // namespace factbox::events
