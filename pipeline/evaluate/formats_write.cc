// Annotated documents as gold, articles, CoNLL columns, brat standoff and Label Studio tasks.
#include <fmt/format.h>

#include <algorithm>

#include "evaluate/formats.h"
#include "evaluate/wide_text.h"
#include "record/json_writer.h"
#include "text/words.h"

namespace factbox::evaluate {
namespace {

std::string SpanJson(const Mark& mark) { return fmt::format("\"start\": {}, \"end\": {}, \"text\": {}", mark.at.start, mark.at.end, JsonQuoted(mark.text)); }

// The mentions of a layer by entity, entities in order of their first mention.
std::vector<std::vector<const Mark*>> ByEntity(const AnnotatedDocument& document, Layer layer) {
  std::vector<std::vector<const Mark*>> out;
  std::map<std::string, size_t> where;
  for (const Mark& mark : document.marks) {
    if (mark.layer != layer) continue;
    const auto [at, is_new] = where.emplace(mark.entity, out.size());
    if (is_new) out.emplace_back();
    out[at->second].push_back(&mark);
  }
  return out;
}

std::string EntityJson(const std::vector<const Mark*>& mentions) {
  const Mark* longest = *std::max_element(mentions.begin(), mentions.end(), [](const Mark* a, const Mark* b) { return a->text.size() < b->text.size(); });
  std::string out = "{\"name\": " + JsonQuoted(longest->text), list;
  const Mark* known = mentions[0];
  for (const Mark* mark : mentions)
    if (mark->geonames || mark->point || !mark->country.empty()) {
      known = mark;
      break;
    }
  if (!known->country.empty()) out += ", \"country\": " + JsonQuoted(known->country);
  if (known->geonames) out += fmt::format(", \"geonames\": {}", *known->geonames);
  if (known->point) out += fmt::format(", \"lat\": {}, \"lon\": {}", known->point->first, known->point->second);
  for (const Mark* mark : mentions) list += fmt::format("{}{{{}, \"kind\": {}}}", list.empty() ? "" : ", ", SpanJson(*mark), JsonQuoted(mark->kind));
  return out + ", \"mentions\": [" + list + "]}";
}

std::string ItemJson(const Mark& mark) {
  std::string out = "{" + SpanJson(mark) + ", \"kind\": " + JsonQuoted(mark.kind);
  if (mark.layer == kQuotes) return out + (mark.value.empty() ? "}" : ", \"speaker_text\": " + JsonQuoted(mark.value) + "}");
  if (!mark.value.empty()) out += ", \"value\": " + JsonQuoted(mark.value);
  if (!mark.unit.empty()) out += ", \"unit\": " + JsonQuoted(mark.unit);
  return out + "}";
}

std::string LayerJson(const AnnotatedDocument& document, Layer layer) {
  std::string list;
  const auto add = [&](const std::string& item) { list += (list.empty() ? "" : ", ") + item; };
  if (layer <= kPlaces)
    for (const std::vector<const Mark*>& mentions : ByEntity(document, layer)) add(EntityJson(mentions));
  else
    for (const Mark& mark : document.marks) {
      if (mark.layer != layer) continue;
      add(layer == kEvents ? "{\"type\": " + JsonQuoted(mark.kind) + (mark.value.empty() ? "" : ", \"status\": " + JsonQuoted(mark.value)) +
                                 ", \"trigger\": {" + SpanJson(mark) + "}}"
                           : ItemJson(mark));
    }
  return "\"" + std::string(NameOf(layer)) + "\": [" + list + "]";
}

// The parts of a token between which marks begin or end.
std::vector<Stretch> CutAtMarks(Stretch token, const std::vector<const Mark*>& marks) {
  std::set<int64_t> cuts = {token.start, token.end};
  for (const Mark* mark : marks)
    for (const int64_t edge : {mark->at.start, mark->at.end})
      if (token.start < edge && edge < token.end) cuts.insert(edge);
  std::vector<Stretch> out;
  for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at) out.push_back({*at, *std::next(at)});
  return out;
}

// What any document has, all were looked at for.
std::string AnnotatedOf(const AnnotatedSet& set) {
  std::set<std::string> what;
  for (const AnnotatedDocument& document : set.documents)
    for (const Mark& mark : document.marks) {
      const std::string layer = NameOf(mark.layer);
      if (mark.layer <= kPlaces) {
        what.insert(layer + ".mentions");
        if (mark.entity != mark.text) what.insert(layer + ".entities");
        if (mark.kind == "demonym") what.insert(layer + ".demonyms");
        if (mark.point) what.insert(layer + ".point");
        if (mark.geonames) what.insert(layer + ".geonames");
        if (mark.layer == kPlaces && !mark.country.empty()) what.insert(layer + ".country");
      } else if (mark.layer == kEvents) {
        what.insert({"events.trigger", "events.type"});
      } else {
        what.insert(layer + ".span");
        if (!mark.value.empty()) what.insert(layer + (mark.layer == kQuotes ? ".speaker" : ".value"));
      }
    }
  std::string out;
  for (const std::string& part : what) out += (out.empty() ? "" : ", ") + JsonQuoted(part);
  return "[" + out + "]";
}

}  // namespace

