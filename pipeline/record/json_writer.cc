#include "record/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace factbox {
namespace {

constexpr std::array<bool, 256> kNeedsEscape = [] {
  std::array<bool, 256> out{};
  for (size_t i = 0; i < 0x20; ++i) out[i] = true;
  out['"'] = out['\\'] = true;
  return out;
}();

void AppendEscape(std::string& out, char c) {
  switch (c) {
    case '"': out.append("\\\""); return;
    case '\\': out.append("\\\\"); return;
    case '\n': out.append("\\n"); return;
    case '\r': out.append("\\r"); return;
    case '\t': out.append("\\t"); return;
    case '\b': out.append("\\b"); return;
    case '\f': out.append("\\f"); return;
    default:
      out.append("\\u00");
      out += static_cast<unsigned char>(c) >= 0x10 ? '1' : '0';
      out += "0123456789abcdef"[c & 15];
  }
}

// Whether any of eight bytes needs an escape: below a blank, a quotation mark or a backslash (Mycroft's test for a byte below n, in all at once).
bool AnyNeedsEscape(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes * 0x80;
  uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  const auto below = [&](uint64_t x, uint64_t n) { return (x - kOnes * n) & ~x & kHigh; };
  return (below(word, 0x20) | below(word ^ kOnes * '"', 1) | below(word ^ kOnes * '\\', 1)) != 0;
}

}  // namespace

void AppendJsonEscaped(std::string& out, std::string_view text) {
  constexpr size_t kBlock = 8;
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    while (i + kBlock <= text.size() && !AnyNeedsEscape(text.data() + i)) i += kBlock;
    if (i == text.size()) break;
    if (!kNeedsEscape[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, copied, i - copied);
    AppendEscape(out, text[i]);
    copied = i + 1;
  }
  out.append(text, copied, text.size() - copied);
}

JsonWriter& JsonWriter::String(std::string_view text) {
  Separate();
  out_ += '"';
  AppendJsonEscaped(out_, text);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::Integer(uint64_t value) {
  Separate();
  char digits[20];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  return *this;
}

JsonWriter& JsonWriter::Fixed(double value, int decimals) {
  Separate();
  int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const int64_t scaled = std::llround(value * static_cast<double>(scale));
  const auto magnitude = static_cast<uint64_t>(scaled < 0 ? -scaled : scaled);
  if (scaled < 0) out_ += '-';
  char digits[20];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, magnitude / static_cast<uint64_t>(scale)).ptr);
  if (decimals == 0) return *this;
  out_ += '.';
  for (auto rest = static_cast<int64_t>(magnitude % static_cast<uint64_t>(scale)); scale > 1; rest %= scale) {
    scale /= 10;
    out_ += static_cast<char>('0' + rest / scale);
  }
  return *this;
}

std::string JsonQuoted(std::string_view text) {
  std::string out = "\"";
  AppendJsonEscaped(out, text);
  return out + "\"";
}

}  // namespace factbox
