#include "article/news_item.h"

#include <algorithm>
#include <string>
#include <utility>

#include "article/encoding.h"
#include "article/feed_date.h"
#include "article/markup.h"
#include "article/xml.h"

namespace factbox {
namespace {

constexpr int kDeepest = 12;  // of elements that are looked for; the standards nest no deeper

// The first element of that name within `parent`, in the order of the file.
XmlElement Find(XmlElement parent, std::string_view name, int depth = 0) {
  if (!parent || depth > kDeepest) return {};
  for (XmlElement child = parent.FirstChild(); child; child = child.Next()) {
    if (child.Is(name)) return child;
    if (const XmlElement found = Find(child, name, depth + 1)) return found;
  }
  return {};
}

void FindAll(XmlElement parent, std::string_view name, std::vector<XmlElement>& out, int depth = 0) {
  if (depth > kDeepest) return;
  for (XmlElement child = parent.FirstChild(); child; child = child.Next()) {
    if (child.Is(name))
      out.push_back(child);
    else
      FindAll(child, name, out, depth + 1);
  }
}

std::string LineOf(XmlElement element) { return element ? CollapseBlanks(MarkupToText(element.Markup())) : std::string(); }

void FillLine(std::string& field, XmlElement element) {
  if (field.empty()) field = LineOf(element);
}
void FillDate(std::string& field, std::string_view text) {
  if (field.empty()) field = ParseFeedDate(text);
}
void AddOnce(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

// "By Ana Muianga, Staff Reporter" → "Ana Muianga": the name ends where the title begins, which NITF marks and bylines set off by a comma.
std::string NameOfByline(XmlElement byline) {
  std::string text = byline.Child("person") ? LineOf(byline.Child("person")) : CollapseBlanks(byline.Text());
  constexpr std::string_view kBy = "by ";
  if (text.size() > kBy.size() && (text[0] == 'B' || text[0] == 'b') && (text[1] == 'y' || text[1] == 'Y') && text[2] == ' ') text.erase(0, kBy.size());
  text.erase(std::min(text.find(','), text.size()));
  return CollapseBlanks(text);
}

void ReadNitf(XmlElement nitf, Article& out) {
  const XmlElement body = nitf.Child("body"), head = body ? body.Child("body.head") : XmlElement();
  if (out.title.empty() && head) out.title = LineOf(Find(head, "hl1"));
  if (const XmlElement about = nitf.Child("head")) {
    FillLine(out.title, about.Child("title"));
    if (const XmlElement issued = Find(about, "date.issue")) FillDate(out.published, issued.Attribute("norm"));
    if (const XmlElement released = Find(about, "date.release")) FillDate(out.published, released.Attribute("norm"));
    const XmlElement data = Find(about, "pubdata");
    if (data) {
      FillDate(out.published, data.Attribute("date.publication"));
      if (out.publisher.empty()) out.publisher = CollapseBlanks(data.Attribute("name"));
      if (out.section.empty()) out.section = CollapseBlanks(data.Attribute("position.section"));
      if (out.url.empty()) out.url = std::string(data.Attribute("ex-ref"));
    }
    if (const XmlElement id = Find(about, "doc-id"); id && out.id.empty()) out.id = std::string(id.Attribute("id-string"));
    std::vector<XmlElement> keywords;
    FindAll(about, "keyword", keywords);
    for (const XmlElement keyword : keywords) AddOnce(out.keywords, CollapseBlanks(keyword.Attribute("key")));
  }
  if (out.authors.empty() && head) {
    std::vector<XmlElement> bylines;
    FindAll(head, "byline", bylines);
    for (const XmlElement byline : bylines) AddOnce(out.authors, NameOfByline(byline));
  }
  if (const std::string_view language = nitf.Attribute("xml:lang"); out.language.empty()) out.language = std::string(language);
  if (const XmlElement content = body ? body.Child("body.content") : XmlElement()) out.text = MarkupToText(content.Markup());
}

// The body that stands in an item, by what keeps most of its shape.
void ReadContent(XmlElement content, Article& out) {
  if (const XmlElement nitf = Find(content, "nitf")) {
    ReadNitf(nitf, out);
    if (!out.text.empty()) return;
  }
  for (XmlElement child = content.FirstChild(); child; child = child.Next()) {
    if (!out.text.empty()) return;
    if (child.Is("inlinexml")) {
      out.text = MarkupToText(child.Markup());
    } else if (child.Is("inlinedata")) {
      const std::string_view type = child.Attribute("contenttype");
      const std::string text = child.Text();
      out.text = type.find("html") != std::string_view::npos ? MarkupToText(text) : text;
    }
  }
}

void ReadContentMeta(XmlElement meta, Article& out) {
  FillLine(out.title, meta.Child("headline"));
  if (const XmlElement created = meta.Child("contentcreated")) FillDate(out.published, created.Text());
  if (const XmlElement modified = meta.Child("contentmodified")) FillDate(out.updated, modified.Text());
  if (const XmlElement language = meta.Child("language"); language && out.language.empty()) out.language = std::string(language.Attribute("tag"));
  for (XmlElement child = meta.FirstChild(); child; child = child.Next()) {
    if (child.Is("creator"))
      AddOnce(out.authors, LineOf(child.Child("name")));
    else if (child.Is("subject"))
      AddOnce(out.keywords, LineOf(child.Child("name")));
    else if (child.Is("keyword"))
      AddOnce(out.keywords, LineOf(child));
  }
  if (out.authors.empty())
    if (const XmlElement by = meta.Child("by")) AddOnce(out.authors, NameOfByline(by));
}

void ReadNewsItem(XmlElement item, Article& out) {
  out.id = std::string(item.Attribute("guid"));
  if (out.id.substr(0, 4) == "http") out.url = out.id;
  if (const XmlElement meta = item.Child("contentmeta")) ReadContentMeta(meta, out);
  if (const XmlElement meta = item.Child("itemmeta")) {
    FillLine(out.title, meta.Child("title"));
    if (const XmlElement provider = meta.Child("provider")) FillLine(out.publisher, provider.Child("name"));
    if (const XmlElement first = meta.Child("firstcreated")) FillDate(out.published, first.Text());
    if (const XmlElement version = meta.Child("versioncreated")) {
      FillDate(out.published, version.Text());
      FillDate(out.updated, version.Text());
    }
  }
  if (const XmlElement content = item.Child("contentset")) ReadContent(content, out);
  if (out.language.empty()) out.language = std::string(item.Attribute("xml:lang"));
}

}  // namespace

bool LooksLikeNewsItem(std::string_view start) {
  const std::string name = FirstElementName(start);
  return name == "nitf" || name == "newsitem" || name == "newsmessage" || name == "packageitem" || name == "contentset";
}

Result<std::vector<ParsedArticle>> ParseNewsItems(std::string_view bytes) {
  const Result<XmlDocument> document = XmlDocument::Parse(XmlToUtf8(bytes));
  if (!document) return document.error();
  const XmlElement root = document->root();
  std::vector<ParsedArticle> out;
  const auto keep = [&](ParsedArticle parsed) {
    if (parsed.article.text.empty()) return;
    if (document->repaired()) parsed.notes.push_back({"repaired_xml", "the file is not well-formed and was mended"});
    out.push_back(std::move(parsed));
  };
  std::vector<XmlElement> items, stories;
  const auto read = [&](std::string_view name, std::vector<XmlElement>& found, void (*read_one)(XmlElement, Article&)) {
    if (root.Is(name))
      found.push_back(root);
    else
      FindAll(root, name, found);
    for (const XmlElement one : found) {
      ParsedArticle parsed;
      read_one(one, parsed.article);
      keep(std::move(parsed));
    }
    return !found.empty();
  };
  if (read("newsitem", items, ReadNewsItem)) return out;
  read("nitf", stories, ReadNitf);
  if (stories.empty())
    return Error{"not_a_news_item", "its first element is <" + std::string(root.name()) + ">, and there is neither <newsItem> nor <nitf> in it"};
  return out;
}

}  // namespace factbox
