// Writes JSON (RFC 8259) at the end of a string.
//
//   JsonWriter json(out);
//   json.BeginObject().Key("name").String("São Tomé").Key("start").Integer(12).EndObject();   →   {"name":"São Tomé","start":12}
//
// Commas are put in by themselves; nothing else is checked: keys and values must alternate, and what was begun must be ended.
// Numbers never pass through a locale or a shortest-float search: the same bytes everywhere. Not shared between threads.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace factbox {

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }

  // Requires: `key` needs no escapes.
  JsonWriter& Key(std::string_view key) {
    constexpr size_t kLongest = 28;
    if (key.size() > kLongest) {
      String(key);
      out_ += ':';
    } else {  // one addition to the string instead of four: a record is mostly keys
      char buffer[kLongest + 4] = {','};
      size_t size = separate_ ? 1 : 0;
      buffer[size++] = '"';
      std::memcpy(buffer + size, key.data(), key.size());
      size += key.size();
      buffer[size++] = '"';
      buffer[size++] = ':';
      out_.append(buffer, size);
    }
    separate_ = false;
    return *this;
  }

  // Requires: valid UTF-8, which is written as it is.
  JsonWriter& String(std::string_view text);
  JsonWriter& Integer(uint64_t value);
  // `decimals` digits after the point, at most 9. Requires: |value| < 1e9.
  JsonWriter& Fixed(double value, int decimals);
  JsonWriter& Bool(bool value) {
    Separate();
    out_.append(value ? "true" : "false");
    return *this;
  }

 private:
  void Separate() {
    if (separate_) out_ += ',';
    separate_ = true;
  }
  JsonWriter& Open(char bracket) {
    Separate();
    out_ += bracket;
    separate_ = false;
    return *this;
  }
  JsonWriter& Close(char bracket) {
    out_ += bracket;
    separate_ = true;
    return *this;
  }
  std::string& out_;
  bool separate_ = false;  // something stands before on this level
};

// Appends `text` with the escapes that a JSON string needs, without quotation marks.
void AppendJsonEscaped(std::string& out, std::string_view text);
// With them.
std::string JsonQuoted(std::string_view text);

}  // namespace factbox
