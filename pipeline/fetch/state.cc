#include "fetch/state.h"

#include <algorithm>
#include <set>

namespace factbox {
namespace {

constexpr int kSchemaVersion = 1;

// link.state: 0 waits, 1 done. link.ended is a LinkEnd.
constexpr const char* kSchema = R"sql(
CREATE TABLE source (
  name TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, body_sha256 TEXT NOT NULL,
  tried_ms INTEGER NOT NULL, success_ms INTEGER NOT NULL, retry_ms INTEGER NOT NULL, failures INTEGER NOT NULL, error TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE link (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, state INTEGER NOT NULL, stamp TEXT NOT NULL, article TEXT NOT NULL,
  attempts INTEGER NOT NULL, due_ms INTEGER NOT NULL, found_ms INTEGER NOT NULL, done_ms INTEGER NOT NULL, ended INTEGER NOT NULL,
  etag TEXT NOT NULL, last_modified TEXT NOT NULL, error TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX link_waiting ON link (source, due_ms, found_ms) WHERE state = 0;
CREATE TABLE article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, first_id TEXT NOT NULL, version INTEGER NOT NULL, canonical TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, signature BLOB NOT NULL, added_ms INTEGER NOT NULL);
CREATE INDEX article_canonical ON article (canonical, version);
CREATE INDEX article_text ON article (text_sha256);
CREATE INDEX article_added ON article (added_ms) WHERE signature <> '';
CREATE TABLE band (value INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (value, article)) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);
CREATE TABLE output (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE day (
  source TEXT NOT NULL, day TEXT NOT NULL, links INTEGER NOT NULL, articles INTEGER NOT NULL, duplicates INTEGER NOT NULL,
  unchanged INTEGER NOT NULL, empty INTEGER NOT NULL, gone INTEGER NOT NULL, failures INTEGER NOT NULL, PRIMARY KEY (source, day)) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, kind INTEGER NOT NULL, body TEXT NOT NULL, fetched_ms INTEGER NOT NULL) WITHOUT ROWID;
)sql";

}  // namespace

Result<std::unique_ptr<IngestState>> IngestState::Open(const std::string& path, bool read_only) {
  Result<std::unique_ptr<Database>> database = Database::Open(path, read_only);
  if (!database) return database.error();
  int64_t version = 0;
  {
    Statement pragma = (*database)->Prepare("PRAGMA user_version");
    if (pragma.Bind().Step()) version = pragma.Integer(0);
  }
  if (version > kSchemaVersion) return Error{"state_unusable", path + ": was written by a newer version of this program"};
  if (version == 0 && !read_only) {
    (*database)->Execute("BEGIN IMMEDIATE");
    (*database)->Execute(kSchema);
    (*database)->Execute("PRAGMA user_version = " + std::to_string(kSchemaVersion));
    (*database)->Execute("COMMIT");
  }
  if (const Status status = (*database)->Check(); !status) return status.error();
  return std::unique_ptr<IngestState>(new IngestState(std::move(*database)));
}

void IngestState::Begin() { database_->Execute("BEGIN IMMEDIATE"); }

Status IngestState::Commit() {
  if (const Status status = Check(); !status) {
    Rollback();
    return status;
  }
  database_->Execute("COMMIT");
  return Check();
}

void IngestState::Rollback() {
  database_->Execute("ROLLBACK");
  (void)!Check();
}

SourceState IngestState::Source(const std::string& name) {
  SourceState out;
  Statement find =
      database_->Prepare("SELECT url, etag, last_modified, body_sha256, tried_ms, success_ms, retry_ms, failures, error FROM source WHERE name = ?");
  if (!find.Bind(name).Step()) return out;
  out.url = find.Text(0);
  out.etag = find.Text(1);
  out.last_modified = find.Text(2);
  out.body_sha256 = find.Text(3);
  out.tried_ms = find.Integer(4);
  out.success_ms = find.Integer(5);
  out.retry_ms = find.Integer(6);
  out.failures = static_cast<int>(find.Integer(7));
  out.error = find.Text(8);
  return out;
}

