// What stands in a slot becomes an argument: which role it has there, whom of the record it means, how many it counts.
#include "extractors/events/finder.h"
#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr uint32_t kNone = Group::kNone;

uint64_t Of(std::string_view word) { return FoldHash(word); }

}  // namespace

ArgumentRole Plain(Role role) {
  switch (role) {
    case Role::kActor: return ArgumentRole::kActor;
    case Role::kRecipient: return ArgumentRole::kRecipient;
    case Role::kVictim: return ArgumentRole::kVictim;
    case Role::kInstrument: return ArgumentRole::kInstrument;
    case Role::kPlace: return ArgumentRole::kPlace;
    case Role::kDate: return ArgumentRole::kDate;
    case Role::kCount: return ArgumentRole::kCount;
    case Role::kAbout: return ArgumentRole::kAbout;
    default: return ArgumentRole::kTarget;
  }
}

// A noun group with what belongs to it: "members of the union" without the phrase, but with a title before a name.
Span Finder::Whole(uint32_t g) const { return groups_[g].span; }

void Finder::Add(uint32_t g, Role role, Draft& draft, std::string_view rule) {
  if (role == Role::kNothing || role == Role::kCause) return;
  for (uint32_t steps = 0; g != kNone && steps < 8; ++steps, g = groups_[g].next) {
    const Participant who = participants_.Describe(groups_[g]);
    if (who.date) continue;
    ArgumentRole plain = Plain(role);
    if (role == Role::kHarm) {
      const bool structure = !who.named && (InClass("building", who.lemma) || InClass("institution", who.lemma));
      plain = ArgumentRole::kTarget;
      if (!structure && who.people && (!who.named || who.ref.kind == EntityRef::Kind::kPerson))
        plain = ArgumentRole::kVictim;
      else if (who.named && who.ref.kind == EntityRef::Kind::kOrganization && (IsArmed(who.sector) || who.sector == "GOV"))
        plain = ArgumentRole::kRecipient;
      else if (who.IsPlace() && reader_.places()[who.ref.index].kind == PlaceKind::kCountry)
        plain = ArgumentRole::kRecipient;  // a state
    } else if (role == Role::kRecipient && !who.people && !who.named && (draft.row->type == "REQUEST" || draft.row->type == "APPEAL")) {
      plain = ArgumentRole::kAbout;
    } else if (role == Role::kSource) {
      plain = who.weapon ? ArgumentRole::kInstrument : ArgumentRole::kActor;
    }
    AddOne(g, plain, draft, rule);
    if (plain == ArgumentRole::kVictim || (plain == ArgumentRole::kTarget && who.people)) AddCount(groups_[g], who, draft.trigger->effect, draft);
    if (plain == ArgumentRole::kActor && draft.row->type == "PROTEST") AddCount(groups_[g], who, "participants", draft);
  }
}

void Finder::AddOne(uint32_t g, ArgumentRole role, Draft& draft, std::string_view rule) {
  const Group& group = groups_[g];
  const Participant who = participants_.Describe(group);
  if (who.pronoun) return;  // nobody says whom it means
  // "five" alone is a count and nobody.
  if (role == ArgumentRole::kVictim && who.number != UINT32_MAX && words_[group.head].word_class == WordClass::kNumber) return;
  for (const DraftArgument& other : draft.arguments)
    if (other.argument.role == role && other.argument.span == Whole(g)) return;
  DraftArgument argument;
  argument.argument = {role, who.ref, Whole(g), {}, {}, {}, rule};
  // "members of the union", "fighters from the front": people of a body that is named behind them.
  static const uint64_t kOf = Of("of"), kFrom = Of("from");
  if (role == ArgumentRole::kActor && !who.ref && who.people && IsPreposition(g + 1) && (FoldOf(g + 1) == kOf || FoldOf(g + 1) == kFrom) && IsNoun(g + 2)) {
    const Participant body = participants_.Describe(groups_[g + 2]);
    if (body.named && body.ref.kind == EntityRef::Kind::kOrganization) argument.argument.ref = body.ref;
  }
  if (role != ArgumentRole::kPlace && role != ArgumentRole::kAbout && role != ArgumentRole::kInstrument && !(role == ArgumentRole::kTarget && !who.people)) {
    argument.argument.country = who.country;
    argument.argument.sector = who.sector;
  }
  if (role == ArgumentRole::kTarget && who.IsPlace()) argument.argument.country = who.country;
  if (role == ArgumentRole::kVictim || role == ArgumentRole::kTarget) argument.argument.effect = draft.trigger->effect;
  argument.lemma = who.lemma;
  argument.named = who.named;
  argument.people = who.people;
  argument.plural = who.plural;
  draft.arguments.push_back(argument);
}

