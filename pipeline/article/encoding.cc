#include "article/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"

namespace factbox {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

// The value of encoding="…" in the XML declaration.
std::string DeclaredEncoding(std::string_view bytes) {
  constexpr size_t kLongest = 1024;
  bytes = bytes.substr(0, kLongest);
  const size_t start = bytes.find("<?xml");
  if (start == std::string_view::npos) return {};
  const std::string_view declaration = bytes.substr(start, bytes.find("?>", start) - start);
  size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string() : std::string(declaration.substr(at + 1, end - at - 1));
}

// UTF-16 and UTF-32 that begin with "<", without a byte order mark.
const char* WideEncoding(std::string_view bytes) {
  constexpr std::string_view kUtf32Be("\0\0\0<", 4), kUtf32Le("<\0\0\0", 4), kUtf16Be("\0<", 2), kUtf16Le("<\0", 2);
  if (bytes.starts_with(kUtf32Be)) return "UTF-32BE";
  if (bytes.starts_with(kUtf32Le)) return "UTF-32LE";
  if (bytes.starts_with(kUtf16Be)) return "UTF-16BE";
  if (bytes.starts_with(kUtf16Le)) return "UTF-16LE";
  return nullptr;
}

const char* MarkedEncoding(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) || bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "UTF-16";
  return nullptr;
}

// Sequences of more than one byte; the bytes are valid UTF-8.
bool HasManyWide(std::string_view utf8) {
  constexpr size_t kMany = 4;
  size_t found = 0;
  for (const char c : utf8)
    if ((static_cast<unsigned char>(c) & 0xC0) == 0xC0 && ++found == kMany) return true;
  return false;
}

bool IsAscii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

// Encodings whose bytes are all below 0x80, so that they look like ASCII.
bool IsSevenBit(const std::string& charset) { return charset.starts_with("iso-2022") || charset == "hz-gb-2312" || charset == "utf-7"; }

bool IsUtf8Name(const std::string& charset) { return charset == "utf-8" || charset == "utf8"; }

}  // namespace

std::optional<std::string> ConvertToUtf8(std::string_view bytes, const std::string& charset) {
  std::string name = Lower(charset);
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "us-ascii" || name == "ascii" || name == "iso8859-1") name = "windows-1252";
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &error), &ucnv_close);
  if (U_FAILURE(error)) return std::nullopt;
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), error);
  if (U_FAILURE(error)) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  if (out.starts_with(kUtf8Mark)) out.erase(0, kUtf8Mark.size());
  return out;
}

std::string XmlToUtf8(std::string_view bytes, std::string_view charset) {
  const char* wide = MarkedEncoding(bytes);
  if (wide == nullptr) wide = WideEncoding(bytes);
  if (wide != nullptr)
    if (std::optional<std::string> text = ConvertToUtf8(bytes, wide)) return *std::move(text);
  if (bytes.starts_with(kUtf8Mark)) return RepairUtf8(bytes.substr(kUtf8Mark.size())).text;

  const std::string declared = Lower(charset.empty() ? DeclaredEncoding(bytes) : std::string(charset));
  const bool valid = IsValidUtf8(bytes);
  if (valid && (declared.empty() || IsUtf8Name(declared))) return std::string(bytes);
  if (valid && !IsSevenBit(declared) && (IsAscii(bytes) || HasManyWide(bytes))) return std::string(bytes);
  const bool wide_name = declared.starts_with("utf-16") || declared.starts_with("utf-32") || declared.starts_with("ucs-");  // would have shown itself above
  if (!declared.empty() && !IsUtf8Name(declared) && !wide_name)
    if (std::optional<std::string> text = ConvertToUtf8(bytes, declared)) return *std::move(text);
  if (valid) return std::string(bytes);
  // Mostly UTF-8 with a few bad bytes, or another encoding altogether.
  RepairedUtf8 repaired = RepairUtf8(bytes);
  const auto high = static_cast<size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) < 0; }));
  if (IsUtf8Name(declared) && repaired.replacements * 4 < high) return std::move(repaired.text);
  std::optional<std::string> text = ConvertToUtf8(bytes, "windows-1252");
  return text ? *std::move(text) : std::move(repaired.text);
}

}  // namespace factbox
