// Numbers and dates: their stretches, and what they are worth.
//
//   gold "at least 40 metres" value 40 unit m at_least; the record has "40 metres" value 40 unit m: the stretch counts as right (words of
//   approximation are no part of it), the value does not, because the direction is gone
#include <algorithm>
#include <initializer_list>

#include "evaluate/judge.h"
#include "evaluate/same.h"
#include "evaluate/score.h"

namespace factbox::evaluate {
namespace {

using View = std::u32string_view;

// ---- words at the edges that are no part of a value

bool StartsWith(View text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i)
    if (Folded(text[i]) != static_cast<char32_t>(word[i])) return false;
  return true;
}

// How many of the blanks, or of these other characters, the text begins with.
size_t Gap(View text, View also = {}) {
  size_t n = 0;
  while (n < text.size() && (IsBlank(text[n]) || also.find(text[n]) != View::npos)) ++n;
  return n;
}

// The stretch behind words of `leads`, each followed by a gap; all of it where nothing would be left.
size_t LeadOf(View text, std::initializer_list<std::string_view> leads, View also) {
  size_t at = 0;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view lead : leads) {
      if (!StartsWith(text.substr(at), lead)) continue;
      const size_t gap = Gap(text.substr(at + lead.size()), also);
      if (gap == 0) continue;
      at += lead.size() + gap;
      more = true;
      break;
    }
  }
  return at < text.size() ? at : 0;
}

// For the stretches that are scored as names are.
Stretch WithoutLead(const Item& item, Stretch at, Layer layer) {
  const std::u32string text = Wide(item.text);
  const size_t lead =
      layer == kDates
          ? LeadOf(text, {"in", "on", "at", "by", "since", "until", "till", "from", "before", "after", "during", "of", "the", "early", "late", "mid"}, U"-")
          : LeadOf(text, {"about",      "around",     "some",       "nearly",       "almost",        "roughly", "approximately", "over",
                          "under",      "only",       "just",       "up to",        "at least",      "at most", "more than",     "less than",
                          "fewer than", "as many as", "as much as", "an estimated", "an additional", "another", "the",           "a total of"},
                   {});
  return {at.start + static_cast<int64_t>(lead), at.end};
}

// "more than ", "~": one hedge at the start, with the full stop and blanks behind it; 0 if there is none.
size_t HedgeOf(View text) {
  static constexpr std::string_view kHedges[] = {
      "about",           "around",         "approximately", "approx",         "roughly",         "some",           "nearly",
      "almost",          "over",           "under",         "above",          "below",           "only",           "just",
      "exactly",         "at least",       "at most",       "up to",          "no more than",    "no less than",   "no fewer than",
      "no greater than", "no higher than", "no lower than", "no larger than", "no smaller than", "no bigger than", "more than",
      "less than",       "fewer than",     "greater than",  "higher than",    "lower than",      "larger than",    "smaller than",
      "bigger than",     "as many as",     "as much as",    "as few as",      "as little as",    "an estimated",   "a estimated",
      "estimated",       "a total of",     "a record of"};
  if (!text.empty() && View(U"~≈<>≤≥").find(text[0]) != View::npos) return 1 + Gap(text.substr(1));
  for (const std::string_view hedge : kHedges) {
    if (!StartsWith(text, hedge) || (text.size() > hedge.size() && IsWordChar(text[hedge.size()]))) continue;
    size_t at = hedge.size();
    if (at < text.size() && text[at] == '.') ++at;
    return at + Gap(text.substr(at));
  }
  return 0;
}

// For numbers as in TempEval-3: without words of approximation at either end.
Stretch Core(const Item& item, Stretch at, Layer layer) {
  if (layer == kDates) return at;
  const std::u32string text = Wide(item.text);
  size_t lead = 0;
  while (const size_t more = HedgeOf(View(text).substr(lead))) lead += more;
  Stretch out = at;
  if (lead < text.size()) out.start += static_cast<int64_t>(lead);
  for (const std::string_view tail : {" or so", " or more", " or less", " or fewer"}) {
    if (text.size() < tail.size()) continue;
    const size_t from = text.size() - tail.size();
    if (!IsBlank(text[from]) || !StartsWith(View(text).substr(from + 1), tail.substr(1))) continue;
    size_t blanks = from;
    while (blanks > 0 && IsBlank(text[blanks - 1])) --blanks;
    out.end -= static_cast<int64_t>(text.size() - blanks);
    break;
  }
  return out;
}

const char* Singular(Layer layer) { return layer == kDates ? "date" : "number"; }

struct Found {
  std::vector<Spot> gold, got;
};

template <class Cut>
Found SpotsOf(const Context& context, Layer layer, const Cut& cut) {
  Found out;
  const std::vector<Item>&gold = context.gold.Items(layer), &got = context.predictions.record().Items(layer);
  for (size_t i = 0; i < gold.size(); ++i) out.gold.push_back({cut(gold[i], gold[i].at), i});
  for (size_t i = 0; i < got.size(); ++i)
    if (got[i].at.start >= context.predictions.shift()) out.got.push_back({cut(got[i], context.predictions.Shifted(got[i].at)), i});
  return out;
}

}  // namespace

