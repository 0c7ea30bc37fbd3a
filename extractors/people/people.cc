// "Secretary of State Mike Pompeo … Pompeo"  "Hoshyar Zebari, the former finance and foreign minister, …"
//   → Mike Pompeo (given Mike, family Pompeo; Secretary of State; two mentions), Hoshyar Zebari (finance and foreign minister, former)
//
// Full names are one person if they are equal but for middle names, initials and suffixes. A name of one word belongs to the person named last
// before it who has that word as family name, else as any part, else to one named later. Roles: roles.h.
// Left out: people without a name ("a police officer"); whom a pronoun means.
#include "extractors/people/people.h"

#include <algorithm>
#include <map>
#include <optional>

#include "extractors/people/name_parts.h"
#include "extractors/people/roles.h"
#include "text/fold.h"

namespace factbox {
namespace people {
namespace {

struct Known {
  std::vector<uint64_t> words;  // folded words of the fullest form
  std::vector<uint64_t> family;
  TokenRange tokens;  // of the fullest form
  NameParts parts;
  uint32_t last_mention = 0;  // token
  bool full = false;
  Person person;
};

class DocumentPeople {
 public:
  DocumentPeople(const Data& data, const RoleRules& roles, const Document& document, const Reader& reader)
      : data_(data), document_(document), reader_(reader), tokens_(reader.tokens()), matches_(reader.matches()), roles_(roles.Find(data, reader)) {}

  void Write(std::vector<Person>& out) {
    std::vector<const Name*> mentions;
    for (const Name& name : reader_.names())
      if (name.type == NameType::kPerson) mentions.push_back(&name);
    // Full names first: a short one may stand before the full one, as in headlines.
    std::vector<size_t> owner(mentions.size(), SIZE_MAX);
    for (size_t i = 0; i < mentions.size(); ++i)
      if (Words(mentions[i]->tokens).size() > 1) owner[i] = OwnerOfFull(*mentions[i]);
    for (size_t i = 0; i < mentions.size(); ++i) {
      if (owner[i] == SIZE_MAX) owner[i] = OwnerOfShort(*mentions[i], i, mentions, owner);
      known_[owner[i]].last_mention = mentions[i]->tokens.begin;
    }
    for (size_t i = 0; i < mentions.size(); ++i) AddMention(*mentions[i], known_[owner[i]]);

    std::vector<size_t> order;
    for (size_t i = 0; i < known_.size(); ++i)
      if (!known_[i].person.mentions.empty()) order.push_back(i);
    std::sort(order.begin(), order.end(),
              [&](size_t a, size_t b) { return known_[a].person.mentions.front().span.begin < known_[b].person.mentions.front().span.begin; });
    for (const size_t i : order) out.push_back(std::move(known_[i].person));
  }

 private:
  std::vector<uint64_t> Words(TokenRange range) const {
    std::vector<uint64_t> words;
    for (uint32_t i = range.begin; i < range.end; ++i)
      if (IsWord(tokens_[i]) && (i == range.begin || (NameKinds(matches_, i) & Bit(EntryKind::kNameSuffix)) == 0)) words.push_back(tokens_[i].fold);
    return words;
  }

  // Equal at both ends, and the words of one all stand in the other in order: "Michael R. Pompeo", "Michael Pompeo".
  static bool SamePerson(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
    const auto &brief = a.size() <= b.size() ? a : b, &full = a.size() <= b.size() ? b : a;
    if (brief.front() != full.front()) return false;
    size_t at = 0;
    for (const uint64_t word : full)
      if (at < brief.size() && word == brief[at]) ++at;
    return at == brief.size();
  }

  // "Bin Laswad" of Omar bin Laswad, "Lagos Henríquez" of Beatriz Lagos Henríquez: a family name of several words.
  static bool IsFamilyOf(const std::vector<uint64_t>& words, const Known& known) { return words.size() < known.words.size() && Fit(known, words) == 2; }

  size_t OwnerOfFull(const Name& name) {
    std::vector<uint64_t> words = Words(name.tokens);
    for (size_t i = known_.size(); i-- > 0;)
      if (IsFamilyOf(words, known_[i])) return i;
    for (size_t i = known_.size(); i-- > 0;) {
      Known& known = known_[i];
      if (!SamePerson(words, known.words)) continue;
      if (words.size() > known.words.size()) Fill(known, name.tokens, std::move(words));
      return i;
    }
    Known known;
    Fill(known, name.tokens, std::move(words));
    known.full = true;
    known_.push_back(std::move(known));
    return known_.size() - 1;
  }

