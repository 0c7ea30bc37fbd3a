#include "article/cutter.h"

#include <algorithm>
#include <utility>

#include "article/feed.h"
#include "article/format.h"

namespace factbox {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kPadding = 64;  // what the JSON parser wants behind the bytes

}  // namespace

bool PieceStream::More() {
  while (piece.empty() && !ended_) {
    own_.clear();
    Result<std::string_view> next = stream_->Next();
    if (!next) broken = next.error();
    ended_ = !next || next->empty();
    if (!ended_) piece = *next;
    piece_size_ = piece.size();
  }
  return !piece.empty();
}

std::string_view PieceStream::Start(size_t least) {
  More();
  // Of compressed files, as much as came at once: members, whose places matter, are not joined.
  if (piece.size() >= least || ended_ || stream_->compressed()) return piece;
  std::string start(piece);
  // A pipe gives what there is: a line of it tells enough, and who writes it may wait for the first record before the next line.
  while (start.size() < least && !ended_ && start.find('\n') == std::string::npos) {
    piece = {};
    if (More()) start += piece;
  }
  own_ = std::move(start);
  piece = own_;
  return piece;
}

void PieceStream::PutBack(std::string_view bytes) {
  taken_ -= bytes.size();
  std::string joined(bytes);
  joined += piece;
  own_ = std::move(joined);
  piece = own_;
}

bool PieceStream::SkipDamage() {
  if (!broken || !stream_->SkipDamage()) return false;
  broken.reset();
  ended_ = false;
  piece = {};
  return true;
}

void Collector::Add(std::string_view bytes) {
  size_ += bytes.size();
  if (!hash_ && size_ <= limit_) {
    // Doubling, but never beyond the limit: a giant must not take twice its size.
    if (size_ > item_.bytes.capacity()) item_.bytes.reserve(std::min<size_t>(limit_, 2 * size_) + kPadding);
    item_.bytes.append(bytes);
    return;
  }
  if (!hash_) {
    hash_.emplace();
    hash_->Update(item_.bytes);
    item_.bytes = {};
  }
  hash_->Update(bytes);
}

bool Collector::blank() const { return !hash_ && item_.bytes.find_first_not_of(kBlanks) == std::string::npos; }

void Collector::Finish() {
  item_.state = hash_ ? RawItem::State::kTooLarge : RawItem::State::kDocument;
  item_.size = size_;
  item_.sha256 = hash_ ? hash_->FinishHex() : std::string();
}

bool SayOfFile(RawItem& item, const std::string& path, RawItem::State state, Error error) {
  item.Clear();
  item.path = path;
  item.state = state;
  item.error = std::move(error);
  return true;
}

std::unique_ptr<ItemSource> MakeCutter(std::unique_ptr<ByteStream> stream, const std::string& path, const InputOptions& options) {
  constexpr size_t kLooked = 4096;
  auto pieces = std::make_unique<PieceStream>(std::move(stream));
  const std::string_view start = pieces->Start(kLooked);
  InputOptions chosen = options;
  if (chosen.format == InputFormat::kAuto) chosen.format = FormatOfName(path);
  if (chosen.format == InputFormat::kAuto) chosen.format = FormatOfBytes(start);
  if (chosen.format == InputFormat::kJson && LooksLikeJsonFeed(start)) chosen.format = InputFormat::kXml;
  switch (chosen.format) {
    case InputFormat::kXml: return MakeXmlCutter(std::move(pieces), path, chosen);
    case InputFormat::kWarc: return MakeWarcCutter(std::move(pieces), path, chosen);
    case InputFormat::kArchive: return MakeArchiveCutter(std::move(pieces), path, chosen);
    default: return MakeTextCutter(std::move(pieces), path, chosen);
  }
}

}  // namespace factbox
