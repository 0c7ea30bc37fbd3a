// Cuts files into the pieces that hold one article each, without reading more than one piece into memory.
//
//   dump.jsonl.gz     → a piece a line, "dump.jsonl.gz#1", "#2", … (the line's number)
//   news.json         → one object, or each object of an array (or of objects one after the other), "#1", "#2", …
//   story.txt, a.html → one piece, the whole file
//   feed.xml          → the feed's items, read already (feed.h); the files of agencies likewise (news_item.h)
//   news.warc.gz      → each record with a page or a text, "#7" (the seventh record), warc_cutter.cc tells which
//   pages.zip         → what the files in it give, "pages.zip#world/a.html"
//
// Pieces are bytes; what they say is read by article_parser.h. JSON is cut by counting brackets outside of strings, so a piece with a bracket
// too few swallows what follows in a .json file; in JSON lines the next line is safe. A piece above the limit is passed over and only its
// size and hash are kept.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace factbox {

enum class InputFormat : uint8_t {
  kAuto,  // by the name, without .gz or .zst, else by the first bytes
  kText,
  kJson,  // one object, an array of them, or several one after the other; a JSON Feed
  kJsonLines,
  kHtml,     // a page
  kXml,      // a feed, a sitemap, NITF, NewsML-G2
  kWarc,     // WARC, WET or ARC
  kArchive,  // tar or zip
};

// A file to read, or why there is none.
struct InputFile {
  std::string path;     // "-": standard input
  std::string problem;  // if any: path and reason
};

// Files as they are, directories with all files in them whose names tell a format (hidden ones left out), patterns (*, ?, []) with what they
// match; each sorted by bytes. `except`: a file that is passed over in directories (the output of the run); may be empty.
std::vector<InputFile> ExpandInputs(const std::vector<std::string>& arguments, const std::string& except);

struct ParsedArticle;

struct RawItem {
  enum class Content : uint8_t {
    kText,
    kJson,
    kPage,     // HTML
    kHttp,     // a response with its headers
    kArticle,  // `parsed`, read already
  };
  enum class State : uint8_t {
    kDocument,
    kTooLarge,  // bytes is empty, size and sha256 are known
    kDamaged,   // what was read before the file broke off, and `error`
    kProblem,   // no article: `error` is about the file
    kWarning,   // the same, but nothing is wrong with it
  };
  State state = State::kDocument;
  Content content = Content::kText;
  std::string bytes;
  std::string path;    // for messages
  uint64_t line = 0;   // where the piece begins, from 1; 0: the file as a whole
  uint64_t item = 0;   // which one of the file, from 1 (of JSON lines, the line); 0: the file as a whole
  uint64_t size = 0;   // of the piece, in bytes
  std::string sha256;  // only of kTooLarge
  Error error;

  std::string url;                        // of the page, where the dump says it
  std::optional<uint64_t> offset;         // where in the file the piece begins, compressed as it stands there (of WARC)
  std::shared_ptr<ParsedArticle> parsed;  // of kArticle; the item's own

  // Makes it one that holds nothing, but keeps its memory.
  void Clear();
};

struct InputOptions {
  InputFormat format = InputFormat::kAuto;
  size_t max_document_bytes = size_t{64} << 20;
};

// Where pieces come from. Used by one thread.
class ItemSource {
 public:
  virtual ~ItemSource() = default;
  // Fills `item`, whose memory is used again; false at the end.
  virtual bool Next(RawItem& item) = 0;
};

class ItemReader : public ItemSource {
 public:
  ItemReader(std::vector<InputFile> files, InputOptions options);
  ~ItemReader() override;
  bool Next(RawItem& item) override;

  // Bytes taken from the files so far, before decompression. Any thread may ask.
  uint64_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }

 private:
  std::vector<InputFile> files_;
  InputOptions options_;
  size_t next_ = 0;
  std::unique_ptr<ItemSource> cutter_;  // of the file that is being read
  std::atomic<uint64_t> bytes_read_{0};
};

}  // namespace factbox
