#include "extractors/events/finder.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr uint32_t kNone = Group::kNone;

uint64_t Of(std::string_view word) { return FoldHash(word); }

}  // namespace

Finder::Finder(const Lexicon& lexicon, const Participants& participants, const Document& document, const Reader& reader)
    : lexicon_(lexicon),
      participants_(participants),
      document_(document),
      reader_(reader),
      tokens_(reader.tokens()),
      words_(reader.words()),
      groups_(reader.groups()) {}

void Finder::Find(uint32_t s, uint32_t first, uint32_t end, std::vector<Draft>& drafts) {
  s_ = s;
  first_ = first;
  end_ = end;
  drafts_ = &drafts;
  start_ = drafts.size();
  draft_of_.assign(end - first, 0);
  Nouns();
  Verbs();
  Modals();
  Effects();
  Dead();
}

void Finder::Keep(Draft draft) {
  draft_of_[draft.group - first_] = static_cast<uint32_t>(drafts_->size()) + 1;
  drafts_->push_back(std::move(draft));
}

// ---------------------------------------------------------------------------------------------------------------- nouns

const Trigger* Finder::NounTrigger(const Group& group, TokenRange& words) const {
  for (const Trigger* trigger : lexicon_.Nouns(words_[group.head].lemma)) {
    const size_t n = trigger->before.size();
    if (group.head < group.tokens.begin + n) continue;
    bool fits = true;
    uint32_t at = group.head;
    for (size_t i = n; fits && i-- > 0;) {
      --at;
      if (tokens_[at].mark == '-' && at > group.tokens.begin) --at;
      fits = tokens_[at].fold == trigger->before[i] || words_[at].lemma == trigger->before[i];
    }
    for (size_t i = 0; fits && i < trigger->behind.size(); ++i) {
      const auto next = static_cast<uint32_t>(group.head + 1 + i);
      fits = next < tokens_.size() && tokens_[next].fold == trigger->behind[i];
    }
    if (!fits) continue;
    words = {at, static_cast<uint32_t>(group.head + 1 + trigger->behind.size())};
    return trigger;
  }
  return nullptr;
}

// "budget battle", "heart attack", "attack on inflation", "battle for the title".
bool Finder::IsFigurative(const Group& group, TokenRange words) const {
  for (uint32_t i = words.begin; i-- > group.tokens.begin;)
    if (InClass("figurative", words_[i].lemma)) return true;
  return false;
}

bool Finder::IsCivil(const Group& group) const {
  for (uint32_t i = group.tokens.begin; i < group.head; ++i)
    if (InClass("civil", words_[i].lemma)) return true;
  return false;
}

void Finder::Nouns() {
  for (uint32_t g = first_; g < end_; ++g) {
    const Group& group = groups_[g];
    if (group.kind != GroupKind::kNoun || words_[group.head].word_class != WordClass::kNoun) continue;
    TokenRange words;
    const Trigger* trigger = NounTrigger(group, words);
    if (trigger == nullptr) continue;
    Draft draft;
    draft.trigger = trigger;
    draft.row = trigger->row;
    draft.cameo = trigger->cameo;
    draft.sentence = s_;
    draft.group = g;
    draft.words = words;
    draft.rule = trigger->words;
    draft.confidence = 0.55f;
    const bool force = draft.IsHarm() || draft.row->type == "COERCE" || draft.row->type == "PROTEST" || draft.row->type == "CRIME";
    if (force && IsFigurative(group, words)) continue;
    NounRoles(g, draft);
    if (draft.dropped) continue;
    Support(g, draft);
    Circumstances(g, draft);
    Keep(std::move(draft));
  }
}

