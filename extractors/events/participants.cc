#include "extractors/events/participants.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox::events {
namespace {

std::string_view Code(const char (&country)[2]) { return country[0] == 0 ? std::string_view() : std::string_view(country, 2); }

std::string_view SectorOfKind(OrganizationKind kind) {
  switch (kind) {
    case OrganizationKind::kGovernment: return "GOV";
    case OrganizationKind::kCompany: return "BUS";
    case OrganizationKind::kParty: return "PTY";
    case OrganizationKind::kArmedGroup: return "REB";
    case OrganizationKind::kSecurityForce: return "MIL";
    case OrganizationKind::kCourt: return "JUD";
    case OrganizationKind::kMedia: return "JRN";
    case OrganizationKind::kUniversity: return "EDU";
    case OrganizationKind::kNgo:
    case OrganizationKind::kTeam: return "SOC";
    default: return {};
  }
}

}  // namespace

Participants::Participants(const Data& data, const Lexicon& lexicon, const Reader& reader)
    : data_(data),
      lexicon_(lexicon),
      reader_(reader),
      tokens_(reader.tokens()),
      entity_(tokens_.size()),
      demonym_(tokens_.size(), false),
      date_(tokens_.size(), 0),
      number_(tokens_.size(), UINT32_MAX) {
  const auto mark = [&](const std::vector<Mention>& mentions, EntityRef ref) {
    for (const Mention& mention : mentions)
      for (uint32_t i = TokenAt(mention.span.begin); i < tokens_.size() && tokens_[i].span.begin < mention.span.end; ++i) {
        if (mention.kind == MentionKind::kNominal || mention.kind == MentionKind::kPronoun || mention.kind == MentionKind::kTitle) break;
        entity_[i] = ref;
        demonym_[i] = mention.kind == MentionKind::kDemonym;
      }
  };
  for (uint32_t i = 0; i < reader.places().size(); ++i) mark(reader.places()[i].mentions, {EntityRef::Kind::kPlace, i});
  for (uint32_t i = 0; i < reader.organizations().size(); ++i) mark(reader.organizations()[i].mentions, {EntityRef::Kind::kOrganization, i});
  for (uint32_t i = 0; i < reader.people().size(); ++i) mark(reader.people()[i].mentions, {EntityRef::Kind::kPerson, i});
  for (uint32_t d = 0; d < reader.dates().size(); ++d)
    for (uint32_t i = reader.dates()[d].tokens.begin; i < reader.dates()[d].tokens.end; ++i) date_[i] = d + 1;
  for (uint32_t n = 0; n < reader.numbers().size(); ++n)
    for (uint32_t i = reader.numbers()[n].tokens.begin; i < reader.numbers()[n].tokens.end; ++i) number_[i] = n;
}

uint32_t Participants::TokenAt(uint32_t byte) const {
  const auto at = std::lower_bound(tokens_.begin(), tokens_.end(), byte, [](const Token& token, uint32_t b) { return token.span.begin < b; });
  return static_cast<uint32_t>(at - tokens_.begin());
}

// The sector of a title or office that lies within the range.
std::string_view Participants::TitleSector(TokenRange range) const {
  const std::span<const Match> matches = reader_.matches();
  auto at = std::lower_bound(matches.begin(), matches.end(), range.begin, [](const Match& match, uint32_t token) { return match.tokens.begin < token; });
  for (; at != matches.end() && at->tokens.begin < range.end; ++at) {
    if ((at->kinds & Bit(EntryKind::kTitle)) == 0 || at->tokens.end > range.end) continue;
    const Gazetteer& gazetteer = data_.gazetteers()[at->gazetteer];
    for (uint16_t i = 0; i < at->entry_count; ++i) {
      if (at->entries[i].kind != EntryKind::kTitle) continue;
      const std::string_view sector = gazetteer.Text(gazetteer.Title(at->entries[i].record).sector);
      if (!sector.empty()) return sector;
    }
  }
  return {};
}

std::string_view Participants::WeaponAt(uint32_t token) const {
  const std::span<const Match> matches = reader_.matches();
  for (uint32_t begin = token; begin + 3 > token && begin < tokens_.size(); --begin) {
    auto at = std::lower_bound(matches.begin(), matches.end(), begin, [](const Match& match, uint32_t t) { return match.tokens.begin < t; });
    for (; at != matches.end() && at->tokens.begin == begin; ++at) {
      if (at->tokens.end != token + 1 || (at->kinds & Bit(EntryKind::kWeapon)) == 0) continue;
      for (uint16_t i = 0; i < at->entry_count; ++i)
        if (at->entries[i].kind == EntryKind::kWeapon) {
          const Gazetteer& gazetteer = data_.gazetteers()[at->gazetteer];
          return gazetteer.Text(gazetteer.Noun(at->entries[i].record).a);
        }
    }
    if (begin == 0) break;
  }
  return {};
}

