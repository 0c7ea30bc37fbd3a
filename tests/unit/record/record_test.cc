// Records of documents whose layers are put together here: each layer's fields in their order, references, offsets, notes and errors.
#include "record/record.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace factbox {
namespace {

constexpr LayerSet kAll = LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kNumbers, Layer::kDates, Layer::kNames, Layer::kOrganizations,
                                   Layer::kPlaces, Layer::kPeople, Layer::kDateline, Layer::kQuotes);

//                            0         1         2         3         4         5
//                            0123456789012345678901234567890123456789012345678901234
constexpr const char* kText = "QUITO (ANDES) - Env\u00f3y Ana Ruiz of the WMO met 12 men Friday.";

Article TestArticle() {
  Article article;
  article.id = "a1";
  article.text = kText;
  article.source_uri = "a.jsonl#1";
  article.source_bytes = 7;
  return article;
}

Span Of(const Document& document, std::string_view words) {
  const auto begin = static_cast<uint32_t>(document.text().find(words));
  return {begin, begin + static_cast<uint32_t>(words.size())};
}

// Gives the layers that `fill` fills.
void Give(Document& document, LayerSet layers, const std::function<void(Writer&)>& fill) {
  const StageInfo info{"filler", 1, 0, layers};
  Writer writer(document, info);
  fill(writer);
  writer.Seal();
}

void FillAll(const Document& document, Writer& writer) {
  writer.places().push_back({"Quito",
                             PlaceKind::kCity,
                             {'E', 'C'},
                             "18",
                             true,
                             -0.22985,
                             -78.52495,
                             3652462,
                             {{Of(document, "QUITO"), MentionKind::kName}},
                             0.97f,
                             {"prior", "place:Quito"}});
  writer.organizations().push_back(
      {"World Meteorological Organization", "WMO", OrganizationKind::kIgo, {0, 0}, {{Of(document, "WMO"), MentionKind::kShort}}, 0.999f, {"listed", ""}});
  Person person{"Ana Ruiz", "Ana", "Ruiz", {}, {{Of(document, "Ana Ruiz"), MentionKind::kName}}, 0.5f, {"title-before", ""}};
  person.roles.push_back({Of(document, "Envóy"), false, {Id<Organization>{0}, {}}, false, {"title", ""}});
  person.roles.push_back({Of(document, "Envóy"), false, {{}, Id<Place>{0}}, true, {"title", ""}});
  writer.people().push_back(person);
  writer.numbers().push_back({Of(document, "12"), {}, NumberKind::kCount, "12", "", "", "about", "", Of(document, "men"), {"digits", ""}});
  writer.dates().push_back({Of(document, "Friday"), {}, DateKind::kDate, "2024-03-15", "day", DateAnchor::kPublished, {"weekday", ""}});
  writer.quotes().push_back({Of(document, "12"), QuoteKind::kMixed, {Of(document, "Ana Ruiz"), Id<Person>{0}, {}, {}}, Of(document, "men"), {"clause", "say"}});
  writer.quotes().push_back({Of(document, "Friday"), QuoteKind::kDirect, {}, {}, {"unattributed", ""}});
  writer.dateline() = {true, Of(document, "QUITO (ANDES) -"), Id<Place>{0}, Id<DateExpression>{0}, Of(document, "ANDES")};
}

std::string Record(RecordOptions options, LayerSet layers = kAll) {
  Document document(TestArticle());
  Give(document, layers, [&](Writer& writer) { FillAll(document, writer); });
  const StageInfo stage{"filler", 1, 0, layers};
  const RecordWriter writer({&stage, 1}, {"9.9.9", "0123456789abcdef"}, options);
  std::string out;
  EXPECT_FALSE(writer.Write(document, {}, out));
  return out;
}

std::string Between(const std::string& text, std::string_view from, std::string_view to) {
  const size_t begin = text.find(from);
  const size_t end = text.find(to, begin);
  return begin == std::string::npos || end == std::string::npos ? "" : text.substr(begin, end - begin);
}