void Finder::NounRoles(uint32_t g, Draft& draft) {
  static const uint64_t kThe = Of("the"), kThis = Of("this"), kThat = Of("that"), kThese = Of("these");
  const Group& group = groups_[g];
  const Frame& frame = *draft.trigger->frame;
  const uint64_t lead = tokens_[group.tokens.begin].fold;
  draft.definite = lead == kThe || lead == kThis || lead == kThat || lead == kThese;
  // The owner: "Iran's attack".
  if (!group.possessor.empty()) {
    Group owner = group;
    owner.tokens = group.possessor;
    owner.head = group.possessor.end - 1;
    owner.span = {tokens_[owner.tokens.begin].span.begin, tokens_[owner.head].span.end};
    owner.possessor = {};
    const Participant who = participants_.Describe(owner);
    const Role role = RoleOf(frame, kOwner);
    if (who.date) {
      // "Friday's attack": circumstances see it
    } else if (role != Role::kNothing && (who.named || who.people)) {
      DraftArgument argument;
      argument.argument = {Plain(role == Role::kHarm ? Role::kVictim : role),
                           who.ref,
                           owner.span,
                           who.country,
                           who.sector,
                           role == Role::kVictim ? draft.trigger->effect : std::string_view(),
                           "owner"};
      argument.lemma = who.lemma;
      argument.named = who.named;
      argument.people = who.people;
      draft.arguments.push_back(argument);
    }
  }
  // Nouns in front: "guerrilla attack", "rocket attack", "US air strike".
  const Role before = RoleOf(frame, kModifier);
  for (uint32_t i = std::max(group.tokens.begin, group.possessor.end); i < draft.words.begin && before != Role::kNothing; ++i) {
    const WordClass word = words_[i].word_class;
    if (word != WordClass::kNoun && word != WordClass::kName && !participants_.IsDemonym(i)) continue;
    Group one = group;
    one.tokens = {i, i + 1};
    while (one.tokens.end < draft.words.begin && participants_.EntityAt(i) && participants_.EntityAt(one.tokens.end) == participants_.EntityAt(i))
      ++one.tokens.end;
    one.head = one.tokens.end - 1;
    one.possessor = {};
    one.span = {tokens_[i].span.begin, tokens_[one.head].span.end};
    const Participant who = participants_.Describe(one);
    i = one.head;
    Role role = before;
    if (role == Role::kSource) {
      if (who.weapon || !participants_.WeaponAt(one.head).empty()) {
        role = Role::kInstrument;
        WeaponMode(draft, participants_.WeaponAt(one.head), false);
      } else if (InClass("building", who.lemma) || InClass("vehicle", who.lemma)) {
        role = Role::kTarget;
      } else if (who.IsPlace() && !participants_.IsDemonym(i)) {
        role = participants_.CountryOf(who.ref).empty() || reader_.places()[who.ref.index].kind != PlaceKind::kCountry ? Role::kPlace : Role::kActor;
      } else if (who.people || who.named || participants_.IsDemonym(i)) {
        role = Role::kActor;
      } else {
        continue;
      }
    } else if (!who.people && !who.named && !participants_.IsDemonym(i) && role == Role::kActor) {
      continue;
    }
    DraftArgument argument;
    argument.argument = {Plain(role), who.ref, one.span, who.country, who.sector, {}, "modifier"};
    argument.lemma = who.lemma;
    argument.named = who.named;
    argument.people = who.people;
    draft.arguments.push_back(argument);
  }
  // "attack on the budget": no attack.
  if (draft.IsHarm() || draft.row->type == "COERCE") {
    for (uint32_t p = g + 1; p < g + 6 && IsPreposition(p) && IsNoun(p + 1); p += 2) {
      static const uint64_t kOn = Of("on"), kAgainst = Of("against"), kFor = Of("for"), kOver = Of("over"), kOf = Of("of"), kWith = Of("with");
      const uint64_t fold = FoldOf(p);
      const bool hit = fold == kOn || fold == kAgainst || fold == kFor || fold == kOver || fold == kOf || fold == kWith;
      if (hit && InClass("abstract", LemmaOf(p + 1)) && !participants_.Describe(groups_[p + 1]).people) draft.dropped = true;
    }
  }
  if (!draft.trigger->object.empty() && draft.row->type != "ASSAULT") {
    bool met = Meets(draft.trigger->object, g);
    for (uint32_t i = group.tokens.begin; i < draft.words.begin; ++i) met = met || lexicon_.IsListed(draft.trigger->object, words_[i].lemma);
    for (uint32_t p = g + 1; p < g + 4 && IsPreposition(p) && IsNoun(p + 1); p += 2) met = met || MeetsAny(draft.trigger->object, p + 1);
    if (!met && draft.row->type != "SANCTION") draft.dropped = true;
  }
  for (uint32_t i = group.tokens.begin; i < draft.words.begin; ++i)
    if (lexicon_.IsListed(draft.trigger->not_object, words_[i].lemma)) draft.dropped = true;
  Phrases(g + 1, frame, false, false, draft);
}

