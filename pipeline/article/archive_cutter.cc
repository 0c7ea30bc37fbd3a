// tar and zip: what their files give, one after the other, without unpacking anything to disk.
//
//   pages.zip#world/beira.html   →  the page
//   dump.tar.gz#2024/03.jsonl#7  →  its seventh line
//
// Read are regular files whose names tell a format, as in a directory. Names that lead out of the archive ("../x", "/x") are refused, so that a source never
// names a file that the archive cannot hold; so are archives within archives, and an archive that grows more than ByteStream::kBombRatio times. Links, devices
// and encrypted files are passed over; the last are said.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "article/cutter.h"
#include "article/format.h"

namespace factbox {
namespace {

constexpr size_t kBlock = size_t{64} << 10;

bool LeadsOut(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return true;
  while (!name.empty()) {
    const size_t end = std::min(name.find('/'), name.size());
    if (name.substr(0, end) == "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

// libarchive, over a stream.
class Archive {
 public:
  explicit Archive(std::unique_ptr<PieceStream> stream) : stream_(std::move(stream)), archive_(archive_read_new()) {
    archive_read_support_format_tar(archive_);
    archive_read_support_format_zip_streamable(archive_);
    opened_ = archive_read_open(archive_, this, nullptr, &Archive::ReadMore, nullptr) == ARCHIVE_OK;
  }
  ~Archive() { archive_read_free(archive_); }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  enum class Step : uint8_t { kEntry, kEnd, kBroken };
  Step NextEntry() {
    if (!opened_) return Step::kBroken;
    for (;;) {
      const int code = archive_read_next_header(archive_, &entry_);
      if (code == ARCHIVE_EOF) return Step::kEnd;
      if (code == ARCHIVE_RETRY) continue;
      return code == ARCHIVE_OK || code == ARCHIVE_WARN ? Step::kEntry : Step::kBroken;
    }
  }
  bool IsRegular() const { return archive_entry_filetype(entry_) == AE_IFREG && archive_entry_hardlink(entry_) == nullptr; }
  bool IsEncrypted() const { return archive_entry_is_encrypted(entry_) != 0; }
  std::string Name() const {
    const char* name = archive_entry_pathname_utf8(entry_);
    if (name == nullptr) name = archive_entry_pathname(entry_);
    return name == nullptr ? std::string() : std::string(name);
  }
  Result<size_t> Read(char* out, size_t room) {
    const la_ssize_t n = archive_read_data(archive_, out, std::min(room, kBlock));
    if (n < 0) return Error{"file_damaged", Reason()};
    unpacked_ += static_cast<uint64_t>(n);
    if (unpacked_ > ByteStream::kBombBytes && unpacked_ / ByteStream::kBombRatio > stream_->taken())
      return Error{"decompression_bomb", "refused: the archive grows more than " + std::to_string(ByteStream::kBombRatio) + " times"};
    return static_cast<size_t>(n);
  }
  std::string Reason() const {
    if (stream_->broken) return stream_->broken->message;
    const char* text = archive_error_string(archive_);
    return text == nullptr ? "damaged archive" : text;
  }

 private:
  static la_ssize_t ReadMore(archive* of, void* self_pointer, const void** out) {
    Archive& self = *static_cast<Archive*>(self_pointer);
    self.stream_->Take(self.given_);
    self.given_ = 0;
    if (!self.stream_->More()) {
      if (!self.stream_->broken) return 0;
      archive_set_error(of, -1, "%s", self.stream_->broken->message.c_str());
      return ARCHIVE_FATAL;
    }
    *out = self.stream_->piece.data();
    self.given_ = self.stream_->piece.size();
    return static_cast<la_ssize_t>(self.given_);
  }

  std::unique_ptr<PieceStream> stream_;
  archive* archive_;
  archive_entry* entry_ = nullptr;
  bool opened_ = false;
  size_t given_ = 0;  // of the stream's piece, which stays until more is asked for
  uint64_t unpacked_ = 0;
};

// One file of the archive. The archive outlives it.
class EntrySource : public RawSource {
 public:
  EntrySource(Archive& archive, std::string name, bool& bomb) : archive_(archive), name_(std::move(name)), bomb_(bomb) {}
  Result<size_t> Read(char* out, size_t room) override {
    Result<size_t> n = archive_.Read(out, room);
    if (n) return n;
    bomb_ = bomb_ || n.error().code == "decompression_bomb";
    return Error{n.error().code, name_ + ": " + n.error().message};
  }

 private:
  Archive& archive_;
  std::string name_;
  bool& bomb_;
};

class ArchiveCutter : public ItemSource {
 public:
  ArchiveCutter(std::unique_ptr<PieceStream> stream, std::string path, const InputOptions& options)
      : archive_(std::move(stream)), path_(std::move(path)), options_(options) {}

  bool Next(RawItem& item) override {
    for (;;) {
      if (cutter_ != nullptr) {
        if (cutter_->Next(item)) return true;
        cutter_.reset();
      }
      if (ended_ || bomb_) return SayAtEnd(item);
      switch (archive_.NextEntry()) {
        case Archive::Step::kEnd: ended_ = true; break;
        case Archive::Step::kBroken:
          ended_ = any_ = true;
          return SayOfFile(item, path_, RawItem::State::kProblem, {"file_damaged", Prefixed(archive_.Reason())});
        case Archive::Step::kEntry:
          if (TakeEntry(item)) return true;
          break;
      }
    }
  }

 private:
  std::string Prefixed(const std::string& why) const { return why.compare(0, path_.size() + 1, path_ + ":") == 0 ? why : path_ + ": " + why; }

  bool Refuse(RawItem& item, const std::string& name, const char* code, const std::string& why) {
    any_ = true;
    return SayOfFile(item, path_, RawItem::State::kProblem, {code, path_ + "#" + name + ": " + why});
  }

  // True where there is something to say of it.
  bool TakeEntry(RawItem& item) {
    const std::string name = archive_.Name();
    const InputFormat format = FormatOfName(name);
    if (!archive_.IsRegular() || format == InputFormat::kAuto) return false;
    if (LeadsOut(name)) return Refuse(item, name, "path_refused", "refused: the name leads out of the archive");
    if (archive_.IsEncrypted()) return Refuse(item, name, "file_encrypted", "is encrypted and was passed over");
    if (format == InputFormat::kArchive) return Refuse(item, name, "archive_in_archive", "refused: an archive within an archive is not read");
    any_ = true;
    const std::string full = path_ + "#" + name;
    InputOptions options = options_;
    options.format = InputFormat::kAuto;
    cutter_ = MakeCutter(ByteStream::Over(std::make_unique<EntrySource>(archive_, full, bomb_), full), full, options);
    return false;
  }

  bool SayAtEnd(RawItem& item) {
    if (any_) return false;
    any_ = true;
    return SayOfFile(item, path_, RawItem::State::kWarning, {"empty_file", path_ + ": holds no file whose name tells that it is read"});
  }

  Archive archive_;
  std::string path_;
  InputOptions options_;
  std::unique_ptr<ItemSource> cutter_;
  bool ended_ = false, any_ = false, bomb_ = false;
};

}  // namespace

std::unique_ptr<ItemSource> MakeArchiveCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options) {
  return std::make_unique<ArchiveCutter>(std::move(stream), path, options);
}

}  // namespace factbox
