"""factbox show: records in, one page out, and what is said of records that cannot be shown. What the page does is tested in tests/browser."""
import gzip
import json
import re
import shutil
import subprocess
import unittest

from support import ARTICLE, FACTBOX, Case

# What would end a script element, begin a comment in it, or break a line of an old script.
HOSTILE = "Ends </script><script>alert(1)</script> <!-- <script> \u2028 \u2029 \\u003c ]]> \"quoted\" said Ana Ruiz in Lisbon."


class Page(Case):
    def records(self, *articles, options=()):
        """The file of the records of articles."""
        source = self.write("articles.jsonl", list(articles or [ARTICLE]))
        self.run_factbox("extract", source, *options, "-o", self.folder / "records.jsonl")
        return self.folder / "records.jsonl"

    def embedded(self, page):
        return [json.loads(text) for text in re.findall(r'(?s)<script type="application/json" class="record">(.*?)</script>', page)]

    def test_records_stand_in_the_page_as_they_are(self):
        articles = [ARTICLE, {"id": "hostile", "title": HOSTILE, "text": HOSTILE, "publisher": HOSTILE}]
        for unit in ("codepoint", "byte", "utf16"):
            records = self.records(*articles, options=("--offsets", unit, "--why"))
            page = self.run_factbox("show", records).stdout.decode()
            self.assertEqual(self.embedded(page), [json.loads(line) for line in records.read_text().split("\n")[:-1]])
            self.assertEqual(page.count("alert(1)</script>"), 0)
            self.assertNotIn("\u2028", page)

    def test_the_page_needs_nothing_else(self):
        page = self.run_factbox("show", self.records(), "--title", "Strikes & <deals>").stdout.decode()
        self.assertTrue(page.startswith("<!doctype html>"))
        self.assertIn("<title>Strikes &amp; &lt;deals&gt;</title>", page)
        self.assertIn("default-src 'none'", page)
        self.assertNotRegex(page, r"(?:src|href)=\"(?!data:|#)[^\"]|@import|url\(")
        self.assertNotIn("{{", re.sub(r"(?s)<script.*?</script>", "", page))

    def test_the_same_bytes(self):
        records = self.records()
        self.run_factbox("show", records, "-o", self.folder / "a.html")
        self.assertEqual((self.folder / "a.html").read_bytes(), self.run_factbox("show", records).stdout)

    def test_inputs(self):
        records = self.records().read_bytes()
        expected = self.run_factbox("show", self.folder / "records.jsonl").stdout
        packed = self.write("packed.jsonl.gz", gzip.compress(records))
        self.assertEqual(self.run_factbox("show", packed).stdout, expected)
        self.assertEqual(self.run_factbox("show", "-", input=records).stdout, expected)
        if shutil.which("zstd"):
            packed = self.write("packed.jsonl.zst", subprocess.run(["zstd", "-c"], input=records, capture_output=True, check=True).stdout)
            self.assertEqual(self.run_factbox("show", packed).stdout, expected)
        pretty = self.write("one.json", json.dumps(json.loads(records), indent=1))
        self.assertEqual(self.embedded(self.run_factbox("show", pretty).stdout.decode()), [json.loads(records)])

    def test_limit(self):
        records = self.records(*[dict(ARTICLE, id=f"a{i}") for i in range(5)])
        done = self.run_factbox("show", records, "--limit", "2")
        self.assertEqual(len(self.embedded(done.stdout.decode())), 2)
        self.assertIn(b"3 more were left out", done.stderr)
        self.assertIn(b'id="left-out">3</script>', done.stdout)


class Mistakes(Case):
    def mistakes(self):
        """A broken record, and what must be said of it."""
        good = json.loads(self.run_factbox("extract", self.write("a.json", ARTICLE)).stdout)

        def changed(change):
            record = json.loads(json.dumps(good))
            change(record)
            return record
        yield changed(lambda record: record.update(schema="factbox.record/2.0")), r"factbox\.record/2\.0; this factbox shows factbox\.record/1\.x"
        yield changed(lambda record: record["people"][0]["mentions"][0].update(end=99999)), r"people\[0\]\.mentions\[0\]: \d+ to 99999 is not within the text of \d+"
        yield changed(lambda record: record["dates"][0].update(start="7")), r"dates\[0\]: \"start\" and \"end\" must both be whole numbers"
        yield changed(lambda record: record["numbers"][0].pop("end")), r"numbers\[0\]: \"start\" and \"end\" must both"
        yield changed(lambda record: record["quotes"][0].update(speaker_start=8, speaker_end=3)), r"quotes\[0\]: 8 to 3"
        yield changed(lambda record: record.pop("events")), "events: must be a list"
        yield changed(lambda record: record.update(places=["Zürich"])), r"places\[0\]: must be an object"
        yield changed(lambda record: record.update(offsets="char")), "offsets: must be codepoint, byte or utf16"
        yield changed(lambda record: record["article"].pop("text")), r"article\.text: must be a string"
        yield changed(lambda record: record.update(article=[])), "article: must be an object"
        yield ARTICLE, "is an article, not a record; 'factbox extract'"
        yield {"a": 1}, 'is no record of factbox: it has no "schema"'
        yield 7, "a record is a JSON object"

    def test_each_is_named_and_the_rest_is_shown(self):
        good = self.run_factbox("extract", self.write("a.json", ARTICLE)).stdout
        for broken, said in self.mistakes():
            with self.subTest(said):
                path = self.write("records.jsonl", good + json.dumps(broken).encode() + b"\n" + good)
                done = self.run_factbox("show", path, code=1)
                self.assertRegex(done.stderr.decode(), rf"records\.jsonl:2: .*{said}")
                self.assertEqual(done.stdout.count(b'class="record"'), 2)

    def test_cut_off(self):
        good = self.run_factbox("extract", self.write("a.json", ARTICLE)).stdout
        done = self.run_factbox("show", self.write("records.jsonl", good + good[:300]), code=1)
        self.assertRegex(done.stderr.decode(), r"records\.jsonl:2: not valid JSON")

    def test_nothing_to_show_leaves_no_page(self):
        page = self.folder / "page.html"
        for path, said in ((self.write("a.jsonl", [ARTICLE]), "a.jsonl:1: is an article"), (self.write("empty.jsonl", ""), "holds no article"),
                           (self.folder / "missing.jsonl", "missing.jsonl"), (self.write("a.txt", "Just text."), "is no JSON")):
            with self.subTest(said):
                done = self.run_factbox("show", path, "-o", page, code=2)
                self.assertIn(said, done.stderr.decode())
                self.assertIn("no page was written", done.stderr.decode())
                self.assertFalse(page.exists())

    def test_a_closed_pipe_is_no_failure(self):
        records = self.write("records.jsonl", self.run_factbox("extract", self.write("a.json", ARTICLE)).stdout * 50)
        done = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" show "$1" | head -c 100', FACTBOX, str(records)], capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_output_that_cannot_be_written(self):
        records = self.write("records.jsonl", self.run_factbox("extract", self.write("a.json", ARTICLE)).stdout)
        done = self.run_factbox("show", records, "-o", self.folder / "no" / "page.html", code=2)
        self.assertIn(b"No such file", done.stderr)


if __name__ == "__main__":
    unittest.main()
