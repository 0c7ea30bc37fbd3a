#include "article/http_message.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "article/byte_stream.h"
#include "base/ascii.h"

namespace factbox {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// False: it is not chunked at all. A body that breaks off in the middle of a chunk gives what there is.
bool Dechunk(std::string_view body, std::string& out) {
  out.clear();
  for (bool first = true;; first = false) {
    size_t size = 0, at = 0;
    constexpr size_t kMostDigits = 15;
    while (at < body.size() && at < kMostDigits && HexDigit(body[at]) >= 0) size = size * 16 + static_cast<size_t>(HexDigit(body[at++]));
    if (at == 0) return !first;
    const size_t end = body.find('\n', at);
    const std::string_view rest = body.substr(at, end == std::string_view::npos ? end : end - at);
    if (first && !Trim(rest).empty() && Trim(rest).front() != ';') return false;
    if (end == std::string_view::npos) return !first;
    body.remove_prefix(end + 1);
    if (size == 0) return true;
    out += body.substr(0, size);
    if (size >= body.size()) return true;
    body.remove_prefix(size);
    if (body.substr(0, 2) == "\r\n")
      body.remove_prefix(2);
    else if (body.front() == '\n')
      body.remove_prefix(1);
  }
}

class MemorySource : public RawSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  Result<size_t> Read(char* out, size_t room) override {
    const size_t n = std::min(room, bytes_.size());
    std::copy_n(bytes_.data(), n, out);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
};

// gzip and zstd: the stream tells which.
Result<std::string> Expand(std::string_view body, size_t limit) {
  const std::unique_ptr<ByteStream> stream = ByteStream::Over(std::make_unique<MemorySource>(body), "the page");
  std::string out;
  for (;;) {
    const Result<std::string_view> piece = stream->Next();
    // Servers cut the end off, and browsers show what came.
    if (!piece && (out.empty() || piece.error().code != "file_damaged")) return piece.error();
    if (!piece || piece->empty()) return out;
    out += *piece;
    if (out.size() > limit) return Error{"too_large", "the page is above the limit once it is decompressed"};
  }
}

// "deflate": zlib's format by the standard, the bare one by custom.
Result<std::string> Inflate(std::string_view body, size_t limit) {
  for (const int window : {MAX_WBITS, -MAX_WBITS}) {
    z_stream z{};
    if (inflateInit2(&z, window) != Z_OK) return Error{"file_damaged", "deflate: out of memory"};
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> end(&z, &inflateEnd);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    z.avail_in = static_cast<uInt>(body.size());
    std::string out;
    char buffer[1 << 14];
    int code = Z_OK;
    while (code == Z_OK) {
      z.next_out = reinterpret_cast<Bytef*>(buffer);
      z.avail_out = sizeof buffer;
      code = inflate(&z, Z_NO_FLUSH);
      out.append(buffer, sizeof buffer - z.avail_out);
      if (out.size() > limit) return Error{"too_large", "the page is above the limit once it is decompressed"};
      if (out.size() > ByteStream::kBombBytes && out.size() / ByteStream::kBombRatio > body.size())
        return Error{"decompression_bomb", "refused: the compressed page grows more than " + std::to_string(ByteStream::kBombRatio) + " times"};
    }
    if (code == Z_STREAM_END || (code == Z_BUF_ERROR && !out.empty())) return out;
  }
  return Error{"file_damaged", "deflate: damaged data"};
}

bool LooksCompressed(std::string_view body) { return body.substr(0, 2) == "\x1f\x8b" || body.substr(0, 4) == "\x28\xb5\x2f\xfd"; }

}  // namespace

void ParseMediaType(std::string_view value, std::string& media_type, std::string& charset) {
  media_type = LowerCase(Trim(value.substr(0, value.find_first_of(";,"))));
  charset.clear();
  const std::string lower = LowerCase(value);
  const size_t at = lower.find("charset=");
  if (at == std::string::npos) return;
  std::string_view rest = value.substr(at + 8);
  rest = Trim(rest.substr(0, rest.find_first_of(";,")));
  while (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) rest.remove_prefix(1);
  while (!rest.empty() && (rest.back() == '"' || rest.back() == '\'')) rest.remove_suffix(1);
  charset = rest;
}

bool ParseHttpHead(std::string_view message, HttpHead& out) {
  out = {};
  if (message.substr(0, 5) != "HTTP/") return false;
  const size_t blank = message.find(' ');
  if (blank == std::string_view::npos || blank + 3 >= message.size()) return false;
  for (size_t i = blank + 1; i < blank + 4; ++i) {
    if (message[i] < '0' || message[i] > '9') return false;
    out.status = out.status * 10 + (message[i] - '0');
  }
  size_t at = message.find('\n');
  while (at != std::string_view::npos) {
    const size_t start = at + 1;
    at = message.find('\n', start);
    const std::string_view line = message.substr(start, at == std::string_view::npos ? at : at - start);
    if (Trim(line).empty()) {
      out.body_offset = at == std::string_view::npos ? message.size() : at + 1;
      return true;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = LowerCase(Trim(line.substr(0, colon)));
    const std::string_view value = Trim(line.substr(colon + 1));
    if (name == "content-type")
      ParseMediaType(value, out.media_type, out.charset);
    else if (name == "transfer-encoding")
      out.chunked = LowerCase(value).find("chunked") != std::string::npos;
    else if (name == "content-encoding")
      out.coding = LowerCase(value);
  }
  out.body_offset = message.size();
  return true;
}

Result<std::string> DecodeHttpBody(const HttpHead& head, std::string_view body, size_t limit) {
  std::string dechunked;
  if (head.chunked && Dechunk(body, dechunked)) body = dechunked;
  const bool compressed = !head.coding.empty() && head.coding != "identity" && head.coding != "none";
  if (LooksCompressed(body)) return Expand(body, limit);  // whatever the header says: HTML never begins so
  if (compressed && head.coding.find("br") != std::string::npos && !body.empty() && body.find('<') == std::string_view::npos)
    return Error{"unsupported_coding", "the page is compressed with Brotli, which is not read"};
  if (head.coding == "deflate" && !body.empty())
    if (Result<std::string> out = Inflate(body, limit); out || out.error().code != "file_damaged" || body.find('<') == std::string_view::npos) return out;
  return std::string(body);
}

}  // namespace factbox
