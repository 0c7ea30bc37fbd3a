// WARC (ISO 28500) and ARC: the archives that crawlers write. Common Crawl's news is gzipped record by record.
//
//   WARC/1.0                                          →  a piece with the response, its URL, the number of the record in the file,
//   WARC-Type: response                                  and where the record (its gzip member) begins
//   WARC-Target-URI: https://bote.example/beira
//   Content-Length: 48213
//
// Pieces are made of responses with status 200 that bring HTML, of resources that are HTML, and of converted plain texts (WET). All other records
// (requests, metadata, images, redirects, revisits) are passed over. A record that is cut, or that lies in a damaged gzip member, is passed over
// too, and reading goes on at the next member or the next line that begins a record; how many were lost is said once, at the end of the file. A page above the
// limit on documents becomes an error record, as everywhere.
#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "article/cutter.h"
#include "article/http_message.h"
#include "base/ascii.h"

namespace factbox {
namespace {

constexpr size_t kMaxHeaderBytes = size_t{64} << 10;  // of a record; real ones have less than a kilobyte
constexpr size_t kHttpHeadBytes = size_t{64} << 10;   // looked at before the rest is kept

bool SameWord(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return Lower(x) == y; });
}
std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}
bool IsRecordLine(std::string_view line) { return line.starts_with("WARC/1.") || line.starts_with("WARC/0."); }
bool IsHtml(std::string_view media_type) { return media_type == "text/html" || media_type == "application/xhtml+xml"; }

struct RecordHead {
  std::string type, url, content_type;
  uint64_t length = 0;
  bool arc = false;  // of ARC: the block is a response, or the file's description
};

