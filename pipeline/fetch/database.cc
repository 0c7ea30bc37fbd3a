#include "fetch/database.h"

#include <sqlite3.h>

#include <utility>

namespace factbox {
namespace {

constexpr int kBusyMs = 10'000;  // a reader of the status holds nobody up longer than this

}  // namespace

Statement::Statement(Statement&& other) noexcept : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::Reset() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
}

void Statement::BindOne(int position, std::string_view text) {
  if (statement_ != nullptr)
    database_->Note(sqlite3_bind_text64(statement_, position, text.data() != nullptr ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::BindInteger(int position, int64_t value) {
  if (statement_ != nullptr) database_->Note(sqlite3_bind_int64(statement_, position, value));
}

bool Statement::Step() {
  if (statement_ == nullptr) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->Note(code);
  return false;
}

int64_t Statement::Integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::Text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

Result<std::unique_ptr<Database>> Database::Open(const std::string& path, bool read_only) {
  sqlite3* handle = nullptr;
  const int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK) return Error{"state_unusable", path + ": " + (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code))};
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMs);
  if (!read_only) {
    database->Execute("PRAGMA journal_mode = WAL");
    database->Execute("PRAGMA synchronous = FULL");
  }
  if (const Status status = database->Check(); !status) return status.error();
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

Statement Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  Note(sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr));
  return {*this, statement};
}

void Database::Execute(const std::string& sql) { Note(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr)); }

void Database::Note(int code) {
  if (code == SQLITE_OK || !error_.empty()) return;
  error_ = path_ + ": " + sqlite3_errmsg(handle_);
}

Status Database::Check() {
  if (error_.empty()) return {};
  return Error{"state_unusable", std::exchange(error_, {})};
}

int64_t Database::Changes() const { return sqlite3_changes64(handle_); }
int64_t Database::LastRowId() const { return sqlite3_last_insert_rowid(handle_); }

}  // namespace factbox