// "Rebels carried out an attack on …": the verb's subject acts; "the town suffered an attack": it is hit.
void Finder::Support(uint32_t g, Draft& draft) {
  static const uint64_t kUnder = Of("under"), kIn = Of("in"), kFollow = Of("follow"), kOccur = Of("occur"), kHappen = Of("happen"), kTake = Of("take"),
                        kPlace = Of("place"), kErupt = Of("erupt"), kContinue = Of("continue"), kBreak = Of("break"), kRage = Of("rage"), kKill = Of("kill"),
                        kInjure = Of("injure"), kWound = Of("wound"), kLeave = Of("leave"), kHit = Of("hit"), kStrike = Of("strike"), kTarget = Of("target"),
                        kDamage = Of("damage"), kDestroy = Of("destroy"), kBegin = Of("begin"), kStart = Of("start"), kEnd = Of("end"), kRock = Of("rock"),
                        kShake = Of("shake"), kRip = Of("rip"), kCome = Of("come"), kClaim = Of("claim"), kEngage = Of("engage"), kInvolve = Of("involve");
  const Frame& frame = *draft.trigger->frame;
  const auto found = RoleOf(frame, kSubject);
  const Role actor = found == Role::kNothing ? Role::kActor : found;
  // As object of a verb before it.
  for (uint32_t v = g; v > first_ && v + 4 > g;) {
    --v;
    if (!IsVerb(v)) {
      if (groups_[v].kind == GroupKind::kPreposition && v + 1 == g) {
        const uint64_t fold = FoldOf(v);
        if (IsVerb(v - 1) && v > first_ && fold == kUnder && LemmaOf(v - 1) == kCome && groups_[v - 1].subject != kNone) {
          Add(groups_[v - 1].subject, draft.row->type == "ASSAULT" ? Role::kHarm : Role::kRecipient, draft, "suffered");
          draft.verb = v - 1;
          draft.supported = true;
        } else if (v > first_ && IsVerb(v - 1) && fold == kIn && LemmaOf(v - 1) == kEngage && groups_[v - 1].subject != kNone) {
          Add(groups_[v - 1].subject, Role::kActor, draft, "support");
          draft.verb = v - 1;
          draft.supported = true;
        }
      }
      if (groups_[v].kind == GroupKind::kNoun && groups_[v].next != kNone) continue;
      break;
    }
    const Group& verb = groups_[v];
    if (verb.passive) break;
    if (verb.object != kNone && verb.object != g && !groups_[g].listed) break;
    draft.verb = v;
    if (lexicon_.IsSupport(LemmaOf(v))) {
      if (verb.subject != kNone) Add(verb.subject, actor, draft, "support");
      draft.supported = true;
      draft.confidence += 0.15f;
    } else if (lexicon_.IsSuffered(LemmaOf(v))) {
      if (verb.subject != kNone) Add(verb.subject, draft.row->type == "ASSAULT" ? Role::kHarm : Role::kTarget, draft, "suffered");
      draft.supported = true;
    }
    break;
  }
  // As subject of a verb behind it.
  for (uint32_t v = g + 1; v < end_ && v < g + kReachGroups; ++v) {
    if (groups_[v].kind == GroupKind::kBreak || groups_[v].kind == GroupKind::kSubordinator) break;
    if (!IsVerb(v) || groups_[v].subject != g) continue;
    const uint64_t lemma = LemmaOf(v);
    const bool passive_support = groups_[v].passive && lexicon_.IsSupport(lemma);
    const bool takes_place = lemma == kTake && groups_[v].head + 1 < tokens_.size() && tokens_[groups_[v].head + 1].fold == kPlace;
    draft.verb = v;
    for (const uint64_t known : {kFollow, kOccur,  kHappen, kErupt,   kContinue, kBreak, kRage, kKill, kInjure, kWound, kLeave, kHit,
                                 kStrike, kTarget, kDamage, kDestroy, kBegin,    kStart, kEnd,  kRock, kShake,  kRip,   kClaim, kInvolve})
      draft.supported = draft.supported || lemma == known;
    draft.supported = draft.supported || takes_place || passive_support;
    if (passive_support) Phrases(v + 1, frame, false, true, draft);
    if (lemma == kContinue && groups_[v].tense == Tense::kPresent) draft.status = EventStatus::kOngoing;
    const bool hits = lemma == kHit || lemma == kStrike || lemma == kTarget || lemma == kDestroy || lemma == kDamage || lemma == kRock || lemma == kShake;
    if (hits && !groups_[v].passive && groups_[v].object != kNone && draft.IsHarm()) Add(groups_[v].object, Role::kHarm, draft, "hits");
    if (!groups_[v].passive) {
      static const Frame kAgainst = {{Of("against"), Role::kHarm}, {Of("on"), Role::kHarm}};
      if (draft.row->type == "ASSAULT") Phrases(v + 1, kAgainst, false, false, draft);
    }
    break;
  }
}

