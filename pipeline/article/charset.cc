#include "article/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <utility>

#include "article/html_tokenizer.h"
#include "base/utf8.h"

namespace factbox {
namespace {

constexpr size_t kDeclarationWithin = 4096;   // the HTML Standard says 1024; pages with long comments before it exist
constexpr size_t kSample = size_t{64} << 10;  // bytes that the detector sees

std::string Lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

// The Encoding Standard's reading of labels that ICU reads more narrowly.
std::string IcuName(std::string_view label) {
  constexpr std::pair<std::string_view, std::string_view> kReadings[] = {{"iso-8859-1", "windows-1252"},
                                                                         {"latin1", "windows-1252"},
                                                                         {"latin-1", "windows-1252"},
                                                                         {"us-ascii", "windows-1252"},
                                                                         {"ascii", "windows-1252"},
                                                                         {"iso8859-1", "windows-1252"},
                                                                         {"iso-8859-9", "windows-1254"},
                                                                         {"gb2312", "gb18030"},
                                                                         {"gbk", "gb18030"},
                                                                         {"x-gbk", "gb18030"},
                                                                         {"shift_jis", "ibm-943_P15A-2003"},
                                                                         {"shift-jis", "ibm-943_P15A-2003"},
                                                                         {"x-sjis", "ibm-943_P15A-2003"},
                                                                         {"sjis", "ibm-943_P15A-2003"},
                                                                         {"euc-kr", "windows-949"},
                                                                         {"ks_c_5601-1987", "windows-949"},
                                                                         {"iso-8859-11", "windows-874"},
                                                                         {"tis-620", "windows-874"},
                                                                         {"utf8", "utf-8"},
                                                                         {"big5-hkscs", "big5-hkscs"},
                                                                         {"iso-8859-8-i", "iso-8859-8"}};
  std::string name = Lowered(label);
  for (const auto& [from, to] : kReadings)
    if (name == from) return std::string(to);
  return name;
}

bool IsUtf8Name(const std::string& name) { return name == "utf-8"; }

// Converts into `buffer`; false where ICU does not know the name. Counts what could not be converted.
bool Convert(std::string_view bytes, const std::string& name, std::string& buffer, size_t& replacements) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* from = ucnv_open(name.c_str(), &error);
  if (U_FAILURE(error)) return false;
  UConverter* to = ucnv_open("UTF-8", &error);
  if (U_FAILURE(error)) {
    ucnv_close(from);
    return false;
  }
  constexpr size_t kPivot = 4096;
  UChar pivot[kPivot];
  UChar *pivot_source = pivot, *pivot_target = pivot;
  buffer.resize(bytes.size() + bytes.size() / 2 + 64);
  const char* source = bytes.data();
  size_t written = 0;
  bool first = true;
  for (;;) {
    char* target = buffer.data() + written;
    error = U_ZERO_ERROR;
    ucnv_convertEx(to, from, &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(), pivot, &pivot_source, &pivot_target, pivot + kPivot,
                   first, true, &error);
    first = false;
    written = static_cast<size_t>(target - buffer.data());
    if (error != U_BUFFER_OVERFLOW_ERROR) break;
    buffer.resize(buffer.size() * 2);
  }
  buffer.resize(written);
  ucnv_close(from);
  ucnv_close(to);
  if (U_FAILURE(error)) return false;
  for (size_t at = buffer.find("\xEF\xBF\xBD"); at != std::string::npos; at = buffer.find("\xEF\xBF\xBD", at + 3)) ++replacements;
  return true;
}

std::string Detect(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&error);
  std::string name = "windows-1252";
  if (U_FAILURE(error)) return name;
  ucsdet_enableInputFilter(detector, true);  // letters of tags say nothing
  ucsdet_setText(detector, bytes.data(), static_cast<int32_t>(std::min(bytes.size(), kSample)), &error);
  const UCharsetMatch* match = ucsdet_detect(detector, &error);
  constexpr int32_t kSure = 20;  // of 100; below it the web's default is the better guess
  if (U_SUCCESS(error) && match != nullptr && ucsdet_getConfidence(match, &error) >= kSure) name = IcuName(ucsdet_getName(match, &error));
  ucsdet_close(detector);
  return IsUtf8Name(name) ? "windows-1252" : name;
}

