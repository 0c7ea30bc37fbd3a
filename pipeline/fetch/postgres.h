// Records into PostgreSQL: a table with the record as JSONB and the columns that one asks for most, generated from it.
//
//   SELECT url, published FROM factbox_records WHERE record -> 'people' @> '[{"name": "Celeste Mandlate"}]';
//
// A batch is copied into a temporary table and put in by one INSERT … ON CONFLICT (id) DO UPDATE, in one transaction: a batch that is written again
// after a crash leaves the table as it was. JSONB cannot hold U+0000, which is written as U+FFFD.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace factbox {

// Used by one thread.
class Postgres {
 public:
  // Connects and makes the table where it is not there. `url`: postgres://…, as libpq understands it. Errors: postgres_failed.
  static Result<std::unique_ptr<Postgres>> Open(const std::string& url);
  ~Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  // Records, a line of JSON each; of two with one id the last counts. Errors: postgres_failed; then none of them is in.
  Status Write(const std::vector<std::string>& records);

 private:
  struct Connection;
  explicit Postgres(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

// "\u0000" in a line of JSON becomes "\ufffd".
std::string WithoutNul(std::string_view json);

}  // namespace factbox
