// Events: what happened, how real it is, who took part.
//
//   “Rebels shelled Taiz on Monday, killing two”   gold: ASSAULT heavy-weapons occurred, trigger "shelled", actor "Rebels", place "Taiz"
//
// Gold has one entry an event, as records do. An entry of the record and one of gold are the same event where their triggers touch by half or
// end together; or where they are of one type and the trigger of one stands in a sentence of the other, as one event may be told by any of
// its sentences. Pairs are one to one, as many as can be. Arguments are compared between paired events by role and words (the same head word,
// or half of the words in common) or by place in the text, so that "the northern city of Taiz" is Taiz.
#include <algorithm>

#include "evaluate/phrase.h"
#include "evaluate/score.h"

namespace factbox::evaluate {
namespace {

constexpr const char* kRoles[] = {"actor", "recipient", "victim", "target", "instrument", "place", "date", "count", "about"};

bool SameStretch(Stretch a, Stretch b) {
  const int64_t common = std::min(a.end, b.end) - std::max(a.start, b.start);
  return common > 0 && (a.end == b.end || 2 * common >= std::max(a.end - a.start, b.end - b.start));
}

class EventScore {
 public:
  explicit EventScore(const Context& context) : context_(context), gold_(context.gold.events), got_(context.predictions.record().events) {}

  void Score() {
    if (Asked("trigger")) ScoreTriggers();
    const std::vector<int> pair_of = PairUp(Near([this](const Event& got, const Event& gold) { return SameEvent(got, gold); }), gold_.size());
    ScoreKinds(pair_of);
    if (Asked("arguments")) {
      ScoreArguments(pair_of);
      ScoreRolesInDocument();
    }
    const bool told_twice = std::any_of(gold_.begin(), gold_.end(), [](const Event& event) { return !event.further_evidence.empty(); });
    if (context_.gold.Annotated("events.evidence") || (told_twice && context_.gold.Annotated("events"))) ScoreMerged(pair_of);
  }

 private:
  bool Asked(const char* what) const { return context_.gold.Annotated("events") || context_.gold.Annotated(kEvents, what); }
  Stretch Shifted(Stretch at) const { return context_.predictions.Shifted(at); }

  template <class Alike>
  std::vector<std::vector<size_t>> Near(const Alike& alike) const {
    std::vector<std::vector<size_t>> out(got_.size());
    for (size_t i = 0; i < got_.size(); ++i)
      for (size_t j = 0; j < gold_.size(); ++j)
        if (alike(got_[i], gold_[j])) out[i].push_back(j);
    return out;
  }

  bool SameTrigger(const Event& got, const Event& gold) const { return got.trigger && gold.trigger && SameStretch(Shifted(*got.trigger), *gold.trigger); }

  bool Tells(const Event& event, Stretch at, bool of_record) const {
    const auto covers = [&](Stretch sentence) {
      const Stretch s = of_record ? Shifted(sentence) : sentence;
      return s.start <= at.start && at.end <= s.end;
    };
    return (event.evidence && covers(*event.evidence)) || std::any_of(event.further_evidence.begin(), event.further_evidence.end(), covers);
  }

  bool SameEvent(const Event& got, const Event& gold) const {
    if (SameTrigger(got, gold)) return true;
    if (got.type != gold.type) return false;
    if ((got.trigger && Tells(gold, Shifted(*got.trigger), false)) || (gold.trigger && Tells(got, *gold.trigger, true))) return true;
    if (gold.trigger || gold.evidence) return false;
    return std::any_of(gold.arguments.begin(), gold.arguments.end(), [&](const Argument& wanted) {  // gold that says only who and what
      return std::any_of(got.arguments.begin(), got.arguments.end(), [&](const Argument& found) { return SameArgument(found, wanted); });
    });
  }

  bool SameArgument(const Argument& got, const Argument& gold) const {
    if (got.role != gold.role) return false;
    if (got.at && gold.at && SameStretch(Shifted(*got.at), *gold.at)) return true;
    return SamePhrase(got.text, gold.text) || (!got.ref.empty() && SamePhrase(NameOfRef(got), gold.text));
  }

  std::string NameOfRef(const Argument& argument) const {
    for (const std::vector<Entity>& entities : context_.predictions.record().entities)
      for (const Entity& entity : entities)
        if (entity.id == argument.ref) return entity.name;
    return argument.text;
  }

