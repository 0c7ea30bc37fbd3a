#include "extractors/events/merge.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::events {
namespace {

constexpr size_t kWindow = 40;          // drafts looked back for the same event: keeps time linear in the length of the article
constexpr float kSportShare = 0.02f;    // of words that only sport has, from which on an article is about sport; tried 0.01 to 0.04
constexpr float kFictionShare = 0.03f;  // of words for films, books and games, from which on what it tells is a plot

class Merger {
 public:
  Merger(const Lexicon& lexicon, const Reader& reader, std::vector<Draft>& drafts) : lexicon_(lexicon), reader_(reader), drafts_(drafts) {}

  void Run(std::vector<Event>& out) {
    const bool told = IsAbout("sportword", kSportShare) || IsAbout("fiction", kFictionShare);
    std::vector<Draft*> kept;
    for (Draft& draft : drafts_) {
      if (draft.dropped || IsWeak(draft) || (told && IsForce(draft) && !HasToll(draft))) continue;
      Draft* same = nullptr;
      for (size_t i = kept.size(); i-- > 0 && i + kWindow >= kept.size() && same == nullptr;)
        if (IsSame(*kept[i], draft)) same = kept[i];
      if (same != nullptr)
        Join(*same, draft);
      else
        kept.push_back(&draft);
    }
    for (Draft* draft : kept) out.push_back(Write(*draft));
    MainFirst(out);
  }

 private:
  static bool IsForce(const Draft& draft) {
    const std::string_view type = draft.row->type;
    return type == "ASSAULT" || type == "PROTEST" || type == "THREATEN" || type == "COERCE" || type == "MOBILIZE" || type == "RETREAT" || type == "CRIME";
  }

  // How many were hurt, not how many ran.
  static bool HasToll(const Draft& draft) {
    for (const DraftArgument& x : draft.arguments)
      if (x.argument.role == ArgumentRole::kCount && x.argument.effect != "participants") return true;
    return false;
  }

  bool IsAbout(std::string_view name, float share) const {
    size_t n = 0;
    for (const Word& word : reader_.words()) n += lexicon_.InClass(name, word.lemma);
    return static_cast<float>(n) > share * static_cast<float>(reader_.words().size()) && n >= 3;
  }

  // "The bank will fight for its customers": nobody is fought, and who fights bears no arms.
  static bool IsLoneFight(const Draft& draft) {
    if (draft.trigger->kind != TriggerKind::kVerb || !draft.row->mode.empty()) return false;
    size_t actors = 0;
    for (const DraftArgument& x : draft.arguments) {
      if (x.argument.role == ArgumentRole::kActor) ++actors;
      if ((x.argument.role == ArgumentRole::kActor && IsArmed(x.argument.sector)) || IsHarmed(x.argument.role)) return false;
    }
    return actors < 2;
  }
  static bool IsHarmed(ArgumentRole role) {
    return role == ArgumentRole::kVictim || role == ArgumentRole::kTarget || role == ArgumentRole::kRecipient || role == ArgumentRole::kInstrument ||
           role == ArgumentRole::kCount;
  }

  // A noun alone says little: somebody must do it or suffer it, or it must have a place or a day.
  bool IsWeak(const Draft& draft) const {
    if (reader_.groups()[draft.group].kind == GroupKind::kVerb) {
      const std::string_view type = draft.row->type;
      if (draft.arguments.empty()) return true;
      if (type == "ASSAULT" && draft.trigger->kind == TriggerKind::kVerb && !draft.Has(ArgumentRole::kActor) && !draft.Has(ArgumentRole::kVictim) &&
          !draft.Has(ArgumentRole::kTarget) && !draft.Has(ArgumentRole::kRecipient) && !draft.Has(ArgumentRole::kInstrument))
        return true;
      return type == "ASSAULT" && IsLoneFight(draft);
    }
    bool actor = false, other = false, circumstance = false;
    for (const DraftArgument& x : draft.arguments) {
      actor = actor || x.argument.role == ArgumentRole::kActor;
      other = other || x.argument.role == ArgumentRole::kVictim || x.argument.role == ArgumentRole::kTarget || x.argument.role == ArgumentRole::kRecipient ||
              x.argument.role == ArgumentRole::kCount;
      circumstance = circumstance || x.argument.role == ArgumentRole::kPlace || x.argument.role == ArgumentRole::kDate;
    }
    const Token& head = reader_.tokens()[reader_.groups()[draft.group].head];
    const bool plural = reader_.words()[reader_.groups()[draft.group].head].lemma != head.fold;
    if (plural && !draft.definite && !draft.supported && !circumstance && !(actor && other)) return true;
    // "Violence in the region", "the hostility of the army": a state of things rather than an event, unless some day or toll says otherwise.
    if (draft.row->type == "ASSAULT" && lexicon_.InClass("vague", reader_.words()[reader_.groups()[draft.group].head].lemma))
      return !(draft.Has(ArgumentRole::kCount) || (draft.Has(ArgumentRole::kPlace) && (draft.Has(ArgumentRole::kDate) || draft.definite)) ||
               ((draft.supported || circumstance) && (actor || other)));
    if (draft.IsHarm()) return !(draft.supported || actor || other || circumstance);
    if (draft.row->type == "HEALTH" && circumstance) return false;
    if (draft.row->quad == 0) return !(draft.supported || ((actor || other) && circumstance));
    return !(actor || other) || !(draft.supported || circumstance || (actor && other) || draft.definite);
  }

