#include "article/page_metadata.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <chrono>

#include "article/body.h"
#include "article/page_author.h"
#include "article/page_date.h"
#include "base/utf8.h"

namespace factbox {
namespace {

// Blanks collapsed and trimmed, character references resolved.
std::string Tidy(std::string_view raw) {
  std::string text;
  AppendUnescaped(text, raw, false);
  if (text.find('&') != std::string::npos) text = Unescaped(text);  // escaped twice, as many head elements are
  std::string out;
  bool blank = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) <= ' ') {
      blank = true;
      continue;
    }
    if (text.compare(i, 2, "\xC2\xA0") == 0) {
      blank = true;
      ++i;
      continue;
    }
    if (text.compare(i, 2, "\xC2\xAD") == 0) {
      ++i;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += text[i];
  }
  return out;
}

std::string_view HostOf(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.substr(0, 4) == "www.") host.remove_prefix(4);
  return host;
}

bool IsAbsolute(std::string_view url) { return url.substr(0, 7) == "http://" || url.substr(0, 8) == "https://"; }

std::string UrlOf(const PageContext& page) {
  for (const std::string& url : {Unescaped(page.tree.canonical), MetaOf(page.tree, {"og:url"}), page.json_ld.url, std::string(page.url)})
    if (IsAbsolute(url) && url.find_first_of(" \t\n\"<>") == std::string::npos) return url;
  return {};
}

std::string PublisherOf(const PageContext& page) {
  for (const std::string& name :
       {MetaOf(page.tree, {"og:site_name"}), page.json_ld.publisher, MetaOf(page.tree, {"application-name", "publisher", "dc.publisher"})})
    if (!name.empty() && !IsAbsolute(name) && name.size() < 100) return name;
  return {};
}

// Where a title may be parted from the name of its site: " | ", " - ", " – ", " — ", " · ", " » ", " : ".
struct Part {
  size_t end = 0, next = 0;  // of the text before, of the text behind
};

std::vector<Part> PartsOf(std::string_view title) {
  constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " • ", " / ", "｜", " ‹ ", " › ", "|"};
  std::vector<Part> out;
  for (size_t at = 0; at < title.size(); ++at)
    for (const std::string_view separator : kSeparators)
      if (title.compare(at, separator.size(), separator) == 0) {
        out.push_back({at, at + separator.size()});
        at += separator.size() - 1;
        break;
      }
  return out;
}

// Whether a text is the name of the site: that of the publisher, or the host without its dots.
bool IsSiteName(std::string_view text, const PageContext& page, const std::string& publisher) {
  const std::string skeleton = Skeleton(text);
  if (skeleton.size() < 2) return skeleton.empty();
  const std::string site = Skeleton(publisher);
  if (!site.empty() && (skeleton == site || (skeleton.size() > 3 && (site.find(skeleton) != std::string::npos || skeleton.find(site) != std::string::npos))))
    return true;
  const std::string url = UrlOf(page);
  const std::string_view host = HostOf(url);
  const std::string whole = Skeleton(host);
  if (whole.empty()) return false;
  if (skeleton == whole) return true;
  const std::string name = Skeleton(host.substr(0, host.rfind('.')));
  return skeleton.size() > 3 && name.size() > 3 && (name.find(skeleton) != std::string::npos || skeleton.find(name) != std::string::npos);
}

// "Flood cuts road | Africa | The Herald" → "Flood cuts road".
std::string WithoutSite(std::string title, const PageContext& page, const std::string& publisher) {
  for (int round = 0; round < 3; ++round) {
    const std::vector<Part> parts = PartsOf(title);
    if (parts.empty()) break;
    const Part last = parts.back(), first = parts.front();
    if (IsSiteName(std::string_view(title).substr(last.next), page, publisher))
      title.resize(last.end);
    else if (IsSiteName(std::string_view(title).substr(0, first.end), page, publisher))
      title.erase(0, first.next);
    else
      break;
  }
  return title;
}

// The first main heading that another source of the title confirms.
std::string ConfirmedHeading(const PageContext& page, const std::vector<std::string>& others) {
  constexpr size_t kLeast = 8;
  for (const Capture& capture : page.tree.captures) {
    if (capture.kind != Capture::Kind::kH1 && capture.kind != Capture::Kind::kHeadline) continue;
    constexpr size_t kLongest = 400;
    if (capture.end - capture.begin > kLongest) continue;
    std::string text = Tidy(std::string_view(page.tree.text).substr(capture.begin, capture.end - capture.begin));
    const std::string skeleton = Skeleton(text);
    if (skeleton.size() < kLeast) continue;
    for (const std::string& other : others)
      if (other.starts_with(skeleton) || (skeleton.size() > other.size() / 2 && other.find(skeleton) != std::string::npos)) return text;
  }
  return {};
}

