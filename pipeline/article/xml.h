// XML of feeds, sitemaps and agencies: a tree to walk, mended where it is ill-formed, as readers of feeds do.
//
//   Result<XmlDocument> document = XmlDocument::Parse("<rss><channel><title>Tom & Jerry</title><item>…");
//   for (XmlElement item : document->root().Children("item")) …
//
// Taken: a bare `&`, entities that nobody declared (they stay as they are, and are read as HTML's later), junk before the declaration, HTML that was not
// escaped, end tags that are missing or too many, attributes without quotation marks, a file that breaks off. Entities that a document declares
// are never expanded and nothing outside the document is ever read, so there are neither bombs of entities ("billion laughs") nor
// external ones. Names are compared without their case and by what their prefix is bound to, or is bound to by custom where nothing is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace factbox {

// What a prefix stands for. Names of other vocabularies never match.
enum class XmlNamespace : uint8_t {
  kPlain,  // none, and those of RSS, Atom, CDF, sitemaps, NITF and NewsML-G2, whose names do not clash
  kDublinCore,
  kDublinCoreTerms,
  kContent,  // RSS's module for full text
  kXhtml,
  kMedia,
  kItunes,
  kFeedburner,
  kNewsSitemap,
  kXml,
  kOther,
};

class XmlDocument;

// Borrowed from its document; cheap to copy. Null beyond the last one.
class XmlElement {
 public:
  XmlElement() = default;
  explicit operator bool() const { return node_ != nullptr; }

  std::string_view name() const;  // without its prefix, as written
  XmlNamespace space() const;
  // `name`: lower case.
  bool Is(std::string_view name, XmlNamespace space = XmlNamespace::kPlain) const;

  XmlElement FirstChild() const;  // elements only
  XmlElement Next() const;
  XmlElement Parent() const;
  // The first child of that name.
  XmlElement Child(std::string_view name, XmlNamespace space = XmlNamespace::kPlain) const;

  // An attribute by its full name, in lower case ("href", "xml:base"); empty: none.
  std::string_view Attribute(std::string_view name) const;

  // The text right in it; that of elements in it is left out. Blanks at both ends are trimmed.
  std::string Text() const;
  // What is in it as markup: as it is where it is text alone (escaped HTML), else elements and text written as HTML. At most kMaxDepth levels.
  std::string Markup() const;
  // True where elements stand in it.
  bool HasElements() const { return static_cast<bool>(FirstChild()); }

  static constexpr int kMaxDepth = 200;

 private:
  friend class XmlDocument;
  XmlElement(void* node, const XmlDocument* document) : node_(node), document_(document) {}
  void* node_ = nullptr;
  const XmlDocument* document_ = nullptr;
};

// Movable; const = thread-safe.
class XmlDocument {
 public:
  // `bytes`: UTF-8 (encoding.h). Errors: invalid_xml (no element at all).
  static Result<XmlDocument> Parse(std::string_view bytes);
  XmlDocument(XmlDocument&&) noexcept;
  XmlDocument& operator=(XmlDocument&&) noexcept;
  ~XmlDocument();

  XmlElement root() const;
  bool repaired() const;  // it was ill-formed

 private:
  friend class XmlElement;
  struct State;
  explicit XmlDocument(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The name of the first element, behind declarations and comments, in lower case with its prefix; empty: there is none.
std::string FirstElementName(std::string_view start);

// Well-formed XML with the same elements, for what a parser refused: start and end tags that belong together, attributes in quotation marks.
std::string RepairXml(std::string_view text);

}  // namespace factbox
