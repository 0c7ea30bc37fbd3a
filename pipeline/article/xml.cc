#include "article/xml.h"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace factbox {
namespace {

bool IsXmlBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool SameName(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return x == y || Lower(x) == y; });
}
bool Has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

// By what the address of a namespace has in it: those of feeds are written in many ways (with and without slash, www, version, in any case).
XmlNamespace NamespaceOf(std::string_view address) {
  std::string lower(address);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  while (!lower.empty() && IsXmlBlank(lower.back())) lower.pop_back();
  const auto is = [&](std::string_view what) { return Has(lower, what); };
  if (is("purl.org/dc/terms")) return XmlNamespace::kDublinCoreTerms;
  if (is("purl.org/dc/elements")) return XmlNamespace::kDublinCore;
  if (is("modules/content")) return XmlNamespace::kContent;
  if (is("www.w3.org/1999/xhtml")) return XmlNamespace::kXhtml;
  if (is("yahoo.com/mrss")) return XmlNamespace::kMedia;
  if (is("itunes.com/dtds") || is("itunes.apple.com")) return XmlNamespace::kItunes;
  if (is("feedburner.org/ns") || is("feedburner.com")) return XmlNamespace::kFeedburner;
  if (is("sitemap-news")) return XmlNamespace::kNewsSitemap;
  if (lower.empty() || is("purl.org/rss/1.0/modules") || is("modules")) return lower.empty() ? XmlNamespace::kPlain : XmlNamespace::kOther;
  for (const std::string_view plain : {"w3.org/2005/atom", "purl.org/atom", "purl.org/rss", "netscape.com/rdf/simple", "netscape.com/publish",
                                       "channel.netscape.com", "purl.org/net/rss", "backend.userland.com", "blogs.law.harvard.edu", "cyber.law.harvard.edu",
                                       "www.rssboard.org", "sitemaps.org", "google.com/schemas/sitemap", "22-rdf-syntax-ns", "iptc.org"})
    if (is(plain)) return XmlNamespace::kPlain;
  return XmlNamespace::kOther;
}

// What a prefix that nothing is bound to stands for by custom.
XmlNamespace CustomOf(std::string_view prefix) {
  if (SameName(prefix, "dc")) return XmlNamespace::kDublinCore;
  if (SameName(prefix, "dcterms")) return XmlNamespace::kDublinCoreTerms;
  if (SameName(prefix, "content")) return XmlNamespace::kContent;
  if (SameName(prefix, "xhtml")) return XmlNamespace::kXhtml;
  if (SameName(prefix, "media")) return XmlNamespace::kMedia;
  if (SameName(prefix, "itunes")) return XmlNamespace::kItunes;
  if (SameName(prefix, "feedburner")) return XmlNamespace::kFeedburner;
  if (SameName(prefix, "news")) return XmlNamespace::kNewsSitemap;
  if (SameName(prefix, "atom") || SameName(prefix, "rss") || SameName(prefix, "rdf")) return XmlNamespace::kPlain;
  if (SameName(prefix, "xml")) return XmlNamespace::kXml;
  return XmlNamespace::kOther;
}

struct Binding {
  std::string_view prefix;  // empty: of names without one
  XmlNamespace space;
};

void BindingsOf(pugi::xml_node node, std::vector<Binding>& out) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.substr(0, 5) != "xmlns") continue;
    if (name.size() == 5)
      out.push_back({{}, NamespaceOf(attribute.value())});
    else if (name[5] == ':')
      out.push_back({name.substr(6), NamespaceOf(attribute.value())});
  }
}

pugi::xml_node Node(void* node) { return pugi::xml_node(static_cast<pugi::xml_node_struct*>(node)); }

pugi::xml_node FirstElement(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

void AppendEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
}

void AppendMarkup(std::string& out, pugi::xml_node parent, int depth) {
  if (depth > XmlElement::kMaxDepth) return;
  for (const pugi::xml_node node : parent.children()) {
    switch (node.type()) {
      case pugi::node_pcdata:
      case pugi::node_cdata: AppendEscaped(out, node.value()); break;
      case pugi::node_element:
        out.append("<").append(node.name()).append(">");
        AppendMarkup(out, node, depth + 1);
        out.append("</").append(node.name()).append(">");
        break;
      default: break;
    }
  }
}

// Where the document begins: the first element or declaration that a feed, sitemap or agency file may begin with, else the first "<".
std::string_view SkipJunk(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || bytes[first] == '<') return bytes.substr(first == std::string_view::npos ? bytes.size() : first);
  constexpr size_t kLooked = size_t{16} << 10;
  const std::string_view start = bytes.substr(0, kLooked);
  for (const std::string_view mark : {"<?xml", "<rss", "<feed", "<rdf:RDF", "<urlset", "<sitemapindex", "<nitf", "<newsItem", "<newsMessage"})
    if (const size_t at = start.find(mark); at != std::string_view::npos) return bytes.substr(at);
  const size_t at = bytes.find('<');
  return bytes.substr(at == std::string_view::npos ? bytes.size() : at);
}

}  // namespace

struct XmlDocument::State {
  std::vector<char> buffer;  // the tree points into it
  pugi::xml_document tree;
  std::vector<Binding> bindings;  // of the root
  bool deep = false;              // elements below the root have bindings of their own
  bool repaired = false;

