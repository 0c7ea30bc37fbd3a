#include "article/article_parser.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "article/http_message.h"
#include "article/news_item.h"
#include "article/page.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

constexpr size_t kMaxBodyBytes = size_t{64} << 20;  // of a page once its compression is undone
constexpr size_t kIdDigits = 16;                    // of SHA-256: 64 bits, two of ten million articles collide with a chance of 1 in 370,000

std::string ShortHash(std::string_view bytes) { return Sha256Hex(bytes).substr(0, kIdDigits); }

std::string_view TypeName(dom::element value) {
  switch (value.type()) {
    case dom::element_type::ARRAY: return "an array";
    case dom::element_type::OBJECT: return "an object";
    case dom::element_type::STRING: return "a string";
    case dom::element_type::BOOL: return "true or false";
    case dom::element_type::NULL_VALUE: return "null";
    default: return "a number";
  }
}

std::string JsonMistake(simdjson::error_code code) {
  switch (code) {
    case simdjson::UNCLOSED_STRING: return "not valid JSON: a string is not closed (cut off?)";
    case simdjson::TAPE_ERROR: return "not valid JSON: cut off, or a comma, colon, bracket or quotation mark is missing or too many";
    case simdjson::DEPTH_ERROR: return "not valid JSON: nested too deeply";
    case simdjson::UNESCAPED_CHARS: return "not valid JSON: a line break or control character within a string";
    case simdjson::STRING_ERROR: return "not valid JSON: a string with an unknown escape";
    case simdjson::EMPTY: return "not valid JSON: nothing there";
    default: return std::string("not valid JSON: ") + simdjson::error_message(code);
  }
}

// Four hexadecimal digits at `at`.
std::optional<unsigned> HexAt(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9')
      value = value * 16 + static_cast<unsigned>(c - '0');
    else if (lower >= 'a' && lower <= 'f')
      value = value * 16 + static_cast<unsigned>(lower - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

// Half of a surrogate pair written as \ud83d without its other half, as some writers leave when they cut a string: it becomes \ufffd.
size_t RepairSurrogates(std::string& json) {
  const auto escape = [&](size_t at) { return at + 6 <= json.size() && json[at] == '\\' && json[at + 1] == 'u' ? HexAt(json, at + 2) : std::nullopt; };
  size_t repaired = 0;
  for (size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const std::optional<unsigned> unit = escape(at);
    if (!unit) {
      at += 2;
      continue;
    }
    const bool high = *unit >= 0xD800 && *unit < 0xDC00, low = *unit >= 0xDC00 && *unit < 0xE000;
    const std::optional<unsigned> next = high ? escape(at + 6) : std::nullopt;
    const bool pair = next && *next >= 0xDC00 && *next < 0xE000;
    if (low || (high && !pair)) {
      json.replace(at, 6, "\\ufffd");
      ++repaired;
    }
    at += pair ? 12 : 6;
  }
  return repaired;
}

void AddRepairNote(std::vector<Note>& notes, size_t replacements) {
  notes.push_back({"invalid_utf8", std::to_string(replacements) + " ill-formed sequences were replaced by U+FFFD"});
}

// The fields of an article and the keys of JSON that fill them.
enum class Field : uint8_t { kId, kText, kTitle, kUrl, kPublished, kUpdated, kPublisher, kAuthors, kLanguage, kSection, kKeywords, kHtml, kCount };
constexpr std::string_view kFieldKeys[] = {"id",        "text",    "title",    "url",     "published", "updated",
                                           "publisher", "authors", "language", "section", "keywords",  "html"};
static_assert(std::size(kFieldKeys) == static_cast<size_t>(Field::kCount));

Error WrongType(std::string_view key, std::string_view wanted, dom::element value) {
  return {"invalid_article", "\"" + std::string(key) + "\" must be " + std::string(wanted) + ", not " + std::string(TypeName(value))};
}

Status ReadString(std::string_view key, dom::element value, std::string& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return WrongType(key, "a string", value);
  out.assign(text);
  return {};
}

// A string, or a whole number as some databases have it.
Status ReadId(std::string_view key, dom::element value, std::string& out) {
  int64_t integer;
  uint64_t large;
  if (value.get(integer) == simdjson::SUCCESS)
    out = std::to_string(integer);
  else if (value.get(large) == simdjson::SUCCESS)
    out = std::to_string(large);
  else if (value.is<std::string_view>())
    return ReadString(key, value, out);
  else
    return WrongType(key, "a string or a whole number", value);
  return {};
}

// An array of strings; one string is an array of one. Empty ones and nulls are left out.
Status ReadStrings(std::string_view key, dom::element value, std::vector<std::string>& out) {
  out.clear();
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    if (!text.empty()) out.emplace_back(text);
    return {};
  }
  dom::array values;
  if (value.get(values) != simdjson::SUCCESS) return WrongType(key, "an array of strings", value);
  for (const dom::element one : values) {
    if (one.is_null()) continue;
    if (one.get(text) != simdjson::SUCCESS) return WrongType(key, "an array of strings", one);
    if (!text.empty()) out.emplace_back(text);
  }
  return {};
}

Status ReadField(Field field, dom::element value, Article& article) {
  const std::string_view key = kFieldKeys[static_cast<size_t>(field)];
  switch (field) {
    case Field::kId: return ReadId(key, value, article.id);
    case Field::kText: return ReadString(key, value, article.text);
    case Field::kTitle: return ReadString(key, value, article.title);
    case Field::kUrl: return ReadString(key, value, article.url);
    case Field::kPublished: return ReadString(key, value, article.published);
    case Field::kUpdated: return ReadString(key, value, article.updated);
    case Field::kPublisher: return ReadString(key, value, article.publisher);
    case Field::kAuthors: return ReadStrings(key, value, article.authors);
    case Field::kLanguage: return ReadString(key, value, article.language);
    case Field::kSection: return ReadString(key, value, article.section);
    case Field::kKeywords: return ReadStrings(key, value, article.keywords);
    case Field::kHtml:  // read with the other fields known
    case Field::kCount: return {};
  }
  return {};
}

// A timestamp that cannot be understood is left out rather than passed on: what reads the record expects ISO 8601.
void Normalize(std::string_view key, std::string& timestamp, std::vector<Note>& notes) {
  if (timestamp.empty()) return;
  std::string normal = NormalizeTimestamp(timestamp);
  if (normal.empty()) {
    constexpr size_t kShown = 40;
    const std::string shown = RepairUtf8(std::string_view(timestamp).substr(0, kShown)).text;
    notes.push_back({"invalid_" + std::string(key), "\"" + shown + "\" is no date of ISO 8601 and was left out"});
  }
  timestamp = std::move(normal);
}

void SetId(Article& article) {
  if (!article.id.empty()) return;
  article.id = ShortHash(!article.url.empty() ? article.url : article.title.empty() ? article.text : article.title + "\n\n" + article.text);
}

}  // namespace

