#include "article/feed.h"

#include <algorithm>
#include <utility>

#include "article/encoding.h"
#include "article/feed_date.h"
#include "article/json_feed.h"
#include "article/markup.h"
#include "article/uri.h"
#include "article/xml.h"
#include "base/ascii.h"

namespace factbox {
namespace {

bool Has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

// Elements are told by their names in the vocabularies of all feeds at once: feeds mix them, and readers take what they find.
enum class Role : uint8_t {
  kNone,
  kTitle,
  kMediaTitle,
  kMediaSummary,
  kMediaGroup,
  kLink,
  kOriginalLink,
  kGuid,
  kSummary,
  kContent,
  kAuthor,
  kContributor,
  kPublished,
  kUpdated,
  kCreated,
  kLanguage,
  kCategory,
};

Role RoleOf(XmlNamespace space, std::string_view name) {
  struct Name {
    XmlNamespace space;
    std::string_view name;
    Role role;
  };
  using enum XmlNamespace;
  static constexpr Name kNames[] = {
      {kPlain, "title", Role::kTitle},
      {kPlain, "link", Role::kLink},
      {kPlain, "guid", Role::kGuid},
      {kPlain, "id", Role::kGuid},
      {kPlain, "description", Role::kSummary},
      {kPlain, "summary", Role::kSummary},
      {kPlain, "abstract", Role::kSummary},
      {kPlain, "tagline", Role::kSummary},
      {kPlain, "content", Role::kContent},
      {kPlain, "fullitem", Role::kContent},
      {kPlain, "body", Role::kContent},
      {kPlain, "author", Role::kAuthor},
      {kPlain, "pubdate", Role::kPublished},
      {kPlain, "published", Role::kPublished},
      {kPlain, "issued", Role::kPublished},
      {kPlain, "created", Role::kCreated},
      {kPlain, "updated", Role::kUpdated},
      {kPlain, "modified", Role::kUpdated},
      {kPlain, "lastmod", Role::kUpdated},
      {kPlain, "language", Role::kLanguage},
      {kPlain, "category", Role::kCategory},
      {kPlain, "subject", Role::kCategory},
      {kDublinCore, "title", Role::kTitle},
      {kDublinCore, "description", Role::kSummary},
      {kDublinCore, "creator", Role::kAuthor},
      {kDublinCore, "author", Role::kAuthor},
      {kDublinCore, "date", Role::kUpdated},
      {kDublinCore, "identifier", Role::kGuid},
      {kDublinCore, "language", Role::kLanguage},
      {kDublinCore, "subject", Role::kCategory},
      {kDublinCore, "contributor", Role::kContributor},
      {kDublinCoreTerms, "issued", Role::kPublished},
      {kDublinCoreTerms, "created", Role::kCreated},
      {kDublinCoreTerms, "modified", Role::kUpdated},
      {kDublinCoreTerms, "creator", Role::kAuthor},
      {kContent, "encoded", Role::kContent},
      {kXhtml, "body", Role::kContent},
      {kXhtml, "div", Role::kContent},
      {kItunes, "author", Role::kAuthor},
      {kItunes, "summary", Role::kSummary},
      {kMedia, "title", Role::kMediaTitle},
      {kMedia, "description", Role::kMediaSummary},
      {kMedia, "group", Role::kMediaGroup},
      {kFeedburner, "origlink", Role::kOriginalLink},
  };
  for (const Name& entry : kNames)
    if (entry.space == space && entry.name.size() == name.size() &&
        std::equal(name.begin(), name.end(), entry.name.begin(), [](char a, char b) { return Lower(a) == b; }))
      return entry.role;
  return Role::kNone;
}

bool IsAtom(XmlElement element) {
  const XmlElement parent = element.Parent();
  return element.Is("entry") || (parent && (parent.Is("entry") || parent.Is("feed")));
}

std::string DecodeBase64(std::string_view text) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    int value;
    if (c >= 'A' && c <= 'Z')
      value = c - 'A';
    else if (c >= 'a' && c <= 'z')
      value = c - 'a' + 26;
    else if (c >= '0' && c <= '9')
      value = c - '0' + 52;
    else if (c == '+' || c == '/')
      value = c == '+' ? 62 : 63;
    else
      continue;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (++count % 4 == 1) continue;
    const int rest = count % 4 == 2 ? 4 : count % 4 == 3 ? 2 : 0;
    out += static_cast<char>(bits >> rest & 0xFF);
  }
  return out;
}