void Finder::AddCount(const Group&, const Participant& who, std::string_view effect, Draft& draft) {
  if (who.number == UINT32_MAX || effect.empty()) return;
  const Number& number = reader_.numbers()[who.number];
  for (DraftArgument& other : draft.arguments)
    if (other.argument.role == ArgumentRole::kCount && other.argument.ref.index == who.number) return;
  DraftArgument argument;
  argument.argument = {ArgumentRole::kCount, {EntityRef::Kind::kNumber, who.number}, number.span, {}, {}, effect, "number"};
  draft.arguments.push_back(argument);
}

// The phrases with prepositions from group `g` on.
void Finder::Phrases(uint32_t g, const Frame& frame, bool verb, bool passive, Draft& draft) {
  static const uint64_t kBy = Of("by"), kOf = Of("of");
  bool comma = false, first = true;
  for (uint32_t steps = 0; g < end_ && steps < kReachGroups; ++steps) {
    const GroupKind kind = groups_[g].kind;
    if (kind == GroupKind::kComma) {
      comma = true;
      ++g;
      continue;
    }
    if (kind == GroupKind::kVerb && groups_[g].infinitive && first && RoleOf(frame, kComplement) == Role::kAbout) {
      DraftArgument argument;
      uint32_t last = g;
      while (last + 1 < end_ && last < g + 6 && (groups_[last + 1].kind == GroupKind::kNoun || groups_[last + 1].kind == GroupKind::kPreposition)) ++last;
      argument.argument = {ArgumentRole::kAbout, {}, {groups_[g].span.begin, groups_[last].span.end}, {}, {}, {}, "complement"};
      draft.arguments.push_back(argument);
      return;
    }
    if (kind == GroupKind::kNoun && participants_.DateAt(groups_[g].head) != 0) {
      ++g;
      continue;
    }
    if (kind != GroupKind::kPreposition || !IsNoun(g + 1)) return;
    const uint64_t fold = FoldOf(g);
    const Participant who = participants_.Describe(groups_[g + 1]);
    Role role = RoleOf(frame, fold);
    if (fold == kBy && verb && !passive && draft.row->type == "REJECT") role = Role::kRecipient;  // "rejected a request by the mayor"
    const bool agent_only = fold == kBy && verb && !passive && draft.row->type != "REJECT";
    const bool reach = !comma || fold == kBy;
    if (!who.date && role != Role::kNothing && !agent_only && reach) {
      const bool place = who.IsPlace() && (role == Role::kAbout || role == Role::kHarm) &&
                         !(role == Role::kHarm && (fold == Of("on") || fold == Of("against") || fold == Of("of") || fold == Of("at")));
      const bool spot = role == Role::kHarm && !who.named && !who.people && InClass("spot", who.lemma);  // "a bomb in the outskirts"
      const bool of_thing = fold == kOf && !who.people && !who.named && role == Role::kActor;
      if (role == Role::kInstrument && !who.weapon && draft.row->type == "ASSAULT") {
        // "with help"
      } else if (!place && !spot && !of_thing && !(role == Role::kPlace && !who.IsPlace())) {
        Add(g + 1, role, draft, "phrase");
        if (role == Role::kInstrument && who.weapon) WeaponMode(draft, who.weapon_class, false);
      }
    }
    first = false;
    g += 2;
    for (uint32_t next = groups_[g - 1].next, count = 0; next != kNone && count < 8; next = groups_[next].next, ++count) g = next + 1;
  }
}

