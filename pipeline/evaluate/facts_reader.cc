#include "evaluate/facts_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "article/byte_stream.h"
#include "base/utf8.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kLayerNames[] = {"people", "organizations", "places", "numbers", "dates", "quotes", "events"};

// What gold may say of a layer in `annotated`: "people.mentions". "misc" is in corpora and is not scored.
constexpr const char* kAnnotatable[] = {"mentions", "entities", "demonyms", "point",   "geonames",  "country",  "span",       "value",
                                        "speaker",  "kind",     "roles",    "trigger", "type",      "mode",     "status",     "arguments",
                                        "evidence", "text",     "title",    "authors", "published", "language", "is_article", "unit"};

// A mistake of one line, thrown no further than Parse: the readers of a dozen fields would otherwise be mostly checks.
struct Mistake {
  std::string what;
};

std::string Text(dom::element value, const char* key) {
  std::string_view text;
  return value[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

// A string, or a number as it would be written: values and ids come as both.
std::string Scalar(dom::element value, const char* key) {
  dom::element found;
  if (value[key].get(found) != simdjson::SUCCESS) return {};
  if (std::string_view text; found.get(text) == simdjson::SUCCESS) return std::string(text);
  if (found.is_number()) return simdjson::minify(found);
  return {};
}

std::vector<std::string> Texts(dom::element value, const char* key) {
  std::vector<std::string> out;
  dom::array list;
  if (value[key].get(list) != simdjson::SUCCESS) return out;
  for (const dom::element item : list)
    if (std::string_view text; item.get(text) == simdjson::SUCCESS) out.emplace_back(text);
  return out;
}

// Offsets of one text in one unit, to code points.
class ToCodePoints {
 public:
  ToCodePoints(std::string_view unit, std::string_view text) {
    if (unit == "codepoint" || unit.empty()) return;
    const bool bytes = unit == "byte";
    int64_t point = 0;
    for (size_t at = 0; at < text.size(); ++point) {
      const CodePoint c = DecodeUtf8(text, at);
      const size_t units = bytes ? c.bytes : c.value > 0xFFFF ? 2 : 1;
      map_.insert(map_.end(), units, point);
      at += c.bytes;
    }
    map_.push_back(point);
  }
  int64_t operator()(int64_t offset) const {
    return map_.empty() || offset < 0 || offset >= static_cast<int64_t>(map_.size()) ? offset : map_[static_cast<size_t>(offset)];
  }

 private:
  std::vector<int64_t> map_;
};

}  // namespace

const char* NameOf(Layer layer) { return kLayerNames[layer]; }

const char* TagOf(Layer layer) { return layer == kPeople ? "PER" : layer == kOrganizations ? "ORG" : "LOC"; }

std::optional<Layer> LayerNamed(std::string_view name) {
  for (uint8_t i = 0; i < kLayers; ++i)
    if (name == kLayerNames[i]) return static_cast<Layer>(i);
  return std::nullopt;
}

struct LineReader::State {
  std::unique_ptr<ByteStream> stream;
  std::string piece;
  size_t at = 0;
  bool ended = false;
  std::vector<std::string> lines;  // where there is no stream
};

LineReader::LineReader(std::string path, std::unique_ptr<State> state) : path_(std::move(path)), state_(std::move(state)) {}
LineReader::~LineReader() = default;

Result<std::unique_ptr<LineReader>> LineReader::Open(const std::string& path) {
  Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(path);
  if (!stream) return stream.error();
  auto state = std::make_unique<State>();
  state->stream = *std::move(stream);
  return std::unique_ptr<LineReader>(new LineReader(path, std::move(state)));
}

std::unique_ptr<LineReader> LineReader::OfLines(const std::string& name, std::vector<std::string> lines) {
  auto state = std::make_unique<State>();
  state->lines = std::move(lines);
  return std::unique_ptr<LineReader>(new LineReader(name, std::move(state)));
}

Result<bool> LineReader::Next(std::string& line) {
  line.clear();
  State& state = *state_;
  if (state.stream == nullptr) {
    if (number_ == state.lines.size()) return false;
    line = state.lines[number_++];
    return true;
  }
  while (true) {
    const size_t end = state.piece.find('\n', state.at);
    const bool whole = end != std::string::npos;
    line.append(state.piece, state.at, whole ? end - state.at : std::string::npos);
    state.at = whole ? end + 1 : state.piece.size();
    if (!whole && !state.ended) {
      const Result<std::string_view> piece = state.stream->Next();
      if (!piece) return piece.error();
      state.piece.assign(*piece);
      state.at = 0;
      state.ended = state.piece.empty();
      continue;
    }
    if (whole || !line.empty()) ++number_;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) return true;
    if (!whole) return false;
  }
}

