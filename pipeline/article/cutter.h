// Cutters: each makes the pieces of one file of a kind. Behind item_reader.h, which chooses among them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "article/byte_stream.h"
#include "article/item_reader.h"
#include "base/sha256.h"

namespace factbox {

// A file's bytes with its beginning looked at before it is cut.
class PieceStream {
 public:
  explicit PieceStream(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // Makes `piece` hold at least one byte; false at the end or where the file broke off (`broken`).
  bool More();
  // The first `least` bytes, of a pipe fewer where they end a line, or all there are; nothing is taken. Only before anything was taken.
  std::string_view Start(size_t least);
  void Take(size_t bytes) {
    piece.remove_prefix(bytes);
    taken_ += bytes;
  }
  // Puts bytes back in front: they are read again. They are the ones that were taken last.
  void PutBack(std::string_view bytes);
  // After `broken`: goes on behind the damage, if that can be.
  bool SkipDamage();

  // Bytes taken so far, decompressed.
  uint64_t taken() const { return taken_; }
  // True where `piece` is at the beginning of a gzip member, which begins at member_offset() in the file.
  bool at_member_start() const { return own_.empty() && piece.size() == piece_size_ && stream_->at_member_start(); }
  // Of the bytes that come next.
  uint64_t file_offset() const { return stream_->compressed() ? stream_->member_offset() : taken_; }

  std::string_view piece;  // not taken yet
  std::optional<Error> broken;

 private:
  std::unique_ptr<ByteStream> stream_;
  std::string own_;  // what `piece` points into after Start and PutBack
  size_t piece_size_ = 0;
  uint64_t taken_ = 0;
  bool ended_ = false;
};

// Gathers the bytes of one piece, and only counts and hashes them once they are too many.
class Collector {
 public:
  Collector(RawItem& item, size_t limit) : item_(item), limit_(limit) { item_.bytes.clear(); }
  void Add(std::string_view bytes);
  uint64_t size() const { return size_; }
  bool blank() const;
  bool too_large() const { return hash_.has_value(); }
  // Sets state, size and sha256.
  void Finish();

 private:
  RawItem& item_;
  size_t limit_;
  uint64_t size_ = 0;
  std::optional<Sha256> hash_;
};

// Fills an item that says something about a file; returns true.
bool SayOfFile(RawItem& item, const std::string& path, RawItem::State state, Error error);

// `path`: as messages and sources name the file. `options.format` is never kAuto for the first three.
std::unique_ptr<ItemSource> MakeTextCutter(std::unique_ptr<PieceStream> stream, const std::string& path,
                                           const InputOptions& options);  // text, JSON, JSON lines, pages
std::unique_ptr<ItemSource> MakeXmlCutter(std::unique_ptr<PieceStream> stream, const std::string& path,
                                          const InputOptions& options);  // feeds, sitemaps, agencies' files
std::unique_ptr<ItemSource> MakeWarcCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options);
std::unique_ptr<ItemSource> MakeArchiveCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options);

// Looks at the name and the first bytes and takes one of those.
std::unique_ptr<ItemSource> MakeCutter(std::unique_ptr<ByteStream> stream, const std::string& path, const InputOptions& options);

}  // namespace factbox
