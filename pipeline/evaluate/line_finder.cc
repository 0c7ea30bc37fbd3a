#include "evaluate/line_finder.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"

namespace factbox::evaluate {

Result<std::unique_ptr<LineFinder>> LineFinder::Open(const std::string& path, Role role) {
  Result<std::unique_ptr<LineReader>> reader = LineReader::Open(path);
  if (!reader) return reader.error();
  return std::unique_ptr<LineFinder>(new LineFinder(*std::move(reader), role));
}

Result<std::unique_ptr<LineFinder>> LineFinder::OpenGold(const std::string& path, GoldFormat format) {
  if (format == GoldFormat::kAuto) format = FormatOf(path);
  if (format == GoldFormat::kGold) return Open(path, Role::kGold);
  const Result<AnnotatedSet> set = ReadAnnotated(path, format);
  if (!set) return set.error();
  return std::unique_ptr<LineFinder>(new LineFinder(LineReader::OfLines(path, GoldLines(*set)), Role::kGold));
}

Result<bool> LineFinder::Parse(const Line& line, Facts& facts) {
  if (const Status status = parser_.Parse(line.text, role_, Place(line.number), facts); !status) return status.error();
  facts.line = line.number;
  facts.fingerprint = HashBytes(line.text);
  return true;
}

Result<bool> LineFinder::ReadNext(Facts& facts) {
  while (!ended_) {
    const Result<bool> more = reader_->Next(line_);
    if (!more) return more;
    if (!*more) break;
    if (const Status status = parser_.Parse(line_, role_, Place(reader_->number()), facts); !status) return status.error();
    facts.line = reader_->number();
    facts.fingerprint = HashBytes(line_);
    if (seen_.insert(facts.id).second) return true;
    if (role_ == Role::kGold) return Error{"invalid_gold", Place(reader_->number()) + ": the id '" + facts.id + "' comes twice"};
  }
  ended_ = true;
  return false;
}

Result<bool> LineFinder::Find(const std::string& id, Facts& facts) {
  if (const auto at = waiting_.find(id); at != waiting_.end()) {
    const Line line = std::move(at->second);
    waiting_.erase(at);
    return Parse(line, facts);
  }
  while (true) {
    const Result<bool> more = ReadNext(facts);
    if (!more || !*more) return more;
    if (facts.id == id) return true;
    waiting_[facts.id] = {line_, reader_->number()};
  }
}

Result<bool> LineFinder::NextUnasked(Facts& facts) {
  for (auto& [id, line] : waiting_) rest_.push_back(std::move(line));
  if (!waiting_.empty()) std::sort(rest_.begin(), rest_.end(), [](const Line& a, const Line& b) { return a.number < b.number; });
  waiting_.clear();
  if (next_rest_ == rest_.size()) return ReadNext(facts);
  return Parse(rest_[next_rest_++], facts);
}

}  // namespace factbox::evaluate
