// The bytes of a file or of standard input, a piece at a time, decompressed where they are gzip or Zstandard.
//
// Compression is told by the first bytes, not by the name, so that it works for pipes and for files with a wrong suffix. Several gzip
// members or Zstandard frames one after the other are one stream. Memory stays at two buffers however long the stream is. What grows more than
// kBombRatio times is refused as a decompression bomb: text shrinks to a twentieth at best, logs to a hundredth.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// Where compressed bytes come from: a file, a pipe, a file within an archive.
class RawSource {
 public:
  virtual ~RawSource() = default;
  // Reads at most `room` bytes, 0 at the end. Errors: file_unreadable, file_damaged; the message names the file.
  virtual Result<size_t> Read(char* out, size_t room) = 0;
};

// Not shared between threads, but for the counter.
class ByteStream {
 public:
  static constexpr uint64_t kBombRatio = 400, kBombBytes = uint64_t{64} << 20;  // of one gzip member or Zstandard frame; fewer bytes are never a bomb

  // `path`: "-" is standard input. `counter`, where given, is raised by the bytes taken from the file.
  // Errors: file_not_found, file_unreadable.
  static Result<std::unique_ptr<ByteStream>> Open(const std::string& path, std::atomic<uint64_t>* counter = nullptr);
  // Over bytes from elsewhere; `name` is for messages.
  static std::unique_ptr<ByteStream> Over(std::unique_ptr<RawSource> raw, std::string name);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next piece, empty at the end; it is good until the next call and never holds bytes of two gzip members.
  // Errors: file_unreadable, file_damaged (cut or broken compression), decompression_bomb.
  Result<std::string_view> Next();

  bool compressed() const;
  // Of the piece given last: the first of its gzip member or Zstandard frame, and where in the file that begins. Of files that are not compressed: false, 0.
  bool at_member_start() const;
  uint64_t member_offset() const;

  // After file_damaged or decompression_bomb: goes on at the next gzip member, if there is one.
  bool SkipDamage();

 private:
  struct State;
  explicit ByteStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace factbox
