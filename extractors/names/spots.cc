// "US Secretary of State Mike Pompeo met Randa Slim of the Middle East Institute in Erbil. Slim said …"
//   → US (place), Mike Pompeo (person), Randa Slim (person), Middle East Institute (organisation), Erbil (place), Slim (person)
//
// Capitalised words, with the small words that stand inside names, form chunks. Each chunk is cut into names, other phrases (titles,
// demonyms, festivals …) and words that are no part of a name, so that the sum of the pieces' scores is highest (dynamic programming over at
// most kLongestChunk tokens). A piece's score is the sum of its evidence (score.cc): lists, head words, shapes, neighbours; what each weighs
// stands in rules.tsv. Then the document is gone through again with what the first pass showed: "Slim" is the family name of a person,
// "MEI" the acronym of an organisation.
//
// Left out: names in lower case, products, works, events, laws. A team named by its city is a place unless a list or its neighbours say otherwise.
#include "extractors/names/spots.h"

#include <algorithm>
#include <unordered_set>

#include "extractors/names/score.h"
#include "text/fold.h"
#include "text/phrase.h"

namespace factbox::names {
namespace {

constexpr uint32_t kLongestChunk = 24;  // tokens; longer ones (shouted text) are cut
constexpr uint32_t kLongestName = 11;   // tokens
constexpr KindSet kWholeKinds = Bit(EntryKind::kPlace) | Bit(EntryKind::kOrganization);

// A piece of a chunk's best reading.
struct Piece {
  TokenRange tokens;
  Label label;
  Evidence main;
  float margin;  // over the next best label of the same span
};

class DocumentNames {
 public:
  DocumentNames(const Weights& weights, const Contexts& contexts, const Facts& facts, std::span<const Token> tokens, std::span<const Sentence> sentences)
      : scorer_(weights, contexts, facts, tokens), facts_(facts), tokens_(tokens) {
    for (const Sentence& sentence : sentences) FindChunks(sentence);
    for (Chunk& chunk : chunks_) FindOptions(chunk);
  }

  std::vector<Piece> Run() const {
    const DocumentEvidence document = Collect(Decode(nullptr));
    return Decode(&document);
  }

 private:
  struct Chunk {
    TokenRange tokens, sentence;
    size_t first_option = 0, last_option = 0;
  };

  // A way to read some of a chunk's tokens: as a name of any type, or as no name (only scores of kOther count).
  struct Option {
    TokenRange tokens;
    bool name;
    uint64_t phrase;  // of a name: its PhraseHash
    Scores scores;    // without what the document says
  };

  // A small word between two capitalised ones belongs to their chunk, and so does a hyphen without blanks, and 's.
  bool Joins(uint32_t i, uint32_t limit, uint32_t& next) const {
    uint32_t at = i;
    for (uint32_t small = 0; at < limit && small < 3; ++at, ++small) {
      const Token& token = tokens_[at];
      if (facts_[at].capital || (small > 0 && token.shape == Shape::kNumber)) break;
      const bool glued =
          (token.mark == '-' && !token.space_before) || (token.shape == Shape::kLower && !token.space_before && token.span.size() <= 4 && small == 0);
      if (!facts_[at].connector && !glued) return false;
    }
    if (at >= limit || at == i || !facts_[at].capital) return false;
    next = at;
    return true;
  }

  void FindChunks(const Sentence& sentence) {
    const uint32_t limit = sentence.tokens.end;
    for (uint32_t i = sentence.tokens.begin; i < limit;) {
      if (!facts_[i].capital) {
        ++i;
        continue;
      }
      const uint32_t begin = ParticleBefore(i, sentence.tokens.begin);
      ++i;
      for (uint32_t next; i < limit && i - begin < kLongestChunk;) {
        if (facts_[i].capital || (tokens_[i].shape == Shape::kNumber && Extends(i, begin)))
          ++i;
        else if (Joins(i, limit, next) && next - begin < kLongestChunk)
          i = next + 1;
        else
          break;
      }
      chunks_.push_back({{begin, i}, sentence.tokens, 0, 0});
    }
  }

