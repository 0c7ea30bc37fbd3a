// The bytes of a file or of standard input, a piece at a time, decompressed where they are gzip or Zstandard.
//
// Compression is told by the first bytes, not by the name, so that it works for pipes and for files with a wrong suffix. Several gzip
// members or Zstandard frames one after the other are one stream. Memory stays at two buffers however long the stream is.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// Not shared between threads, but for the counter.
class ByteStream {
 public:
  // `path`: "-" is standard input. `counter`, where given, is raised by the bytes taken from the file.
  // Errors: file_not_found, file_unreadable.
  static Result<std::unique_ptr<ByteStream>> Open(const std::string& path, std::atomic<uint64_t>* counter = nullptr);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next piece, empty at the end; it is good until the next call. Errors: file_unreadable, file_damaged (cut or broken compression).
  Result<std::string_view> Next();

 private:
  struct State;
  explicit ByteStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace factbox
