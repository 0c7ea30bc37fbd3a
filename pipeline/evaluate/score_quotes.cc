// Direct quotes and who said them.
//
//   “We will not wait,” said Mayor Ana Sousa, “for the river.”   gold: two quotes, speaker "Mayor Ana Sousa"
//
// A stretch counts without the quotation marks around it, and a quote in pieces is as many quotes: corpora cut them at the marks. Quotes
// below four words are mostly names of works and single words in doubt, so they are neither asked for nor counted as wrong. Indirect speech
// is not scored: where it ends is a matter of taste.
#include <algorithm>

#include "evaluate/score.h"

namespace factbox::evaluate {
namespace {

using View = std::u32string_view;

constexpr size_t kFewestWords = 4;
constexpr View kMarks = U"“”\"„«»'‘’ \t\n", kOpening = U"“\"„«", kClosing = U"”\"»", kMixedClosing = U"”\"»“", kAnyMark = U"“”\"„«»";
bool In(View set, char32_t c) { return set.find(c) != View::npos; }

struct Quote {
  Stretch at;
  std::u32string text;
  size_t item = 0;
  bool mixed = false;
};

// Stretches of words, by where they start.
std::vector<int64_t> WordStarts(const Quote& quote) {
  std::vector<int64_t> out;
  for (size_t i = 0; i < quote.text.size(); ++i)
    if (!IsBlank(quote.text[i]) && (i == 0 || IsBlank(quote.text[i - 1]))) out.push_back(quote.at.start + static_cast<int64_t>(i));
  return out;
}

// Adds [start, end) of `text` without the marks around it, if anything is left.
void AddBare(View text, size_t start, size_t end, int64_t from, size_t item, bool mixed, std::vector<Quote>& out) {
  while (start < end && In(kMarks, text[start])) ++start;
  while (end > start && In(kMarks, text[end - 1])) --end;
  if (end > start)
    out.push_back({{from + static_cast<int64_t>(start), from + static_cast<int64_t>(end)}, std::u32string(text.substr(start, end - start)), item, mixed});
}

// Of a mixed quote, what stands between marks.
void AddMixedParts(View text, int64_t from, size_t item, std::vector<Quote>& out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!In(kOpening, text[i])) continue;
    size_t end = i + 1;
    while (end < text.size() && !In(kAnyMark, text[end])) ++end;
    if (end == i + 1 || (end < text.size() && !In(kMixedClosing, text[end]))) continue;
    AddBare(text, i + 1, end, from, item, true, out);
    i = end;
  }
}

// Of a direct quote, the pieces on both sides of `," he said, "`.
void AddDirectParts(View text, int64_t from, size_t item, std::vector<Quote>& out) {
  size_t start = 0;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (!In(kClosing, text[i])) continue;
    size_t end = i + 1;
    while (end + 1 < text.size() && !In(kAnyMark, text[end])) ++end;
    if (end + 1 >= text.size() || !In(kOpening, text[end])) continue;
    AddBare(text, start, i, from, item, false, out);
    start = end + 1;
    i = end;
  }
  AddBare(text, start, text.size(), from, item, false, out);
}

// Without those that lie over another: a quote that a record has twice, as direct and in a mixed one, is one quote.
std::vector<Quote> Separate(std::vector<Quote> quotes) {
  std::stable_sort(quotes.begin(), quotes.end(), [](const Quote& a, const Quote& b) { return a.mixed != b.mixed ? b.mixed : a.at.start < b.at.start; });
  std::vector<Quote> kept;
  for (Quote& quote : quotes)
    if (std::none_of(kept.begin(), kept.end(), [&](const Quote& k) { return quote.at.Touches(k.at); })) kept.push_back(std::move(quote));
  return kept;
}

// ---- speakers

bool IsNameChar(char32_t c) { return IsWordChar(c) || c == '.' || c == '-'; }

// Words with the stops and hyphens in them: "G.K", "Al-Monitor".
std::vector<View> NameWords(View text) {
  std::vector<View> out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsNameChar(text[i])) continue;
    const size_t start = i;
    size_t end = start;
    for (; i < text.size() && IsNameChar(text[i]); ++i)
      if (IsWordChar(text[i])) end = i + 1;
    if (end > start) out.push_back(text.substr(start, end - start));
  }
  return out;
}

