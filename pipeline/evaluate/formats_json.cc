// doccano, Label Studio and spaCy.
#include <simdjson.h>

#include <algorithm>

#include "evaluate/formats.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

namespace dom = simdjson::dom;

struct Refused {
  std::string why;
};

std::string Text(dom::element value, const char* key) {
  std::string_view text;
  return value[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::string Id(dom::element value) {
  dom::element id;
  if (value["id"].get(id) != simdjson::SUCCESS) return {};
  std::string_view text;
  if (id.get(text) == simdjson::SUCCESS) return std::string(text);
  return id.is_number() ? simdjson::minify(id) : std::string();
}

int64_t Number(dom::element value, const char* what) {
  int64_t out = 0;
  if (value.get(out) != simdjson::SUCCESS) throw Refused{std::string(what) + " is no number"};
  return out;
}

int64_t Number(dom::element value, const char* key, const char* what) {
  dom::element found;
  if (value[key].get(found) != simdjson::SUCCESS) throw Refused{std::string(what) + " has no " + key};
  return Number(found, key);
}

class JsonFormat {
 public:
  JsonFormat(std::string path, GoldFormat format, AnnotatedSet& set) : path_(std::move(path)), format_(format), set_(set) {}

  void Document(dom::element value, uint64_t number) {
    AnnotatedDocument document;
    try {
      if (format_ == GoldFormat::kLabelStudio)
        LabelStudio(value, document);
      else if (format_ == GoldFormat::kDoccano)
        Doccano(value, document);
      else
        Spacy(value, document);
    } catch (const Refused& refused) {
      throw Refused{std::to_string(number) + ": " + refused.why};
    }
    if (document.id.empty()) document.id = path_ + "#" + std::to_string(number);
    set_.documents.push_back(std::move(document));
  }

 private:
  void Add(AnnotatedDocument& document, Stretch at, std::string_view label, std::string value = {}, std::string entity = {}) {
    const std::optional<LabelMeaning> meaning = MeaningOf(label);
    if (!meaning) {
      ++set_.unknown_labels[std::string(label)];
      return;
    }
    document.marks.push_back({at, meaning->layer, {}, meaning->kind, std::move(entity), std::move(value), {}, {}, {}, {}});
  }

  // [start, end, "LABEL"]
  void Triples(dom::array list, AnnotatedDocument& document) {
    for (const dom::element triple : list) {
      dom::array cells;
      std::string_view label;
      if (triple.get(cells) != simdjson::SUCCESS || cells.size() < 3 || cells.at(2).get(label) != simdjson::SUCCESS)
        throw Refused{"a label is not [start, end, \"LABEL\"]"};
      Add(document, {Number(cells.at(0), "a start"), Number(cells.at(1), "an end")}, label);
    }
  }

  void Objects(dom::array list, const char* start, const char* end, AnnotatedDocument& document) {
    for (const dom::element item : list) Add(document, {Number(item, start, "a label"), Number(item, end, "a label")}, Text(item, "label"));
  }

  void NeedText(dom::element value, const char* key, AnnotatedDocument& document) {
    document.text = Text(value, key);
    if (document.text.empty()) throw Refused{std::string("has no ") + key};
  }

  void Doccano(dom::element value, AnnotatedDocument& document) {
    document.id = Id(value);
    std::string_view text;
    NeedText(value, value["data"].get(text) == simdjson::SUCCESS ? "data" : "text", document);
    dom::array list;
    if (value["label"].get(list) == simdjson::SUCCESS || value["labels"].get(list) == simdjson::SUCCESS)
      Triples(list, document);
    else if (value["entities"].get(list) == simdjson::SUCCESS)
      Objects(list, "start_offset", "end_offset", document);
    else
      throw Refused{"has neither label nor entities"};
  }

  void Spacy(dom::element value, AnnotatedDocument& document) {
    dom::array pair;
    if (value.get(pair) == simdjson::SUCCESS) {  // [text, {"entities": […]}]
      std::string_view text;
      dom::array list;
      if (pair.size() < 2 || pair.at(0).get(text) != simdjson::SUCCESS || pair.at(1)["entities"].get(list) != simdjson::SUCCESS)
        throw Refused{"is not [text, {\"entities\": […]}]"};
      document.text = text;
      Triples(list, document);
      return;
    }
    document.id = Id(value);
    NeedText(value, "text", document);
    dom::array list;
    if (value["ents"].get(list) == simdjson::SUCCESS || value["spans"].get(list) == simdjson::SUCCESS)
      Objects(list, "start", "end", document);
    else if (value["entities"].get(list) == simdjson::SUCCESS)
      Triples(list, document);
    else
      throw Refused{"has none of entities, ents and spans"};
  }

  // Label Studio counts as JavaScript does, in UTF-16 units; exports of other tools in code points. The text of the mark tells.
  static Stretch ToCodePoints(const std::u32string& text, Stretch at, const std::u32string& said) {
    const auto slice_is = [&](Stretch s) {
      return s.start >= 0 && s.end <= static_cast<int64_t>(text.size()) && s.start < s.end &&
             std::u32string_view(text).substr(static_cast<size_t>(s.start), static_cast<size_t>(s.end - s.start)) == said;
    };
    std::vector<int64_t> points;
    for (size_t i = 0; i < text.size(); ++i) points.insert(points.end(), text[i] > 0xFFFF ? 2 : 1, static_cast<int64_t>(i));
    points.push_back(static_cast<int64_t>(text.size()));
    const auto point = [&](int64_t unit) { return unit >= 0 && unit < static_cast<int64_t>(points.size()) ? points[static_cast<size_t>(unit)] : int64_t{-1}; };
    const Stretch converted{point(at.start), point(at.end)};
    if (!said.empty() && !slice_is(converted) && slice_is(at)) return at;
    if (converted.start < 0 || converted.end < 0) throw Refused{"a result ends at " + std::to_string(at.end) + ", behind the text"};
    return converted;
  }

  void LabelStudio(dom::element value, AnnotatedDocument& document) {
    dom::element data;
    if (value["data"].get(data) != simdjson::SUCCESS) throw Refused{"has no data"};
    document.id = Id(data).empty() ? Id(value) : Id(data);
    NeedText(data, "text", document);
    const std::u32string text = Wide(document.text);
    dom::array versions;
    if (value["annotations"].get(versions) != simdjson::SUCCESS || versions.size() == 0)
      if (value["predictions"].get(versions) != simdjson::SUCCESS) throw Refused{"has neither annotations nor predictions"};
    if (versions.size() == 0) return;
    dom::array results;
    if (versions.at(0)["result"].get(results) != simdjson::SUCCESS) throw Refused{"its first annotation has no result"};
    for (const dom::element result : results) {
      dom::element region;
      dom::array labels;
      std::string_view label;
      if (Text(result, "type") != "labels" || result["value"].get(region) != simdjson::SUCCESS) continue;
      if (region["labels"].get(labels) != simdjson::SUCCESS || labels.size() == 0 || labels.at(0).get(label) != simdjson::SUCCESS)
        throw Refused{"a result has no labels"};
      const Stretch at = ToCodePoints(text, {Number(region, "start", "a result"), Number(region, "end", "a result")}, Wide(Text(region, "text")));
      dom::element meta;
      std::string note, entity;
      if (result["meta"].get(meta) == simdjson::SUCCESS) note = Text(meta, "value"), entity = Text(meta, "entity");
      if (label == LabelOf(kEvents))
        document.marks.push_back({at, kEvents, {}, note, {}, {}, {}, {}, {}, {}});
      else
        Add(document, at, label, note, entity);
    }
  }

  std::string path_;
  GoldFormat format_;
  AnnotatedSet& set_;
};

}  // namespace

Status ReadJsonFormat(const std::string& path, const std::string& bytes, GoldFormat format, AnnotatedSet& set) {
  JsonFormat reader(path, format, set);
  dom::parser parser;
  const auto refused = [&](const std::string& why) { return Error{"invalid_gold", path + ":" + why}; };
  try {
    const size_t start = bytes.find_first_not_of(" \t\r\n");
    dom::element value;
    dom::array list;
    // An array of documents, but not spaCy's [text, {…}], which is a line.
    if (start != std::string::npos && bytes[start] == '[' && parser.parse(bytes).get(value) == simdjson::SUCCESS && value.get(list) == simdjson::SUCCESS &&
        list.size() > 0 && !list.at(0).value_unsafe().is_string()) {
      uint64_t number = 0;
      for (const dom::element item : list) reader.Document(item, ++number);
      return {};
    }
    uint64_t number = 0;
    for (size_t at = 0; at < bytes.size();) {
      const size_t end = std::min(bytes.find('\n', at), bytes.size());
      const std::string line = bytes.substr(at, end - at);
      at = end + 1;
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      if (const auto error = parser.parse(line).get(value); error != simdjson::SUCCESS)
        return refused(std::to_string(number) + ": not valid JSON: " + simdjson::error_message(error));
      reader.Document(value, number);
    }
  } catch (const Refused& error) {
    return refused(error.why);
  }
  return {};
}

}  // namespace factbox::evaluate
