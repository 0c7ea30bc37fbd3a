#include "run/explain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "run/context.h"
#include "run/explain_entry.h"

namespace factbox {
namespace {

constexpr std::string_view kFields[] = {"article", "people", "organizations", "places", "numbers", "dates", "quotes", "events"};
constexpr size_t kMaxCandidates = 12;  // shown of an empty field
constexpr size_t kMaxEntries = 5;      // shown of a phrase
constexpr uint32_t kContext = 60;      // bytes of the sentence on either side of a span

constexpr KindSet KindsOf(std::string_view field) {
  if (field == "people") return Bit(EntryKind::kGivenName) | Bit(EntryKind::kSurname) | Bit(EntryKind::kTitle);
  if (field == "organizations") return Bit(EntryKind::kOrganization) | Bit(EntryKind::kOrganizationHead) | Bit(EntryKind::kCommonOrganization);
  if (field == "places") return Bit(EntryKind::kPlace) | Bit(EntryKind::kPlaceHead) | Bit(EntryKind::kSeat) | Bit(EntryKind::kAmbiguousPlace);
  if (field == "quotes") return Bit(EntryKind::kReportingVerb);
  return 0;
}

std::string_view ToString(NameType type) {
  constexpr std::string_view kNames[] = {"person", "organization", "place"};
  return kNames[static_cast<size_t>(type)];
}

std::string_view ToString(Shape shape) {
  constexpr std::string_view kNames[] = {"punctuation", "lower", "capitalized", "upper", "initial", "mixed", "number", "alphanumeric", "uncased"};
  return kNames[static_cast<size_t>(shape)];
}

// "0.98".
std::string TwoDecimals(float value) {
  const int hundredths = static_cast<int>(std::lround(std::clamp(value, 0.0f, 1.0f) * 100));
  return std::to_string(hundredths / 100) + "." + std::to_string(hundredths / 10 % 10) + std::to_string(hundredths % 10);
}

class Explainer {
 public:
  Explainer(const Pipeline& pipeline, const Document& document, const StageInfo& info, OffsetUnit unit)
      : pipeline_(pipeline), document_(document), reader_(document, info), layers_(info.needs), offset_(document.text(), unit) {
    for (const auto& stage : pipeline.stages())
      for (size_t i = 0; i < stage_of_.size(); ++i)
        if ((stage->info().gives & Bit(static_cast<Layer>(i))) != 0) stage_of_[i] = stage->info().name;
  }

  std::string Fields(std::string_view field, std::span<const Note> notes) {
    const auto wanted = [&](std::string_view name) { return field.empty() || field == name; };
    if (wanted("article")) ArticleField(notes);
    if (wanted("people")) Entities("people", Layer::kPeople, 'p', [&] { return reader_.people(); });
    if (wanted("organizations")) Entities("organizations", Layer::kOrganizations, 'o', [&] { return reader_.organizations(); });
    if (wanted("places")) Entities("places", Layer::kPlaces, 'l', [&] { return reader_.places(); });
    if (wanted("numbers")) Values("numbers", Layer::kNumbers, 'n', [&] { return reader_.numbers(); });
    if (wanted("dates")) Values("dates", Layer::kDates, 'd', [&] { return reader_.dates(); });
    if (wanted("quotes")) Values("quotes", Layer::kQuotes, 'q', [&] { return reader_.quotes(); });
    if (wanted("events")) Events();
    return std::move(out_);
  }

  // Everything that covers the byte. Requires: a code point starts there.
  std::string At(uint32_t byte) {
    const auto covers = [&](Span span) { return span.begin <= byte && byte < span.end; };
    for (const Section& section : reader_.sections())
      if (covers(section.span)) Line(0, std::string("section ") + (section.kind == SectionKind::kTitle ? "title " : "body ") + Range(section.span));
    if (const Sentence* sentence = SentenceAt(Sentences(), byte))
      Line(0, std::string("sentence ") + Range(sentence->span) + (sentence->kind == SentenceKind::kHeadline ? ", headline" : ""));
    uint32_t token = UINT32_MAX;
    if (Has(Layer::kTokens))
      for (uint32_t i = 0; i < reader_.tokens().size(); ++i)
        if (covers(reader_.tokens()[i].span)) token = i;
    if (token == UINT32_MAX) {
      Line(0, "no token: a blank, or beyond every section");
      return std::move(out_);
    }
    const Span span = reader_.tokens()[token].span;
    Line(0, "token " + std::to_string(token) + " " + Range(span) + " " + std::string(ToString(reader_.tokens()[token].shape)) + ": " + Context(span));
    MatchesAt(token);
    LayersAt(covers);
    return std::move(out_);
  }