  // ---------------------------------------------------------------------------------------------- the same event

  static bool IsFigure(ArgumentRole role) {
    return role == ArgumentRole::kActor || role == ArgumentRole::kVictim || role == ArgumentRole::kTarget || role == ArgumentRole::kRecipient;
  }

  bool Contradict(const Draft& a, const Draft& b) const {
    for (const DraftArgument& x : a.arguments)
      for (const DraftArgument& y : b.arguments) {
        if (x.argument.role != y.argument.role) continue;
        if (x.argument.role == ArgumentRole::kDate && x.argument.ref && y.argument.ref) {
          const std::string &p = reader_.dates()[x.argument.ref.index].value, &q = reader_.dates()[y.argument.ref.index].value;
          const size_t n = std::min({p.size(), q.size(), size_t{10}});
          if (n >= 4 && p.compare(0, n, q, 0, n) != 0 && p[0] != 'X' && q[0] != 'X' && p[0] != 'P' && q[0] != 'P') return true;
        }
        if (x.argument.role == ArgumentRole::kPlace && x.argument.ref.kind == EntityRef::Kind::kPlace && y.argument.ref.kind == EntityRef::Kind::kPlace) {
          const Place &p = reader_.places()[x.argument.ref.index], &q = reader_.places()[y.argument.ref.index];
          if (!(x.argument.ref == y.argument.ref) && p.kind == q.kind) return true;
          if (p.country[0] != 0 && q.country[0] != 0 && (p.country[0] != q.country[0] || p.country[1] != q.country[1])) return true;
        }
        if (x.argument.role == ArgumentRole::kVictim && x.argument.ref.kind == EntityRef::Kind::kPerson && y.argument.ref.kind == EntityRef::Kind::kPerson &&
            !(x.argument.ref == y.argument.ref) && !b.definite)
          return true;
      }
    return false;
  }

  bool Share(const Draft& a, const Draft& b) const {
    for (const DraftArgument& x : a.arguments)
      for (const DraftArgument& y : b.arguments) {
        if (x.argument.ref && x.argument.ref == y.argument.ref && x.argument.ref.kind != EntityRef::Kind::kNumber) return true;
        if (IsFigure(x.argument.role) && x.argument.role == y.argument.role && x.lemma == y.lemma && !x.named && !y.named) return true;
      }
    return false;
  }

  static bool ModesAgree(const Draft& a, const Draft& b) { return a.row->mode == b.row->mode || a.row->mode.empty() || b.row->mode.empty(); }

  bool IsSame(const Draft& a, const Draft& b) const {
    if (a.row->type != b.row->type) {
      // "An explosion … The bombing": what was thought an accident.
      const bool blast =
          a.row->type == "ACCIDENT" && a.row->mode == "explosion" && b.row->type == "ASSAULT" && b.row->mode == "explosives" && b.sentence <= a.sentence + 3;
      const bool back = b.row->type == "ACCIDENT" && b.row->mode == "explosion" && a.row->type == "ASSAULT" && b.sentence <= a.sentence + 4;
      const bool killing = (a.row->type == "DEATH" || b.row->type == "DEATH") && a.IsHarm() && b.IsHarm();
      if (!((blast || back) && !Contradict(a, b)) && !(killing && Share(a, b) && !Contradict(a, b))) return false;
      return true;
    }
    if (!ModesAgree(a, b) && !(b.definite && a.row->type == "ASSAULT" && b.row->mode.empty())) return false;
    if (a.negated != b.negated) return false;
    const auto real = [](EventStatus status) { return status == EventStatus::kOccurred || status == EventStatus::kOngoing; };
    if (a.status != b.status && !(real(a.status) && real(b.status))) return false;
    if (Contradict(a, b)) return false;
    const std::string_view type = a.row->type;
    if (type == "STATEMENT" || type == "ACCUSE" || type == "APPEAL" || type == "AGREE" || type == "REQUEST")
      return a.row->mode == b.row->mode && Share(a, b) && SameActor(a, b) && b.sentence <= a.sentence + 2;
    const bool later = b.definite && b.sentence <= a.sentence + 6 && reader_.groups()[b.group].kind == GroupKind::kNoun;
    if (type == "ASSAULT" || type == "ACCIDENT" || type == "DISASTER") {
      if (later) return true;
      if (a.sentence == b.sentence && a.status == b.status && a.row->mode == b.row->mode && Share(a, b)) return true;
      return Share(a, b) && (Hits(a, b) || b.sentence <= a.sentence + 1);
    }
    return Share(a, b) && (later || SameActor(a, b));
  }

