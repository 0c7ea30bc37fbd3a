// What befell whom: "killing five", "four people were wounded when …", "left 12 dead", and the event that did it.
#include <algorithm>

#include "extractors/events/finder.h"
#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr uint32_t kNone = Group::kNone;
constexpr uint32_t kWide = 40;          // groups of the sentence around a verb in which its cause is looked for
constexpr uint32_t kSentencesBack = 3;  // how far back the cause of "five people were killed" may stand

uint64_t Of(std::string_view word) { return FoldHash(word); }

}  // namespace

Draft* Finder::DraftAt(uint32_t g) {
  if (!Has(g) || draft_of_[g - first_] == 0) return nullptr;
  Draft& draft = (*drafts_)[draft_of_[g - first_] - 1];
  return draft.dropped ? nullptr : &draft;
}

void Finder::SetMode(Draft& draft, std::string_view mode) {
  const OntologyRow* row = lexicon_.Row(draft.row->type, mode);
  if (row == nullptr) return;
  draft.row = row;
  draft.cameo = row->cameo;
}

void Finder::WeaponMode(Draft& draft, std::string_view weapon, bool) {
  if (draft.row->type != "ASSAULT" || !draft.row->mode.empty()) return;
  if (weapon == "firearm") return SetMode(draft, "firearms");
  if (weapon == "explosive") return SetMode(draft, "explosives");
  if (weapon == "rocket" || weapon == "missile" || weapon == "heavy_weapon" || weapon == "armour" || weapon == "ship") return SetMode(draft, "heavy-weapons");
  if (weapon == "drone") return SetMode(draft, "drone");
  if (weapon == "aircraft") return SetMode(draft, "aerial");
  if (weapon == "blade") return SetMode(draft, "primitive");
  if (weapon == "chemical") return SetMode(draft, "unconventional");
}

// The event of which verb group `v` tells the outcome: null if none is near.
Draft* Finder::CauseOf(uint32_t v, uint32_t agent) {
  static const uint64_t kCauses[] = {Of("in"), Of("by"), Of("during"), Of("from"), Of("after"), Of("of"), Of("as"), Of("following"), Of("on")};
  if (agent != kNone)
    if (Draft* draft = DraftAt(agent); draft != nullptr && draft->IsCause()) return draft;
  for (uint32_t g = v + 1, steps = 0; g < end_ && steps < 10; ++g, ++steps) {
    if (groups_[g].kind == GroupKind::kBreak) break;
    if (!IsPreposition(g) || !IsNoun(g + 1)) continue;
    if (std::find(std::begin(kCauses), std::end(kCauses), FoldOf(g)) == std::end(kCauses)) continue;
    if (Draft* draft = DraftAt(g + 1); draft != nullptr && draft->IsCause()) return draft;
  }
  // "attacked the village, killing five"; "opened fire and killed five"
  const Group& verb = groups_[v];
  for (uint32_t other : {verb.governor, v > first_ + 1 && verb.coordinated ? v - 2 : kNone}) {
    if (other == kNone) continue;
    if (Draft* draft = DraftAt(other); draft != nullptr && draft->IsCause()) return draft;
    if (groups_[other].subject != kNone)
      if (Draft* draft = DraftAt(groups_[other].subject); draft != nullptr && draft->IsCause()) return draft;
  }
  // Any other of the sentence with the same subject, or that a person does not do.
  Draft* best = nullptr;
  for (uint32_t g = v > first_ + kWide ? v - kWide : first_; g < end_ && g < v + kWide; ++g) {
    Draft* draft = DraftAt(g);
    if (draft == nullptr || !draft->IsCause() || draft->negated) continue;
    const bool same = draft->verb != kNone && agent != kNone && groups_[draft->verb].subject == agent;
    if (same || agent == kNone) best = draft;
    if (same) break;
  }
  return best;
}

// `patient` is killed, injured …: an argument, and a count where a number says how many.
void Finder::Harm(uint32_t patient, std::string_view effect, Draft& draft, std::string_view rule) {
  for (uint32_t g = patient, steps = 0; g != kNone && steps < 8; ++steps, g = groups_[g].next) {
    const Participant who = participants_.Describe(groups_[g]);
    if (who.date || (who.IsPlace() && effect == "killed")) continue;
    const bool number_only = words_[groups_[g].head].word_class == WordClass::kNumber;
    const bool thing =
        !who.people && !who.named && !who.pronoun && !number_only && (effect != "killed" || InClass("building", who.lemma) || InClass("vehicle", who.lemma));
    if (number_only && who.number == UINT32_MAX && participants_.NumberAt(groups_[g].head) == UINT32_MAX) continue;
    bool known = false;
    for (DraftArgument& other : draft.arguments)
      if (other.argument.span == groups_[g].span && (other.argument.role == ArgumentRole::kVictim || other.argument.role == ArgumentRole::kTarget)) {
        other.argument.effect = effect;
        other.argument.role = thing ? ArgumentRole::kTarget : ArgumentRole::kVictim;
        known = true;
      }
    if (!known) {
      AddOne(g, thing ? ArgumentRole::kTarget : ArgumentRole::kVictim, draft, rule);
      for (DraftArgument& other : draft.arguments)
        if (other.argument.span == groups_[g].span && other.argument.role != ArgumentRole::kPlace) other.argument.effect = effect;
    }
    AddCount(groups_[g], who, effect, draft);
  }
}

