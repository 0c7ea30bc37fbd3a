#include "extractors/groups/relations.h"

#include "text/fold.h"

namespace factbox::groups {
namespace {

constexpr uint32_t kNone = Group::kNone;
constexpr uint32_t kReach = 24;  // groups looked back; sentences of news have 20 in the mean, and subjects stand within a dozen

class Relations {
 public:
  Relations(std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, SentenceKind kind, uint32_t first,
            std::vector<Group>& groups)
      : tokens_(tokens),
        words_(words),
        dates_(dates),
        headline_(kind == SentenceKind::kHeadline),
        first_(first),
        end_(static_cast<uint32_t>(groups.size())),
        groups_(groups) {}

  void Run() {
    for (uint32_t i = first_; i < end_; ++i)
      if (IsNoun(i)) Noun(i);
    for (uint32_t i = first_; i < end_; ++i)
      if (IsVerb(i)) Verb(i);
  }

 private:
  bool Has(uint32_t i) const { return i >= first_ && i < end_; }
  GroupKind KindAt(uint32_t i) const { return Has(i) ? groups_[i].kind : GroupKind::kBreak; }
  bool IsNoun(uint32_t i) const { return KindAt(i) == GroupKind::kNoun; }
  bool IsVerb(uint32_t i) const { return KindAt(i) == GroupKind::kVerb; }
  bool IsDate(uint32_t i) const { return IsNoun(i) && dates_[groups_[i].head] != 0; }
  bool IsThing(uint32_t i) const { return IsNoun(i) && !IsDate(i); }
  bool IsFinite(uint32_t i) const { return IsVerb(i) && !groups_[i].infinitive && !groups_[i].gerund && !groups_[i].reduced; }

  // ---------------------------------------------------------------------------------------------- lists and appositions

  void Noun(uint32_t i) {
    Group& group = groups_[i];
    if (IsDate(i)) return;
    const GroupKind next = KindAt(i + 1);
    const bool conjunction = next == GroupKind::kConjunction && IsThing(i + 2) && !StartsClause(i + 2);
    const bool list = next == GroupKind::kComma && IsThing(i + 2) && IsListed(i + 2);
    const bool last = next == GroupKind::kComma && KindAt(i + 2) == GroupKind::kConjunction && IsThing(i + 3) && group.listed && !StartsClause(i + 3);
    if (conjunction || list) {
      Join(i, i + 2);
    } else if (last) {
      Join(i, i + 3);
    } else if (next == GroupKind::kComma && IsThing(i + 2) && !group.listed && Explains(i, i + 2)) {
      group.apposition = i + 2;
      groups_[i + 2].explains = true;
    }
  }

  void Join(uint32_t i, uint32_t next) {
    if (groups_[next].listed) return;
    groups_[i].next = next;
    groups_[next].listed = true;
  }

  // A noun group and the verb behind it: "and troops fired" is no list.
  bool StartsClause(uint32_t i) const {
    if (!IsVerb(i + 1)) return false;
    const Group& verb = groups_[i + 1];
    if (verb.infinitive || verb.gerund || verb.participle) return false;
    // "Police and troops fired": a list, if it is what the sentence or clause begins with.
    uint32_t back = i;
    for (uint32_t steps = 0; back > first_ && steps < kReach; ++steps) {
      --back;
      if (IsVerb(back)) return true;
      if (KindAt(back) == GroupKind::kThat || KindAt(back) == GroupKind::kSubordinator || KindAt(back) == GroupKind::kBreak ||
          KindAt(back) == GroupKind::kRelative)
        return false;
    }
    return false;
  }

  // "A, B and C": from i goes a list that ends with a conjunction.
  bool IsListed(uint32_t i) const {
    for (uint32_t steps = 0; steps < 12; ++steps) {
      if (KindAt(i + 1) == GroupKind::kConjunction && IsThing(i + 2)) return !StartsClause(i + 2);
      if (KindAt(i + 1) == GroupKind::kComma && KindAt(i + 2) == GroupKind::kConjunction && IsThing(i + 3)) return !StartsClause(i + 3);
      if (KindAt(i + 1) != GroupKind::kComma || !IsThing(i + 2)) return false;
      i += 2;
    }
    return false;
  }

