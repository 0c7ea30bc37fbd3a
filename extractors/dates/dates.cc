// "Police said Friday that two men were held at 5 a.m. on Sept. 3, 2020, after a three-week search; the trial begins next month."
//   Friday → 2020-09-25 · 5 a.m. on Sept. 3, 2020 → 2020-09-03T05:00 · three-week → P3W · next month → 2020-10
//
// Expressions of time (TIMEX3) are found by rules over tokens (rules.tsv), joined where two stand together (joins.tsv), and resolved against the
// day of publication or the text (resolve.h). Most tokens fail one look-up and cost nothing more.
// Not taken: ages, scores, counts that look like years ("2000 soldiers"), names (Theresa May, Black Friday), the halves of a match, and
// events that stand for a time ("after the war").
#include "extractors/dates/dates.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extractors/dates/lexicon.h"
#include "extractors/dates/matcher.h"
#include "extractors/dates/resolve.h"
#include "extractors/dates/rules.h"
#include "extractors/dates/setting.h"
#include "text/fold.h"
#include "text/numeral.h"

namespace factbox {
namespace {

using namespace dates;

class DatesStage : public Stage {
 public:
  // Collects mistakes of the tables.
  DatesStage(const Data& data, Numerals numerals, Mistakes& mistakes) : data_(data), numerals_(std::move(numerals)) {
    lexicon_.Read(data, mistakes);
    basic_.Read(data, "extractors/dates/rules.tsv", lexicon_, mistakes);
    joins_.Read(data, "extractors/dates/joins.tsv", lexicon_, mistakes);
    cues_.Read(data, mistakes);
    lexicon_.Seal();
    basic_.Seal();
    joins_.Seal();
    basic_matcher_.emplace(basic_, lexicon_);
    join_matcher_.emplace(joins_, lexicon_);
  }

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"dates", 1, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches), LayersOf(Layer::kDates)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker&) const override {
    const std::vector<FestivalPhrase> festivals = FindFestivals(reader.matches(), document);
    Input input;
    input.text = document.text();
    input.tokens = reader.tokens();
    input.lexicon = &lexicon_;
    input.numerals = &numerals_;
    input.festivals = &festivals;
    std::vector<uint32_t> words(input.tokens.size(), Lexicon::kUnknown);
    for (size_t i = 0; i < words.size(); ++i)
      if (IsWord(input.tokens[i]) || input.tokens[i].mark == '?') words[i] = lexicon_.Find(input.tokens[i].fold);
    input.words = words;
    std::vector<Signature> signatures(words.size());
    for (uint32_t i = 0; i < signatures.size(); ++i) signatures[i] = SignatureAt(input, i);
    input.signatures = signatures;
    LastNumeral last_numeral;
    input.last_numeral = &last_numeral;
    std::vector<Found> found;
    for (const Sentence& sentence : reader.sentences()) {
      input.limit = sentence.tokens.end;
      std::vector<Expression> expressions = FindBasic(input, sentence.tokens);
      if (expressions.empty()) continue;
      Join(input, sentence.tokens, expressions);
      found.push_back({sentence.tokens, std::move(expressions)});
    }
    if (!found.empty()) ResolveAll(document, input, found, writer.dates());
  }

 private:
  struct Found {
    TokenRange sentence;
    std::vector<Expression> expressions;
  };

  // Feasts with a date. One that countries keep on different days ("Independence Day") is that of the paper's country, or none.
  std::vector<FestivalPhrase> FindFestivals(std::span<const Match> matches, const Document& document) const {
    std::vector<FestivalPhrase> out;
    std::string country;
    for (const Match& match : matches) {
      if ((match.kinds & Bit(EntryKind::kFestival)) == 0) continue;
      if (out.empty()) country = CountryOf(document, data_);
      const Gazetteer& gazetteer = data_.gazetteers()[match.gazetteer];
      std::string_view rule;
      bool one = true;
      for (const Entry& entry : std::span(match.entries, match.entry_count)) {
        if (entry.kind != EntryKind::kFestival) continue;
        const NounRecord& record = gazetteer.Noun(entry.record);
        const std::string_view other = gazetteer.Text(record.a);
        if (other.empty()) continue;
        if (!country.empty() && FoldHash(gazetteer.Text(record.b)) == FoldHash(country)) {
          rule = other, one = true;
          break;
        }
        one = one && (rule.empty() || rule == other);
        rule = other;
      }
      if (one && !rule.empty()) out.push_back({match.tokens, rule});
    }
    return out;
  }

