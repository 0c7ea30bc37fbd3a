// SQLite behind one wrapper: prepared statements, values bound by position, errors as values.
//
//   Statement find = database.Prepare("SELECT url FROM page WHERE source = ?");
//   find.Bind("bote");
//   while (find.Step()) use(find.Text(0));
//
// A statement that fails keeps the database's first error, which Check() returns: callers run a transaction through and look once, before they commit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace factbox {

class Database;

// Used by one thread, and no longer than its database.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Starts anew with these values for its question marks.
  template <class... Values>
  Statement& Bind(const Values&... values) {
    Reset();
    int position = 0;
    (BindOne(++position, values), ...);
    return *this;
  }
  // True: there is a row. False: there are no more, or something failed.
  bool Step();
  // Bind and one step, for what gives no rows.
  template <class... Values>
  void Run(const Values&... values) {
    Bind(values...);
    while (Step()) {
    }
    Reset();
  }

  int64_t Integer(int column) const;
  std::string Text(int column) const;  // also of blobs

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
  void Reset();
  void BindOne(int position, std::string_view text);
  void BindInteger(int position, int64_t value);
  template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  void BindOne(int position, T value) { BindInteger(position, static_cast<int64_t>(value)); }
  Database* database_;
  sqlite3_stmt* statement_;
};

// Used by one thread. Does not move: statements point at it.
class Database {
 public:
  // In WAL mode, with every commit on disk before it returns. Errors: state_unusable.
  static Result<std::unique_ptr<Database>> Open(const std::string& path, bool read_only = false);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement Prepare(std::string_view sql);
  // Statements without values.
  void Execute(const std::string& sql);
  // The first error since the last call. Errors: state_unusable.
  Status Check();
  int64_t Changes() const;
  int64_t LastRowId() const;

 private:
  friend class Statement;
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  void Note(int code);
  sqlite3* handle_;
  std::string path_;
  std::string error_;
};

}  // namespace factbox
