#include "article/page_author.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "article/body.h"
#include "article/page_date.h"
#include "article/page_words.h"
#include "base/utf8.h"

namespace factbox {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n,;:|/·•-–—*";
  while (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos && static_cast<unsigned char>(text.front()) < 0x80) text.remove_prefix(1);
  while (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos && static_cast<unsigned char>(text.back()) < 0x80) text.remove_suffix(1);
  return text;
}

size_t Words(std::string_view text) { return text.empty() ? 0 : static_cast<size_t>(std::count(text.begin(), text.end(), ' ')) + 1; }

bool StartsUpper(std::string_view word) {
  if (word.empty()) return false;
  const auto c = static_cast<UChar32>(DecodeUtf8(word, 0).value);
  return u_isupper(c) || (u_isalpha(c) && !u_islower(c));  // scripts without case
}

// Every word begins with a capital, but for particles.
bool LooksLikeName(std::string_view text) {
  size_t words = 0, upper = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    ++words;
    if (StartsUpper(word)) ++upper;
  }
  const bool without_case = upper > 0 && static_cast<unsigned char>(text[0]) >= 0xE3;
  return upper > 0 && (words >= 2 || without_case) && words <= 5 && upper * 2 >= words + 1 && (words - upper) <= 2;
}

class Reader {
 public:
  Reader(std::string_view publisher, bool prose) : words_(PageWords::Get()), site_(Skeleton(publisher)), prose_(prose) {}

  void Read(std::string_view text) {
    pieces_ = static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == ','; }));
    // Lines, and within them commas and the like, part names.
    for (size_t at = 0; at <= text.size();) {
      size_t end = at;
      while (end < text.size() && !Parts(text, end)) ++end;
      Piece(text.substr(at, end - at));
      at = end + 1;
    }
  }

  std::vector<std::string> names;

 private:
  static bool Parts(std::string_view text, size_t at) {
    const char c = text[at];
    return c == '\n' || c == ',' || c == ';' || c == '|' || c == '/' || c == '\t' ||
           (static_cast<unsigned char>(c) == 0xB7 && at > 0 && text[at - 1] == '\xC2');
  }

  void Piece(std::string_view text) {
    text = Trim(text);
    if (!text.empty() && text.back() == '\xC2') text.remove_suffix(1);
    std::string folded = FoldForPhrases(text);
    for (int round = 0; round < 3; ++round) {
      const size_t prefix = words_.PrefixLength(PhraseKind::kByline, folded);
      if (prefix == 0 || folded.size() != text.size()) break;
      text = Trim(text.substr(prefix));
      folded = FoldForPhrases(text);
    }
    // "Ana Sousa and Jean Mbeki"
    for (size_t at = folded.find(' '); at != std::string::npos && folded.size() == text.size(); at = folded.find(' ', at + 1)) {
      const size_t end = folded.find(' ', at + 1);
      if (end == std::string::npos) break;
      if (words_.Is(PhraseKind::kAnd, std::string_view(folded).substr(at + 1, end - at - 1)) && (!IsParticleOfName(folded, at, end) || !prose_)) {
        Piece(text.substr(0, at));
        Piece(text.substr(end + 1));
        return;
      }
    }
    Name(text, folded);
  }

  // "Ortega y Gasset", "Silva e Costa": one letter between family names is the name's own, unless two full names stand around it.
  static bool IsParticleOfName(std::string_view folded, size_t at, size_t end) {
    if (end - at - 1 > 1) return false;
    return Words(folded.substr(0, at)) < 2 || Words(folded.substr(end + 1)) < 2;
  }

  void Name(std::string_view text, const std::string& folded) {
    constexpr size_t kShortest = 3, kLongest = 60;
    if (const size_t bracket = text.find_first_of("(<["); bracket != std::string_view::npos && bracket > 0) text = Trim(text.substr(0, bracket));
    if (text.size() < kShortest || text.size() > kLongest || text.front() == '(') return;
    if (text.find("http") != std::string_view::npos || text.find('@') != std::string_view::npos || text.find("www.") != std::string_view::npos) return;
    if (words_.Is(PhraseKind::kNoAuthor, folded) || std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
    if (words_.PrefixLength(PhraseKind::kNoAuthor, folded) > 0 && (prose_ || folded.find("posts") != std::string::npos)) return;
    const std::string skeleton = Skeleton(text);
    if (skeleton.empty() || (!site_.empty() && skeleton == site_)) return;
    // Alone in its element a nickname will do; among other things only what looks like a full name.
    if (Words(text) > 6 || (prose_ && !LooksLikeName(text) && (pieces_ > 0 || Words(text) > 3))) return;
    for (const std::string& known : names)
      if (Skeleton(known) == skeleton) return;
    names.emplace_back(text);
  }

  const PageWords& words_;
  const std::string site_;
  bool prose_;
  size_t pieces_ = 0;  // commas and line breaks of the text at hand
};