  bool MayStart(const Input& input, uint32_t at) const {
    const Token& token = input.tokens[at];
    if (token.shape == Shape::kPunctuation) return token.mark == '\'' || token.mark == kOtherMark || token.mark == '$';
    return basic_matcher_->MayMatchAt(input, at);
  }

  // The longest expressions from left to right.
  std::vector<Expression> FindBasic(const Input& input, TokenRange sentence) const {
    static const std::vector<Expression> kNone;
    std::vector<Expression> out;
    std::vector<Matcher::Match> candidates;  // of the tokens read so far, also those whose span starts further on
    uint32_t free = sentence.begin;          // first token that no expression has taken
    for (uint32_t at = sentence.begin; at < sentence.end; ++at) {
      if (MayStart(input, at)) basic_matcher_->MatchAt(input, kNone, at, candidates);
      if (candidates.empty() || at < free) continue;
      for (Matcher::Match& match : candidates) {
        if (match.span.begin != at) continue;
        free = match.span.end;
        if (match.meaning.op != Op::kNothing) out.push_back({match.span, std::move(match.meaning), match.rule});
        break;
      }
      candidates.erase(std::remove_if(candidates.begin(), candidates.end(), [&](const Matcher::Match& match) { return match.span.begin <= at; }),
                       candidates.end());
    }
    return out;
  }

  // Replaces expressions by what joins.tsv makes of them with their neighbours.
  void Join(const Input& input, TokenRange sentence, std::vector<Expression>& expressions) const {
    std::vector<Expression> out;
    std::vector<Matcher::Match> candidates;
    size_t next = 0;
    for (uint32_t at = sentence.begin; at < sentence.end && next < expressions.size(); ++at) {
      const bool here = expressions[next].tokens.begin == at;
      if (!here && !(input.tokens[at].shape != Shape::kPunctuation && join_matcher_->MayMatchAt(input, at))) continue;
      candidates.clear();
      join_matcher_->MatchAt(input, expressions, at, candidates);
      uint32_t end = 0;
      if (!candidates.empty()) {
        end = candidates.front().span.end;
        out.push_back({candidates.front().span, std::move(candidates.front().meaning), candidates.front().rule});
      } else if (here) {
        end = expressions[next].tokens.end;
        out.push_back(expressions[next]);
      } else {
        continue;
      }
      while (next < expressions.size() && expressions[next].tokens.begin < end) ++next;
      at = end - 1;
    }
    expressions = std::move(out);
  }

  // Without the full stop that ends the sentence: "in 480 BC."
  static Span SpanOf(const Input& input, TokenRange tokens) {
    const Token& last = input.tokens[tokens.end - 1];
    Span span{input.tokens[tokens.begin].span.begin, last.span.end};
    const std::string_view text = Slice(input.text, last.span);
    if (last.full_stop && last.shape == Shape::kUpper && tokens.end == input.limit && text.find('.') == text.size() - 1) --span.end;
    return span;
  }

  void ResolveAll(const Document& document, Input& input, const std::vector<Found>& found, std::vector<DateExpression>& dates) const {
    std::vector<const Meaning*> meanings;
    for (const Found& in : found)
      for (const Expression& expression : in.expressions) meanings.push_back(&expression.meaning);
    const Setting setting = SettingOf(document, data_, lexicon_, meanings);
    Resolver resolver(setting, cues_);
    for (const Found& in : found) {
      input.limit = in.sentence.end;
      resolver.StartSentence(input, in.sentence, in.expressions);
      for (const Expression& expression : in.expressions) {
        DateExpression date;
        if (!resolver.Resolve(input, in.sentence, expression, date)) continue;
        date.tokens = expression.tokens;
        date.span = SpanOf(input, expression.tokens);
        date.why.rule = expression.rule->id;
        dates.push_back(std::move(date));
      }
    }
  }

  const Data& data_;
  Numerals numerals_;
  Lexicon lexicon_;
  RuleSet basic_, joins_;
  Cues cues_;
  std::optional<Matcher> basic_matcher_, join_matcher_;
};

}  // namespace

Result<std::unique_ptr<Stage>> MakeDatesStage(const Data& data) {
  Result<Numerals> numerals = Numerals::Load(data.Files(Numerals::kPath));
  if (!numerals) return numerals.error();
  Mistakes mistakes;
  auto stage = std::make_unique<DatesStage>(data, std::move(*numerals), mistakes);
  if (!mistakes.empty()) return Error{"data_invalid", ToString(mistakes)};
  return std::unique_ptr<Stage>(std::move(stage));
}

}  // namespace factbox