std::vector<std::string> GoldLines(const AnnotatedSet& set) {
  const std::string annotated = AnnotatedOf(set);
  std::vector<std::string> out;
  for (const AnnotatedDocument& document : set.documents) {
    std::string line = "{\"id\": " + JsonQuoted(document.id) + fmt::format(", \"length\": {}, \"annotated\": {}", Sliceable(document.text).length(), annotated);
    for (uint8_t i = 0; i < kLayers; ++i) line += ", " + LayerJson(document, static_cast<Layer>(i));
    out.push_back(line + "}");
  }
  return out;
}

std::vector<std::string> ArticleLines(const AnnotatedSet& set) {
  std::vector<std::string> out;
  for (const AnnotatedDocument& document : set.documents) {
    std::string line = "{\"id\": " + JsonQuoted(document.id) + ", \"text\": " + JsonQuoted(document.text);
    if (!document.published.empty()) line += ", \"published\": " + JsonQuoted(document.published);
    if (!document.url.empty()) line += ", \"url\": " + JsonQuoted(document.url);
    out.push_back(line + "}");
  }
  return out;
}

std::string ConllDocument(const AnnotatedDocument& document) {
  std::vector<const Mark*> names;  // the longest of those that overlap
  for (const Mark& mark : document.marks)
    if (mark.layer <= kPlaces && (mark.kind == "name" || mark.kind == "short")) names.push_back(&mark);
  std::stable_sort(names.begin(), names.end(), [](const Mark* a, const Mark* b) { return a->at.end - a->at.start > b->at.end - b->at.start; });
  std::vector<const Mark*> kept;
  for (const Mark* name : names)
    if (std::none_of(kept.begin(), kept.end(), [&](const Mark* k) { return name->at.Touches(k->at); })) kept.push_back(name);
  std::sort(kept.begin(), kept.end(), [](const Mark* a, const Mark* b) { return a->at < b->at; });

  std::string out = "-DOCSTART- (" + document.id + ")\tO\n\n";
  const Sliceable text(document.text);
  WordBreaks breaks;
  std::vector<TextChunk> chunks;
  breaks.Cut(document.text, chunks);
  int64_t at = 0;
  size_t next = 0;
  const Mark* open = nullptr;
  bool in_sentence = false;
  for (const TextChunk& chunk : chunks) {
    const std::string_view token = std::string_view(document.text).substr(static_cast<size_t>(chunk.begin), static_cast<size_t>(chunk.end - chunk.begin));
    const int64_t start = at;
    at += Sliceable(token).length();
    const bool blank = std::all_of(token.begin(), token.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }) || token == "\u00A0";
    if (blank) {
      if (in_sentence && token.find('\n') != std::string_view::npos) {
        out += "\n";
        in_sentence = false;
      }
      continue;
    }
    for (const Stretch& part : CutAtMarks({start, at}, kept)) {  // "Beira’s" is Beira and ’s where Beira is marked
      while (next < kept.size() && kept[next]->at.end <= part.start) ++next;
      const Mark* mark = next < kept.size() && kept[next]->at.Touches(part) ? kept[next] : nullptr;
      out += fmt::format("{}\t{}\n", text.Slice(part), mark == nullptr ? "O" : std::string(mark == open ? "I-" : "B-") + TagOf(mark->layer));
      open = mark;
    }
    in_sentence = true;
  }
  return out + (in_sentence ? "\n" : "");
}

