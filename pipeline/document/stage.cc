#include "document/stage.h"

#include <stdexcept>
#include <string>

#include "base/utf8.h"

namespace factbox {
namespace {

constexpr std::string_view kLayerNames[] = {"sections", "tokens", "sentences", "matches", "numbers", "dates",  "names", "organizations",
                                            "places",   "people", "dateline",  "quotes",  "words",   "groups", "events"};
static_assert(std::size(kLayerNames) == static_cast<size_t>(Layer::kCount));

// Checks spans of one layer: not empty, within the text, on code point boundaries, in order.
class SpanCheck {
 public:
  SpanCheck(const std::string& text, std::string_view stage, Layer layer) : text_(text), stage_(stage), layer_(layer) {}

  void One(Span span) const {
    if (span.begin >= span.end || span.end > text_.size()) Fail(span, "is empty or beyond the text");
    if (!IsBoundary(text_, span.begin) || !IsBoundary(text_, span.end)) Fail(span, "is not on code point boundaries");
  }
  void InOrder(Span span) {
    One(span);
    if (span.begin < last_) Fail(span, "is out of order");
    last_ = span.begin;
  }
  void Disjoint(Span span) {
    InOrder(span);
    last_ = span.end;
  }
  void Mentions(const std::vector<Mention>& mentions) {
    if (mentions.empty()) Fail({}, "has no mention");
    InOrder(mentions.front().span);
    SpanCheck inner(text_, stage_, layer_);
    for (const Mention& mention : mentions) inner.Disjoint(mention.span);
  }

 private:
  [[noreturn]] void Fail(Span span, const char* what) const {
    throw std::logic_error(std::string(stage_) + ": layer " + std::string(ToString(layer_)) + ": [" + std::to_string(span.begin) + ", " +
                           std::to_string(span.end) + ") " + what);
  }
  const std::string& text_;
  std::string_view stage_;
  Layer layer_;
  uint32_t last_ = 0;
};

}  // namespace

std::string_view ToString(Layer layer) { return kLayerNames[static_cast<size_t>(layer)]; }

std::string_view ToString(NumberKind kind) {
  constexpr std::string_view kNames[] = {"count", "money", "percent", "measure", "ordinal", "age", "ratio", "score", "plain"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ToString(DateKind kind) {
  constexpr std::string_view kNames[] = {"date", "time", "duration", "set"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ToString(MentionKind kind) {
  constexpr std::string_view kNames[] = {"name", "short", "title", "pronoun", "nominal", "demonym"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ToString(QuoteKind kind) {
  constexpr std::string_view kNames[] = {"direct", "indirect", "mixed"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ToString(WordClass word_class) {
  constexpr std::string_view kNames[] = {"other",        "noun",     "name", "number", "determiner", "possessive", "adjective",   "pronoun",
                                         "verb",         "be",       "have", "do",     "modal",      "to",         "preposition", "conjunction",
                                         "subordinator", "relative", "that", "adverb", "not",        "punctuation"};
  return kNames[static_cast<size_t>(word_class)];
}

std::string_view ToString(GroupKind kind) {
  constexpr std::string_view kNames[] = {"noun", "verb", "preposition", "conjunction", "subordinator", "relative", "that", "comma", "break", "adverb"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view ToString(EventStatus status) {
  constexpr std::string_view kNames[] = {"occurred", "ongoing", "planned", "threatened", "attempted", "demanded", "denied", "hypothetical"};
  return kNames[static_cast<size_t>(status)];
}

std::string_view ToString(ArgumentRole role) {
  constexpr std::string_view kNames[] = {"actor", "recipient", "victim", "target", "instrument", "place", "date", "count", "about"};
  return kNames[static_cast<size_t>(role)];
}

const Layers& Reader::Read(Layer layer) const {
  if ((needs_ & Bit(layer)) == 0) throw std::logic_error("a stage reads layer " + std::string(ToString(layer)) + ", which it does not declare");
  if ((document_.sealed_ & Bit(layer)) == 0) throw std::logic_error("layer " + std::string(ToString(layer)) + " is read before it is given");
  return document_.layers_;
}

Layers& Writer::Give(Layer layer) {
  if ((info_.gives & Bit(layer)) == 0)
    throw std::logic_error(std::string(info_.name) + " gives layer " + std::string(ToString(layer)) + ", which it does not declare");
  if ((document_.sealed_ & Bit(layer)) != 0)
    throw std::logic_error(std::string(info_.name) + " gives layer " + std::string(ToString(layer)) + " a second time");
  return document_.layers_;
}

void Writer::Seal() {
  const Layers& layers = document_.layers_;
  for (unsigned i = 0; i < static_cast<unsigned>(Layer::kCount); ++i) {
    const auto layer = static_cast<Layer>(i);
    if ((info_.gives & Bit(layer)) == 0) continue;
    SpanCheck check(document_.text_, info_.name, layer);
    switch (layer) {
      case Layer::kSections:
        for (const Section& x : layers.sections) check.Disjoint(x.span);
        break;
      case Layer::kTokens:
        for (const Token& x : layers.tokens) check.Disjoint(x.span);
        break;
      case Layer::kSentences:
        for (const Sentence& x : layers.sentences) check.Disjoint(x.span);
        break;
      case Layer::kNumbers:
        for (const Number& x : layers.numbers) check.Disjoint(x.span);
        break;
      case Layer::kDates:
        for (const DateExpression& x : layers.dates) check.Disjoint(x.span);
        break;
      case Layer::kNames:
        for (const Name& x : layers.names) check.Disjoint(x.span);
        break;
      case Layer::kOrganizations:
        for (const Organization& x : layers.organizations) check.Mentions(x.mentions);
        break;
      case Layer::kPlaces:
        for (const Place& x : layers.places) check.Mentions(x.mentions);
        break;
      case Layer::kPeople:
        for (const Person& x : layers.people) check.Mentions(x.mentions);
        break;
      case Layer::kDateline:
        if (layers.dateline.present) check.One(layers.dateline.span);
        break;
      case Layer::kQuotes:
        for (const Quote& x : layers.quotes) {
          check.InOrder(x.span);
          if (!x.speaker.span.empty()) check.One(x.speaker.span);
          if (!x.cue.empty()) check.One(x.cue);
        }
        break;
      case Layer::kGroups:
        for (const Group& x : layers.groups) check.Disjoint(x.span);
        break;
      case Layer::kEvents:
        for (const Event& x : layers.events) {
          check.One(x.trigger);
          for (const Argument& argument : x.arguments) check.One(argument.span);
          for (const Span evidence : x.evidence) check.One(evidence);
        }
        break;
      case Layer::kMatches:
      case Layer::kWords:
      case Layer::kCount: break;  // tokens and entries, no spans
    }
    document_.sealed_ |= Bit(layer);
  }
}

}  // namespace factbox
