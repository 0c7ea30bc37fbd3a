#!/usr/bin/env python3
"""factbox evaluate says what the scorers of the development sets say, to the digit, wherever both measure the same thing.

The sets and scorers are no part of the project (see gate.py); where they are not at hand, the test is skipped and says so. Records come from the
program under test; a share of the documents is enough, as the scorers are compared and not the program.
"""
import json
import os
import pathlib
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


if __name__ == "__main__":
    unittest.main()
