#include "run/runner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace factbox {
namespace {

// One piece of input on its way. Its memory is used again for later pieces.
struct Job {
  RawItem item;
  Processed result;
  size_t bytes = 0;  // that it counts for while in flight
  bool done = false;
};

// What the threads share. One lock; every wait is for a change of the members named beside it.
class Line {
 public:
  Line(size_t max_jobs, size_t max_bytes) : max_jobs_(max_jobs), max_bytes_(max_bytes) {}

  // ---- reader
  std::unique_ptr<Job> NewJob() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Job>();
    std::unique_ptr<Job> job = std::move(free_.back());
    free_.pop_back();
    return job;
  }
  // Waits until there is room; false if the run was given up.
  bool Push(std::unique_ptr<Job> job) {
    std::unique_lock lock(mutex_);
    job->bytes = job->item.bytes.size();
    room_.wait(lock, [&] { return abandoned_ || in_order_.empty() || (in_order_.size() < max_jobs_ && bytes_ + job->bytes <= max_bytes_); });
    if (abandoned_) return false;
    bytes_ += job->bytes;
    job->done = false;
    todo_.push_back(job.get());
    in_order_.push_back(std::move(job));
    lock.unlock();
    work_.notify_one();
    return true;
  }
  void EndOfInput() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    work_.notify_all();
    written_.notify_all();
  }

  // ---- workers
  // Null when there will be no more.
  Job* Take() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return abandoned_ || ended_ || !todo_.empty(); });
    if (abandoned_ || todo_.empty()) return nullptr;
    Job* job = todo_.front();
    todo_.pop_front();
    return job;
  }
  void Finish(Job* job) {
    bool first;
    {
      const std::lock_guard lock(mutex_);
      job->done = true;
      first = in_order_.front().get() == job;
    }
    if (first) written_.notify_one();
  }

  // ---- writer
  // The next one in the order of input; null at the end.
  std::unique_ptr<Job> Next() {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [&] { return in_order_.empty() ? ended_ : in_order_.front()->done; });
    if (in_order_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(in_order_.front());
    in_order_.pop_front();
    bytes_ -= job->bytes;
    return job;
  }
  void Recycle(std::unique_ptr<Job> job) {
    constexpr size_t kKept = size_t{1} << 20;  // larger buffers are given back, so that one giant does not stay in memory
    if (job->item.bytes.capacity() > kKept) job->item.bytes = {};
    if (job->result.record.capacity() > kKept) job->result.record = {};
    bool wake;  // the reader, only when it can read several articles: to wake it for each costs as much as to read it
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(job));
      wake = in_order_.size() <= max_jobs_ / 2;
    }
    if (wake) room_.notify_one();
  }
  void Abandon() {
    {
      const std::lock_guard lock(mutex_);
      abandoned_ = true;
    }
    room_.notify_all();
    work_.notify_all();
  }

 private:
  const size_t max_jobs_, max_bytes_;
  std::mutex mutex_;
  std::condition_variable room_;               // in_order_, bytes_, abandoned_
  std::condition_variable work_;               // todo_, ended_, abandoned_
  std::condition_variable written_;            // Job::done of the first, in_order_, ended_
  std::deque<Job*> todo_;                      // not taken by a worker yet
  std::deque<std::unique_ptr<Job>> in_order_;  // all that is in flight; the workers hold pointers into it
  std::vector<std::unique_ptr<Job>> free_;
  size_t bytes_ = 0;  // of in_order_
  bool ended_ = false, abandoned_ = false;
};

void ReadAll(ItemSource& source, const std::atomic<bool>* stop, Line& line) {
  for (;;) {
    std::unique_ptr<Job> job = line.NewJob();
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) break;
    if (!source.Next(job->item) || !line.Push(std::move(job))) break;
  }
  line.EndOfInput();
}

void Count(const Processed& result, uint64_t bytes, RunSummary& summary) {
  summary.failed = summary.failed || result.failed;
  if (result.outcome == Processed::Outcome::kNoRecord) return;
  ++summary.records;
  summary.input_bytes += bytes;
  if (result.outcome == Processed::Outcome::kPartial) ++summary.partial;
  if (result.outcome == Processed::Outcome::kError) ++summary.errors;
}

}  // namespace

Result<RunSummary> RunArticles(const Pipeline& pipeline, ItemSource& source, const RunOptions& options, const ResultSink& sink) {
  const unsigned workers = std::max(1u, options.workers);
  constexpr size_t kJobsPerWorker = 16;  // enough that no worker waits for the writer over short articles
  Line line(workers * kJobsPerWorker, options.bytes_in_flight);
  const RecordWriter writer = MakeRecordWriter(pipeline, options.process.record);
  std::vector<std::unique_ptr<Processor>> processors;
  for (unsigned i = 0; i < workers; ++i) processors.push_back(std::make_unique<Processor>(pipeline, writer, options.process));

  RunSummary summary;
  Status status;
  {
    std::vector<std::jthread> threads;
    threads.emplace_back([&] { ReadAll(source, options.stop, line); });
    for (const auto& processor : processors)
      threads.emplace_back([&line, p = processor.get()] {
        while (Job* job = line.Take()) {
          p->Process(job->item, job->result);
          line.Finish(job);
        }
      });
    while (std::unique_ptr<Job> job = line.Next()) {
      Count(job->result, job->item.size, summary);
      status = sink(job->result);
      if (!status) {
        line.Abandon();
        break;
      }
      line.Recycle(std::move(job));
    }
  }
  if (!status) return status.error();
  for (const auto& processor : processors) summary.unknown_keys.insert(processor->parser().unknown_keys().begin(), processor->parser().unknown_keys().end());
  return summary;
}

}  // namespace factbox
