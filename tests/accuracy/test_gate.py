"""The gate is tested with a program and a scorer that say what the test wants."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import gate


class Gate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="factbox-gate-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in gate.SETS:
            (self.folder / "data" / name).mkdir(parents=True)
            (self.folder / "data" / name / "docs.jsonl").write_text('{"id": "1", "fold": "tst1"}\n')
            (self.folder / "data" / name / "gold.jsonl").write_text('{"id": "1"}\n')
        (self.folder / "score").mkdir()
        self.program = self.folder / "factbox"
        self.program.write_text("#!/bin/sh\ntrue\n")
        self.program.chmod(0o755)
        self.floors = self.folder / "floors.json"
        self.score(0.75)

    def score(self, value):
        """Every measure of every set is `value` from now on."""
        (self.folder / "figure").write_text(str(value))
        names = {name: {"f": "FIGURE"} for name in gate.NAMES[:2]}
        values = {"numbers": {"all": {name: "FIGURE" for name in gate.VALUES}}}
        events = {name: {"f": "FIGURE"} for name in gate.EVENTS[:2]}
        for scorer, result in (("names.py", {"measures": names}), ("values.py", values), ("events.py", {"measures": events})):
            (self.folder / "score" / scorer).write_text(
                f"import pathlib\nprint({json.dumps(result)!r}.replace('\"FIGURE\"', pathlib.Path({str(self.folder / 'figure')!r}).read_text()))\n")

    def run_gate(self, *arguments, code):
        done = subprocess.run([sys.executable, gate.__file__, "--factbox", self.program, "--shared", self.folder, "--floors", self.floors, *arguments],
                              capture_output=True, text=True, env={**os.environ, "FACTBOX_SHARED": ""}, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def floor(self):
        return json.loads(self.floors.read_text())["wikigold"]["floors"]["names/PER exact"]

    def test_holds_and_falls(self):
        self.run_gate("--update", code=0)
        self.run_gate(code=0)
        self.score(0.7501)
        self.run_gate(code=0)
        self.score(0.7499)
        self.assertIn("wikigold: names/PER exact is 0.7499, below its floor 0.750", self.run_gate(code=1))

    def test_without_floors(self):
        self.assertIn("wikigold: names/PER exact has no floor yet", self.run_gate(code=1))

    def test_update_raises(self):
        self.run_gate("--update", code=0)
        self.score(0.8129)
        self.run_gate("--update", code=0)
        self.assertEqual(self.floor(), 0.812)

    def test_update_never_lowers_silently(self):
        self.run_gate("--update", code=0)
        self.score(0.6)
        self.assertIn("kept, though not reached: wikigold: names/PER exact", self.run_gate("--update", code=1))
        self.assertEqual(self.floor(), 0.75)
        self.assertIn("lowered: wikigold: names/PER exact 0.750 → 0.600", self.run_gate("--update", "--allow-regression", code=0))
        self.assertEqual(self.floor(), 0.6)

    def test_changed_gold_stops(self):
        self.run_gate("--update", code=0)
        (self.folder / "data" / "wikigold" / "gold.jsonl").write_text('{"id": "x"}\n')
        self.assertIn("wikigold: the set or its scorer is not the one", self.run_gate(code=1))

    def test_absent_sets(self):
        self.assertIn("skipped", self.run_gate("--shared", self.folder / "nowhere", code=0))


class Floors(unittest.TestCase):
    def test_every_set_is_pinned(self):
        floors = json.loads((gate.HERE / "floors.json").read_text(encoding="utf-8"))
        self.assertEqual(set(floors), set(gate.SETS))
        for entry in floors.values():
            self.assertTrue(all(0 < floor <= 1 for floor in entry["floors"].values()))
            self.assertGreater(len(entry["floors"]), 0)


if __name__ == "__main__":
    unittest.main()
