#include "evaluate/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <unordered_set>

#include "base/hash.h"
#include "evaluate/facts_reader.h"
#include "evaluate/line_finder.h"

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
    Result<std::unique_ptr<LineFinder>> gold = LineFinder::OpenGold(gold_path, options_.format);
    if (!gold) return gold.error();
    Result<std::unique_ptr<LineReader>> records = LineReader::Open(records_path);
    if (!records) return records.error();
    if (const Status status = ScoreRecords(**gold, **records); !status) return status.error();
    Facts facts;
    while (true) {  // gold that no record came for counts as missed
      const Result<bool> more = (*gold)->NextUnasked(facts);
      if (!more) return more.error();
      if (!*more) break;
      if (!Wanted(facts)) continue;
      Score(facts, Facts());
      ++out_.without_record;
      notes_.Add("documents of gold without a record", "'" + facts.id + "'");
    }
    if (documents_.empty()) return Error{"no_gold", gold_path + ": holds no gold" + (options_.fold.empty() ? "" : " of fold '" + options_.fold + "'")};
    Finish();
    return std::move(out_);
  }

 private:
  struct Document {
    uint64_t line = 0;  // of gold
    Tally tally;
    std::string group;
    uint64_t fingerprint = 0;
  };

  bool Wanted(const Facts& gold) const {
    if (options_.fold.empty()) return true;
    const auto fold = gold.fields.find("fold");
    return fold != gold.fields.end() && fold->second == options_.fold;
  }

  Status ScoreRecords(LineFinder& golds, LineReader& records) {
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
      const Result<bool> found = golds.Find(record.id, gold);
      if (!found) return found.error();
      if (!*found) {
        ++out_.records_without_gold;
        continue;
      }
      scored_.insert(record.id);
      if (Wanted(gold)) Score(gold, record);
    }
  }

  void Score(const Facts& gold, const Facts& record) {
    const std::string differs = Predictions(gold, record).TextMistake();
    if (!differs.empty()) notes_.Add("documents whose text is not the one that was annotated", "'" + gold.id + "': " + differs);
    if (record.status == "error") notes_.Add("records with status error", "'" + gold.id + "'");
    documents_.push_back({gold.line, ScoreDocument(gold, record, out_.scoring), options_.by.empty() ? "" : GroupOf(gold, options_.by),
                          CombineHash(gold.fingerprint, HashBytes(record.article.text))});
  }

  void Fill(Group& group, const std::vector<const Tally*>& tallies) const {
    group.documents = tallies.size();
    for (const Tally* tally : tallies) group.total.Merge(*tally);
    if (options_.intervals) group.intervals = Bootstrap(tallies);
  }

  void Finish() {
    out_.documents = documents_.size();
    std::sort(documents_.begin(), documents_.end(), [](const Document& a, const Document& b) { return a.line < b.line; });
    uint64_t fingerprint = documents_.size();
    for (const Document& document : documents_) fingerprint = CombineHash(fingerprint, document.fingerprint);
    out_.fingerprint = fmt::format("{:016x}", fingerprint);
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
  std::vector<Document> documents_;
  std::unordered_set<std::string> scored_;
};

}  // namespace

Result<Evaluation> Evaluate(const std::string& gold_path, const std::string& records_path, const EvaluationOptions& options) {
  return Run(options).Go(gold_path, records_path);
}

}  // namespace factbox::evaluate
