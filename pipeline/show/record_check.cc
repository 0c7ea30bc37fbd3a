#include "show/record_check.h"

#include <simdjson.h>

#include <cstdint>
#include <string>

#include "text/offsets.h"

namespace factbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSchema = "factbox.record/";
constexpr std::string_view kMajor = "1.";
constexpr std::string_view kLists[] = {"people", "organizations", "places", "numbers", "dates", "quotes", "events"};

Error Invalid(const std::string& where, const std::string& what) { return {"invalid_record", where + ": " + what}; }

Status CheckSchema(const dom::object& record) {
  std::string_view schema;
  if (record["schema"].get(schema) != simdjson::SUCCESS || schema.substr(0, kSchema.size()) != kSchema) {
    std::string_view text;
    const bool article = record["text"].get(text) == simdjson::SUCCESS;
    return Error{"no_record",
                 article ? "is an article, not a record; 'factbox extract' makes records of articles" : "is no record of factbox: it has no \"schema\""};
  }
  const std::string_view version = schema.substr(kSchema.size());
  if (version.substr(0, kMajor.size()) != kMajor)
    return Error{"unknown_schema", "has the schema " + std::string(schema) + "; this factbox shows " + std::string(kSchema) + std::string(kMajor) + "x"};
  return {};
}

// Every pair of start and end in a value and in what it holds.
class SpanCheck {
 public:
  SpanCheck(uint64_t length, std::string_view unit) : length_(length), unit_(unit) {}

  Status Check(const dom::element& value, const std::string& where) const {
    dom::array list;
    if (value.get(list) == simdjson::SUCCESS) {
      size_t i = 0;
      for (const dom::element one : list)
        if (Status status = Check(one, where + "[" + std::to_string(i++) + "]"); !status) return status;
      return {};
    }
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return {};
    for (const auto& [start, end] : kPairs)
      if (Status status = CheckPair(object, start, end, where); !status) return status;
    for (const dom::key_value_pair field : object)
      if (Status status = Check(field.value, where + "." + std::string(field.key)); !status) return status;
    return {};
  }

 private:
  static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"start", "end"}, {"speaker_start", "speaker_end"}, {"cue_start", "cue_end"}, {"attribution_start", "attribution_end"}};

  Status CheckPair(const dom::object& object, std::string_view start_key, std::string_view end_key, const std::string& where) const {
    const auto start = object[start_key], end = object[end_key];
    if (start.error() != simdjson::SUCCESS && end.error() != simdjson::SUCCESS) return {};
    uint64_t from = 0, to = 0;
    if (start.get(from) != simdjson::SUCCESS || end.get(to) != simdjson::SUCCESS)
      return Invalid(where, "\"" + std::string(start_key) + "\" and \"" + std::string(end_key) + "\" must both be whole numbers");
    if (from > to || to > length_)
      return Invalid(where, std::to_string(from) + " to " + std::to_string(to) + " is not within the text of " + std::to_string(length_) + " " +
                                std::string(unit_) + " units");
    return {};
  }

  uint64_t length_;
  std::string_view unit_;
};

Status CheckLists(const dom::object& record, const SpanCheck& spans) {
  for (const std::string_view key : kLists) {
    dom::array list;
    if (record[key].get(list) != simdjson::SUCCESS) return Invalid(std::string(key), "must be a list");
    size_t i = 0;
    for (const dom::element one : list) {
      const std::string where = std::string(key) + "[" + std::to_string(i++) + "]";
      std::string_view id;
      if (one["id"].get(id) != simdjson::SUCCESS) return Invalid(where, "must be an object with an \"id\"");
      if (Status status = spans.Check(one, where); !status) return status;
    }
  }
  return {};
}

}  // namespace

Status CheckRecord(std::string_view json) {
  dom::parser parser;
  dom::element value;
  if (const auto error = parser.parse(json.data(), json.size()).get(value); error != simdjson::SUCCESS)
    return Error{"invalid_json", std::string("not valid JSON: ") + simdjson::error_message(error)};
  dom::object record;
  if (value.get(record) != simdjson::SUCCESS) return Error{"no_record", "is no record of factbox: a record is a JSON object"};
  if (Status status = CheckSchema(record); !status) return status;
  std::string_view unit, text, status_word;
  OffsetUnit offsets = OffsetUnit::kCodePoint;
  if (record["offsets"].get(unit) != simdjson::SUCCESS || (unit != "codepoint" && unit != "byte" && unit != "utf16"))
    return Invalid("offsets", "must be codepoint, byte or utf16");
  if (unit != "codepoint") offsets = unit == "byte" ? OffsetUnit::kByte : OffsetUnit::kUtf16;
  if (record["status"].get(status_word) != simdjson::SUCCESS) return Invalid("status", "must be ok, partial or error");
  dom::element article;
  if (record["article"].get(article) != simdjson::SUCCESS || !article.is_object()) return Invalid("article", "must be an object");
  if (status_word != "error" && article["text"].get(text) != simdjson::SUCCESS) return Invalid("article.text", "must be a string");
  if (text.size() > UINT32_MAX) return Invalid("article.text", "is above 4 GB");
  const SpanCheck spans(OffsetMap(text, offsets)(static_cast<uint32_t>(text.size())), unit);
  if (Status status = spans.Check(article, "article"); !status) return status;
  return CheckLists(record, spans);
}

}  // namespace factbox
