#include <fmt/format.h>

#include "evaluate/diff.h"
#include "record/json_writer.h"

namespace factbox::evaluate {
namespace {

const char* NameOf(Change change) { return change == Change::kGained ? "gained" : change == Change::kLost ? "lost" : "changed"; }

const char* NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kBetter: return "better";
    case Verdict::kWorse: return "worse";
    case Verdict::kNeither: return "neither";
    case Verdict::kUnknown: break;
  }
  return "";
}

DiffCounts Sum(const Diff& diff, Layer layer, Change change) {
  DiffCounts out;
  for (const auto& [key, group] : diff.groups) {
    if (key.layer != layer || key.change != change) continue;
    out.changes += group.counts.changes;
    out.better += group.counts.better;
    out.worse += group.counts.worse;
    out.neither += group.counts.neither;
  }
  return out;
}

bool AnyVerdict(const Diff& diff) {
  for (const auto& [key, group] : diff.groups)
    if (group.counts.better + group.counts.worse + group.counts.neither > 0) return true;
  return false;
}

std::string Judged(const DiffCounts& counts) {
  if (counts.better + counts.worse + counts.neither == 0) return {};
  return fmt::format(" ({} better, {} worse{})", counts.better, counts.worse, counts.neither > 0 ? fmt::format(", {} neither", counts.neither) : "");
}

std::string IdLine(const char* what, uint64_t count, const std::vector<std::string>& ids) {
  constexpr size_t kShown = 5;
  std::string out = fmt::format("{} {}:", count, what);
  for (size_t i = 0; i < ids.size() && i < kShown; ++i) out += " " + ids[i];
  return out + (count > kShown ? " …\n" : "\n");
}

}  // namespace

std::string DiffText(const Diff& diff) {
  std::string out = fmt::format("{} documents in both runs, {} of them the same\n", diff.documents, diff.same);
  if (diff.only_old_count > 0) out += IdLine("only in the old run", diff.only_old_count, diff.only_old);
  if (diff.only_new_count > 0) out += IdLine("only in the new run", diff.only_new_count, diff.only_new);
  if (!diff.other_text.empty()) out += IdLine("with another text, left out", diff.other_text.size(), diff.other_text);
  const bool verdicts = AnyVerdict(diff);
  out += fmt::format("\n{:<14}{:>9}{:>9}{:>9}{:>9}{:>9}", "", "old", "new", "gained", "lost", "changed") +
         (verdicts ? fmt::format("{:>9}{:>9}", "better", "worse") : "") + "\n";
  for (uint8_t i = 0; i < kLayers; ++i) {
    const Layer layer = static_cast<Layer>(i);
    const DiffCounts gained = Sum(diff, layer, Change::kGained), lost = Sum(diff, layer, Change::kLost), changed = Sum(diff, layer, Change::kChanged);
    out += fmt::format("{:<14}{:>9}{:>9}{:>9}{:>9}{:>9}", evaluate::NameOf(layer), diff.values[i][0], diff.values[i][1], gained.changes, lost.changes,
                       changed.changes);
    if (verdicts) out += fmt::format("{:>9}{:>9}", gained.better + lost.better + changed.better, gained.worse + lost.worse + changed.worse);
    out += "\n";
  }
  for (const auto& [key, group] : diff.groups) {
    out += fmt::format("\n{} {} {}: {}{}\n", evaluate::NameOf(key.layer), NameOf(key.change), key.rule, group.counts.changes, Judged(group.counts));
    for (const DiffExample& example : group.examples) {
      out += fmt::format("  {}: {}[{}]{}\n", example.document, example.before, example.text, example.after);
      if (!example.old_value.empty()) out += "    old " + example.old_value + "\n";
      if (!example.new_value.empty()) out += "    new " + example.new_value + "\n";
      if (example.verdict != Verdict::kUnknown) out += std::string("    ") + NameOf(example.verdict) + "\n";
    }
  }
  return out;
}

std::string DiffJson(const Diff& diff) {
  const auto list = [](const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + JsonQuoted(id);
    return "[" + out + "]";
  };
  std::string layers, groups;
  for (uint8_t i = 0; i < kLayers; ++i)
    layers +=
        fmt::format("{}\n  \"{}\": {{\"old\": {}, \"new\": {}, \"gained\": {}, \"lost\": {}, \"changed\": {}}}", i == 0 ? "" : ",",
                    evaluate::NameOf(static_cast<Layer>(i)), diff.values[i][0], diff.values[i][1], Sum(diff, static_cast<Layer>(i), Change::kGained).changes,
                    Sum(diff, static_cast<Layer>(i), Change::kLost).changes, Sum(diff, static_cast<Layer>(i), Change::kChanged).changes);
  for (const auto& [key, group] : diff.groups) {
    std::string examples;
    for (const DiffExample& e : group.examples)
      examples += fmt::format("{}\n    {{\"id\": {}, \"before\": {}, \"text\": {}, \"after\": {}, \"old\": {}, \"new\": {}, \"verdict\": {}}}",
                              examples.empty() ? "" : ",", JsonQuoted(e.document), JsonQuoted(e.before), JsonQuoted(e.text), JsonQuoted(e.after),
                              JsonQuoted(e.old_value), JsonQuoted(e.new_value), JsonQuoted(NameOf(e.verdict)));
    groups += fmt::format(
        "{}\n  {{\"layer\": \"{}\", \"change\": \"{}\", \"rule\": {}, \"count\": {}, \"better\": {}, \"worse\": {}, \"neither\": {}, \"examples\": [{}]}}",
        groups.empty() ? "" : ",", evaluate::NameOf(key.layer), NameOf(key.change), JsonQuoted(key.rule), group.counts.changes, group.counts.better,
        group.counts.worse, group.counts.neither, examples);
  }
  return fmt::format(
      "{{\n \"documents\": {},\n \"same\": {},\n \"only_old\": {{\"count\": {}, \"first\": {}}},\n \"only_new\": {{\"count\": {}, \"first\": {}}},\n "
      "\"other_text\": {},\n "
      "\"layers\": {{{}}},\n \"groups\": [{}]\n}}\n",
      diff.documents, diff.same, diff.only_old_count, list(diff.only_old), diff.only_new_count, list(diff.only_new), list(diff.other_text), layers, groups);
}

}  // namespace factbox::evaluate