 private:
  bool Has(Layer layer) const { return (layers_ & Bit(layer)) != 0; }
  void Line(int indent, std::string_view text) { out_.append(static_cast<size_t>(indent) * 2, ' ').append(text).append("\n"); }
  std::string Range(Span span) const { return std::to_string(offset_(span.begin)) + "-" + std::to_string(offset_(span.end)); }

  std::string WhyText(Layer layer, const Why& why) const {
    std::string out = std::string(stage_of_[static_cast<size_t>(layer)]) + ":" + std::string(why.rule);
    if (!why.entry.empty()) out.append(" ").append(why.entry);
    return out;
  }

  std::span<const Sentence> Sentences() const { return Has(Layer::kSentences) ? reader_.sentences() : std::span<const Sentence>(); }
  std::string Context(Span span) const { return ContextOf(document_, Sentences(), span, kContext); }

  // ---------------------------------------------------------------------------------------------- fields

  void ArticleField(std::span<const Note> notes) {
    const Article& article = document_.article();
    Line(0, "article " + article.id + (article.source_uri.empty() ? "" : " from " + article.source_uri));
    if (!article.title.empty()) Line(1, "title: " + article.title);
    Line(1, article.published.empty() ? "published: unknown, so dates that are reckoned from it stay open"
            : document_.published()   ? "published: " + article.published
                                      : "published: " + article.published + ", which is no day of the calendar");
    for (const std::span<const Note> list : {notes, std::span<const Note>(document_.notes())})
      for (const Note& note : list) Line(1, "note " + note.code + ": " + note.text);
    if (!Has(Layer::kDateline) || !reader_.dateline().present) {
      Line(1, "dateline: none");
    } else {
      const Dateline& dateline = reader_.dateline();
      std::string line = "dateline " + Range(dateline.span) + ": " + std::string(document_.Slice(dateline.span));
      if (dateline.place) line += ", place l" + std::to_string(dateline.place.index + 1);
      if (dateline.date) line += ", date d" + std::to_string(dateline.date.index + 1);
      if (!dateline.agency.empty()) line += ", agency " + std::string(document_.Slice(dateline.agency));
      Line(1, line);
    }
  }

  template <class Read>
  void Entities(std::string_view name, Layer layer, char letter, Read read) {
    if (!Has(layer)) return Line(0, std::string(name) + ": no stage gives them");
    const auto entities = read();
    Line(0, std::string(name) + ": " + std::to_string(entities.size()));
    uint32_t number = 0;
    for (const auto& x : entities) {
      Line(1, letter + std::to_string(++number) + " " + x.name + Facts(x) + ", confidence " + TwoDecimals(x.confidence));
      Line(2, "why " + WhyText(layer, x.why));
      for (const Mention& mention : x.mentions) Line(2, std::string(ToString(mention.kind)) + " " + Range(mention.span) + ": " + Context(mention.span));
      More(x);
    }
    if (entities.empty()) PhraseCandidates(KindsOf(name));
  }

  static std::string Facts(const Person& x) { return (x.given.empty() ? "" : ", given " + x.given) + (x.family.empty() ? "" : ", family " + x.family); }
  static std::string Facts(const Organization& x) {
    return ", " + std::string(ToString(x.kind)) + (x.acronym.empty() ? "" : ", " + x.acronym) + (x.country[0] == 0 ? "" : ", " + std::string(x.country, 2));
  }
  static std::string Facts(const Place& x) {
    std::string out = ", " + std::string(ToString(x.kind)) + (x.country[0] == 0 ? "" : ", " + std::string(x.country, 2));
    if (!x.admin1.empty()) out += ", " + std::string(x.admin1);
    if (x.geonames != 0) out += ", GeoNames " + std::to_string(x.geonames);
    return out + (x.located ? "" : ", not located");
  }

