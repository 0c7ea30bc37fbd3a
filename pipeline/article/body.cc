#include "article/body.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"

namespace factbox {
namespace {

// Thresholds in bytes of text. Tuned together on the five development sets of pages.
constexpr uint32_t kShort = 40;             // a block below has no weight as prose
constexpr uint32_t kLong = 80;              // a block above is a paragraph, whatever its element
constexpr uint32_t kPhraseBlock = 220;      // a block above is not left out for a phrase in it
constexpr uint32_t kEndBlock = 60;          // a block above does not end the article
constexpr double kMostLinks = 0.5;          // share of link text; a block above is navigation
constexpr double kDominates = 0.75;         // share of the weight by which a child is followed
constexpr double kMarkedShare = 0.4;        // share by which an element that is called the body is believed
constexpr double kKeptThoughDropped = 0.4;  // share by which an element is kept though its name says boilerplate
constexpr double kKeptThoughComments = 0.9;
constexpr double kMisleading = 0.6;     // share of the weight that names of classes may take
constexpr uint64_t kMuchForMeta = 400;  // weight; an element above is no byline, date or caption

bool IsHeading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

// Mostly within inline elements that are called a byline, a caption or the like. A long one is text all the same.
bool IsMarked(const Block& block) {
  constexpr uint32_t kLongest = 200;
  const uint32_t size = block.end - block.begin;
  return size <= kLongest && block.marked_bytes * 2 > size;
}

double LinkShare(const Block& block) { return static_cast<double>(block.link_bytes) / std::max(1u, block.end - block.begin); }

// A full stop or its like, in any script.
bool HasSentenceEnd(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '.' || c == '!' || c == '?' || c == ':' || c == '"') && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '"')) return true;
    if (c == '\xE3' && text.substr(i, 3) == "。") return true;
    if (c == '\xEF' && (text.substr(i, 3) == "！" || text.substr(i, 3) == "？")) return true;
    if (c == '\xE2' && (text.substr(i, 3) == "”" || text.substr(i, 3) == "…")) return true;
    if (c == '\xE0' && text.substr(i, 3) == "।") return true;
  }
  return false;
}

class Chooser {
 public:
  Chooser(const PageTree& tree, const BodyHints& hints) : tree_(tree), hints_(hints), words_(PageWords::Get()) {}

  Body Run() {
    weights_.resize(tree_.blocks.size());
    for (size_t i = 0; i < weights_.size(); ++i) weights_[i] = Prose(tree_.blocks[i]);
    Sum();
    Drop();
    Sum();
    body_.page_prose = Weight(0);
    ChooseBox();
    Filter();
    AddStandfirst();
    return std::move(body_);
  }

 private:
  uint32_t Prose(const Block& block) const {
    const uint32_t size = block.end - block.begin;
    if (size < kShort || IsHeading(block.tag) || block.tag == Tag::kFigcaption || block.tag == Tag::kCaption) return 0;
    if (IsMarked(block) || LinkShare(block) > kMostLinks) return 0;
    double weight = size - block.link_bytes;
    if (!HasSentenceEnd(tree_.TextOf(block))) weight *= 0.3;
    if (size < kLong && block.tag != Tag::kP) weight *= 0.4;
    if (block.tag == Tag::kLi || block.tag == Tag::kTd) weight *= 0.7;
    return static_cast<uint32_t>(weight);
  }

  void Sum() {
    sums_.assign(weights_.size() + 1, 0);
    for (size_t i = 0; i < weights_.size(); ++i) sums_[i + 1] = sums_[i] + weights_[i];
  }
  uint64_t Weight(uint32_t box) const { return sums_[tree_.boxes[box].end_block] - sums_[tree_.boxes[box].first_block]; }

  // Which boxes are boilerplate, and takes the weight of their blocks. Names of classes can mislead (a whole page of "widgets"): where they would leave
  // too little, only elements that mean it and comments go.
  void Drop() {
    MarkDropped(true);
    uint64_t all = 0, by_name = 0, left = 0;
    for (size_t i = 0; i < weights_.size(); ++i) left += dropped_[tree_.blocks[i].box] ? 0 : weights_[i];
    const std::vector<bool> named = dropped_;
    MarkDropped(false);
    for (size_t i = 0; i < weights_.size(); ++i) all += dropped_[tree_.blocks[i].box] ? 0 : weights_[i];
    by_name = all - std::min(all, left);
    if (static_cast<double>(by_name) < kMisleading * static_cast<double>(all)) dropped_ = named;
    for (size_t i = 0; i < weights_.size(); ++i)
      if (dropped_[tree_.blocks[i].box]) weights_[i] = 0;
  }

