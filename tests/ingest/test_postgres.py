"""Records into a real server of PostgreSQL, which is made for the test in a folder of its own and listens on a socket of that folder only."""
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import unittest

import stories
from test_ingest import Ingest


def programs():
    """The folder of initdb and postgres; None: they are not installed."""
    for folder in sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    found = shutil.which("initdb")
    return pathlib.Path(found).resolve().parent if found else None


class Server:
    """PostgreSQL refuses to run as root, so root lends it to somebody else."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="factbox-pg-"))
        self.user = None
        if os.getuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self.user)
        self.folder.chmod(0o755)
        bin_ = programs()
        who = {"user": self.user, "cwd": self.folder} if self.user else {"cwd": self.folder}
        subprocess.run([bin_ / "initdb", "-D", self.folder / "data", "-U", "press", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"], check=True, capture_output=True, **who)
        subprocess.run([bin_ / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", f"-k {self.folder} -h '' -F", "start"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)
        self.stop = lambda: subprocess.run([bin_ / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"], capture_output=True, **who)
        self.psql = bin_ / "psql"
        self.url = f"postgres://press@/postgres?host={self.folder}"

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, True)

    def query(self, sql):
        done = subprocess.run([self.psql, self.url, "-XAtqc", sql], capture_output=True, check=True, text=True)
        return done.stdout.strip()


@unittest.skipUnless(programs(), "PostgreSQL is not installed (Debian: postgresql)")
class Postgres(Ingest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        super().setUp()
        self.server.query("DROP TABLE IF EXISTS factbox_records")

    def test_records_columns_and_files_agree(self):
        self.feed([(f"/{i}.html", i) for i in range(40)])
        self.config(self.source(), top='output = "out"')
        self.ingest(0, "--to", self.server.url)
        records = self.written()
        self.assertEqual(len(records), 40)
        self.assertEqual(self.server.query("SELECT count(*) FROM factbox_records"), "40")
        for record in records[:5]:
            self.assertEqual(self.server.query(f"SELECT url, status, title FROM factbox_records WHERE id = '{record['id']}'"), "|".join([record["article"]["url"], "ok", record["article"]["title"]]))
        name = records[0]["people"][0]["name"]
        wanted = sum(any(person["name"] == name for person in record["people"]) for record in records)
        self.assertEqual(self.server.query(f"""SELECT count(*) FROM factbox_records WHERE record -> 'people' @> '[{{"name": "{name}"}}]'"""), str(wanted))

    def test_a_batch_that_is_written_again_changes_nothing(self):
        self.feed([("/1.html", 1), ("/2.html", 2)])
        self.config(self.source(), top=f'to = "{self.server.url}"')
        self.ingest()
        self.assertEqual(self.written(), [])  # `to` alone
        before = self.server.query("SELECT md5(string_agg(record::text, '' ORDER BY id)) FROM factbox_records")
        (self.folder / "ingest.db").unlink()  # as if the state had not been committed
        self.ingest()
        self.assertEqual(self.server.query("SELECT count(*) FROM factbox_records"), "2")
        self.assertEqual(self.server.query("SELECT md5(string_agg(record::text, '' ORDER BY id)) FROM factbox_records"), before)

    def test_odd_characters(self):
        lead = "It\u2019s a tab\there, a back\\slash, \\N, \\. and a quote \" in one sentence, the clerk said \U0001F389."
        self.feed([("/1.html", 1)])
        self.web.page("/1.html", stories.page(1, lead=lead))
        self.config(self.source(), top='output = "out"')
        self.ingest(0, "--to", self.server.url)
        record, = self.written()
        self.assertEqual(self.server.query("SELECT record #>> '{article,text_sha256}' FROM factbox_records"), record["article"]["text_sha256"])
        self.assertEqual(self.server.query("SELECT encode(sha256(convert_to(record #>> '{article,text}', 'UTF8')), 'hex') FROM factbox_records"), record["article"]["text_sha256"])

    def test_a_server_that_is_not_there_costs_nothing(self):
        self.feed([("/1.html", 1)])
        self.config(self.source(), top='output = "out"')
        said = self.ingest(2, "--to", f"postgres://press@/postgres?host={self.folder}")
        self.assertIn("PostgreSQL: ", said)
        self.assertEqual(self.written(), [])
        self.server.query("CREATE TABLE factbox_records (id int)")  # another table of that name
        self.ingest(2, "--to", self.server.url)
        self.server.query("DROP TABLE factbox_records")
        self.ingest(0, "--to", self.server.url)
        self.assertEqual(len(self.written()), 1)
        self.assertEqual(self.server.query("SELECT count(*) FROM factbox_records"), "1")


del Ingest  # its own tests run where it stands

if __name__ == "__main__":
    unittest.main()
