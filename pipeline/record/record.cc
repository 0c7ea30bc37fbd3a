#include "record/record.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/sha256.h"
#include "record/json_writer.h"

namespace factbox {
namespace {

constexpr std::string_view kSchemaName = "factbox.record/1.1";

std::string_view ToString(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::kCodePoint: return "codepoint";
    case OffsetUnit::kByte: return "byte";
    case OffsetUnit::kUtf16: return "utf16";
  }
  return {};
}

void StringIfAny(JsonWriter& json, std::string_view key, std::string_view value) {
  if (!value.empty()) json.Key(key).String(value);
}

void Strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  json.Key(key).BeginArray();
  for (const std::string& value : values) json.String(value);
  json.EndArray();
}

void CountryIfAny(JsonWriter& json, const char (&country)[2]) {
  if (country[0] != 0) json.Key("country").String({country, 2});
}

// "p1", "l12": valid as long as the object lives.
class LocalId {
 public:
  LocalId(char letter, uint32_t index) {
    buffer_[0] = letter;
    end_ = std::to_chars(buffer_ + 1, buffer_ + sizeof buffer_, index + 1).ptr;
  }
  std::string_view text() const { return {buffer_, static_cast<size_t>(end_ - buffer_)}; }

 private:
  char buffer_[16] = {};
  char* end_;
};

void Notes(JsonWriter& json, std::span<const Note> first, std::span<const Note> second) {
  json.Key("notes").BeginArray();
  for (const std::span<const Note> notes : {first, second})
    for (const Note& note : notes) json.BeginObject().Key("code").String(note.code).Key("text").String(note.text).EndObject();
  json.EndArray();
}

void Source(JsonWriter& json, const Article& article) {
  json.Key("source").BeginObject();
  StringIfAny(json, "uri", article.source_uri);
  StringIfAny(json, "media_type", article.source_media_type);
  json.Key("bytes").Integer(article.source_bytes);
  StringIfAny(json, "sha256", article.source_sha256);
  json.EndObject();
}

// The part of `article` before its dateline.
void Metadata(JsonWriter& json, const Article& article) {
  StringIfAny(json, "url", article.url);
  StringIfAny(json, "publisher", article.publisher);
  StringIfAny(json, "title", article.title);
  Strings(json, "authors", article.authors);
  StringIfAny(json, "published", article.published);
  StringIfAny(json, "updated", article.updated);
  StringIfAny(json, "language", article.language);
  StringIfAny(json, "section", article.section);
  Strings(json, "keywords", article.keywords);
}

bool IsPartial(std::span<const Note> notes) {
  return std::any_of(notes.begin(), notes.end(), [](const Note& note) { return std::string_view(note.code).substr(0, kLimitNote.size()) == kLimitNote; });
}

void WriteProducer(JsonWriter& json, const Producer& producer) {
  json.Key("producer").BeginObject().Key("name").String("factbox").Key("version").String(producer.version);
  json.Key("data").String(producer.data).EndObject();
}

}  // namespace

// The layers of one document.
class RecordWriter::Body {
 public:
  Body(const RecordWriter& writer, const Document& document, const Reader& reader, JsonWriter& json)
      : writer_(writer), document_(document), reader_(reader), json_(json), offset_(document.text(), writer.options_.offsets) {}

  void WriteArticle() {
    json_.Key("article").BeginObject();
    Metadata(json_, document_.article());
    if (Has(Layer::kDateline) && reader_.dateline().present) WriteDateline(reader_.dateline());
    json_.Key("sections").BeginArray();
    for (const Section& section : reader_.sections()) {
      json_.BeginObject().Key("kind").String(section.kind == SectionKind::kTitle ? "title" : "body");
      Offsets(section.span);
      json_.EndObject();
    }
    json_.EndArray();
    if (!document_.text().empty()) {
      json_.Key("text").String(document_.text());
      json_.Key("text_sha256").String(Sha256Hex(document_.text()));
    }
    json_.EndObject();
  }