  static size_t Count(const std::vector<int>& pairs) {
    return static_cast<size_t>(std::count_if(pairs.begin(), pairs.end(), [](int left) { return left >= 0; }));
  }

  void AddPairs(const std::string& name, size_t right, size_t got, size_t gold) const {
    context_.Add(name, {static_cast<double>(right), static_cast<double>(got), static_cast<double>(right), static_cast<double>(gold)});
  }

  void ScoreTriggers() {
    const auto has_trigger = [](const Event& event) { return event.trigger.has_value(); };
    const size_t got = static_cast<size_t>(std::count_if(got_.begin(), got_.end(), has_trigger)),
                 gold = static_cast<size_t>(std::count_if(gold_.begin(), gold_.end(), has_trigger));
    AddPairs("events/trigger", Count(PairUp(Near([this](const Event& a, const Event& b) { return SameTrigger(a, b); }), gold_.size())), got, gold);
    AddPairs("events/typed trigger",
             Count(PairUp(Near([this](const Event& a, const Event& b) { return SameTrigger(a, b) && a.type == b.type; }), gold_.size())), got, gold);
  }

  void ScoreKinds(const std::vector<int>& pair_of) {
    Confusion &types = context_.scoring.confusions["event types"], &states = context_.scoring.confusions["event status"];
    size_t right = 0, found = 0, modes = 0, same_mode = 0, states_known = 0, same_state = 0, same_negation = 0;
    std::vector<bool> used(got_.size());
    for (size_t j = 0; j < gold_.size(); ++j) {
      const Event& gold = gold_[j];
      const std::string name = gold.type + (gold.mode.empty() ? "" : "/" + gold.mode);
      if (pair_of[j] < 0) {
        ++types[gold.type]["-"];
        NoteEvent("event missed", gold, false, name, "", "");
        continue;
      }
      const Event& got = got_[static_cast<size_t>(pair_of[j])];
      used[static_cast<size_t>(pair_of[j])] = true;
      ++found;
      ++types[gold.type][got.type];
      right += gold.type == got.type ? 1 : 0;
      if (gold.type != got.type) NoteEvent("event type", got, true, name, got.type + (got.mode.empty() ? "" : "/" + got.mode), got.why);
      if (gold.type == got.type) {
        ++modes;
        same_mode += gold.mode == got.mode ? 1 : 0;
        if (gold.mode != got.mode && Asked("mode")) NoteEvent("event mode", got, true, name, got.mode.empty() ? "no mode" : got.mode, got.why);
      }
      same_negation += gold.negated == got.negated ? 1 : 0;
      if (gold.status.empty()) continue;
      ++states_known;
      ++states[gold.status][got.status];
      same_state += gold.status == got.status ? 1 : 0;
      if (gold.status != got.status && Asked("status")) NoteEvent("event status", got, true, gold.status, got.status, got.why);
    }
    for (size_t i = 0; i < got_.size(); ++i)
      if (!used[i]) {
        ++types["-"][got_[i].type];
        NoteEvent("event spurious", got_[i], true, "", got_[i].type + (got_[i].mode.empty() ? "" : "/" + got_[i].mode), got_[i].why);
      }
    AddPairs("events/found", found, got_.size(), gold_.size());
    if (Asked("type")) AddPairs("events/type", right, got_.size(), gold_.size());
    const auto accuracy = [&](const char* name, size_t same, size_t all) { context_.Add(name, static_cast<double>(same), static_cast<double>(all)); };
    if (Asked("type")) accuracy("events/type if found", right, found);
    if (Asked("mode")) accuracy("events/mode if type found", same_mode, modes);
    if (Asked("status")) accuracy("events/status if found", same_state, states_known);
    if (Asked("status")) accuracy("events/negation if found", same_negation, found);
  }

  void NoteEvent(const std::string& sort, const Event& event, bool of_record, const std::string& gold, const std::string& got, const std::string& why) const {
    const Stretch at = event.trigger ? *event.trigger : event.evidence.value_or(Stretch{});
    context_.Note(sort, of_record ? Shifted(at) : at, gold, got, why);
  }