std::string LanguageOf(const PageContext& page) {
  for (std::string language :
       {Unescaped(page.tree.language), page.json_ld.language, MetaOf(page.tree, {"content-language", "og:locale", "language", "dc.language"})}) {
    std::string out;
    for (char& c : language) {
      if (c == '_') c = '-';
      if (c == ' ' || c == ',' || c == ';' || c == '.' || c == '@') break;
      out += c;
    }
    const size_t primary = std::min(out.find('-'), out.size());
    if (primary != 2 && primary != 3) continue;
    bool letters = true;
    for (size_t i = 0; i < primary; ++i) {
      out[i] = static_cast<char>(out[i] | 0x20);
      letters = letters && out[i] >= 'a' && out[i] <= 'z';
    }
    if (letters) return out;
  }
  return {};
}

// ---- times

bool MonthFirst(const std::string& language) { return language == "en" || language.starts_with("en-US") || language.starts_with("en-us"); }

// Chooses among the sources; the first that has a day that is not in the future.
class Times {
 public:
  Times(const PageContext& page, uint32_t first_block, uint32_t last_block, const std::string& language, const std::string& url)
      : page_(page), first_block_(first_block), last_block_(last_block), month_first_(MonthFirst(language)), url_(url) {}

  std::string Published() {
    Try(page_.json_ld.published);
    for (const std::string_view name : {std::string_view("article:published_time"),
                                        std::string_view("og:article:published_time"),
                                        std::string_view("article:published"),
                                        std::string_view("datepublished"),
                                        std::string_view("parsely-pub-date"),
                                        std::string_view("sailthru.date"),
                                        std::string_view("pubdate"),
                                        std::string_view("publishdate"),
                                        std::string_view("publish-date"),
                                        std::string_view("publish_date"),
                                        std::string_view("publication_date"),
                                        std::string_view("article.published"),
                                        std::string_view("date.published"),
                                        std::string_view("published-date"),
                                        std::string_view("published_at"),
                                        std::string_view("published_time"),
                                        std::string_view("article_date_original"),
                                        std::string_view("cxenseparse:recs:publishtime"),
                                        std::string_view("cxenseparse:publishtime"),
                                        std::string_view("citation_publication_date"),
                                        std::string_view("dc.date.issued"),
                                        std::string_view("dcterms.created"),
                                        std::string_view("dcterms.issued"),
                                        std::string_view("dc.date"),
                                        std::string_view("dcterms.date"),
                                        std::string_view("dc.date.created"),
                                        std::string_view("rnews:datepublished"),
                                        std::string_view("originalpublicationdate"),
                                        std::string_view("displaydate"),
                                        std::string_view("ptime"),
                                        std::string_view("mediator_published_time"),
                                        std::string_view("og:published_time"),
                                        std::string_view("og:pubdate"),
                                        std::string_view("date"),
                                        std::string_view("release_date"),
                                        std::string_view("last-published"),
                                        std::string_view("datecreated"),
                                        std::string_view("created")})
      Try(MetaOf(page_.tree, {name}));
    Captures(Capture::Kind::kDate, true);
    PubTimes();
    Captures(Capture::Kind::kDate, false);
    Try(DateOfUrl(url_));
    NearBody();
    if (found_.empty()) {
      // A day of a change is nearer to the truth than none.
      found_ = Updated();
    }
    if (found_.empty()) ShortBlocks(0, static_cast<uint32_t>(page_.tree.blocks.size()), 60);
    return found_;
  }

  std::string Updated() {
    found_.clear();
    Try(page_.json_ld.updated);
    for (const std::string_view name : {std::string_view("article:modified_time"), std::string_view("og:updated_time"), std::string_view("datemodified"),
                                        std::string_view("last-modified"), std::string_view("lastmod"), std::string_view("dcterms.modified"),
                                        std::string_view("dc.date.modified"), std::string_view("article:modified"), std::string_view("date.modified")})
      Try(MetaOf(page_.tree, {name}));
    Captures(Capture::Kind::kUpdated, true);
    return found_;
  }

  bool future() const { return future_; }

 private:
  void Try(std::string_view text) {
    if (!found_.empty() || text.empty()) return;
    std::string date = ParsePageDate(text, month_first_);
    if (date.empty()) return;
    if (InFuture(date)) {
      future_ = true;
      return;
    }
    found_ = std::move(date);
  }

  // A day is allowed, for zones east of the one that fetched.
  bool InFuture(const std::string& date) const {
    const std::optional<CivilDate> day = ParseDay(date);
    if (!day) return true;
    if (!page_.fetched) return false;
    using namespace std::chrono;
    const auto number = [](const CivilDate& d) { return sys_days(year{d.year} / d.month / d.day); };
    return number(*day) > number(*page_.fetched) + days{1};
  }

  std::string_view TextOf(const Capture& capture) const {
    constexpr uint32_t kLongest = 200;
    return std::string_view(page_.tree.text).substr(capture.begin, std::min(capture.end - capture.begin, kLongest));
  }

  void Captures(Capture::Kind kind, bool with_value) {
    for (const Capture& capture : page_.tree.captures) {
      if (!found_.empty()) return;
      if (capture.kind != kind || capture.value.empty() == with_value) continue;
      constexpr uint32_t kLongest = 120;
      if (with_value)
        Try(Unescaped(capture.value));
      else if (capture.end - capture.begin <= kLongest && !Behind(capture))
        Try(TextOf(capture));
    }
  }