TEST(RecordTest, EveryLayerInTheDocumentedOrder) {
  const std::string record = Record({});
  EXPECT_EQ(Between(record, "\"dateline\"", ",\"sections\""), R"("dateline":{"place":"l1","date":"d1","agency":"ANDES","start":0,"end":15})");
  EXPECT_EQ(
      Between(record, "\"people\"", ",\"organizations\""),
      R"("people":[{"id":"p1","name":"Ana Ruiz","given":"Ana","family":"Ruiz","roles":[{"title":"Envóy","of":"o1","former":false,"start":16,"end":21},)"
      R"({"title":"Envóy","of":"l1","former":true,"start":16,"end":21}],"mentions":[{"start":22,"end":30,"text":"Ana Ruiz","kind":"name"}],"confidence":0.50}])");
  EXPECT_EQ(
      Between(record, "\"organizations\"", ",\"places\""),
      R"("organizations":[{"id":"o1","name":"World Meteorological Organization","acronym":"WMO","kind":"igo","mentions":[{"start":38,"end":41,"text":"WMO","kind":"short"}],"confidence":1.00}])");
  EXPECT_EQ(
      Between(record, "\"places\"", ",\"numbers\""),
      R"("places":[{"id":"l1","name":"Quito","kind":"city","country":"EC","admin1":"18","lat":-0.22985,"lon":-78.52495,"geonames":3652462,"mentions":[{"start":0,"end":5,"text":"QUITO","kind":"name"}],"confidence":0.97}])");
  EXPECT_EQ(Between(record, "\"numbers\"", ",\"dates\""),
            R"("numbers":[{"id":"n1","kind":"count","value":"12","approx":"about","of":"men","start":46,"end":48,"text":"12"}])");
  EXPECT_EQ(Between(record, "\"dates\"", ",\"quotes\""),
            R"("dates":[{"id":"d1","kind":"date","value":"2024-03-15","precision":"day","anchor":"published","start":53,"end":59,"text":"Friday"}])");
  EXPECT_EQ(
      Between(record, "\"quotes\"", ",\"events\""),
      R"("quotes":[{"id":"q1","kind":"mixed","start":46,"end":48,"text":"12","speaker":"p1","speaker_text":"Ana Ruiz","speaker_start":22,"speaker_end":30,"cue":"men","cue_start":49,"cue_end":52},)"
      R"({"id":"q2","kind":"direct","start":53,"end":59,"text":"Friday"}])");
  EXPECT_NE(record.find(R"("events":[],"producer":{"name":"factbox","version":"9.9.9","data":"0123456789abcdef"}})"), std::string::npos);
}

TEST(RecordTest, OffsetsInBytes) {
  const std::string record = Record({OffsetUnit::kByte, false});
  EXPECT_NE(record.find(R"("start":47,"end":49,"text":"12")"), std::string::npos);
  EXPECT_NE(record.find(R"("offsets":"byte")"), std::string::npos);
}

TEST(RecordTest, WhyNamesTheStageThatGaveTheLayer) {
  const std::string record = Record({OffsetUnit::kCodePoint, true});
  EXPECT_NE(record.find(R"("confidence":0.97,"why":"filler:prior place:Quito")"), std::string::npos);
  EXPECT_NE(record.find(R"("former":true,"start":16,"end":21,"why":"filler:title")"), std::string::npos);
  EXPECT_NE(record.find(R"("text":"12","why":"filler:digits")"), std::string::npos);
}

TEST(RecordTest, LayersThatNobodyGivesAreEmpty) {
  Document document(TestArticle());
  const RecordWriter writer({}, {"1", "0"}, {});
  std::string out;
  writer.Write(document, {}, out);
  EXPECT_NE(out.find(R"("people":[],"organizations":[],"places":[],"numbers":[],"dates":[],"quotes":[],"events":[])"), std::string::npos);
  EXPECT_EQ(out.find("dateline"), std::string::npos);
}

TEST(RecordTest, ALimitMakesTheRecordPartial) {
  Document document(TestArticle());
  const StageInfo info{"cutter", 1, 0, 0};
  Writer(document, info).AddNote({"limit_sentences", "only the first 100 sentences were looked at"});
  const RecordWriter writer({}, {"1", "0"}, {});
  std::string out;
  const Note reading{"duplicate_key", "x"};
  EXPECT_TRUE(writer.Write(document, {&reading, 1}, out));
  EXPECT_NE(out.find(R"("status":"partial","notes":[{"code":"duplicate_key","text":"x"},{"code":"limit_sentences",)"), std::string::npos);
}

TEST(RecordTest, ErrorsKeepWhatIsKnownButTheText) {
  Article article = TestArticle();
  article.title = "T";
  const RecordWriter writer({}, {"1", "0"}, {});
  std::string out;
  writer.WriteError(article, {}, {"internal", "a \"stage\" failed"}, out);
  EXPECT_NE(out.find(R"("status":"error","error":{"code":"internal","message":"a \"stage\" failed"},"notes":[],"source":{"uri":"a.jsonl#1","bytes":7})"),
            std::string::npos);
  EXPECT_NE(out.find(R"("article":{"title":"T","authors":[],"keywords":[],"sections":[]},"people":[])"), std::string::npos);
  EXPECT_EQ(out.find("Ruiz"), std::string::npos);
}

TEST(RecordTest, RecordsAndSchemaAreValidJson) {
  simdjson::dom::parser parser;
  EXPECT_EQ(parser.parse(Record({OffsetUnit::kUtf16, true})).error(), simdjson::SUCCESS);
  EXPECT_EQ(parser.parse(std::string(RecordSchema())).error(), simdjson::SUCCESS);
}

}  // namespace
}  // namespace factbox
