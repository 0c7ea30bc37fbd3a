#include "evaluate/formats.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

#include "article/byte_stream.h"
#include "base/file.h"
#include "base/utf8.h"
#include "evaluate/facts_reader.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

namespace fs = std::filesystem;

struct KnownLabel {
  std::string_view label;
  Layer layer;
  std::string_view kind;
};

// As corpora write them, in capitals and without blanks, hyphens and underscores: OntoNotes, CoNLL, ACE, MUC, TimeML, GeoWebNews, and factbox's own.
constexpr KnownLabel kLabels[] = {
    {"PER", kPeople, "name"},
    {"PERSON", kPeople, "name"},
    {"PEOPLE", kPeople, "name"},
    {"ORG", kOrganizations, "name"},
    {"ORGANIZATION", kOrganizations, "name"},
    {"ORGANISATION", kOrganizations, "name"},
    {"ORGANIZATIONS", kOrganizations, "name"},
    {"LOC", kPlaces, "name"},
    {"LOCATION", kPlaces, "name"},
    {"PLACE", kPlaces, "name"},
    {"PLACES", kPlaces, "name"},
    {"GPE", kPlaces, "name"},
    {"FAC", kPlaces, "name"},
    {"FACILITY", kPlaces, "name"},
    {"TOPONYM", kPlaces, "name"},
    {"LITERAL", kPlaces, "name"},
    {"LITERALMODIFIER", kPlaces, "name"},
    {"EMBEDDEDLITERAL", kPlaces, "name"},
    {"MIXED", kPlaces, "name"},
    {"COERCION", kPlaces, "name"},
    {"METONYMIC", kPlaces, "name"},
    {"METONYMY", kPlaces, "name"},
    {"ASSOCIATIVE", kPlaces, "name"},
    {"ASSOCIATIVEMODIFIER", kPlaces, "name"},
    {"DEMONYM", kPlaces, "demonym"},
    {"DATE", kDates, "date"},
    {"TIME", kDates, "time"},
    {"DURATION", kDates, "duration"},
    {"SET", kDates, "set"},
    {"TIMEX3", kDates, "date"},
    {"NUMBER", kNumbers, "count"},
    {"CARDINAL", kNumbers, "count"},
    {"COUNT", kNumbers, "count"},
    {"MONEY", kNumbers, "money"},
    {"PERCENT", kNumbers, "percent"},
    {"QUANTITY", kNumbers, "measure"},
    {"MEASURE", kNumbers, "measure"},
    {"ORDINAL", kNumbers, "ordinal"},
    {"AGE", kNumbers, "age"},
    {"RATIO", kNumbers, "ratio"},
    {"SCORE", kNumbers, "score"},
    {"PLAIN", kNumbers, "plain"},
    {"QUOTE", kQuotes, "direct"},
    {"QUOTATION", kQuotes, "direct"},
    {"DIRECT", kQuotes, "direct"},
    {"INDIRECT", kQuotes, "indirect"},
};

std::string Plain(std::string_view label) {
  std::string out;
  for (const char c : label)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

bool EndsWith(std::string_view text, std::string_view tail) { return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail; }

Result<std::string> ReadAll(const std::string& path) {
  Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(path);
  if (!stream) return stream.error();
  std::string out;
  while (true) {
    const Result<std::string_view> piece = (*stream)->Next();
    if (!piece) return piece.error();
    if (piece->empty()) return out;
    out += *piece;
  }
}

// Files of a folder with this ending, sorted; the file itself if it is none.
std::vector<std::string> FilesOf(const std::string& path, std::string_view ending) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> out;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error))
    if (EndsWith(entry.path().string(), ending)) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