  void ScoreArguments(const std::vector<int>& pair_of) {
    size_t all_right = 0, all_got = 0, all_gold = 0;
    for (const char* role : kRoles) {
      const auto of_role = [role](const Event& event) {
        std::vector<const Argument*> out;
        for (const Argument& argument : event.arguments)
          if (argument.role == role) out.push_back(&argument);
        return out;
      };
      size_t right = 0, got = 0, gold = 0;
      for (const Event& event : got_) got += of_role(event).size();
      for (size_t j = 0; j < gold_.size(); ++j) {
        const std::vector<const Argument*> wanted = of_role(gold_[j]);
        gold += wanted.size();
        const std::vector<const Argument*> found = pair_of[j] < 0 ? std::vector<const Argument*>() : of_role(got_[static_cast<size_t>(pair_of[j])]);
        std::vector<std::vector<size_t>> near(found.size());
        for (size_t a = 0; a < found.size(); ++a)
          for (size_t b = 0; b < wanted.size(); ++b)
            if (SameArgument(*found[a], *wanted[b])) near[a].push_back(b);
        const std::vector<int> pairs = PairUp(near, wanted.size());
        right += Count(pairs);
        for (size_t b = 0; b < wanted.size(); ++b)
          if (pair_of[j] >= 0 && pairs[b] < 0) {
            const Event& event = got_[static_cast<size_t>(pair_of[j])];
            context_.Note(std::string("event ") + role, wanted[b]->at.value_or(gold_[j].trigger.value_or(Stretch{})), wanted[b]->text,
                          found.empty() ? "none" : found[0]->text, event.why);
          }
      }
      if (got + gold > 0) AddPairs(std::string("events/") + role, right, got, gold);
      all_right += right;
      all_got += got;
      all_gold += gold;
    }
    AddPairs("events/all arguments", all_right, all_got, all_gold);
  }

  // Who plays a role anywhere in the document, by head word: what is left of arguments if one does not care which event is which.
  void ScoreRolesInDocument() {
    for (const char* role : kRoles) {
      std::set<std::string> wanted;
      std::set<std::set<std::string>> found;
      for (const Event& event : gold_)
        for (const Argument& argument : event.arguments)
          if (argument.role == role) wanted.insert(HeadOf(argument.text));
      wanted.erase("");
      for (const Event& event : got_)
        for (const Argument& argument : event.arguments) {
          if (argument.role != role) continue;
          std::set<std::string> heads = {HeadOf(argument.text), HeadOf(NameOfRef(argument))};
          heads.erase("");
          if (!heads.empty()) found.insert(std::move(heads));
        }
      if (wanted.empty() && found.empty()) continue;
      const std::vector<std::string> list(wanted.begin(), wanted.end());
      std::vector<std::vector<size_t>> near;
      size_t wrong = 0;
      for (const std::set<std::string>& heads : found) {
        near.emplace_back();
        for (size_t j = 0; j < list.size(); ++j)
          if (heads.count(list[j]) != 0) near.back().push_back(j);
        wrong += near.back().empty() ? 1 : 0;
      }
      const size_t right = Count(PairUp(near, list.size()));
      AddPairs(std::string("events/") + role + " in document", right, right + wrong, list.size());
    }
  }

  // Further sentences on the same event: told as one event, or as two?
  void ScoreMerged(const std::vector<int>& pair_of) {
    size_t right = 0, got = 0, gold = 0;
    for (const Event& event : got_) got += event.further_evidence.size();
    for (size_t j = 0; j < gold_.size(); ++j) {
      gold += gold_[j].further_evidence.size();
      if (pair_of[j] < 0) continue;
      const std::vector<Stretch>&found = got_[static_cast<size_t>(pair_of[j])].further_evidence, &wanted = gold_[j].further_evidence;
      std::vector<std::vector<size_t>> near(found.size());
      for (size_t a = 0; a < found.size(); ++a)
        for (size_t b = 0; b < wanted.size(); ++b)
          if (Shifted(found[a]).Touches(wanted[b])) near[a].push_back(b);
      right += Count(PairUp(near, wanted.size()));
    }
    AddPairs("events/merged sentences", right, got, gold);
  }

  const Context& context_;
  const std::vector<Event>&gold_, &got_;
};

}  // namespace

void ScoreEvents(const Context& context) {
  const bool asked =
      std::any_of(context.gold.annotated.begin(), context.gold.annotated.end(), [](const std::string& what) { return what.rfind("events", 0) == 0; });
  if (asked) EventScore(context).Score();
}

}  // namespace factbox::evaluate
