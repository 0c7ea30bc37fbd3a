#include "base/tsv.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace factbox {
namespace {

using Strings = std::vector<std::string>;

// Cells with a bar between them, one string a row; then the mistakes.
Strings Read(std::string_view text, const std::vector<std::string_view>& columns) {
  Mistakes mistakes;
  const TsvTable table = ReadTsv("t.tsv", text, columns, mistakes);
  Strings out;
  for (const TsvRow& row : table.rows) {
    std::string line = std::to_string(row.line) + ":";
    for (size_t i = 0; i < row.cells.size(); ++i) line += (i > 0 ? "|" : "") + std::string(row.cells[i]);
    out.push_back(line);
  }
  for (const Mistake& mistake : mistakes) out.push_back(mistake.ToString());
  return out;
}

TEST(TsvTest, RowsHaveTheColumnsThatWereAskedFor) {
  EXPECT_EQ(Read("# comment\n\nname\tkind\nOslo\tcity\n# another\nNorway\t\n", {"kind", "name"}), (Strings{"4:city|Oslo", "6:|Norway"}));
}

TEST(TsvTest, LineEndsByteOrderMarkAndLastLine) {
  EXPECT_EQ(Read("\xEF\xBB\xBFname\tkind\r\nOslo\tcity\r\nBergen\tcity", {"name", "kind"}), (Strings{"2:Oslo|city", "3:Bergen|city"}));
}

TEST(TsvTest, OptionalColumnsMayBeMissing) {
  EXPECT_EQ(Read("name\nOslo\n", {"name", "note?"}), (Strings{"2:Oslo|"}));
  EXPECT_EQ(Read("name\tnote\nOslo\tx\n", {"name", "note?"}), (Strings{"2:Oslo|x"}));
}

TEST(TsvTest, AllMistakesAreReportedWithLineAndColumn) {
  EXPECT_EQ(Read("# list\nname\tknd\nOslo\tcity\textra\nBergen\nVoss \tcity\nBod\xF8\tcity\nMoss\t city\nRana\tcity\n", {"name", "kind"}),
            (Strings{"8:Rana|", "t.tsv:2:1: column 'kind' is missing in the header", "t.tsv:2:6: unknown column 'knd'",
                     "t.tsv:3:1: 3 cells, but the header has 2", "t.tsv:4:1: 1 cells, but the header has 2", "t.tsv:5:1: blank at the edge of a cell",
                     "t.tsv:6:1: invalid UTF-8", "t.tsv:7:6: blank at the edge of a cell"}));
}

TEST(TsvTest, ColumnsOfTheHeaderAreDifferent) {
  EXPECT_EQ(Read("name\tkind\tname\nOslo\tcity\tBergen\n", {"name", "kind"}), (Strings{"2:Oslo|city", "t.tsv:1:11: column 'name' is there twice"}));
}

TEST(TsvTest, AFileWithoutAHeaderIsAMistake) {
  EXPECT_EQ(Read("", {"name"}), (Strings{"t.tsv:1:1: no header line"}));
  EXPECT_EQ(Read("# only\n# comments\n", {"name"}), (Strings{"t.tsv:2:1: no header line"}));
}

TEST(TsvTest, TheReaderOfATableReportsItsOwnMistakesByCell) {
  Mistakes mistakes;
  const TsvTable table = ReadTsv("t.tsv", "a\tbb\tc\nx\tyéy\tz\n", {"c", "bb", "d?"}, mistakes);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(ToString(mistakes), "t.tsv:1:1: unknown column 'a'");
  EXPECT_EQ(table.At(table.rows[0], 0, "m").ToString(), "t.tsv:2:8: m");
  EXPECT_EQ(table.At(table.rows[0], 1, "m", 3).ToString(), "t.tsv:2:6: m");
  EXPECT_EQ(table.At(table.rows[0], 2, "m").ToString(), "t.tsv:2:1: m");
}

TEST(TsvTest, AlternativesOfACell) {
  EXPECT_TRUE(SplitAlternatives("").empty());
  EXPECT_EQ(SplitAlternatives("a"), (std::vector<std::string_view>{"a"}));
  EXPECT_EQ(SplitAlternatives("a|b c||d"), (std::vector<std::string_view>{"a", "b c", "", "d"}));
  EXPECT_EQ(SplitWords(" a  bc d "), (std::vector<std::string_view>{"a", "bc", "d"}));
  EXPECT_TRUE(SplitWords(" ").empty());
}

}  // namespace
}  // namespace factbox
