#include "base/tsv.h"

#include <algorithm>

#include "base/utf8.h"

namespace factbox {
namespace {

std::vector<std::string_view> Split(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  size_t start = 0;
  for (;;) {
    const size_t end = line.find(separator, start);
    out.push_back(line.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return out;
    start = end + 1;
  }
}

bool HasOuterBlank(std::string_view cell) { return !cell.empty() && (cell.front() == ' ' || cell.back() == ' ' || cell.back() == '\r'); }

struct Wanted {
  std::string_view name;
  bool optional;
};

}  // namespace

std::string Mistake::ToString() const { return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message; }

std::string ToString(const Mistakes& mistakes) {
  std::string out;
  for (const Mistake& mistake : mistakes) {
    if (!out.empty()) out += '\n';
    out += mistake.ToString();
  }
  return out;
}

Mistake TsvTable::At(const TsvRow& row, size_t cell, std::string message, size_t offset) const {
  const size_t index = static_cast<size_t>(&row - rows.data());
  const int column = index < columns_of_cells_.size() && cell < columns_of_cells_[index].size() ? columns_of_cells_[index][cell] : 1;
  return {file, row.line, column + static_cast<int>(offset), std::move(message)};
}

TsvTable ReadTsv(std::string file, std::string_view text, const std::vector<std::string_view>& columns, Mistakes& mistakes) {
  TsvTable table;
  table.file = std::move(file);
  auto mistake = [&](int line, int column, std::string message) { mistakes.push_back({table.file, line, column, std::move(message)}); };

  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  std::vector<Wanted> wanted;
  for (std::string_view name : columns) {
    const bool optional = !name.empty() && name.back() == '?';
    wanted.push_back({optional ? name.substr(0, name.size() - 1) : name, optional});
  }

  std::vector<int> cell_of_wanted;  // -1: not in the file
  size_t header_cells = 0;
  bool have_header = false;
  int line_number = 0;
  size_t start = 0;
  while (start < text.size()) {
    size_t end = text.find('\n', start);
    if (end == std::string_view::npos) end = text.size();
    std::string_view line = text.substr(start, end - start);
    start = end + 1;
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!IsValidUtf8(line)) {
      mistake(line_number, 1, "invalid UTF-8");
      continue;
    }
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (!have_header) {
      have_header = true;
      header_cells = cells.size();
      for (const Wanted& want : wanted) {
        const auto at = std::find(cells.begin(), cells.end(), want.name);
        cell_of_wanted.push_back(at == cells.end() ? -1 : static_cast<int>(at - cells.begin()));
        if (at == cells.end() && !want.optional) mistake(line_number, 1, "column '" + std::string(want.name) + "' is missing in the header");
      }
      for (const std::string_view& cell : cells) {
        const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const Wanted& want) { return want.name == cell; });
        if (!known) mistake(line_number, static_cast<int>(cell.data() - line.data()) + 1, "unknown column '" + std::string(cell) + "'");
        const bool twice = std::find(cells.data(), &cell, cell) != &cell;
        if (known && twice) mistake(line_number, static_cast<int>(cell.data() - line.data()) + 1, "column '" + std::string(cell) + "' is there twice");
      }
      continue;
    }
    if (cells.size() != header_cells) {
      mistake(line_number, 1, std::to_string(cells.size()) + " cells, but the header has " + std::to_string(header_cells));
      continue;
    }
    bool good = true;
    for (std::string_view cell : cells) {
      if (!HasOuterBlank(cell)) continue;
      mistake(line_number, static_cast<int>(cell.data() - line.data()) + 1, "blank at the edge of a cell");
      good = false;
    }
    if (!good) continue;
    TsvRow row{line_number, {}};
    std::vector<int> at;
    for (const int index : cell_of_wanted) {
      const std::string_view cell = index < 0 ? std::string_view() : cells[static_cast<size_t>(index)];
      row.cells.push_back(cell);
      at.push_back(index < 0 ? 1 : static_cast<int>(cell.data() - line.data()) + 1);
    }
    table.rows.push_back(std::move(row));
    table.columns_of_cells_.push_back(std::move(at));
  }
  if (!have_header) mistake(std::max(line_number, 1), 1, "no header line");
  return table;
}

std::vector<std::string_view> SplitAlternatives(std::string_view cell) {
  if (cell.empty()) return {};
  return Split(cell, '|');
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace factbox