// ---------------------------------------------------------------------------------------------------------------- verbs

bool Finder::Meets(const NounTest& test, uint32_t g) const {
  const Participant who = participants_.Describe(groups_[g]);
  if (lexicon_.IsListed(test, who.lemma)) return true;
  if (test.people && who.people) return true;
  if (test.armed && who.people && IsArmed(who.sector)) return true;
  if (test.money)
    for (uint32_t i = groups_[g].tokens.begin; i < groups_[g].tokens.end; ++i)
      if (participants_.NumberAt(i) != UINT32_MAX && reader_.numbers()[participants_.NumberAt(i)].kind == NumberKind::kMoney) return true;
  if (!who.named) return false;
  return (test.person && who.ref.kind == EntityRef::Kind::kPerson) || (test.organization && who.ref.kind == EntityRef::Kind::kOrganization) ||
         (test.place && who.ref.kind == EntityRef::Kind::kPlace) || (test.team && who.team);
}

bool Finder::MeetsAny(const NounTest& test, uint32_t g) const {
  for (uint32_t steps = 0; g != kNone && steps < 8; ++steps, g = groups_[g].next)
    if (Meets(test, g)) return true;
  return false;
}

// "5,200 troops …, would reduce the number to 3,000": what the number is of.
uint32_t Finder::Counted(uint32_t g) const {
  static const uint64_t kNumber = Of("number");
  if (LemmaOf(g) != kNumber) return kNone;
  for (uint32_t back = g, steps = 0; back > first_ && steps < kReachGroups; ++steps)
    if (IsNoun(--back) && participants_.Describe(groups_[back]).number != UINT32_MAX) return back;
  return kNone;
}

