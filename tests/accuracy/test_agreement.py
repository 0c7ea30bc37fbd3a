#!/usr/bin/env python3
"""factbox evaluate says what the scorers of the development sets say, to the digit, wherever both measure the same thing.

The sets and scorers are no part of the project (see gate.py); where they are not at hand, the test is skipped and says so. Records come from the
program under test; a share of the documents is enough, as the scorers are compared and not the program.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import gate

FACTBOX = os.path.abspath(os.environ["FACTBOX"])
SHARED = pathlib.Path(os.environ.get("FACTBOX_SHARED") or gate.SOURCE.parent / "shared")
DOCUMENTS = int(os.environ.get("FACTBOX_AGREEMENT_DOCUMENTS", "40"))  # of each set
PLACES = 9  # decimals: sums of fractions are taken in another order


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise AssertionError(f"{command}: {done.stderr}")
    return done.stdout


def head(source, target, lines):
    with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as out:
        for _, row in zip(range(lines), rows):
            out.write(row)


@unittest.skipUnless((SHARED / "data").is_dir() and (SHARED / "score").is_dir(), f"no development sets in {SHARED}")
class Agreement(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="factbox-agreement-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def of_set(self, name, lines=DOCUMENTS):
        """(gold, records) of the first documents of a set."""
        docs, gold, records = (self.folder / f"{name}.{part}.jsonl" for part in ("docs", "gold", "records"))
        data = SHARED / "data" / name
        head(data / "docs.jsonl", docs, lines)
        head(data / "gold.jsonl", gold, lines)
        run(FACTBOX, "extract", "-q", "--no-model", "-o", records, docs)
        return gold, records

    def ours(self, gold, records, *options):
        return json.loads(run(FACTBOX, "evaluate", "--json", gold, records, *options))

    def theirs(self, scorer, *arguments):
        return json.loads(run(sys.executable, SHARED / "score" / scorer, *arguments, "--json"))

    def test_names_places_clusters_quotes(self):
        compared = set()
        for name, (scorer, _) in gate.SETS.items():
            if scorer != "names.py":
                continue
            with self.subTest(name):
                gold, records = self.of_set(name)
                theirs, ours = self.theirs(scorer, gold, records)["measures"], self.ours(gold, records)["measures"]
                for measure, row in theirs.items():
                    for key, value in row.items():
                        self.assertAlmostEqual(ours[measure][key], value, PLACES, f"{name}: {measure} {key}")
                    compared.add(measure)
        self.assertGreater(len(compared), 25)
        for measure in gate.NAMES:
            self.assertIn(measure, compared)

    def test_numbers_and_dates(self):
        for name in ("numbers-dev", "dates-dev"):
            with self.subTest(name):
                gold, records = self.of_set(name, 4000)
                theirs, ours = self.theirs("values.py", gold, records), self.ours(gold, records, "--no-intervals", "--by", "source")
                self.assertEqual(len(theirs), 1)
                for layer, rows in theirs.items():
                    for group, row in rows.items():
                        what, _, of = group.partition(" ")
                        measures = ours["by"][of]["measures"] if what == "source" else ours["measures"]
                        figures = {"value": "value of kind " + of} if what == "kind" else {n: n for n in gate.VALUES + ("relaxed",) if n in row}
                        for figure, measure in figures.items():
                            self.assertAlmostEqual(measures[f"{layer}/{measure}"]["f"], row[figure], PLACES, f"{name}: {group} {figure}")

    def test_articles(self):
        """No page is read here: records are made from gold, some of them damaged, and only the scorers are compared."""
        rows = [json.loads(line) for line in (SHARED / "data/html-fundus-dev/gold.jsonl").read_text(encoding="utf-8").splitlines()]
        rows += [json.loads(line) for line in (SHARED / "data/html-trafilatura-dev/gold.jsonl").read_text(encoding="utf-8").splitlines()[:120]]
        records = []
        for i, row in enumerate(rows):
            paragraphs = (row.get("text") or "\n\n".join(row["with"][i % 2:])).split("\n\n")
            body = "\n\n".join(paragraphs[i % 3:] + (["Read more of our stories here."] + row.get("without", [])[:1]) * (i % 4 == 1))
            title = (row.get("title") or "") + "!" * (i % 2)
            text = f"{title}\n\n{body}" if title else body
            start = len(title) + 2 if title else 0
            sections = [{"kind": "title", "start": 0, "end": len(title)}] * bool(title) + [{"kind": "body", "start": start, "end": len(text)}]
            article = {"title": title.upper() if i % 5 == 0 else title[i % 7 == 3:], "authors": row.get("authors", [])[i % 4 == 3:], "sections": sections, "text": text,
                       "published": [row.get("published", ""), "2001-01-01", ""][(i % 9 == 4) + (i % 11 == 5)], "language": "en" if i % 6 == 0 else row.get("language", "")}
            if i % 13:
                records.append({"id": row["id"], "article": {k: v for k, v in article.items() if v}, "notes": []})
        gold, made = self.folder / "gold.jsonl", self.folder / "records.jsonl"
        for path, lines in ((gold, rows), (made, records)):
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        theirs, ours = self.theirs("articles.py", gold, made)["all"], self.ours(gold, made, "--no-intervals")["measures"]
        for field in ("text", "segments", "published"):
            for theirs_key, key in (("precision", "p"), ("recall", "r"), ("f1", "f")):
                self.assertAlmostEqual(ours[f"article/{field}"][key], theirs[field][theirs_key], PLACES, f"{field} {key}")
        for field, measure in (("title", "title"), ("authors", "authors"), ("language", "language"), ("published", "published right")):
            self.assertEqual((ours[f"article/{measure}"]["right"], ours[f"article/{measure}"]["gold"]), (theirs[field]["right"], theirs[field]["n"]), field)
        self.assertAlmostEqual(ours["article/published, same instant"]["f"], theirs["published"]["same instant"], PLACES)
        self.assertAlmostEqual(ours["article/text exact"]["f"], theirs["text"]["exact"], PLACES)

    def test_triggers_of_events(self):
        """The one measure of events that both have: gold without the types that the other scorer leaves out, records without what it never counts."""
        gold, records = self.of_set("wikievents-dev")
        theirs = self.theirs("events.py", "wikievents", gold, records)["measures"]["triggers"]
        scorer = (SHARED / "score" / "events.py").read_text(encoding="utf-8")
        known = set(re.findall(r"'([A-Z]\w+\.\w+)':", scorer[scorer.index("KAIROS = {"):scorer.index("KAIROS_ROLE = {")]))
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            row["annotated"] = ["events.trigger"]
            row["events"] = [e for e in row["events"] if ".".join(e["type"].split(".")[:2]) in known]
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        kept = [json.loads(line) for line in records.read_text(encoding="utf-8").splitlines()]
        for record in kept:
            record["events"] = [e for e in record["events"] if not e["negated"] and e["status"] not in ("denied", "hypothetical")]
        records.write_text("".join(json.dumps(record) + "\n" for record in kept), encoding="utf-8")
        ours = self.ours(gold, records, "--no-intervals")["measures"]["events/trigger"]
        self.assertEqual((ours["right"], ours["predicted"], ours["gold"]), (theirs["right"], theirs["answered"], theirs["wanted"]))


if __name__ == "__main__":
    unittest.main()
