// "The World Health Organization (WHO) … The WHO …"  "the US State Department … the State Department"  "Toyota Motor Corp. … Toyota"
//   → three organisations, each with all its mentions
//
// Two forms are one organisation if a gazetteer has them as one, if one is given in brackets behind the other or is made of its initials, or if
// one is the other without a leading country or demonym or without words at its end. A list entry of several bodies (Labour Party) is the one
// whose country the article speaks of. Kind and country come from the list, else from the head word and from a country in the name.
// Left out: mentions by noun ("the bank").
#include "extractors/organizations/organizations.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "base/tsv.h"
#include "text/fold.h"
#include "text/phrase.h"

namespace factbox {
namespace organizations {
namespace {

constexpr size_t kNone = SIZE_MAX;

// One spelling of the document.
struct Form {
  TokenRange tokens;  // of its first mention
  const Match* match = nullptr;
  const OrganizationRecord* record = nullptr;
  const Gazetteer* gazetteer = nullptr;
  size_t parent = kNone;    // a form that it is the same organisation as; kNone: itself
  bool short_form = false;  // of its parent, made of some of its words
};

class DocumentOrganizations {
 public:
  DocumentOrganizations(const Data& data, const std::unordered_set<uint64_t>& tails, const Document& document, const Reader& reader)
      : data_(data), tails_(tails), document_(document), tokens_(reader.tokens()), matches_(reader.matches()), places_(reader.places()) {
    for (const Name& name : reader.names())
      if (name.type == NameType::kOrganization) AddMention(name);
  }

  void Write(std::vector<Organization>& out) {
    // Acronyms last: "ANC" is whichever body of that acronym the article names in full.
    for (size_t i = 0; i < forms_.size(); ++i)
      if (!IsAcronym(i)) ChooseRecord(forms_[i]);
    for (size_t i = 0; i < forms_.size(); ++i)
      if (IsAcronym(i)) ChooseRecord(forms_[i]);
    LinkRecords();
    LinkBrackets();
    LinkInitials();
    LinkShortForms();
    std::map<size_t, size_t> organization_of;
    for (const auto& [name, form] : mentions_) {
      const size_t root = Root(form);
      const auto [at, added] = organization_of.try_emplace(root, out.size());
      if (added) out.push_back(Describe(root));
      Organization& organization = out[at->second];
      organization.mentions.push_back({name->span, forms_[form].short_form ? MentionKind::kShort : MentionKind::kName});
      organization.confidence = std::max(organization.confidence, name->confidence);
      if (organization.why.rule.empty()) organization.why = name->why;
    }
  }

 private:
  void AddMention(const Name& name) {
    const auto [at, added] = form_of_.try_emplace(PhraseHash(tokens_, name.tokens), forms_.size());
    if (added) forms_.push_back({name.tokens, name.match ? &matches_[name.match.index] : nullptr});
    mentions_.emplace_back(&name, at->second);
  }

  size_t Root(size_t form) const {
    while (forms_[form].parent != kNone) form = forms_[form].parent;
    return form;
  }

  // `child` is the same organisation as `parent`, which gives the name.
  void Link(size_t child, size_t parent, bool short_form) {
    const size_t a = Root(child), b = Root(parent);
    forms_[child].short_form = forms_[child].short_form || short_form;
    if (a != b) forms_[a].parent = b;
  }

  // How often the article speaks of a country, by its places.
  size_t Mentions(const char (&country)[2]) const {
    size_t n = 0;
    for (const Place& place : places_)
      if (country[0] != 0 && place.country[0] == country[0] && place.country[1] == country[1]) n += place.mentions.size();
    return n;
  }

  void ChooseRecord(Form& form) const {
    if (form.match == nullptr) return;
    const Gazetteer& gazetteer = data_.gazetteers()[form.match->gazetteer];
    size_t best = 0;
    NameRank rank = NameRank::kPrimary;
    for (uint16_t i = 0; i < form.match->entry_count; ++i) {
      const Entry& entry = form.match->entries[i];
      if (entry.kind != EntryKind::kOrganization || !IsWrittenAs(entry.writing, tokens_[form.tokens.begin], form.tokens.size())) continue;
      const OrganizationRecord& record = gazetteer.Organization(entry.record);
      const size_t mentions = Mentions(record.country) + (IsChosen(record) ? kNamedInFull : 0);
      // The first reading stands unless a later one of at least its rank is of a country that the article speaks of more.
      if (form.record != nullptr && (mentions <= best || entry.rank > rank)) continue;
      form.record = &record;
      form.gazetteer = &gazetteer;
      best = mentions;
      rank = entry.rank;
    }
  }

  // Outweighs any number of mentions of a country.
  static constexpr size_t kNamedInFull = 1'000'000;
  bool IsChosen(const OrganizationRecord& record) const {
    return std::any_of(forms_.begin(), forms_.end(), [&](const Form& form) { return form.record == &record; });
  }