  void More(const Person& x) {
    for (const Role& role : x.roles) {
      std::string of;
      if (role.of.organization) of = " of o" + std::to_string(role.of.organization.index + 1);
      if (role.of.place) of = " of l" + std::to_string(role.of.place.index + 1);
      Line(2, std::string(role.affiliation ? "affiliation"
                          : role.former    ? "former role"
                                           : "role") +
                  of + " " + Range(role.title) + ", " + WhyText(Layer::kPeople, role.why) + ": " + Context(role.title));
    }
  }
  void More(const Organization&) {}
  // What else the name could have meant, or why it could not be located.
  void More(const Place& x) {
    const Match* match = MatchOver(x.mentions.front().span);
    if (match == nullptr) {
      if (!x.located) Line(2, "no gazetteer has an entry for these words");
      return;
    }
    const size_t places =
        static_cast<size_t>(std::count_if(match->entries, match->entries + match->entry_count, [](const Entry& e) { return e.kind == EntryKind::kPlace; }));
    if (places > 1) Line(2, "of " + std::to_string(places) + " places of that name:");
    if (places > 1 || !x.located) Entries(3, *match, KindsOf("places"));
  }

  std::string ValueText(const Number& x) const {
    std::string out(ToString(x.kind));
    if (!x.value.empty()) out += " " + x.value;
    if (!x.min.empty() || !x.max.empty()) out += " " + x.min + ".." + x.max;
    if (!x.approx.empty()) out += ", " + std::string(x.approx);
    if (!x.unit.empty()) out += ", unit " + std::string(x.unit);
    if (!x.of.empty()) out += ", of " + std::string(document_.Slice(x.of));
    return out;
  }
  std::string ValueText(const DateExpression& x) const {
    std::string out = std::string(ToString(x.kind)) + " " + x.value;
    if (!x.precision.empty()) out += ", " + std::string(x.precision);
    if (x.anchor != DateAnchor::kNone)
      out += x.anchor == DateAnchor::kPublished ? ", reckoned from the day of publication" : ", reckoned from an earlier date of the text";
    if (x.value.find('X') != std::string::npos) out += document_.published() ? ", open" : ", open because the day of publication is not known";
    return out;
  }

  std::string ValueText(const Quote& x) const {
    std::string out(ToString(x.kind));
    const Speaker& speaker = x.speaker;
    if (!speaker.span.empty()) out += " by " + std::string(document_.Slice(speaker.span)) + " " + Range(speaker.span);
    if (speaker.person) out += ", p" + std::to_string(speaker.person.index + 1) + " " + reader_.people()[speaker.person.index].name;
    if (speaker.organization) out += ", o" + std::to_string(speaker.organization.index + 1) + " " + reader_.organizations()[speaker.organization.index].name;
    if (speaker.place) out += ", l" + std::to_string(speaker.place.index + 1) + " " + reader_.places()[speaker.place.index].name;
    if (!x.cue.empty()) out += ", cue " + std::string(document_.Slice(x.cue)) + " " + Range(x.cue);
    return out;
  }

  template <class Read>
  void Values(std::string_view name, Layer layer, char letter, Read read) {
    if (!Has(layer)) return Line(0, std::string(name) + ": no stage gives them");
    const auto values = read();
    Line(0, std::string(name) + ": " + std::to_string(values.size()));
    uint32_t number = 0;
    for (const auto& x : values) {
      Line(1, letter + std::to_string(++number) + " " + Range(x.span) + " " + ValueText(x));
      Line(2, "why " + WhyText(layer, x.why) + ": " + Context(x.span));
    }
    if (values.empty() && layer == Layer::kQuotes) return PhraseCandidates(KindsOf(name));
    if (values.empty()) FigureCandidates();
  }

  std::string EventText(const Event& x) const {
    std::string out(x.type);
    if (!x.mode.empty()) out.append("/").append(x.mode);
    out.append(", ").append(ToString(x.status)).append(x.negated ? ", negated" : "").append(", confidence ").append(TwoDecimals(x.confidence));
    if (!x.attributed.empty()) out.append(", says ").append(document_.Slice(x.attributed));
    return out;
  }

  void Events() {
    if (!Has(Layer::kEvents)) return Line(0, "events: no stage gives them");
    Line(0, "events: " + std::to_string(reader_.events().size()));
    uint32_t number = 0;
    for (const Event& x : reader_.events()) {
      Line(1, "e" + std::to_string(++number) + " " + EventText(x));
      Line(2, "why " + WhyText(Layer::kEvents, x.why) + ": " + Context(x.trigger));
      for (const Argument& argument : x.arguments)
        Line(2, std::string(ToString(argument.role)) + (argument.effect.empty() ? "" : " (" + std::string(argument.effect) + ")") + " " + Range(argument.span) +
                    " " + std::string(document_.Slice(argument.span)) + ", " + std::string(argument.rule));
    }
  }

