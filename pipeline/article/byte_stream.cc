#include "article/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace factbox {
namespace {

constexpr size_t kBuffer = size_t{256} << 10;
constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

// Turns compressed pieces into plain ones.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Takes from the front of `in`, writes to `out`; returns how many bytes were written, or why it cannot go on.
  virtual Result<size_t> Decode(std::string_view& in, char* out, size_t room) = 0;
  // True where the stream may end: behind a member or frame.
  virtual bool AtEnd() const = 0;
  // Forgets what it was in the middle of.
  virtual void Reset() = 0;
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
  void Reset() override {
    inflateReset(&z_);
    ended_ = false;
  }

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
  void Reset() override {
    ZSTD_DCtx_reset(z_, ZSTD_reset_session_only);
    ended_ = false;
  }

 private:
  ZSTD_DStream* z_ = ZSTD_createDStream();
  bool ended_ = false;
};

class FileSource : public RawSource {
 public:
  FileSource(int fd, bool close_it, std::string name) : fd_(fd), close_it_(close_it), name_(std::move(name)) {}
  ~FileSource() override {
    if (close_it_) close(fd_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<size_t> Read(char* out, size_t room) override {
    for (;;) {
      const ssize_t n = read(fd_, out, room);
      if (n >= 0) return static_cast<size_t>(n);
      if (errno != EINTR) return Error{"file_unreadable", name_ + ": " + std::strerror(errno)};
    }
  }

 private:
  int fd_;
  bool close_it_;
  std::string name_;
};

}  // namespace

struct ByteStream::State {
  std::string name;
  std::unique_ptr<RawSource> source;
  std::atomic<uint64_t>* counter = nullptr;
  std::vector<char> raw = std::vector<char>(kBuffer), plain;
  std::string_view pending;  // of raw, not decoded yet
  uint64_t raw_bytes = 0;    // that were read
  std::unique_ptr<Decoder> decoder;
  bool gzip = false;
  bool started = false, raw_ended = false;
  uint64_t member_offset = 0, member_plain = 0;
  bool piece_starts_member = false;

  uint64_t Offset() const { return raw_bytes - pending.size(); }

  // Fills `pending`, at least to `least` bytes if there are so many.
  Status Fill(size_t least) {
    size_t have = 0;
    while (have < least && !raw_ended) {
      const Result<size_t> n = source->Read(raw.data() + have, raw.size() - have);
      if (!n) return n.error();
      raw_ended = *n == 0;
      have += *n;
    }
    if (counter != nullptr) counter->fetch_add(have, std::memory_order_relaxed);
    raw_bytes += have;
    pending = {raw.data(), have};
    return {};
  }

  Status Start() {
    started = true;
    if (const Status status = Fill(kZstdMagic.size()); !status) return status;
    gzip = pending.starts_with(kGzipMagic);
    if (gzip)
      decoder = std::make_unique<GzipDecoder>();
    else if (pending.starts_with(kZstdMagic))
      decoder = std::make_unique<ZstdDecoder>();
    if (decoder != nullptr) plain.resize(kBuffer);
    return {};
  }

  // Decodes once, into `plain`.
  Result<size_t> Decode() {
    if (decoder->AtEnd()) {
      member_offset = Offset();
      member_plain = 0;
    }
    const Result<size_t> n = decoder->Decode(pending, plain.data(), plain.size());
    if (!n) return Error{n.error().code, name + ": " + n.error().message};
    piece_starts_member = member_plain == 0;
    member_plain += *n;
    if (member_plain > kBombBytes && member_plain / kBombRatio > Offset() - member_offset)
      return Error{"decompression_bomb", name + ": refused: the compressed data grows more than " + std::to_string(kBombRatio) + " times"};
    return n;
  }
};

ByteStream::ByteStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteStream::~ByteStream() = default;

std::unique_ptr<ByteStream> ByteStream::Over(std::unique_ptr<RawSource> raw, std::string name) {
  auto state = std::make_unique<State>();
  state->name = std::move(name);
  state->source = std::move(raw);
  return std::unique_ptr<ByteStream>(new ByteStream(std::move(state)));
}

Result<std::unique_ptr<ByteStream>> ByteStream::Open(const std::string& path, std::atomic<uint64_t>* counter) {
  const std::string name = path == "-" ? "stdin" : path;
  const int fd = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{errno == ENOENT ? "file_not_found" : "file_unreadable", path + ": " + std::strerror(errno)};
  auto source = std::make_unique<FileSource>(fd, path != "-", name);
  struct stat info {};
  if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) return Error{"file_unreadable", name + ": is a directory"};
  std::unique_ptr<ByteStream> out = Over(std::move(source), name);
  out->state_->counter = counter;
  return out;
}

bool ByteStream::compressed() const { return state_->decoder != nullptr; }
bool ByteStream::at_member_start() const { return state_->decoder != nullptr && state_->piece_starts_member; }
uint64_t ByteStream::member_offset() const { return state_->member_offset; }

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
        const Result<size_t> n = state.Decode();
        if (n && *n > 0) return std::string_view(state.plain.data(), *n);
        if (!state.decoder->AtEnd()) return Error{"file_damaged", state.name + ": the compressed data ends in the middle"};
      }
      return std::string_view();
    }
    const Result<size_t> n = state.Decode();
    if (!n) return n.error();
    if (*n > 0) return std::string_view(state.plain.data(), *n);
  }
}

bool ByteStream::SkipDamage() {
  State& state = *state_;
  if (!state.gzip) return false;
  constexpr std::string_view kMember = "\x1f\x8b\x08";  // with the one method of compression there is
  // The damaged member's own start must not be found again.
  if (!state.pending.empty() && state.Offset() == state.member_offset) state.pending.remove_prefix(1);
  for (;;) {
    const size_t at = state.pending.find(kMember);
    if (at != std::string_view::npos) {
      state.pending.remove_prefix(at);
      break;
    }
    if (state.raw_ended) return false;
    // The mark may lie across two reads.
    const std::string tail(state.pending.substr(state.pending.size() - std::min(state.pending.size(), kMember.size() - 1)));
    if (!state.Fill(1)) return false;
    if (tail.empty() || state.pending.empty()) continue;
    for (size_t from = 0; from < tail.size(); ++from) {
      const std::string across = tail.substr(from) + std::string(state.pending.substr(0, kMember.size()));
      if (across.substr(0, kMember.size()) != kMember) continue;
      // Put before what was read: rare, and the buffer has room behind only.
      const std::string joined = tail.substr(from) + std::string(state.pending);
      state.raw.resize(std::max(kBuffer, joined.size()));
      std::copy(joined.begin(), joined.end(), state.raw.begin());
      state.pending = {state.raw.data(), joined.size()};
      break;
    }
  }
  state.decoder->Reset();
  state.member_offset = state.Offset();
  state.member_plain = 0;
  return true;
}

}  // namespace factbox
