#include "article/page_tree.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace factbox {
namespace {

// How an element takes part in the page.
enum class Role : uint8_t { kBlock, kInline, kVoid, kSilent };

Role RoleOf(Tag tag, std::string_view name) {
  switch (tag) {
    case Tag::kA:
    case Tag::kAbbr:
    case Tag::kB:
    case Tag::kCite:
    case Tag::kCode:
    case Tag::kDel:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kIns:
    case Tag::kLabel:
    case Tag::kMark:
    case Tag::kQ:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kSpan:
    case Tag::kStrong:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kTime:
    case Tag::kTt:
    case Tag::kU:
    case Tag::kPicture:
    case Tag::kAmpImg: return Role::kInline;
    case Tag::kBase:
    case Tag::kBr:
    case Tag::kCol:
    case Tag::kEmbed:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr: return Role::kVoid;
    case Tag::kAudio:
    case Tag::kButton:
    case Tag::kCanvas:
    case Tag::kIframe:
    case Tag::kMath:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kNoscript:
    case Tag::kObject:
    case Tag::kOption:
    case Tag::kScript:
    case Tag::kSelect:
    case Tag::kStyle:
    case Tag::kSvg:
    case Tag::kTemplate:
    case Tag::kTextarea:
    case Tag::kTitle:
    case Tag::kVideo:
    case Tag::kXmp: return Role::kSilent;
    case Tag::kOther: return name.find('-') == std::string_view::npos ? Role::kInline : Role::kBlock;  // custom elements wrap parts of pages
    default: return Role::kBlock;
  }
}

// What names the kind of a block's text.
bool NamesText(Tag tag) {
  switch (tag) {
    case Tag::kP:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kLi:
    case Tag::kDt:
    case Tag::kDd:
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kCaption:
    case Tag::kFigcaption:
    case Tag::kBlockquote:
    case Tag::kPre: return true;
    default: return false;
  }
}

bool ContainsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) { return Lower(a) == b; }) != text.end();
}

// Which elements a start tag ends: an open element of that kind, unless one of the borders stands between.
struct Implied {
  Tag ends[2];
  Tag borders[3];
};

bool ImpliedEnds(Tag tag, Implied& out) {
  switch (tag) {
    case Tag::kLi: out = {{Tag::kLi, Tag::kLi}, {Tag::kUl, Tag::kOl, Tag::kMenu}}; return true;
    case Tag::kDt:
    case Tag::kDd: out = {{Tag::kDt, Tag::kDd}, {Tag::kDl, Tag::kDl, Tag::kDl}}; return true;
    case Tag::kTd:
    case Tag::kTh: out = {{Tag::kTd, Tag::kTh}, {Tag::kTable, Tag::kTr, Tag::kTable}}; return true;
    case Tag::kTr: out = {{Tag::kTr, Tag::kTr}, {Tag::kTable, Tag::kTable, Tag::kTable}}; return true;
    default: return false;
  }
}

class Builder {
 public:
  Builder(std::string_view page, PageTree& tree) : tokenizer_(page), tree_(tree) {}

  void Run() {
    tree_.boxes.push_back({});
    stack_.push_back({Tag::kHtml, Role::kBlock, {}, 0, 0, 0, false});
    while (tokenizer_.Next(token_)) {
      switch (token_.kind) {
        case HtmlToken::Kind::kText: Text(); break;
        case HtmlToken::Kind::kStart: Start(); break;
        case HtmlToken::Kind::kEnd: End(); break;
      }
    }
    while (!stack_.empty()) Pop();
  }

 private:
  struct Open {
    Tag tag;
    Role role;
    std::string_view name;  // of kOther
    uint32_t box;           // of a block, its own; else the one around it
    uint32_t marks;         // of an inline element
    uint32_t captures;      // that end with it
    bool silent;            // it is what makes its content silent
  };

  void Text() {
    if (token_.raw) {
      RawText();
      return;
    }
    if (silent_ > 0) return;
    if (token_.text.find('&') != std::string_view::npos) {
      unescaped_.clear();
      AppendUnescaped(unescaped_, token_.text, false);
      Append(unescaped_);
    } else {
      Append(token_.text);
    }
  }

  void RawText() {
    const Tag tag = stack_.back().tag;
    if (tag == Tag::kScript && json_ld_) tree_.json_ld.push_back(token_.text);
    if (tag == Tag::kTitle && tree_.title.empty() && silent_ == 1) tree_.title = token_.text;
  }

