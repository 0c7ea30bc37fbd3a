#include "evaluate/evaluation.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "evaluate/facts_reader.h"

namespace factbox::evaluate {
namespace {

// Of each kind of note the first, and how many there were.
class Notes {
 public:
  void Add(const std::string& kind, const std::string& first) {
    const auto [at, is_new] = counts_.emplace(kind, 0);
    if (is_new) order_.emplace_back(kind, first);
    ++at->second;
  }
  std::vector<std::string> All() const {
    std::vector<std::string> out;
    for (const auto& [kind, first] : order_) {
      const uint64_t n = counts_.at(kind);
      out.push_back(std::to_string(n) + " " + kind + (n == 1 ? ": " : "; the first: ") + first);
    }
    return out;
  }

 private:
  std::map<std::string, uint64_t> counts_;
  std::vector<std::pair<std::string, std::string>> order_;
};

std::string GroupOf(const Facts& gold, const std::string& field) {
  const auto found = gold.fields.find(field);
  if (found != gold.fields.end()) return found->second;
  return "-";
}

class Run {
 public:
  explicit Run(const EvaluationOptions& options) : options_(options) { out_.scoring.keep_mistakes = options.keep_mistakes; }

  Result<Evaluation> Go(const std::string& gold_path, const std::string& records_path) {
    Result<std::unique_ptr<LineReader>> gold = LineReader::Open(gold_path), records = LineReader::Open(records_path);
    if (!gold) return gold.error();
    if (!records) return records.error();
    gold_ = std::move(*gold);
    if (const Status status = ScoreRecords(**records); !status) return status.error();
    Facts facts;
    while (true) {  // the gold behind the last record
      const Result<bool> more = NextGold(facts);
      if (!more) return more.error();
      if (!*more) break;
      Score(documents_.size() - 1, facts, Facts());
      NoteMissing(facts.id);
    }
    if (documents_.empty()) return Error{"no_gold", gold_path + ": holds no gold" + (options_.fold.empty() ? "" : " of fold '" + options_.fold + "'")};
    if (const Status status = ScoreWaiting(); !status) return status.error();
    Finish();
    return std::move(out_);
  }

 private:
  struct Document {
    Tally tally;
    std::string group;
  };
  struct Waiting {
    std::string line;
    uint64_t number = 0;
    size_t document = 0;
  };

  std::string GoldPlace(uint64_t line) const { return gold_->path() + ":" + std::to_string(line); }

  // The next document of gold of the fold; documents_ has a place for it then.
  Result<bool> NextGold(Facts& facts) {
    while (true) {
      const Result<bool> more = gold_->Next(line_);
      if (!more || !*more) return more;
      if (const Status status = gold_parser_.Parse(line_, Role::kGold, GoldPlace(gold_->number()), facts); !status) return status.error();
      const auto fold = facts.fields.find("fold");
      if (!options_.fold.empty() && (fold == facts.fields.end() || fold->second != options_.fold)) continue;
      if (!gold_ids_.insert(facts.id).second) return Error{"invalid_gold", GoldPlace(gold_->number()) + ": the id '" + facts.id + "' comes twice"};
      documents_.emplace_back();
      if (!options_.by.empty()) documents_.back().group = GroupOf(facts, options_.by);
      return true;
    }
  }

  Status ScoreRecords(LineReader& records) {
    FactsParser parser;
    Facts record, gold;
    std::string line;
    while (true) {
      const Result<bool> more = records.Next(line);
      if (!more) return more.error();
      if (!*more) return {};
      const std::string place = records.path() + ":" + std::to_string(records.number());
      if (const Status status = parser.Parse(line, Role::kRecord, place, record); !status) return status;
      if (scored_.count(record.id) != 0) {
        notes_.Add("records with the id of an earlier one, passed over", "'" + record.id + "'");
        continue;
      }
      const Result<bool> found = FindGold(record.id, gold);
      if (!found) return found.error();
      if (!*found) {
        ++out_.records_without_gold;
        continue;
      }
      scored_.insert(record.id);
      Score(document_, gold, record);
    }
  }