std::string BratAnnotations(const AnnotatedDocument& document) {
  std::string marks, rest;
  std::map<std::string, std::vector<size_t>> entities;
  size_t events = 0, notes = 0, references = 0;
  for (size_t i = 0; i < document.marks.size(); ++i) {
    const Mark& mark = document.marks[i];
    const size_t id = i + 1;
    std::string label = LabelOf(mark.layer), text = mark.text;
    if (mark.layer == kEvents) label = mark.kind;
    if (mark.layer == kNumbers && MeaningOf(mark.kind)) label = mark.kind;
    if (mark.layer == kDates && MeaningOf(mark.kind)) label = mark.kind;
    if (mark.layer == kQuotes && mark.kind == "indirect") label = mark.kind;
    if (mark.layer == kPlaces && mark.kind == "demonym") label = "demonym";
    for (char& c : label) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    std::replace(text.begin(), text.end(), '\n', ' ');
    marks += fmt::format("T{}\t{} {} {}\t{}\n", id, label, mark.at.start, mark.at.end, text);
    if (mark.layer == kEvents) rest += fmt::format("E{}\t{}:T{}\n", ++events, label, id);
    if (mark.layer <= kPlaces && mark.entity != mark.text) entities[NameOf(mark.layer) + mark.entity].push_back(id);
    if (mark.layer <= kPlaces && mark.kind != "name" && mark.kind != "demonym") rest += fmt::format("A{}\tkind T{} {}\n", id, id, mark.kind);
    if (mark.geonames) rest += fmt::format("N{}\tReference T{} GeoNames:{}\t{}\n", ++references, id, *mark.geonames, text);
    if (mark.point && !mark.geonames) rest += fmt::format("#{}\tAnnotatorNotes T{}\t{}, {}\n", ++notes, id, mark.point->first, mark.point->second);
    if (!mark.value.empty() && mark.layer != kEvents) rest += fmt::format("#{}\tAnnotatorNotes T{}\t{}\n", ++notes, id, mark.value);
  }
  for (const auto& [entity, ids] : entities) {
    if (ids.size() < 2) continue;
    rest += "*\tEquiv";
    for (const size_t id : ids) rest += fmt::format(" T{}", id);
    rest += "\n";
  }
  return marks + rest;
}

std::string LabelStudioTask(const AnnotatedDocument& document) {
  const std::u32string text = Wide(document.text);
  std::vector<int64_t> units(1, 0);  // UTF-16 units before each code point
  for (const char32_t c : text) units.push_back(units.back() + (c > 0xFFFF ? 2 : 1));
  std::string results;
  for (size_t i = 0; i < document.marks.size(); ++i) {
    const Mark& mark = document.marks[i];
    std::string meta;
    const std::string& value = mark.layer == kEvents ? mark.kind : mark.value;
    if (!value.empty()) meta = "\"value\": " + JsonQuoted(value);
    if (mark.layer <= kPlaces && mark.entity != mark.text) meta += (meta.empty() ? "" : ", ") + std::string("\"entity\": ") + JsonQuoted(mark.entity);
    const bool own = mark.layer == kNumbers || mark.layer == kDates ? MeaningOf(mark.kind).has_value() : mark.kind == "demonym" || mark.kind == "indirect";
    std::string label = own ? mark.kind : LabelOf(mark.layer);
    for (char& c : label) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    results += fmt::format(
        "{}{{\"id\": \"m{}\", \"from_name\": \"label\", \"to_name\": \"text\", \"type\": \"labels\", \"value\": {{\"start\": {}, \"end\": {}, \"text\": {}, "
        "\"labels\": [{}]}}{}}}",
        results.empty() ? "" : ", ", i + 1, units[static_cast<size_t>(mark.at.start)], units[static_cast<size_t>(mark.at.end)], JsonQuoted(mark.text),
        JsonQuoted(label), meta.empty() ? "" : ", \"meta\": {" + meta + "}");
  }
  return "{\"data\": {\"id\": " + JsonQuoted(document.id) + ", \"text\": " + JsonQuoted(document.text) +
         "}, \"predictions\": [{\"model_version\": \"factbox\", \"result\": [" + results + "]}]}";
}

}  // namespace factbox::evaluate
