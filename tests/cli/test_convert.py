"""Formats of other tools: every one is read as gold, and what is written comes back the same."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

FACTBOX = os.path.abspath(os.environ["FACTBOX"])
# A character beyond 16 bits and one of three bytes stand in front, so that no two units of offsets agree.
TEXT = "🎉 São Tomé’s mayor, Ana Sousa, met the Red Cross in Beira on Monday.\nSousa gave $40 million."


def spot(words, start=0):
    at = TEXT.index(words, start)
    return at, at + len(words)


MARKS = [("LOC", "São Tomé"), ("PER", "Ana Sousa"), ("ORG", "Red Cross"), ("LOC", "Beira"), ("DATE", "Monday"), ("MONEY", "$40 million")]
NAMES = {("people", "Ana Sousa"), ("people", "Sousa"), ("organizations", "Red Cross"), ("places", "São Tomé"), ("places", "Beira")}


def names_of(row):
    return {(layer, m["text"]) for layer in ("people", "organizations", "places") for e in row[layer] for m in e["mentions"]}


class Formats(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="factbox-convert-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.triples = [[*spot(words), label] for label, words in MARKS] + [[*spot("Sousa", TEXT.index("\n")), "PERSON"]]

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path

    def run_factbox(self, *arguments, code=0):
        done = subprocess.run([FACTBOX, *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def gold(self, path, *options):
        rows = [json.loads(line) for line in self.run_factbox("convert", path, "--to", "gold", *options).stdout.splitlines()]
        articles = [json.loads(line) for line in self.run_factbox("convert", path, "--to", "articles", *options).stdout.splitlines()]
        for row, article in zip(rows, articles):
            self.assertEqual(row["length"], len(article["text"]))
            for layer in ("people", "organizations", "places"):
                for entity in row[layer]:
                    for m in entity["mentions"]:
                        self.assertEqual(article["text"][m["start"]:m["end"]], m["text"])
            for layer in ("dates", "numbers", "quotes"):
                for item in row[layer]:
                    self.assertEqual(article["text"][item["start"]:item["end"]], item["text"])
        self.assertEqual([row["id"] for row in rows], [article["id"] for article in articles])
        return rows

    def check_names(self, path, *options, dates=True):
        rows = self.gold(path, *options)
        self.assertEqual(len(rows), 1)
        self.assertEqual(names_of(rows[0]), NAMES)
        if dates:
            self.assertEqual([d["text"] for d in rows[0]["dates"]], ["Monday"])
            self.assertEqual([(n["kind"], n["text"]) for n in rows[0]["numbers"]], [("money", "$40 million")])
        return rows[0]

    def test_doccano(self):
        self.check_names(self.write("a.jsonl", json.dumps({"id": 7, "text": TEXT, "label": self.triples}) + "\n"))
        entities = [{"id": i, "label": label, "start_offset": start, "end_offset": end} for i, (start, end, label) in enumerate(self.triples)]
        row = self.check_names(self.write("b.jsonl", json.dumps({"id": 7, "text": TEXT, "entities": entities, "relations": []}) + "\n"))
        self.assertEqual(row["id"], "7")
        self.assertEqual(row["annotated"], ["dates.span", "numbers.span", "organizations.mentions", "people.mentions", "places.mentions"])

    def test_spacy(self):
        spans = [{"start": start, "end": end, "label": label} for start, end, label in self.triples]
        for name, row in (("tuple", [TEXT, {"entities": self.triples}]), ("entities", {"text": TEXT, "entities": self.triples}),
                          ("ents", {"text": TEXT, "ents": spans}), ("spans", {"text": TEXT, "spans": spans})):
            with self.subTest(name):
                self.check_names(self.write(name + ".jsonl", json.dumps(row) + "\n"), "--from", "spacy")

    def test_label_studio_counts_as_javascript_does(self):
        def units(n):
            return len(TEXT[:n].encode("utf-16-le")) // 2
        results = [{"type": "labels", "from_name": "label", "to_name": "text",
                    "value": {"start": units(start), "end": units(end), "text": TEXT[start:end], "labels": [label]}} for start, end, label in self.triples]
        task = {"id": 3, "data": {"text": TEXT}, "annotations": [{"result": results}]}
        self.check_names(self.write("tasks.json", json.dumps([task], indent=1)))
        back = self.run_factbox("convert", self.folder / "tasks.json", "--to", "label-studio").stdout
        written = json.loads(back)[0]["predictions"][0]["result"]
        self.assertEqual(written[0]["value"]["start"], units(results[0]["value"]["start"] - 1))
        self.check_names(self.write("again.json", back))

    def test_conll(self):
        rows = ["-DOCSTART- -X- -X- O", "", "Ana NNP B-NP B-PER", "Sousa NNP I-NP I-PER", "met VBD B-VP O", "the DT B-NP O", "Red NNP I-NP B-ORG", "Cross NNP I-NP I-ORG",
                "in IN B-PP O", "Beira NNP B-NP B-LOC", ". . O O", "", "( ( O O", "French JJ B-NP B-MISC", ") ) O O"]
        path = self.write("x.conll", "\n".join(rows) + "\n")
        row = self.gold(path)[0]
        self.assertEqual(names_of(row), {("people", "Ana Sousa"), ("organizations", "Red Cross"), ("places", "Beira")})
        done = self.run_factbox("convert", path, "--to", "articles")
        self.assertEqual(json.loads(done.stdout)["text"], "Ana Sousa met the Red Cross in Beira.\n(French)")
        self.assertIn("1 marks with the label 'MISC' are left out", done.stderr)
        for tags in (("I-PER", "I-PER", "O"), ("B-PER", "L-PER", "O"), ("B-PER", "E-PER", "S-LOC"), ("U-PER", "U-PER", "U-LOC")):
            tokens = zip(("Ana", "Sousa", "Beira"), tags)
            found = self.gold(self.write("y.conll", "".join(f"{token}\t{tag}\n" for token, tag in tokens)))[0]
            texts = sorted(text for _, text in names_of(found))
            self.assertEqual(texts[0], "Ana" if tags[1] == "U-PER" else "Ana Sousa", tags)
        done = self.run_factbox("convert", self.write("z.conll", "Ana B-PER\nSousa PER\n"), "--to", "gold", code=2)
        self.assertIn("z.conll:2: 'PER' is neither O nor B-…", done.stderr)

    def test_brat_round_trip(self):
        self.write("doc.txt", TEXT)
        lines = [f"T{i}\t{label} {start} {end}\t{TEXT[start:end]}" for i, (start, end, label) in enumerate(self.triples, 1)]
        start, end = spot("gave")
        lines += ["*\tEquiv T2 T7", "#1\tAnnotatorNotes T5\t2024-03-11", "N1\tReference T4 GeoNames:1052373\tBeira", f"T8\tAID {start} {end}\tgave", "E1\tAID:T8 actor:T7"]
        self.write("doc.ann", "\n".join(lines) + "\n")
        first = self.check_names(self.folder / "doc.ann")
        self.assertEqual(first["people"], [{"name": "Ana Sousa", "mentions": [
            {"start": 20, "end": 29, "text": "Ana Sousa", "kind": "name"}, {"start": spot("Sousa", TEXT.index("\n"))[0], "end": spot("Sousa", TEXT.index("\n"))[1], "text": "Sousa", "kind": "name"}]}])
        self.assertEqual(first["dates"][0]["value"], "2024-03-11")
        self.assertEqual([p.get("geonames") for p in first["places"]], [None, 1052373])
        self.assertEqual([(e["type"], e["trigger"]["text"]) for e in first["events"]], [("AID", "gave")])
        self.run_factbox("convert", self.folder / "doc.ann", "--to", "brat", "-o", self.folder / "out")
        again = self.gold(self.folder / "out")
        self.assertEqual(again, [first])
        self.write("doc.ann", "T1\tPER 0 9\tAna Sousa\n")
        self.assertIn("doc.ann:1: the mark says 'Ana Sousa', but the text has", self.run_factbox("convert", self.folder / "doc.ann", "--to", "gold", code=2).stderr)

    def test_geowebnews_labels_and_notes(self):
        self.write("0.txt", TEXT)
        first, second = spot("São Tomé"), spot("Beira")
        self.write("0.ann", f"T1\tMixed {first[0]} {first[1]}\tSão Tomé\n#1\tAnnotatorNotes T1\t0.33, 6.73\n"
                            f"T2\tLiteral {second[0]} {second[1]}\tBeira\n#2\tAnnotatorNotes T2\t1052373\n")
        row = self.gold(self.folder / "0.ann", "--from", "geowebnews")[0]
        self.assertEqual([(p["name"], p.get("lat"), p.get("lon"), p.get("geonames")) for p in row["places"]], [("São Tomé", 0.33, 6.73, None), ("Beira", None, None, 1052373)])

    def test_lgl(self):
        start, end = spot("Beira")
        path = self.write("lgl.xml", f"<articles>\n<article docid='4'><title>Storm</title><text>{TEXT.replace(chr(10), '&#10;')}</text><toponyms><toponym><start>{start}</start>"
                                     f"<end>{end}</end><phrase>Beira</phrase><gaztag geonameid='1052373'><name>Beira</name><country>MZ</country><lat>-19.84</lat><lon>34.84</lon>"
                                     "</gaztag></toponym></toponyms></article>\n</articles>\n")
        row = self.gold(path)[0]
        self.assertEqual((row["id"], row["places"][0]["country"], row["places"][0]["lat"], row["places"][0]["geonames"]), ("4", "MZ", -19.84, 1052373))
        self.assertIn("places.point", row["annotated"])
        broken = self.write("broken.xml", "<articles>\n<article>\n</articles>\n")
        self.assertRegex(self.run_factbox("convert", broken, "--to", "gold", code=2).stderr, r"broken\.xml:3: not valid XML")

    def test_timeml(self):
        path = self.write("wire.tml", '<?xml version="1.0"?>\n<TimeML><DOCID>wire1</DOCID><DCT><TIMEX3 tid="t0" type="TIME" value="2024-03-14T09:00" '
                                      'functionInDocument="CREATION_TIME">03/14</TIMEX3></DCT><TEXT>É frio. The dam <EVENT eid="e1">broke</EVENT> on '
                                      '<TIMEX3 tid="t1" type="DATE" value="2024-03-11">Monday</TIMEX3> after <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3> '
                                      "of rain &amp; wind.</TEXT></TimeML>")
        row = self.gold(path)[0]
        self.assertEqual([(d["text"], d["kind"], d["value"]) for d in row["dates"]], [("Monday", "date", "2024-03-11"), ("three days", "duration", "P3D")])
        article = json.loads(self.run_factbox("convert", path, "--to", "articles").stdout)
        self.assertEqual(article, {"id": "wire1", "text": "É frio. The dam broke on Monday after three days of rain & wind.", "published": "2024-03-14"})

    def test_records_go_out_and_come_back(self):
        articles = self.write("articles.jsonl", json.dumps({"id": "a/1", "text": TEXT, "published": "2024-03-14"}) + "\n")
        records = self.folder / "records.jsonl"
        self.run_factbox("extract", "-q", "--no-model", "-o", records, articles)
        record = json.loads(records.read_text(encoding="utf-8"))
        wanted = {(layer, m["text"]) for layer in ("people", "organizations", "places") for e in record[layer] for m in e["mentions"] if m["kind"] in ("name", "short")}
        self.assertGreater(len(wanted), 2)
        for target, name in (("brat", "brat"), ("label-studio", "tasks.json"), ("conll", "out.conll")):
            with self.subTest(target):
                self.run_factbox("convert", records, "--to", target, "-o", self.folder / name)
                row = self.gold(self.folder / name)[0]
                self.assertEqual({n for n in names_of(row)} & wanted, wanted)
                if target != "conll":
                    self.assertEqual([d["text"] for d in row["dates"]], [d["text"] for d in record["dates"]])
        # Scored against themselves, records are right.
        scores = json.loads(self.run_factbox("evaluate", "--json", self.folder / "tasks.json", records).stdout)
        self.assertEqual((scores["measures"]["names/all exact"]["f"], scores["without_record"]), (1.0, 0))
        self.assertIn("--to brat writes a folder", self.run_factbox("convert", records, "--to", "brat", code=2).stderr)


if __name__ == "__main__":
    unittest.main()
