#include <fmt/format.h>

#include "evaluate/report.h"
#include "record/json_writer.h"

namespace factbox::evaluate {
namespace {

// The shortest digits that read back as the same number.
std::string Number(double value) { return fmt::format("{}", value); }

std::string MeasuresOf(const Evaluation& evaluation, const Group& group) {
  std::string out;
  for (const uint32_t measure : evaluation.scoring.measures.InGroups()) {
    const Row* row = group.total.Find(measure);
    if (row == nullptr) continue;
    const Figures figures = FiguresOf(*row);
    out += fmt::format("{}\n  {}: {{\"p\": {}, \"r\": {}, \"f\": {}, \"right\": {}, \"predicted\": {}, \"found\": {}, \"gold\": {}", out.empty() ? "" : ",",
                       JsonQuoted(evaluation.scoring.measures.name(measure)), Number(figures.precision), Number(figures.recall), Number(figures.f1),
                       Number((*row)[0]), Number((*row)[1]), Number((*row)[2]), Number((*row)[3]));
    if (const auto interval = group.intervals.find(measure); interval != group.intervals.end())
      out += fmt::format(", \"low\": {}, \"high\": {}", Number(interval->second.low), Number(interval->second.high));
    out += "}";
  }
  return "{" + out + "\n }";
}

std::string Confusions(const Scoring& scoring) {
  std::string out;
  for (const auto& [name, confusion] : scoring.confusions) {
    std::string rows;
    for (const auto& [gold, row] : confusion) {
      std::string cells;
      for (const auto& [got, n] : row) cells += fmt::format("{}{}: {}", cells.empty() ? "" : ", ", JsonQuoted(got), n);
      rows += fmt::format("{}{}: {{{}}}", rows.empty() ? "" : ", ", JsonQuoted(gold), cells);
    }
    out += fmt::format("{}\n  {}: {{{}}}", out.empty() ? "" : ",", JsonQuoted(name), rows);
  }
  return "{" + out + "}";
}

std::string Mistakes(const Scoring& scoring) {
  std::string out;
  for (const auto& [sort, count] : scoring.mistake_counts) {
    std::string list;
    const auto kept = scoring.mistakes.find(sort);
    if (kept != scoring.mistakes.end())
      for (const Mistake& m : kept->second)
        list += fmt::format("{}\n   {{\"id\": {}, \"before\": {}, \"text\": {}, \"after\": {}, \"gold\": {}, \"got\": {}, \"why\": {}}}",
                            list.empty() ? "" : ",", JsonQuoted(m.document), JsonQuoted(m.before), JsonQuoted(m.text), JsonQuoted(m.after), JsonQuoted(m.gold),
                            JsonQuoted(m.got), JsonQuoted(m.why));
    out += fmt::format("{}\n  {}: {{\"count\": {}, \"first\": [{}]}}", out.empty() ? "" : ",", JsonQuoted(sort), count, list);
  }
  return "{" + out + "}";
}

}  // namespace

std::string ReportJson(const Evaluation& evaluation) {
  std::string notes, groups;
  for (const std::string& note : evaluation.notes) notes += (notes.empty() ? "" : ", ") + JsonQuoted(note);
  for (const Group& group : evaluation.groups)
    groups += fmt::format("{}\n {}: {{\"documents\": {}, \"measures\": {}}}", groups.empty() ? "" : ",", JsonQuoted(group.name), group.documents,
                          MeasuresOf(evaluation, group));
  std::string out = fmt::format("{{\n \"documents\": {},\n \"without_record\": {},\n \"notes\": [{}],\n \"measures\": {}", evaluation.documents,
                                evaluation.without_record, notes, MeasuresOf(evaluation, evaluation.all));
  if (!evaluation.scoring.kilometres.empty())
    out += fmt::format(",\n \"kilometres\": {{\"places\": {}, \"median\": {}, \"mean\": {}}}", evaluation.scoring.kilometres.size(),
                       Number(evaluation.median_kilometres), Number(evaluation.mean_kilometres));
  if (!evaluation.groups.empty()) out += ",\n \"by\": {" + groups + "}";
  out += ",\n \"confusions\": " + Confusions(evaluation.scoring) + ",\n \"errors\": " + Mistakes(evaluation.scoring) + "\n}\n";
  return out;
}

}  // namespace factbox::evaluate
