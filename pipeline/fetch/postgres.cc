#include "fetch/postgres.h"

#include <libpq-fe.h>

#include <string_view>

namespace factbox {
namespace {

constexpr const char* kTable = R"sql(
CREATE TABLE IF NOT EXISTS factbox_records (
  id text PRIMARY KEY,
  record jsonb NOT NULL,
  status text GENERATED ALWAYS AS (record ->> 'status') STORED,
  url text GENERATED ALWAYS AS (record #>> '{article,url}') STORED,
  publisher text GENERATED ALWAYS AS (record #>> '{article,publisher}') STORED,
  title text GENERATED ALWAYS AS (record #>> '{article,title}') STORED,
  published text GENERATED ALWAYS AS (record #>> '{article,published}') STORED,
  language text GENERATED ALWAYS AS (record #>> '{article,language}') STORED,
  duplicate_of text GENERATED ALWAYS AS (record ->> 'duplicate_of') STORED,
  version_of text GENERATED ALWAYS AS (record ->> 'version_of') STORED);
CREATE INDEX IF NOT EXISTS factbox_records_published ON factbox_records (published);
CREATE INDEX IF NOT EXISTS factbox_records_url ON factbox_records (url);
CREATE INDEX IF NOT EXISTS factbox_records_record ON factbox_records USING gin (record jsonb_path_ops);
CREATE TEMPORARY TABLE factbox_staging (number bigint GENERATED ALWAYS AS IDENTITY, record jsonb NOT NULL) ON COMMIT DELETE ROWS;
)sql";

constexpr const char* kUpsert = R"sql(
INSERT INTO factbox_records (id, record)
SELECT DISTINCT ON (record ->> 'id') record ->> 'id', record FROM factbox_staging ORDER BY record ->> 'id', number DESC
ON CONFLICT (id) DO UPDATE SET record = excluded.record WHERE factbox_records.record IS DISTINCT FROM excluded.record
)sql";

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, FreeResult>;

// COPY's text format: a line a row, with these escaped.
void AppendCopyEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
}

}  // namespace

std::string WithoutNul(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (size_t at = 0; at < json.size(); ++at) {
    if (json[at] != '\\' || at + 1 == json.size()) {
      out += json[at];
    } else if (json.substr(at, 6) == "\\u0000") {
      out += "\\ufffd";
      at += 5;
    } else {  // an escape and what it escapes, so that "\\u0000" stays a backslash and letters
      out += json.substr(at, 2);
      ++at;
    }
  }
  return out;
}

struct Postgres::Connection {
  PGconn* handle = nullptr;
  ~Connection() { PQfinish(handle); }

  Error Failure() const {
    std::string message = PQerrorMessage(handle);
    while (!message.empty() && message.back() == '\n') message.pop_back();
    for (char& c : message)
      if (c == '\n') c = ' ';
    return {"postgres_failed", "PostgreSQL: " + message};
  }

  Status Execute(const char* sql) {
    const ResultPtr result(PQexec(handle, sql));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN) return {};
    return Failure();
  }

  Status Copy(const std::vector<std::string>& records) {
    if (const Status status = Execute("COPY factbox_staging (record) FROM STDIN"); !status) return status;
    for (const std::string& record : records) {
      std::string row;
      std::string clean = WithoutNul(record);
      while (!clean.empty() && clean.back() == '\n') clean.pop_back();
      AppendCopyEscaped(row, clean);
      row += '\n';
      if (PQputCopyData(handle, row.data(), static_cast<int>(row.size())) != 1) return Failure();
    }
    if (PQputCopyEnd(handle, nullptr) != 1) return Failure();
    Status out;
    while (const ResultPtr result{PQgetResult(handle)})
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) out = Failure();
    return out;
  }
};

Postgres::Postgres(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Postgres::~Postgres() = default;

Result<std::unique_ptr<Postgres>> Postgres::Open(const std::string& url) {
  auto connection = std::make_unique<Connection>();
  connection->handle = PQconnectdb(url.c_str());
  if (connection->handle == nullptr || PQstatus(connection->handle) != CONNECTION_OK) return connection->Failure();
  PQsetNoticeProcessor(
      connection->handle, [](void*, const char*) {}, nullptr);  // "already exists, skipping": the library does not talk
  if (PQsetClientEncoding(connection->handle, "UTF8") != 0) return connection->Failure();
  if (const Status status = connection->Execute(kTable); !status) return status.error();
  return std::unique_ptr<Postgres>(new Postgres(std::move(connection)));
}

Status Postgres::Write(const std::vector<std::string>& records) {
  Connection& connection = *connection_;
  Status status = connection.Execute("BEGIN");
  if (status) status = connection.Copy(records);
  if (status) status = connection.Execute(kUpsert);
  if (status) status = connection.Execute("COMMIT");
  if (!status) (void)!connection.Execute("ROLLBACK");
  return status;
}

}  // namespace factbox