void IngestState::SaveSource(const std::string& name, const SourceState& state) {
  database_->Prepare("INSERT OR REPLACE INTO source VALUES (?,?,?,?,?,?,?,?,?,?)")
      .Run(name, state.url, state.etag, state.last_modified, state.body_sha256, state.tried_ms, state.success_ms, state.retry_ms, state.failures, state.error);
}

int64_t IngestState::AddLinks(const std::string& source, const std::vector<FoundLink>& links, int64_t now, int64_t again_ms) {
  // A link that waits already takes what the source says of it now; a link without a stamp never waits again.
  Statement add = database_->Prepare(
      "INSERT INTO link VALUES (?1,?2,?3,0,?4,?5,0,?6,?6,0,0,'','','') ON CONFLICT (key) DO UPDATE SET "
      "url = excluded.url, stamp = excluded.stamp, article = excluded.article, "
      "attempts = iif(state = 1, 0, attempts), due_ms = iif(state = 1, max(?6, done_ms + ?7), due_ms), state = 0 "
      "WHERE excluded.stamp <> '' AND excluded.stamp <> stamp");
  int64_t waiting = 0;
  for (const FoundLink& link : links) {
    add.Run(link.key, link.url, source, link.stamp, link.article, now, again_ms);
    waiting += database_->Changes();
  }
  return waiting;
}

std::vector<WaitingLink> IngestState::Waiting(const std::string& source, int64_t now, int limit) {
  std::vector<WaitingLink> out;
  Statement find = database_->Prepare(
      "SELECT key, url, article, etag, last_modified, attempts FROM link WHERE source = ? AND state = 0 AND due_ms <= ? ORDER BY due_ms, found_ms, key LIMIT "
      "?");
  find.Bind(source, now, limit);
  while (find.Step()) out.push_back({find.Text(0), find.Text(1), source, find.Text(2), find.Text(3), find.Text(4), static_cast<int>(find.Integer(5))});
  return out;
}

int64_t IngestState::CountWaiting(const std::string& source) {
  Statement count = database_->Prepare("SELECT count(*) FROM link WHERE source = ? AND state = 0");
  return count.Bind(source).Step() ? count.Integer(0) : 0;
}

void IngestState::EndLink(const std::string& key, LinkEnd end, const std::string& etag, const std::string& last_modified, int64_t now) {
  database_->Prepare("UPDATE link SET state = 1, ended = ?2, etag = ?3, last_modified = ?4, done_ms = ?5, article = '', error = '' WHERE key = ?1")
      .Run(key, end, etag, last_modified, now);
}

void IngestState::DelayLink(const std::string& key, int attempts, int64_t due_ms, const std::string& error) {
  database_->Prepare("UPDATE link SET attempts = ?2, due_ms = ?3, error = ?4 WHERE key = ?1").Run(key, attempts, due_ms, error);
}

std::optional<KnownArticle> IngestState::OneArticle(Statement& statement) {
  if (!statement.Step()) return std::nullopt;
  return KnownArticle{statement.Integer(0), statement.Text(1), statement.Text(2), statement.Text(3), static_cast<int>(statement.Integer(4))};
}

std::optional<KnownArticle> IngestState::ArticleOfUrl(const std::string& canonical) {
  Statement find = database_->Prepare("SELECT number, id, first_id, text_sha256, version FROM article WHERE canonical = ? ORDER BY version DESC LIMIT 1");
  return OneArticle(find.Bind(canonical));
}

std::optional<KnownArticle> IngestState::ArticleOfText(const std::string& text_sha256) {
  Statement find = database_->Prepare("SELECT number, id, first_id, text_sha256, version FROM article WHERE text_sha256 = ? ORDER BY number LIMIT 1");
  return OneArticle(find.Bind(text_sha256));
}

std::optional<KnownArticle> IngestState::NearArticle(const Signature& signature, double near, int64_t since_ms) {
  std::set<int64_t> candidates;
  Statement find = database_->Prepare("SELECT article FROM band WHERE value = ?");
  for (const uint64_t band : BandsOf(signature)) {
    find.Bind(band);
    while (find.Step()) candidates.insert(find.Integer(0));
  }
  Statement get = database_->Prepare("SELECT number, id, first_id, text_sha256, version, signature, added_ms FROM article WHERE number = ?");
  std::optional<KnownArticle> best;
  double similarity = 0;
  for (const int64_t number : candidates) {  // in the order of their numbers: of two that are as similar, the older one
    if (!get.Bind(number).Step() || get.Integer(6) < since_ms) continue;
    const std::optional<Signature> other = UnpackSignature(get.Text(5));
    const double now = other ? Similarity(signature, *other) : 0;
    if (now < near || now <= similarity) continue;
    similarity = now;
    best = KnownArticle{get.Integer(0), get.Text(1), get.Text(2), get.Text(3), static_cast<int>(get.Integer(4))};
  }
  return best;
}

