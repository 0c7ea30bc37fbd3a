"""Records that may change only on purpose: tests/golden/README.md."""
import re
import unittest

from support import SOURCE, Case

GOLDEN = SOURCE / "tests" / "golden" / "v1"


class Golden(Case):
    def test_records_are_those_that_are_stored(self):
        self.write("articles.jsonl", (GOLDEN / "articles.jsonl").read_bytes())
        done = self.run_factbox("extract", "articles.jsonl", "--why", code=1)
        found = re.sub(rb'"version":"[^"]*","data":"[^"]*"', b'"version":"0","data":"0000000000000000"', done.stdout)
        for line, (expected, record) in enumerate(zip((GOLDEN / "records.jsonl").read_bytes().split(b"\n"), found.split(b"\n")), 1):
            self.assertEqual(record.decode(), expected.decode(), f"record {line}: if this is meant, run tests/golden/update and look at the difference")
        self.assertEqual(len(found), len((GOLDEN / "records.jsonl").read_bytes()))

    def test_stored_records_are_valid_today(self):
        self.assertEqual([r["status"] for r in self.records((GOLDEN / "records.jsonl").read_bytes())], ["ok", "error", "ok"])


if __name__ == "__main__":
    unittest.main()