// Does one of the words stand at `at`, as a whole word?
bool WordAt(View text, size_t at, std::initializer_list<View> words) {
  if (at > 0 && IsWordChar(text[at - 1])) return false;
  for (const View word : words) {
    if (Folded(text.substr(at, word.size())) != word) continue;
    if (at + word.size() == text.size() || !IsWordChar(text[at + word.size()])) return true;
  }
  return false;
}

// "Butterfield" of "Rep. G.K. Butterfield (D-N.C.), head of the Black Caucus".
std::u32string Head(View phrase) {
  size_t cut = phrase.size();
  for (size_t i = 1; i < phrase.size(); ++i) {
    size_t at = i;
    while (at < phrase.size() && IsBlank(phrase[at])) ++at;
    if (at == phrase.size()) break;
    const bool ends =
        In(U",;(", phrase[at]) || WordAt(phrase, at, {U"of", U"from", U"for", U"who", U"in", U"at", U"with", U"on", U"to", U"and", U"whose", U"near"});
    if (!ends) continue;
    cut = i;
    break;
  }
  View kernel = phrase.substr(0, cut);
  if (kernel.size() >= 2 && kernel.back() == 's' && In(U"'’", kernel[kernel.size() - 2]))
    kernel.remove_suffix(2);
  else if (!kernel.empty() && In(U"'’", kernel.back()))
    kernel.remove_suffix(1);
  std::vector<View> found = NameWords(kernel);
  if (found.empty()) found = Words(phrase);
  return std::u32string(found.empty() ? phrase : found.back());
}

// Without articles, titles and pronouns wherever they stand before a blank, in small letters.
std::u32string Plain(View phrase) {
  constexpr View kTitles[] = {U"the", U"a", U"an", U"mr", U"mrs", U"ms", U"dr", U"sen", U"rep", U"gov", U"president", U"his", U"her", U"their", U"its"};
  const std::u32string folded = Folded(phrase);
  std::u32string out;
  for (size_t i = 0; i < folded.size();) {
    size_t end = i;
    for (const View title : kTitles) {
      if (View(folded).substr(i, title.size()) != title) continue;
      size_t at = i + title.size();
      if (at < folded.size() && folded[at] == '.') ++at;
      const size_t blanks = at;
      while (at < folded.size() && IsBlank(folded[at])) ++at;
      if (at == blanks) continue;
      end = at;
      break;
    }
    if (end == i)
      out += folded[i++];
    else
      i = end;
  }
  const size_t first = out.find_first_not_of(U" .,");
  if (first == std::u32string::npos) return {};
  return out.substr(first, out.find_last_not_of(U" .,") - first + 1);
}

bool Lists(View phrase, const std::u32string& word) {
  const std::vector<View> words = NameWords(phrase);
  return std::any_of(words.begin(), words.end(), [&](View w) { return Folded(w) == word; });
}

struct Verdict {
  bool head = false, exact = false;
};

Verdict SpeakerRight(const Context& context, const Item& gold, const Item& got) {
  const std::u32string wanted = Wide(gold.speaker_text), phrase = Wide(got.speaker_text);
  const std::optional<Stretch> place = gold.speaker_at;
  Verdict out;
  out.exact = (place && got.speaker_at && *place == context.predictions.Shifted(*got.speaker_at)) || Plain(phrase) == Plain(wanted);
  const std::u32string key = Head(wanted), folded = Folded(key);
  const bool named = !key.empty() && IsUpper(key[0]);
  out.head = out.exact || Folded(Head(phrase)) == folded || (named && Lists(phrase, folded));
  if (out.head || got.speaker.empty()) return out;
  for (const Layer layer : kNameLayers)
    for (const Entity& entity : context.predictions.record().entities[layer]) {
      if (entity.id != got.speaker) continue;
      const bool there = place && std::any_of(entity.mentions.begin(), entity.mentions.end(),
                                              [&](const Mention& mention) { return context.predictions.Shifted(mention.at).Touches(*place); });
      out.head = there || (named && Lists(Wide(entity.name), folded));
      return out;
    }
  return out;
}