  void LinkRecords() {
    std::map<const OrganizationRecord*, size_t> first;
    for (size_t i = 0; i < forms_.size(); ++i)
      if (forms_[i].record != nullptr)
        if (const auto [at, added] = first.try_emplace(forms_[i].record, i); !added) Link(i, at->second, false);
  }

  bool IsAcronym(size_t form) const {
    const Form& of = forms_[form];
    return of.tokens.size() == 1 &&
           (tokens_[of.tokens.begin].shape == Shape::kUpper || tokens_[of.tokens.begin].shape == Shape::kMixed || tokens_[of.tokens.begin].full_stop);
  }

  // "Kenya National Commission on Human Rights (KNCHR)", "KNCHR (Kenya National …)"
  void LinkBrackets() {
    for (size_t i = 0; i + 1 < mentions_.size(); ++i) {
      const auto& [first, first_form] = mentions_[i];
      const auto& [second, second_form] = mentions_[i + 1];
      const uint32_t open = first->tokens.end;
      if (second->tokens.begin != open + 1 || tokens_[open].mark != '(' || second->tokens.end >= tokens_.size() || tokens_[second->tokens.end].mark != ')')
        continue;
      if (IsAcronym(second_form) && !Contradict(first_form, second_form)) Link(second_form, first_form, false);
      if (IsAcronym(first_form) && !IsAcronym(second_form) && !Contradict(first_form, second_form)) Link(first_form, second_form, false);
    }
  }

  // Two list entries are two organisations.
  bool Contradict(size_t a, size_t b) const {
    const OrganizationRecord *x = forms_[Root(a)].record, *y = forms_[Root(b)].record;
    return x != nullptr && y != nullptr && x != y;
  }

  std::string Initials(TokenRange span, bool all) const {
    std::string out;
    for (uint32_t i = span.begin; i < span.end; ++i)
      if (IsWord(tokens_[i]) && (all || tokens_[i].shape != Shape::kLower)) out += Fold(document_.Slice(tokens_[i].span)).substr(0, 1);
    return out;
  }

  void LinkInitials() {
    for (size_t i = 0; i < forms_.size(); ++i) {
      if (!IsAcronym(i) || forms_[i].parent != kNone || forms_[i].record != nullptr) continue;
      const std::string letters = Fold(document_.Slice(tokens_[forms_[i].tokens.begin].span));
      if (letters.size() < 2) continue;
      for (size_t k = 0; k < forms_.size(); ++k)
        if (k != i && forms_[k].tokens.size() > 1 && !Contradict(i, k) &&
            (Initials(forms_[k].tokens, false) == letters || Initials(forms_[k].tokens, true) == letters)) {
          Link(i, k, false);
          break;
        }
    }
  }

  bool EndsAlike(TokenRange brief, TokenRange full) const {
    for (uint32_t i = 1; i <= brief.size(); ++i)
      if (tokens_[brief.end - i].fold != tokens_[full.end - i].fold) return false;
    return true;
  }
  bool StartsAlike(TokenRange brief, TokenRange full) const {
    for (uint32_t i = 0; i < brief.size(); ++i)
      if (tokens_[brief.begin + i].fold != tokens_[full.begin + i].fold) return false;
    return true;
  }

  // What `full` has more in front is a country or demonym.
  bool LeadingPlace(TokenRange brief, TokenRange full) const {
    const TokenRange lead{full.begin, full.end - brief.size()};
    return std::any_of(matches_.begin(), matches_.end(),
                       [&](const Match& match) { return match.tokens == lead && (match.kinds & Bit(EntryKind::kPlace)) != 0; });
  }

  // What `full` has more at its end are words that names are used without, or it goes on with "of …".
  bool DroppedTail(TokenRange brief, TokenRange full) const {
    static const uint64_t kOf = FoldHash("of"), kFor = FoldHash("for");
    const uint64_t next = tokens_[full.begin + brief.size()].fold;
    if (brief.size() >= 2 && (next == kOf || next == kFor)) return true;
    for (uint32_t i = full.begin + brief.size(); i < full.end; ++i)
      if (IsWord(tokens_[i]) && tails_.count(tokens_[i].fold) == 0 && tokens_[i].shape != Shape::kLower) return false;
    return true;
  }

  void LinkShortForms() {
    for (size_t i = 0; i < forms_.size(); ++i) {
      const TokenRange brief = forms_[i].tokens;
      size_t best = kNone;
      for (size_t k = 0; k < forms_.size(); ++k) {
        const TokenRange full = forms_[k].tokens;
        if (k == i || full.size() <= brief.size()) continue;
        const bool same = (EndsAlike(brief, full) && LeadingPlace(brief, full)) || (StartsAlike(brief, full) && !Contradict(i, k) && DroppedTail(brief, full));
        if (same && best == kNone) best = k;
      }
      if (best != kNone) Link(i, best, true);
    }
  }