void Finder::Effects() {
  for (uint32_t v = first_; v < end_; ++v) {
    if (!IsVerb(v)) continue;
    uint32_t after = v + 1, object = kNone;
    const Trigger* trigger = VerbTrigger(v, after, object);
    if (trigger == nullptr || trigger->kind != TriggerKind::kEffect) {
      // A bare participle: "20 injured".
      continue;
    }
    Effect(v, *trigger, object);
  }
}

void Finder::Effect(uint32_t v, const Trigger& trigger, uint32_t object) {
  static const uint64_t kBy = Of("by"), kHimself = Of("himself"), kHerself = Of("herself"), kThemselves = Of("themselves"), kOf = Of("of"), kLife = Of("life"),
                        kTime = Of("time");
  const Group& verb = groups_[v];
  const bool dies = trigger.row->type == "DEATH";
  uint32_t patient = dies ? verb.subject : object;
  const bool suffers = object != kNone && InClass("wound", LemmaOf(object));  // "suffered burns": the subject is hurt
  if (suffers) patient = verb.passive ? kNone : verb.subject;
  uint32_t agent = dies || suffers || verb.passive ? kNone : verb.subject;
  if (verb.passive)
    for (uint32_t g = v + 1; g < end_ && g < v + 8; ++g)
      if (IsPreposition(g) && FoldOf(g) == kBy && IsNoun(g + 1)) {
        agent = g + 1;
        break;
      }
  if (patient != kNone && LemmaOf(patient) == kLife && object + 2 < end_ && IsPreposition(object + 1) && FoldOf(object + 1) == kOf) patient = object + 2;
  if (patient == kNone) return;
  const uint64_t lemma = LemmaOf(patient);
  if (lemma == kHimself || lemma == kHerself || lemma == kThemselves || lemma == kTime) return;
  const Participant who = participants_.Describe(groups_[patient]);
  const bool things = trigger.row->type == "DISASTER";
  const bool person = who.people || who.pronoun || (who.named && who.ref.kind == EntityRef::Kind::kPerson) ||
                      words_[groups_[patient].head].word_class == WordClass::kNumber || (who.named && !who.IsPlace());
  // "killed 15 trainees": whoever it is, unless a thing.
  const bool thing = InClass("abstract", who.lemma) || InClass("building", who.lemma) || InClass("property", who.lemma) || who.IsPlace();
  if (!things && !person && (thing || trigger.effect != "killed")) return;
  if (!things && InClass("abstract", who.lemma)) return;
  Participant by;
  if (agent != kNone) by = participants_.Describe(groups_[agent]);
  Draft* cause = CauseOf(v, agent);
  const bool human = agent != kNone && (by.people || (by.named && !by.IsPlace()) || by.pronoun || (by.IsPlace() && by.ref.kind == EntityRef::Kind::kPlace));
  if (human && cause != nullptr && cause->row->type != "ASSAULT") cause = nullptr;
  const bool real = !verb.negated && !verb.possible && verb.tense != Tense::kFuture;
  if (things && cause == nullptr) return;
  if (cause != nullptr) {
    if (!real) return;
    cause->supported = true;
    Harm(patient, trigger.effect, *cause, "outcome");
    if (human && agent != cause->group) Add(agent, Role::kActor, *cause, "subject");
    cause->confidence += 0.05f;
    return;
  }
  // The cause may stand in the sentences before.
  if (!human && agent == kNone && real && !dies)
    for (size_t i = start_; i-- > 0 && i + kWide > start_ && drafts_->at(i).sentence + kSentencesBack >= s_;) {
      Draft& before = drafts_->at(i);
      if (before.dropped || !before.IsCause() || before.negated || (before.status != EventStatus::kOccurred && before.status != EventStatus::kOngoing))
        continue;
      Harm(patient, trigger.effect, before, "outcome");
      before.sentences.push_back(s_);
      return;
    }
  if (agent != kNone && !human && !by.weapon && !InClass("bomb", by.lemma) && !InClass("missile", by.lemma) && !InClass("gun", by.lemma)) {
    if (InClass("vehicle", by.lemma) || InClass("aircraft", by.lemma) || InClass("boat", by.lemma)) {
      Draft draft;
      draft.trigger = &trigger;
      draft.row = lexicon_.Row("ACCIDENT", InClass("boat", by.lemma) ? "water" : InClass("aircraft", by.lemma) ? "air" : "road");
      draft.sentence = s_, draft.group = v, draft.verb = v, draft.supported = true, draft.rule = trigger.words;
      draft.words = {verb.head, verb.head + 1};
      AddOne(agent, ArgumentRole::kInstrument, draft, "subject");
      Harm(patient, trigger.effect, draft, "outcome");
      Circumstances(v, draft);
      Keep(std::move(draft));
    }
    return;
  }
  if (agent == kNone && trigger.effect != "killed" && verb.head < tokens_.size() && words_[verb.head].lemma != Of("wound")) return;
  if (agent == kNone && !verb.passive && !dies) return;
  Draft draft;
  draft.trigger = &trigger;
  draft.row = dies ? lexicon_.Row("DEATH", "") : trigger.row;
  draft.cameo = draft.row->cameo;
  draft.sentence = s_;
  draft.group = v;
  draft.verb = v;
  draft.words = {verb.head, verb.head + 1};
  draft.supported = true;
  draft.rule = trigger.words;
  draft.confidence = 0.65f;
  if (agent != kNone) {
    if (human) {
      Add(agent, Role::kActor, draft, verb.passive ? "by" : "subject");
    } else {
      AddOne(agent, ArgumentRole::kInstrument, draft, "subject");
      WeaponMode(draft, by.weapon_class, false);
      if (draft.row->mode.empty()) SetMode(draft, InClass("missile", by.lemma) ? "heavy-weapons" : InClass("gun", by.lemma) ? "firearms" : "explosives");
    }
  }
  Harm(patient, trigger.effect, draft, verb.passive ? "subject of the passive" : "object");
  if (!dies) Phrases(v + 1, {{Of("with"), Role::kInstrument}}, true, verb.passive, draft);
  Circumstances(v, draft);
  Keep(std::move(draft));
}

