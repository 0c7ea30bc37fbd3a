// Every row has the columns asked for, cells that stand in the text, and every mistake a place that is in the text.
#include "base/tsv.h"

#include <algorithm>
#include <string>

#include "fuzz_target.h"

void factbox::Fuzz(std::string_view input) {
  Mistakes mistakes;
  const TsvTable table = ReadTsv("t.tsv", input, {"name", "kind", "note?"}, mistakes);
  const auto lines = static_cast<int>(std::count(input.begin(), input.end(), '\n')) + 1;
  int last = 0;
  for (const TsvRow& row : table.rows) {
    FUZZ_REQUIRE(row.cells.size() == 3);
    FUZZ_REQUIRE(row.line > last && row.line <= lines);
    last = row.line;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string_view cell = row.cells[i];
      FUZZ_REQUIRE(cell.empty() || (cell.data() >= input.data() && cell.data() + cell.size() <= input.data() + input.size()));
      FUZZ_REQUIRE(cell.find_first_of("\t\n") == std::string_view::npos);
      const Mistake mistake = table.At(row, i, "m");
      FUZZ_REQUIRE(mistake.line == row.line && mistake.column >= 1);
      size_t length = 0;
      for (const std::string_view part : SplitAlternatives(cell)) length += part.size() + 1;
      FUZZ_REQUIRE(length == (cell.empty() ? 0 : cell.size() + 1));
    }
  }
  for (const Mistake& mistake : mistakes) FUZZ_REQUIRE(mistake.line >= 1 && mistake.line <= lines && mistake.column >= 1 && !mistake.message.empty());
}