  // The kind that a head word of the name says ("Ministry of", "University").
  OrganizationKind KindByHead(TokenRange span) const {
    OrganizationKind kind = OrganizationKind::kOther;
    const auto look = [&](uint32_t token, std::string_view position) {
      for (const Match& match : MatchesStartingAt(matches_, token))
        for (uint16_t i = 0; i < match.entry_count && match.tokens.end <= span.end; ++i) {
          const Entry& entry = match.entries[i];
          if (entry.kind != EntryKind::kOrganizationHead || kind != OrganizationKind::kOther) continue;
          const Gazetteer& gazetteer = data_.gazetteers()[match.gazetteer];
          const NounRecord& noun = gazetteer.Noun(entry.record);
          if (gazetteer.Text(noun.b) == position) kind = OrganizationKindOf(gazetteer.Text(noun.a));
        }
    };
    look(span.end - 1, "after");
    look(span.begin, "before");
    for (uint32_t i = span.begin + 1; i + 1 < span.end && kind == OrganizationKind::kOther; ++i) look(i, "before");  // Vietnamese Ministry of Health
    for (uint32_t i = span.end - 1; i-- > span.begin && kind == OrganizationKind::kOther;) look(i, "after");         // Police Service of …
    return kind;
  }

  // A country that stands in the name: "Egyptian Interior Ministry", "Geoscience Australia".
  void CountryInName(TokenRange span, char (&country)[2]) const {
    for (const Match& match : MatchesStartingIn(matches_, span)) {
      if (country[0] != 0) return;
      if (match.tokens.end > span.end || (match.kinds & Bit(EntryKind::kPlace)) == 0) continue;
      const Gazetteer& gazetteer = data_.gazetteers()[match.gazetteer];
      for (uint16_t i = 0; i < match.entry_count; ++i) {
        const Entry& entry = match.entries[i];
        if (entry.kind != EntryKind::kPlace) continue;
        const PlaceRecord& place = gazetteer.Place(entry.record);
        if (place.kind == PlaceKind::kCountry ||
            (place.kind == PlaceKind::kAdmin1 && entry.rank == NameRank::kPrimary && match.tokens.size() == span.size() - 1))
          country[0] = place.country[0], country[1] = place.country[1];
        break;  // the likeliest reading only
      }
    }
  }

  Organization Describe(size_t root) const {
    Organization out;
    // The root gives the facts if a list has it, else any form that one has.
    const Form* known = forms_[root].record != nullptr ? &forms_[root] : nullptr;
    size_t longest = root;
    for (size_t i = 0; i < forms_.size(); ++i) {
      if (Root(i) != root) continue;
      if (known == nullptr && forms_[i].record != nullptr && !forms_[i].short_form) known = &forms_[i];
      if (forms_[i].tokens.size() > forms_[longest].tokens.size()) longest = i;
      if (IsAcronym(i) && out.acronym.empty() && i != root) out.acronym = std::string(document_.Slice(tokens_[forms_[i].tokens.begin].span));
    }
    const TokenRange span = forms_[longest].tokens;
    out.name = std::string(document_.Slice({tokens_[span.begin].span.begin, tokens_[span.end - 1].span.end}));
    if (known != nullptr) {
      const Gazetteer& gazetteer = *known->gazetteer;
      out.name = std::string(gazetteer.Text(known->record->name));
      if (const std::string_view acronym = gazetteer.Text(known->record->acronym); !acronym.empty()) out.acronym = std::string(acronym);
      out.kind = known->record->kind;
      std::copy(std::begin(known->record->country), std::end(known->record->country), out.country);
      out.why = {"organizations.listed", gazetteer.Text(known->record->name)};
      return out;
    }
    out.kind = KindByHead(span);
    CountryInName(span, out.country);
    return out;
  }

  const Data& data_;
  const std::unordered_set<uint64_t>& tails_;
  const Document& document_;
  std::span<const Token> tokens_;
  std::span<const Match> matches_;
  std::span<const Place> places_;
  std::vector<Form> forms_;
  std::map<uint64_t, size_t> form_of_;
  std::vector<std::pair<const Name*, size_t>> mentions_;
};

class OrganizationsStage : public Stage {
 public:
  OrganizationsStage(const Data& data, std::unordered_set<uint64_t> tails) : data_(data), tails_(std::move(tails)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"organizations", 1, LayersOf(Layer::kTokens, Layer::kMatches, Layer::kNames, Layer::kPlaces),
                                     LayersOf(Layer::kOrganizations)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    DocumentOrganizations(data_, tails_, document, reader).Write(writer.organizations());
  }

 private:
  const Data& data_;
  std::unordered_set<uint64_t> tails_;
};

}  // namespace
}  // namespace organizations

Result<std::unique_ptr<Stage>> MakeOrganizationsStage(const Data& data) {
  std::unordered_set<uint64_t> tails;
  Mistakes mistakes;
  for (const Data::File& file : data.Files("extractors/organizations/rules.tsv")) {
    const TsvTable table = ReadTsv(file.name, file.text, {"word", "meaning?"}, mistakes);
    for (const TsvRow& row : table.rows)
      for (const std::string_view word : SplitAlternatives(row.cells[0])) tails.insert(FoldHash(word));
  }
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return std::unique_ptr<Stage>(std::make_unique<organizations::OrganizationsStage>(data, std::move(tails)));
}

}  // namespace factbox