  void WriteLists() {
    List(
        "people", Layer::kPeople, [&] { return reader_.people(); }, [&](const Person& x, uint32_t i) { One(x, i); });
    List(
        "organizations", Layer::kOrganizations, [&] { return reader_.organizations(); }, [&](const Organization& x, uint32_t i) { One(x, i); });
    List(
        "places", Layer::kPlaces, [&] { return reader_.places(); }, [&](const Place& x, uint32_t i) { One(x, i); });
    List(
        "numbers", Layer::kNumbers, [&] { return reader_.numbers(); }, [&](const Number& x, uint32_t i) { One(x, i); });
    List(
        "dates", Layer::kDates, [&] { return reader_.dates(); }, [&](const DateExpression& x, uint32_t i) { One(x, i); });
    List(
        "quotes", Layer::kQuotes, [&] { return reader_.quotes(); }, [&](const Quote& x, uint32_t i) { One(x, i); });
    List(
        "events", Layer::kEvents, [&] { return reader_.events(); }, [&](const Event& x, uint32_t i) { One(x, i); });
  }

 private:
  bool Has(Layer layer) const { return (writer_.layers_ & Bit(layer)) != 0; }

  template <class Read, class Write>
  void List(std::string_view key, Layer layer, Read read, Write write) {
    json_.Key(key).BeginArray();
    if (Has(layer)) {
      uint32_t index = 0;
      for (const auto& x : read()) {
        json_.BeginObject();
        write(x, index++);
        json_.EndObject();
      }
    }
    json_.EndArray();
  }

  void Offsets(Span span) { json_.Key("start").Integer(offset_(span.begin)).Key("end").Integer(offset_(span.end)); }
  void OffsetsAndText(Span span) {
    Offsets(span);
    json_.Key("text").String(document_.Slice(span));
  }
  void LocalIdOf(std::string_view key, char letter, uint32_t index) { json_.Key(key).String(LocalId(letter, index).text()); }

  void WriteWhy(Layer layer, const Why& why) {
    if (!writer_.options_.why) return;
    why_.assign(writer_.stage_of_[static_cast<size_t>(layer)]).append(":").append(why.rule);
    if (!why.entry.empty()) why_.append(" ").append(why.entry);
    json_.Key("why").String(why_);
  }

  void Mentions(const std::vector<Mention>& mentions) {
    json_.Key("mentions").BeginArray();
    for (const Mention& mention : mentions) {
      json_.BeginObject();
      OffsetsAndText(mention.span);
      json_.Key("kind").String(ToString(mention.kind)).EndObject();
    }
    json_.EndArray();
  }

  void Confidence(float confidence) { json_.Key("confidence").Fixed(static_cast<double>(std::clamp(confidence, 0.0f, 1.0f)), 2); }

  void WriteDateline(const Dateline& dateline) {
    json_.Key("dateline").BeginObject();
    if (dateline.place) LocalIdOf("place", 'l', dateline.place.index);
    if (dateline.date) LocalIdOf("date", 'd', dateline.date.index);
    if (!dateline.agency.empty()) json_.Key("agency").String(document_.Slice(dateline.agency));
    Offsets(dateline.span);
    json_.EndObject();
  }

  void One(const Role& role) {
    json_.BeginObject();
    if (!role.affiliation) json_.Key("title").String(document_.Slice(role.title));
    if (role.of.organization)
      LocalIdOf("of", 'o', role.of.organization.index);
    else if (role.of.place)
      LocalIdOf("of", 'l', role.of.place.index);
    json_.Key("former").Bool(role.former);
    Offsets(role.title);
    WriteWhy(Layer::kPeople, role.why);
    json_.EndObject();
  }

