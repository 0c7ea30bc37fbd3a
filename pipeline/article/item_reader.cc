#include "article/item_reader.h"

#include <utility>

#include "article/byte_stream.h"
#include "article/cutter.h"

namespace factbox {

void RawItem::Clear() {
  std::string kept = std::move(bytes);
  kept.clear();
  *this = RawItem{};
  bytes = std::move(kept);
}

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
        cutter_ = MakeCutter(std::move(*stream), file.path == "-" ? "stdin" : file.path, options_);
        continue;
      }
      error = stream.error();
    }
    return SayOfFile(item, file.path, RawItem::State::kProblem, std::move(error));
  }
}

}  // namespace factbox