  bool IsNameHead(uint32_t i) const { return words_[groups_[i].head].word_class == WordClass::kName; }

  // "Ana Ruiz, the mayor," "the mayor, Ana Ruiz,": one of them is a name, and a mark or the end closes the second.
  bool Explains(uint32_t i, uint32_t other) const {
    if (IsNameHead(i) == IsNameHead(other) && words_[groups_[other].tokens.begin].word_class != WordClass::kDeterminer) return false;
    if (IsNameHead(i) && IsNameHead(other)) return false;
    uint32_t behind = other + 1;
    for (uint32_t steps = 0; steps < 3 && KindAt(behind) == GroupKind::kPreposition && IsNoun(behind + 1); ++steps) behind += 2;
    const GroupKind kind = KindAt(behind);
    return kind == GroupKind::kComma || kind == GroupKind::kBreak || kind == GroupKind::kRelative;
  }

  // The first of a list, of what an apposition explains.
  uint32_t Leader(uint32_t i) const {
    for (uint32_t back = i, steps = 0; steps < kReach && back > first_; ++steps) {
      --back;
      if (!IsNoun(back)) continue;
      if (groups_[i].listed && groups_[back].next == i) {
        i = back;
        if (!groups_[i].listed && !groups_[i].explains) break;
      } else if (groups_[i].explains && groups_[back].apposition == i) {
        i = back;
        if (!groups_[i].listed) break;
      } else if (!groups_[i].listed && !groups_[i].explains) {
        break;
      }
    }
    return i;
  }

  // ---------------------------------------------------------------------------------------------- verbs

  void Verb(uint32_t v) {
    Group& verb = groups_[v];
    Resolve(v);
    if (verb.infinitive)
      Infinitive(v);
    else if (verb.gerund || verb.reduced)
      Reduced(v);
    else
      Finite(v);
    Object(v);
  }

  // Is a past form without auxiliary the verb of its clause, or "arrested" in "the men arrested on Friday"?
  void Resolve(uint32_t v) {
    Group& verb = groups_[v];
    if (!verb.participle) return;
    const bool by = KindAt(v + 1) == GroupKind::kPreposition && IsBy(v + 1);
    const bool object = IsThing(v + 1);
    const bool bare = words_[verb.head].form == VerbForm::kParticiple;
    const GroupKind before = KindAt(v - 1);
    bool reduced = bare;
    if (!reduced && before == GroupKind::kConjunction && v >= first_ + 2 && IsVerb(v - 2)) {
      const Group& other = groups_[v - 2];
      verb.coordinated = true;
      if (other.passive || other.reduced) reduced = !object;
      if (other.passive && !object) {
        verb.passive = true;  // "were killed and wounded"
        verb.subject = other.subject;
        verb.participle = false;
        return;
      }
    } else if (!reduced && object) {
      reduced = false;
    } else if (!reduced && (before == GroupKind::kComma || before == GroupKind::kSubordinator)) {
      reduced = v > first_ + 1 && (by || !SubjectBehindComma(v));
    } else if (!reduced && before == GroupKind::kNoun) {
      reduced = by || headline_ || FiniteFollows(v) || (v >= first_ + 2 && IsVerb(v - 2) && groups_[v - 2].object == v - 1) || ClauseIsFull(v);
    } else if (!reduced && before == GroupKind::kBreak) {
      reduced = true;
    }
    verb.reduced = reduced;
    verb.passive = reduced;
    if (!reduced) verb.participle = false;
  }

  // "met the minister for talks | expected to …": between a finite verb and `v` stand its object and phrases with prepositions only, so the clause has
  // its verb already.
  bool ClauseIsFull(uint32_t v) const {
    if (KindAt(v - 2) != GroupKind::kPreposition) return false;
    for (uint32_t back = v - 1, steps = 0; steps < kReach && back > first_; ++steps) {
      --back;
      if (IsVerb(back)) return IsFinite(back) && !groups_[back].participle;
      if (!IsNoun(back) && KindAt(back) != GroupKind::kPreposition) return false;
    }
    return false;
  }