// The first trigger of the verb that fits. `after`: the group that goes on behind its words; `object`: what it is done to.
const Trigger* Finder::VerbTrigger(uint32_t v, uint32_t& after, uint32_t& object) const {
  const Group& verb = groups_[v];
  static const uint64_t kBe = Of("be");
  for (const Trigger* trigger : lexicon_.Verbs(words_[verb.head].word_class == WordClass::kBe ? kBe : words_[verb.head].lemma)) {
    if (trigger->passive_only && !verb.passive) continue;
    bool fits = true;
    uint32_t token = verb.head + 1;
    for (size_t i = 0; fits && i < trigger->behind.size(); ++i, ++token) {
      while (token < tokens_.size() && words_[token].word_class == WordClass::kAdverb && tokens_[token].fold != trigger->behind[i]) ++token;
      fits = token < tokens_.size() && (tokens_[token].fold == trigger->behind[i] || (words_[token].lemma == trigger->behind[i] && i > 0));
    }
    if (!fits) continue;
    after = v + 1;
    object = verb.passive ? verb.subject : verb.object;
    if (!trigger->behind.empty()) {
      while (after < end_ && groups_[after].tokens.begin < token && groups_[after].tokens.end <= token) ++after;
      if (!verb.passive) {
        object = kNone;
        // The words may end within a group: "hold talks" before "with", "open fire on" before "the crowd".
        if (after < end_ && groups_[after].tokens.begin < token) ++after;
        if (IsNoun(after) && !participants_.Describe(groups_[after]).date) object = after;
      }
    }
    const uint32_t subject = verb.passive ? kNone : verb.subject;
    if (!trigger->subject.empty() && (subject == kNone || !MeetsAny(trigger->subject, subject))) {
      if (!(verb.passive && verb.subject != kNone && MeetsAny(trigger->subject, verb.subject) && trigger->row->type == "ASSAULT")) continue;
    }
    // "gave Tonga three boats": what is given is the second object.
    const bool gives = trigger->row->type == "AID" || trigger->row->mode == "access";
    if (object != kNone && gives && object == verb.object && IsNoun(object + 1) && !MeetsAny(trigger->object, object) && MeetsAny(trigger->object, object + 1))
      ++object;
    if (object == kNone) {
      if (!trigger->object.empty() && !trigger->object.none) continue;
    } else {
      if (!trigger->object.empty() && !MeetsAny(trigger->object, object) && !(Counted(object) != kNone && Meets(trigger->object, Counted(object)))) continue;
      if (!trigger->not_object.empty() && MeetsAny(trigger->not_object, object)) continue;
    }
    return trigger;
  }
  return nullptr;
}

void Finder::Verbs() {
  static const uint64_t kYou = Of("you");
  for (uint32_t v = first_; v < end_; ++v) {
    if (!IsVerb(v) || (words_[groups_[v].head].word_class != WordClass::kVerb && words_[groups_[v].head].word_class != WordClass::kBe)) continue;
    uint32_t after = v + 1, object = kNone;
    const Trigger* trigger = VerbTrigger(v, after, object);
    if (trigger == nullptr || trigger->kind == TriggerKind::kEffect) continue;
    if (groups_[v].subject != kNone && LemmaOf(groups_[v].subject) == kYou) continue;
    if (object != kNone && trigger->row->type == "MOBILIZE" && IsCivil(groups_[object])) continue;  // "launched a robot submarine"
    const bool fight = trigger->row->type == "ASSAULT" && object != kNone;
    if (fight && IsFigurative(groups_[object], {groups_[object].head, groups_[object].head + 1})) continue;  // "fought a budget battle"
    // "hold talks": one event, that of the verb.
    Draft draft;
    draft.trigger = trigger;
    draft.row = trigger->row;
    draft.cameo = trigger->cameo;
    draft.sentence = s_;
    draft.group = v;
    draft.verb = v;
    draft.words = {groups_[v].head, groups_[v].head + 1};
    if (!trigger->behind.empty() && after > v + 1)
      draft.words.end =
          std::max(draft.words.end, std::min(groups_[after - 1].tokens.end, groups_[v].head + 1 + static_cast<uint32_t>(trigger->behind.size()) + 2));
    draft.supported = true;
    draft.rule = trigger->words;
    draft.confidence = 0.65f;
    VerbRoles(v, after, object, draft);
    if (draft.dropped) continue;
    if (draft.row->type == "ACCIDENT" && draft.row->mode == "road" && groups_[v].subject != kNone) {
      static const uint64_t kTrain = Of("train"), kTram = Of("tram");
      const uint64_t lemma = LemmaOf(groups_[v].subject);
      SetMode(draft, InClass("aircraft", lemma) ? "air" : InClass("boat", lemma) ? "water" : lemma == kTrain || lemma == kTram ? "rail" : "road");
    }
    Circumstances(v, draft);
    if (object != kNone && Counted(object) != kNone) Circumstances(Counted(object), draft);
    if (object != kNone && IsNoun(object))
      if (Draft* noun = DraftAt(object);
          noun != nullptr && (noun->row->type == draft.row->type || draft.row->type == "CONSULT" || draft.row->type == "COERCE" ||
                              draft.row->type == "SANCTION" || draft.row->type == "SUPPORT" || draft.row->type == "CONCEDE"))
        noun->dropped = true;
    for (uint32_t g = v; g < end_ && groups_[g].tokens.begin < draft.words.end; ++g)
      if (Draft* noun = DraftAt(g); noun != nullptr && noun->words.begin >= draft.words.begin && noun->words.end <= draft.words.end) noun->dropped = true;
    Keep(std::move(draft));
  }
}

