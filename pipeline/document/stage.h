// What a stage is, and the doors through which it reads and writes layers.
//
// A stage declares the layers it needs and gives. Reader and Writer hold it to that in every build: reading a layer that was not declared, or
// giving one twice, throws std::logic_error (the runner makes it a record with `status: error`).
#pragma once

#include <span>
#include <string_view>

#include "document/document.h"
#include "text/segmenter.h"

namespace factbox {

struct StageInfo {
  std::string_view name;  // as in `why`: "numbers"
  int version = 1;        // raise when its output changes
  LayerSet needs = 0;
  LayerSet gives = 0;
};

// Read access to the sealed layers a stage declared.
class Reader {
 public:
  Reader(const Document& document, const StageInfo& info) : document_(document), needs_(info.needs) {}

  std::span<const Section> sections() const { return Read(Layer::kSections).sections; }
  std::span<const Token> tokens() const { return Read(Layer::kTokens).tokens; }
  std::span<const Sentence> sentences() const { return Read(Layer::kSentences).sentences; }
  std::span<const Match> matches() const { return Read(Layer::kMatches).matches; }
  std::span<const Number> numbers() const { return Read(Layer::kNumbers).numbers; }
  std::span<const DateExpression> dates() const { return Read(Layer::kDates).dates; }
  std::span<const Name> names() const { return Read(Layer::kNames).names; }
  std::span<const Organization> organizations() const { return Read(Layer::kOrganizations).organizations; }
  std::span<const Place> places() const { return Read(Layer::kPlaces).places; }
  std::span<const Person> people() const { return Read(Layer::kPeople).people; }
  const Dateline& dateline() const { return Read(Layer::kDateline).dateline; }
  std::span<const Quote> quotes() const { return Read(Layer::kQuotes).quotes; }
  std::span<const Word> words() const { return Read(Layer::kWords).words; }
  std::span<const Group> groups() const { return Read(Layer::kGroups).groups; }
  std::span<const Event> events() const { return Read(Layer::kEvents).events; }

 private:
  const Layers& Read(Layer layer) const;
  const Document& document_;
  LayerSet needs_;
};

// Write access to the layers a stage gives; Seal() checks and closes them when it returns.
class Writer {
 public:
  Writer(Document& document, const StageInfo& info) : document_(document), info_(info) {}

  std::vector<Section>& sections() { return Give(Layer::kSections).sections; }
  std::vector<Token>& tokens() { return Give(Layer::kTokens).tokens; }
  std::vector<Sentence>& sentences() { return Give(Layer::kSentences).sentences; }
  std::vector<Match>& matches() { return Give(Layer::kMatches).matches; }
  std::vector<Number>& numbers() { return Give(Layer::kNumbers).numbers; }
  std::vector<DateExpression>& dates() { return Give(Layer::kDates).dates; }
  std::vector<Name>& names() { return Give(Layer::kNames).names; }
  std::vector<Organization>& organizations() { return Give(Layer::kOrganizations).organizations; }
  std::vector<Place>& places() { return Give(Layer::kPlaces).places; }
  std::vector<Person>& people() { return Give(Layer::kPeople).people; }
  Dateline& dateline() { return Give(Layer::kDateline).dateline; }
  std::vector<Quote>& quotes() { return Give(Layer::kQuotes).quotes; }
  std::vector<Word>& words() { return Give(Layer::kWords).words; }
  std::vector<Group>& groups() { return Give(Layer::kGroups).groups; }
  std::vector<Event>& events() { return Give(Layer::kEvents).events; }

  // Something that the record's reader should know: what was repaired, cut or doubted.
  void AddNote(Note note) { document_.notes_.push_back(std::move(note)); }

  // Throws std::logic_error naming stage and layer if a span is empty, out of order, off a code point boundary or beyond the text.
  void Seal();

 private:
  Layers& Give(Layer layer);
  Document& document_;
  const StageInfo& info_;
};

// What changes during a run: one per thread, passed to every stage, never shared.
struct Worker {
  explicit Worker(const Abbreviations& abbreviations) : segmenter(abbreviations) {}
  Segmenter segmenter;
};

// const = thread-safe: all that a stage knows is loaded before the first document.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual const StageInfo& info() const = 0;
  virtual void Run(const Document& document, const Reader& reader, Writer& writer, Worker& worker) const = 0;
};

}  // namespace factbox