  static bool MeansBoilerplate(Tag tag) { return tag == Tag::kNav || tag == Tag::kFooter || tag == Tag::kAside || tag == Tag::kForm || tag == Tag::kDialog; }

  void MarkDropped(bool by_name) {
    const auto total = static_cast<double>(std::max<uint64_t>(Weight(0), 1));
    dropped_.assign(tree_.boxes.size(), false);
    for (uint32_t i = 1; i < tree_.boxes.size(); ++i) {
      const Box& box = tree_.boxes[i];
      if (dropped_[box.parent]) {
        dropped_[i] = true;
        continue;
      }
      const double share = static_cast<double>(Weight(i)) / total;
      if ((box.marks & kMarkBody) != 0) continue;
      const double comments = box.tag == Tag::kArticle ? kKeptThoughDropped : kKeptThoughComments;
      if ((box.marks & kMarkComments) != 0 && share < comments) dropped_[i] = true;
      if ((box.marks & kMarkDrop) != 0 && share < kKeptThoughDropped && (by_name || MeansBoilerplate(box.tag))) dropped_[i] = true;
      constexpr uint32_t kNotText = kMarkCaption | kMarkByline | kMarkDate | kMarkUpdated | kMarkMeta;
      if ((box.marks & kNotText) != 0 && by_name && Weight(i) < kMuchForMeta) dropped_[i] = true;
    }
  }

  // The heaviest child of a box, kNoIndex where it has none.
  uint32_t HeaviestChild(uint32_t box) const {
    uint32_t best = kNoIndex;
    for (uint32_t child = box + 1; child < tree_.boxes[box].end_box; child = tree_.boxes[child].end_box)
      if (best == kNoIndex || Weight(child) > Weight(best)) best = child;
    return best;
  }

  void ChooseBox() {
    uint32_t box = 0;
    for (;;) {
      const uint32_t child = HeaviestChild(box);
      if (child == kNoIndex || static_cast<double>(Weight(child)) < kDominates * static_cast<double>(Weight(box)) || Weight(child) == 0) break;
      if (tree_.boxes[child].tag == Tag::kP || tree_.boxes[child].tag == Tag::kLi) break;
      box = child;
    }
    body_.box = box;
    const double needed = kMarkedShare * static_cast<double>(Weight(box));
    // The heaviest element within that is called the body; the innermost of those that hold all of its text.
    const auto narrow = [&](auto accepts, double least) {
      uint32_t best = kNoIndex;
      for (uint32_t i = box + 1; i < tree_.boxes[box].end_box; ++i)
        if (accepts(tree_.boxes[i]) && !dropped_[i] && static_cast<double>(Weight(i)) >= std::max(least, 1.0) &&
            (best == kNoIndex || static_cast<double>(Weight(i)) >= 0.95 * static_cast<double>(Weight(best))))
          best = i;
      return best;
    };
    uint32_t marked = narrow([](const Box& one) { return (one.marks & kMarkBody) != 0 && one.tag != Tag::kP; }, needed);
    if (marked == kNoIndex) marked = narrow([](const Box& one) { return one.tag == Tag::kArticle; }, std::max(needed, 0.6 * static_cast<double>(Weight(box))));
    if (marked != kNoIndex) body_.box = marked;
    for (uint32_t up = body_.box; up != kNoIndex && up != 0; up = tree_.boxes[up].parent)
      body_.marked = body_.marked || (tree_.boxes[up].marks & kMarkBody) != 0;
  }

  // What a block is to the body.
  enum class Verdict : uint8_t { kIn, kOut, kEnd };

