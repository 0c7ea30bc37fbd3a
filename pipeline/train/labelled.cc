#include "train/labelled.h"

#include <simdjson.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <map>

#include "article/article_parser.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/offsets.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

uint32_t CodePoints(std::string_view text) {
  return static_cast<uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

struct Gold {
  std::vector<LabelledName> names;
  uint32_t length = 0;
  bool misc = false;
};

// Reads {"start": …, "end": …}; false where it has none.
bool ReadSpan(dom::element value, LabelledName& name) {
  uint64_t start = 0, end = 0;
  if (value["start"].get(start) != simdjson::SUCCESS || value["end"].get(end) != simdjson::SUCCESS || start >= end || end > UINT32_MAX) return false;
  name.start = static_cast<uint32_t>(start);
  name.end = static_cast<uint32_t>(end);
  return true;
}

// Why the line is no gold; empty: it is. `wanted`: is it of the fold?
std::string ReadGold(dom::element line, const std::string& fold, Gold& gold, std::string& id, bool& wanted) {
  std::string_view text;
  if (line["id"].get(text) != simdjson::SUCCESS) return "no id";
  id = text;
  wanted = fold.empty() || (line["fold"].get(text) == simdjson::SUCCESS && text == fold);
  if (!wanted) return {};
  uint64_t length = 0;
  if (line["length"].get(length) == simdjson::SUCCESS) gold.length = static_cast<uint32_t>(length);
  dom::array list;
  size_t marked = 0;
  if (line["annotated"].get(list) != simdjson::SUCCESS) return "no list 'annotated'";
  for (const dom::element layer : list)
    if (layer.get(text) == simdjson::SUCCESS) {
      marked += text == "people.mentions" || text == "organizations.mentions" || text == "places.mentions";
      gold.misc = gold.misc || text == "misc.mentions";
    }
  if (marked < 3) return "people, organizations and places are not all marked (see 'annotated')";
  constexpr std::pair<const char*, const char*> kLayers[] = {{"people", "PER"}, {"organizations", "ORG"}, {"places", "LOC"}, {"misc", "MISC"}};
  for (const auto& [layer, type] : kLayers) {
    if (line[layer].get(list) != simdjson::SUCCESS) continue;
    for (const dom::element entity : list) {
      LabelledName name{0, 0, type};
      dom::array mentions;
      if (entity["mentions"].get(mentions) != simdjson::SUCCESS) {
        if (!ReadSpan(entity, name)) return std::string("an entry of '") + layer + "' has neither mentions nor start and end";
        gold.names.push_back(name);
        continue;
      }
      for (const dom::element mention : mentions) {
        if (!ReadSpan(mention, name)) return std::string("a mention in '") + layer + "' has no start before its end";
        const bool named = mention["kind"].get(text) != simdjson::SUCCESS || text == "name" || text == "short";
        if (named) gold.names.push_back(name);
      }
    }
  }
  if (line["ignore"].get(list) == simdjson::SUCCESS)
    for (const dom::element stretch : list) {
      LabelledName name;
      const bool of_names = stretch["layer"].get(text) != simdjson::SUCCESS || (text != "dates" && text != "numbers" && text != "quotes");
      if (of_names && ReadSpan(stretch, name)) gold.names.push_back(name);
    }
  return {};
}

Result<std::map<std::string, Gold>> ReadGoldFile(const std::string& path, const std::string& fold) {
  const Result<std::string> text = ReadFile(path);
  if (!text) return text.error();
  std::map<std::string, Gold> out;
  dom::parser parser;
  size_t number = 0;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string_view line = std::string_view(*text).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty()) continue;
    dom::element value;
    const std::string place = path + ":" + std::to_string(number) + ": ";
    if (const auto error = parser.parse(line.data(), line.size()).get(value); error != simdjson::SUCCESS)
      return Error{"invalid_gold", place + "not valid JSON: " + simdjson::error_message(error)};
    Gold gold;
    std::string id;
    bool wanted = false;
    if (const std::string mistake = ReadGold(value, fold, gold, id, wanted); !mistake.empty()) return Error{"invalid_gold", place + mistake};
    if (wanted && !out.emplace(id, std::move(gold)).second) return Error{"invalid_gold", place + "the id '" + id + "' comes twice"};
  }
  return out;
}

// Of names that overlap, the longest stays; of equal ones, the first.
void KeepLongest(std::vector<LabelledName>& names) {
  std::stable_sort(names.begin(), names.end(),
                   [](const LabelledName& a, const LabelledName& b) { return a.start != b.start ? a.start < b.start : a.end > b.end; });
  std::vector<LabelledName> kept;
  for (const LabelledName& name : names) {
    if (!kept.empty() && name.start < kept.back().end) {
      if (name.end - name.start > kept.back().end - kept.back().start) kept.back() = name;
      continue;
    }
    kept.push_back(name);
  }
  names = std::move(kept);
}

}  // namespace