  bool IsBy(uint32_t i) const {
    static const uint64_t kBy = FoldHash("by");
    return tokens_[groups_[i].head].fold == kBy;
  }

  // "The men, he said, attacked": before the comma stands a clause that is open.
  bool SubjectBehindComma(uint32_t v) const {
    for (uint32_t back = v - 1, steps = 0; steps < kReach && back > first_; ++steps) {
      --back;
      if (IsFinite(back)) return false;
      if (KindAt(back) == GroupKind::kBreak) return true;
    }
    return true;
  }

  // Before the clause ends comes another verb that must be its own.
  bool FiniteFollows(uint32_t v) const {
    for (uint32_t i = v + 1; i < end_ && i < v + kReach; ++i) {
      switch (KindAt(i)) {
        case GroupKind::kVerb:
          if (IsFinite(i) && !groups_[i].participle && KindAt(i - 1) != GroupKind::kRelative) return true;
          if (groups_[i].participle && KindAt(i - 1) == GroupKind::kNoun && IsThing(i + 1)) return true;
          break;
        case GroupKind::kBreak:
        case GroupKind::kThat:
        case GroupKind::kConjunction:
        case GroupKind::kSubordinator: return false;
        case GroupKind::kComma:
          if (!IsVerb(i + 1)) return false;
          break;
        default: break;
      }
    }
    return false;
  }

  uint32_t VerbBefore(uint32_t v) const {
    for (uint32_t back = v, steps = 0; steps < kReach && back > first_; ++steps) {
      --back;
      if (IsVerb(back)) return back;
      if (KindAt(back) == GroupKind::kBreak) return kNone;
    }
    return kNone;
  }

  // "threatened to shut": the subject goes on; "ordered troops to fire": the object is the new subject.
  void Infinitive(uint32_t v) {
    Group& verb = groups_[v];
    uint32_t before = VerbBefore(v);
    if (before == kNone) return;
    if (KindAt(v - 1) == GroupKind::kConjunction && groups_[before].infinitive) {
      verb.coordinated = true;
      verb.subject = groups_[before].subject;
      verb.governor = groups_[before].governor;
      return;
    }
    verb.governor = before;
    const Group& governor = groups_[before];
    verb.subject = governor.object != kNone && v == governor.object + 1 ? governor.object : governor.subject;
  }

  // "men carrying guns", "…, killing five", "by firing rockets".
  void Reduced(uint32_t v) {
    Group& verb = groups_[v];
    const GroupKind before = KindAt(v - 1);
    if (before == GroupKind::kNoun && !IsDate(v - 1)) {
      verb.subject = Leader(v - 1);
      verb.reduced = true;
      return;
    }
    const uint32_t main = VerbBefore(v);
    if (main == kNone) {
      // "Killed in the blast, …": what follows the comma.
      return;
    }
    verb.governor = main;
    if (before == GroupKind::kConjunction && groups_[main].gerund == verb.gerund) verb.coordinated = true;
    if (verb.passive && before == GroupKind::kComma && v >= first_ + 2 && IsThing(v - 2)) {
      verb.subject = Leader(v - 2);  // "the mayor, shot on Monday,"
      return;
    }
    verb.subject = groups_[main].subject;
  }

  void Finite(uint32_t v) {
    Group& verb = groups_[v];
    if (verb.subject != kNone) return;
    uint32_t back = v;
    bool comma = false;
    for (uint32_t steps = 0; steps < kReach && back > first_; ++steps) {
      --back;
      switch (KindAt(back)) {
        case GroupKind::kRelative: return Relative(v, back);
        case GroupKind::kThat:
          if (back + 1 == v && IsNoun(back - 1)) return Relative(v, back);
          return;
        case GroupKind::kComma: comma = true; break;
        case GroupKind::kConjunction:
          if (back + 1 == v) return Coordinated(v, back);
          break;
        case GroupKind::kNoun: {
          if (IsDate(back)) break;
          if (KindAt(back - 1) == GroupKind::kPreposition && !StartsAfterBreak(back)) {
            --back;
            break;
          }
          const uint32_t leader = Leader(back);
          if (leader != back && KindAt(leader - 1) == GroupKind::kPreposition) {
            back = leader - 1;  // a list behind a preposition
            break;
          }
          return SubjectAt(v, leader, comma);
        }
        case GroupKind::kVerb: {
          const Group& other = groups_[back];
          if (other.reduced || other.infinitive || other.gerund) {
            if (other.subject != kNone && other.subject < back && comma + 1 > 0) {
              if (other.reduced || comma) {
                verb.subject = other.subject;
                return;
              }
            }
            break;
          }
          if (comma) {
            verb.subject = other.subject;
            return;
          }
          return;
        }
        case GroupKind::kBreak:
        case GroupKind::kSubordinator: return;
        default: break;
      }
    }
  }

