// The formats that annotators and corpora use, to gold and back.
//
//   conll         a token and its tag a line (first and last column; BIO, IOB1, BILOU, BIOES), -DOCSTART- (id) begins a document
//   brat          a folder of .txt with .ann, or one such pair: T, E, R, A, N, # and * lines
//   geowebnews    brat with the labels of toponyms that GeoWebNews has, or its XML
//   lgl           the XML of the Local-Global Lexicon: article, text, toponyms with gaztag
//   timeml        a .tml file or a folder of them: TIMEX3 in the text, DCT
//   doccano       JSON lines with "label" (or "entities")
//   label-studio  a JSON array (or lines) of tasks with annotations or predictions
//   spacy         JSON lines: {"text", "entities" | "ents" | "spans"}, or [text, {"entities"}]
//   gold          partial records, or records
//
// All become annotated documents. None of these formats says what its annotators marked everywhere, so a layer counts as annotated if any
// document of the input has it. Where a format has no entities, mentions with equal texts are one. Labels are known by the names that
// corpora give them: PER, PERSON, ORG, ORGANIZATION, LOC, GPE, LOCATION, FAC …; marks with other labels are counted and left out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "evaluate/facts.h"

namespace factbox::evaluate {

enum class GoldFormat : uint8_t { kAuto, kGold, kConll, kBrat, kGeoWebNews, kLgl, kTimeMl, kDoccano, kLabelStudio, kSpacy };

// A stretch with a label. Absent is empty.
struct Mark {
  Stretch at;
  Layer layer = kPeople;
  std::string text;
  std::string kind;    // of mentions name, demonym …; of numbers, dates and quotes their kind; of events the type
  std::string entity;  // marks of one entity have the same; empty: by equal texts
  std::string value;   // of dates and numbers; of quotes the speaker's words; of events the status
  std::string unit, country;
  std::optional<int64_t> geonames;
  std::optional<std::pair<double, double>> point;
};

struct AnnotatedDocument {
  std::string id, text, title, published, url;
  std::vector<Mark> marks;  // by start
};

struct AnnotatedSet {
  std::vector<AnnotatedDocument> documents;
  std::map<std::string, uint64_t> unknown_labels;
};

// By the name (.xml, .tml, .ann, .txt, a folder) and the first bytes; kGold where it looks like records.
GoldFormat FormatOf(const std::string& path);

// Errors: file_not_found, file_unreadable, invalid_gold (file, line where there is one, and reason).
Result<AnnotatedSet> ReadAnnotated(const std::string& path, GoldFormat format);

// The documents as lines of gold, ready to be scored, and as articles for `factbox extract`.
std::vector<std::string> GoldLines(const AnnotatedSet& set);
std::vector<std::string> ArticleLines(const AnnotatedSet& set);

// One CoNLL document of names: Unicode's words, a line of text as a sentence, the longest of nested names.
std::string ConllDocument(const AnnotatedDocument& document);
// The .ann beside the text.
std::string BratAnnotations(const AnnotatedDocument& document);
// One Label Studio task with predictions: names, numbers, dates, quotes and events as labels.
std::string LabelStudioTask(const AnnotatedDocument& document);

// ---- the parts, for formats_*.cc

// What a label means; nothing if it is none of a record's.
struct LabelMeaning {
  Layer layer = kPeople;
  std::string kind;
};
std::optional<LabelMeaning> MeaningOf(std::string_view label);
// The label of a mark for other programs: PER, ORG, LOC, DATE, NUMBER, QUOTE, EVENT.
const char* LabelOf(Layer layer);

Status ReadConll(const std::string& path, const std::string& bytes, AnnotatedSet& set);
Status ReadBratPair(const std::string& path, const std::string& text, const std::string& annotations, AnnotatedDocument& document, AnnotatedSet& set);
Status ReadToponymXml(const std::string& path, const std::string& bytes, AnnotatedSet& set);
Status ReadTimeMl(const std::string& path, const std::string& bytes, AnnotatedSet& set);
Status ReadJsonFormat(const std::string& path, const std::string& bytes, GoldFormat format, AnnotatedSet& set);

}  // namespace factbox::evaluate