Result<std::vector<LabelledText>> ReadGoldNames(const std::string& docs, const std::string& gold_path, const std::string& fold) {
  Result<std::map<std::string, Gold>> gold = ReadGoldFile(gold_path, fold);
  if (!gold) return gold.error();
  std::vector<LabelledText> out;
  ItemReader reader({{docs, {}}}, {InputFormat::kJsonLines, size_t{64} << 20});
  ArticleParser parser;
  RawItem item;
  while (reader.Next(item)) {
    if (item.state == RawItem::State::kProblem) return item.error;
    if (item.state == RawItem::State::kWarning) continue;
    ParsedArticle parsed;
    if (const Status status = parser.Parse(item, parsed); !status)
      return Error{status.error().code, docs + ":" + std::to_string(item.line) + ": " + status.error().message};
    const auto found = gold->find(parsed.article.id);
    if (found == gold->end()) continue;
    LabelledText labelled{std::move(parsed.article), std::move(found->second.names), found->second.misc};
    labelled.article.text = RepairUtf8(labelled.article.text).text;
    labelled.article.title.clear();  // gold counts in the text
    const uint32_t length = CodePoints(labelled.article.text);
    for (const LabelledName& name : labelled.names)
      if (name.end > length)
        return Error{"invalid_gold",
                     gold_path + ": a span of '" + labelled.article.id + "' ends at " + std::to_string(name.end) + ", the text at " + std::to_string(length)};
    KeepLongest(labelled.names);
    out.push_back(std::move(labelled));
  }
  if (out.empty()) return Error{"invalid_gold", docs + ": no document has gold" + (fold.empty() ? "" : " in fold '" + fold + "'")};
  return out;
}

Result<std::vector<LabelledText>> ReadColumns(const std::string& path) {
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes) return bytes.error();
  const std::string text = RepairUtf8(*bytes).text;
  std::vector<LabelledText> out;
  size_t number = 0;
  uint32_t at_code_point = 0;
  bool line_begins = true, name_open = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    ++number;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.substr(0, 10) == "-DOCSTART-" || out.empty()) {
      out.emplace_back();
      out.back().article.id = path + "#" + std::to_string(out.size());
      out.back().misc = true;
      at_code_point = 0;
      line_begins = true;
      if (line.substr(0, 10) == "-DOCSTART-") continue;
    }
    std::string& body = out.back().article.text;
    if (line.empty()) {
      if (!line_begins) body += '\n', ++at_code_point;
      line_begins = true;
      name_open = false;
      continue;
    }
    const size_t first = line.find_first_of("\t "), last = line.find_last_of("\t ");
    if (first == std::string_view::npos || first == 0) return Error{"invalid_gold", path + ":" + std::to_string(number) + ": no token and tag"};
    const std::string_view token = line.substr(0, first), tag = line.substr(last + 1);
    const bool outside = tag == "O";
    if (!outside && (tag.size() < 3 || tag[1] != '-' || std::string_view("BILUSE").find(tag[0]) == std::string_view::npos))
      return Error{"invalid_gold", path + ":" + std::to_string(number) + ": '" + std::string(tag) + "' is neither O nor B-…, I-… of BIO or BILOU"};
    // No blank before a mark that closes or behind one that opens.
    constexpr std::string_view kClosing = ".,;:!?)]}%'", kOpening = "([{$";
    const bool closing = token.size() == 1 ? kClosing.find(token[0]) != std::string_view::npos : token.substr(0, 1) == "'" && token.size() <= 3;
    const bool after_opening = !body.empty() && kOpening.find(body.back()) != std::string_view::npos;
    if (!line_begins && !closing && !after_opening) body += ' ', ++at_code_point;
    const uint32_t start = at_code_point;
    body += token;
    at_code_point += CodePoints(token);
    line_begins = false;
    std::vector<LabelledName>& names = out.back().names;
    const std::string_view type = outside ? std::string_view() : tag.substr(2);
    const bool begins = !outside && (tag[0] == 'B' || tag[0] == 'U' || tag[0] == 'S' || !name_open || names.back().type != type);
    if (begins) names.push_back({start, at_code_point, std::string(type)});
    if (!outside && !begins) names.back().end = at_code_point;
    name_open = !outside && tag[0] != 'L' && tag[0] != 'U' && tag[0] != 'S' && tag[0] != 'E';
  }
  return out;
}

LabelledText Recased(const LabelledText& labelled, Recasing recasing) {
  LabelledText out = labelled;
  const std::string& text = labelled.article.text;
  out.article.text.clear();
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    at += point.bytes;
    const auto c = static_cast<UChar32>(point.value);
    AppendUtf8(out.article.text, static_cast<char32_t>(recasing == Recasing::kUpper ? u_toupper(c) : u_tolower(c)));
  }
  return out;
}

}  // namespace factbox