  void One(const Person& person, uint32_t index) {
    LocalIdOf("id", 'p', index);
    json_.Key("name").String(person.name);
    StringIfAny(json_, "given", person.given);
    StringIfAny(json_, "family", person.family);
    json_.Key("roles").BeginArray();
    for (const Role& role : person.roles) One(role);
    json_.EndArray();
    Mentions(person.mentions);
    Confidence(person.confidence);
    WriteWhy(Layer::kPeople, person.why);
  }

  void One(const Organization& organization, uint32_t index) {
    LocalIdOf("id", 'o', index);
    json_.Key("name").String(organization.name);
    StringIfAny(json_, "acronym", organization.acronym);
    json_.Key("kind").String(ToString(organization.kind));
    CountryIfAny(json_, organization.country);
    Mentions(organization.mentions);
    Confidence(organization.confidence);
    WriteWhy(Layer::kOrganizations, organization.why);
  }

  void One(const Place& place, uint32_t index) {
    LocalIdOf("id", 'l', index);
    json_.Key("name").String(place.name).Key("kind").String(ToString(place.kind));
    CountryIfAny(json_, place.country);
    StringIfAny(json_, "admin1", place.admin1);
    if (place.located) json_.Key("lat").Fixed(place.lat, 5).Key("lon").Fixed(place.lon, 5);
    if (place.geonames != 0) json_.Key("geonames").Integer(place.geonames);
    Mentions(place.mentions);
    Confidence(place.confidence);
    WriteWhy(Layer::kPlaces, place.why);
  }

  void One(const Number& number, uint32_t index) {
    LocalIdOf("id", 'n', index);
    json_.Key("kind").String(ToString(number.kind));
    StringIfAny(json_, "value", number.value);
    StringIfAny(json_, "min", number.min);
    StringIfAny(json_, "max", number.max);
    StringIfAny(json_, "approx", number.approx);
    StringIfAny(json_, "unit", number.unit);
    if (!number.of.empty()) json_.Key("of").String(document_.Slice(number.of));
    OffsetsAndText(number.span);
    WriteWhy(Layer::kNumbers, number.why);
  }

  void One(const DateExpression& date, uint32_t index) {
    LocalIdOf("id", 'd', index);
    json_.Key("kind").String(ToString(date.kind));
    StringIfAny(json_, "value", date.value);
    StringIfAny(json_, "precision", date.precision);
    if (date.anchor != DateAnchor::kNone) json_.Key("anchor").String(date.anchor == DateAnchor::kPublished ? "published" : "text");
    OffsetsAndText(date.span);
    WriteWhy(Layer::kDates, date.why);
  }

  void One(const Quote& quote, uint32_t index) {
    LocalIdOf("id", 'q', index);
    json_.Key("kind").String(ToString(quote.kind));
    OffsetsAndText(quote.span);
    const Speaker& speaker = quote.speaker;
    if (speaker.person)
      LocalIdOf("speaker", 'p', speaker.person.index);
    else if (speaker.organization)
      LocalIdOf("speaker", 'o', speaker.organization.index);
    else if (speaker.place)
      LocalIdOf("speaker", 'l', speaker.place.index);
    Part(speaker.span, "speaker_text", "speaker_start", "speaker_end");
    Part(quote.cue, "cue", "cue_start", "cue_end");
    WriteWhy(Layer::kQuotes, quote.why);
  }

  // A stretch that belongs to a value, if there is one.
  void Part(Span span, std::string_view text, std::string_view start, std::string_view end) {
    if (!span.empty()) json_.Key(text).String(document_.Slice(span)).Key(start).Integer(offset_(span.begin)).Key(end).Integer(offset_(span.end));
  }

  void Reference(std::string_view key, EntityRef ref) {
    constexpr char kLetters[] = {'?', 'p', 'o', 'l', 'n', 'd'};
    if (ref) LocalIdOf(key, kLetters[static_cast<size_t>(ref.kind)], ref.index);
  }

