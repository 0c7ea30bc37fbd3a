#include <string>
#include <utility>
#include <vector>

#include "article/cutter.h"
#include "article/encoding.h"
#include "article/feed.h"
#include "article/news_item.h"
#include "article/sitemap.h"
#include "base/sha256.h"

namespace factbox {
namespace {

// A file of XML, or a JSON Feed, is read whole and gives its items one by one: to cut it costs as much as to read it, which is a thousandth
// of what is then done with each item.
class XmlCutter : public ItemSource {
 public:
  XmlCutter(std::unique_ptr<PieceStream> stream, std::string path, const InputOptions& options)
      : stream_(std::move(stream)), path_(std::move(path)), limit_(options.max_document_bytes) {}

  bool Next(RawItem& item) override {
    if (!read_) {
      read_ = true;
      item.Clear();
      if (Read(item)) return true;
    }
    if (next_ == items_.size()) return false;
    item.Clear();
    item.content = RawItem::Content::kArticle;
    item.parsed = std::make_shared<ParsedArticle>(std::move(items_[next_++]));
    item.path = path_;
    item.item = items_.size() == 1 && single_ ? 0 : next_;
    item.size = item.parsed->article.text.size();
    Article& article = item.parsed->article;
    article.source_bytes = bytes_;
    article.source_sha256 = sha256_;
    article.source_media_type = media_type_;
    return true;
  }

 private:
  // True where there is something to say instead of items.
  bool Read(RawItem& item) {
    Collector collector(item, limit_);
    for (; stream_->More(); stream_->Take(stream_->piece.size())) collector.Add(stream_->piece);
    if (stream_->broken && collector.size() == 0) return SayOfFile(item, path_, RawItem::State::kProblem, *stream_->broken);
    const bool blank = collector.blank();
    collector.Finish();
    item.path = path_;
    if (item.state == RawItem::State::kTooLarge) return true;
    if (blank) return SayOfFile(item, path_, RawItem::State::kWarning, {"empty_file", path_ + ": holds no article"});
    Error error;
    if (Parse(item.bytes, error)) {
      if (stream_->broken) error = *stream_->broken;  // what came before is read all the same
      if (error.message.empty()) return false;
      return SayOfFile(item, path_, stream_->broken ? RawItem::State::kProblem : RawItem::State::kWarning, std::move(error));
    }
    item.state = RawItem::State::kDamaged;
    item.error = stream_->broken ? *stream_->broken : std::move(error);
    return true;
  }

  // False: it cannot be read, `error` says why. True with an `error`: there is nothing in it, or not all.
  bool Parse(const std::string& bytes, Error& error) {
    bytes_ = bytes.size();
    sha256_ = Sha256Hex(bytes);
    media_type_ = "application/xml";
    if (LooksLikeSitemap(bytes)) {
      const Result<Sitemap> sitemap = ParseSitemap(bytes);
      if (!sitemap) return Fail(sitemap.error(), error);
      error = {"no_article", path_ + ": is a sitemap, which holds " + std::to_string(sitemap->entries.size()) + " links and no articles"};
      return true;
    }
    if (LooksLikeNewsItem(bytes)) {
      media_type_ = "application/vnd.iptc.g2.newsitem+xml";
      Result<std::vector<ParsedArticle>> items = ParseNewsItems(bytes);
      if (!items) return Fail(items.error(), error);
      items_ = std::move(*items);
      single_ = true;
    } else {
      Result<Feed> feed = ParseFeed(bytes);
      if (!feed) return Fail(feed.error(), error);
      media_type_ = LooksLikeJsonFeed(bytes) ? "application/feed+json" : "application/xml";
      items_ = std::move(feed->items);
      if (feed->repaired)
        for (ParsedArticle& one : items_) one.notes.push_back({"repaired_xml", "the feed is not well-formed and was mended"});
    }
    if (items_.empty()) error = {"empty_file", path_ + ": holds no article"};
    return true;
  }
  bool Fail(const Error& why, Error& error) const {
    error = {why.code, path_ + ": " + why.message};
    return false;
  }

  std::unique_ptr<PieceStream> stream_;
  std::string path_;
  size_t limit_;
  bool read_ = false, single_ = false;
  std::vector<ParsedArticle> items_;
  size_t next_ = 0;
  uint64_t bytes_ = 0;
  std::string sha256_, media_type_;
};

}  // namespace

std::unique_ptr<ItemSource> MakeXmlCutter(std::unique_ptr<PieceStream> stream, const std::string& path, const InputOptions& options) {
  return std::make_unique<XmlCutter>(std::move(stream), path, options);
}

}  // namespace factbox