void IngestState::AddArticle(const KnownArticle& article, const std::string& canonical, const std::optional<Signature>& signature, int64_t now) {
  database_->Prepare("INSERT INTO article (id, first_id, version, canonical, text_sha256, signature, added_ms) VALUES (?,?,?,?,?,?,?)")
      .Run(article.id, article.first_id, article.version, canonical, article.text_sha256, signature ? PackSignature(*signature) : std::string(), now);
  if (!signature) return;
  const int64_t number = database_->LastRowId();
  Statement add = database_->Prepare("INSERT OR IGNORE INTO band VALUES (?,?)");
  for (const uint64_t band : BandsOf(*signature)) add.Run(band, number);
}

void IngestState::ForgetSignatures(int64_t before_ms) {
  database_->Prepare("DELETE FROM band WHERE article IN (SELECT number FROM article WHERE added_ms < ? AND signature <> '')").Run(before_ms);
  database_->Prepare("UPDATE article SET signature = '' WHERE added_ms < ? AND signature <> ''").Run(before_ms);
}

std::vector<IngestState::OutputFile> IngestState::Outputs() {
  std::vector<OutputFile> out;
  Statement find = database_->Prepare("SELECT name, bytes FROM output ORDER BY name");
  find.Bind();
  while (find.Step()) out.push_back({find.Text(0), static_cast<uint64_t>(find.Integer(1))});
  return out;
}

uint64_t IngestState::OutputBytes(const std::string& name) {
  Statement find = database_->Prepare("SELECT bytes FROM output WHERE name = ?");
  return find.Bind(name).Step() ? static_cast<uint64_t>(find.Integer(0)) : 0;
}

void IngestState::SaveOutput(const std::string& name, uint64_t bytes) { database_->Prepare("INSERT OR REPLACE INTO output VALUES (?,?)").Run(name, bytes); }

void IngestState::CountDay(const SourceDay& more) {
  database_
      ->Prepare(
          "INSERT INTO day VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (source, day) DO UPDATE SET links = links + excluded.links, articles = articles + "
          "excluded.articles, "
          "duplicates = duplicates + excluded.duplicates, unchanged = unchanged + excluded.unchanged, empty = empty + excluded.empty, "
          "gone = gone + excluded.gone, failures = failures + excluded.failures")
      .Run(more.source, more.day, more.links, more.articles, more.duplicates, more.unchanged, more.empty, more.gone, more.failures);
}

std::vector<SourceDay> IngestState::Days(const std::string& source, const std::string& since_day) {
  std::vector<SourceDay> out;
  Statement find =
      database_->Prepare("SELECT day, links, articles, duplicates, unchanged, empty, gone, failures FROM day WHERE source = ? AND day >= ? ORDER BY day");
  find.Bind(source, since_day);
  while (find.Step())
    out.push_back(
        {source, find.Text(0), find.Integer(1), find.Integer(2), find.Integer(3), find.Integer(4), find.Integer(5), find.Integer(6), find.Integer(7)});
  return out;
}

std::optional<RobotsEntry> IngestState::Load(const std::string& origin) {
  Statement find = database_->Prepare("SELECT kind, body, fetched_ms FROM robots WHERE origin = ?");
  if (!find.Bind(origin).Step()) return std::nullopt;
  return RobotsEntry{static_cast<RobotsEntry::Kind>(find.Integer(0)), find.Text(1), find.Integer(2)};
}

void IngestState::Save(const std::string& origin, const RobotsEntry& entry) {
  database_->Prepare("INSERT OR REPLACE INTO robots VALUES (?,?,?,?)").Run(origin, entry.kind, entry.body, entry.fetched_ms);
}

}  // namespace factbox
