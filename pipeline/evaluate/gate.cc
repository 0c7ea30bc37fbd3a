#include "evaluate/gate.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

#include "base/file.h"
#include "record/json_writer.h"

namespace factbox::evaluate {
namespace {

constexpr double kUnit = 1000;

int Thousandths(double figure) { return static_cast<int>(std::floor(figure * kUnit + 1e-9)); }

std::string Shown(int thousandths) { return fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000); }

// Kinds of values are many, small and for reading; the figures over all kinds are pinned.
bool IsPinned(const std::string& measure) { return measure.find(" of kind ") == std::string::npos; }

std::map<std::string, double> FiguresByName(const Evaluation& evaluation) {
  std::map<std::string, double> out;
  for (const auto& [measure, row] : evaluation.all.total.rows()) {
    const std::string& name = evaluation.scoring.measures.name(measure);
    if (IsPinned(name)) out[name] = FiguresOf(row).f1;
  }
  return out;
}

}  // namespace

Result<Floors> ReadFloors(const std::string& path) {
  const Result<std::string> text = ReadFile(path);
  if (!text) return text.error();
  const auto broken = [&](const std::string& why) { return Error{"invalid_floors", path + ": " + why}; };
  simdjson::dom::parser parser;
  simdjson::dom::element value;
  if (const auto error = parser.parse(*text).get(value); error != simdjson::SUCCESS)
    return broken(std::string("not valid JSON: ") + simdjson::error_message(error));
  Floors out;
  std::string_view fingerprint;
  simdjson::dom::object floors;
  if (value["fingerprint"].get(fingerprint) != simdjson::SUCCESS || value["floors"].get(floors) != simdjson::SUCCESS)
    return broken("has no 'fingerprint' and 'floors': it is no file that --update wrote");
  out.fingerprint = fingerprint;
  for (const simdjson::dom::key_value_pair field : floors) {
    double floor = 0;
    if (field.value.get(floor) != simdjson::SUCCESS || floor < 0 || floor > 1)
      return broken("the floor of '" + std::string(field.key) + "' is no number from 0 to 1");
    out.thousandths[std::string(field.key)] = static_cast<int>(std::lround(floor * kUnit));
  }
  return out;
}

std::string WriteFloors(const Floors& floors) {
  std::string out = "{\n \"fingerprint\": \"" + floors.fingerprint + "\",\n \"floors\": {";
  bool first = true;
  for (const auto& [measure, floor] : floors.thousandths) {
    out += first ? "\n  \"" : ",\n  \"";
    first = false;
    AppendJsonEscaped(out, measure);
    out += "\": " + Shown(floor);
  }
  return out + "\n }\n}\n";
}

GateReport Compare(const Evaluation& evaluation, const Floors& floors) {
  GateReport out;
  if (evaluation.fingerprint != floors.fingerprint)
    out.failures.push_back("the gold or the texts are not those that the floors are of: look at the figures, then --update");
  const std::map<std::string, double> figures = FiguresByName(evaluation);
  for (const auto& [measure, floor] : floors.thousandths) {
    const auto found = figures.find(measure);
    if (found == figures.end())
      out.failures.push_back(measure + " is no longer measured; its floor is " + Shown(floor));
    else if (Thousandths(found->second) < floor)
      out.failures.push_back(fmt::format("{} is {:.4f}, below its floor {}", measure, found->second, Shown(floor)));
  }
  for (const auto& [measure, figure] : figures)
    if (floors.thousandths.count(measure) == 0) out.notes.push_back(fmt::format("{} is {:.4f} and has no floor yet (--update)", measure, figure));
  return out;
}

Update UpdateFloors(const Evaluation& evaluation, const Floors* old, bool allow_lower) {
  Update out;
  out.floors.fingerprint = evaluation.fingerprint;
  const std::map<std::string, double> figures = FiguresByName(evaluation);
  for (const auto& [measure, figure] : figures) out.floors.thousandths[measure] = Thousandths(figure);
  if (old == nullptr) return out;
  for (const auto& [measure, floor] : old->thousandths) {
    const auto found = out.floors.thousandths.find(measure);
    const bool gone = found == out.floors.thousandths.end();
    if (!gone && found->second >= floor) continue;
    out.lowered.push_back(measure + " " + Shown(floor) + " → " + (gone ? std::string("not measured") : Shown(found->second)));
    if (!allow_lower) out.floors.thousandths[measure] = floor;
  }
  return out;
}

}  // namespace factbox::evaluate
