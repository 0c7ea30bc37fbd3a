"""Evaluation from outside: the gate, the comparison of runs, the page, large files. Texts are marked as «words|layer value»."""
import gzip
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
from html.parser import HTMLParser

FACTBOX = os.path.abspath(os.environ["FACTBOX"])

ARTICLES = [
    "«MAPUTO|l MZ», «Mozambique|l MZ» — Floods have killed at least 12 people in «Beira|l MZ» since «Monday|d 2024-03-11», «Celeste Mandlate|p» said on "
    "«Thursday|d 2024-03-14». The «Red Cross|o» sent two lorries from «Chimoio|l MZ».",
    "«Oslo|l NO» and «Helsinki|l FI» will open a joint rescue centre in «June 2025|d 2025-06», «Ingrid Solheim|p» told reporters in «Tromsø|l NO» on "
    "«Wednesday|d 2024-03-13». The «World Health Organization|o» will pay half of it.",
    "«Rajiv Menon|p» left «Mumbai|l IN» for «Geneva|l CH» on «2 March 2024|d 2024-03-02». He is to meet «Claire Dubois|p» of the «World Trade Organization|o» "
    "before he flies to «Nairobi|l KE».",
    "Police in «Lagos|l NG» arrested four men on «Tuesday|d 2024-03-12», «Samuel Okafor|p» said. The «European Union|o» had warned «Nigeria|l NG» in "
    "«2022|d 2022».",
]


def marked(id, text):
    """(article, gold) of a text with marks."""
    plain, gold = "", {"people": [], "organizations": [], "places": [], "dates": []}
    for part in re.split(r"(«[^»]*»)", text):
        if not part.startswith("«"):
            plain += part
            continue
        words, mark = part[1:-1].split("|")
        kind, _, value = mark.partition(" ")
        spot = {"start": len(plain), "end": len(plain) + len(words), "text": words}
        plain += words
        if kind == "d":
            gold["dates"].append({**spot, "kind": "date", "value": value})
        else:
            layer = {"p": "people", "o": "organizations", "l": "places"}[kind]
            gold[layer].append({"name": words, **({"country": value} if value else {}), "mentions": [spot]})
    annotated = ["people.mentions", "organizations.mentions", "places.mentions", "places.country", "dates.span", "dates.value"]
    return ({"id": id, "text": plain, "published": "2024-03-14"}, {"id": id, "length": len(plain), "source": "wire", "annotated": annotated, **gold})


