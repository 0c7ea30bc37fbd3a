#include "evaluate/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "evaluate/judge.h"
#include "evaluate/line_finder.h"
#include "evaluate/sentence.h"
#include "evaluate/wide_text.h"

namespace factbox::evaluate {
namespace {

// The rule of "stage:rule entry".
std::string RuleOf(const std::string& why) { return why.empty() ? "-" : why.substr(0, why.find(' ')); }

// What a record says at one stretch.
struct Value {
  Stretch at;
  std::string says;  // all that matters of it, in words
  std::string rule;
  size_t index = 0;  // of the entity, item or event
};

std::vector<Value> ValuesOf(const Facts& record, Layer layer) {
  std::vector<Value> out;
  if (layer <= kPlaces) {
    const std::vector<Entity>& entities = record.entities[layer];
    for (size_t i = 0; i < entities.size(); ++i)
      for (const Mention& mention : entities[i].mentions) out.push_back({mention.at, DescribeEntity(entities[i], mention), RuleOf(entities[i].why), i});
  } else if (layer == kEvents) {
    for (size_t i = 0; i < record.events.size(); ++i) {
      const Event& event = record.events[i];
      out.push_back({event.trigger.value_or(event.evidence.value_or(Stretch{})), DescribeEvent(event), RuleOf(event.why), i});
    }
  } else {
    const std::vector<Item>& items = record.Items(layer);
    for (size_t i = 0; i < items.size(); ++i) out.push_back({items[i].at, DescribeItem(items[i], layer), RuleOf(items[i].why), i});
  }
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return a.at < b.at; });
  return out;
}

class Comparison {
 public:
  Comparison(const Facts& old_record, const Facts& new_record, const Facts* gold, const DiffOptions& options, Diff& diff)
      : old_(old_record), new_(new_record), gold_(gold), text_(new_record.article.text), options_(options), diff_(diff) {
    if (gold_ != nullptr && gold_->length && !new_.article.text.empty()) shift_ = text_.length() - *gold_->length;
  }

  // False if nothing differs.
  bool Go() {
    for (uint8_t i = 0; i < kLayers; ++i) CompareLayer(static_cast<Layer>(i));
    return changed_;
  }

 private:
  void CompareLayer(Layer layer) {
    std::vector<Value> olds = ValuesOf(old_, layer), news = ValuesOf(new_, layer);
    diff_.values[layer][0] += olds.size();
    diff_.values[layer][1] += news.size();
    std::vector<const Value*> left_old, left_new;
    size_t i = 0, j = 0;
    while (i < olds.size() || j < news.size()) {  // both are sorted by stretch
      if (j == news.size() || (i < olds.size() && olds[i].at < news[j].at)) {
        left_old.push_back(&olds[i++]);
      } else if (i == olds.size() || news[j].at < olds[i].at) {
        left_new.push_back(&news[j++]);
      } else {
        if (olds[i].says != news[j].says) Note(layer, Change::kChanged, &olds[i], &news[j]);
        ++i;
        ++j;
      }
    }
    PairTouching(layer, left_old, left_new);
  }

  void PairTouching(Layer layer, const std::vector<const Value*>& olds, const std::vector<const Value*>& news) {
    std::vector<bool> used(news.size());
    for (const Value* old_value : olds) {
      size_t found = news.size();
      for (size_t j = 0; j < news.size() && found == news.size(); ++j)
        if (!used[j] && news[j]->at.Touches(old_value->at)) found = j;
      if (found == news.size()) {
        Note(layer, Change::kLost, old_value, nullptr);
        continue;
      }
      used[found] = true;
      Note(layer, Change::kChanged, old_value, news[found]);
    }
    for (size_t j = 0; j < news.size(); ++j)
      if (!used[j]) Note(layer, Change::kGained, nullptr, news[j]);
  }