  bool Parse(std::string_view text) {
    buffer.assign(text.begin(), text.end());
    // White space alone between elements is dropped, entities of documents are not expanded, the document type is not kept.
    const pugi::xml_parse_result result =
        tree.load_buffer_inplace(buffer.data(), buffer.size(), pugi::parse_default | pugi::parse_fragment, pugi::encoding_utf8);
    return static_cast<bool>(result);
  }
  pugi::xml_node Root() const { return FirstElement(tree.first_child()); }

  XmlNamespace Find(pugi::xml_node node, std::string_view prefix) const {
    if (deep) {
      std::vector<Binding> own;
      for (; node && node.parent() && node.parent().type() == pugi::node_element; node = node.parent()) {
        own.clear();
        BindingsOf(node, own);
        for (const Binding& binding : own)
          if (binding.prefix == prefix) return binding.space;
      }
    }
    for (const Binding& binding : bindings)
      if (binding.prefix == prefix) return binding.space;
    return prefix.empty() ? XmlNamespace::kPlain : CustomOf(prefix);
  }
};

std::string FirstElementName(std::string_view start) {
  size_t at = 0;
  for (;;) {
    at = start.find('<', at);
    if (at == std::string_view::npos || at + 1 >= start.size()) return {};
    const std::string_view rest = start.substr(at);
    if (rest.substr(0, 4) == "<!--") {
      at = start.find("-->", at);
    } else if (rest[1] == '?' || rest[1] == '!') {
      at = start.find('>', at);
    } else {
      const size_t end = rest.find_first_of(" \t\r\n/>", 1);
      std::string name(rest.substr(1, end == std::string_view::npos ? end : end - 1));
      std::transform(name.begin(), name.end(), name.begin(), Lower);
      return name;
    }
    if (at == std::string_view::npos) return {};
    ++at;
  }
}

XmlDocument::XmlDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlDocument::XmlDocument(XmlDocument&&) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&&) noexcept = default;
XmlDocument::~XmlDocument() = default;

Result<XmlDocument> XmlDocument::Parse(std::string_view bytes) {
  auto state = std::make_unique<State>();
  bytes = SkipJunk(bytes);
  std::string without_nul;
  if (bytes.find('\0') != std::string_view::npos) {  // the tree's strings end there
    without_nul.assign(bytes);
    without_nul.erase(std::remove(without_nul.begin(), without_nul.end(), '\0'), without_nul.end());
    bytes = without_nul;
  }
  if (!state->Parse(bytes)) {
    state->repaired = true;
    state->Parse(RepairXml(bytes));
  }
  const pugi::xml_node root = state->Root();
  if (!root) return Error{"invalid_xml", "there is no XML element in it"};
  BindingsOf(root, state->bindings);
  for (Binding& binding : state->bindings)  // a made-up namespace for the whole document is as good as none
    if (binding.prefix.empty() && binding.space == XmlNamespace::kOther) binding.space = XmlNamespace::kPlain;
  // Found once here rather than looked for at each element: nearly all feeds bind their prefixes at the root.
  const size_t root_end = bytes.find('>', bytes.find(root.name()));
  state->deep = root_end != std::string_view::npos && bytes.find("xmlns", root_end) != std::string_view::npos;
  return XmlDocument(std::move(state));
}

XmlElement XmlDocument::root() const { return {state_->Root().internal_object(), this}; }
bool XmlDocument::repaired() const { return state_->repaired; }

std::string_view XmlElement::name() const {
  const std::string_view full = Node(node_).name();
  const size_t colon = full.find(':');
  return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

XmlNamespace XmlElement::space() const {
  const std::string_view full = Node(node_).name();
  const size_t colon = full.find(':');
  return document_->state_->Find(Node(node_), colon == std::string_view::npos ? std::string_view() : full.substr(0, colon));
}

bool XmlElement::Is(std::string_view wanted, XmlNamespace wanted_space) const {
  return node_ != nullptr && SameName(name(), wanted) && space() == wanted_space;
}

XmlElement XmlElement::FirstChild() const { return {FirstElement(Node(node_).first_child()).internal_object(), document_}; }
XmlElement XmlElement::Next() const { return {FirstElement(Node(node_).next_sibling()).internal_object(), document_}; }

XmlElement XmlElement::Parent() const {
  const pugi::xml_node parent = Node(node_).parent();
  return parent.type() == pugi::node_element ? XmlElement(parent.internal_object(), document_) : XmlElement();
}

XmlElement XmlElement::Child(std::string_view wanted, XmlNamespace wanted_space) const {
  for (XmlElement child = FirstChild(); child; child = child.Next())
    if (child.Is(wanted, wanted_space)) return child;
  return {};
}

std::string_view XmlElement::Attribute(std::string_view wanted) const {
  for (const pugi::xml_attribute attribute : Node(node_).attributes())
    if (SameName(attribute.name(), wanted)) return attribute.value();
  return {};
}

std::string XmlElement::Text() const {
  std::string out;
  for (const pugi::xml_node node : Node(node_).children())
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) out += node.value();
  size_t start = 0;
  while (!out.empty() && IsXmlBlank(out.back())) out.pop_back();
  while (start < out.size() && IsXmlBlank(out[start])) ++start;
  return start == 0 ? out : out.substr(start);
}

std::string XmlElement::Markup() const {
  if (!HasElements()) return Text();
  std::string out;
  AppendMarkup(out, Node(node_), 0);
  return out;
}

}  // namespace factbox