  Verdict Judge(const Block& block) const {
    const std::string_view text = tree_.TextOf(block);
    const auto size = static_cast<uint32_t>(text.size());
    if (dropped_[block.box] || block.tag == Tag::kFigcaption || block.tag == Tag::kCaption) return Verdict::kOut;
    if (IsMarked(block)) return Verdict::kOut;
    const double links = LinkShare(block);
    const bool heading = IsHeading(block.tag);
    if (size <= kPhraseBlock) {
      const std::string folded = FoldForPhrases(text);
      const std::string_view bare = std::string_view(folded).substr(0, folded.find_last_not_of(" :.»>…") + 1);
      if (size <= kEndBlock && (heading || links > 0 || block.bold_bytes > 0 || block.tag != Tag::kP) &&
          (words_.Is(PhraseKind::kEnd, folded) || words_.Is(PhraseKind::kEnd, bare)))
        return Verdict::kEnd;
      if (words_.Is(PhraseKind::kDropWhole, folded) || words_.Is(PhraseKind::kDropWhole, bare)) return Verdict::kOut;
      if (words_.Begins(PhraseKind::kDropStart, folded) || words_.Contains(PhraseKind::kDropAnywhere, folded)) return Verdict::kOut;
      const bool letters = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80 || (c | 0x20) >= 'a'; });
      if (!letters) return Verdict::kOut;
    }
    if (heading) return links > 0.9 && size > kEndBlock ? Verdict::kOut : Verdict::kIn;
    if (links > 0.9 && size < kPhraseBlock && block.tag == Tag::kP) return Verdict::kOut;
    if (links > kMostLinks && block.tag != Tag::kP) return Verdict::kOut;
    if (block.tag == Tag::kOther && size < kShort && !HasSentenceEnd(text)) return Verdict::kOut;
    return Verdict::kIn;
  }

  void Filter() {
    const std::string title = Skeleton(hints_.title);
    const Box& box = tree_.boxes[body_.box];
    uint64_t prose = 0;
    const uint64_t whole = Weight(body_.box);
    for (uint32_t i = box.first_block; i < box.end_block; ++i) {
      const Block& block = tree_.blocks[i];
      const Verdict verdict = Judge(block);
      if (verdict == Verdict::kEnd && prose * 10 > whole * 6) break;
      if (verdict != Verdict::kIn) continue;
      if (IsTitle(block, title)) {
        // What stands before the title is no part of the text, if there is more behind it.
        if (prose * 10 < whole * 3) {
          body_.blocks.clear();
          prose = 0;
        }
        continue;
      }
      prose += weights_[i];
      body_.blocks.push_back(i);
    }
    KeepHeadingsOfText();
    body_.prose = 0;
    for (const uint32_t i : body_.blocks) body_.prose += weights_[i];
  }

  bool IsTitle(const Block& block, const std::string& title) const {
    constexpr size_t kLongestTitle = 400;
    if (title.empty() || block.end - block.begin > kLongestTitle) return false;
    if (block.tag == Tag::kH1) return true;
    return Skeleton(tree_.TextOf(block)) == title;
  }

  // A heading without text up to the next one is of something else, or of nothing.
  void KeepHeadingsOfText() {
    std::vector<uint32_t> kept;
    bool text_behind = false;
    for (size_t i = body_.blocks.size(); i-- > 0;) {
      const Block& block = tree_.blocks[body_.blocks[i]];
      if (IsHeading(block.tag)) {
        if (text_behind) kept.push_back(body_.blocks[i]);
      } else {
        text_behind = true;
        kept.push_back(body_.blocks[i]);
      }
    }
    std::reverse(kept.begin(), kept.end());
    body_.blocks = std::move(kept);
  }

  // The summary that many pages print between title and body, outside of the element of the body.
  void AddStandfirst() {
    const std::string description = Skeleton(hints_.description);
    constexpr size_t kLeast = 40;
    if (description.size() < kLeast || body_.blocks.empty()) return;
    const uint32_t first = body_.blocks.front();
    constexpr uint32_t kBefore = 40;  // blocks
    for (uint32_t i = first; i-- > 0 && i + kBefore >= first;) {
      const Block& block = tree_.blocks[i];
      if (block.end - block.begin < kLeast || block.tag == Tag::kH1) continue;
      const std::string skeleton = Skeleton(tree_.TextOf(block));
      const bool same = skeleton.size() >= kLeast && (skeleton == description || (description.substr(0, kLeast) == skeleton.substr(0, kLeast)));
      if (!same || LinkShare(block) > kMostLinks) continue;
      for (const uint32_t other : body_.blocks)
        if (Skeleton(tree_.TextOf(tree_.blocks[other])) == skeleton) return;
      body_.blocks.insert(body_.blocks.begin(), i);
      return;
    }
  }

  const PageTree& tree_;
  const BodyHints& hints_;
  const PageWords& words_;
  std::vector<uint32_t> weights_;  // a block each
  std::vector<uint64_t> sums_;     // of the weights before each block
  std::vector<bool> dropped_;      // a box each
  Body body_;
};

}  // namespace

std::string Skeleton(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    at += point.bytes;
    const auto c = static_cast<UChar32>(point.value);
    if (u_isalnum(c)) AppendUtf8(out, static_cast<char32_t>(u_tolower(c)));
  }
  return out;
}

Body ChooseBody(const PageTree& tree, const BodyHints& hints) { return Chooser(tree, hints).Run(); }

}  // namespace factbox
