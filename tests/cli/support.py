"""What the tests of the command line share: running the program, reading and checking its records.

Every record that is read here is validated against the schema that the program itself prints, by the jsonschema library, and every span of
it is compared with the slice of the text it claims to be.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import jsonschema

FACTBOX = os.environ.get("FACTBOX", "factbox")
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = SOURCE / "corpora" / "samples"

# Written for these tests: a person, organisations, places, numbers and dates, with letters of two, three and four bytes.
TITLE = "Zürich tram workers end strike after São Paulo deal"
TEXT = (
    "ZÜRICH, March 12 — About 1,400 tram drivers in Zürich went back to work on Tuesday, the United Nations said.\n\n"
    "“It was not easy 🎉,” said Annelise Brandt, a spokeswoman for the International Monetary Fund in Switzerland. "
    "The strike cost the city $3.5 million, 12 percent more than in 2019.\n"
)
ARTICLE = {"id": "tram", "title": TITLE, "text": TEXT, "published": "2024-03-13T08:00:00+01:00", "publisher": "Limmat Bote", "authors": ["Reto Frei"]}


def schema():
    printed = subprocess.run([FACTBOX, "schema"], capture_output=True, check=True)
    found = json.loads(printed.stdout)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    validator = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="factbox-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        if Case.validator is None:
            Case.validator = jsonschema.Draft202012Validator(schema())

    def write(self, name, content):
        """A file in the folder. `content`: bytes, text, an object (JSON) or a list of objects (JSON lines)."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in content)
        elif isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def run_factbox(self, *arguments, code=0, **keywords):
        """The finished process; its exit code is checked."""
        keywords.setdefault("timeout", 120)
        if "input" not in keywords and "stdin" not in keywords:
            keywords["stdin"] = subprocess.DEVNULL
        done = subprocess.run([FACTBOX, *map(str, arguments)], capture_output=True, cwd=self.folder, **keywords)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stderr.decode('utf-8', 'replace')[:2000]}")
        return done

    def extract(self, *arguments, code=0, **keywords):
        """The records of `factbox extract`, checked, and what it said."""
        done = self.run_factbox("extract", *arguments, code=code, **keywords)
        return self.records(done.stdout), done.stderr.decode("utf-8")

    def one(self, *arguments, code=0, **keywords):
        """The only record."""
        records, _ = self.extract(*arguments, code=code, **keywords)
        self.assertEqual(len(records), 1)
        return records[0]

    def records(self, data):
        self.assertTrue(data == b"" or data.endswith(b"\n"))
        records = [json.loads(line) for line in data.decode("utf-8").split("\n")[:-1]]
        for record in records:
            self.check(record)
        return records

    def check(self, record):
        for error in self.validator.iter_errors(record):
            self.fail(f"{record.get('id')}: {list(error.absolute_path)}: {error.message[:300]}")
        slices = Slices(record["article"].get("text", ""), record["offsets"])
        for span in spans(record):
            if "text" in span:
                self.assertEqual(slices.of(span), span["text"])
            else:
                self.assertNotEqual(slices.of(span), "")


class Slices:
    """Slices of a text in one of the three units."""

    def __init__(self, text, unit):
        self.unit = unit
        self.data = {"codepoint": text, "byte": text.encode("utf-8"), "utf16": text.encode("utf-16-le")}[unit]

    def of(self, span):
        start, end = span["start"], span["end"]
        if self.unit == "codepoint":
            return self.data[start:end]
        if self.unit == "byte":
            return self.data[start:end].decode("utf-8")
        return self.data[2 * start:2 * end].decode("utf-16-le")


def spans(value):
    """Every object with start and end within `value`."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)
