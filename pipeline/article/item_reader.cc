#include "article/item_reader.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "article/byte_stream.h"
#include "article/format.h"
#include "base/sha256.h"

namespace factbox {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

bool StartsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }

constexpr size_t kPadding = 64;  // what the JSON parser wants behind the bytes

// Gathers the bytes of one piece, and only counts and hashes them once they are too many.
class Collector {
 public:
  Collector(RawItem& item, size_t limit) : item_(item), limit_(limit) { item_.bytes.clear(); }

  void Add(std::string_view bytes) {
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
  uint64_t size() const { return size_; }
  bool blank() const { return !hash_ && item_.bytes.find_first_not_of(kBlanks) == std::string::npos; }

  void Finish() {
    item_.state = hash_ ? RawItem::State::kTooLarge : RawItem::State::kDocument;
    item_.size = size_;
    item_.sha256 = hash_ ? hash_->FinishHex() : std::string();
  }

 private:
  RawItem& item_;
  size_t limit_;
  uint64_t size_ = 0;
  std::optional<Sha256> hash_;
};

}  // namespace

// The pieces of one file.
class ItemReader::Cutter {
 public:
  Cutter(std::unique_ptr<ByteStream> stream, std::string path, const InputOptions& options)
      : stream_(std::move(stream)), path_(path == "-" ? "stdin" : std::move(path)), format_(options.format), limit_(options.max_document_bytes) {
    if (format_ == InputFormat::kAuto) format_ = FormatOfName(path_);
  }

  // False at the end of the file.
  bool Next(RawItem& item) {
    if (ended_) return false;
    item.path = path_;
    item.error = {};
    if (!started_ && !Start(item)) return true;
    item.html = format_ == InputFormat::kHtml;
    item.json = format_ != InputFormat::kText && !item.html;
    const bool found = format_ == InputFormat::kText || item.html ? NextText(item) : format_ == InputFormat::kJsonLines ? NextLine(item) : NextJson(item);
    if (found) {
      any_ = true;
      return true;
    }
    ended_ = true;
    if (any_) return false;
    return Say(item, RawItem::State::kWarning, {"empty_file", path_ + ": holds no article"});
  }

 private:
  // False where the file cannot be read at all: the item then says so.
  bool Start(RawItem& item) {
    started_ = true;
    More();
    if (format_ == InputFormat::kHtml) return true;  // its character set is told by the reader of pages
    if (StartsWith(piece_, "\xFF\xFE") || StartsWith(piece_, "\xFE\xFF")) {
      ended_ = true;
      Say(item, RawItem::State::kProblem, {"unsupported_encoding", path_ + ": is UTF-16; only UTF-8 is read"});
      return false;
    }
    if (StartsWith(piece_, kByteOrderMark)) piece_.remove_prefix(kByteOrderMark.size());
    if (format_ == InputFormat::kAuto) format_ = FormatOfBytes(piece_);
    return true;
  }

  bool Say(RawItem& item, RawItem::State state, Error error) {
    item.state = state;
    item.bytes.clear();
    item.error = std::move(error);
    item.line = item.item = item.size = 0;
    return true;
  }

  // Makes `piece_` hold at least one byte; false at the end of the stream or where it broke off (`broken_`).
  bool More() {
    while (piece_.empty() && !stream_ended_) {
      Result<std::string_view> next = stream_->Next();
      if (!next) broken_ = next.error();
      stream_ended_ = !next || next->empty();
      if (!stream_ended_) piece_ = *next;
    }
    return !piece_.empty();
  }

  // Ends the piece that the stream's end has cut off: a whole one, a damaged one, or none. Requires: !More().
  bool FinishAtEnd(RawItem& item, Collector& collector) {
    if (!broken_) {
      if (collector.blank()) return false;
      collector.Finish();
      return true;
    }
    Error error = *std::exchange(broken_, std::nullopt);
    if (collector.size() == 0) {
      any_ = true;
      return Say(item, RawItem::State::kProblem, std::move(error));
    }
    collector.Finish();
    item.state = RawItem::State::kDamaged;
    item.error = std::move(error);
    return true;
  }

  bool NextText(RawItem& item) {
    Collector collector(item, limit_);
    item.line = item.item = 0;
    for (; More(); piece_ = {}) collector.Add(piece_);
    return FinishAtEnd(item, collector);
  }

