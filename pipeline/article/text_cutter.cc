#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "article/cutter.h"

namespace factbox {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }

class TextCutter : public ItemSource {
 public:
  TextCutter(std::unique_ptr<PieceStream> stream, std::string path, const InputOptions& options)
      : stream_(std::move(stream)), path_(std::move(path)), format_(options.format), limit_(options.max_document_bytes) {}

  bool Next(RawItem& item) override {
    if (ended_) return false;
    item.Clear();
    item.path = path_;
    if (!started_ && !Start(item)) return true;
    const bool whole = format_ == InputFormat::kText || format_ == InputFormat::kHtml;
    item.content = format_ == InputFormat::kText ? RawItem::Content::kText : format_ == InputFormat::kHtml ? RawItem::Content::kPage : RawItem::Content::kJson;
    const bool found = whole ? NextText(item) : format_ == InputFormat::kJsonLines ? NextLine(item) : NextJson(item);
    if (found) {
      any_ = true;
      return true;
    }
    ended_ = true;
    if (any_) return false;
    return Say(item, RawItem::State::kWarning, {"empty_file", path_ + ": holds no article"});
  }

 private:
  // False where the file cannot be read at all: the item then says so. Pages say themselves which encoding they have.
  bool Start(RawItem& item) {
    started_ = true;
    const std::string_view start = stream_->Start(kByteOrderMark.size());
    if (format_ == InputFormat::kHtml) return true;
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
      ended_ = true;
      Say(item, RawItem::State::kProblem, {"unsupported_encoding", path_ + ": is UTF-16; only UTF-8 is read"});
      return false;
    }
    if (start.starts_with(kByteOrderMark)) stream_->Take(kByteOrderMark.size());
    return true;
  }

  bool Say(RawItem& item, RawItem::State state, Error error) { return SayOfFile(item, path_, state, std::move(error)); }
  bool More() { return stream_->More(); }

  // Ends the piece that the stream's end has cut off: a whole one, a damaged one, or none. Requires: !More().
  bool FinishAtEnd(RawItem& item, Collector& collector) {
    if (!stream_->broken) {
      if (collector.blank()) return false;
      collector.Finish();
      return true;
    }
    Error error = *std::exchange(stream_->broken, std::nullopt);
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
    for (; More(); stream_->Take(stream_->piece.size())) collector.Add(stream_->piece);
    return FinishAtEnd(item, collector);
  }

  bool NextLine(RawItem& item) {
    for (;;) {
      Collector collector(item, limit_);
      item.line = item.item = ++line_;
      size_t end = std::string_view::npos;
      while (end == std::string_view::npos && More()) {
        end = stream_->piece.find('\n');
        collector.Add(stream_->piece.substr(0, end));
        stream_->Take(end == std::string_view::npos ? stream_->piece.size() : end + 1);
      }
      if (end == std::string_view::npos) return FinishAtEnd(item, collector);
      if (collector.blank()) continue;
      collector.Finish();
      return true;
    }
  }

  // Skips blanks, and the commas and brackets between the objects of an array. False at the end of the file.
  bool SkipBetween() {
    for (; More(); stream_->Take(1)) {
      const char c = stream_->piece.front();
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
      if (in_array_ && !stream_->broken) stream_->broken = Error{"invalid_json", path_ + ":" + std::to_string(line_) + ": the array is not closed"};
      in_array_ = false;
      return FinishAtEnd(item, collector);
    }
    item.line = line_;
    item.item = ++item_;
    const char first = stream_->piece.front();
    const bool whole = first == '{' || first == '[' ? CollectBracketed(collector) : CollectOther(collector);
    if (!whole) return FinishAtEnd(item, collector);
    collector.Finish();
    // One object alone is the file, not its first item.
    if (item_ == 1 && !any_array_ && !SkipBetween() && !stream_->broken) item.item = 0;
    return true;
  }

  // From a bracket to the one that closes it; false if the file ends before.
  bool CollectBracketed(Collector& collector) {
    uint64_t depth = 0;
    bool in_string = false, escaped = false;
    while (More()) {
      for (size_t i = 0; i < stream_->piece.size(); ++i) {
        const char c = stream_->piece[i];
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
          collector.Add(stream_->piece.substr(0, i + 1));
          stream_->Take(i + 1);
          return true;
        }
      }
      collector.Add(stream_->piece);
      stream_->Take(stream_->piece.size());
    }
    return false;
  }

  // What is no object: within an array up to the next comma or bracket, else all the rest, so that prose in a .json file is one error.
  bool CollectOther(Collector& collector) {
    while (More()) {
      const size_t end = in_array_ ? stream_->piece.find_first_of(",]") : std::string_view::npos;
      collector.Add(stream_->piece.substr(0, end));
      if (end != std::string_view::npos) {
        stream_->Take(end);
        return true;
      }
      stream_->Take(stream_->piece.size());
    }
    return false;
  }

  std::unique_ptr<PieceStream> stream_;
  std::string path_;
  InputFormat format_;
  size_t limit_;
  bool started_ = false, ended_ = false;
  bool any_ = false;  // something was found in the file
  bool in_array_ = false, any_array_ = false;
  uint64_t line_ = 0, item_ = 0;
};

}  // namespace

std::unique_ptr<ItemSource> MakeTextCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options) {
  return std::make_unique<TextCutter>(std::move(stream), path, options);
}

}  // namespace factbox
