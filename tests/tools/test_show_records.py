"""The table of tools/demo: every sample is printed whole, and so is a record with every field that the schema knows or without any it can do without."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
FACTBOX = os.environ["FACTBOX"]

SPAN = {"start": 0, "end": 4, "text": "word"}
BARE = {"id": "a", "article": {"authors": []}, "people": [], "organizations": [], "places": [], "numbers": [], "dates": [], "quotes": [], "events": []}
RICH = {
    "id": "b",
    "article": {"title": "Ein  Titel", "publisher": "Blatt", "published": "2024-03-14T10:00:00Z", "text": "word"},
    "people": [{"id": "p1", "name": "Ana Muianga", "roles": [{"title": "minister", "of": "o1", "former": True}, {"of": "l1", "former": False}, {"title": "doctor", "former": False}]}],
    "organizations": [{"id": "o1", "name": "Red Cross", "acronym": "RC", "kind": "ngo", "country": "CH"}],
    "places": [{"id": "l1", "name": "Beira", "kind": "city", "country": "MZ", "lat": -19.84361, "lon": 34.83889}, {"id": "l2", "name": "東京" * 30, "kind": "other"}],
    "numbers": [{"kind": "count", "value": str(n), "text": f"{n} goats", "of": "goats"} for n in range(20)] + [{"kind": "plain", "min": "2", "max": "3", "text": "2-3"}],
    "dates": [{"kind": "date", "value": "2024-03-11", "precision": "day", "text": "Monday"}],
    "quotes": [{"kind": "direct", "speaker_text": "the mayor", **SPAN}],
    "events": [{"type": "ASSAULT", "status": "occurred", "arguments": [{"role": "actor", "text": "gunmen"}]}],
}


def table(records, *arguments):
    done = subprocess.run([sys.executable, SOURCE / "tools" / "show_records.py", *arguments, "-"], input=records.encode("utf-8"), capture_output=True, check=True)
    return done.stdout.decode("utf-8")


class Table(unittest.TestCase):
    def test_samples(self):
        records = subprocess.run([FACTBOX, "extract", "-q", SOURCE / "corpora" / "samples"], capture_output=True, check=True).stdout.decode("utf-8")
        shown = table(records)
        self.assertEqual(shown.count("\n== ") + 1, records.count("\n"))
        for kind in ("people", "organizations", "places", "numbers", "dates"):
            self.assertGreater(shown.count(f"\n  {kind} "), 10, kind)

    def test_bare_and_rich(self):
        shown = table(json.dumps(BARE) + "\n" + json.dumps(RICH) + "\n")
        for part in ("== a\n", "== Ein  Titel (Blatt, 2024-03-14)\n", "former minister (Red Cross); of Beira;…", "RC, ngo, CH", " -19.8436   34.8389", "… and 13 more", "ASSAULT"):
            self.assertIn(part, shown)
        everything = table(json.dumps(RICH) + "\n", "--all")
        self.assertNotIn("more\n", everything)
        self.assertIn("2 to 3", everything)


if __name__ == "__main__":
    unittest.main()