std::string_view Participants::CountryOf(EntityRef ref) const {
  switch (ref.kind) {
    case EntityRef::Kind::kPlace: return Code(reader_.places()[ref.index].country);
    case EntityRef::Kind::kOrganization: {
      const Organization& organization = reader_.organizations()[ref.index];
      if (organization.kind == OrganizationKind::kIgo) return "IGO";
      return Code(organization.country);
    }
    case EntityRef::Kind::kPerson:
      for (const factbox::Role& role : reader_.people()[ref.index].roles) {
        if (role.of.place) return Code(reader_.places()[role.of.place.index].country);
        if (role.of.organization && reader_.organizations()[role.of.organization.index].country[0] != 0)
          return Code(reader_.organizations()[role.of.organization.index].country);
      }
      return {};
    default: return {};
  }
}

std::string_view Participants::SectorOf(EntityRef ref) const {
  static const uint64_t kPolice = FoldHash("police");
  switch (ref.kind) {
    case EntityRef::Kind::kPlace: return "GOV";
    case EntityRef::Kind::kOrganization: {
      const Organization& organization = reader_.organizations()[ref.index];
      if (organization.kind == OrganizationKind::kSecurityForce || organization.kind == OrganizationKind::kOther)
        for (uint32_t i = TokenAt(organization.mentions.front().span.begin);
             i < tokens_.size() && tokens_[i].span.begin < organization.mentions.front().span.end; ++i)
          if (tokens_[i].fold == kPolice) return "COP";
      return SectorOfKind(organization.kind);
    }
    case EntityRef::Kind::kPerson:
      for (const factbox::Role& role : reader_.people()[ref.index].roles) {
        const std::string_view sector = TitleSector({TokenAt(role.title.begin), TokenAt(role.title.end)});
        if (!sector.empty()) return role.former && (sector == "GOV" || sector == "LEG") ? std::string_view("ELI") : sector;
      }
      return {};
    default: return {};
  }
}

Participant Participants::Describe(const Group& group) const {
  Participant out;
  const std::span<const Word> words = reader_.words();
  out.lemma = words[group.head].lemma;
  if (date_[group.head] != 0) {
    out.date = true;
    out.ref = {EntityRef::Kind::kDate, date_[group.head] - 1};
    return out;
  }
  out.pronoun = words[group.head].word_class == WordClass::kPronoun;
  const auto kind = [&](uint32_t i) { return reader_.numbers()[number_[i]].kind; };
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i)
    if (number_[i] != UINT32_MAX && out.number == UINT32_MAX && (kind(i) == NumberKind::kCount || kind(i) == NumberKind::kPlain)) out.number = number_[i];
  const EntityRef head = entity_[group.head];
  if (head && !demonym_[group.head]) {
    out.named = true;
    out.ref = head;
    out.country = CountryOf(head);
    out.sector = SectorOf(head);
    out.people = head.kind == EntityRef::Kind::kPerson;
    if (head.kind == EntityRef::Kind::kOrganization) out.team = reader_.organizations()[head.index].kind == OrganizationKind::kTeam;
    if (out.sector.empty() && out.people) out.sector = TitleSector(group.tokens);
  } else {
    out.plural = words[group.head].lemma != tokens_[group.head].fold;
    if (group.head > group.tokens.begin) out.sector = lexicon_.SectorOf(tokens_[group.head - 1].fold, out.lemma);
    if (out.sector.empty()) out.sector = lexicon_.SectorOf(out.lemma);
    const std::string_view title = TitleSector({group.head, group.head + 1});
    out.people = !out.sector.empty() || !title.empty();
    if (out.sector.empty() || out.sector == "CVL") {
      const std::string_view full = TitleSector({group.tokens.begin, group.head + 1});
      if (!full.empty()) out.sector = full;
    }
    if (!out.people) {
      out.weapon_class = WeaponAt(group.head);
      out.weapon = !out.weapon_class.empty();
    }
    // "killing five", "a third of them": people; "1.8 litres", "$5 million": not.
    const bool quantity = number_[group.head] != UINT32_MAX && (kind(group.head) == NumberKind::kMeasure || kind(group.head) == NumberKind::kMoney);
    if ((words[group.head].word_class == WordClass::kNumber && !quantity) || demonym_[group.head]) out.people = out.people || !out.weapon;
  }
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
    if (i == group.head && out.named) continue;
    if (!entity_[i] || entity_[i] == out.ref) continue;
    if (out.country.empty() && (demonym_[i] || entity_[i].kind != EntityRef::Kind::kPerson)) out.country = CountryOf(entity_[i]);
    const bool owner = group.possessor.Contains(i);
    if (!out.ref && !owner && out.people && entity_[i].kind == EntityRef::Kind::kOrganization) out.ref = entity_[i];
  }
  return out;
}

}  // namespace factbox::events