  // Far behind the start of the body stand dates of other stories.
  bool Behind(const Capture& capture) const {
    constexpr uint32_t kBehind = 5;
    return first_block_ != kNoIndex && capture.block > first_block_ + kBehind;
  }

  // <time> elements: the one nearest before the body.
  void PubTimes() {
    const Capture* best = nullptr;
    for (const Capture& capture : page_.tree.captures) {
      if (capture.kind != Capture::Kind::kTime) continue;
      if (first_block_ != kNoIndex && capture.block > first_block_ + 2 && best != nullptr) break;
      const std::string text = capture.value.empty() ? std::string(TextOf(capture)) : Unescaped(capture.value);
      if (ParsePageDate(text, month_first_).empty()) continue;
      // The first of a group of times is that of publication; one of another element further down is nearer to the body.
      if (best == nullptr || capture.block > best->block + 12) best = &capture;
    }
    if (best != nullptr) Try(best->value.empty() ? std::string(TextOf(*best)) : Unescaped(best->value));
  }

  // Short blocks between the title and the body, then behind the body, then the sentences it begins with.
  void NearBody() {
    if (first_block_ == kNoIndex) return;
    constexpr uint32_t kBefore = 15, kBehind = 8, kBlock = 160, kSentence = 300;
    ShortBlocks(first_block_ > kBefore ? first_block_ - kBefore : 0, first_block_ + 3, kBlock);
    ShortBlocks(last_block_, last_block_ + kBehind, kBlock);
    ShortBlocks(first_block_, first_block_ + 1, kSentence);
  }

  void ShortBlocks(uint32_t begin, uint32_t end, uint32_t longest) {
    end = std::min<uint32_t>(end, static_cast<uint32_t>(page_.tree.blocks.size()));
    for (uint32_t i = begin; i < end && found_.empty(); ++i) {
      const Block& block = page_.tree.blocks[i];
      if (block.end - block.begin <= longest) Try(page_.tree.TextOf(block));
    }
  }

  const PageContext& page_;
  uint32_t first_block_, last_block_;
  bool month_first_;
  const std::string& url_;
  std::string found_;
  bool future_ = false;
};

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string one = Tidy(text.substr(0, comma));
    if (!one.empty() && std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string MetaOf(const PageTree& tree, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (const Meta& meta : tree.metas)
      if (EqualIgnoringCase(meta.name, name)) {
        std::string value = Tidy(meta.content);
        if (!value.empty()) return value;
      }
  return {};
}

std::string TitleOf(const PageContext& page) {
  const std::string publisher = PublisherOf(page);
  const std::string og = WithoutSite(MetaOf(page.tree, {"og:title", "twitter:title"}), page, publisher);
  const std::string headline = WithoutSite(Tidy(page.json_ld.headline), page, publisher);
  const std::string title = WithoutSite(Tidy(page.tree.title), page, publisher);
  std::string heading = ConfirmedHeading(page, {Skeleton(og), Skeleton(headline), Skeleton(title)});
  if (!heading.empty()) return heading;
  for (const std::string& one : {og, headline, title})
    if (!one.empty()) return one;
  for (const Capture& capture : page.tree.captures)
    if (capture.kind == Capture::Kind::kH1 && capture.end > capture.begin)
      return Tidy(std::string_view(page.tree.text).substr(capture.begin, capture.end - capture.begin));
  return {};
}

std::string DescriptionOf(const PageContext& page) {
  std::string out = MetaOf(page.tree, {"og:description", "description", "twitter:description"});
  return out.empty() ? Tidy(page.json_ld.description) : out;
}

void ReadMetadata(const PageContext& page, uint32_t first_block, uint32_t last_block, Article& article, std::vector<Note>& notes) {
  if (article.url.empty()) article.url = UrlOf(page);
  if (article.publisher.empty()) article.publisher = PublisherOf(page);
  if (article.language.empty()) article.language = LanguageOf(page);
  if (article.section.empty()) {
    article.section = Tidy(page.json_ld.section);
    if (article.section.empty()) article.section = MetaOf(page.tree, {"article:section", "section", "parsely-section"});
  }
  if (article.keywords.empty()) {
    for (const std::string& word : page.json_ld.keywords) article.keywords.push_back(Tidy(word));
    if (article.keywords.empty())
      for (const Meta& meta : page.tree.metas)
        if (EqualIgnoringCase(meta.name, "article:tag"))
          for (std::string& word : SplitList(meta.content)) article.keywords.push_back(std::move(word));
    if (article.keywords.empty()) article.keywords = SplitList(MetaOf(page.tree, {"news_keywords", "keywords"}));
  }
  if (article.authors.empty()) article.authors = AuthorsOf(page, first_block, article.publisher);
  Times times(page, first_block, last_block, article.language, article.url);
  if (article.published.empty()) article.published = times.Published();
  if (article.updated.empty()) article.updated = times.Updated();
  if (times.future()) notes.push_back({"future_date", "a date of the page lies after the day it was fetched and was left out"});
}

}  // namespace factbox
