"""Everything but extract: help, version, schema, explain, check, and the progress line of a terminal."""
import json
import os
import pty
import re
import subprocess
import unittest

from support import ARTICLE, FACTBOX, SAMPLES, TEXT, Case

VERBS = ("extract", "explain", "check", "schema", "show", "train")


class Help(Case):
    def test_help_goes_to_standard_output(self):
        for arguments in (("--help",), *((verb, "--help") for verb in VERBS)):
            done = self.run_factbox(*arguments)
            self.assertEqual(done.stderr, b"")
            self.assertIn(b"Usage: factbox", done.stdout)
        general = self.run_factbox("--help").stdout.decode()
        for verb in VERBS:
            self.assertRegex(general, rf"(?m)^  {verb} +\S")
        self.assertIn("Exit codes: 0 all well, 1", general)

    def test_every_option_is_explained(self):
        for verb in VERBS:
            text = self.run_factbox(verb, "--help").stdout.decode()
            options = re.findall(r"(?m)^  (-\S+(?: [A-Z|]+)?(?: \.\.\.)?)(.*(?:\n {20,}.*)?)", text)
            self.assertGreater(len(options), 0)
            for name, rest in options:
                self.assertRegex(rest.strip(), r"^\S.{7,}", f"{verb} {name} is not explained")

    def test_what_is_not_understood(self):
        for arguments, hint in ((("extrat", "x"), "did you mean 'extract'"), (("shcema",), "did you mean 'schema'"), (("frobnicate",), "no verb 'frobnicate'"),
                                (("extract", "--whyy", "x"), "--whyy"), (("extract",), "FILES"), (("extract", "x", "--offsets", "chars"), "codepoint, byte, utf16"),
                                (("extract", "x", "-j", "0"), "jobs"), (("extract", "x", "-j", "many"), "jobs"), (("extract", "x", "--title-in-text", "maybe"), "yes, no"),
                                (("--frob",), "--frob"), ((), "which verb")):
            with self.subTest(arguments):
                done = self.run_factbox(*arguments, code=2)
                self.assertEqual(done.stdout, b"")
                said = done.stderr.decode()
                self.assertTrue(said.startswith("factbox: "))
                self.assertIn(hint, said)
                self.assertRegex(said, r"\nTry 'factbox( \w+)? --help'\.\n$")


class Version(Case):
    def test_version(self):
        self.assertRegex(self.run_factbox("--version").stdout.decode(), r"^factbox \d+\.\d+\.\d+\n$")
        lines = self.run_factbox("--version", "--data").stdout.decode().splitlines()
        self.assertEqual([line.split()[0] for line in lines], ["factbox", "data", "phrases", "places", "organizations", "model"])
        self.assertRegex(lines[1], "^data [0-9a-f]{16}$")
        self.assertGreater(int(lines[2].split()[1]), 1000)
        self.assertGreater(int(lines[4].split()[1]), 100)


class Model(Case):
    GOLD = {"id": "a", "annotated": ["people.mentions", "organizations.mentions", "places.mentions"],
            "people": [{"mentions": [{"start": 0, "end": 14}]}], "places": [{"mentions": [{"start": 20, "end": 30}]}]}
    DOC = {"id": "a", "text": "Vorbelt Zunkap left Qestrolind after the vote."}

    def folder_with(self, gold):
        folder = self.folder / "set"
        folder.mkdir()
        (folder / "docs.jsonl").write_text("\n".join(json.dumps({**self.DOC, "id": str(i)}) for i in range(20)))
        (folder / "gold.jsonl").write_text("\n".join(json.dumps({**gold, "id": str(i)}) for i in range(20)))
        return folder

    def test_a_model_is_trained_and_used(self):
        folder, model = self.folder_with(self.GOLD), self.folder / "own.model"
        done = self.run_factbox("train", "--gold", folder, "--dev", folder, "-o", model)
        said = done.stderr.decode()
        self.assertEqual(done.stdout, b"")
        self.assertRegex(said, r"(?m)^pass 8 of 8  loss \d\.\d+  PER 100\.00 .* all 100\.00$")
        self.assertRegex(said, r"(?m)^what matters: ")
        article = self.folder / "a.jsonl"
        article.write_text(json.dumps(self.DOC))
        record = json.loads(self.run_factbox("extract", article, "--model", model, "--why").stdout)
        self.assertEqual([person["name"] for person in record["people"]], ["Vorbelt Zunkap"])
        self.assertEqual([place["name"] for place in record["places"]], ["Qestrolind"])
        plain = json.loads(self.run_factbox("extract", article, "--no-model").stdout)
        self.assertNotEqual(record["producer"]["data"], plain["producer"]["data"])

    def test_what_goes_wrong(self):
        folder = self.folder_with({**self.GOLD, "people": [{"mentions": [{"start": 5, "end": 3}]}]})
        out = self.folder / "m"
        for arguments, hint in ((("--gold", folder), "gold.jsonl:1: a mention in 'people'"), (("--gold", self.folder / "none"), "none/gold.jsonl"),
                                ((), "nothing to learn from"), (("--columns", folder / "docs.jsonl"), "docs.jsonl:1")):
            with self.subTest(arguments):
                self.assertIn(hint, self.run_factbox("train", *arguments, "-o", out, code=2).stderr.decode())
                self.assertFalse(out.exists())
        self.assertIn("nowhere.model", self.run_factbox("extract", "x.txt", "--model", "nowhere", code=2).stderr.decode())
        broken = self.folder / "broken.model"
        broken.write_bytes(b"not a model")
        self.assertIn("broken.model: ", self.run_factbox("extract", "x.txt", "--model", broken, code=2).stderr.decode())


