// Cuts HTML into tags and text, as browsers do (HTML Standard, 13.2.5 "Tokenization"), in one pass and linear time.
//
//   <p class=lead>Floods &amp; storms<br/>   →   start p {class: lead}, text "Floods &amp; storms", start br
//
// Comments, doctypes and processing instructions are skipped; the content of script, style, title, textarea and their like is one text. Tokens are
// views of the page with their place in it: nothing is copied or decoded. Which element is closed by which tag is the business of page_tree.h.
//
// Why not the HTML parser of libxml2: its SAX interface took 60 to 80 MB/s on the development pages, which is the whole time that a page may take here;
// it compares every attribute of a tag with all before it and every end tag with all open elements (a million attributes take minutes), reports
// offsets of its own buffer, and knows HTML 4 only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace factbox {

// The elements that matter to somebody here; all others are kOther.
enum class Tag : uint8_t {
  kOther,
  kA,
  kAbbr,
  kAddress,
  kAmpImg,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kDd,
  kDel,
  kDetails,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMark,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoembed,
  kNoframes,
  kNoscript,
  kObject,
  kOl,
  kOption,
  kP,
  kParam,
  kPicture,
  kPre,
  kQ,
  kS,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVideo,
  kWbr,
  kXmp,
  kCount
};

Tag TagOf(std::string_view name);  // in any case

struct HtmlAttribute {
  std::string_view name;   // as written, in any case
  std::string_view value;  // without quotation marks, with its character references
};

struct HtmlToken {
  enum class Kind : uint8_t { kText, kStart, kEnd };
  static constexpr size_t kMaxAttributes = 64;  // of a tag; the rest is skipped

  Kind kind = Kind::kText;
  Tag tag = Tag::kOther;  // of kStart and kEnd
  bool raw = false;       // kText of script, style, … (no character references but in title and textarea)
  bool self_closing = false;
  size_t begin = 0, end = 0;  // bytes of the page
  std::string_view text;      // of kText
  std::string_view name;      // of tags, as written
  size_t attribute_count = 0;
  HtmlAttribute attributes[kMaxAttributes];

  // The raw value, empty where there is none. `name` in lower case.
  std::string_view Attribute(std::string_view name) const;
  bool HasAttribute(std::string_view name) const;
};

// Borrows the page. Not shared between threads.
class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view page) : page_(page) {}
  // False at the end.
  bool Next(HtmlToken& token);

 private:
  bool NextRaw(HtmlToken& token);
  bool ReadTag(HtmlToken& token);
  void ReadAttributes(HtmlToken& token);
  bool SkipMarkup();

  std::string_view page_;
  size_t at_ = 0;
  Tag raw_ = Tag::kOther;  // the element whose end is looked for; kOther: none
  std::string_view raw_name_;
};

// Appends `text` with its character references (&amp; &#8217; &eacute;) resolved; with `attribute`, "&copy=1" stays as it is (HTML Standard, 13.2.5.73).
// Controls and NUL become blanks.
void AppendUnescaped(std::string& out, std::string_view text, bool attribute);
std::string Unescaped(std::string_view text);

bool EqualIgnoringCase(std::string_view a, std::string_view lower);

}  // namespace factbox