Status ReadBrat(const std::string& path, AnnotatedSet& set) {
  std::vector<std::string> files = FilesOf(path, ".ann");
  if (files.empty()) return Error{"invalid_gold", path + ": holds no .ann"};
  for (const std::string& file : files) {
    const std::string stem = EndsWith(file, ".ann") || EndsWith(file, ".txt") ? file.substr(0, file.size() - 4) : file;
    const Result<std::string> text = ReadFile(stem + ".txt"), annotations = ReadFile(stem + ".ann");
    if (!text) return text.error();
    if (!annotations) return annotations.error();
    AnnotatedDocument document;
    document.id = fs::path(stem).filename().string();
    document.text = RepairUtf8(*text).text;
    if (const Status status = ReadBratPair(stem + ".ann", document.text, RepairUtf8(*annotations).text, document, set); !status) return status;
    set.documents.push_back(std::move(document));
  }
  return {};
}

void AddFacts(const Facts& facts, AnnotatedSet& set) {
  AnnotatedDocument document;
  document.id = facts.id;
  document.text = facts.article.text;
  document.published = facts.article.published;
  document.url = facts.article.url;
  for (const Layer layer : kNameLayers)
    for (size_t i = 0; i < facts.entities[layer].size(); ++i) {
      const Entity& entity = facts.entities[layer][i];
      const std::string group = entity.id.empty() ? TagOf(layer) + std::to_string(i) : entity.id;
      for (const Mention& mention : entity.mentions) {
        Mark mark{mention.at, layer, mention.text, mention.kind, group, {}, {}, entity.country, entity.geonames, entity.point};
        document.marks.push_back(std::move(mark));
      }
    }
  for (const Layer layer : {kNumbers, kDates, kQuotes})
    for (const Item& item : facts.Items(layer)) {
      Mark mark{item.at, layer, item.text, item.kind, {}, layer == kQuotes ? item.speaker_text : item.value, item.unit, {}, {}, {}};
      document.marks.push_back(std::move(mark));
    }
  for (const Event& event : facts.events)
    if (event.trigger) document.marks.push_back({*event.trigger, kEvents, event.trigger_text, event.type, {}, event.status, {}, {}, {}, {}});
  set.documents.push_back(std::move(document));
}

Status ReadRecords(const std::string& path, AnnotatedSet& set) {
  const Result<std::unique_ptr<LineReader>> reader = LineReader::Open(path);
  if (!reader) return reader.error();
  FactsParser parser;
  std::string line;
  while (true) {
    const Result<bool> more = (*reader)->Next(line);
    if (!more) return more.error();
    if (!*more) return {};
    Facts facts;
    const std::string place = path + ":" + std::to_string((*reader)->number());
    if (const Status status = parser.Parse(line, Role::kRecord, place, facts); !status) return status;
    AddFacts(facts, set);
  }
}

Status ReadFiles(const std::string& path, std::string_view ending, Status (*read)(const std::string&, const std::string&, AnnotatedSet&), AnnotatedSet& set) {
  for (const std::string& file : FilesOf(path, ending)) {
    const Result<std::string> bytes = ReadAll(file);
    if (!bytes) return bytes.error();
    if (const Status status = read(file, RepairUtf8(*bytes).text, set); !status) return status;
  }
  return {};
}

// Equal texts of a layer are one entity where the format has none; what stands outside of the text is refused.
Status Finish(const std::string& path, AnnotatedSet& set) {
  for (AnnotatedDocument& document : set.documents) {
    const Sliceable text(document.text);
    for (Mark& mark : document.marks) {
      const std::string place = path + ": '" + document.id + "': ";
      if (mark.at.start < 0 || mark.at.start >= mark.at.end) return Error{"invalid_gold", place + "a mark is empty or turned around"};
      if (!document.text.empty() && mark.at.end > text.length())
        return Error{"invalid_gold", place + "a mark ends at " + std::to_string(mark.at.end) + ", the text at " + std::to_string(text.length())};
      const std::string slice(text.Slice(mark.at));
      if (!document.text.empty() && !mark.text.empty() && mark.text != slice)
        return Error{"invalid_gold", place + "a mark says '" + mark.text + "', but the text has '" + slice + "' there"};
      if (mark.text.empty()) mark.text = slice;
      if (mark.entity.empty() && mark.layer <= kPlaces) mark.entity = mark.text;
    }
    std::stable_sort(document.marks.begin(), document.marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
  }
  return {};
}

}  // namespace

