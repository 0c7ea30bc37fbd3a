#include "document/stage.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

namespace factbox {
namespace {

Document TextOf(const std::string& text) {
  Article article;
  article.text = text;
  return Document(article);
}

// The message of the std::logic_error that `action` throws; empty if it throws none.
template <class Action>
std::string Thrown(const Action& action) {
  try {
    action();
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return {};
}

Token TokenAt(Span span) {
  Token token;
  token.span = span;
  return token;
}

TEST(StageTest, AGivenLayerCanBeReadByThoseThatDeclareIt) {
  Document document = TextOf("a b");
  const StageInfo gives{"cutter", 1, 0, LayersOf(Layer::kTokens)};
  Writer writer(document, gives);
  writer.tokens().push_back(TokenAt({0, 1}));
  writer.tokens().push_back(TokenAt({2, 3}));  // asking again before Seal is the same layer
  writer.Seal();
  const StageInfo needs{"reader", 1, LayersOf(Layer::kTokens), 0};
  EXPECT_EQ(Reader(document, needs).tokens().size(), 2u);
}

TEST(StageTest, ReadingAnUndeclaredLayerThrows) {
  const Document document = TextOf("a");
  const StageInfo info{"reader", 1, LayersOf(Layer::kTokens), 0};
  const Reader reader(document, info);
  EXPECT_NE(Thrown([&] { (void)reader.sections(); }).find("sections"), std::string::npos);
  EXPECT_NE(Thrown([&] { (void)reader.people(); }).find("people"), std::string::npos);
}

TEST(StageTest, ReadingALayerBeforeItIsGivenThrows) {
  const Document document = TextOf("a");
  const StageInfo info{"reader", 1, LayersOf(Layer::kTokens), 0};
  EXPECT_NE(Thrown([&] { (void)Reader(document, info).tokens(); }).find("before it is given"), std::string::npos);
}

TEST(StageTest, GivingAnUndeclaredLayerThrows) {
  Document document = TextOf("a");
  const StageInfo info{"dates", 1, 0, LayersOf(Layer::kDates)};
  Writer writer(document, info);
  const std::string message = Thrown([&] { writer.numbers(); });
  EXPECT_NE(message.find("dates"), std::string::npos) << message;
  EXPECT_NE(message.find("numbers"), std::string::npos) << message;
}

TEST(StageTest, GivingALayerTwiceThrows) {
  Document document = TextOf("a");
  const StageInfo info{"dates", 1, 0, LayersOf(Layer::kDates)};
  Writer first(document, info);
  first.Seal();
  Writer second(document, info);
  EXPECT_NE(Thrown([&] { second.dates(); }).find("second time"), std::string::npos);
  const StageInfo sections{"sections", 1, 0, LayersOf(Layer::kSections)};  // the document itself gives those
  Writer third(document, sections);
  EXPECT_NE(Thrown([&] { third.sections(); }).find("second time"), std::string::npos);
}

TEST(StageTest, SealRefusesBadSpans) {
  const std::string text = "é b c";  // é is two bytes
  const struct {
    std::vector<Span> spans;
    const char* part;
  } kBad[] = {{{{3, 3}}, "empty"},      {{{4, 3}}, "empty"},         {{{0, 7}}, "beyond"},        {{{0, 1}}, "boundaries"},
              {{{1, 3}}, "boundaries"}, {{{3, 4}, {0, 2}}, "order"}, {{{0, 4}, {3, 4}}, "order"}, {{{0, 2}, {0, 2}}, "order"}};
  for (const auto& bad : kBad) {
    Document document = TextOf(text);
    const StageInfo info{"cutter", 1, 0, LayersOf(Layer::kTokens)};
    Writer writer(document, info);
    for (const Span span : bad.spans) writer.tokens().push_back(TokenAt(span));
    const std::string message = Thrown([&] { writer.Seal(); });
    EXPECT_NE(message.find(bad.part), std::string::npos) << message;
    EXPECT_NE(message.find("cutter: layer tokens"), std::string::npos) << message;
  }
}

TEST(StageTest, SealChecksEveryLayerThatHasSpans) {
  const auto seal = [](Layer layer, const auto& fill) {
    Document document = TextOf("abc");
    const StageInfo info{"stage", 1, 0, Bit(layer)};
    Writer writer(document, info);
    fill(writer);
    return Thrown([&] { writer.Seal(); });
  };
  const Span bad{2, 9};
  EXPECT_NE(seal(Layer::kSentences, [&](Writer& w) { w.sentences().push_back({bad, {0, 1}, SentenceKind::kProse}); }), "");
  EXPECT_NE(seal(Layer::kNumbers, [&](Writer& w) { w.numbers().emplace_back().span = bad; }), "");
  EXPECT_NE(seal(Layer::kDates, [&](Writer& w) { w.dates().emplace_back().span = bad; }), "");
  EXPECT_NE(seal(Layer::kNames, [&](Writer& w) { w.names().emplace_back().span = bad; }), "");
  EXPECT_NE(seal(Layer::kOrganizations, [&](Writer& w) { w.organizations().emplace_back().mentions.push_back({bad, MentionKind::kName}); }), "");
  EXPECT_NE(seal(Layer::kPlaces, [&](Writer& w) { w.places().emplace_back(); }).find("no mention"), std::string::npos);
  EXPECT_NE(seal(Layer::kPeople, [&](Writer& w) { w.people().emplace_back().mentions = {{{1, 2}, MentionKind::kName}, {{0, 1}, MentionKind::kShort}}; }), "");
  EXPECT_NE(seal(Layer::kDateline,
                 [&](Writer& w) {
                   w.dateline().present = true;
                   w.dateline().span = bad;
                 }),
            "");
  EXPECT_NE(seal(Layer::kQuotes, [&](Writer& w) { w.quotes().emplace_back().span = bad; }), "");
  EXPECT_NE(seal(Layer::kQuotes,
                 [&](Writer& w) {
                   w.quotes().emplace_back().span = {0, 1};
                   w.quotes().back().speaker.span = bad;
                 }),
            "");
  EXPECT_EQ(seal(Layer::kQuotes, [](Writer& w) { w.quotes().emplace_back().span = {0, 1}; }), "") << "neither speaker nor cue";
  EXPECT_EQ(seal(Layer::kDateline, [](Writer& w) { w.dateline().span = {7, 3}; }), "") << "there is none";
  EXPECT_EQ(seal(Layer::kPeople, [](Writer& w) { w.people().emplace_back().mentions = {{{0, 1}, MentionKind::kName}, {{1, 2}, MentionKind::kShort}}; }), "");
}

TEST(StageTest, NotesAreKept) {
  Document document = TextOf("a");
  const StageInfo info{"stage", 1, 0, 0};
  Writer(document, info).AddNote({"cut", "too long"});
  ASSERT_EQ(document.notes().size(), 1u);
  EXPECT_EQ(document.notes()[0].code, "cut");
}

TEST(StageTest, EveryLayerAndKindHasAName) {
  std::set<std::string_view> names;
  for (unsigned i = 0; i < static_cast<unsigned>(Layer::kCount); ++i) EXPECT_TRUE(names.insert(ToString(static_cast<Layer>(i))).second);
  EXPECT_EQ(ToString(Layer::kDateline), "dateline");
  EXPECT_EQ(ToString(NumberKind::kPlain), "plain");
  EXPECT_EQ(ToString(DateKind::kSet), "set");
  EXPECT_EQ(ToString(MentionKind::kDemonym), "demonym");
}

}  // namespace
}  // namespace factbox