// NUL is a character of no page; behind it nothing should be hidden.
void RemoveNuls(DecodedPage& page, std::string& buffer) {
  if (page.text.find('\0') == std::string_view::npos) return;
  if (page.text.data() != buffer.data()) buffer.assign(page.text);
  std::replace(buffer.begin(), buffer.end(), '\0', ' ');
  page.text = buffer;
}

DecodedPage Decode(std::string_view bytes, std::string_view http, std::string& buffer) {
  DecodedPage page;
  page.text = bytes;
  const auto convert = [&](const std::string& name) {
    if (!Convert(bytes, name, buffer, page.replacements)) return false;
    page.text = buffer;
    page.converted = true;
    page.charset = name;
    return true;
  };
  if (bytes.substr(0, 2) == "\xFF\xFE" && convert("utf-16le")) return page;
  if (bytes.substr(0, 2) == "\xFE\xFF" && convert("utf-16be")) return page;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    page.skipped = 3;
    bytes.remove_prefix(3);
    page.text = bytes;
  }
  const bool valid = IsValidUtf8(bytes);
  const std::string declared = DeclaredCharset(bytes);
  for (const std::string_view label : {http, std::string_view(declared)}) {
    if (label.empty()) continue;
    std::string name = IcuName(label);
    if (name.substr(0, 6) == "utf-16" && label != http) name = "utf-8";  // whoever could read that in ASCII is not UTF-16
    if (IsUtf8Name(name)) break;
    // The ISO-2022 family is ASCII to the eye, so its bytes are valid UTF-8 in any case.
    if (valid && name.substr(0, 8) != "iso-2022" && name.substr(0, 6) != "utf-16") return page;
    if (convert(name)) return page;
  }
  if (valid) return page;
  RepairedUtf8 repaired = RepairUtf8(bytes);
  const size_t high = static_cast<size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  constexpr size_t kFew = 10;  // one in ten of the bytes beyond ASCII: cut characters in a page that is UTF-8 all the same
  if (repaired.replacements * kFew > high) {
    page.guessed = true;
    if (convert(Detect(bytes))) return page;
    page.guessed = false;
  }
  page.replacements = repaired.replacements;
  buffer = std::move(repaired.text);
  page.text = buffer;
  page.converted = true;
  return page;
}

}  // namespace

std::string DeclaredCharset(std::string_view bytes) {
  const std::string start = Lowered(bytes.substr(0, kDeclarationWithin));
  constexpr std::string_view kEnds = " \t\r\n\"'/>;?";
  for (const std::string_view mark : {std::string_view("charset="), std::string_view("encoding=")}) {
    for (size_t at = start.find(mark); at != std::string::npos; at = start.find(mark, at + 1)) {
      // Only within <meta …> or <?xml …>: scripts load files with a charset too.
      const size_t tag = start.rfind('<', at);
      if (tag == std::string::npos || (start.compare(tag, 5, "<meta") != 0 && start.compare(tag, 5, "<?xml") != 0)) continue;
      size_t begin = at + mark.size();
      while (begin < start.size() && (start[begin] == ' ' || start[begin] == '"' || start[begin] == '\'')) ++begin;
      const size_t end = std::min(start.find_first_of(kEnds, begin), start.size());
      if (end > begin) return start.substr(begin, end - begin);
    }
  }
  return {};
}

DecodedPage DecodePage(std::string_view bytes, std::string_view charset, std::string& buffer) {
  DecodedPage page = Decode(bytes, charset, buffer);
  RemoveNuls(page, buffer);
  return page;
}

}  // namespace factbox