struct FactsParser::State {
  dom::parser parser;
  Role role = Role::kGold;
  const ToCodePoints* units = nullptr;
  int64_t length = -1;  // of the text in code points where it is known

  // With `prefix` "speaker_": speaker_start and speaker_end. Nothing where both are absent.
  std::optional<Stretch> ReadStretch(dom::element value, const std::string& prefix, const char* what) const {
    int64_t start = 0, end = 0;
    const bool has_start = value[prefix + "start"].get(start) == simdjson::SUCCESS, has_end = value[prefix + "end"].get(end) == simdjson::SUCCESS;
    if (!has_start && !has_end) return std::nullopt;
    const Stretch at{(*units)(start), (*units)(end)};
    if (role == Role::kRecord) return has_start && has_end ? std::optional(at) : std::nullopt;
    const std::string shown = "[" + std::to_string(start) + ", " + std::to_string(end) + "]";
    if (!has_start || !has_end) throw Mistake{std::string("an entry of ") + what + " has a start or an end, but not both"};
    if (start < 0 || start >= end) throw Mistake{std::string("an entry of ") + what + " has the stretch " + shown + ", which is empty or turned around"};
    if (length >= 0 && end > length)
      throw Mistake{std::string("an entry of ") + what + " has the stretch " + shown + ", but the text ends at " + std::to_string(length)};
    return at;
  }

  Stretch NeedStretch(dom::element value, const char* what) const {
    const std::optional<Stretch> at = ReadStretch(value, "", what);
    if (!at && role == Role::kGold) throw Mistake{std::string("an entry of ") + what + " has neither start nor end"};
    return at.value_or(Stretch{});
  }

  // Calls `use` for each object of a list.
  template <class Use>
  void Each(dom::element value, const char* key, const Use& use) const {
    dom::element found;
    if (value[key].get(found) != simdjson::SUCCESS) return;
    dom::array list;
    if (found.get(list) != simdjson::SUCCESS) {
      if (role == Role::kGold) throw Mistake{std::string("'") + key + "' is no list"};
      return;
    }
    for (const dom::element item : list) {
      if (!item.is_object()) {
        if (role == Role::kGold) throw Mistake{std::string("an entry of ") + key + " is no object"};
        continue;
      }
      use(item);
    }
  }

  Entity ReadEntity(dom::element value, const char* what) const {
    Entity out{Text(value, "id"),
               Text(value, "name"),
               Text(value, "acronym"),
               Text(value, "kind"),
               Text(value, "country"),
               Text(value, "why"),
               Text(value, "is"),
               {},
               {},
               {}};
    int64_t geonames = 0;
    if (value["geonames"].get(geonames) == simdjson::SUCCESS) out.geonames = geonames;
    double lat = 0, lon = 0;
    if (value["lat"].get(lat) == simdjson::SUCCESS && value["lon"].get(lon) == simdjson::SUCCESS) {
      if (role == Role::kGold && (std::abs(lat) > 90 || std::abs(lon) > 180))
        throw Mistake{"the place '" + out.name + "' has a point that is not on the globe"};
      out.point = {lat, lon};
    }
    dom::element mentions;
    if (role == Role::kGold && value["mentions"].get(mentions) != simdjson::SUCCESS)
      throw Mistake{"'" + out.name + "' of " + std::string(what) + " has no mentions"};
    Each(value, "mentions", [&](dom::element item) {
      Mention mention{NeedStretch(item, what), Text(item, "text"), Text(item, "kind")};
      if (mention.kind.empty()) mention.kind = "name";
      out.mentions.push_back(std::move(mention));
    });
    return out;
  }

