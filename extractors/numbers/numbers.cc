// "The US has around 5,200 troops in Iraq … reduce the number to about 3,000"
//   → count 5200, approx around, of "troops"; count 3000, approx about, of "troops"
//
// The numeral parser (text/numeral.h) says where a number is written; here the words around it say what it means. For each numeral: a currency,
// unit or per cent before or behind it (amount.cc); whether it is none at all (context.cc); a second number joined to it: a range, a ratio, a
// score; words of approximation; an age; what is counted (counted.cc). The words stand in rules.tsv, currencies.tsv and units.tsv.
//
// Left out: dates, times and spans of time (the dates stage finds them), codes, phone and house numbers, numbers in names (Boeing 737, G7), "one"
// that counts nothing, and "twice", "a couple", "several". What is counted is found by its plural, without a tagger.
#include "extractors/numbers/numbers.h"

#include <optional>

#include "extractors/numbers/home.h"
#include "extractors/numbers/lexicon.h"
#include "extractors/numbers/scan.h"
#include "text/numeral.h"

namespace factbox {
namespace numbers {
namespace {

class NumbersStage : public Stage {
 public:
  NumbersStage(const Data& data, std::unique_ptr<const Lexicon> lexicon, Numerals numerals)
      : data_(data), lexicon_(std::move(lexicon)), numerals_(std::move(numerals)) {}

  const StageInfo& info() const override {
    static constexpr StageInfo kInfo{"numbers", 1, LayersOf(Layer::kTokens, Layer::kSentences, Layer::kMatches, Layer::kDates), LayersOf(Layer::kNumbers)};
    return kInfo;
  }

  void Run(const Document& document, const Reader& reader, Writer& writer, Worker& worker) const override {
    const std::span<const Token> tokens = reader.tokens();
    std::optional<HomeCountry> known;
    const Home home = [&]() -> std::string_view {
      if (!known) known = FindHome(data_, document, tokens, reader.matches(), worker);
      return known->view();
    };
    constexpr size_t kTokensPerNumber = 40;  // of news, about
    std::vector<Number>& out = writer.numbers();
    out.reserve(tokens.size() / kTokensPerNumber + 8);
    std::vector<TokenRange> taken;
    taken.reserve(reader.dates().size());
    for (const DateExpression& date : reader.dates()) taken.push_back(date.tokens);
    Scanner scanner(View{*lexicon_, numerals_, document.text(), tokens}, home, KnownNames{reader.matches()}, taken, out);
    for (const Sentence& sentence : reader.sentences()) scanner.Sentence(sentence.tokens, sentence.kind == SentenceKind::kHeadline);
  }

 private:
  const Data& data_;
  std::unique_ptr<const Lexicon> lexicon_;
  Numerals numerals_;
};

}  // namespace
}  // namespace numbers

Result<std::unique_ptr<Stage>> MakeNumbersStage(const Data& data) {
  Result<Numerals> numerals = Numerals::Load(data.Files(Numerals::kPath));
  Result<std::unique_ptr<const numbers::Lexicon>> lexicon = numbers::Lexicon::Load(data);
  if (!numerals && !lexicon) return Error{"data_invalid", numerals.error().message + "\n" + lexicon.error().message};
  if (!numerals) return numerals.error();
  if (!lexicon) return lexicon.error();
  return std::unique_ptr<Stage>(std::make_unique<numbers::NumbersStage>(data, std::move(*lexicon), std::move(*numerals)));
}

}  // namespace factbox
