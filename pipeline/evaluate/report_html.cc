// One page that needs nothing else: styles inside, plots as SVG, no scripts, light and dark after the reader's system.
#include <fmt/format.h>

#include <algorithm>

#include "base/html.h"
#include "evaluate/report.h"

namespace factbox::evaluate {
namespace {

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1c1e21; --dim: #667; --line: #d8dae0; --paper: #fff; --accent: #1f5fbf; --soft: #dbe7fa; --bad: #b3261e; --mark: #ffe9a8; }}
@media (prefers-color-scheme: dark) {{
 :root {{ --ink: #e4e6ea; --dim: #9aa0ac; --line: #3a3f48; --paper: #16181c; --accent: #7fb0ff; --soft: #24344f; --bad: #ff8a80; --mark: #5b4a12; }}
}}
body {{ font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.15rem; margin-top: 2.2rem; }} h3 {{ font-size: 1rem; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }}
th, td {{ padding: .15rem .6rem; border-bottom: 1px solid var(--line); text-align: right; }}
th:first-child, td:first-child {{ text-align: left; }}
thead th {{ color: var(--dim); font-weight: 500; }}
.scroll {{ overflow-x: auto; }}
.plot line {{ stroke: var(--line); }} .plot .range {{ stroke: var(--accent); stroke-width: 2; }} .plot circle {{ fill: var(--accent); }}
.bar {{ fill: var(--accent); }}
.confusion td {{ min-width: 3.5rem; }} .confusion td.right {{ font-weight: 600; }}
details {{ border-bottom: 1px solid var(--line); padding: .35rem 0; }} summary {{ cursor: pointer; }}
.mistake {{ margin: .5rem 0 .9rem 1rem; }} .mistake p {{ margin: 0; }} .mistake .say {{ color: var(--dim); font-size: .87rem; }}
mark {{ background: var(--mark); color: inherit; padding: 0 .1em; }} code {{ font-size: .87rem; }} .note {{ color: var(--bad); }}
</style>
</head>
<body>
)";

// A line from 0 to 100 with the interval and the figure on it.
std::string Plot(double value, const Interval* interval) {
  constexpr double kWidth = 200;
  std::string out =
      fmt::format(R"(<svg class="plot" width="{0:.0f}" height="16" viewBox="0 0 {0:.0f} 16" role="img" aria-label="{1:.1f}">)", kWidth + 8, 100 * value);
  for (const int tick : {0, 25, 50, 75, 100}) out += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="2" y2="14"/>)", 4 + kWidth * tick / 100);
  if (interval != nullptr)
    out += fmt::format(R"(<line class="range" x1="{:.1f}" x2="{:.1f}" y1="8" y2="8"/>)", 4 + kWidth * interval->low, 4 + kWidth * interval->high);
  return out + fmt::format(R"(<circle cx="{:.1f}" cy="8" r="3.5"/></svg>)", 4 + kWidth * value);
}

std::string Scores(const Evaluation& evaluation, const Group& group) {
  std::string out =
      "<div class=\"scroll\"><table><thead><tr><th>measure</th><th>P</th><th>R</th><th>F1</th><th>95 %</th><th>0 … "
      "100</th><th>right</th><th>predicted</th><th>gold</th>"
      "</tr></thead><tbody>\n";
  for (const uint32_t measure : evaluation.scoring.measures.InGroups()) {
    const Row* row = group.total.Find(measure);
    if (row == nullptr) continue;
    const Figures figures = FiguresOf(*row);
    const auto found = group.intervals.find(measure);
    const Interval* interval = found == group.intervals.end() ? nullptr : &found->second;
    const std::string range = interval == nullptr ? "" : fmt::format("{:.1f}–{:.1f}", 100 * interval->low, 100 * interval->high);
    out += fmt::format("<tr><td>{}</td><td>{:.1f}</td><td>{:.1f}</td><td>{:.1f}</td><td>{}</td><td>{}</td><td>{:.6g}</td><td>{:.6g}</td><td>{:.6g}</td></tr>\n",
                       HtmlEscaped(evaluation.scoring.measures.name(measure)), 100 * figures.precision, 100 * figures.recall, 100 * figures.f1, range,
                       Plot(figures.f1, interval), (*row)[0], (*row)[1], (*row)[3]);
  }
  return out + "</tbody></table></div>\n";
}

std::string ConfusionTable(const std::string& name, const Confusion& confusion) {
  std::vector<std::string> columns;
  for (const auto& [gold, row] : confusion)
    for (const auto& [got, n] : row)
      if (std::find(columns.begin(), columns.end(), got) == columns.end()) columns.push_back(got);
  std::sort(columns.begin(), columns.end());
  const auto shown = [](const std::string& kind) { return kind == "-" ? std::string("none") : kind.empty() ? std::string("unsaid") : HtmlEscaped(kind); };
  std::string out = "<h3>" + HtmlEscaped(name) + "</h3>\n<div class=\"scroll\"><table class=\"confusion\"><thead><tr><th>gold ↓ record →</th>";
  for (const std::string& column : columns) out += "<th>" + shown(column) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const auto& [gold, row] : confusion) {
    uint64_t sum = 0;
    for (const auto& [got, n] : row) sum += n;
    out += "<tr><td>" + shown(gold) + "</td>";
    for (const std::string& column : columns) {
      const auto cell = row.find(column);
      const uint64_t n = cell == row.end() ? 0 : cell->second;
      const int share = sum == 0 ? 0 : static_cast<int>(100 * n / sum);
      out += n == 0 ? std::string("<td></td>")
                    : fmt::format("<td{} style=\"background: color-mix(in srgb, var(--soft) {}%, transparent)\">{}</td>",
                                  gold == column ? " class=\"right\"" : "", share, n);
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string MistakeOf(const Mistake& mistake) {
  std::string out = fmt::format("<div class=\"mistake\"><p>{}<mark>{}</mark>{}</p><p class=\"say\">{}", HtmlEscaped(mistake.before), HtmlEscaped(mistake.text),
                                HtmlEscaped(mistake.after), HtmlEscaped(mistake.document));
  if (!mistake.gold.empty()) out += " · gold <b>" + HtmlEscaped(mistake.gold) + "</b>";
  if (!mistake.got.empty()) out += " · got <b>" + HtmlEscaped(mistake.got) + "</b>";
  if (!mistake.why.empty()) out += " · why <code>" + HtmlEscaped(mistake.why) + "</code>";
  return out + "</p></div>\n";
}

std::string Mistakes(const Scoring& scoring) {
  uint64_t most = 1;
  for (const auto& [sort, count] : scoring.mistake_counts) most = std::max(most, count);
  std::string out;
  for (const auto& [sort, count] : scoring.mistake_counts) {
    constexpr double kWidth = 240;
    out += fmt::format(
        "<details><summary>{} <svg width=\"{:.0f}\" height=\"10\"><rect class=\"bar\" width=\"{:.1f}\" height=\"10\" rx=\"2\"/></svg> {}</summary>\n",
        HtmlEscaped(sort), kWidth, kWidth * static_cast<double>(count) / static_cast<double>(most), count);
    const auto kept = scoring.mistakes.find(sort);
    if (kept != scoring.mistakes.end()) {
      for (const Mistake& mistake : kept->second) out += MistakeOf(mistake);
      if (kept->second.size() < count) out += fmt::format("<p class=\"say\">and {} more</p>\n", count - kept->second.size());
    }
    out += "</details>\n";
  }
  return out;
}

}  // namespace

std::string ReportHtml(const Evaluation& evaluation, const std::string& title) {
  std::string out = fmt::format(fmt::runtime(kHead), fmt::arg("title", HtmlEscaped(title)));
  out += "<h1>" + HtmlEscaped(title) + "</h1>\n" + fmt::format("<p>{} documents", evaluation.documents);
  if (!evaluation.scoring.kilometres.empty())
    out += fmt::format("; places found lie {:.0f} km from gold in the median, {:.0f} km in the mean", evaluation.median_kilometres, evaluation.mean_kilometres);
  out += ".</p>\n";
  for (const std::string& note : evaluation.notes) out += "<p class=\"note\">" + HtmlEscaped(note) + "</p>\n";
  out += "<h2>Scores</h2>\n<p>In per cent; the bar is the 95 % bootstrap interval over documents.</p>\n" + Scores(evaluation, evaluation.all);
  if (!evaluation.scoring.confusions.empty()) out += "<h2>Confusions</h2>\n";
  for (const auto& [name, confusion] : evaluation.scoring.confusions)
    if (!confusion.empty()) out += ConfusionTable(name, confusion);
  out += "<h2>Mistakes</h2>\n" + Mistakes(evaluation.scoring);
  if (!evaluation.groups.empty()) out += "<h2>Groups</h2>\n";
  for (const Group& group : evaluation.groups)
    out += fmt::format("<details><summary>{}: {} documents</summary>\n{}</details>\n", HtmlEscaped(group.name), group.documents, Scores(evaluation, group));
  return out + "</body>\n</html>\n";
}

}  // namespace factbox::evaluate