  // "bin Laden", "al-Jubouri" without a given name: the small particle in front belongs to the name. Index of the particle, else `i`.
  uint32_t ParticleBefore(uint32_t i, uint32_t limit) const {
    const uint32_t at = i >= limit + 2 && tokens_[i - 1].mark == '-' && !tokens_[i - 1].space_before && !tokens_[i].space_before ? i - 2 : i - 1;
    if (i <= limit || at < limit || tokens_[at].shape != Shape::kLower || (facts_[at].kinds & Bit(EntryKind::kParticle)) == 0) return i;
    static const std::unordered_set<uint64_t> kFront = {FoldHash("bin"), FoldHash("ibn"), FoldHash("van"), FoldHash("von"), FoldHash("de"),
                                                        FoldHash("al"),  FoldHash("el"),  FoldHash("da"),  FoldHash("dos"), FoldHash("del"),
                                                        FoldHash("di"),  FoldHash("abu"), FoldHash("ben"), FoldHash("der"), FoldHash("den")};
    return kFront.count(tokens_[at].fold) > 0 ? at : i;
  }

  // A number that a listed name goes on with: "Channel 4", "G 20".
  bool Extends(uint32_t number, uint32_t begin) const {
    for (uint32_t i = number; i-- > begin;)
      for (const Match& match : facts_.MatchesAt(i))
        if (match.tokens.end > number && (match.kinds & kWholeKinds) != 0) return true;
    return false;
  }

  // May a name start and end so?
  bool CanBeName(TokenRange span) const {
    const Token &first = tokens_[span.begin], &last = tokens_[span.end - 1];
    const bool particle =
        !facts_[span.begin].capital && span.size() > 1 &&
        (ParticleBefore(span.begin + 1, span.begin) == span.begin || (span.size() > 2 && ParticleBefore(span.begin + 2, span.begin) == span.begin));
    if ((!facts_[span.begin].capital && !particle) || facts_[span.begin].glued || !IsWord(first)) return false;
    if (HyphenJoins(span.end) || (span.begin >= 2 && HyphenJoins(span.begin - 1))) return false;
    if (!facts_[span.end - 1].capital && last.shape != Shape::kNumber) return false;
    if (span.size() == 1) return first.shape != Shape::kInitial;
    if (facts_.MatchOver(span, kWholeKinds) != nullptr) return true;
    // "Iraq's Ministry", "Pompeo's Office": what is owned is named apart from its owner, unless the owner is a common word (People's Bank).
    for (uint32_t i = span.begin + 1; i + 1 < span.end; ++i) {
      const Token& token = tokens_[i];
      const bool possessive = token.shape == Shape::kLower && !token.space_before && !facts_[i].connector && tokens_[i - 1].mark != '-';
      if (possessive && (facts_[i - 1].kinds & Bit(EntryKind::kCommonWord)) == 0 && !Saint(span.begin)) return false;
    }
    return true;
  }
  // Is the token a hyphen that makes one word of its neighbours: Tache-Green, Jong-un? In US-China and Iran-backed it does not.
  bool HyphenJoins(uint32_t hyphen) const {
    if (hyphen + 1 >= tokens_.size() || hyphen == 0 || tokens_[hyphen].mark != '-' || tokens_[hyphen].space_before || tokens_[hyphen + 1].space_before)
      return false;
    const TokenFacts &before = facts_[hyphen - 1], &after = facts_[hyphen + 1];
    if (after.glued) return true;
    const auto stands_alone = [&](const TokenFacts& facts, uint32_t token) {
      return facts.place_name || facts.demonym || tokens_[token].shape == Shape::kUpper;
    };
    return (before.capital || tokens_[hyphen - 1].shape == Shape::kLower) && after.capital && (before.capital || ParticleBefore(hyphen + 1, 0) != hyphen + 1) &&
           !(stands_alone(before, hyphen - 1) && stands_alone(after, hyphen + 1));
  }
  bool Saint(uint32_t token) const { return tokens_[token].full_stop && tokens_[token].span.size() == 3; }

