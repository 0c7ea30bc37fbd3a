// What pages are known by: words of class names, phrases of boilerplate, names of months. Read from the tables of this folder, which travel in the
// program (embedded.h); a mistake in them is a defect that a test finds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/tsv.h"

namespace factbox {

// Bits of what the class, id, role and itemprop of an element say. page_markup.tsv
enum Mark : uint32_t {
  kMarkDrop = 1 << 0,
  kMarkBody = 1 << 1,
  kMarkCaption = 1 << 2,
  kMarkByline = 1 << 3,
  kMarkDate = 1 << 4,
  kMarkUpdated = 1 << 5,
  kMarkMeta = 1 << 6,
  kMarkStandfirst = 1 << 7,
  kMarkHeadline = 1 << 8,
  kMarkPaywall = 1 << 9,
  kMarkComments = 1 << 10,
};

// page_phrases.tsv
enum class PhraseKind : uint8_t {
  kDropWhole,     // a block that is just this goes: "Advertisement"
  kDropStart,     // a short block that begins so goes: "Read more:"
  kDropAnywhere,  // a short block with this in it goes: "sign up for our newsletter"
  kEnd,           // a block that is just this, and all behind it, goes: "Related articles"
  kByline,        // begins a byline: "By", "Von"
  kNoAuthor,      // no name of an author: "Staff", "View all posts"
  kAnd,           // parts authors: "and", "und"
  kConsent,       // a page that is a cookie wall says so: "we value your privacy"
  kUpdated,       // before the time of an update
  kCount
};

// const = thread-safe.
class PageWords {
 public:
  static const PageWords& Get();

  // Bits of Mark of a class or id attribute (several names, parted by blanks).
  uint32_t MarksOf(std::string_view names) const;

  // `folded`: see FoldForPhrases.
  bool Is(PhraseKind kind, std::string_view folded) const;
  bool Begins(PhraseKind kind, std::string_view folded) const { return PrefixLength(kind, folded) > 0; }
  // Of the longest phrase of that kind that `folded` begins with, ending at a word's end; 0: none.
  size_t PrefixLength(PhraseKind kind, std::string_view folded) const;
  bool Contains(PhraseKind kind, std::string_view folded) const;
  const std::vector<std::string_view>& All(PhraseKind kind) const { return phrases_[static_cast<size_t>(kind)]; }

  // 1 to 12 for a month's name or short form in any of the languages; 0: none. `folded` as above.
  int Month(std::string_view folded) const;

  const Mistakes& mistakes() const { return mistakes_; }

 private:
  PageWords();
  struct Slot {
    uint64_t hash = 0;
    uint32_t value = 0;
  };
  static constexpr size_t kSlots = size_t{1} << 12;
  void Add(std::vector<Slot>& table, std::string_view key, uint32_t value);
  static uint32_t Find(const std::vector<Slot>& table, uint64_t hash);
  void ReadMarkup();
  void ReadPhrases();
  void ReadMonths();

  std::vector<Slot> markup_, months_;
  std::vector<std::string_view> phrases_[static_cast<size_t>(PhraseKind::kCount)];  // sorted; views of the embedded table
  Mistakes mistakes_;
};

// Lower case (Latin, Greek, Cyrillic), accents kept, typographic apostrophes plain.
std::string FoldForPhrases(std::string_view text);

}  // namespace factbox