  bool NextLine(RawItem& item) {
    for (;;) {
      Collector collector(item, limit_);
      item.line = item.item = ++line_;
      size_t end = std::string_view::npos;
      while (end == std::string_view::npos && More()) {
        end = piece_.find('\n');
        collector.Add(piece_.substr(0, end));
        piece_.remove_prefix(end == std::string_view::npos ? piece_.size() : end + 1);
      }
      if (end == std::string_view::npos) return FinishAtEnd(item, collector);
      if (collector.blank()) continue;
      collector.Finish();
      return true;
    }
  }

  // Skips blanks, and the commas and brackets between the objects of an array. False at the end of the file.
  bool SkipBetween() {
    for (; More(); piece_.remove_prefix(1)) {
      const char c = piece_.front();
      if (c == '\n') ++line_;
      if (IsBlank(c) || (in_array_ && c == ',')) continue;
      if (!in_array_ && c == '[') {
        in_array_ = true;
      } else if (in_array_ && c == ']') {
        in_array_ = false;
      } else {
        return true;
      }
      any_array_ = true;
    }
    return false;
  }

  bool NextJson(RawItem& item) {
    if (line_ == 0) line_ = 1;
    Collector collector(item, limit_);
    if (!SkipBetween()) {
      if (in_array_ && !broken_) broken_ = Error{"invalid_json", path_ + ":" + std::to_string(line_) + ": the array is not closed"};
      in_array_ = false;
      return FinishAtEnd(item, collector);
    }
    item.line = line_;
    item.item = ++item_;
    const char first = piece_.front();
    const bool whole = first == '{' || first == '[' ? CollectBracketed(collector) : CollectOther(collector);
    if (!whole) return FinishAtEnd(item, collector);
    collector.Finish();
    // One object alone is the file, not its first item.
    if (item_ == 1 && !any_array_ && !SkipBetween() && !broken_) item.item = 0;
    return true;
  }

  // From a bracket to the one that closes it; false if the file ends before.
  bool CollectBracketed(Collector& collector) {
    uint64_t depth = 0;
    bool in_string = false, escaped = false;
    while (More()) {
      for (size_t i = 0; i < piece_.size(); ++i) {
        const char c = piece_[i];
        if (c == '\n') ++line_;
        if (escaped) {
          escaped = false;
        } else if (in_string) {
          escaped = c == '\\';
          in_string = c != '"';
        } else if (c == '"') {
          in_string = true;
        } else if (c == '{' || c == '[') {
          ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
          collector.Add(piece_.substr(0, i + 1));
          piece_.remove_prefix(i + 1);
          return true;
        }
      }
      collector.Add(piece_);
      piece_ = {};
    }
    return false;
  }

  // What is no object: within an array up to the next comma or bracket, else all the rest, so that prose in a .json file is one error.
  bool CollectOther(Collector& collector) {
    while (More()) {
      const size_t end = in_array_ ? piece_.find_first_of(",]") : std::string_view::npos;
      collector.Add(piece_.substr(0, end));
      if (end != std::string_view::npos) {
        piece_.remove_prefix(end);
        return true;
      }
      piece_ = {};
    }
    return false;
  }

  std::unique_ptr<ByteStream> stream_;
  std::string path_;
  InputFormat format_;
  size_t limit_;
  std::string_view piece_;  // of the stream, not used yet
  std::optional<Error> broken_;
  bool stream_ended_ = false, started_ = false, ended_ = false;
  bool any_ = false;  // something was found in the file
  bool in_array_ = false, any_array_ = false;
  uint64_t line_ = 0, item_ = 0;
};

ItemReader::ItemReader(std::vector<InputFile> files, InputOptions options) : files_(std::move(files)), options_(options) {}
ItemReader::~ItemReader() = default;

bool ItemReader::Next(RawItem& item) {
  for (;;) {
    if (cutter_ != nullptr) {
      if (cutter_->Next(item)) return true;
      cutter_.reset();
    }
    if (next_ == files_.size()) return false;
    const InputFile& file = files_[next_++];
    Error error{"file_unreadable", file.problem};
    if (file.problem.empty()) {
      Result<std::unique_ptr<ByteStream>> stream = ByteStream::Open(file.path, &bytes_read_);
      if (stream) {
        cutter_ = std::make_unique<Cutter>(std::move(*stream), file.path, options_);
        continue;
      }
      error = stream.error();
    }
    item = RawItem{};
    item.state = RawItem::State::kProblem;
    item.path = file.path;
    item.error = std::move(error);
    return true;
  }
}

}  // namespace factbox