class Schema(Case):
    def test_printed_is_shipped(self):
        printed = self.run_factbox("schema").stdout
        self.assertEqual(printed, (SAMPLES.parent.parent / "pipeline/record/schema.json").read_bytes())

    def test_every_object_is_closed(self):
        def objects(value):
            if isinstance(value, dict):
                if value.get("type") == "object":
                    yield value
                for inner in value.values():
                    yield from objects(inner)
            elif isinstance(value, list):
                for inner in value:
                    yield from objects(inner)
        found = list(objects(json.loads(self.run_factbox("schema").stdout)))
        self.assertGreater(len(found), 10)
        for one in found:
            self.assertIs(one.get("additionalProperties"), False)

    def test_a_changed_record_is_refused(self):
        record = self.one(self.write("a.json", ARTICLE))
        self.assertTrue(self.validator.is_valid(record))
        for change in ({"extra": 1}, {"status": "error"}, {"offsets": "chars"}, {"id": ""}, {"error": {"code": "x", "message": "y"}}, {"people": None}):
            self.assertFalse(self.validator.is_valid({**record, **change}), change)


class Explain(Case):
    def text(self, *arguments, **keywords):
        return self.run_factbox("explain", *arguments, **keywords).stdout.decode()

    def test_every_value_of_the_record_is_explained(self):
        path = SAMPLES / "geneva-border-talks.json"
        record = self.one(path, "--why")
        text = self.text(path)
        for key in ("people", "organizations", "places"):
            self.assertIn(f"{key}: ", text)
            for entity in record[key]:
                self.assertIn(f"  {entity['id']} {entity['name']}", text)
                self.assertIn(entity["why"], text)
                for mention in entity["mentions"]:
                    self.assertIn(f"{mention['kind']} {mention['start']}-{mention['end']}: ", text)
        for key in ("numbers", "dates", "quotes"):
            for value in record[key]:
                self.assertIn(f"  {value['id']} {value['start']}-{value['end']} {value['kind']}", text)
                self.assertIn(value["why"], text)

    def test_the_span_is_marked_in_its_sentence(self):
        text = self.text(self.write("a.json", dict(ARTICLE, title="")), "--field", "organizations")
        self.assertIn("«International Monetary Fund»", text)
        self.assertNotIn("places:", text)

    def test_empty_fields_show_their_candidates(self):
        path = self.write("a.txt", "It rained all day. Reading helped a little.")
        self.assertRegex(self.text(path, "--field", "organizations"), r"^organizations: 0\n  (no )?candidate")
        self.assertIn("published: unknown", self.text(path, "--field", "article"))

    def test_one_place_of_the_text(self):
        path = self.write("a.json", dict(ARTICLE, title=""))
        for unit, at in (("codepoint", TEXT.index("International")), ("byte", len(TEXT[:TEXT.index("International")].encode())), ("utf16", TEXT.index("International") + 1)):
            text = self.text(path, "--at", at, "--offsets", unit)
            self.assertRegex(text, rf"token \d+ {at}-{at + 13} capitalized: .*«International»")
            self.assertIn("organization International Monetary Fund: igo", text)
            self.assertRegex(text, r"name \d+-\d+ of o\d+ International Monetary Fund")
        self.assertIn("no token", self.text(path, "--at", TEXT.index(" Monetary")))
        self.assertIn("the text ends before", self.run_factbox("explain", path, "--at", 100000, code=2).stderr.decode())

    def test_which_article(self):
        path = self.write("a.jsonl", [{"id": "first", "text": "Rain."}, {"id": "second", "text": "Snow."}])
        self.assertIn("article first", self.text(path))
        self.assertIn("article second", self.text(path, "--item", 2))
        self.assertIn("article first", self.text("-", input=path.read_bytes()))
        self.assertIn("holds only 2", self.run_factbox("explain", path, "--item", 3, code=2).stderr.decode())
        self.assertIn("No such file", self.run_factbox("explain", "none.txt", code=2).stderr.decode())
        self.assertIn("must be a string", self.run_factbox("explain", self.write("bad.json", '{"text": 5}'), code=1).stderr.decode())
        self.assertIn("there is no field", self.run_factbox("explain", path, "--field", "colour", code=2).stderr.decode())