// The text of a construct that may be markup. Atom says which (RFC 4287, 3.1; 0.3's `mode`), RSS does not, and is read as HTML, as its readers do.
std::string TextOf(XmlElement element) {
  const std::string type = LowerCase(element.Attribute("type"));
  const std::string mode = LowerCase(element.Attribute("mode"));
  if (element.HasElements()) return MarkupToText(element.Markup());
  std::string text = element.Text();
  // Other media types are in Base64 (RFC 4287, 4.1.3.3).
  const bool binary = mode == "base64" || (mode.empty() && Has(type, "/") && type.substr(0, 5) != "text/" && !Has(type, "xml") && !Has(type, "html"));
  if (binary) text = XmlToUtf8(DecodeBase64(text));
  const bool plain = type == "text" || type == "text/plain" || (type.empty() && mode.empty() && IsAtom(element));
  if (!plain) return MarkupToText(text);
  // Plain text keeps its paragraphs. Feeds that forget to say that they bring HTML show it by its tags.
  if (type.empty() && (Has(text, "</") || Has(text, "<br"))) return MarkupToText(text);
  return Has(text, "\n\n") ? text : CollapseBlanks(text);
}

std::string BaseOf(XmlElement element, std::string_view fallback) {
  constexpr int kMaxBases = 8;
  std::vector<std::string_view> bases;
  for (int depth = 0; element && depth < kMaxBases; element = element.Parent(), ++depth)
    if (const std::string_view base = element.Attribute("xml:base"); !base.empty()) bases.push_back(base);
  std::string out(fallback);
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) out = ResolveReference(out, *base);
  return out;
}

// "ana@bote.example (Ana Muianga)", "Ana Muianga <ana@bote.example>", "Ana Muianga (ana@bote.example)" → "Ana Muianga"; an address alone is no name.
std::string NameOfAuthor(std::string_view text) {
  std::string name = CollapseBlanks(text);
  const auto outside = [&](char open, char close) {
    const size_t from = name.find(open), to = name.find(close, from == std::string::npos ? 0 : from);
    if (from == std::string::npos || to == std::string::npos) return;
    const std::string inside = CollapseBlanks(std::string_view(name).substr(from + 1, to - from - 1));
    const std::string rest = CollapseBlanks(name.substr(0, from) + " " + name.substr(to + 1));
    if (Has(inside, "@"))
      name = rest;
    else if (Has(rest, "@") || rest.empty())
      name = inside;
  };
  outside('<', '>');
  outside('(', ')');
  if (!Has(name, "@")) return name;
  // What remains of an address without brackets: the words that are none.
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const size_t end = std::min(name.find(' ', at), name.size());
    const std::string_view word = std::string_view(name).substr(at, end - at);
    if (!Has(word, "@")) out.append(out.empty() ? "" : " ").append(word);
    at = end + 1;
  }
  return out;
}