  Item ReadItem(dom::element value, const char* what) const {
    Item out;
    out.at = NeedStretch(value, what);
    out.id = Text(value, "id");
    out.text = Text(value, "text");
    out.kind = Text(value, "kind");
    out.why = Text(value, "why");
    out.value = Scalar(value, "value");
    out.min = Scalar(value, "min");
    out.max = Scalar(value, "max");
    out.unit = Text(value, "unit");
    out.approx = Text(value, "approx");
    out.of = Text(value, "of");
    out.alt = Texts(value, "alt");
    out.speaker = Text(value, "speaker");
    out.speaker_text = Text(value, "speaker_text");
    out.speaker_at = ReadStretch(value, "speaker_", what);
    return out;
  }

  Event ReadEvent(dom::element value) const {
    Event out;
    out.id = Text(value, "id");
    out.type = Text(value, "type");
    if (role == Role::kGold && out.type.empty()) throw Mistake{"an entry of events has no type"};
    out.mode = Text(value, "mode");
    out.status = Text(value, "status");
    out.why = Text(value, "why");
    bool negated = false;
    if (value["negated"].get(negated) == simdjson::SUCCESS) out.negated = negated;
    dom::element part;
    if (value["trigger"].get(part) == simdjson::SUCCESS && part.is_object()) {
      out.trigger = ReadStretch(part, "", "events");
      out.trigger_text = Text(part, "text");
    }
    if (value["evidence"].get(part) == simdjson::SUCCESS && part.is_object()) out.evidence = ReadStretch(part, "", "events");
    Each(value, "further_evidence", [&](dom::element item) {
      if (const std::optional<Stretch> at = ReadStretch(item, "", "events")) out.further_evidence.push_back(*at);
    });
    Each(value, "arguments", [&](dom::element item) {
      Argument argument{Text(item, "role"), Text(item, "ref"), Text(item, "text"), Text(item, "country"), Text(item, "sector"), Text(item, "effect"), {}};
      if (role == Role::kGold && argument.role.empty()) throw Mistake{"an argument of an event has no role"};
      argument.at = ReadStretch(item, "", "events");
      out.arguments.push_back(std::move(argument));
    });
    return out;
  }

  void ReadLayers(dom::element value, Facts& facts) const {
    for (uint8_t i = 0; i < kLayers; ++i) {
      dom::element list;
      if (value[kLayerNames[i]].get(list) == simdjson::SUCCESS) facts.present.insert(static_cast<Layer>(i));
    }
    for (const Layer layer : kNameLayers)
      Each(value, NameOf(layer), [&](dom::element item) { facts.entities[layer].push_back(ReadEntity(item, NameOf(layer))); });
    for (const Layer layer : {kNumbers, kDates, kQuotes}) {
      std::vector<Item>& items = layer == kNumbers ? facts.numbers : layer == kDates ? facts.dates : facts.quotes;
      Each(value, NameOf(layer), [&](dom::element item) { items.push_back(ReadItem(item, NameOf(layer))); });
    }
    Each(value, "events", [&](dom::element item) { facts.events.push_back(ReadEvent(item)); });
  }

  void ReadArticle(dom::element value, ArticleFacts& article) const {
    article.url = Text(value, "url");
    article.text = Text(value, "text");
    article.title = Text(value, "title");
    article.published = Text(value, "published");
    article.language = Text(value, "language");
    article.authors = Texts(value, "authors");
    article.with = Texts(value, "with");
    article.without = Texts(value, "without");
    article.optional_parts = Texts(value, "optional");
    bool is = false;
    if (value["is_article"].get(is) == simdjson::SUCCESS) article.is_article = is;
    Each(value, "sections", [&](dom::element item) {
      if (const std::optional<Stretch> at = ReadStretch(item, "", "sections")) article.sections.emplace_back(Text(item, "kind"), *at);
    });
  }