  void One(const Argument& argument) {
    json_.BeginObject().Key("role").String(ToString(argument.role));
    Reference("ref", argument.ref);
    OffsetsAndText(argument.span);
    StringIfAny(json_, "country", argument.country);
    StringIfAny(json_, "sector", argument.sector);
    StringIfAny(json_, "effect", argument.effect);
    WriteWhy(Layer::kEvents, {argument.rule, {}});
    json_.EndObject();
  }

  void One(const Event& event, uint32_t index) {
    LocalIdOf("id", 'e', index);
    json_.Key("type").String(event.type);
    StringIfAny(json_, "mode", event.mode);
    StringIfAny(json_, "cameo", event.cameo);
    json_.Key("quad").Integer(event.quad);
    StringIfAny(json_, "label", event.label);
    json_.Key("status").String(ToString(event.status)).Key("negated").Bool(event.negated);
    Reference("attribution", event.attribution);
    if (!event.attributed.empty()) {
      json_.Key("attribution_start").Integer(offset_(event.attributed.begin)).Key("attribution_end").Integer(offset_(event.attributed.end));
      json_.Key("attribution_text").String(document_.Slice(event.attributed));
    }
    json_.Key("trigger").BeginObject();
    OffsetsAndText(event.trigger);
    json_.EndObject().Key("arguments").BeginArray();
    for (const Argument& argument : event.arguments) One(argument);
    json_.EndArray().Key("evidence").BeginObject();
    Offsets(event.evidence.front());
    json_.EndObject().Key("further_evidence").BeginArray();
    for (size_t i = 1; i < event.evidence.size(); ++i) {
      json_.BeginObject();
      Offsets(event.evidence[i]);
      json_.EndObject();
    }
    json_.EndArray();
    Confidence(event.confidence);
    WriteWhy(Layer::kEvents, event.why);
  }

  const RecordWriter& writer_;
  const Document& document_;
  const Reader& reader_;
  JsonWriter& json_;
  OffsetMap offset_;
  std::string why_;
};

RecordWriter::RecordWriter(std::span<const StageInfo> stages, Producer producer, RecordOptions options) : producer_(std::move(producer)), options_(options) {
  for (const StageInfo& stage : stages) {
    layers_ |= stage.gives;
    for (size_t i = 0; i < stage_of_.size(); ++i)
      if ((stage.gives & Bit(static_cast<Layer>(i))) != 0) stage_of_[i] = stage.name;
  }
}

bool RecordWriter::Write(const Document& document, std::span<const Note> notes, std::string& out) const {
  const StageInfo info{"record", 1, layers_ | Bit(Layer::kSections), 0};
  const Reader reader(document, info);
  const bool partial = IsPartial(notes) || IsPartial(document.notes());
  out.reserve(out.size() + document.text().size() * 6 + 4096);

  JsonWriter json(out);
  json.BeginObject().Key("schema").String(kSchemaName);
  json.Key("id").String(document.article().id).Key("status").String(partial ? "partial" : "ok");
  Notes(json, notes, document.notes());
  Source(json, document.article());
  json.Key("offsets").String(ToString(options_.offsets));
  Body body(*this, document, reader, json);
  body.WriteArticle();
  body.WriteLists();
  WriteProducer(json, producer_);
  json.EndObject();
  return partial;
}

void RecordWriter::WriteError(const Article& article, std::span<const Note> notes, const Error& error, std::string& out) const {
  JsonWriter json(out);
  json.BeginObject().Key("schema").String(kSchemaName).Key("id").String(article.id).Key("status").String("error");
  json.Key("error").BeginObject().Key("code").String(error.code).Key("message").String(error.message).EndObject();
  Notes(json, notes, {});
  Source(json, article);
  json.Key("offsets").String(ToString(options_.offsets));
  json.Key("article").BeginObject();
  Metadata(json, article);
  json.Key("sections").BeginArray().EndArray().EndObject();
  for (const char* list : {"people", "organizations", "places", "numbers", "dates", "quotes", "events"}) json.Key(list).BeginArray().EndArray();
  WriteProducer(json, producer_);
  json.EndObject();
}

}  // namespace factbox
