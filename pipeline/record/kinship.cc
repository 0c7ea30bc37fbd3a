#include "record/kinship.h"

#include <stdexcept>
#include <string_view>

#include "record/json_writer.h"

namespace factbox {

void AddKinship(const Kinship& kinship, std::string& record) {
  std::string added;
  const auto add = [&](std::string_view key, const std::string& id) {
    if (id.empty()) return;
    added.append(",\"").append(key).append("\":\"");
    AppendJsonEscaped(added, id);
    added += '"';
  };
  add("duplicate_of", kinship.duplicate_of);
  add("version_of", kinship.version_of);
  if (added.empty()) return;
  constexpr std::string_view kId = "\"id\":\"";  // the first of the record is the record's own: only `schema` stands before it
  size_t at = record.find(kId);
  if (at == std::string::npos) throw std::logic_error("AddKinship: no record");
  for (at += kId.size(); at < record.size() && record[at] != '"'; ++at)
    if (record[at] == '\\') ++at;
  record.insert(at + 1, added);
}

}  // namespace factbox