  void ReadGoldOnly(dom::element value, Facts& facts) const {
    dom::element found;
    if (value["annotated"].get(found) == simdjson::SUCCESS) {
      if (!found.is_array()) throw Mistake{"'annotated' is no list"};
      for (const std::string& what : Texts(value, "annotated")) {
        const size_t dot = what.find('.');
        const std::string layer = what.substr(0, dot), part = dot == std::string::npos ? "" : what.substr(dot + 1);
        const bool known_layer = LayerNamed(layer) || layer == "article" || layer == "misc";
        const bool known_part = part.empty() || std::any_of(std::begin(kAnnotatable), std::end(kAnnotatable), [&](const char* k) { return part == k; });
        if (!known_layer || !known_part) throw Mistake{"'annotated' names '" + what + "', which is no layer of a record"};
        facts.annotated.insert(what);
      }
    }
    dom::object object;
    if (value.get(object) == simdjson::SUCCESS)
      for (const dom::key_value_pair field : object)
        if (std::string_view text; field.key != "text" && field.value.get(text) == simdjson::SUCCESS) facts.fields.emplace(field.key, text);
    Each(value, "ignore", [&](dom::element item) {
      const std::string name = Text(item, "layer");
      if (const std::optional<Layer> layer = LayerNamed(name))
        facts.ignore.emplace_back(*layer, NeedStretch(item, "ignore"));
      else if (name != "misc")
        throw Mistake{"an entry of ignore is of the layer '" + name + "', which nobody knows"};
    });
    if (value["unscored"].get(object) == simdjson::SUCCESS)
      for (const dom::key_value_pair field : object)
        if (const std::optional<Layer> layer = LayerNamed(field.key)) {
          const std::vector<std::string> kinds = Texts(value["unscored"].value_unsafe(), std::string(field.key).c_str());
          facts.unscored[*layer].insert(kinds.begin(), kinds.end());
        }
    for (const std::string& kind : Texts(value, "kinds")) facts.kinds.insert(kind);
    bool whole = false;
    if (value["whole"].get(whole) == simdjson::SUCCESS) facts.whole = whole;
  }
};

FactsParser::FactsParser() : state_(std::make_unique<State>()) {}
FactsParser::~FactsParser() = default;

Status FactsParser::Parse(const std::string& line, Role role, const std::string& place, Facts& facts) {
  State& state = *state_;
  const char* code = role == Role::kGold ? "invalid_gold" : "invalid_record";
  facts = Facts();
  dom::element value;
  if (const auto error = state.parser.parse(line).get(value); error != simdjson::SUCCESS)
    return Error{code, place + ": not valid JSON: " + simdjson::error_message(error)};
  if (!value.is_object()) return Error{code, place + ": no JSON object"};
  facts.id = Scalar(value, "id");
  if (facts.id.empty()) return Error{code, place + ": no id"};
  try {
    state.role = role;
    state.length = -1;
    dom::element article;
    const bool has_article = value["article"].get(article) == simdjson::SUCCESS && article.is_object();
    int64_t length = 0;
    if (value["length"].get(length) == simdjson::SUCCESS) facts.length = state.length = length;
    const ToCodePoints units(Text(value, "offsets"), has_article ? Text(article, "text") : "");
    state.units = &units;
    if (role == Role::kGold) {
      state.ReadGoldOnly(value, facts);
      const bool listed = std::any_of(facts.annotated.begin(), facts.annotated.end(), [](const std::string& what) { return what.rfind("article", 0) == 0; });
      facts.article.stated = facts.annotated.empty() || listed;
      if (facts.article.stated) state.ReadArticle(has_article ? article : value, facts.article);
    } else if (has_article) {
      state.ReadArticle(article, facts.article);
    }
    facts.status = Text(value, "status");
    state.ReadLayers(value, facts);
    if (role == Role::kRecord)
      state.Each(value, "notes", [&](dom::element note) {
        if (Text(note, "code") == "not_article") facts.article.is_article = false;
      });
  } catch (const Mistake& mistake) {
    return Error{code, place + ": '" + facts.id + "': " + mistake.what};
  }
  return {};
}

}  // namespace factbox::evaluate
