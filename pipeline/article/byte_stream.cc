#include "article/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace factbox {
namespace {

constexpr size_t kBuffer = size_t{256} << 10;
constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

bool StartsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// Turns compressed pieces into plain ones.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Takes from the front of `in`, writes to `out`; returns how many bytes were written, or why it cannot go on.
  virtual Result<size_t> Decode(std::string_view& in, char* out, size_t room) = 0;
  // True where the stream may end.
  virtual bool AtEnd() const = 0;
};

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() { good_ = inflateInit2(&z_, 15 + 16) == Z_OK; }  // 15: largest window; +16: gzip only
  ~GzipDecoder() override { inflateEnd(&z_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  Result<size_t> Decode(std::string_view& in, char* out, size_t room) override {
    if (!good_) return Error{"file_damaged", "gzip: out of memory"};
    if (ended_) {  // another member, or the zeros that tapes and block devices pad with
      if (in.front() == '\0') {
        in = {};
        return size_t{0};
      }
      inflateReset(&z_);
      ended_ = false;
    }
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = static_cast<uInt>(in.size());
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&z_, Z_NO_FLUSH);
    in.remove_prefix(in.size() - z_.avail_in);
    if (code == Z_STREAM_END)
      ended_ = true;
    else if (code != Z_OK && code != Z_BUF_ERROR)
      return Error{"file_damaged", std::string("gzip: ") + (z_.msg != nullptr ? z_.msg : "damaged data")};
    return room - z_.avail_out;
  }
  bool AtEnd() const override { return ended_; }

 private:
  z_stream z_{};
  bool good_ = false;
  bool ended_ = false;
};

class ZstdDecoder : public Decoder {
 public:
  ~ZstdDecoder() override { ZSTD_freeDStream(z_); }
  ZstdDecoder() = default;
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  Result<size_t> Decode(std::string_view& in, char* out, size_t room) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out, room, 0};
    const size_t code = ZSTD_decompressStream(z_, &to, &from);
    if (ZSTD_isError(code) != 0) return Error{"file_damaged", std::string("zstd: ") + ZSTD_getErrorName(code)};
    in.remove_prefix(from.pos);
    ended_ = code == 0;
    return to.pos;
  }
  bool AtEnd() const override { return ended_; }

 private:
  ZSTD_DStream* z_ = ZSTD_createDStream();
  bool ended_ = false;
};

}  // namespace

struct ByteStream::State {
  std::string path;
  int fd = -1;
  bool close_it = false;
  std::atomic<uint64_t>* counter = nullptr;
  std::vector<char> raw = std::vector<char>(kBuffer), plain;
  std::string_view pending;  // of raw, not decoded yet
  std::unique_ptr<Decoder> decoder;
  bool started = false;
  bool raw_ended = false;

  ~State() {
    if (close_it) close(fd);
  }

  Error Failure(const char* what) const { return {"file_unreadable", path + ": " + what}; }

  // Fills `pending`, at least to `least` bytes if there are so many.
  Status Fill(size_t least) {
    size_t have = 0;
    while (have < least && !raw_ended) {
      const ssize_t n = read(fd, raw.data() + have, raw.size() - have);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return Failure(std::strerror(errno));
      raw_ended = n == 0;
      have += static_cast<size_t>(n);
    }
    if (counter != nullptr) counter->fetch_add(have, std::memory_order_relaxed);
    pending = {raw.data(), have};
    return {};
  }

  Status Start() {
    started = true;
    if (const Status status = Fill(kZstdMagic.size()); !status) return status;
    if (StartsWith(pending, kGzipMagic))
      decoder = std::make_unique<GzipDecoder>();
    else if (StartsWith(pending, kZstdMagic))
      decoder = std::make_unique<ZstdDecoder>();
    if (decoder != nullptr) plain.resize(kBuffer);
    return {};
  }
};

ByteStream::ByteStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteStream::~ByteStream() = default;

Result<std::unique_ptr<ByteStream>> ByteStream::Open(const std::string& path, std::atomic<uint64_t>* counter) {
  auto state = std::make_unique<State>();
  state->counter = counter;
  state->path = path == "-" ? "stdin" : path;
  state->close_it = path != "-";
  state->fd = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->fd < 0) {
    state->close_it = false;
    return Error{errno == ENOENT ? "file_not_found" : "file_unreadable", path + ": " + std::strerror(errno)};
  }
  struct stat info {};
  if (fstat(state->fd, &info) == 0 && S_ISDIR(info.st_mode)) return state->Failure("is a directory");
  return std::unique_ptr<ByteStream>(new ByteStream(std::move(state)));
}

Result<std::string_view> ByteStream::Next() {
  State& state = *state_;
  if (!state.started) {
    if (const Status status = state.Start(); !status) return status.error();
  } else if (state.pending.empty() && !state.raw_ended) {
    if (const Status status = state.Fill(1); !status) return status.error();
  }
  if (state.decoder == nullptr) return std::exchange(state.pending, {});
  for (;;) {
    if (state.pending.empty() && !state.raw_ended)
      if (const Status status = state.Fill(1); !status) return status.error();
    if (state.pending.empty()) {
      if (!state.decoder->AtEnd()) {
        // A last call without input may still have output; if not, the stream was cut.
        const Result<size_t> n = state.decoder->Decode(state.pending, state.plain.data(), state.plain.size());
        if (n && *n > 0) return std::string_view(state.plain.data(), *n);
        if (!state.decoder->AtEnd()) return Error{"file_damaged", state.path + ": the compressed data ends in the middle"};
      }
      return std::string_view();
    }
    const Result<size_t> n = state.decoder->Decode(state.pending, state.plain.data(), state.plain.size());
    if (!n) return Error{n.error().code, state.path + ": " + n.error().message};
    if (*n > 0) return std::string_view(state.plain.data(), *n);
  }
}

}  // namespace factbox