void ScoreValueSpans(const Context& context, Layer layer) {
  Found spots = SpotsOf(context, layer, [&](const Item& item, Stretch at) { return WithoutLead(item, at, layer); });
  spots.gold = Unique(spots.gold);
  spots.got = Unique(spots.got);
  const std::vector<Pair> exact = PairExact(spots.gold, spots.got), touching = PairOverlap(spots.gold, spots.got);
  const std::string name = NameOf(layer);
  const auto tally = [&](const char* measure, const std::vector<Pair>& pairs, bool note) {
    const double right = static_cast<double>(pairs.size());
    const size_t spurious = NoteSpans(context, Singular(layer), layer, pairs, spots.gold, spots.got, note);
    context.Add(name + measure, {right, right + static_cast<double>(spurious), right, static_cast<double>(spots.gold.size())});
  };
  tally("/exact", exact, false);
  tally("/overlap", touching, !context.gold.Annotated(layer, "value"));  // where values are scored too, mistakes are told there
  if (!context.gold.Annotated(layer, "value")) return;
  double known = 0, same = 0;
  for (const auto& [g, p] : touching) {
    const Item& gold = context.gold.Items(layer)[g.index];
    if (gold.value.empty()) continue;
    ++known;
    same += gold.value == context.predictions.record().Items(layer)[p.index].value ? 1 : 0;
  }
  context.Add(name + "/value if found", same, known);
}

void ScoreValues(const Context& context, Layer layer) {
  const Found spots = SpotsOf(context, layer, [](const Item&, Stretch at) { return at; });
  const std::vector<Item>&gold = context.gold.Items(layer), &got = context.predictions.record().Items(layer);
  const auto same = [&](const Item& a, const Item& b) { return layer == kDates ? SameDate(a, b) : SameNumber(a, b); };
  const std::string name = NameOf(layer);
  const auto count = [&](const std::string& kind, bool in_gold, bool in_got, bool strict, bool value) {
    const double g = in_gold ? 1 : 0, p = in_got ? 1 : 0, v = value ? 1 : 0, s = strict ? 1 : 0, sv = strict && value ? 1 : 0, r = in_gold && in_got ? 1 : 0;
    const Row of_value = {v, p, v, g};
    context.Add(name + "/value", of_value);
    context.Add(name + "/value of kind " + (kind.empty() ? "-" : (IsCount(kind) ? "count" : kind)), of_value);
    if (context.gold.whole) return;
    context.Add(name + "/strict", {s, p, s, g});
    context.Add(name + "/relaxed", {r, p, r, g});
    context.Add(name + "/strict+value", {sv, p, sv, g});
  };
  Confusion& kinds = context.scoring.confusions[std::string(Singular(layer)) + " kinds"];
  std::vector<bool> used(spots.got.size());
  for (const Spot& g : spots.gold) {
    const Item& wanted = gold[g.index];
    size_t best = spots.got.size();
    std::pair<bool, int64_t> best_fit{false, 0};
    for (size_t i = 0; i < spots.got.size(); ++i) {
      if (used[i] || !spots.got[i].at.Touches(g.at)) continue;
      const Stretch at = spots.got[i].at;
      const std::pair<bool, int64_t> fit{same(wanted, got[spots.got[i].index]), std::min(g.at.end, at.end) - std::max(g.at.start, at.start)};
      if (best == spots.got.size() || fit > best_fit) {
        best = i;
        best_fit = fit;
      }
    }
    if (best == spots.got.size()) {
      count(wanted.kind, true, false, false, false);
      context.Note(std::string(Singular(layer)) + " missed", g.at, DescribeItem(wanted, layer), "", "");
      if (!wanted.kind.empty()) ++kinds[wanted.kind]["-"];
      continue;
    }
    used[best] = true;
    const Item& found = got[spots.got[best].index];
    const bool value = best_fit.first, strict = Core(wanted, g.at, layer) == Core(found, spots.got[best].at, layer);
    count(wanted.kind, true, true, strict, value);
    if (!wanted.kind.empty()) ++kinds[wanted.kind][found.kind.empty() ? "-" : found.kind];
    if (!value)
      context.Note(std::string(Singular(layer)) + " value", g.at, DescribeItem(wanted, layer), DescribeItem(found, layer), found.why);
    else if (!strict && !context.gold.whole)
      context.Note(std::string(Singular(layer)) + " stretch", g.at, wanted.text, found.text, found.why);
  }
  for (size_t i = 0; i < spots.got.size(); ++i) {
    const Item& found = got[spots.got[i].index];
    if (used[i] || context.predictions.Excused(layer, spots.got[i].at, found.kind)) continue;
    const std::set<std::string>& marked = context.gold.kinds;
    const bool any_count = IsCount(found.kind) && std::any_of(marked.begin(), marked.end(), IsCount);
    if (!marked.empty() && marked.count(found.kind) == 0 && !any_count) continue;
    count(found.kind, false, true, false, false);
    context.Note(std::string(Singular(layer)) + " spurious", spots.got[i].at, "", DescribeItem(found, layer), found.why);
    ++kinds["-"][found.kind.empty() ? "-" : found.kind];
  }
}

}  // namespace factbox::evaluate