std::vector<Quote> GoldQuotes(const Facts& gold) {
  std::vector<Quote> out;
  for (size_t i = 0; i < gold.quotes.size(); ++i) {
    const Item& item = gold.quotes[i];
    const std::u32string text = Wide(item.text);
    if (item.kind.empty() || item.kind == "direct") AddBare(text, 0, text.size(), item.at.start, i, false, out);
  }
  return out;
}

std::vector<Quote> PredictedQuotes(const Predictions& predictions, const std::vector<Quote>& short_ones) {
  std::vector<Quote> parts, out;
  const std::vector<Item>& quotes = predictions.record().quotes;
  for (size_t i = 0; i < quotes.size(); ++i) {
    const Item& item = quotes[i];
    if (item.kind == "indirect" || item.at.start < predictions.shift()) continue;
    const std::u32string text = Wide(item.text);
    const int64_t from = item.at.start - predictions.shift();
    if (item.kind == "mixed")
      AddMixedParts(text, from, i, parts);
    else
      AddDirectParts(text, from, i, parts);
  }
  for (Quote& quote : parts)
    if (WordStarts(quote).size() >= kFewestWords && std::none_of(short_ones.begin(), short_ones.end(), [&](const Quote& s) { return quote.at.Touches(s.at); }))
      out.push_back(std::move(quote));
  return Separate(std::move(out));
}

std::set<int64_t> AllWords(const std::vector<Quote>& quotes) {
  std::set<int64_t> out;
  for (const Quote& quote : quotes)
    for (const int64_t at : WordStarts(quote)) out.insert(at);
  return out;
}

std::vector<Spot> SpotsOf(const std::vector<Quote>& quotes) {
  std::vector<Spot> out;
  for (const Quote& quote : quotes) out.push_back({quote.at, quote.item});
  return out;
}

void ScoreSpeakers(const Context& context, const std::vector<Pair>& pairs, size_t predicted, const std::vector<Spot>& gold) {
  double attributed = 0, heads = 0, exact = 0;
  for (const auto& [g, p] : pairs) {
    const Item &wanted = context.gold.quotes[g.index], &got = context.predictions.record().quotes[p.index];
    if (wanted.speaker_text.empty()) continue;
    ++attributed;
    const Verdict verdict = SpeakerRight(context, wanted, got);
    heads += verdict.head ? 1 : 0;
    exact += verdict.exact ? 1 : 0;
    if (!verdict.head) context.Note("quote speaker", g.at, wanted.speaker_text, got.speaker_text, got.why);
  }
  const double all =
      static_cast<double>(std::count_if(gold.begin(), gold.end(), [&](const Spot& spot) { return !context.gold.quotes[spot.index].speaker_text.empty(); }));
  context.Add("quotes/speaker head if found", heads, attributed);
  context.Add("quotes/speaker exact if found", exact, attributed);
  context.Add("quotes/speaker head end to end", {heads, static_cast<double>(predicted - pairs.size()) + attributed, heads, all});
}

}  // namespace

void ScoreQuotes(const Context& context) {
  std::vector<Quote> long_ones, short_ones;
  for (Quote& quote : GoldQuotes(context.gold)) (WordStarts(quote).size() >= kFewestWords ? long_ones : short_ones).push_back(std::move(quote));
  const std::vector<Quote> predicted = PredictedQuotes(context.predictions, short_ones);
  const std::vector<Spot> gold_spots = SpotsOf(long_ones), spots = SpotsOf(predicted);
  const std::vector<Pair> pairs = PairOverlap(gold_spots, spots, 0.5);
  const double right = static_cast<double>(pairs.size());
  context.Add("quotes/span", {right, static_cast<double>(predicted.size()), right, static_cast<double>(long_ones.size())});
  const std::set<int64_t> said = AllWords(long_ones), heard = AllWords(predicted);
  const double common = static_cast<double>(std::count_if(said.begin(), said.end(), [&](int64_t at) { return heard.count(at) != 0; }));
  context.Add("quotes/words", {common, static_cast<double>(heard.size()), common, static_cast<double>(said.size())});
  NoteSpans(context, "quote", kQuotes, pairs, gold_spots, spots, true);
  if (context.gold.Annotated("quotes.speaker")) ScoreSpeakers(context, pairs, predicted.size(), gold_spots);
}

}  // namespace factbox::evaluate