std::optional<LabelMeaning> MeaningOf(std::string_view label) {
  const std::string plain = Plain(label);
  for (const KnownLabel& known : kLabels)
    if (known.label == plain) return LabelMeaning{known.layer, std::string(known.kind)};
  return std::nullopt;
}

const char* LabelOf(Layer layer) {
  switch (layer) {
    case kNumbers: return "NUMBER";
    case kDates: return "DATE";
    case kQuotes: return "QUOTE";
    case kEvents: return "EVENT";
    default: return TagOf(layer);
  }
}

GoldFormat FormatOf(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return FilesOf(path, ".ann").empty() ? GoldFormat::kTimeMl : GoldFormat::kBrat;
  std::string_view name = path;
  for (const std::string_view packed : {".gz", ".zst"})
    if (EndsWith(name, packed)) name.remove_suffix(packed.size());
  if (EndsWith(name, ".tml")) return GoldFormat::kTimeMl;
  if (EndsWith(name, ".ann")) return GoldFormat::kBrat;
  if (EndsWith(name, ".conll") || EndsWith(name, ".iob") || EndsWith(name, ".bio")) return GoldFormat::kConll;
  if (EndsWith(name, ".txt") && fs::exists(std::string(name.substr(0, name.size() - 4)) + ".ann", error)) return GoldFormat::kBrat;
  const Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(path);
  if (!stream) return GoldFormat::kGold;  // whoever reads it says why it cannot be
  const Result<std::string_view> piece = (*stream)->Next();
  if (!piece) return GoldFormat::kGold;
  std::string_view start = piece->substr(0, size_t{1} << 16);
  start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), start.size()));
  const std::string_view line = start.substr(0, start.find('\n'));
  const auto has = [&](std::string_view word) { return start.find(word) != std::string_view::npos; };
  if (start.substr(0, 1) == "<") return has("<TimeML") || has("<TIMEX3") ? GoldFormat::kTimeMl : GoldFormat::kLgl;
  const auto in_line = [&](std::string_view word) { return line.find(word) != std::string_view::npos; };
  if (start.substr(0, 1) == "[" || start.substr(0, 1) == "{") {
    if (in_line("\"annotated\"") || in_line("\"mentions\"") || in_line("\"schema\"")) return GoldFormat::kGold;
    if (has("\"annotations\"") || has("\"predictions\"") || has("\"from_name\"")) return GoldFormat::kLabelStudio;
    if (in_line("start_offset") || in_line("\"label\": [") || in_line("\"label\":[") || in_line("\"labels\"")) return GoldFormat::kDoccano;
    if (in_line("\"entities\"") || in_line("\"ents\"") || in_line("\"spans\"")) return GoldFormat::kSpacy;
    return GoldFormat::kGold;
  }
  return GoldFormat::kConll;
}

Result<AnnotatedSet> ReadAnnotated(const std::string& path, GoldFormat format) {
  if (format == GoldFormat::kAuto) format = FormatOf(path);
  AnnotatedSet set;
  Status status;
  std::error_code error;
  const bool xml = EndsWith(path, ".xml") || EndsWith(path, ".xml.gz");
  if (format == GoldFormat::kGold)
    status = ReadRecords(path, set);
  else if (format == GoldFormat::kBrat || (format == GoldFormat::kGeoWebNews && !xml))
    status = ReadBrat(path, set);
  else if (format == GoldFormat::kLgl || format == GoldFormat::kGeoWebNews)
    status = ReadFiles(path, ".xml", ReadToponymXml, set);
  else if (format == GoldFormat::kTimeMl)
    status = ReadFiles(path, ".tml", ReadTimeMl, set);
  else if (format == GoldFormat::kConll)
    status = ReadFiles(path, ".conll", ReadConll, set);
  else {
    const Result<std::string> bytes = ReadAll(path);
    status = bytes ? ReadJsonFormat(path, *bytes, format, set) : Status(bytes.error());
  }
  if (!status) return status.error();
  if (set.documents.empty()) return Error{"invalid_gold", path + ": holds no documents"};
  if (const Status finished = Finish(path, set); !finished) return finished.error();
  return set;
}

}  // namespace factbox::evaluate