// "Finland said the army must withdraw": a demand, made by who says it on whom the clause is about. What must be done is no event of its own.
void Finder::Modals() {
  static const uint64_t kSay = Of("say"), kTell = Of("tell"), kInsist = Of("insist"), kStress = Of("stress"), kAdd = Of("add"), kWarn = Of("warn"),
                        kDeclare = Of("declare"), kReiterate = Of("reiterate"), kArgue = Of("argue"), kState = Of("state");
  for (uint32_t v = first_; v < end_; ++v) {
    const Group& verb = groups_[v];
    if (!IsVerb(v) || !verb.possible || verb.governor == kNone || verb.subject == kNone || verb.perfect) continue;
    const Group& speech = groups_[verb.governor];
    const uint64_t said = LemmaOf(verb.governor);
    bool speaks = false;
    for (const uint64_t known : {kSay, kTell, kInsist, kStress, kAdd, kWarn, kDeclare, kReiterate, kArgue, kState}) speaks = speaks || said == known;
    if (!speaks || speech.subject == kNone || speech.passive || speech.subject == verb.subject) continue;
    const std::vector<const Trigger*>& triggers = lexicon_.Modals(tokens_[verb.tokens.begin].fold);
    if (triggers.empty()) continue;
    const Participant whom = participants_.Describe(groups_[verb.subject]);
    if (whom.pronoun || !(whom.people || whom.named)) continue;
    Draft draft;
    draft.trigger = triggers.front();
    draft.row = draft.trigger->row;
    draft.cameo = draft.trigger->cameo;
    draft.sentence = s_;
    draft.group = draft.verb = verb.governor;
    draft.words = {verb.tokens.begin, verb.tokens.begin + 1};
    draft.supported = true;
    draft.rule = draft.trigger->words;
    draft.confidence = 0.6f;
    Add(speech.subject, Role::kActor, draft, "subject of the speech");
    Add(verb.subject, Role::kRecipient, draft, "subject");
    if (!draft.Has(ArgumentRole::kActor)) continue;
    if (Draft* inner = DraftAt(v); inner != nullptr) {
      inner->dropped = true;
      if (const OntologyRow* row = lexicon_.Row(draft.row->type, inner->row->wanted); row != nullptr && !inner->row->wanted.empty())
        draft.row = row, draft.cameo = row->cameo;
    }
    Keep(std::move(draft));
  }
}

// "The ministry said it will release …": it is the ministry.
uint32_t Finder::Antecedent(uint32_t v, uint32_t subject) const {
  static const uint64_t kIt = Of("it"), kHe = Of("he"), kShe = Of("she"), kThey = Of("they");
  const uint64_t fold = FoldOf(subject);
  if (fold != kIt && fold != kHe && fold != kShe && fold != kThey) return subject;
  const uint32_t governor = groups_[v].infinitive && groups_[v].governor != kNone ? groups_[groups_[v].governor].governor : groups_[v].governor;
  if (governor == kNone || groups_[governor].subject == kNone || groups_[governor].passive) return subject;
  return groups_[governor].subject;
}