void FinishArticle(ParsedArticle& parsed) {
  Article& article = parsed.article;
  const auto repair = [](std::string& text) {
    if (!IsValidUtf8(text)) text = RepairUtf8(text).text;
  };
  for (std::string* field : {&article.id, &article.url, &article.publisher, &article.section, &article.language, &article.source_uri}) repair(*field);
  for (std::vector<std::string>* list : {&article.authors, &article.keywords}) {
    list->erase(std::remove(list->begin(), list->end(), std::string()), list->end());
    for (std::string& one : *list) repair(one);
  }
  SetId(article);
  Normalize("published", article.published, parsed.notes);
  Normalize("updated", article.updated, parsed.notes);
}

std::string NormalizeTimestamp(std::string_view text) {
  const auto digits = [&](size_t at, size_t n) {
    return at + n <= text.size() && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(at + n),
                                                [](char c) { return c >= '0' && c <= '9'; });
  };
  std::string out;
  size_t at = 10;
  if (digits(0, 8)) {
    out.append(text.substr(0, 4)).append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2));
    at = 8;
  } else {
    out.append(text.substr(0, 10));
  }
  if (!ParseDay(out)) return {};
  if (at == text.size()) return out;
  // T20:14[:00[.123]]
  if ((text[at] != 'T' && text[at] != 't' && text[at] != ' ') || !digits(at + 1, 2) || at + 3 >= text.size() || text[at + 3] != ':' || !digits(at + 4, 2))
    return {};
  out.append("T").append(text.substr(at + 1, 5));
  at += 6;
  if (at < text.size() && text[at] == ':' && digits(at + 1, 2)) {
    out.append(text.substr(at, 3));
    at += 3;
    if (at < text.size() && (text[at] == '.' || text[at] == ',') && digits(at + 1, 1)) {
      out += '.';
      for (++at; digits(at, 1); ++at) out += text[at];
    }
  }
  // Z, +03:00, +0300, +03
  if (at < text.size() && text[at] == ' ') ++at;
  const std::string_view zone = text.substr(std::min(at, text.size()));
  if (zone.empty()) return out;
  if (zone == "Z" || zone == "z" || zone == "UTC" || zone == "GMT") return out + "Z";
  if ((zone[0] != '+' && zone[0] != '-') || !digits(at + 1, 2)) return {};
  out.append(zone.substr(0, 3));
  const std::string_view minutes = zone.substr(zone.size() > 3 && zone[3] == ':' ? 4 : 3);
  if (minutes.empty()) return out + ":00";
  if (minutes.size() != 2 || !digits(text.size() - 2, 2)) return {};
  return out.append(":").append(minutes);
}

