#include "article/page.h"

#include <algorithm>
#include <utility>

#include "article/body.h"
#include "article/charset.h"
#include "article/json_ld.h"
#include "article/page_metadata.h"
#include "article/page_tree.h"
#include "article/page_verdict.h"
#include "base/utf8.h"

namespace factbox {
namespace {

PageParagraph::Kind KindOf(const Block& block) {
  switch (block.tag) {
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6: return PageParagraph::Kind::kHeading;
    case Tag::kLi:
    case Tag::kDt:
    case Tag::kDd: return PageParagraph::Kind::kListItem;
    case Tag::kTd:
    case Tag::kTh: return PageParagraph::Kind::kTableRow;
    case Tag::kPre: return PageParagraph::Kind::kPreformatted;
    default: return block.quoted ? PageParagraph::Kind::kQuotation : PageParagraph::Kind::kParagraph;
  }
}

// Where a page is cut that is too long: not within a character.
std::string_view Cut(std::string_view bytes) {
  size_t size = std::min(bytes.size(), kMaxPageBytes);
  if (size < bytes.size())
    while (size > 0 && (static_cast<unsigned char>(bytes[size]) & 0xC0) == 0x80) --size;
  return bytes.substr(0, size);
}

// The lines of a JSON-LD body: tags out, blanks collapsed.
std::vector<std::string> LinesOf(std::string_view body) {
  PageTree tree;
  std::string html;
  // Line breaks of plain text part paragraphs; where it is HTML they mean nothing more than its own borders.
  for (const char c : body) {
    if (c == '\n')
      html += "<br><br>";
    else
      html += c == '\0' ? ' ' : c;
  }
  BuildPageTree(html, tree);
  std::vector<std::string> out;
  for (const Block& block : tree.blocks) out.emplace_back(tree.TextOf(block));
  return out;
}

}  // namespace

struct PageParser::State {
  std::string decoded;
  PageTree tree;
  JsonLdReader json_ld;
  std::vector<PageParagraph> paragraphs;
};

PageParser::PageParser() : state_(std::make_unique<State>()) {}
PageParser::~PageParser() = default;

const std::vector<PageParagraph>& PageParser::paragraphs() const { return state_->paragraphs; }

void PageParser::Parse(const PageInput& page, ParsedArticle& out) {
  State& state = *state_;
  state.paragraphs.clear();
  Article& article = out.article;
  const std::string_view bytes = Cut(page.bytes);
  if (bytes.size() < page.bytes.size())
    out.notes.push_back(
        {"limit_page_bytes", "only the first " + std::to_string(bytes.size()) + " of " + std::to_string(page.bytes.size()) + " bytes were looked at"});
  const DecodedPage decoded = DecodePage(bytes, page.charset, state.decoded);
  if (decoded.guessed) out.notes.push_back({"charset_guessed", "taken for " + decoded.charset});
  if (decoded.replacements > 0)
    out.notes.push_back({"invalid_utf8", std::to_string(decoded.replacements) + " ill-formed byte sequences were replaced by U+FFFD"});

  BuildPageTree(decoded.text, state.tree);
  const PageTree& tree = state.tree;
  if (tree.too_deep)
    out.notes.push_back({"limit_page_depth", "elements deeper than " + std::to_string(kMaxDepth) + " were taken for part of the one around them"});
  JsonLd json_ld;
  for (const std::string_view script : tree.json_ld) state.json_ld.Read(script, json_ld);

  const PageContext context{tree, json_ld, page.url, page.fetched};
  if (article.title.empty()) article.title = TitleOf(context);
  const Body body = ChooseBody(tree, {article.title, DescriptionOf(context)});
  ReadMetadata(context, body.blocks.empty() ? kNoIndex : body.blocks.front(), body.blocks.empty() ? kNoIndex : body.blocks.back(), article, out.notes);
  if (json_ld.paywalled) out.notes.push_back({"paywall", "the page says that the article is not accessible for free"});

  const auto add = [&](std::string_view text, PageParagraph paragraph) {
    if (!article.text.empty()) article.text += "\n\n";
    paragraph.begin = static_cast<uint32_t>(article.text.size());
    article.text += text;
    paragraph.end = static_cast<uint32_t>(article.text.size());
    state.paragraphs.push_back(paragraph);
  };
  article.text.clear();
  const PageVerdict verdict = JudgePage(context, body, article);
  if (!verdict.article) {
    out.notes.push_back({"not_article", verdict.reason});
  } else if (verdict.json_ld_body) {
    for (const std::string& line : LinesOf(json_ld.body)) add(line, {});
  } else {
    for (const uint32_t i : body.blocks) {
      const Block& block = tree.blocks[i];
      PageParagraph paragraph;
      paragraph.kind = KindOf(block);
      paragraph.source_begin = block.source_begin + decoded.skipped;
      paragraph.source_end = block.source_end + decoded.skipped;
      paragraph.source_exact = !decoded.converted;
      add(tree.TextOf(block), paragraph);
    }
  }
  if (verdict.article && article.text.empty()) out.notes.push_back({"no_text", "no text of an article was found in the page"});
  // Memory of a giant is given back.
  constexpr size_t kKept = size_t{4} << 20;
  if (state.decoded.capacity() > kKept) state.decoded = {};
}

}  // namespace factbox
