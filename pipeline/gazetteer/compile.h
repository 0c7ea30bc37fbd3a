// From the tables of gazetteers/ (and a user's folder of the same shape) to an image.
//
//   gazetteers/organizations/companies.tsv: "Toyota	Toyota Motor|Toyota Motor Corp.		company	JP"
//     → an OrganizationRecord and the phrases "toyota", "toyota motor", "toyota motor corp", each an entry
//
// The path of a file decides what it is read as (kTables in compile.cc). Names are cut into tokens and folded exactly as texts are.
// All mistakes of all files are reported together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/tsv.h"
#include "text/segmenter.h"

namespace factbox {

struct SourceFile {
  std::string path;  // relative to the data folder: "gazetteers/places/cities.tsv", "extractors/dates/rules.tsv"
  std::string content;
};

// All tables below `folder`, sorted by path: gazetteers/**.tsv and extractors/*/*.tsv.
Result<std::vector<SourceFile>> ReadSources(const std::string& folder);

// The rows of gazetteers/words/abbreviations.tsv among `files`, added to `abbreviations`.
void AddAbbreviations(const std::vector<SourceFile>& files, Abbreviations& abbreviations, Mistakes& mistakes);

// Requires: `abbreviations` holds those of `files`. An image with mistakes is still made, of the rows without any.
std::string CompileImage(const std::vector<SourceFile>& files, const Abbreviations& abbreviations, Mistakes& mistakes);

}  // namespace factbox