bool InComments(const PageTree& tree, uint32_t box) {
  for (; box != kNoIndex; box = tree.boxes[box].parent)
    if ((tree.boxes[box].marks & kMarkComments) != 0) return true;
  return false;
}

// From what markup calls an author, near the start of the body or anywhere outside of comments.
std::vector<std::string> Captured(const PageContext& page, uint32_t first_block, std::string_view publisher, Capture::Kind kind, bool near) {
  constexpr uint32_t kBehind = 6, kLongest = 200;
  Reader all(publisher, kind == Capture::Kind::kAuthorLink);
  for (const Capture& capture : page.tree.captures) {
    if (capture.kind != kind || capture.end - capture.begin > kLongest) continue;
    if (near ? first_block != kNoIndex && capture.block > first_block + kBehind : InComments(page.tree, capture.box)) continue;
    const std::string_view text = std::string_view(page.tree.text).substr(capture.begin, capture.end - capture.begin);
    // Of several bylines the first that names somebody counts; the others are of other stories, or the same again.
    if (kind == Capture::Kind::kByline || !near) {
      Reader one(publisher, true);
      one.Read(text);
      if (!one.names.empty()) return std::move(one.names);
    } else {
      all.Read(text.empty() ? Unescaped(capture.value) : std::string(text));
    }
  }
  return std::move(all.names);
}

}  // namespace

std::vector<std::string> NamesOfByline(std::string_view text, std::string_view publisher, bool prose) {
  Reader reader(publisher, prose);
  reader.Read(text);
  return std::move(reader.names);
}

std::vector<std::string> AuthorsOf(const PageContext& page, uint32_t first_block, std::string_view publisher) {
  const auto read_all = [&](const std::vector<std::string>& texts, bool prose) {
    Reader reader(publisher, prose);
    for (const std::string& text : texts) reader.Read(text);
    return std::move(reader.names);
  };
  constexpr size_t kMost = 12;  // more are a list of the staff
  const auto usable = [](const std::vector<std::string>& names) { return !names.empty() && names.size() <= kMost; };
  if (std::vector<std::string> names = read_all(page.json_ld.authors, false); usable(names)) return names;

  std::vector<std::string> texts;
  for (const Meta& meta : page.tree.metas)
    for (const std::string_view name : {"author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
                                        "byl", "authors", "article_author", "cxenseparse:author", "citation_author", "author_name", "mediator_author"})
      if (EqualIgnoringCase(meta.name, name)) {
        std::string text;
        AppendUnescaped(text, meta.content, false);
        texts.push_back(std::move(text));
      }
  if (std::vector<std::string> names = read_all(texts, false); usable(names)) return names;

  for (const bool near : {true, false})
    for (const Capture::Kind kind : {Capture::Kind::kAuthorName, Capture::Kind::kAuthorLink, Capture::Kind::kByline})
      if (std::vector<std::string> names = Captured(page, first_block, publisher, kind, near); usable(names)) return names;
  // "By Ana Sousa" in a block of its own between title and body.
  if (first_block != kNoIndex) {
    constexpr uint32_t kBefore = 8, kLongest = 100;
    for (uint32_t i = first_block > kBefore ? first_block - kBefore : 0; i < first_block + 1 && i < page.tree.blocks.size(); ++i) {
      const Block& block = page.tree.blocks[i];
      if (block.end - block.begin > kLongest) continue;
      const std::string_view text = page.tree.TextOf(block);
      const size_t prefix = PageWords::Get().PrefixLength(PhraseKind::kByline, FoldForPhrases(text));
      if (prefix < 2 || prefix >= text.size()) continue;
      if (std::vector<std::string> names = NamesOfByline(text, publisher, true); usable(names)) return names;
    }
  }
  return {};
}

}  // namespace factbox
