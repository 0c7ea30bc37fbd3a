// XML: toponyms of LGL and GeoWebNews, and TimeML.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <pugixml.hpp>

#include "evaluate/formats.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

Status Load(const std::string& path, const std::string& bytes, unsigned options, pugi::xml_document& xml) {
  const pugi::xml_parse_result parsed = xml.load_buffer(bytes.data(), bytes.size(), options, pugi::encoding_utf8);
  if (parsed) return {};
  const size_t at = std::min(static_cast<size_t>(std::max<std::ptrdiff_t>(0, parsed.offset)), bytes.size());
  const size_t line = 1 + static_cast<size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  return Error{"invalid_gold", path + ":" + std::to_string(line) + ": not valid XML: " + parsed.description()};
}

// The text of the first of these children that is there.
std::string Child(pugi::xml_node node, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const pugi::xml_node child = node.child(name)) return child.text().get();
  return {};
}

std::optional<double> Real(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return end != text.c_str() ? std::optional(value) : std::nullopt;
}

Status ReadToponym(const std::string& path, const std::string& id, pugi::xml_node node, AnnotatedDocument& document) {
  const std::optional<double> start = Real(Child(node, {"start"})), end = Real(Child(node, {"end"}));
  if (!start || !end) return Error{"invalid_gold", path + ": '" + id + "': a toponym has no start and end"};
  Mark mark{{static_cast<int64_t>(*start), static_cast<int64_t>(*end)}, kPlaces, Child(node, {"phrase"}), "name", {}, {}, {}, {}, {}, {}};
  const pugi::xml_node tag = node.child("gaztag") ? node.child("gaztag") : node;
  const std::optional<double> lat = Real(Child(tag, {"lat", "latitude"})), lon = Real(Child(tag, {"lon", "longitude", "long"}));
  if (lat && lon) mark.point = {*lat, *lon};
  for (const char* name : {"geonameid", "geonamesid", "geonamesID", "geonames_id"}) {
    const std::string number = tag.attribute(name) ? tag.attribute(name).value() : Child(tag, {name});
    if (!number.empty()) mark.geonames = std::strtoll(number.c_str(), nullptr, 10);
  }
  mark.country = Child(tag, {"country"});
  if (mark.country.size() != 2) mark.country.clear();  // codes only
  if (const std::optional<LabelMeaning> meaning = MeaningOf(Child(node, {"type"})); meaning && meaning->kind == "demonym") mark.kind = "demonym";
  if (mark.geonames) mark.entity = "geonames " + std::to_string(*mark.geonames);
  document.marks.push_back(std::move(mark));
  return {};
}

}  // namespace

Status ReadToponymXml(const std::string& path, const std::string& bytes, AnnotatedSet& set) {
  pugi::xml_document xml;
  if (const Status status = Load(path, bytes, pugi::parse_default | pugi::parse_ws_pcdata_single, xml); !status) return status;
  const pugi::xml_node root = xml.document_element();
  const size_t first = set.documents.size();
  for (const pugi::xml_node article : root.children("article")) {
    AnnotatedDocument document;
    document.id = article.attribute("docid").value();
    if (document.id.empty()) document.id = path + "#" + std::to_string(set.documents.size() - first + 1);
    document.text = Child(article, {"text"});
    document.title = Child(article, {"title"});
    document.url = Child(article, {"url"});
    for (const pugi::xml_node toponym : article.child("toponyms").children("toponym"))
      if (const Status status = ReadToponym(path, document.id, toponym, document); !status) return status;
    set.documents.push_back(std::move(document));
  }
  if (set.documents.size() == first) return Error{"invalid_gold", path + ": has no <article> below <" + std::string(root.name()) + ">"};
  return {};
}

namespace {

// The text below a node, with the expressions of time in it.
void Collect(pugi::xml_node node, int64_t& length, AnnotatedDocument& document) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      document.text += child.value();
      length += Sliceable(child.value()).length();
      continue;
    }
    if (child.type() != pugi::node_element) continue;
    const int64_t start = length;
    Collect(child, length, document);
    if (std::strcmp(child.name(), "TIMEX3") != 0 || start == length) continue;
    std::string kind = child.attribute("type").value();
    for (char& c : kind) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    document.marks.push_back({{start, length}, kDates, {}, kind.empty() ? "date" : kind, {}, child.attribute("value").value(), {}, {}, {}, {}});
  }
}

}  // namespace

Status ReadTimeMl(const std::string& path, const std::string& bytes, AnnotatedSet& set) {
  pugi::xml_document xml;
  if (const Status status = Load(path, bytes, pugi::parse_default | pugi::parse_ws_pcdata, xml); !status) return status;
  const pugi::xml_node root = xml.document_element();
  AnnotatedDocument document;
  document.id = Child(root, {"DOCID"});
  if (document.id.empty()) document.id = std::filesystem::path(path).filename().string();
  const pugi::xml_node creation = root.select_node("//TIMEX3[@functionInDocument='CREATION_TIME' or @functionInDocument='PUBLICATION_TIME']").node();
  document.published = std::string(creation.attribute("value").value()).substr(0, 10);
  int64_t length = 0;
  const pugi::xml_node text = root.child("TEXT");
  Collect(text ? text : root, length, document);
  if (document.text.empty()) return Error{"invalid_gold", path + ": has no text"};
  set.documents.push_back(std::move(document));
  return {};
}

}  // namespace factbox::evaluate