struct ArticleParser::Json {
  dom::parser parser;
};

// What the piece is, before it is known what it says.
std::string_view MediaTypeOf(RawItem::Content content) {
  switch (content) {
    case RawItem::Content::kText: return "text/plain";
    case RawItem::Content::kJson: return "application/json";
    case RawItem::Content::kPage: return "text/html";
    case RawItem::Content::kHttp: return "application/http";
    case RawItem::Content::kArticle: return {};
  }
  return {};
}

// Made when the first page comes.
PageParser& ArticleParser::pages() {
  if (pages_ == nullptr) pages_ = std::make_unique<PageParser>();
  return *pages_;
}

ArticleParser::ArticleParser() : json_(std::make_unique<Json>()), ninjs_(std::make_unique<NinjsParser>()) {}
ArticleParser::~ArticleParser() = default;

Status ArticleParser::Parse(RawItem& item, ParsedArticle& out) {
  out.article = Article{};
  out.notes.clear();
  Article& article = out.article;
  article.source_uri = item.path;
  if (item.item != 0) article.source_uri.append("#").append(std::to_string(item.item));
  article.source_media_type = MediaTypeOf(item.content);
  article.source_bytes = item.size;
  article.source_sha256 = item.state == RawItem::State::kTooLarge ? item.sha256 : Sha256Hex(item.bytes);

  Status status;
  if (item.state == RawItem::State::kTooLarge)
    status = Error{"too_large", "an article of " + std::to_string(item.size) + " bytes is above the limit"};
  else if (item.state == RawItem::State::kDamaged)
    status = Error{item.error.code, item.error.message};
  else
    status = ParseContent(item, out);

  if (!status) {
    article.text.clear();
    if (article.id.empty() && article.url.empty()) article.id = article.source_sha256.substr(0, kIdDigits);
  }
  FinishArticle(out);
  return status;
}

Status ArticleParser::ParseContent(RawItem& item, ParsedArticle& out) {
  switch (item.content) {
    case RawItem::Content::kText:
      out.article.text = std::move(item.bytes);
      out.article.url = std::move(item.url);
      return {};
    case RawItem::Content::kJson: return ParseJson(item, out);
    case RawItem::Content::kPage: ParsePage(item.bytes, item.url, {}, out); return {};
    case RawItem::Content::kHttp: return ParseHttp(item, out);
    case RawItem::Content::kArticle: return TakeParsed(item, out);
  }
  return {};
}

// `url`: where a dump says that the page is from.
void ArticleParser::ParsePage(std::string_view bytes, std::string_view url, std::string_view charset, ParsedArticle& out) {
  PageInput page;
  page.bytes = bytes;
  page.url = url;
  page.charset = charset;
  pages().Parse(page, out);
  if (!url.empty()) out.article.url = url;
  // Pages of one address are one article, pages without one are told apart by all of their bytes: those that are no article have no text.
  if (out.article.url.empty()) out.article.id = out.article.source_sha256.substr(0, kIdDigits);
}

// A response that a crawler kept. What its body is was seen by whoever cut it out.
Status ArticleParser::ParseHttp(RawItem& item, ParsedArticle& out) {
  out.article.url = item.url;  // of the record of a failure
  HttpHead head;
  if (!ParseHttpHead(item.bytes, head)) return Error{"file_damaged", "the response has no header of HTTP"};
  const Result<std::string> body = DecodeHttpBody(head, std::string_view(item.bytes).substr(head.body_offset), kMaxBodyBytes);
  if (!body) return body.error();
  out.article.url.clear();
  ParsePage(*body, item.url, head.charset, out);
  return {};
}