  std::vector<Piece> Decode(const DocumentEvidence* document) const {
    std::vector<Piece> pieces;
    std::vector<Column> best;
    for (const Chunk& chunk : chunks_) DecodeChunk(chunk, document, best, pieces);
    return pieces;
  }

  // All readings of a chunk's parts, by their first token. Both passes choose among them.
  void FindOptions(Chunk& chunk) {
    const TokenRange tokens = chunk.tokens;
    std::array<Neighbours, kLongestChunk + 1> after;
    uint32_t known_after = 0;  // how many of them are filled
    chunk.first_option = options_.size();
    const auto other = [&](TokenRange range, float score) {
      options_.push_back({range, false, 0, {}});
      options_.back().scores.of[static_cast<size_t>(Label::kOther)] = score;
    };
    for (uint32_t from = tokens.begin; from < tokens.end; ++from) {
      other({from, from + 1}, scorer_.Other(from));
      if (facts_[from].capital)
        for (const Match& match : facts_.MatchesAt(from)) {
          if (match.tokens.end > tokens.end) continue;
          const float score = scorer_.OtherPhrase(match);
          if (score > kImpossible) other(match.tokens, score * static_cast<float>(match.tokens.size()));
        }
      if (!facts_[from].capital && from > tokens.begin) continue;
      const Neighbours before = scorer_.Before(from, chunk.sentence);
      uint64_t phrase = 0;
      for (uint32_t to = from + 1; to <= std::min(tokens.end, from + kLongestName); ++to) {
        if (to == from + 1)
          phrase = tokens_[from].fold;
        else if (tokens_[to - 1].mark != '-')
          phrase = ExtendPhrase(phrase, tokens_[to - 1].fold);
        if (!CanBeName({from, to})) continue;
        for (; known_after <= to - tokens.begin; ++known_after) after[known_after] = scorer_.After(tokens.begin + known_after, chunk.sentence);
        options_.push_back({{from, to}, true, phrase, scorer_.Name({from, to}, chunk.sentence, before, after[to - tokens.begin])});
      }
    }
    chunk.last_option = options_.size();
  }

  // The best readings of a chunk up to some token, by the label of their last piece.
  struct Column {
    struct Piece {
      uint16_t option = 0;           // counted from the chunk's first
      Label before = Label::kOther;  // label of the piece in front of it
      Evidence main = Evidence::kOther;
      float margin = 0;
    };
    std::array<float, kLabels> scores{kImpossible, kImpossible, kImpossible, kImpossible};  // of the whole reading
    std::array<Piece, kLabels> pieces{};
  };

  // What it costs that a name touches another: rows for the label behind, columns for that in front. Two names rarely stand side by side
  // without a word or mark between them.
  static constexpr float kNamesTouch = -1.5F, kSameTypeTouch = -8.0F;
  static constexpr std::array<std::array<float, kLabels>, kLabels> kTouch = {{{kSameTypeTouch, kNamesTouch, kNamesTouch, 0},
                                                                              {kNamesTouch, kSameTypeTouch, kNamesTouch, 0},
                                                                              {kNamesTouch, kNamesTouch, kSameTypeTouch, 0},
                                                                              {0, 0, 0, 0}}};

  // Adds a piece behind every reading of what stands before it.
  static void Offer(const Column& from, size_t label, float score, const Column::Piece& piece, Column& to) {
    std::array<float, kLabels> scores{};
    for (size_t before = 0; before < kLabels; ++before) scores[before] = from.scores[before] + score + kTouch[label][before];
    size_t best = 0;
    for (size_t before = 1; before < kLabels; ++before) best = scores[before] > scores[best] ? before : best;
    if (scores[best] <= to.scores[label]) return;
    to.scores[label] = scores[best];
    to.pieces[label] = piece;
    to.pieces[label].before = static_cast<Label>(best);
  }

