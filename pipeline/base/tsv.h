// Tab-separated tables: how all knowledge is written down.
//
//   # comment
//   name	aliases	kind
//   World Bank	WB|the Bank	igo
//
// The first line that is neither blank nor a comment names the columns. Every row has as many cells as the header; `|` separates
// alternatives within a cell; an empty cell is absent. No quoting, hence no tab or line break within a cell.
// Reading never stops at the first mistake: all of them are collected with file, line and column (both from 1; columns count bytes).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace factbox {

struct Mistake {
  std::string file;
  int line = 0;
  int column = 0;  // byte within the line, from 1
  std::string message;

  std::string ToString() const;  // file:line:column: message
};
using Mistakes = std::vector<Mistake>;

// Every mistake, one a line.
std::string ToString(const Mistakes& mistakes);

struct TsvRow {
  int line = 0;                         // in the file, from 1
  std::vector<std::string_view> cells;  // one a column wanted, in the order asked for; borrowed from the text
};

struct TsvTable {
  std::string file;
  std::vector<TsvRow> rows;

  // A mistake at a cell of a row (`offset` bytes into it), for the reader of the table to add its own.
  // Requires: `row` is one of `rows`, not a copy.
  Mistake At(const TsvRow& row, size_t cell, std::string message, size_t offset = 0) const;

 private:
  friend TsvTable ReadTsv(std::string file, std::string_view text, const std::vector<std::string_view>& columns, Mistakes& mistakes);
  std::vector<std::vector<int>> columns_of_cells_;  // per row, byte column of each cell
};

// Requires: `text` outlives the table. A column written "name?" may be missing in the file (its cells are then empty); columns that are not
// asked for are a mistake, so that a misspelled header does not go unnoticed. Rows with mistakes are left out.
TsvTable ReadTsv(std::string file, std::string_view text, const std::vector<std::string_view>& columns, Mistakes& mistakes);

// "a|b|c" → {"a", "b", "c"}; "" → {}.
std::vector<std::string_view> SplitAlternatives(std::string_view cell);

// "a  b c" → {"a", "b", "c"}: what blanks part.
std::vector<std::string_view> SplitWords(std::string_view text);

}  // namespace factbox
