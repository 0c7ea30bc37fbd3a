// “We warned them in May,” said Ana Ruiz, the mayor of Rosario. She told reporters the dam was “a disaster waiting to happen”.
//   → direct: We warned them in May (Ana Ruiz, said); mixed: the dam was “a disaster waiting to happen” (She = Ana Ruiz, told reporters)
//
// Not taken for quotes: nicknames (Luis “Lucho” Vera), titles of works, ironic and technical terms; thoughts and orders without "that" ("urged
// them to leave").
//
// How: the text is read as an outline in which names, dates, reporting verbs and quoted stretches are single atoms (outline.h); every verb finds its
// subject (phrases.h), every stretch its verb (attribution.h), every verb what it reports (content.h), every speaker whom the words mean (speakers.h).
#include "extractors/quotes/quotes.h"

#include <algorithm>
#include <utility>

#include "extractors/quotes/attribution.h"
#include "extractors/quotes/content.h"
#include "extractors/quotes/outline.h"
#include "extractors/quotes/phrases.h"
#include "extractors/quotes/speakers.h"
#include "extractors/quotes/words.h"

namespace factbox {
namespace quotes {
namespace {

class DocumentQuotes {
 public:
  DocumentQuotes(const Data& data, const WordLists& words, const Document& document, const Reader& reader)
      : tokens_(reader.tokens()),
        outline_(MakeOutline(data, words, document, reader)),
        phrases_(outline_, tokens_),
        attributions_(Attribute(outline_, phrases_, tokens_)),
        speakers_(data, words, document, reader, outline_, phrases_),
        covered_(outline_.quoted.size(), false) {}

  void Write(std::vector<Quote>& out) {
    for (uint32_t i = 0; i < attributions_.uses.size(); ++i) AddReported(i, out);
    for (uint32_t i = 0; i < outline_.quoted.size(); ++i)
      if (!covered_[i] && !attributions_.of_quoted[i].rule.empty()) AddDirect(i, out);
    std::stable_sort(out.begin(), out.end(),
                     [](const Quote& a, const Quote& b) { return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end; });
  }

 private:
  Span SpanOf(TokenRange range) const { return {tokens_[range.begin].span.begin, tokens_[range.end - 1].span.end}; }

  // What a verb reports in the article's words, with the quoted words among them.
  void AddReported(uint32_t index, std::vector<Quote>& out) {
    const Use& use = attributions_.uses[index];
    const Content content = FindContent(outline_, phrases_, tokens_, attributions_, index);
    if (content.begin >= content.end) return;
    bool quoted = false, other = false;
    for (uint32_t i = content.begin; i < content.end; ++i) {
      const Atom& atom = outline_.atoms[i];
      if (atom.quoted == kNone)
        other = other || atom.mark == 0;
      else
        quoted = quoted || IsBy(atom.quoted, use);
    }
    if (!other) return;
    for (uint32_t i = content.begin; i < content.end && quoted; ++i)
      if (const uint32_t q = outline_.atoms[i].quoted; q != kNone && IsBy(q, use)) covered_[q] = true;
    Quote quote;
    quote.kind = quoted ? QuoteKind::kMixed : QuoteKind::kIndirect;
    quote.span = SpanOf({outline_.atoms[content.begin].tokens.begin, outline_.atoms[content.end - 1].tokens.end});
    quote.why.rule = content.rule;
    SetSpeaker(use.subject, use.sentence, index, quote);
    out.push_back(quote);
  }

  // Do the quoted words belong to the verb?
  bool IsBy(uint32_t quoted, const Use& use) const {
    const Attribution& attribution = attributions_.of_quoted[quoted];
    return !attribution.rule.empty() && attribution.use != kNone && &attributions_.uses[attribution.use] == &use;
  }

  void AddDirect(uint32_t index, std::vector<Quote>& out) {
    const Attribution& attribution = attributions_.of_quoted[index];
    TokenRange content = outline_.quoted[index].content;
    if (content.size() > 1 && tokens_[content.end - 1].mark == ',') --content.end;
    Quote quote;
    quote.span = SpanOf(content);
    quote.why.rule = attribution.rule;
    SetSpeaker(attribution.speaker, attribution.sentence, attribution.use, quote);
    out.push_back(quote);
  }

  void SetSpeaker(Phrase speaker, uint32_t sentence, uint32_t use, Quote& quote) const {
    quote.speaker = speakers_.Of(speaker, sentence);
    if (use == kNone) return;
    const Cue& cue = outline_.cues[attributions_.uses[use].cue];
    quote.cue = SpanOf(outline_.atoms[cue.atom].tokens);
    quote.why.entry = cue.lemma;
  }

  std::span<const Token> tokens_;
  const Outline outline_;
  const Phrases phrases_;
  const Attributions attributions_;
  const Speakers speakers_;
  std::vector<bool> covered_;  // by Outline::quoted: part of a mixed quote
};

class QuotesStage : public Stage {
 public:
  QuotesStage(const Data& data, WordLists words) : data_(data), words_(std::move(words)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{
        "quotes", 1,
        LayersOf(Layer::kTokens, Layer::kMatches, Layer::kDates, Layer::kNames, Layer::kPlaces, Layer::kOrganizations, Layer::kPeople, Layer::kDateline),
        LayersOf(Layer::kQuotes)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    DocumentQuotes(data_, words_, document, reader).Write(writer.quotes());
  }

 private:
  const Data& data_;
  WordLists words_;
};

}  // namespace
}  // namespace quotes

Result<std::unique_ptr<Stage>> MakeQuotesStage(const Data& data) {
  Result<quotes::WordLists> words = quotes::WordLists::Load(data);
  if (!words) return words.error();
  return std::unique_ptr<Stage>(std::make_unique<quotes::QuotesStage>(data, std::move(*words)));
}

}  // namespace factbox