void Finder::VerbRoles(uint32_t v, uint32_t after, uint32_t object, Draft& draft) {
  const Group& verb = groups_[v];
  const Frame& frame = *draft.trigger->frame;
  const Role subject = RoleOf(frame, kSubject);
  const uint32_t doer = verb.subject == kNone ? kNone : Antecedent(v, verb.subject);
  if (!verb.passive && verb.subject != kNone && subject != Role::kNothing) {
    if (subject == Role::kActor && draft.row->type == "ASSAULT") {
      const Participant who = participants_.Describe(groups_[doer]);
      if (who.weapon || InClass("bomb", who.lemma) || InClass("missile", who.lemma)) {
        AddOne(verb.subject, ArgumentRole::kInstrument, draft, "subject");
        WeaponMode(draft, who.weapon_class, false);
      } else if (who.people || who.named || who.pronoun) {
        Add(doer, Role::kActor, draft, "subject");
      } else if (DraftAt(verb.subject) != nullptr && DraftAt(verb.subject)->IsCause()) {
        draft.dropped = true;  // "the storm hit the coast": it is the storm
        Draft& cause = *DraftAt(verb.subject);
        cause.supported = true;
        if (object != kNone) Add(object, Role::kHarm, cause, "hits");
        return;
      } else if (!InClass("vehicle", who.lemma) && draft.trigger->behind.empty() && draft.trigger->effect.empty() && draft.row->mode.empty()) {
        draft.dropped = true;  // "the ball hit the post"
        return;
      }
    } else {
      // "A price war helped shoppers": nobody gives aid there.
      const Participant who = participants_.Describe(groups_[doer]);
      const std::string_view type = draft.row->type;
      const bool somebody = who.people || who.named || who.pronoun || InClass("institution", who.lemma) || InClass("troops", who.lemma);
      if (!somebody && (type == "AID" || type == "SUPPORT" || type == "COOPERATE" || type == "RETREAT" || type == "CONSULT")) {
        draft.dropped = true;
        return;
      }
      Add(doer, subject, draft, "subject");
    }
  }
  if (object != kNone) {
    const Role role = RoleOf(frame, kObject);
    if (role != Role::kNothing) Add(object, role, draft, verb.passive ? "subject of the passive" : "object");
    if (draft.row->type == "REJECT" || draft.row->type == "ACCUSE") Owner(object, draft);
  }
  if (object != kNone && object == verb.object + 1 && verb.object != kNone && (draft.row->type == "AID" || draft.row->mode == "access"))
    Add(verb.object, Role::kRecipient, draft, "object");
  uint32_t from = after;
  if (!verb.passive && object != kNone && object >= after) {
    from = object + 1;
    for (uint32_t next = groups_[object].next, steps = 0; next != kNone && steps < 8; next = groups_[next].next, ++steps) from = next + 1;
  }
  Phrases(from, frame, true, verb.passive, draft);
  if (draft.row->mode == "claim" && doer != kNone) Claim(doer, object, draft);
  // "was shot in the leg"
  static const uint64_t kIn = Of("in");
  if (draft.row->mode == "firearms" && IsPreposition(from) && FoldOf(from) == kIn && IsNoun(from + 1) && InClass("body", LemmaOf(from + 1)))
    for (DraftArgument& argument : draft.arguments)
      if (argument.argument.role == ArgumentRole::kVictim && argument.argument.effect.empty()) argument.argument.effect = "injured";
}

// "The Red Column claimed responsibility for the attack": it did it, by its own word.
void Finder::Claim(uint32_t doer, uint32_t object, Draft& draft) {
  for (uint32_t g = object; g != kNone; g = groups_[g].next)
    if (Draft* deed = DraftAt(g); deed != nullptr && deed->row->type == "ASSAULT" && !deed->Has(ArgumentRole::kActor)) {
      Add(doer, Role::kActor, *deed, "claimed");
      draft.confidence += 0.05f;
    }
}

// "rejected Canada's request": who is turned down is Canada.
void Finder::Owner(uint32_t g, Draft& draft) {
  const TokenRange owner = groups_[g].possessor;
  if (owner.empty()) return;
  Group group = groups_[g];
  group.tokens = owner;
  group.head = owner.end - 1;
  group.span = {tokens_[owner.begin].span.begin, tokens_[group.head].span.end};
  group.possessor = {};
  const Participant who = participants_.Describe(group);
  if (who.date || who.pronoun || !(who.named || who.people)) return;
  DraftArgument argument;
  argument.argument = {ArgumentRole::kRecipient, who.ref, group.span, who.country, who.sector, {}, "owner"};
  argument.lemma = who.lemma;
  argument.named = who.named;
  argument.people = who.people;
  draft.arguments.push_back(argument);
}

}  // namespace factbox::events
