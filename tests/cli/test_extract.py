"""factbox extract: what it reads and what it writes."""
import gzip
import hashlib
import json
import os
import struct
import unittest

from support import ARTICLE, SAMPLES, TEXT, TITLE, Case, spans


def zstandard(data):
    """One Zstandard frame of stored blocks (RFC 8878), so that the test needs no compressor."""
    frame = b"\x28\xb5\x2f\xfd" + b"\xa0" + struct.pack("<I", len(data))
    blocks = [data[i:i + 100_000] for i in range(0, len(data), 100_000)] or [b""]
    for i, block in enumerate(blocks):
        frame += struct.pack("<I", len(block) << 3 | (i == len(blocks) - 1))[:3] + block
    return frame


def articles(n):
    """Articles of very different length, so that workers finish out of order."""
    return [{"id": f"a{i}", "text": f"Report {i}: " + TEXT * (1 + i * 37 % 40)} for i in range(n)]


class Formats(Case):
    def test_text_is_left_as_it_is(self):
        text = "  Flood in Beira\r\n\r\nThe river rose\tby 2 metres. \n\n"
        path = self.write("flood.txt", text)
        record = self.one(path)
        self.assertEqual(record["article"]["text"], text)
        self.assertEqual(record["article"]["text_sha256"], hashlib.sha256(text.encode()).hexdigest())
        self.assertEqual(record["source"], {"uri": str(path), "media_type": "text/plain", "bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()})
        self.assertEqual(record["status"], "ok")
        self.assertEqual(record["notes"], [])

    def test_keys_come_in_the_documented_order(self):
        record = self.one("-", input=json.dumps(ARTICLE).encode())
        self.assertEqual(list(record), ["schema", "id", "status", "notes", "source", "offsets", "article", "people", "organizations", "places", "numbers", "dates",
                                        "quotes", "events", "producer"])
        self.assertEqual(list(record["article"]), ["publisher", "title", "authors", "published", "keywords"] + ["dateline"] * ("dateline" in record["article"]) +
                         ["sections", "text", "text_sha256"])

    def test_a_page_that_is_no_article_has_no_text(self):
        stories = "".join(f"<div><h3><a href=/{i}>Nairobi story number {i} of the day</a></h3><p>Short words on it.</p></div>" for i in range(40))
        record = self.one(self.write("home.html", f"<html><head><title>News of Nairobi</title></head><body>{stories}</body></html>"))
        self.assertIn("not_article", [note["code"] for note in record["notes"]])
        self.assertEqual(record["article"]["title"], "News of Nairobi")
        self.assertNotIn("text", record["article"])
        self.assertEqual(record["places"], [])

    def test_one_object_an_array_and_objects_in_a_row(self):
        two = [dict(ARTICLE, id=str(i)) for i in (1, 2)]
        self.assertEqual(self.one(self.write("one.json", json.dumps(ARTICLE, indent=2)))["source"]["uri"], str(self.folder / "one.json"))
        for name, content in (("array.json", json.dumps(two, indent=1)), ("row.json", json.dumps(two[0]) + json.dumps(two[1], indent=2))):
            records, _ = self.extract(self.write(name, content))
            self.assertEqual([(r["id"], r["source"]["uri"]) for r in records], [(str(i), f"{self.folder / name}#{i}") for i in (1, 2)])
        single, _ = self.extract(self.write("single.json", json.dumps(two[:1])))
        self.assertEqual(single[0]["source"]["uri"], str(self.folder / "single.json") + "#1")
        empty, said = self.extract(self.write("none.json", "[ ]"))
        self.assertEqual(empty, [])
        self.assertIn("holds no article", said)

    def test_brackets_and_quotes_within_strings(self):
        texts = ['He said: "}]" and left.', "A backslash \\ and a brace {", "[[["]
        records, _ = self.extract(self.write("odd.json", json.dumps([{"text": t} for t in texts])))
        self.assertEqual([r["article"]["text"] for r in records], texts)

    def test_json_lines_name_their_line(self):
        path = self.write("a.jsonl", b'\n  \r\n{"text": "One."}\r\n\n{"text": "Two."}')
        records, _ = self.extract(path)
        self.assertEqual([(r["article"]["text"], r["source"]["uri"]) for r in records], [("One.", f"{path}#3"), ("Two.", f"{path}#5")])
        self.assertEqual(records[0]["source"]["sha256"], hashlib.sha256(b'{"text": "One."}\r').hexdigest())

    def test_compressed(self):
        plain = self.write("a.jsonl", articles(60)).read_bytes()
        expected = [r["article"] for r in self.extract("a.jsonl")[0]]
        half = plain.index(b"\n", len(plain) // 2) + 1
        for name, data in (("a.jsonl.gz", gzip.compress(plain)), ("members.jsonl.gz", gzip.compress(plain[:half]) + gzip.compress(plain[half:])),
                           ("a.ndjson.zst", zstandard(plain)), ("frames.jsonl.zst", zstandard(plain[:half]) + zstandard(plain[half:])), ("misnamed.jsonl", gzip.compress(plain))):
            with self.subTest(name):
                self.assertEqual([r["article"] for r in self.extract(self.write(name, data))[0]], expected)
        self.assertEqual(self.one(self.write("t.txt.gz", gzip.compress(TEXT.encode())))["article"]["text"], TEXT)

    def test_standard_input(self):
        for data, text in ((b'{"text": "One."}\n', "One."), (b'{\n "text": "One."\n}\n', "One."), (b'[{"text": "One."}]', "One."), (b"One.\n", "One.\n"),
                           (gzip.compress(b'{"text": "One."}'), "One."), (b'\xef\xbb\xbf{"text": "One."}', "One."), (b"\xef\xbb\xbfOne.", "One.")):
            with self.subTest(data):
                record = self.one("-", input=data)
                self.assertEqual(record["article"]["text"], text)
                self.assertRegex(record["source"]["uri"], "^stdin(#1)?$")

    def test_format_can_be_told(self):
        path = self.write("news.log", b'{"text": "One."}')
        self.assertEqual(self.one(path)["article"]["text"], "One.")
        self.assertEqual(self.one("--format", "txt", path)["article"]["text"], '{"text": "One."}')

    def test_directories_and_patterns(self):
        for name in ("b.txt", "a.json", "sub/c.jsonl", "sub/.hidden.txt", ".git/x.txt", "notes.md", "z.txt"):
            self.write("in/" + name, '{"text": "' + name + '"}' if "json" in name else name)
        names = lambda *arguments: [r["article"]["text"] for r in self.extract(*arguments)[0]]
        self.assertEqual(names("in"), ["a.json", "b.txt", "sub/c.jsonl", "z.txt"])
        self.assertEqual(names("in/*.txt"), ["b.txt", "z.txt"])
        self.assertEqual(names("in/[ab].*", "in/sub"), ["a.json", "b.txt", "sub/c.jsonl"])
        # The output of an earlier run in the same folder is no input.
        self.run_factbox("extract", "in", "-o", "in/out.jsonl")
        self.run_factbox("extract", "in", "-o", "in/out.jsonl")
        self.assertEqual(len(self.records((self.folder / "in/out.jsonl").read_bytes())), 4)

    def test_a_name_with_brackets_is_a_file_first(self):
        self.assertEqual(self.one(self.write("story[1].txt", "One."))["article"]["text"], "One.")


class Content(Case):
    def test_every_sample_is_a_valid_record_in_every_unit(self):
        for unit in ("codepoint", "byte", "utf16"):
            records, said = self.extract(SAMPLES, "--why", "--offsets", unit)
            self.assertEqual(said, "")
            self.assertEqual({r["offsets"] for r in records}, {unit})
            self.assertEqual({r["status"] for r in records}, {"ok"})
            self.assertGreater(sum(1 for r in records for _ in spans(r)), 20 * len(records))

    def test_units_differ_only_in_offsets(self):
        def bare(value):
            if isinstance(value, dict):
                return {k: bare(v) for k, v in value.items() if k != "offsets" and k.split("_")[-1] not in ("start", "end")}
            return [bare(v) for v in value] if isinstance(value, list) else value
        path = self.write("a.json", ARTICLE)
        found = [self.one(path, "--offsets", unit) for unit in ("codepoint", "byte", "utf16")]
        self.assertEqual(bare(found[0]), bare(found[1]))
        self.assertEqual(bare(found[0]), bare(found[2]))
        length = len(found[0]["article"]["text"])
        ends = [r["article"]["sections"][-1]["end"] for r in found]
        self.assertEqual(ends, [length, len(found[0]["article"]["text"].encode()), length + 1])

    def test_title_stands_in_front_or_apart(self):
        path = self.write("a.json", ARTICLE)
        record = self.one(path)
        self.assertEqual(record["article"]["text"], TITLE + "\n\n" + TEXT)
        self.assertEqual([s["kind"] for s in record["article"]["sections"]], ["title", "body"])
        apart = self.one(path, "--title-in-text", "no")
        self.assertEqual(apart["article"]["text"], TEXT)
        self.assertEqual(apart["article"]["title"], TITLE)
        self.assertEqual([s["kind"] for s in apart["article"]["sections"]], ["body"])
        again = self.one(self.write("b.json", dict(ARTICLE, text=TITLE + "\n\n" + TEXT)))
        self.assertEqual(again["article"]["text"], TITLE + "\n\n" + TEXT)

    def test_metadata(self):
        record = self.one(self.write("a.json", dict(ARTICLE, url="https://example.org/t", language="en", section="Region", keywords=["trams", ""], updated="20240314", authors="Reto Frei")))
        for key, value in {"url": "https://example.org/t", "publisher": "Limmat Bote", "title": TITLE, "authors": ["Reto Frei"], "published": "2024-03-13T08:00:00+01:00",
                           "updated": "2024-03-14", "language": "en", "section": "Region", "keywords": ["trams"]}.items():
            self.assertEqual(record["article"][key], value)

    def test_absent_is_absent(self):
        record = self.one(self.write("a.json", {"text": "Rain.", "title": None, "url": "", "authors": None, "published": ""}))
        self.assertEqual(set(record["article"]), {"authors", "keywords", "sections", "text", "text_sha256"})
        self.assertEqual(record["article"]["authors"], [])

    def test_empty_text(self):
        record = self.one(self.write("a.json", {"id": "e", "text": ""}))
        self.assertEqual((record["status"], record["notes"][0]["code"]), ("ok", "empty_text"))
        self.assertNotIn("text", record["article"])

    def test_timestamps(self):
        for given, expected in (("2020-09-25 20:14:00+0300", "2020-09-25T20:14:00+03:00"), ("20200925", "2020-09-25"), ("2020-09-25T20:14Z", "2020-09-25T20:14Z"),
                                ("2020-09-25T20:14:00.123-05", "2020-09-25T20:14:00.123-05:00"), ("2020-09-25 20:14:00 UTC", "2020-09-25T20:14:00Z")):
            with self.subTest(given):
                record = self.one(self.write("a.json", {"text": "Rain.", "published": given}))
                self.assertEqual(record["article"]["published"], expected)
                self.assertEqual(record["notes"], [])
        for given in ("Friday", "2020-02-30", "25.09.2020", "2020-09-25T8", "2020-09-25T20:14:00+3", "x" * 100):
            with self.subTest(given):
                record = self.one(self.write("a.json", {"text": "Rain.", "published": given}))
                self.assertNotIn("published", record["article"])
                self.assertEqual([n["code"] for n in record["notes"]], ["invalid_published"])

    def test_ids_are_stable(self):
        ids = lambda *articles: [r["id"] for r in self.extract(self.write("a.jsonl", list(articles)))[0]]
        own, integer, large = ids({"id": "x-1", "text": "A."}, {"id": 17, "text": "A."}, {"id": 18446744073709551615, "text": "A."})
        self.assertEqual((own, integer, large), ("x-1", "17", "18446744073709551615"))
        url, changed = ids({"url": "https://example.org/1", "text": "A."}, {"url": "https://example.org/1", "text": "B."})
        self.assertEqual(url, hashlib.sha256(b"https://example.org/1").hexdigest()[:16])
        self.assertEqual(url, changed)
        content, title, = ids({"text": "A."}, {"text": "A.", "title": "T"})
        self.assertEqual(content, hashlib.sha256(b"A.").hexdigest()[:16])
        self.assertNotEqual(content, title)
        self.assertEqual(self.one(self.write("a.txt", "A."))["id"], content)

    def test_local_ids_count_from_one_by_first_mention(self):
        for record in self.extract(SAMPLES)[0]:
            for key, letter in (("people", "p"), ("organizations", "o"), ("places", "l"), ("numbers", "n"), ("dates", "d")):
                self.assertEqual([x["id"] for x in record[key]], [f"{letter}{i + 1}" for i in range(len(record[key]))])
                starts = [x["mentions"][0]["start"] if "mentions" in x else x["start"] for x in record[key]]
                self.assertEqual(starts, sorted(starts))
            known = {x["id"] for key in ("people", "organizations", "places", "dates") for x in record[key]}
            for person in record["people"]:
                for role in person["roles"]:
                    self.assertIn(role.get("of", next(iter(known))), known)

    def test_why_is_there_only_when_asked_for(self):
        path = SAMPLES / "geneva-border-talks.json"
        record = self.one(path, "--why")
        values = [x for key in ("people", "organizations", "places", "numbers", "dates") for x in record[key]]
        self.assertGreater(len(values), 10)
        for value in values:
            self.assertRegex(value["why"], r"^[a-z]+:\S+( .+)?$")
        self.assertNotIn('"why"', json.dumps(self.one(path)))

    def test_producer_matches_version(self):
        version, data = self.run_factbox("--version", "--data").stdout.decode().split("\n")[:2]
        self.assertEqual(self.one(self.write("a.txt", "Rain."))["producer"], {"name": "factbox", "version": version.split()[1], "data": data.split()[1]})

    def test_control_characters_and_odd_code_points(self):
        text = "Tab\tnul\0bell\x07 quote\" back\\slash \u2028 \U0001f389 \x7f del"
        self.assertEqual(self.one(self.write("a.json", {"text": text}))["article"]["text"], text)
        self.assertEqual(self.one(self.write("a.txt", text))["article"]["text"], text)

    def test_a_users_folder_is_layered_over_the_data(self):
        plain = self.one(self.write("a.txt", "Rain."))
        self.write("mine/gazetteers/organizations/mine.tsv", "name\taliases\tacronym\tkind\tcountry\nLimmat Tram Drivers' Guild\t\tLTDG\tngo\tCH\n")
        layered = self.one("a.txt", "--data", "mine")
        self.assertNotEqual(plain["producer"]["data"], layered["producer"]["data"])
        guild = self.one(self.write("guild.txt", "Talks with the LTDG went on."), "--data", "mine")["organizations"]
        self.assertEqual([(o["name"], o["kind"], o["country"]) for o in guild], [("Limmat Tram Drivers' Guild", "ngo", "CH")])


class Order(Case):
    def test_bytes_do_not_depend_on_the_number_of_workers(self):
        path = self.write("a.jsonl", articles(300))
        with open(path, "ab") as file:
            file.write(b'{"text": 5}\n{"text": "cut\n' + json.dumps(ARTICLE).encode())
        one = self.run_factbox("extract", path, SAMPLES, "-j", 1, "--why", code=1)
        for jobs in (2, 7):
            more = self.run_factbox("extract", path, SAMPLES, "-j", jobs, "--why", code=1)
            self.assertEqual(one.stdout, more.stdout)
            self.assertEqual(one.stderr, more.stderr)
        self.assertEqual([r["id"] for r in self.records(one.stdout)][:300], [f"a{i}" for i in range(300)])

    def test_output_file(self):
        path = self.write("a.jsonl", articles(20))
        stdout = self.run_factbox("extract", path).stdout
        self.run_factbox("extract", path, "-o", "out.jsonl")
        self.assertEqual((self.folder / "out.jsonl").read_bytes(), stdout)
        os.symlink("out.jsonl", self.folder / "link.jsonl")
        self.write("out.jsonl", "old")
        self.run_factbox("extract", path, "-o", "link.jsonl")
        self.assertTrue((self.folder / "link.jsonl").is_symlink())
        self.assertEqual((self.folder / "out.jsonl").read_bytes(), stdout)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["a.jsonl", "link.jsonl", "out.jsonl"])

    def test_a_device_is_written_to_and_not_replaced(self):
        path = self.write("a.txt", "Rain.")
        self.run_factbox("extract", path, "-o", "/dev/null")
        self.assertTrue(os.path.exists("/dev/null") and not os.path.isfile("/dev/null"))
        self.assertEqual(len(self.records(self.run_factbox("extract", path, "-o", "/dev/stdout").stdout)), 1)


if __name__ == "__main__":
    unittest.main()