// Place and date: in the phrases behind the trigger, then those of the clause before it.
void Finder::Circumstances(uint32_t at, Draft& draft) {
  static const uint64_t kPlacing[] = {Of("in"),     Of("at"),         Of("near"), Of("outside"), Of("inside"),  Of("across"),
                                      Of("around"), Of("throughout"), Of("off"),  Of("within"),  Of("through"), Of("along")};
  const auto is_place = [&](uint64_t fold) { return std::find(std::begin(kPlacing), std::end(kPlacing), fold) != std::end(kPlacing); };
  bool place = draft.Has(ArgumentRole::kPlace), date = draft.Has(ArgumentRole::kDate);
  const auto look = [&](uint32_t g, bool before) {
    if (!IsNoun(g)) return;
    const Participant who = participants_.Describe(groups_[g]);
    if (who.date && !date) {
      const DateExpression& expression = reader_.dates()[who.ref.index];
      if (expression.kind != DateKind::kDate && expression.kind != DateKind::kTime) return;
      DraftArgument argument;
      argument.argument = {ArgumentRole::kDate, who.ref, expression.span, {}, {}, {}, before ? "before" : "behind"};
      draft.arguments.push_back(argument);
      date = true;
    } else if (!place && g > first_ && IsPreposition(g - 1) && is_place(FoldOf(g - 1)) && InClass("area", who.lemma) && IsPreposition(g + 1) &&
               FoldOf(g + 1) == Of("of") && IsNoun(g + 2) && participants_.Describe(groups_[g + 2]).IsPlace()) {
      AddOne(g + 2, ArgumentRole::kPlace, draft, before ? "before" : "behind");
      place = true;
    } else if (who.IsPlace() && !place && g > first_ && IsPreposition(g - 1) && is_place(FoldOf(g - 1))) {
      for (const DraftArgument& other : draft.arguments)
        if (other.argument.ref == who.ref && other.argument.role != ArgumentRole::kPlace && other.argument.role != ArgumentRole::kTarget) return;
      AddOne(g, ArgumentRole::kPlace, draft, before ? "before" : "behind");
      place = true;
    }
  };
  // "Friday's attack", "the August bombing".
  if (groups_[at].kind == GroupKind::kNoun)
    for (uint32_t i = groups_[at].tokens.begin; i < groups_[at].tokens.end && !date; ++i)
      if (const uint32_t d = participants_.DateAt(i); d != 0) {
        DraftArgument argument;
        argument.argument = {ArgumentRole::kDate, {EntityRef::Kind::kDate, d - 1}, reader_.dates()[d - 1].span, {}, {}, {}, "modifier"};
        draft.arguments.push_back(argument);
        date = true;
      }
  for (uint32_t g = at + 1, steps = 0; g < end_ && steps < kReachGroups; ++g, ++steps) {
    const GroupKind kind = groups_[g].kind;
    if (kind == GroupKind::kBreak || kind == GroupKind::kSubordinator || kind == GroupKind::kThat) break;
    if (kind == GroupKind::kVerb && !groups_[g].gerund && g > at + 1 && !groups_[g].reduced && !groups_[g].infinitive && groups_[at].kind == GroupKind::kVerb)
      break;
    look(g, false);
  }
  for (uint32_t g = at, steps = 0; g > first_ && steps < kReachGroups && (!place || !date); ++steps) {
    --g;
    const GroupKind kind = groups_[g].kind;
    if (kind == GroupKind::kBreak || kind == GroupKind::kSubordinator || kind == GroupKind::kThat) break;
    if (kind == GroupKind::kVerb && groups_[at].kind == GroupKind::kVerb && groups_[g].object == kNone && groups_[at].governor == g) break;
    look(g, true);
  }
}

}  // namespace factbox::events
