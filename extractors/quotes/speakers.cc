#include "extractors/quotes/speakers.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::quotes {
namespace {

constexpr uint32_t kFarthestAntecedent = 8;  // sentences back
constexpr uint32_t kFarthestAtom = 150;      // looked at in each

}  // namespace

Speakers::Speakers(const Data& data, const WordLists& words, const Document& document, const Reader& reader, const Outline& outline, const Phrases& phrases)
    : data_(data), words_(words), document_(document), reader_(reader), outline_(outline), phrases_(phrases), of_name_(reader.names().size()) {
  for (uint32_t i = 0; i < reader.people().size(); ++i) {
    Own(reader.people()[i].mentions, &Entity::person, i);
    gender_.push_back(GenderOf(reader.people()[i]));
    NoteRoles(i);
  }
  for (uint32_t i = 0; i < reader.organizations().size(); ++i) Own(reader.organizations()[i].mentions, &Entity::organization, i);
  for (uint32_t i = 0; i < reader.places().size(); ++i) Own(reader.places()[i].mentions, &Entity::place, i);
}

template <class T>
void Speakers::Own(const std::vector<Mention>& mentions, Id<T> Entity::*member, uint32_t index) {
  const std::span<const Name> names = reader_.names();
  for (const Mention& mention : mentions) {
    const auto at = std::lower_bound(names.begin(), names.end(), mention.span.begin, [](const Name& name, uint32_t byte) { return name.span.begin < byte; });
    if (at != names.end() && at->span.begin == mention.span.begin) (of_name_[static_cast<size_t>(at - names.begin())].*member).index = index;
  }
}

// By the word in front of a mention ("Mrs", "chairman"), else by the given name.
Speakers::Gender Speakers::GenderOf(const Person& person) const {
  const std::span<const Token> tokens = reader_.tokens();
  const std::span<const Match> matches = reader_.matches();
  int male = 0, female = 0;
  constexpr size_t kEnoughMentions = 8;
  for (size_t i = 0; i < std::min(person.mentions.size(), kEnoughMentions); ++i) {
    const uint32_t begin = person.mentions[i].span.begin;
    const auto token = std::lower_bound(tokens.begin(), tokens.end(), begin, [](const Token& t, uint32_t byte) { return t.span.begin < byte; });
    if (token == tokens.end()) continue;
    if (token != tokens.begin()) {
      const uint32_t classes = words_.Of((token - 1)->fold);
      if ((classes & kPronoun) == 0) male += (classes & kMale) != 0, female += (classes & kFemale) != 0;
    }
    if (male + female > 0) break;
    const auto index = static_cast<uint32_t>(token - tokens.begin());
    auto match = std::lower_bound(matches.begin(), matches.end(), index, [](const Match& m, uint32_t t) { return m.tokens.begin < t; });
    for (; match != matches.end() && match->tokens.begin == index; ++match) {
      if (match->tokens.size() != 1) continue;
      const Gazetteer& gazetteer = data_.gazetteers()[match->gazetteer];
      for (uint16_t e = 0; e < match->entry_count; ++e) {
        if (match->entries[e].kind != EntryKind::kGivenName) continue;
        const std::string_view gender = gazetteer.Text(gazetteer.Noun(match->entries[e].record).b);
        male += gender == "m", female += gender == "f";
      }
    }
    if (person.mentions[i].kind == MentionKind::kName && male + female > 0) break;
  }
  return male > female ? Gender::kMale : female > male ? Gender::kFemale : Gender::kUnknown;
}

// The first person of the nearest sentence that has one: the subject of the sentence before, more often than not.
Id<Person> Speakers::Antecedent(uint32_t atom, uint32_t sentence, Gender gender) const {
  for (uint32_t back = 0; back <= kFarthestAntecedent && back <= sentence; ++back) {
    const OutlineSentence& s = outline_.sentences[sentence - back];
    const uint32_t begin = back == 0 && atom - s.begin > kFarthestAtom ? atom - kFarthestAtom : s.begin;
    for (uint32_t i = begin; i < std::min({s.end, atom, begin + kFarthestAtom}); ++i) {
      const uint32_t name = outline_.atoms[i].name;
      if (name == kNone || !of_name_[name].person) continue;
      const Gender of = gender_[of_name_[name].person.index];
      if (of == Gender::kUnknown || of == gender) return of_name_[name].person;
    }
  }
  return {};
}

// "the mayor": the one person who is that, by the last word of the title.
Id<Person> Speakers::ByRole(uint32_t head) const {
  const auto at = by_role_.find(reader_.tokens()[outline_.atoms[head].tokens.end - 1].fold);
  return at == by_role_.end() ? Id<Person>{} : at->second;
}

void Speakers::NoteRoles(uint32_t index) {
  for (const Role& role : reader_.people()[index].roles) {
    if (role.affiliation || role.former) continue;
    const std::string_view title = document_.Slice(role.title);
    const size_t blank = title.rfind(' ');
    const auto [at, added] = by_role_.try_emplace(FoldHash(blank == std::string_view::npos ? title : title.substr(blank + 1)), Id<Person>{index});
    if (!added && at->second.index != index) at->second = {};  // two of them: nobody
  }
}

Speaker Speakers::Of(Phrase phrase, uint32_t sentence) const {
  Speaker speaker;
  if (phrase.empty()) return speaker;
  const std::span<const Token> tokens = reader_.tokens();
  speaker.span = {tokens[outline_.atoms[phrase.begin].tokens.begin].span.begin, tokens[outline_.atoms[phrase.end - 1].tokens.end - 1].span.end};
  const uint32_t head = phrases_.Head(phrase);
  const Atom& atom = outline_.atoms[head];
  if (atom.name != kNone) {
    const Entity& entity = of_name_[atom.name];
    if (entity.person)
      speaker.person = entity.person;
    else if (entity.organization)
      speaker.organization = entity.organization;
    else
      speaker.place = entity.place;
  } else if ((atom.classes & kPronoun) != 0 && (atom.classes & (kMale | kFemale)) != 0) {
    speaker.person = Antecedent(head, sentence, (atom.classes & kMale) != 0 ? Gender::kMale : Gender::kFemale);
  } else if ((atom.classes & kTitle) != 0 && phrases_.Is(phrase.begin, kArticle) && head + 1 == phrase.end &&
             Fold(document_.Slice(tokens[outline_.atoms[phrase.begin].tokens.begin].span)) == "the") {
    speaker.person = ByRole(head);
  }
  return speaker;
}

}  // namespace factbox::quotes