  // best[k][label]: the best reading of the chunk's first k tokens whose last piece has that label.
  void DecodeChunk(const Chunk& chunk, const DocumentEvidence* document, std::vector<Column>& best, std::vector<Piece>& pieces) const {
    const uint32_t n = chunk.tokens.size(), base = chunk.tokens.begin;
    best.assign(n + 1, Column{});
    constexpr auto kOther = static_cast<size_t>(Label::kOther);
    best[0].scores[kOther] = 0;
    const std::span<const Option> options = std::span(options_).subspan(chunk.first_option, chunk.last_option - chunk.first_option);
    for (size_t i = 0; i < options.size(); ++i) {
      const Option& option = options[i];
      const Column& from = best[option.tokens.begin - base];
      Column& to = best[option.tokens.end - base];
      const auto number = static_cast<uint16_t>(i);
      if (!option.name) {
        Offer(from, kOther, option.scores.of[kOther], {number, {}, Evidence::kOther, 0}, to);
        continue;
      }
      const Scores scores = document == nullptr ? option.scores : scorer_.InDocument(option.scores, option.tokens, option.phrase, *document);
      for (size_t label = 0; label < kOther; ++label) {
        const float score = scores.of[label];
        if (score <= kImpossible / 2) continue;
        float rival = kImpossible;
        for (size_t other = 0; other < kOther; ++other)
          if (other != label) rival = std::max(rival, scores.of[other]);
        Offer(from, label, score, {number, {}, scores.main[label], std::min(score - rival, score + 3)}, to);
      }
    }
    const size_t first = pieces.size();
    auto label = static_cast<size_t>(std::max_element(best[n].scores.begin(), best[n].scores.end()) - best[n].scores.begin());
    for (uint32_t at = n; at > 0;) {
      const Column::Piece& piece = best[at].pieces[label];
      const TokenRange tokens = options[piece.option].tokens;
      if (label != kOther) pieces.push_back({tokens, static_cast<Label>(label), piece.main, piece.margin});
      label = static_cast<size_t>(piece.before);
      at = tokens.begin - base;
    }
    std::reverse(pieces.begin() + static_cast<std::ptrdiff_t>(first), pieces.end());
  }

  // What the first reading shows of the document's names.
  DocumentEvidence Collect(const std::vector<Piece>& pieces) const {
    DocumentEvidence document;
    for (const Piece& piece : pieces) {
      const TokenRange span = piece.tokens;
      document.spans[PhraseHash(tokens_, span)][static_cast<size_t>(piece.label)] += std::max(0.0F, std::min(piece.margin, 4.0F));
      if (piece.label == Label::kPerson && span.size() > 1) {
        uint32_t last = span.end - 1;
        if ((facts_[last].kinds & Bit(EntryKind::kNameSuffix)) != 0 && last > span.begin + 1) --last;
        document.words[tokens_[last].fold] |= DocumentEvidence::kPerson;
        document.words[tokens_[span.begin].fold] |= DocumentEvidence::kPerson;
      }
      const TokenFacts& first = facts_[span.begin];
      if (piece.label == Label::kOrganization && span.size() > 1 && !first.place_name && !first.demonym && (first.kinds & Bit(EntryKind::kCommonWord)) == 0)
        document.words[tokens_[span.begin].fold] |= DocumentEvidence::kOrganization;
      if (piece.label == Label::kOrganization && span.end + 2 < tokens_.size() && tokens_[span.end].mark == '(' &&
          tokens_[span.end + 1].shape == Shape::kUpper && tokens_[span.end + 2].mark == ')')
        document.words[tokens_[span.end + 1].fold] |= DocumentEvidence::kAcronym;
    }
    return document;
  }

  Scorer scorer_;
  const Facts& facts_;
  std::span<const Token> tokens_;
  std::vector<Chunk> chunks_;
  std::vector<Option> options_;
};

}  // namespace

std::vector<Spot> ReadSpots(const Weights& weights, const Contexts& contexts, const Facts& facts, std::span<const Token> tokens,
                            std::span<const Sentence> sentences) {
  std::vector<Spot> spots;
  for (const Piece& piece : DocumentNames(weights, contexts, facts, tokens, sentences).Run())
    spots.push_back({piece.tokens, piece.label, piece.main, piece.margin});
  return spots;
}

}  // namespace factbox::names