void AddOnce(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::string AuthorOf(XmlElement element) {
  if (const XmlElement name = element.Child("name")) return NameOfAuthor(MarkupToText(name.Text()));
  if (element.HasElements() && element.Child("email")) return {};
  return NameOfAuthor(DecodeEntities(element.Text()));
}

struct Links {
  std::string alternate, guid, original, any;
};

// One item. What comes first counts, but for the better of two texts.
class ItemReader {
 public:
  ItemReader(XmlElement item, const std::string& base, ParsedArticle& out) : item_(item), base_(base), article_(out.article) {}

  void Read() {
    for (XmlElement child = item_.FirstChild(); child; child = child.Next()) Take(child, RoleOf(child.space(), child.name()));
    if (article_.title.empty()) article_.title = std::move(media_title_);
    if (article_.language.empty()) article_.language = std::move(content_language_);
    article_.text = !content_.empty() ? std::move(content_) : !summary_.empty() ? std::move(summary_) : std::move(media_summary_);
    article_.updated = article_.updated.empty() ? ParseFeedDate(item_.Attribute("lastmod")) : article_.updated;  // CDF
    if (article_.published.empty()) article_.published = !created_.empty() ? created_ : article_.updated;
    if (article_.updated.empty()) article_.updated = dublin_core_date_.empty() ? std::string() : dublin_core_date_;
    SetUrl();
  }

 private:
  static void Fill(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }

  void Take(XmlElement child, Role role) {
    switch (role) {
      case Role::kTitle: return Fill(article_.title, OneLine(TextOf(child)));
      case Role::kMediaTitle: return Fill(media_title_, OneLine(TextOf(child)));
      case Role::kMediaSummary: return Fill(media_summary_, TextOf(child));
      case Role::kMediaGroup:
        for (XmlElement part = child.FirstChild(); part; part = part.Next())
          if (const Role media = RoleOf(part.space(), part.name()); media == Role::kMediaTitle || media == Role::kMediaSummary) Take(part, media);
        return;
      case Role::kLink: return TakeLink(child);
      case Role::kOriginalLink: return Fill(links_.original, child.Text());
      case Role::kGuid: return TakeGuid(child);
      case Role::kSummary: return Fill(summary_, TextOf(child));
      case Role::kContent: return TakeContent(child);
      case Role::kAuthor: return AddOnce(article_.authors, AuthorOf(child));
      case Role::kPublished: return Fill(article_.published, ParseFeedDate(child.Text()));
      case Role::kUpdated: return child.space() == XmlNamespace::kDublinCore ? TakeDate(child) : TakeUpdated(child);
      case Role::kCreated: return Fill(created_, ParseFeedDate(child.Text()));
      case Role::kLanguage: return Fill(article_.language, child.Text());
      case Role::kCategory: return TakeCategory(child);
      case Role::kContributor:
      case Role::kNone: return;
    }
  }

  static std::string OneLine(std::string text) { return Has(text, "\n") ? CollapseBlanks(text) : text; }

  // The last one holds: feeds add versions at the end.
  void TakeUpdated(XmlElement child) {
    if (std::string date = ParseFeedDate(child.Text()); !date.empty()) article_.updated = std::move(date);
  }

  // dc:date says no more than "a date": of an item, when it appeared.
  void TakeDate(XmlElement child) {
    dublin_core_date_ = ParseFeedDate(child.Text());
    Fill(article_.published, dublin_core_date_);
  }

  // The longest of several: versions of other types stand beside one another.
  void TakeContent(XmlElement child) {
    if (child.name().size() > 1 && child.Is("content") && !child.Attribute("src").empty()) return;
    std::string text = TextOf(child);
    if (text.size() <= content_.size()) return;
    content_ = std::move(text);
    content_language_ = std::string(child.Attribute("xml:lang"));
  }

  void TakeLink(XmlElement child) {
    const std::string_view href = child.Attribute("href");
    const std::string base = BaseOf(child, base_);
    if (href.empty()) {
      const std::string text = child.Text();
      if (!text.empty()) Fill(links_.alternate, ResolveReference(base, text));
      return;
    }
    const std::string relation = LowerCase(child.Attribute("rel")), type = LowerCase(child.Attribute("type"));
    const std::string url = ResolveReference(base, href);
    if ((relation.empty() || relation == "alternate") && (type.empty() || Has(type, "html")))
      Fill(links_.alternate, url);
    else if (relation.empty() || relation == "alternate" || relation == "related" || relation == "via")
      Fill(links_.any, url);
  }

  void TakeGuid(XmlElement child) {
    const std::string guid = child.Text();
    if (guid.empty()) return;
    Fill(article_.id, guid);
    const std::string permanent = LowerCase(child.Attribute("ispermalink"));
    if (child.Is("guid") && permanent != "false" && (permanent == "true" || IsAbsoluteUri(guid)))
      Fill(links_.guid, ResolveReference(BaseOf(child, base_), guid));
  }

  void TakeCategory(XmlElement child) {
    const std::string_view label = child.Attribute("label"), term = child.Attribute("term");
    AddOnce(article_.keywords, OneLine(MarkupToText(!label.empty() ? std::string(label) : !term.empty() ? std::string(term) : child.Text())));
  }

  void SetUrl() {
    for (std::string* url : {&links_.original, &links_.alternate, &links_.guid, &links_.any}) {
      if (url->empty()) continue;
      article_.url = std::move(*url);
      return;
    }
    for (const std::string_view attribute : {"rdf:about", "href"})  // RSS 1.0 and CDF
      if (const std::string_view value = item_.Attribute(attribute); !value.empty()) {
        article_.url = ResolveReference(BaseOf(item_, base_), value);
        return;
      }
  }

  XmlElement item_;
  const std::string& base_;
  Article& article_;
  Links links_;
  std::string content_, content_language_, summary_, media_summary_, media_title_, created_, dublin_core_date_;
};

std::string LanguageOf(XmlElement element, std::string_view fallback) {
  for (int depth = 0; element && depth < 4; element = element.Parent(), ++depth)
    if (const std::string_view language = element.Attribute("xml:lang"); !language.empty()) return std::string(language);
  return std::string(fallback);
}

bool IsItem(XmlElement element) { return element.Is("item") || element.Is("entry"); }
bool IsChannel(XmlElement element) { return element.Is("channel") || element.Is("feed") || element.Is("rss") || element.Is("rdf") || element.Is("items"); }

// What the feed says of itself, and its items, which stand in the channel, beside it, or one level further down.
class FeedReader {
 public:
  FeedReader(const FeedContext& context, Feed& out) : feed_(out), base_(context.url) {}

  void Read(XmlElement root) {
    TakeChannel(root, 0);
    if (!feed_.url.empty() && !IsAbsoluteUri(base_)) base_ = feed_.url;
    constexpr int kMaxItems = 100'000;  // of one feed; the largest seen have some thousands
    for (const XmlElement item : found_) {
      if (feed_.items.size() >= kMaxItems) break;
      ParsedArticle& parsed = feed_.items.emplace_back();
      ItemReader(item, base_, parsed).Read();
      Article& article = parsed.article;
      if (article.language.empty()) article.language = LanguageOf(item, feed_.language);
      if (const XmlElement title = item.Child("title"); title && !title.Attribute("xml:lang").empty() && item.Attribute("xml:lang").empty())
        article.language = std::string(title.Attribute("xml:lang"));
      if (article.authors.empty()) article.authors = authors_;
      article.publisher = feed_.title;
    }
  }

 private:
  void TakeChannel(XmlElement channel, int depth) {
    if (IsItem(channel)) found_.push_back(channel);
    if (feed_.language.empty()) feed_.language = std::string(channel.Attribute("xml:lang"));
    if (channel.Is("channel") && !channel.Attribute("base").empty()) base_ = ResolveReference(base_, channel.Attribute("base"));
    for (XmlElement child = channel.FirstChild(); child; child = child.Next()) {
      if (IsItem(child))
        found_.push_back(child);
      else if (IsChannel(child) && depth < 3)
        TakeChannel(child, depth + 1);
      else if (depth <= 1)
        TakeAbout(child);
    }
  }

  void TakeAbout(XmlElement child) {
    switch (RoleOf(child.space(), child.name())) {
      case Role::kTitle:
        if (feed_.title.empty()) feed_.title = CollapseBlanks(TextOf(child));
        return;
      case Role::kLanguage:
        if (feed_.language.empty()) feed_.language = child.Text();
        return;
      case Role::kAuthor:  // Atom: of all entries that name none (RFC 4287, 4.1.1). RSS: of the channel, which is no author
        if (child.Parent().Is("feed")) AddOnce(authors_, AuthorOf(child));
        return;
      case Role::kLink: return TakeLink(child);
      default: return;
    }
  }

  void TakeLink(XmlElement child) {
    const std::string_view href = child.Attribute("href");
    const std::string relation = LowerCase(child.Attribute("rel"));
    const std::string url = ResolveReference(BaseOf(child, base_), href.empty() ? child.Text() : std::string(href));
    if (relation == "next" && feed_.next.empty()) feed_.next = url;
    if (relation == "self" && base_.empty() && IsAbsoluteUri(url)) base_ = url;
    if ((relation.empty() || relation == "alternate") && feed_.url.empty()) feed_.url = url;
  }

  Feed& feed_;
  std::string base_;
  std::vector<XmlElement> found_;
  std::vector<std::string> authors_;
};

}  // namespace

bool LooksLikeFeed(std::string_view start) {
  std::string name = FirstElementName(start);
  if (const size_t colon = name.find(':'); colon != std::string::npos) name.erase(0, colon + 1);
  return name == "rss" || name == "feed" || name == "rdf" || name == "channel" || name == "entry";
}

Result<Feed> ParseFeed(std::string_view bytes, const FeedContext& context) {
  if (LooksLikeJsonFeed(bytes.substr(0, size_t{64} << 10))) return ParseJsonFeed(bytes, context);
  const Result<XmlDocument> document = XmlDocument::Parse(XmlToUtf8(bytes, context.charset));
  if (!document) return document.error();
  const XmlElement root = document->root();
  if (!IsItem(root) && !IsChannel(root)) return Error{"not_a_feed", "its first element is <" + std::string(root.name()) + ">, which no feed begins with"};
  Feed out;
  out.repaired = document->repaired();
  FeedReader(context, out).Read(root);
  return out;
}

}  // namespace factbox
