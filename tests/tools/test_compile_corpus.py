"""The compiler of annotated articles: what it makes of every kind of mark, and that no mistake is passed over."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
FACTBOX = os.environ["FACTBOX"]
COMPILER = SOURCE / "tools/compile_corpus.py"
ARTICLES = SOURCE / "corpora/news/articles"
HEADER = "title: [Beira|l1] port shut\npublished: 2024-03-14\npublisher: Coast Wire\nkind: disaster\nstyle: wire\nvariety: British\nfold: train\n"


def run(*arguments):
    return subprocess.run([sys.executable, COMPILER, *arguments], capture_output=True, text=True)


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Compiler(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compile(self, body, facts, header=HEADER):
        """(docs, gold) of one article."""
        path = self.folder / "one.txt"
        path.write_text(f"{header}\n{body}\n---\n{facts}\n", encoding="utf-8")
        result = run("-o", self.folder, path)
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads((self.folder / name).read_text(encoding="utf-8")) for name in ("docs.jsonl", "gold.jsonl")]

    def mistakes(self, body, facts="l1 city MZ", header=HEADER):
        path = self.folder / "one.txt"
        path.write_text(f"{header}\n{body}\n---\n{facts}\n", encoding="utf-8")
        result = run("--check", path)
        self.assertEqual(result.returncode, 1, result.stdout)
        return result.stderr.replace(str(path), "F")

    def test_text_and_offsets(self):
        doc, gold = self.compile("The [Mozambican|l2~] port,\nin [Beira|l1], \\[sic\\].\n\n[Last paragraph|o1].", "l1 city MZ\nl2 country MZ name=Mozambique\no1 company")
        self.assertEqual(doc["text"], "Beira port shut\n\nThe Mozambican port, in Beira, [sic].\n\nLast paragraph.")
        self.assertEqual(doc["title"], "Beira port shut")
        for layer in ("people", "organizations", "places"):
            for mention in (m for e in gold[layer] for m in e["mentions"]):
                self.assertEqual(doc["text"][mention["start"]:mention["end"]], mention["text"])
        self.assertEqual([m["text"] for m in gold["places"][0]["mentions"]], ["Beira", "Beira"])
        self.assertEqual((gold["places"][1]["name"], gold["places"][1]["is"], gold["places"][1]["mentions"][0]["kind"]), ("Mozambique", "country", "demonym"))
        self.assertEqual(gold["length"], len(doc["text"]))

    def test_people_have_short_mentions_and_roles(self):
        _, gold = self.compile("Mayor [Ana Sousa|p1] of [Beira|l1]; [Sousa|p1].", 'l1 city MZ\np1 MZ GOV role=Mayor of=l1')
        person = gold["people"][0]
        self.assertEqual([m["kind"] for m in person["mentions"]], ["name", "short"])
        self.assertEqual(person["roles"], [{"title": "Mayor", "former": False, "start": 17, "end": 22, "of": "l1"}])

    def test_numbers_and_dates(self):
        _, gold = self.compile("[About 40|n1 40 about of=people], [10-12 km|n 10..12 measure:km], [$3|n 3 USD], [4%|n 4 %], [50|n 50 age]; [Monday|d 2024-03-11], "
                               "[two days|d P2D], [noon|d 2024-03-14T12:00], [every year|d XXXX set].", "l1 city MZ")
        self.assertEqual([{k: v for k, v in n.items() if k not in ("start", "end", "text", "id")} for n in gold["numbers"]],
                         [{"value": "40", "approx": "about", "of": "people", "kind": "count"}, {"min": "10", "max": "12", "kind": "measure", "unit": "km"},
                          {"value": "3", "kind": "money", "unit": "USD"}, {"value": "4", "kind": "percent", "unit": "%"}, {"value": "50", "kind": "age", "unit": "a"}])
        self.assertEqual([(d["kind"], d["value"]) for d in gold["dates"]],
                         [("date", "2024-03-11"), ("duration", "P2D"), ("time", "2024-03-14T12:00"), ("set", "XXXX")])
        self.assertEqual([n["id"] for n in gold["numbers"]], ["n1", "n2", "n3", "n4", "n5"])

    def test_quotes(self):
        _, gold = self.compile("“Yes,” he said. [Ana Sousa|p1] arrived. [“We are in [Beira|l1],”|q p1 said she] she said.\n\n[“We stay.”|q p1]\n\n"
                               "[\"No,\"|q - shouted \"a man\"] shouted a man.", "l1 city MZ\np1 MZ")
        keys = ("text", "speaker", "speaker_text", "cue")
        self.assertEqual([tuple(q.get(k) for k in keys) for q in gold["quotes"]],
                         [("We are in Beira,", "p1", "she", "said"), ("We stay.", "p1", "Ana Sousa", None), ("No,", None, "a man", "shouted")])

    def test_events(self):
        doc, gold = self.compile("Gunmen killed [two|n1 2] men in [Beira|l1] on [Monday|d1 2024-03-11]. Police threatened reprisals.",
                                 'l1 city MZ\ne1 ASSAULT/firearms "killed" actor=Gunmen@.UAF victim=men@MZ:killed count=n1:killed place=l1 date=d1 by=Police\n'
                                 'e2 THREATEN/violence negated "threatened" actor=Police')
        first, second = gold["events"]
        self.assertEqual((first["type"], first["mode"], first["status"], first["attribution_text"]), ("ASSAULT", "firearms", "occurred", "Police"))
        self.assertEqual(first["arguments"][0], {"role": "actor", "text": "Gunmen", "start": 17, "end": 23, "sector": "UAF"})
        self.assertEqual([(a["role"], a.get("ref"), a.get("effect")) for a in first["arguments"]],
                         [("actor", None, None), ("victim", None, "killed"), ("count", "n1", "killed"), ("place", "l1", None), ("date", "d1", None)])
        self.assertEqual((second["status"], second["negated"], second["trigger"]["text"]), ("threatened", True, "threatened"))
        place = first["arguments"][3]
        self.assertEqual(doc["text"][place["start"]:place["end"]], "Beira")

    def test_every_mistake_is_told_with_its_place(self):
        told = self.mistakes("[Beira|l1] and Beira had 12 [goats|z1].\n\n[open", 'l1 city MZ\nl1 city\np9 MZ\ne1 NONSENSE "had"\ne2 DEATH "gone"\nwhat')
        for line in ("F:9:16: 'Beira' is marked elsewhere but not here", "F:9:26: neither number, date nor name: '12'", "F:9:29: no id such as", "F:11:1: this mark is not closed",
                     "F:14:1: facts of l1 stand here and in line 13", "F:15:1: p9 has no mark", "F:16:1: e1: the ontology has no NONSENSE", "F:17:1: e2: the text has no words",
                     "F:18:1: facts begin with"):
            self.assertIn(line, told)
        self.assertIn(f"{len(told.splitlines()) - 1} mistakes", told)

    def test_single_mistakes(self):
        for body, facts, reason in (
                ("[ Beira|l1]", "l1 city", "does not begin or end with a space"), ("[x|n 3 wat]", "l1 city", "no amount, kind"), ("[x|n of=y]", "l1 city", "has no value"),
                ("[x|d Friday]", "l1 city", "no TIMEX3 value"), ("[“x”|q p1 said]", "l1 city", "the speaker p1 has no mark"), ("[“x”|q - said]", "l1 city", "no cue 'said'"),
                ("[x|n1 1] [x|n1 1]", "l1 city", "a second mark with the id n1"), ("x]", "l1 city", "outside of a mark"), ("x", "l1 MZ", "place l1 has no kind"),
                ("x", "l1 town", "no kind, sector or country"), ("x", "l1 city lat=north", "not understood"), ("x", 'l1 city\ne1 DEATH "x" place=l7', "l7 has no mark"),
                ("x", 'l1 city\ne1 DEATH "x" place=x', "place wants the id"), ("x", 'l1 city\ne1 DEATH "x" hero=l1', "no role"), ("x", 'l1 city\ne1 DEATH done "x"', "no status"),
                ("On Monday", "l1 city", "neither number, date nor name: 'Monday'"), ("“We are not amused,” she said", "l1 city", "a quotation without a mark"),
                ("x", 'l1 city\nbare "y"', "bare: the text has no words 'y'"), ("x", 'l1 city "', "No closing quotation")):
            with self.subTest(reason=reason, body=body, facts=facts):
                self.assertIn(reason, self.mistakes(body, facts))
        self.assertIn("no header of this name: 'author'", self.mistakes("x", header=HEADER + "author: me\n"))
        self.assertIn("the header has no fold", self.mistakes("x", header=HEADER.replace("fold: train\n", "")))
        self.assertIn("published is no day", self.mistakes("x", header=HEADER.replace("2024-03-14", "yesterday")))

    def test_files_that_cannot_be_read_or_written(self):
        nowhere = run("--check", self.folder / "nowhere.txt")
        self.assertEqual((nowhere.returncode, nowhere.stderr), (1, f"{self.folder}/nowhere.txt: No such file or directory\n1 mistake\n"))
        (self.folder / "latin.txt").write_bytes(b"title: caf\xe9\n")
        self.assertIn("latin.txt: this is no UTF-8", run("--check", self.folder).stderr)
        (self.folder / "empty").mkdir()
        self.assertEqual(run("--check", self.folder / "empty").stderr, "no articles\n")
        article = next(ARTICLES.glob("*.txt"))
        self.assertIn("a second article of the name", run("--check", article, article).stderr)
        self.assertIn(": Not a directory", run("-o", self.folder / "latin.txt" / "out", article).stderr)

    def test_bare_words_are_let_be(self):
        self.compile("Flight 12 left [Beira|l1].", 'l1 city MZ\nbare "Flight 12"')


class Corpus(unittest.TestCase):
    def test_articles_are_without_mistakes(self):
        result = run("--check", ARTICLES)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_readme_tells_its_counts(self):
        counts = run("--check", ARTICLES).stdout
        told = (SOURCE / "corpora/news/README.md").read_text(encoding="utf-8").replace(",", "")
        for name in ("articles", "words"):
            self.assertIn(re.search(rf"\d+ {name}", counts)[0], told)
        for name in ("people (entities)", "organizations", "numbers", "dates", "quotes"):
            count = re.search(rf"(\d+) {name.split()[0]}", counts)[1]
            self.assertIn(f"| {name} | {count} |", told)

    def test_the_annotations_agree(self):
        result = subprocess.run([sys.executable, SOURCE / "corpora/news/agreement"], capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        figures = dict(re.findall(r"^(.*?) +(\d\.\d{3}) ", result.stdout, re.M))
        self.assertEqual(len(figures), 15)
        for name, figure in figures.items():
            self.assertGreater(float(figure), 0.85, name)
        self.assertLess(float(figures["events, type and trigger"]), 1)

    def test_records_can_be_scored_on_it(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            self.assertEqual(run("-o", folder, ARTICLES).returncode, 0)
            gold = rows(folder / "gold.jsonl")
            self.assertEqual(subprocess.run([FACTBOX, "extract", folder / "docs.jsonl", "-o", folder / "records.jsonl"]).returncode, 0)
            records = {record["id"]: record for record in rows(folder / "records.jsonl")}
            self.assertEqual(set(records), {g["id"] for g in gold})
            for one in gold:
                self.assertEqual(len(records[one["id"]]["article"]["text"]), one["length"], one["id"])
            scored = subprocess.run([FACTBOX, "evaluate", folder / "gold.jsonl", folder / "records.jsonl"], capture_output=True, text=True)
            self.assertEqual(scored.returncode, 0, scored.stderr)
            row = re.search(r"names/all exact.*", scored.stdout)
            self.assertIsNotNone(row, scored.stdout)
            self.assertTrue(any(float(figure) > 30 for figure in re.findall(r"\d+\.\d+", row[0])), row[0])


if __name__ == "__main__":
    unittest.main()