  // ---------------------------------------------------------------------------------------------- candidates

  const Match* MatchOver(Span span) const {
    if (!Has(Layer::kMatches)) return nullptr;
    for (const Match& match : reader_.matches()) {
      const Span words{reader_.tokens()[match.tokens.begin].span.begin, reader_.tokens()[match.tokens.end - 1].span.end};
      if (words == span) return &match;
    }
    return nullptr;
  }

  Span SpanOf(TokenRange range) const { return {reader_.tokens()[range.begin].span.begin, reader_.tokens()[range.end - 1].span.end}; }

  void Entries(int indent, const Match& match, KindSet kinds) {
    const Gazetteer& gazetteer = pipeline_.data().gazetteers()[match.gazetteer];
    size_t shown = 0, left = 0;
    for (const Entry* entry = match.entries; entry != match.entries + match.entry_count; ++entry) {
      if ((kinds & Bit(entry->kind)) == 0) continue;
      if (++shown > kMaxEntries)
        ++left;
      else
        Line(indent, DescribeEntry(gazetteer, *entry));
    }
    if (left > 0) Line(indent, "and " + std::to_string(left) + " more");
  }

  // The phrases that some gazetteer knows as of this field, though nothing was made of them.
  void PhraseCandidates(KindSet kinds) {
    size_t shown = 0;
    if (Has(Layer::kMatches))
      for (const Match& match : reader_.matches()) {
        if ((match.kinds & kinds) == 0) continue;
        if (++shown > kMaxCandidates) break;
        const Span span = SpanOf(match.tokens);
        Line(1, "candidate " + Range(span) + ": " + Context(span));
        Entries(2, match, kinds);
        if (const Name* name = NameOver(match.tokens))
          Line(2, "taken as the name of " + std::string(ToString(name->type)) + " " + Range(name->span) + ", " + WhyText(Layer::kNames, name->why));
      }
    if (shown == 0) Line(1, "no candidate: no gazetteer knows any phrase of this text as one");
    if (shown > kMaxCandidates) Line(1, "and more");
  }

  void FigureCandidates() {
    size_t shown = 0;
    if (Has(Layer::kTokens))
      for (const Token& token : reader_.tokens()) {
        if (token.shape != Shape::kNumber && token.shape != Shape::kAlphanumeric) continue;
        if (++shown > kMaxCandidates) break;
        Line(1, "candidate " + Range(token.span) + ": " + Context(token.span));
      }
    if (shown == 0) Line(1, "no candidate: the text has no figure");
    if (shown > kMaxCandidates) Line(1, "and more");
  }

  const Name* NameOver(TokenRange tokens) const {
    if (!Has(Layer::kNames)) return nullptr;
    for (const Name& name : reader_.names())
      if (name.tokens.Overlaps(tokens)) return &name;
    return nullptr;
  }

  // ---------------------------------------------------------------------------------------------- one place of the text

  void MatchesAt(uint32_t token) {
    bool any = false;
    if (Has(Layer::kMatches))
      for (const Match& match : reader_.matches()) {
        if (!match.tokens.Contains(token)) continue;
        any = true;
        Line(0, "phrase " + Range(SpanOf(match.tokens)) + " " + std::string(document_.Slice(SpanOf(match.tokens))));
        Entries(1, match, ~KindSet{0});
      }
    if (!any) Line(0, "no gazetteer knows a phrase with this token");
  }

  template <class Entities, class Covers>
  void MentionsAt(const Entities& entities, Layer layer, char letter, Covers covers) {
    uint32_t number = 0;
    for (const auto& x : entities) {
      ++number;
      for (const Mention& mention : x.mentions)
        if (covers(mention.span))
          Line(0, std::string(ToString(mention.kind)) + " " + Range(mention.span) + " of " + letter + std::to_string(number) + " " + x.name + Facts(x) + ", " +
                      WhyText(layer, x.why));
    }
  }