  bool StartsAfterBreak(uint32_t) const { return false; }

  // "the men who robbed", "the men, who"; "the bomb that police found" has the object in front.
  void Relative(uint32_t v, uint32_t relative) {
    uint32_t noun = relative;
    for (uint32_t steps = 0; steps < 4 && noun > first_; ++steps) {
      --noun;
      if (IsThing(noun)) break;
    }
    if (!IsThing(noun)) return;
    noun = groups_[noun].explains ? Leader(noun) : noun;
    groups_[v].reduced = false;
    if (relative + 1 == v) {
      groups_[v].subject = noun;
      relative_.push_back(v);
      return;
    }
    groups_[v].subject = relative + 1;
    if (!groups_[v].passive) groups_[v].object = noun;
    relative_.push_back(v);
  }

  bool IsRelative(uint32_t v) const {
    for (size_t i = relative_.size(); i-- > 0 && i + 8 > relative_.size();)
      if (relative_[i] == v) return true;
    return false;
  }

  void Coordinated(uint32_t v, uint32_t conjunction) {
    const uint32_t other = VerbBefore(conjunction);
    if (other == kNone) return;
    groups_[v].coordinated = true;
    uint32_t main = other;
    // "which left five dead and wounded": the nearest finite one.
    for (uint32_t steps = 0; steps < kReach && (groups_[main].gerund || groups_[main].infinitive) && !groups_[v].gerund; ++steps) {
      const uint32_t before = VerbBefore(main);
      if (before == kNone) break;
      main = before;
    }
    groups_[v].subject = groups_[main].subject;
    groups_[v].governor = groups_[main].governor;
  }

  // The noun group at `noun` stands before the verb; it may be the object of a clause inside.
  void SubjectAt(uint32_t v, uint32_t noun, bool comma) {
    Group& verb = groups_[v];
    const uint32_t before = noun > first_ && IsVerb(noun - 1) ? noun - 1 : kNone;
    if (before == kNone) {
      // A verb further back that this clause completes: "said on Friday that", "said the".
      if (KindAt(noun - 1) == GroupKind::kThat) {
        verb.governor = VerbBefore(noun - 1);
      }
      verb.subject = noun;
      return;
    }
    const Group& other = groups_[before];
    if (!comma && !other.reduced && !other.gerund && !other.infinitive && !IsRelative(before)) {
      verb.governor = before;  // "police said | gunmen | killed"
      verb.subject = noun;
      groups_[before].object = kNone;
      return;
    }
    if (other.subject != kNone && (other.reduced || IsRelative(before) || comma)) {
      verb.subject = other.subject;  // "the man who shot him | was arrested"
      return;
    }
    verb.governor = before;
    verb.subject = noun;
    groups_[before].object = kNone;
  }

  void Object(uint32_t v) {
    Group& verb = groups_[v];
    if (verb.passive || verb.object != kNone) return;
    const uint32_t next = v + 1;
    if (IsThing(next)) verb.object = next;
  }

  std::span<const Token> tokens_;
  std::span<const Word> words_;
  std::span<const uint32_t> dates_;
  bool headline_;
  uint32_t first_, end_;
  std::vector<Group>& groups_;
  std::vector<uint32_t> relative_;  // verbs of relative clauses
};

}  // namespace

void RelateGroups(std::span<const Token> tokens, std::span<const Word> words, std::span<const uint32_t> dates, SentenceKind kind, uint32_t first,
                  std::vector<Group>& groups) {
  Relations(tokens, words, dates, kind, first, groups).Run();
}

}  // namespace factbox::groups