  // Adds text to the block at hand, with blanks collapsed.
  void Append(std::string_view text) {
    std::string& out = tree_.text;
    const size_t before = out.size();
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const auto byte = static_cast<unsigned char>(c);
      if (byte <= ' ' || byte == 0x7F) {
        blank_ = true;
        continue;
      }
      if (byte >= 0xC2 && SpecialBlank(text, i)) continue;
      if (!open_block_) OpenBlock();
      if (blank_ && out.size() > block_.begin) out += ' ';
      blank_ = false;
      out += c;
    }
    if (!open_block_) return;
    block_.source_end = token_.end;
    const auto added = static_cast<uint32_t>(out.size() - std::max<size_t>(before, block_.begin));
    if (links_ > 0) block_.link_bytes += added;
    if (bolds_ > 0) block_.bold_bytes += added;
    if (inline_marks_ != 0) {
      block_.marked_bytes += added;
      block_.marks |= inline_marks_;
    }
  }

  // No-break space and the other blanks of Unicode become a blank; soft hyphen, zero-width space and byte order mark go. Moves `i` to the last byte.
  bool SpecialBlank(std::string_view text, size_t& i) {
    const auto at = [&](size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0; };
    if (at(0) == 0xC2 && (at(1) == 0xA0 || at(1) == 0xAD || (at(1) >= 0x80 && at(1) < 0xA0))) {
      if (at(1) != 0xAD) blank_ = true;
      ++i;
      return true;
    }
    if (at(0) == 0xE2 && at(1) == 0x80 && (at(2) <= 0x8B || at(2) == 0xA8 || at(2) == 0xA9 || at(2) == 0xAF)) {
      if (at(2) != 0x8B) blank_ = true;
      i += 2;
      return true;
    }
    if (at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF) {
      i += 2;
      return true;
    }
    return false;
  }

  void OpenBlock() {
    open_block_ = true;
    blank_ = false;
    if (!tree_.text.empty()) tree_.text += '\n';
    block_ = Block{};
    block_.begin = static_cast<uint32_t>(tree_.text.size());
    block_.source_begin = token_.begin;
    block_.box = stack_.back().box;
    for (size_t i = stack_.size(); i-- > 0;) {
      if (block_.tag == Tag::kOther && NamesText(stack_[i].tag)) block_.tag = stack_[i].tag;
      if (block_.tag != Tag::kOther && i + kTagReach < stack_.size()) break;
    }
    block_.quoted = open_of_[static_cast<size_t>(Tag::kBlockquote)] > 0;
  }

  void CloseBlock() {
    blank_ = false;
    if (!open_block_) return;
    open_block_ = false;
    block_.end = static_cast<uint32_t>(tree_.text.size());
    if (block_.end > block_.begin) tree_.blocks.push_back(block_);
  }

  void Start() {
    const Tag tag = token_.tag;
    if (tag == Tag::kHtml) {
      if (tree_.language.empty()) tree_.language = token_.Attribute("lang");
      tree_.amp = tree_.amp || token_.HasAttribute("amp") || token_.HasAttribute("⚡");
      return;
    }
    if (tag == Tag::kMeta) StartMeta();
    if (tag == Tag::kLink) StartLink();
    if (tag == Tag::kBase && tree_.base.empty()) tree_.base = token_.Attribute("href");
    if (tag == Tag::kHead || tag == Tag::kBody) {
      if (tag == Tag::kBody && stack_.size() > 1) {
        while (stack_.size() > 1) Pop();  // whatever the head left open
      }
      return;
    }
    const Role role = RoleOf(tag, token_.name);
    if (role == Role::kVoid) {
      if (tag == Tag::kBr && silent_ == 0) Break();
      if (tag == Tag::kHr && silent_ == 0) CloseBlock();
      return;
    }
    breaks_ = 0;
    if (silent_ > 0) {
      // Within a silent element only its own kind is counted, so that its end is found.
      Push(tag, role, 0, false);
      return;
    }
    if (role == Role::kBlock) {
      CloseBlock();
      CloseImplied(tag);
    }
    if (tag == Tag::kA && links_ > 0) CloseLink();
    if (tag == Tag::kSvg && token_.self_closing) return;
    if (role == Role::kSilent) {
      json_ld_ = tag == Tag::kScript && ContainsIgnoringCase(token_.Attribute("type"), "ld+json");
      if (tag == Tag::kVideo || tag == Tag::kIframe) CloseBlock();
    }
    const uint32_t marks = MarksOfToken();
    const size_t captured = StartCaptures(marks);
    Push(tag, role, marks, role == Role::kSilent);
    stack_.back().captures = static_cast<uint32_t>(captured);
    if (captured > 0)
      for (size_t i = 0; i < captured; ++i) tree_.captures[open_captures_[open_captures_.size() - 1 - i]].box = stack_.back().box;
  }

  void Push(Tag tag, Role role, uint32_t marks, bool silent) {
    if (stack_.size() >= kMaxDepth && !silent) {
      // Taken for part of the element around it; its end tag then finds nothing, or closes more than it should, in pages that nobody reads.
      tree_.too_deep = true;
      return;
    }
    uint32_t box = stack_.back().box;
    if (role == Role::kBlock && silent_ == 0) {
      box = static_cast<uint32_t>(tree_.boxes.size());
      Box one;
      one.parent = stack_.back().box;
      one.marks = marks;
      one.first_block = static_cast<uint32_t>(tree_.blocks.size());
      one.tag = tag;
      tree_.boxes.push_back(one);
    }
    stack_.push_back({tag, role, tag == Tag::kOther ? token_.name : std::string_view(), box, marks, 0, silent});
    ++open_of_[static_cast<size_t>(tag)];
    if (silent) ++silent_;
    if (silent_ > 0) return;
    if (tag == Tag::kA) ++links_;
    if (tag == Tag::kB || tag == Tag::kStrong) ++bolds_;
    if (role == Role::kInline) inline_marks_ |= marks & kInlineMarks;
  }

  void Pop() {
    const Open open = stack_.back();
    if (open.role == Role::kBlock && silent_ == 0) CloseBlock();
    stack_.pop_back();
    if (!stack_.empty()) --open_of_[static_cast<size_t>(open.tag)];
    for (uint32_t i = 0; i < open.captures; ++i) {
      Capture& capture = tree_.captures[open_captures_.back()];
      capture.end = static_cast<uint32_t>(tree_.text.size());
      open_captures_.pop_back();
    }
    if (open.silent) --silent_;
    if (silent_ > 0 || open.silent) return;
    if (open.tag == Tag::kA) --links_;
    if (open.tag == Tag::kB || open.tag == Tag::kStrong) --bolds_;
    if (open.role == Role::kBlock) {
      Box& box = tree_.boxes[open.box];
      box.end_block = static_cast<uint32_t>(tree_.blocks.size());
      box.end_box = static_cast<uint32_t>(tree_.boxes.size());
    } else if ((open.marks & kInlineMarks) != 0) {
      inline_marks_ = 0;
      for (size_t i = stack_.size(); i-- > 0 && stack_[i].role == Role::kInline;) inline_marks_ |= stack_[i].marks & kInlineMarks;
    }
  }

  void End() {
    const Tag tag = token_.tag;
    breaks_ = 0;
    if (tag == Tag::kBr && silent_ == 0) Break();
    if (tag == Tag::kHtml || tag == Tag::kBody || tag == Tag::kHead) return;
    if (open_of_[static_cast<size_t>(tag)] == 0) return;
    const Role role = RoleOf(tag, token_.name);
    if (role == Role::kVoid) return;
    const auto is_it = [&](const Open& open) { return open.tag == tag && (tag != Tag::kOther || open.name == token_.name); };
    // An inline element ends only within its block, a silent one swallows all up to its own end; of kOther only near ones are looked for.
    constexpr size_t kReachOfOther = 32;
    size_t found = stack_.size() - 1;
    for (;; --found) {
      if (found == 0 || ++steps_ > kMaxSteps) return;
      const Open& open = stack_[found];
      if (is_it(open)) break;
      if (open.silent && role != Role::kSilent) return;
      if (role == Role::kInline && open.role == Role::kBlock && tag != Tag::kA) return;
      if (tag == Tag::kOther && stack_.size() - found > kReachOfOther) return;
      if ((tag == Tag::kP || tag == Tag::kLi) && (open.tag == Tag::kTd || open.tag == Tag::kTable)) return;
      if (tag == Tag::kDiv && open.tag == Tag::kTd) return;
    }
    while (stack_.size() > found) Pop();
  }

  void Break() {
    // One line break is a blank, two are a border between paragraphs.
    blank_ = true;
    if (++breaks_ < 2) {
      text_at_break_ = tree_.text.size();
      return;
    }
    if (tree_.text.size() == text_at_break_)
      CloseBlock();
    else
      breaks_ = 1;
    text_at_break_ = tree_.text.size();
  }

  // A paragraph ends where a block-level element begins; an item at the next one.
  void CloseImplied(Tag tag) {
    if (open_of_[static_cast<size_t>(Tag::kP)] > 0) {
      for (size_t i = stack_.size(); i-- > 1;) {
        if (stack_[i].tag == Tag::kP) {
          while (stack_.size() > i) Pop();
          break;
        }
        if (stack_[i].role == Role::kBlock) break;
      }
    }
    Implied implied{};
    if (!ImpliedEnds(tag, implied)) return;
    if (open_of_[static_cast<size_t>(implied.ends[0])] == 0 && open_of_[static_cast<size_t>(implied.ends[1])] == 0) return;
    for (size_t i = stack_.size(); i-- > 1;) {
      const Tag open = stack_[i].tag;
      if (open == implied.ends[0] || open == implied.ends[1]) {
        while (stack_.size() > i) Pop();
        return;
      }
      if (std::find(std::begin(implied.borders), std::end(implied.borders), open) != std::end(implied.borders)) return;
    }
  }

  // A link within a link ends the outer one, if nothing but inline elements stands between.
  void CloseLink() {
    for (size_t i = stack_.size(); i-- > 1 && stack_[i].role == Role::kInline;)
      if (stack_[i].tag == Tag::kA) {
        while (stack_.size() > i) Pop();
        return;
      }
  }

  uint32_t MarksOfToken() {
    uint32_t marks = 0;
    switch (token_.tag) {
      case Tag::kNav:
      case Tag::kFooter:
      case Tag::kAside:
      case Tag::kForm:
      case Tag::kDialog:
      case Tag::kMenu:
      case Tag::kFieldset: marks |= kMarkDrop; break;
      case Tag::kFigcaption:
      case Tag::kCaption: marks |= kMarkCaption; break;
      default: break;
    }
    for (size_t i = 0; i < token_.attribute_count; ++i) {
      const auto& [name, value] = token_.attributes[i];
      if (EqualIgnoringCase(name, "class") || EqualIgnoringCase(name, "id"))
        marks |= PageWords::Get().MarksOf(value);
      else if (EqualIgnoringCase(name, "itemprop"))
        marks |= ItempropMarks(value);
      else if (EqualIgnoringCase(name, "hidden") || (EqualIgnoringCase(name, "aria-hidden") && EqualIgnoringCase(value, "true")))
        marks |= kMarkDrop;
      else if (EqualIgnoringCase(name, "style") && HidesByStyle(value))
        marks |= kMarkDrop;
      else if (EqualIgnoringCase(name, "role") && RoleIsBoilerplate(value))
        marks |= kMarkDrop;
    }
    return marks;
  }

  static uint32_t ItempropMarks(std::string_view value) {
    if (EqualIgnoringCase(value, "articlebody")) return kMarkBody;
    if (EqualIgnoringCase(value, "author")) return kMarkByline;
    if (EqualIgnoringCase(value, "headline")) return kMarkHeadline;
    return 0;
  }

  static bool HidesByStyle(std::string_view value) {
    const size_t at = value.find("display");
    if (at == std::string_view::npos) return false;
    const size_t none = value.find("none", at);
    return none != std::string_view::npos && value.substr(at, none - at).find(';') == std::string_view::npos;
  }

  static bool RoleIsBoilerplate(std::string_view value) {
    constexpr std::string_view kRoles[] = {"navigation",  "banner", "contentinfo", "complementary", "search",  "dialog",
                                           "alertdialog", "menu",   "menubar",     "toolbar",       "tablist", "alert"};
    return std::any_of(std::begin(kRoles), std::end(kRoles), [&](std::string_view role) { return EqualIgnoringCase(value, role); });
  }

  void StartMeta() {
    const std::string_view content = token_.Attribute("content");
    if (content.empty()) return;
    for (const std::string_view name : {std::string_view("property"), std::string_view("name"), std::string_view("itemprop"), std::string_view("http-equiv")}) {
      const std::string_view value = token_.Attribute(name);
      if (!value.empty()) tree_.metas.push_back({value, content});
    }
  }

  void StartLink() {
    if (tree_.canonical.empty() && ContainsIgnoringCase(token_.Attribute("rel"), "canonical")) tree_.canonical = token_.Attribute("href");
  }

  void Capturing(Capture::Kind kind, std::string_view value) {
    Capture capture;
    capture.kind = kind;
    capture.begin = static_cast<uint32_t>(tree_.text.size());
    capture.block = static_cast<uint32_t>(tree_.blocks.size());
    capture.value = value;
    open_captures_.push_back(static_cast<uint32_t>(tree_.captures.size()));
    tree_.captures.push_back(capture);
  }

  // Opens captures for what the tag says of its content; returns how many.
  size_t StartCaptures(uint32_t marks) {
    constexpr size_t kMost = 20000;  // of a page; more are no news
    if (tree_.captures.size() > kMost || silent_ > 0 || stack_.size() >= kMaxDepth) return 0;
    const size_t before = open_captures_.size();
    const Tag tag = token_.tag;
    const std::string_view property = token_.Attribute("itemprop");
    const auto is = [&](std::string_view wanted) { return EqualIgnoringCase(property, wanted); };
    const std::string_view content = token_.Attribute("content");
    const std::string_view datetime = token_.Attribute("datetime");
    const std::string_view moment = datetime.empty() ? content : datetime;
    if (tag == Tag::kH1) Capturing(Capture::Kind::kH1, {});
    if (tag == Tag::kTime) Capturing(Capture::Kind::kTime, datetime);
    if (is("datepublished") || is("datecreated"))
      Capturing(Capture::Kind::kDate, moment);
    else if (is("datemodified"))
      Capturing(Capture::Kind::kUpdated, moment);
    else if ((marks & kMarkUpdated) != 0 && tag != Tag::kA)
      Capturing(Capture::Kind::kUpdated, moment);
    else if ((marks & kMarkDate) != 0 && tag != Tag::kBody)
      Capturing(Capture::Kind::kDate, moment);
    if (is("author") || is("creator"))
      Capturing(Capture::Kind::kAuthorName, content);
    else if (tag == Tag::kA && ContainsIgnoringCase(token_.Attribute("rel"), "author"))
      Capturing(Capture::Kind::kAuthorLink, {});
    else if ((marks & kMarkByline) != 0 && (marks & kMarkComments) == 0)
      Capturing(Capture::Kind::kByline, {});
    if ((marks & kMarkHeadline) != 0) Capturing(Capture::Kind::kHeadline, content);
    if ((marks & kMarkStandfirst) != 0) Capturing(Capture::Kind::kStandfirst, {});
    if (is("articlesection")) Capturing(Capture::Kind::kSection, content);
    return open_captures_.size() - before;
  }

  static constexpr uint32_t kInlineMarks = kMarkDrop | kMarkCaption | kMarkByline | kMarkDate | kMarkMeta | kMarkUpdated;
  static constexpr uint64_t kMaxSteps = 10'000'000;  // what a page made to be slow may cost; others take some thousands
  static constexpr size_t kTagReach = 6;             // elements between a text and the one that names its kind: <li><div><span><a>

  HtmlTokenizer tokenizer_;
  HtmlToken token_;
  PageTree& tree_;
  std::vector<Open> stack_;
  std::array<uint32_t, static_cast<size_t>(Tag::kCount)> open_of_{};
  std::vector<uint32_t> open_captures_;
  std::string unescaped_;
  Block block_;
  bool open_block_ = false, blank_ = false, json_ld_ = false;
  uint32_t silent_ = 0, links_ = 0, bolds_ = 0, inline_marks_ = 0, breaks_ = 0;
  uint64_t steps_ = 0;  // of searches for what an end tag ends
  size_t text_at_break_ = 0;
};

}  // namespace

void BuildPageTree(std::string_view page, PageTree& tree) {
  tree.text.clear();
  tree.boxes.clear();
  tree.blocks.clear();
  tree.captures.clear();
  tree.metas.clear();
  tree.json_ld.clear();
  tree.title = tree.language = tree.canonical = tree.base = {};
  tree.too_deep = tree.amp = false;
  Builder(page, tree).Run();
}

}  // namespace factbox