  template <class Covers>
  void LayersAt(Covers covers) {
    const size_t before = out_.size();
    if (Has(Layer::kNames))
      for (const Name& x : reader_.names())
        if (covers(x.span))
          Line(0, "name of " + std::string(ToString(x.type)) + " " + Range(x.span) + " " + std::string(document_.Slice(x.span)) + ", confidence " +
                      TwoDecimals(x.confidence) + ", " + WhyText(Layer::kNames, x.why));
    if (Has(Layer::kPeople)) {
      MentionsAt(reader_.people(), Layer::kPeople, 'p', covers);
      for (const Person& x : reader_.people())
        for (const Role& role : x.roles)
          if (covers(role.title)) Line(0, "role " + Range(role.title) + " of " + x.name + ", " + WhyText(Layer::kPeople, role.why));
    }
    if (Has(Layer::kOrganizations)) MentionsAt(reader_.organizations(), Layer::kOrganizations, 'o', covers);
    if (Has(Layer::kPlaces)) MentionsAt(reader_.places(), Layer::kPlaces, 'l', covers);
    if (Has(Layer::kNumbers))
      for (const Number& x : reader_.numbers())
        if (covers(x.span)) Line(0, "number " + Range(x.span) + " " + ValueText(x) + ", " + WhyText(Layer::kNumbers, x.why));
    if (Has(Layer::kDates))
      for (const DateExpression& x : reader_.dates())
        if (covers(x.span)) Line(0, "date " + Range(x.span) + " " + ValueText(x) + ", " + WhyText(Layer::kDates, x.why));
    if (Has(Layer::kQuotes))
      for (const Quote& x : reader_.quotes())
        if (covers(x.span)) Line(0, "quote " + Range(x.span) + " " + ValueText(x) + ", " + WhyText(Layer::kQuotes, x.why));
    if (Has(Layer::kEvents))
      for (const Event& x : reader_.events()) {
        if (covers(x.trigger)) Line(0, "event " + Range(x.trigger) + " " + EventText(x) + ", " + WhyText(Layer::kEvents, x.why));
        for (const Argument& argument : x.arguments)
          if (covers(argument.span))
            Line(0, std::string(ToString(argument.role)) + " " + Range(argument.span) + " of " + EventText(x) + ", " + std::string(argument.rule));
      }
    if (Has(Layer::kGroups))
      for (const Group& x : reader_.groups())
        if (covers(x.span)) Line(0, std::string(ToString(x.kind)) + " group " + Range(x.span));
    if (Has(Layer::kDateline) && reader_.dateline().present && covers(reader_.dateline().span)) Line(0, "dateline " + Range(reader_.dateline().span));
    if (out_.size() == before) Line(0, "part of no value");
  }

  const Pipeline& pipeline_;
  const Document& document_;
  const Reader reader_;
  const LayerSet layers_;
  const OffsetMap offset_;
  std::array<std::string_view, static_cast<size_t>(Layer::kCount)> stage_of_{};
  std::string out_;
};

// The byte of an offset in another unit; nothing if the text ends before.
std::optional<uint32_t> ByteOf(const std::string& text, OffsetUnit unit, uint32_t offset) {
  const OffsetMap map(text, unit);
  for (uint32_t byte = 0; byte < text.size(); byte += DecodeUtf8(text, byte).bytes) {
    const uint32_t next = byte + DecodeUtf8(text, byte).bytes;
    if (map(byte) <= offset && offset < map(next)) return byte;
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> Explain(const Pipeline& pipeline, const Document& document, std::span<const Note> notes, const ExplainOptions& options) {
  if (!options.field.empty() && std::find(std::begin(kFields), std::end(kFields), options.field) == std::end(kFields))
    return Error{"unknown_field",
                 "there is no field '" + options.field + "'; there are article, people, organizations, places, numbers, dates, quotes, events"};
  StageInfo info{"explain", 1, Bit(Layer::kSections), 0};
  for (const auto& stage : pipeline.stages()) info.needs |= stage->info().gives;
  Explainer explainer(pipeline, document, info, options.offsets);
  if (!options.at) return explainer.Fields(options.field, notes);
  const std::optional<uint32_t> byte = ByteOf(document.text(), options.offsets, *options.at);
  if (!byte) return Error{"beyond_text", "the text ends before offset " + std::to_string(*options.at)};
  return explainer.At(*byte);
}

}  // namespace factbox