// "left five dead and 20 wounded", "five dead", "was found dead": the words dead, wounded and injured behind whom they are said of.
void Finder::Dead() {
  static const uint64_t kDead = Of("dead"), kWounded = Of("wounded"), kInjured = Of("injured"), kHurt = Of("hurt"), kLeave = Of("leave"),
                        kMissing = Of("missing"), kHomeless = Of("homeless"), kDeath = Of("death"), kTo = Of("to"), kRise = Of("rise"), kToll = Of("toll"),
                        kClimb = Of("climb"), kStand = Of("stand"), kAt = Of("at"), kReach = Of("reach"), kJump = Of("jump");
  Draft* cause = nullptr;
  for (size_t i = start_; i < drafts_->size(); ++i)
    if ((*drafts_)[i].IsCause() && !(*drafts_)[i].dropped && !(*drafts_)[i].negated) {
      cause = &(*drafts_)[i];
      break;
    }
  if (cause == nullptr)
    for (size_t i = start_; i-- > 0 && i + kWide > start_ && drafts_->at(i).sentence + kSentencesBack >= s_;)
      if (Draft& before = drafts_->at(i); !before.dropped && before.IsCause() && !before.negated && before.status == EventStatus::kOccurred) {
        cause = &before;
        break;
      }
  if (cause == nullptr) return;
  bool leave = false;
  for (uint32_t g = first_; g < end_; ++g) {
    if (IsVerb(g)) leave = LemmaOf(g) == kLeave;
    if (!IsNoun(g)) continue;
    const Group& group = groups_[g];
    // "the death toll rose to 40"
    if (LemmaOf(g) == kToll && group.head > group.tokens.begin && words_[group.head - 1].lemma == kDeath) {
      for (uint32_t v = g + 1; v < end_ && v < g + 6; ++v)
        if (IsVerb(v) && (LemmaOf(v) == kRise || LemmaOf(v) == kClimb || LemmaOf(v) == kStand || LemmaOf(v) == kReach || LemmaOf(v) == kJump)) {
          const uint32_t number = IsPreposition(v + 1) && (FoldOf(v + 1) == kTo || FoldOf(v + 1) == kAt) ? v + 2 : v + 1;
          if (IsNoun(number)) {
            AddCount(groups_[number], participants_.Describe(groups_[number]), "killed", *cause);
            cause->sentences.push_back(s_);
          }
        }
      continue;
    }
    const uint32_t next = group.tokens.end;
    uint64_t said = tokens_[group.tokens.end - 1].fold;
    if (said != kDead && said != kWounded && said != kInjured && said != kMissing && said != kHurt) said = next < tokens_.size() ? tokens_[next].fold : 0;
    const std::string_view effect = said == kDead                                           ? "killed"
                                    : said == kWounded || said == kInjured || said == kHurt ? "injured"
                                    : said == kMissing                                      ? "missing"
                                    : said == kHomeless                                     ? "displaced"
                                                                                            : "";
    if (effect.empty()) continue;
    const Participant who = participants_.Describe(group);
    const bool number_only = who.number != UINT32_MAX && (words_[group.head].word_class == WordClass::kNumber || !who.people);
    if (who.number == UINT32_MAX && !(leave && who.people)) continue;
    if (number_only) {
      AddCount(group, who, effect, *cause);
    } else {
      Harm(g, effect, *cause, "outcome");
    }
    cause->supported = true;
    if (cause->sentence != s_) cause->sentences.push_back(s_);
  }
}

}  // namespace factbox::events