class Evaluation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="factbox-evaluate-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        pairs = [marked(f"a{i}", text) for i, text in enumerate(ARTICLES)]
        self.articles = self.write("articles.jsonl", (article for article, _ in pairs))
        self.gold = self.write("gold.jsonl", (gold for _, gold in pairs))

    def write(self, name, rows):
        path = self.folder / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    def run_factbox(self, *arguments):
        return subprocess.run([FACTBOX, *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def extract(self, name, *options):
        records = self.folder / name
        done = self.run_factbox("extract", "-q", "--why", "--no-model", "-o", records, self.articles, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return records

    def broken_rules(self):
        """A folder of tables with a mistake of the kind that a change may bring: Beira and Lagos are no names."""
        table = self.folder / "broken" / "gazetteers" / "words" / "not_names.tsv"
        table.parent.mkdir(parents=True)
        source = pathlib.Path(__file__).resolve().parent.parent.parent / "gazetteers" / "words" / "not_names.tsv"
        header = next(line for line in source.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
        rest = "\t" * header.count("\t")
        table.write_text(header + "\n" + "".join(name + rest + "\n" for name in ("Beira", "Lagos", "Geneva", "Oslo")), encoding="utf-8")
        return self.folder / "broken"

    def test_the_gate_stops_a_broken_rule(self):
        records, floors = self.extract("good.jsonl"), self.folder / "floors.json"
        gate = ("evaluate", self.gold, records, "--gate", floors)
        self.assertEqual(self.run_factbox(*gate).returncode, 2, "there are no floors yet")
        self.assertEqual(self.run_factbox(*gate, "--update").returncode, 0)
        pinned = json.loads(floors.read_text())
        self.assertGreater(pinned["floors"]["names/LOC exact"], 0.8, "the good rules find the places")
        done = self.run_factbox(*gate)
        self.assertEqual(done.returncode, 0, done.stderr)

        broken = self.extract("bad.jsonl", "--data", self.broken_rules())
        gate = ("evaluate", self.gold, broken, "--gate", floors)
        done = self.run_factbox(*gate)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"floors\.json: names/LOC exact is 0\.\d{4}, below its floor [01]\.\d{3}")
        done = self.run_factbox(*gate, "--update")
        self.assertEqual(done.returncode, 1)
        self.assertIn("kept, though not reached: names/LOC exact", done.stderr)
        self.assertEqual(json.loads(floors.read_text()), pinned, "floors are never lowered in silence")
        done = self.run_factbox(*gate, "--update", "--allow-lower")
        self.assertEqual(done.returncode, 0)
        self.assertIn("lowered: names/LOC exact", done.stderr)
        self.assertLess(json.loads(floors.read_text())["floors"]["names/LOC exact"], pinned["floors"]["names/LOC exact"])

    def test_the_gate_stops_where_gold_or_texts_have_changed(self):
        records, floors = self.extract("good.jsonl"), self.folder / "floors.json"
        self.run_factbox("evaluate", self.gold, records, "--gate", floors, "--update")
        rows = [json.loads(line) for line in self.gold.read_text(encoding="utf-8").splitlines()]
        rows[0]["dates"].pop()
        done = self.run_factbox("evaluate", self.write("other.jsonl", rows), records, "--gate", floors)
        self.assertEqual(done.returncode, 1)
        self.assertIn("the gold or the texts are not those that the floors are of", done.stderr)
        floors.write_text("{}")
        done = self.run_factbox("evaluate", self.gold, records, "--gate", floors)
        self.assertEqual(done.returncode, 2)
        self.assertIn("floors.json: has no 'fingerprint' and 'floors'", done.stderr)

    def test_diff_names_the_rule_and_the_verdict(self):
        old, new = self.extract("old.jsonl"), self.extract("new.jsonl", "--data", self.broken_rules())
        diff = json.loads(self.run_factbox("diff", "--gold", self.gold, old, new, "--json").stdout)
        self.assertEqual(diff["documents"], 4)
        self.assertEqual(diff["layers"]["numbers"]["lost"], 0)
        lost = [group for group in diff["groups"] if group["layer"] == "places" and group["change"] == "lost"]
        self.assertGreaterEqual(sum(group["count"] for group in lost), 3)
        self.assertEqual(sum(group["worse"] for group in lost), sum(group["count"] for group in lost), "gold has them")
        self.assertTrue(all(group["rule"].startswith("places:") for group in lost), lost)
        self.assertIn("Beira", [example["text"] for group in lost for example in group["examples"]])
        text = self.run_factbox("diff", old, new).stdout
        self.assertIn("places lost places:", text)
        self.assertIn("4 documents in both runs", text)
        same = json.loads(self.run_factbox("diff", old, old, "--json").stdout)
        self.assertEqual((same["same"], same["groups"]), (4, []))

    def test_diff_knows_documents_of_one_run_only(self):
        old = self.extract("old.jsonl")
        lines = old.read_text(encoding="utf-8").splitlines(keepends=True)
        new = self.folder / "new.jsonl"
        new.write_text("".join(reversed(lines[1:])), encoding="utf-8")
        diff = json.loads(self.run_factbox("diff", old, new, "--json").stdout)
        self.assertEqual((diff["documents"], diff["same"], diff["only_old"], diff["only_new"]["count"]), (3, 3, {"count": 1, "first": ["a0"]}, 0))

    def test_the_page_stands_alone(self):
        page = self.folder / "report.html"
        records = self.extract("bad.jsonl", "--data", self.broken_rules())
        done = self.run_factbox("evaluate", self.gold, records, "--html", page)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = page.read_text(encoding="utf-8")
        self.assertNotRegex(text, r"<script|https?://|src=|@import|url\(")
        for part in ("<svg", "prefers-color-scheme: dark", "LOC missed", "<mark>Beira</mark>", "names/LOC exact", "Confusions"):
            self.assertIn(part, text)
        open_tags = []

        class Balance(HTMLParser):
            def handle_starttag(self, tag, attrs):
                if tag not in ("meta", "line", "circle", "rect", "br"):
                    open_tags.append(tag)

            def handle_endtag(self, tag):
                if tag not in ("line", "circle", "rect"):
                    assert open_tags.pop() == tag, tag

        Balance().feed(text)
        self.assertEqual(open_tags, [])
        self.run_factbox("evaluate", self.gold, records, "--html", self.folder / "again.html")
        self.assertEqual((self.folder / "again.html").read_bytes(), page.read_bytes())

    def test_compressed_files_and_breakdown(self):
        records = self.extract("good.jsonl")
        packed = self.folder / "gold.jsonl.gz"
        packed.write_bytes(gzip.compress(self.gold.read_bytes()))
        plain = json.loads(self.run_factbox("evaluate", "--json", "--by", "source", self.gold, records).stdout)
        again = json.loads(self.run_factbox("evaluate", "--json", "--by", "source", packed, records).stdout)
        self.assertEqual(plain, again)
        self.assertEqual(plain["by"]["wire"]["measures"], plain["measures"])

    def test_broken_gold_is_refused(self):
        records = self.extract("good.jsonl")
        broken = self.folder / "broken.jsonl"
        broken.write_text(self.gold.read_text(encoding="utf-8") + '{"id": "z", "dates": [{"start": 4, "end": 2}]}\n', encoding="utf-8")
        done = self.run_factbox("evaluate", broken, records)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, r"broken\.jsonl:5: 'z': an entry of dates has the stretch \[4, 2\], which is empty or turned around")


if __name__ == "__main__":
    unittest.main()
