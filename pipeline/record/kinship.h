// How a record belongs to others that were written before: it tells of a copy, or of a later version, of the same article.
//
// Only who remembers other records (ingestion) knows that, and it is known when the record is written already or while it is being written elsewhere; so it is
// put into the line.
#pragma once

#include <string>

namespace factbox {

struct Kinship {
  std::string duplicate_of;  // id of an earlier record whose article has the same text, or nearly so; empty: none
  std::string version_of;    // id of the first record of this article; empty: this is it
};

// Puts `duplicate_of` and `version_of` behind the id. Requires: `record` is a line that RecordWriter wrote.
void AddKinship(const Kinship& kinship, std::string& record);

}  // namespace factbox
