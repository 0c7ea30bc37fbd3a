// "The World Bank met in St. Louis" → matches World Bank (organisation), St. Louis (place), Louis (given name), …
//
// Every phrase that starts at a token is given, the longest first, within one sentence. Hyphens without blanks are transparent, so that
// Al-Qaeda and Al Qaeda are one; abbreviations (US, Ill.) match only where they are written in capitals or with their full stop.
// Names do not start in lower case: a phrase whose first word is lower-case keeps only entries that are ordinary words (titles, reporting
// verbs, particles …). Which reading is right is not decided here.
#include "extractors/lookup/lookup.h"

#include <algorithm>

#include "text/fold.h"

namespace factbox {
namespace {

// Readings that a lower-case word can have.
constexpr KindSet kLowerCaseKinds = Bit(EntryKind::kParticle) | Bit(EntryKind::kTitle) | Bit(EntryKind::kCommonWord) | Bit(EntryKind::kNotName) |
                                    Bit(EntryKind::kWeapon) | Bit(EntryKind::kReportingVerb) | Bit(EntryKind::kPlaceHead) | Bit(EntryKind::kOrganizationHead) |
                                    Bit(EntryKind::kCommonName) | Bit(EntryKind::kCommonOrganization);
constexpr uint32_t kLongest = 14;  // tokens; the longest names of the tables have 12

class LookupStage : public Stage {
 public:
  explicit LookupStage(const Data& data) : data_(data) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"lookup", 1, LayersOf(Layer::kTokens, Layer::kSentences), LayersOf(Layer::kMatches)};
    return kInfo;
  }

  void Run(const Document&, const Reader& reader, Writer& writer, Worker&) const override {
    const std::span<const Token> tokens = reader.tokens();
    std::vector<Match>& matches = writer.matches();
    matches.reserve(tokens.size() * 2);
    for (const Sentence& sentence : reader.sentences())
      for (uint32_t first = sentence.tokens.begin; first < sentence.tokens.end; ++first) {
        Prefetch(tokens, first);
        if (IsWord(tokens[first])) LookUp(tokens, first, sentence.tokens.end, matches);
      }
  }

 private:
  // The token alone and with the next one, far enough ahead that memory has answered when its turn comes.
  void Prefetch(std::span<const Token> tokens, uint32_t at) const {
    constexpr uint32_t kSlotsAhead = 8, kEntriesAhead = 4;
    for (const Gazetteer& gazetteer : data_.gazetteers()) {
      if (at + kSlotsAhead < tokens.size()) gazetteer.PrefetchSlot(tokens[at + kSlotsAhead].fold);
      if (at + kSlotsAhead + 1 < tokens.size()) gazetteer.PrefetchSlot(ExtendPhrase(tokens[at + kSlotsAhead].fold, tokens[at + kSlotsAhead + 1].fold));
      if (at + kEntriesAhead < tokens.size()) gazetteer.PrefetchEntries(tokens[at + kEntriesAhead].fold);
    }
  }

  void LookUp(std::span<const Token> tokens, uint32_t first, uint32_t limit, std::vector<Match>& matches) const {
    const size_t start = matches.size();
    for (size_t g = 0; g < data_.gazetteers().size(); ++g) Walk(tokens, first, limit, static_cast<uint16_t>(g), matches);
    if (matches.size() < start + 2) return;
    const auto longer = [](const Match& a, const Match& b) { return a.tokens.end != b.tokens.end ? a.tokens.end > b.tokens.end : a.gazetteer > b.gazetteer; };
    std::sort(matches.begin() + static_cast<std::ptrdiff_t>(start), matches.end(), longer);
  }

  // The gazetteer's phrases over tokens[first …].
  void Walk(std::span<const Token> tokens, uint32_t first, uint32_t limit, uint16_t g, std::vector<Match>& matches) const {
    const Gazetteer& gazetteer = data_.gazetteers()[g];
    uint64_t phrase = tokens[first].fold;
    for (uint32_t at = first;;) {
      const Gazetteer::Found found = gazetteer.Find(phrase);
      if (!found.entries.empty()) Keep(tokens, {first, at + 1}, found, g, matches);
      if (!found.longer || ++at >= limit || at - first >= kLongest) return;
      if (tokens[at].mark == '-' && !tokens[at].space_before && at + 1 < limit && !tokens[at + 1].space_before) ++at;
      if (tokens[at].line_start && tokens[at].paragraph_start) return;
      phrase = ExtendPhrase(phrase, tokens[at].fold);
    }
  }

  // Entries come sorted by kind; those that cannot be written as the text has them are left out at either end, or all of them are kept
  // and told apart by whoever reads them (Usable).
  static void Keep(std::span<const Token> tokens, TokenRange range, const Gazetteer::Found& found, uint16_t g, std::vector<Match>& matches) {
    const Token& first = tokens[range.begin];
    KindSet kinds = 0;
    for (const Entry& entry : found.entries) {
      if (first.shape == Shape::kLower && (kLowerCaseKinds & Bit(entry.kind)) == 0) continue;
      if (!IsWrittenAs(entry.writing, first, range.size())) continue;
      kinds |= Bit(entry.kind);
    }
    if (kinds != 0) matches.push_back({range, kinds, found.entries.data(), static_cast<uint16_t>(found.entries.size()), g});
  }

  const Data& data_;
};

}  // namespace

std::unique_ptr<Stage> MakeLookupStage(const Data& data) { return std::make_unique<LookupStage>(data); }

}  // namespace factbox