bool ReadNumber(std::string_view text, uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

class WarcCutter : public ItemSource {
 public:
  WarcCutter(std::unique_ptr<PieceStream> stream, std::string path, const InputOptions& options)
      : stream_(std::move(stream)), path_(std::move(path)), limit_(options.max_document_bytes) {}

  bool Next(RawItem& item) override {
    while (!ended_) {
      item.Clear();
      RecordHead head;
      if (!ReadHead(head)) {
        ended_ = true;
        break;
      }
      ++records_;
      if (ReadBlock(head, item)) {
        ++found_;
        return true;
      }
    }
    return SayAtEnd(item);
  }

 private:
  // ---- lines
  // The next one with its line break; false at the end and where the stream broke off. One that is too long is cut.
  bool ReadLine(std::string& line) {
    line.clear();
    while (stream_->More()) {
      const size_t end = stream_->piece.find('\n');
      const std::string_view part = stream_->piece.substr(0, end == std::string_view::npos ? end : end + 1);
      if (line.size() < kMaxHeaderBytes) line += part;
      stream_->Take(part.size());
      if (end != std::string_view::npos) return true;
    }
    return !stream_->broken && !line.empty();
  }

  // The stream broke off: what was being read is lost; on at the next gzip member. False: there is none.
  bool Recover() {
    Lose();
    if (first_error_.message.empty()) first_error_ = *stream_->broken;
    return stream_->SkipDamage();
  }

  void Lose() {
    if (lost_++ == 0) lost_offset_ = offset_;
  }

  // ---- records
  // Finds the next record and reads its header; false at the end of the file.
  bool ReadHead(RecordHead& head) {
    std::string line;
    bool complained = false;
    for (;;) {
      if (!stream_->More()) {
        if (stream_->broken && Recover()) continue;
        return false;
      }
      offset_ = stream_->file_offset();
      if (!ReadLine(line)) continue;
      if (IsRecordLine(line)) {
        arc_ = false;
        if (ReadFields(head)) return true;
        if (!stream_->broken) Lose();
        continue;
      }
      if (ReadArcLine(line, head)) return true;
      if (!Trim(line).empty() && !complained) {
        complained = true;  // once for each place where records do not follow one another
        Lose();
      }
    }
  }

  bool ReadFields(RecordHead& head) {
    head = {};
    std::string line;
    bool has_length = false;
    for (size_t bytes = 0; bytes < kMaxHeaderBytes && ReadLine(line); bytes += line.size()) {
      const std::string_view trimmed = Trim(line);
      if (trimmed.empty()) return has_length;
      const size_t colon = trimmed.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string_view name = trimmed.substr(0, colon), value = Trim(trimmed.substr(colon + 1));
      if (SameWord(name, "warc-type"))
        head.type = value;
      else if (SameWord(name, "warc-target-uri"))
        head.url =
            value.size() > 1 && value.front() == '<' && value.back() == '>' ? value.substr(1, value.size() - 2) : value;  // as some writers of WARC 1.0 have it
      else if (SameWord(name, "content-type"))
        head.content_type = value;
      else if (SameWord(name, "content-length"))
        has_length = ReadNumber(value, head.length);
    }
    return false;
  }

  // ARC: "URL IP-address archive-date content-type length" on one line. The first record describes the file.
  bool ReadArcLine(std::string_view line, RecordHead& head) {
    line = Trim(line);
    const bool description = line.starts_with("filedesc://");
    if (!arc_ && !description) return false;
    const size_t last = line.rfind(' '), first = line.find(' ');
    if (last == std::string_view::npos || first == last) return false;
    head = {};
    if (!ReadNumber(line.substr(last + 1), head.length)) return false;
    arc_ = true;
    head.arc = true;
    head.type = description ? "warcinfo" : "response";
    head.url = line.substr(0, first);
    return true;
  }

  // ---- blocks
  // Takes the block; true where it became an item.
  bool ReadBlock(const RecordHead& head, RawItem& item) {
    const bool response = head.type == "response", other = head.type == "resource" || head.type == "conversion";
    if (!response && !other) {
      SkipBlock(head.length);
      return false;
    }
    // The beginning tells whether the rest is wanted.
    std::string start;
    uint64_t left = head.length;
    if (!ReadBytes(std::min<uint64_t>(left, kHttpHeadBytes), start)) return Reread(start);
    left -= start.size();
    if (!Wanted(head, start, item)) {
      SkipBlock(left);
      return false;
    }
    Collector collector(item, limit_);
    collector.Add(start);
    if (!Collect(left, collector)) return Reread(item.bytes);
    if (!AtRecordEnd(collector, item)) {
      Lose();
      return Reread(item.bytes);
    }
    collector.Finish();
    item.path = path_;
    item.item = records_;
    item.offset = offset_;
    item.url = head.url;
    return true;
  }

  static bool Wanted(const RecordHead& head, std::string_view start, RawItem& item) {
    std::string media_type, charset;
    if (head.type == "response") {
      HttpHead http;
      item.content = RawItem::Content::kHttp;
      return ParseHttpHead(start, http) && http.status == 200 && IsHtml(http.media_type);
    }
    ParseMediaType(head.content_type, media_type, charset);
    item.content = head.type == "conversion" ? RawItem::Content::kText : RawItem::Content::kPage;
    return head.type == "conversion" ? media_type == "text/plain" : IsHtml(media_type);
  }

  // A block goes on in this gzip member, or in the next one if that is no record's beginning.
  bool CutByMember() const { return stream_->at_member_start() && IsRecordLine(stream_->piece); }

  // Up to `bytes` of the block; false where it breaks off.
  template <class Sink>
  bool Pass(uint64_t bytes, const Sink& sink) {
    while (bytes > 0) {
      if (!stream_->More()) {
        if (stream_->broken)
          Recover();
        else
          Lose();
        return false;
      }
      if (CutByMember()) {
        Lose();
        return false;
      }
      const std::string_view part = stream_->piece.substr(0, static_cast<size_t>(std::min<uint64_t>(bytes, stream_->piece.size())));
      sink(part);
      bytes -= part.size();
      stream_->Take(part.size());
    }
    return true;
  }
  bool ReadBytes(uint64_t bytes, std::string& out) {
    return Pass(bytes, [&out](std::string_view part) { out += part; });
  }
  bool Collect(uint64_t bytes, Collector& collector) {
    return Pass(bytes, [&collector](std::string_view part) { collector.Add(part); });
  }
  void SkipBlock(uint64_t bytes) {
    (void)Pass(bytes, [](std::string_view) {});
  }

  // Behind a block come two line breaks and the next record, or the end. False where that does not hold and other records lie within the block.
  bool AtRecordEnd(const Collector& collector, const RawItem& item) {
    if (arc_ || collector.too_large()) return true;
    for (int skipped = 0; skipped < 4; ++skipped) {
      if (!stream_->More() || stream_->at_member_start()) return true;
      if (stream_->piece.front() != '\r' && stream_->piece.front() != '\n') break;
      stream_->Take(1);
    }
    if (!stream_->More() || stream_->piece.front() == 'W') return true;
    return item.bytes.find("\nWARC/1.") == std::string::npos;  // if not, what follows is found by its own beginning
  }

  // Of a block whose length was wrong, so that it holds other records: they are read next. Returns false.
  bool Reread(const std::string& block) {
    const size_t inside = block.find("\nWARC/1.");
    if (inside == std::string::npos) return false;
    stream_->PutBack(std::string(block, inside + 1));
    return false;
  }

  // What was lost, then that there was nothing, then false.
  bool SayAtEnd(RawItem& item) {
    if (lost_ > 0) {
      const std::string why = first_error_.message.empty() ? std::string() : "; " + first_error_.message;
      const std::string what = std::to_string(lost_) + (lost_ == 1 ? " damaged place was" : " damaged places were") + " passed over, the first near byte " +
                               std::to_string(lost_offset_) + why;
      lost_ = 0;
      found_ = std::max<uint64_t>(found_, 1);
      return SayOfFile(item, path_, RawItem::State::kProblem, {"file_damaged", path_ + ": " + what});
    }
    if (found_ > 0) return false;
    found_ = 1;
    return SayOfFile(item, path_, RawItem::State::kWarning, {"empty_file", path_ + ": none of its " + std::to_string(records_) + " records is a page"});
  }

  std::unique_ptr<PieceStream> stream_;
  std::string path_;
  size_t limit_;
  bool ended_ = false, arc_ = false;
  uint64_t records_ = 0, found_ = 0;
  uint64_t offset_ = 0;  // of the record that is being read
  uint64_t lost_ = 0, lost_offset_ = 0;
  Error first_error_;
};

}  // namespace

std::unique_ptr<ItemSource> MakeWarcCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options) {
  return std::make_unique<WarcCutter>(std::move(stream), path, options);
}

}  // namespace factbox