  // They share more than who did it.
  static bool Hits(const Draft& a, const Draft& b) {
    for (const DraftArgument& x : a.arguments)
      for (const DraftArgument& y : b.arguments) {
        const bool hit = x.argument.role == ArgumentRole::kVictim || x.argument.role == ArgumentRole::kTarget;
        if (hit && x.argument.ref && x.argument.ref == y.argument.ref) return true;
        if (hit && x.argument.role == y.argument.role && x.lemma == y.lemma && !x.named && !y.named) return true;
      }
    return false;
  }

  static bool SameActor(const Draft& a, const Draft& b) {
    bool any = false;
    for (const DraftArgument& x : a.arguments)
      for (const DraftArgument& y : b.arguments) {
        if (x.argument.role != ArgumentRole::kActor || y.argument.role != ArgumentRole::kActor) continue;
        any = true;
        if ((x.argument.ref && x.argument.ref == y.argument.ref) || (!x.named && !y.named && x.lemma == y.lemma)) return true;
      }
    return !any;
  }

  static void Join(Draft& into, const Draft& from) {
    for (const DraftArgument& x : from.arguments) {
      bool known = false;
      for (DraftArgument& y : into.arguments) {
        const bool same = y.argument.span == x.argument.span || (x.argument.ref && x.argument.ref == y.argument.ref) ||
                          (!x.named && !y.named && x.lemma != 0 && x.lemma == y.lemma && IsFigure(x.argument.role));
        if (!same || y.argument.role != x.argument.role || (x.argument.role == ArgumentRole::kCount && y.argument.effect != x.argument.effect)) continue;
        known = true;
        if (y.argument.effect.empty()) y.argument.effect = x.argument.effect;
        if (y.argument.country.empty()) y.argument.country = x.argument.country;
        if (y.argument.sector.empty()) y.argument.sector = x.argument.sector;
      }
      if (!known) into.arguments.push_back(x);
    }
    if (into.row->mode.empty() || into.row->type != from.row->type) {
      const bool deed = from.row->type == "ASSAULT" || (into.row->type == "DEATH" && from.IsCause());
      if (into.row->type == from.row->type ? !from.row->mode.empty() : deed) into.row = from.row, into.cameo = from.cameo;
    }
    into.sentences.push_back(from.sentence);
    into.sentences.insert(into.sentences.end(), from.sentences.begin(), from.sentences.end());
    into.confidence = std::min(0.97f, std::max(into.confidence, from.confidence) + 0.02f);
    if (into.attributed.empty()) into.attributed = from.attributed, into.attribution = from.attribution;
  }

  // ---------------------------------------------------------------------------------------------- out

  Event Write(Draft& draft) const {
    Event event;
    event.type = draft.row->type;
    event.mode = draft.row->mode;
    event.cameo = draft.cameo;
    event.quad = draft.row->quad;
    event.label = draft.row->label;
    event.status = draft.status;
    event.negated = draft.negated;
    event.attribution = draft.attribution;
    event.attributed = draft.attributed;
    event.trigger = {reader_.tokens()[draft.words.begin].span.begin, reader_.tokens()[draft.words.end - 1].span.end};
    for (const DraftArgument& argument : draft.arguments) event.arguments.push_back(argument.argument);
    std::stable_sort(event.arguments.begin(), event.arguments.end(), [](const Argument& a, const Argument& b) { return a.role < b.role; });
    draft.sentences.push_back(draft.sentence);
    std::sort(draft.sentences.begin(), draft.sentences.end());
    draft.sentences.erase(std::unique(draft.sentences.begin(), draft.sentences.end()), draft.sentences.end());
    event.evidence.push_back(reader_.sentences()[draft.sentence].span);
    for (const uint32_t s : draft.sentences)
      if (s != draft.sentence) event.evidence.push_back(reader_.sentences()[s].span);
    float confidence = draft.confidence;
    if (draft.Has(ArgumentRole::kActor)) confidence += 0.08f;
    if (draft.Has(ArgumentRole::kVictim) || draft.Has(ArgumentRole::kTarget) || draft.Has(ArgumentRole::kRecipient)) confidence += 0.1f;
    if (draft.status == EventStatus::kHypothetical) confidence -= 0.15f;
    event.confidence = std::clamp(confidence, 0.05f, 0.97f);
    event.why = {draft.row->type, draft.rule};
    return event;
  }

  // The event that the article opens with, if it is more than words; the others stay in the order of the text.
  static void MainFirst(std::vector<Event>& events) {
    if (events.size() < 2) return;
    size_t best = 0;
    float weight = -1;
    for (size_t i = 0; i < events.size(); ++i) {
      float w = events[i].confidence - 0.04f * static_cast<float>(i) + 0.05f * static_cast<float>(std::min<size_t>(events[i].evidence.size(), 4));
      if (events[i].type == "STATEMENT" || events[i].status == EventStatus::kHypothetical || events[i].negated) w -= 0.3f;
      if (w > weight) weight = w, best = i;
    }
    std::rotate(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(best), events.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }

  const Lexicon& lexicon_;
  const Reader& reader_;
  std::vector<Draft>& drafts_;
};

}  // namespace

void Merge(const Lexicon& lexicon, const Reader& reader, std::vector<Draft>& drafts, std::vector<Event>& out) { Merger(lexicon, reader, drafts).Run(out); }

}  // namespace factbox::events