class Check(Case):
    def test_cases_that_hold_and_that_do_not(self):
        self.write("t/organizations/cases.txt", "# own cases\n[The International Monetary Fund|name name=International_Monetary_Fund] met.\n".replace("[The ", "The ["))
        done = self.run_factbox("check", "t")
        self.assertEqual((done.stdout, done.stderr), (b"", b"factbox: 1 cases in 1 files, 0 failed\n"))
        self.assertIn(b"1 of 1 cases hold", self.run_factbox("check", "t", "-v").stderr)
        path = self.write("t/organizations/cases.txt", "\n! The International Monetary Fund met.\n")
        done = self.run_factbox("check", "t", code=1)
        self.assertTrue(done.stdout.decode().startswith("t/organizations/cases.txt:2: "), done.stdout)
        self.assertEqual(self.run_factbox("check", path, code=1).stdout.decode().split(":")[0], str(path))

    def test_nothing_to_check(self):
        self.assertIn(b"holds no cases.txt", self.run_factbox("check", ".", code=2).stderr)
        self.assertIn(b"none", self.run_factbox("check", "none", code=2).stderr)
        self.write("t/colours/cases.txt", "[Red] is red.\n")
        self.assertIn(b"cases of a folder 'colours' cannot be run", self.run_factbox("check", "t", code=1).stdout)

    def test_a_users_folder(self):
        self.write("mine/gazetteers/organizations/mine.tsv", "name\taliases\tacronym\tkind\tcountry\nLimmat Tram Drivers' Guild\t\tLTDG\tngo\tCH\n")
        self.write("mine/gazetteers/organizations/cases.txt", "Talks with the [LTDG|name name=Limmat_Tram_Drivers'_Guild kind=ngo country=CH] went on.\n")
        self.run_factbox("check", "--data", "mine")
        self.run_factbox("check", "mine", code=1)
        self.write("mine/gazetteers/organizations/mine.tsv", "name\taliases\tacronym\tkind\tcountry\nX\t\t\tclub\tCH\n")
        self.assertIn("mine.tsv:2:", self.run_factbox("check", "--data", "mine", code=2).stderr.decode())


class Terminal(Case):
    def on_terminal(self, *arguments):
        """What is written to a terminal that is the program's standard error."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([FACTBOX, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        out = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            out += piece
        os.close(ours)
        self.assertEqual(process.wait(timeout=60), 0)
        return out.decode("utf-8")

    def test_progress_with_rate_and_time_left(self):
        path = self.write("a.jsonl", [{"text": TEXT * 20}] * 6000)
        said = self.on_terminal("extract", path)
        self.assertRegex(said, r"[\d,]+ articles · [\d,]+/s · \d+\.\d MB/s · \d+ % · \d+:\d\d left")
        self.assertTrue(said.endswith("\r\x1b[K"), repr(said[-40:]))
        self.assertEqual(self.on_terminal("extract", "-q", path), "")

    def test_none_without_a_terminal(self):
        path = self.write("a.jsonl", [{"text": TEXT * 20}] * 3000)
        self.assertEqual(self.run_factbox("extract", path).stderr, b"")

    def test_verbose(self):
        said = self.run_factbox("extract", SAMPLES, "-v").stderr.decode()
        self.assertRegex(said, r"^factbox: 17 records \(0 partial, 0 failed\) of \d+\.\d MB in \d+\.\d\d s, \d+\.\d MB/s; data [0-9a-f]{16}\n$")


if __name__ == "__main__":
    unittest.main()
