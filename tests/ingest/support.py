"""What the tests of fetching and ingestion share, besides what tests/cli has."""
import importlib.util
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
_spec = importlib.util.spec_from_file_location("cli_support", HERE.parent / "cli" / "support.py")
cli = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cli)
sys.path.insert(0, str(HERE))

FACTBOX = cli.FACTBOX


class Case(cli.Case):
    def config(self, *sources, top="", fetch="", duplicates="", name="feeds.toml"):
        """A configuration that may fetch from 127.0.0.1, quickly. sources: lines of TOML each."""
        text = f'contact = "desk@example.org"\n{top}\n[fetch]\nallow_private = ["127.0.0.1"]\ndelay = "0 s"\nbackoff = "10 ms"\nconnect_timeout = "2 s"\ntimeout = "5 s"\n{fetch}\n'
        if duplicates:
            text += f"[duplicates]\n{duplicates}\n"
        for source in sources:
            text += f"[[source]]\n{source}\n"
        return self.write(name, text)

    def ingest(self, code=0, *arguments, config="feeds.toml"):
        done = self.run_factbox("ingest", "-c", self.folder / config, "--no-model", *arguments, code=code)
        self.assertEqual(done.stdout, b"")
        return done.stderr.decode("utf-8")

    def written(self, folder="out"):
        """All records of the day files, checked against the schema."""
        out = []
        for path in sorted((self.folder / folder).rglob("*.jsonl.zst")):
            plain = subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=True).stdout
            out += self.records(plain)
        return out

    def status(self, code=0):
        done = self.run_factbox("ingest", "status", "-c", self.folder / "feeds.toml", "--json", code=code)
        return {one["source"]: one for one in map(json.loads, done.stdout.decode("utf-8").splitlines())}