  // The gold of an id, in `gold` and `document_`; what is read on the way waits.
  Result<bool> FindGold(const std::string& id, Facts& gold) {
    if (const auto at = waiting_.find(id); at != waiting_.end()) {
      document_ = at->second.document;
      const Status status = gold_parser_.Parse(at->second.line, Role::kGold, GoldPlace(at->second.number), gold);
      waiting_.erase(at);
      if (!status) return status.error();
      return true;
    }
    while (true) {
      const Result<bool> more = NextGold(gold);
      if (!more || !*more) return more;
      document_ = documents_.size() - 1;
      if (gold.id == id) return true;
      waiting_[gold.id] = {line_, gold_->number(), document_};
    }
  }

  void NoteMissing(const std::string& id) {
    ++out_.without_record;
    notes_.Add("documents of gold without a record", "'" + id + "'");
  }

  // Gold that no record came for counts as missed, in the order of the file.
  Status ScoreWaiting() {
    std::vector<const Waiting*> left;
    for (const auto& [id, waiting] : waiting_) left.push_back(&waiting);
    std::sort(left.begin(), left.end(), [](const Waiting* a, const Waiting* b) { return a->document < b->document; });
    Facts gold;
    for (const Waiting* waiting : left) {
      if (const Status status = gold_parser_.Parse(waiting->line, Role::kGold, GoldPlace(waiting->number), gold); !status) return status;
      Score(waiting->document, gold, Facts());
      NoteMissing(gold.id);
    }
    return {};
  }

  void Score(size_t document, const Facts& gold, const Facts& record) {
    const std::string differs = Predictions(gold, record).TextMistake();
    if (!differs.empty()) notes_.Add("documents whose text is not the one that was annotated", "'" + gold.id + "': " + differs);
    if (record.status == "error") notes_.Add("records with status error", "'" + gold.id + "'");
    documents_[document].tally = ScoreDocument(gold, record, out_.scoring);
  }

  void Fill(Group& group, const std::vector<const Tally*>& tallies) const {
    group.documents = tallies.size();
    for (const Tally* tally : tallies) group.total.Merge(*tally);
    if (options_.intervals) group.intervals = Bootstrap(tallies);
  }

  void Finish() {
    out_.documents = documents_.size();
    std::vector<const Tally*> all;
    std::map<std::string, std::vector<const Tally*>> by;
    for (const Document& document : documents_) {
      all.push_back(&document.tally);
      if (!options_.by.empty()) by[document.group].push_back(&document.tally);
    }
    Fill(out_.all, all);
    for (const auto& [name, tallies] : by) {
      out_.groups.emplace_back();
      out_.groups.back().name = name;
      Fill(out_.groups.back(), tallies);
    }
    out_.notes = notes_.All();
    std::vector<float>& far = out_.scoring.kilometres;
    if (far.empty()) return;
    std::sort(far.begin(), far.end());
    const size_t middle = far.size() / 2;
    out_.median_kilometres = far.size() % 2 == 1 ? double{far[middle]} : (double{far[middle - 1]} + double{far[middle]}) / 2;
    out_.mean_kilometres = std::accumulate(far.begin(), far.end(), 0.0) / static_cast<double>(far.size());
  }

  const EvaluationOptions& options_;
  Evaluation out_;
  Notes notes_;
  std::unique_ptr<LineReader> gold_;
  FactsParser gold_parser_;
  std::string line_;
  size_t document_ = 0;
  std::vector<Document> documents_;
  std::unordered_map<std::string, Waiting> waiting_;  // gold that was read before its record
  std::unordered_set<std::string> gold_ids_, scored_;
};

}  // namespace

Result<Evaluation> Evaluate(const std::string& gold_path, const std::string& records_path, const EvaluationOptions& options) {
  return Run(options).Go(gold_path, records_path);
}

}  // namespace factbox::evaluate
