#include <fmt/format.h>

#include "evaluate/report.h"

namespace factbox::evaluate {
namespace {

std::string Line(const std::string& name, const Row& row, const Interval* interval) {
  const Figures figures = FiguresOf(row);
  const bool accuracy = name.find(" if ") != std::string::npos || (row[0] == row[2] && row[1] == row[3] && name.rfind("article/", 0) == 0);
  std::string out = fmt::format("{:<34}", name);
  out += accuracy ? fmt::format("{:20.1f}", 100 * figures.f1)
                  : fmt::format("{:6.1f} {:6.1f} {:6.1f}", 100 * figures.precision, 100 * figures.recall, 100 * figures.f1);
  out += interval != nullptr ? fmt::format("   {:<11}", fmt::format("{:.1f}-{:.1f}", 100 * interval->low, 100 * interval->high)) : std::string(14, ' ');
  return out + fmt::format("{:>10.6g}{:>11.6g}{:>9.6g}\n", row[0], row[1], row[3]);
}

std::string Table(const Evaluation& evaluation, const Group& group) {
  std::string out = fmt::format("{:<34}{:>6} {:>6} {:>6}   {:<11}{:>10}{:>11}{:>9}\n", "", "P", "R", "F1", "95 %", "right", "predicted", "gold");
  for (const uint32_t measure : evaluation.scoring.measures.InGroups()) {
    const Row* row = group.total.Find(measure);
    if (row == nullptr) continue;
    const auto interval = group.intervals.find(measure);
    out += Line(evaluation.scoring.measures.name(measure), *row, interval == group.intervals.end() ? nullptr : &interval->second);
  }
  return out;
}

}  // namespace

std::string ReportText(const Evaluation& evaluation) {
  std::string out = fmt::format("{} documents\n", evaluation.documents) + Table(evaluation, evaluation.all);
  if (!evaluation.scoring.kilometres.empty())
    out += fmt::format("places found lie {:.0f} km from gold in the median, {:.0f} km in the mean\n", evaluation.median_kilometres, evaluation.mean_kilometres);
  for (const Group& group : evaluation.groups) out += fmt::format("\n{}: {} documents\n", group.name, group.documents) + Table(evaluation, group);
  for (const auto& [sort, mistakes] : evaluation.scoring.mistakes) {
    if (mistakes.empty()) continue;
    out += fmt::format("\n-- {} ({})\n", sort, evaluation.scoring.mistake_counts.at(sort));
    for (const Mistake& mistake : mistakes) {
      out += fmt::format("{}: {}[{}]{}", mistake.document, mistake.before, mistake.text, mistake.after);
      if (!mistake.gold.empty()) out += "  gold " + mistake.gold;
      if (!mistake.got.empty()) out += "  got " + mistake.got;
      if (!mistake.why.empty()) out += "  why " + mistake.why;
      out += "\n";
    }
  }
  return out;
}

}  // namespace factbox::evaluate