  void Fill(Known& known, TokenRange tokens, std::vector<uint64_t> words) {
    known.words = std::move(words);
    known.tokens = tokens;
    known.parts = SplitName(data_, tokens_, matches_, tokens);
    known.family.clear();
    for (uint32_t i = known.parts.family.begin; i < known.parts.family.end; ++i)
      if (IsWord(tokens_[i])) known.family.push_back(tokens_[i].fold);
  }

  // Rank of `known` as the person that `words` mean: the family name, then any part; 0: not.
  static int Fit(const Known& known, const std::vector<uint64_t>& words) {
    const auto has = [&](const std::vector<uint64_t>& of) {
      return std::all_of(words.begin(), words.end(), [&](uint64_t word) { return std::find(of.begin(), of.end(), word) != of.end(); });
    };
    return has(known.family) ? 2 : has(known.words) ? 1 : 0;
  }

  size_t OwnerOfShort(const Name& name, size_t index, const std::vector<const Name*>& mentions, const std::vector<size_t>& owner) {
    const std::vector<uint64_t> words = Words(name.tokens);
    size_t best = SIZE_MAX;
    int rank = 0;
    // The nearest mention before it, then the nearest behind it; a family name goes before another part.
    for (size_t i = index; i-- > 0;)
      if (owner[i] != SIZE_MAX)
        if (const int fit = Fit(known_[owner[i]], words); fit > rank) rank = fit, best = owner[i];
    if (best != SIZE_MAX) return best;
    for (size_t i = index + 1; i < mentions.size(); ++i)
      if (owner[i] != SIZE_MAX)
        if (const int fit = Fit(known_[owner[i]], words); fit > rank) rank = fit, best = owner[i];
    if (best != SIZE_MAX) return best;
    Known known;
    Fill(known, name.tokens, words);
    known_.push_back(std::move(known));
    return known_.size() - 1;
  }

  std::string TextOf(TokenRange range) const {
    return range.empty() ? std::string() : std::string(document_.Slice({tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end}));
  }

  void AddMention(const Name& name, Known& known) {
    Person& person = known.person;
    if (person.mentions.empty()) {
      person.name = TextOf(known.tokens);
      if (known.full) {
        person.given = TextOf(known.parts.given);
        person.family = TextOf(known.parts.family);
      }
      person.why = name.why;
    }
    const std::vector<uint64_t> words = Words(name.tokens);
    const bool is_full = (words.size() > 1 && !IsFamilyOf(words, known)) || !known.full;
    person.mentions.push_back({name.span, is_full ? MentionKind::kName : MentionKind::kShort});
    person.confidence = std::max(person.confidence, name.confidence);
    auto role = std::lower_bound(roles_.begin(), roles_.end(), name.tokens.begin, [](const FoundRole& found, uint32_t token) { return found.name < token; });
    for (; role != roles_.end() && role->name == name.tokens.begin; ++role) AddRole(role->role, person);
  }

  static bool HasBody(const Role& role) { return role.of.organization || role.of.place; }

  // A role is given once, with what it belongs to if any mention or pattern says it.
  void AddRole(const Role& role, Person& person) const {
    for (Role& known : person.roles) {
      const bool same_title = known.affiliation == role.affiliation && Fold(document_.Slice(known.title)) == Fold(document_.Slice(role.title));
      const bool same_place = known.title.Overlaps(role.title) && !known.affiliation && !role.affiliation;
      if (!same_title && !same_place) continue;
      if (HasBody(known) && HasBody(role) && !same_place && !(known.of.organization == role.of.organization && known.of.place == role.of.place)) continue;
      if (same_place && role.title.size() > known.title.size()) known.title = role.title;
      if (!HasBody(known)) known.of = role.of;
      known.former = known.former || role.former;
      return;
    }
    person.roles.push_back(role);
  }

  const Data& data_;
  const Document& document_;
  const Reader& reader_;
  std::span<const Token> tokens_;
  std::span<const Match> matches_;
  std::vector<FoundRole> roles_;  // by name
  std::vector<Known> known_;
};

class PeopleStage : public Stage {
 public:
  PeopleStage(const Data& data, RoleRules roles) : data_(data), roles_(std::move(roles)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"people", 1,
                                     LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kNames, Layer::kOrganizations, Layer::kPlaces),
                                     LayersOf(Layer::kPeople)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    DocumentPeople(data_, roles_, document, reader).Write(writer.people());
  }

 private:
  const Data& data_;
  RoleRules roles_;
};

}  // namespace
}  // namespace people

Result<std::unique_ptr<Stage>> MakePeopleStage(const Data& data) {
  Result<people::RoleRules> roles = people::RoleRules::Load(data);
  if (!roles) return roles.error();
  return std::unique_ptr<Stage>(std::make_unique<people::PeopleStage>(data, std::move(*roles)));
}

}  // namespace factbox