  Verdict Judge(Layer layer, const Value* old_value, const Value* new_value) const {
    if (gold_ == nullptr) return Verdict::kUnknown;
    const auto judged = [&](const Facts& record, const Value* value) -> std::optional<bool> {
      return value == nullptr ? std::nullopt : IsRight(*gold_, record, layer, value->index, {value->at.start - shift_, value->at.end - shift_});
    };
    const std::optional<bool> before = judged(old_, old_value), after = judged(new_, new_value);
    if ((old_value != nullptr && !before) || (new_value != nullptr && !after)) return Verdict::kUnknown;
    if (old_value == nullptr) return *after ? Verdict::kBetter : Verdict::kWorse;
    if (new_value == nullptr) return *before ? Verdict::kWorse : Verdict::kBetter;
    return *before == *after ? Verdict::kNeither : *after ? Verdict::kBetter : Verdict::kWorse;
  }

  void Note(Layer layer, Change change, const Value* old_value, const Value* new_value) {
    changed_ = true;
    std::string rule = new_value != nullptr ? new_value->rule : old_value->rule;
    if (old_value != nullptr && new_value != nullptr && old_value->rule != new_value->rule) rule = old_value->rule + " → " + new_value->rule;
    DiffGroup& group = diff_.groups[{layer, change, rule}];
    const Verdict verdict = Judge(layer, old_value, new_value);
    ++group.counts.changes;
    group.counts.better += verdict == Verdict::kBetter ? 1 : 0;
    group.counts.worse += verdict == Verdict::kWorse ? 1 : 0;
    group.counts.neither += verdict == Verdict::kNeither ? 1 : 0;
    if (group.examples.size() >= options_.keep_examples) return;
    const Stretch at = new_value != nullptr ? new_value->at : old_value->at;
    const Sentence sentence = SentenceAround(text_, at, 0);
    group.examples.push_back({new_.id, sentence.before, sentence.text, sentence.after, Said(old_value, at), Said(new_value, at), verdict});
  }

  // With its own words where it is not the stretch that is shown.
  std::string Said(const Value* value, Stretch shown) const {
    if (value == nullptr) return {};
    return value->at == shown ? value->says : value->says + " [" + std::string(text_.Slice(value->at)) + "]";
  }

  const Facts &old_, &new_;
  const Facts* gold_;
  Sliceable text_;
  const DiffOptions& options_;
  Diff& diff_;
  int64_t shift_ = 0;
  bool changed_ = false;
};

constexpr size_t kKeepIds = 100;

void Keep(std::vector<std::string>& ids, const std::string& id) {
  if (ids.size() < kKeepIds) ids.push_back(id);
}

}  // namespace

Result<Diff> CompareRuns(const std::string& old_path, const std::string& new_path, const DiffOptions& options) {
  Result<std::unique_ptr<LineFinder>> olds = LineFinder::Open(old_path, Role::kRecord), news = LineFinder::Open(new_path, Role::kRecord);
  if (!olds) return olds.error();
  if (!news) return news.error();
  std::unique_ptr<LineFinder> golds;
  if (!options.gold.empty()) {
    Result<std::unique_ptr<LineFinder>> opened = LineFinder::OpenGold(options.gold, options.format);
    if (!opened) return opened.error();
    golds = *std::move(opened);
  }
  Diff out;
  Facts old_record, new_record, gold;
  while (true) {
    const Result<bool> more = (*olds)->NextUnasked(old_record);
    if (!more) return more.error();
    if (!*more) break;
    const Result<bool> found = (*news)->Find(old_record.id, new_record);
    if (!found) return found.error();
    if (!*found) {
      ++out.only_old_count;
      Keep(out.only_old, old_record.id);
      continue;
    }
    ++out.documents;
    if (old_record.article.text != new_record.article.text) {
      Keep(out.other_text, old_record.id);
      continue;
    }
    bool has_gold = false;
    if (golds != nullptr) {
      const Result<bool> of_gold = golds->Find(old_record.id, gold);
      if (!of_gold) return of_gold.error();
      has_gold = *of_gold;
    }
    if (!Comparison(old_record, new_record, has_gold ? &gold : nullptr, options, out).Go()) ++out.same;
  }
  while (true) {
    const Result<bool> more = (*news)->NextUnasked(new_record);
    if (!more) return more.error();
    if (!*more) break;
    ++out.only_new_count;
    Keep(out.only_new, new_record.id);
  }
  return out;
}

}  // namespace factbox::evaluate