// Read already, but for what only the piece knows.
Status ArticleParser::TakeParsed(RawItem& item, ParsedArticle& out) {
  Article& to = out.article;
  Article& from = item.parsed->article;
  from.source_uri = std::move(to.source_uri);
  to = std::move(from);
  out.notes = std::move(item.parsed->notes);
  item.parsed.reset();
  if (to.text.empty()) out.notes.push_back({"empty_text", "the text is empty"});
  return {};
}

Status ArticleParser::ParseJson(RawItem& item, ParsedArticle& out) {
  if (!IsValidUtf8(item.bytes)) {
    RepairedUtf8 repaired = RepairUtf8(item.bytes);
    AddRepairNote(out.notes, repaired.replacements);
    item.bytes = std::move(repaired.text);
  }
  constexpr size_t kKept = size_t{16} << 20;  // a parser that has seen a larger piece is let go, so that one giant does not stay in memory
  if (json_->parser.capacity() > kKept) json_ = std::make_unique<Json>();
  dom::element root;
  const auto parse = [&] {
    const size_t size = item.bytes.size();
    item.bytes.append(simdjson::SIMDJSON_PADDING, ' ');
    const simdjson::error_code code = json_->parser.parse(item.bytes.data(), size, false).get(root);
    item.bytes.resize(size);
    return code;
  };
  simdjson::error_code code = parse();
  if (code == simdjson::STRING_ERROR) {
    if (const size_t repaired = RepairSurrogates(item.bytes); repaired > 0) {
      AddRepairNote(out.notes, repaired);
      code = parse();
    }
  }
  if (code != simdjson::SUCCESS) return Error{"invalid_json", JsonMistake(code)};
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return Error{"invalid_article", "an article must be an object, not " + std::string(TypeName(root))};

  // The JSON of agencies is told by its keys; it has none of ours that count.
  if (object["text"].error() != simdjson::SUCCESS && object["uri"].error() == simdjson::SUCCESS && ninjs_->Parse(item.bytes, out)) {
    out.article.source_media_type = "application/vnd.iptc.ninjs+json";
    return {};
  }

  uint32_t seen = 0;
  Status status;
  for (const dom::key_value_pair pair : object) {
    const auto* key = std::find(std::begin(kFieldKeys), std::end(kFieldKeys), pair.key);
    if (key == std::end(kFieldKeys)) {
      if (unknown_keys_.find(pair.key) == unknown_keys_.end() && unknown_keys_.size() < kMaxUnknownKeys)
        unknown_keys_.emplace(pair.key, item.path + (item.line != 0 ? ":" + std::to_string(item.line) : ""));
      continue;
    }
    const auto index = static_cast<unsigned>(key - std::begin(kFieldKeys));
    if ((seen >> index & 1) != 0) out.notes.push_back({"duplicate_key", "\"" + std::string(pair.key) + "\" is there more than once; the last one counts"});
    if (pair.value.is_null()) continue;
    seen |= uint32_t{1} << index;
    // The first mistake is told, but the other fields are read all the same: the record of the failure then has its id and title.
    if (const Status one = ReadField(static_cast<Field>(index), pair.value, out.article); !one && status) status = one;
  }
  if (!status) return status;
  const auto has = [&](Field field) { return (seen >> static_cast<unsigned>(field) & 1) != 0; };
  if (!has(Field::kText)) {
    if (!has(Field::kHtml)) return Error{"no_text", "the article has neither \"text\" nor \"html\""};
    std::string_view html;
    for (const dom::key_value_pair pair : object)
      if (pair.key == kFieldKeys[static_cast<size_t>(Field::kHtml)] && pair.value.get(html) != simdjson::SUCCESS)
        return WrongType(pair.key, "a string", pair.value);
    PageInput page;
    page.bytes = html;
    page.charset = "utf-8";
    page.url = out.article.url;
    pages().Parse(page, out);
    return {};
  }
  if (out.article.text.empty()) out.notes.push_back({"empty_text", "the text is empty"});
  return {};
}

}  // namespace factbox
