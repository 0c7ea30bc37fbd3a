// What is remembered between two runs of `factbox ingest`: sources, links, articles, what was written, how each source did.
//
// One SQLite file. A link is found in a source, waits, and is done; what is to be written about it and the new size of the file it is written to are one
// transaction, so that a run that is killed at any point leaves either both or neither. Times are milliseconds since 1970, by the run's clock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fetch/database.h"
#include "fetch/fetcher.h"
#include "fetch/near_duplicates.h"

namespace factbox {

struct SourceState {
  std::string url, etag, last_modified, body_sha256;   // of what was read last
  int64_t tried_ms = 0, success_ms = 0, retry_ms = 0;  // 0: never
  int failures = 0;                                    // in a row
  std::string error;
};

// An article's address as a source gave it.
struct FoundLink {
  std::string url, key;  // key: canonical, what links are the same by
  std::string stamp;     // what the source says of its last change, compared as text; empty: nothing
  std::string article;   // a line of JSON where the source has the article itself, else what it says of it
};

// A link whose turn has come.
struct WaitingLink {
  std::string key, url, source, article;
  std::string etag, last_modified;  // of the page as it was read last; empty: never
  int attempts = 0;
};

// How a link ended.
enum class LinkEnd : uint8_t { kArticle, kDuplicate, kUnchanged, kEmpty, kGone };

struct KnownArticle {
  int64_t number = 0;
  std::string id, first_id, text_sha256;  // first_id: of its first version
  int version = 1;
};

// What a source brought on a day.
struct SourceDay {
  std::string source, day;
  int64_t links = 0, articles = 0, duplicates = 0, unchanged = 0, empty = 0, gone = 0, failures = 0;
};

// Used by one thread.
class IngestState : public RobotsStore {
 public:
  // Errors: state_unusable (also of a newer version of the program).
  static Result<std::unique_ptr<IngestState>> Open(const std::string& path, bool read_only = false);

  // Transactions; what is not committed is undone. Errors: state_unusable.
  void Begin();
  Status Commit();
  void Rollback();

  SourceState Source(const std::string& name);
  void SaveSource(const std::string& name, const SourceState& state);

  // Returns how many are new or changed and so wait. One that is done waits again when its stamp is another one, `again_ms` after it was read.
  int64_t AddLinks(const std::string& source, const std::vector<FoundLink>& links, int64_t now, int64_t again_ms);
  std::vector<WaitingLink> Waiting(const std::string& source, int64_t now, int limit);
  int64_t CountWaiting(const std::string& source);
  void EndLink(const std::string& key, LinkEnd end, const std::string& etag, const std::string& last_modified, int64_t now);
  // It waits until `due_ms`; `attempts`: that have failed so far.
  void DelayLink(const std::string& key, int attempts, int64_t due_ms, const std::string& error);

  // The newest version of the article of a canonical URL; the first article with that text.
  std::optional<KnownArticle> ArticleOfUrl(const std::string& canonical);
  std::optional<KnownArticle> ArticleOfText(const std::string& text_sha256);
  // The most similar article since `since_ms`, at least `near` alike.
  std::optional<KnownArticle> NearArticle(const Signature& signature, double near, int64_t since_ms);
  void AddArticle(const KnownArticle& article, const std::string& canonical, const std::optional<Signature>& signature, int64_t now);
  // Forgets signatures of before.
  void ForgetSignatures(int64_t before_ms);

  struct OutputFile {
    std::string name;
    uint64_t bytes = 0;
  };
  std::vector<OutputFile> Outputs();
  uint64_t OutputBytes(const std::string& name);
  void SaveOutput(const std::string& name, uint64_t bytes);

  void CountDay(const SourceDay& more);  // added to what there is
  std::vector<SourceDay> Days(const std::string& source, const std::string& since_day);

  std::optional<RobotsEntry> Load(const std::string& origin) override;
  void Save(const std::string& origin, const RobotsEntry& entry) override;

  Status Check() { return database_->Check(); }

 private:
  explicit IngestState(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  std::optional<KnownArticle> OneArticle(Statement& statement);
  std::unique_ptr<Database> database_;
};

}  // namespace factbox
