"""factbox ingest: what is new is written once, whatever happens; sources that fail are reported and left alone; copies and versions are linked."""
import collections
import random
import shutil
import signal
import subprocess
import time
import unittest

import stories
from support import FACTBOX, Case
from web import Web


class Ingest(Case):
    def setUp(self):
        super().setUp()
        self.web = Web()
        self.web.__enter__()
        self.addCleanup(self.web.__exit__)
        self.base = self.web.url("")

    def feed(self, items, path="/rss", pages=True):
        """items: (path, number[, stamp]). Serves the feed and its pages."""
        self.web.page(path, stories.rss(items, self.base), headers={"Content-Type": "application/rss+xml"})
        if pages:
            for page, number, *_ in items:
                self.web.page(page, stories.page(number))

    def source(self, path="/rss", name="courier", kind="feed", more=""):
        return f'name = "{name}"\n{kind} = "{self.base}{path}"\n{more}'


class Runs(Ingest):
    def test_new_articles_and_only_those(self):
        self.feed([(f"/{i}.html", i) for i in range(5)])
        self.config(self.source(more='publisher = "The Delagoa Courier"'))
        said = self.ingest()
        self.assertIn("1 sources asked (0 failed), 5 new links, 5 articles written", said)
        records = self.written()
        self.assertEqual(sorted(r["article"]["url"] for r in records), sorted(f"{self.base}/{i}.html" for i in range(5)))
        self.assertTrue(all(r["status"] == "ok" and r["article"]["publisher"] for r in records))
        self.assertTrue(all(r["people"] for r in records))
        self.assertEqual(self.web.headers_of("/rss")["user-agent"].split("/")[0], "factbox")
        self.assertIn("(+desk@example.org)", self.web.headers_of("/rss")["user-agent"])

        self.ingest()
        self.assertEqual(len(self.written()), 5)
        self.feed([(f"/{i}.html", i) for i in range(3, 8)])
        self.assertIn("3 new links, 3 articles written", self.ingest())
        self.assertEqual(len(self.written()), 8)
        self.assertEqual(self.web.paths().count("/3.html"), 1)

    def test_conditional_requests_and_servers_that_do_not_know_them(self):
        self.web.page("/rss", stories.rss([("/1.html", 1)], self.base), headers={"Content-Type": "application/rss+xml", "ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 06:00:00 GMT"})
        self.web.page("/1.html", stories.page(1))
        self.config(self.source())
        self.ingest()
        self.assertNotIn("if-none-match", self.web.headers_of("/rss"))
        self.ingest()
        self.assertEqual(self.web.headers_of("/rss")["if-none-match"], '"v1"')
        self.assertEqual(self.web.headers_of("/rss")["if-modified-since"], "Mon, 23 Nov 2026 06:00:00 GMT")
        self.assertEqual(len(self.written()), 1)

    def test_the_feed_has_the_articles(self):
        self.web.page("/full", stories.full_rss([1, 2, 3], self.base), headers={"Content-Type": "application/rss+xml"})
        self.config(self.source("/full", more='content = "feed"'))
        self.ingest()
        records = self.written()
        self.assertEqual(len(records), 3)
        self.assertIn(stories.paragraphs(2)[1], "".join(r["article"]["text"] for r in records))
        self.assertEqual([path for path in self.web.paths() if path.startswith("/full/")], [])

    def test_sitemaps_and_home_pages(self):
        for i in range(4):
            self.web.page(f"/s/{i}", stories.page(i))
        self.web.page("/map1", stories.sitemap([self.base + "/s/0", self.base + "/s/1", "file:///etc/passwd"]), headers={"Content-Type": "application/xml"})
        self.web.page("/map2", stories.sitemap_index([self.base + "/map1", self.base + "/map2"]), headers={"Content-Type": "application/xml"})
        self.web.page("/home", '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><a href="/x">x</a></body></html>')
        self.web.page("/rss", stories.rss([("/s/2", 2), ("/s/3", 3)], self.base), headers={"Content-Type": "application/rss+xml"})
        self.config(self.source("/map2", "map", "sitemap"), self.source("/home", "home", "page"))
        self.ingest()
        self.assertEqual(sorted(r["article"]["url"] for r in self.written()), [f"{self.base}/s/{i}" for i in range(4)])

    def test_include_and_exclude(self):
        self.feed([("/news/1", 1), ("/sport/2", 2), ("/news/live/3", 3)])
        self.config(self.source(more="include = ['/news/']\nexclude = ['/live/']"))
        self.ingest()
        self.assertEqual([r["article"]["url"] for r in self.written()], [self.base + "/news/1"])

    def test_pages_that_hold_no_article(self):
        self.feed([("/1.html", 1), ("/2.html", 2)])
        self.web.page("/2.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>")
        self.config(self.source())
        self.assertIn("1 pages without one", self.ingest())
        self.assertEqual(len(self.written()), 1)
        self.assertEqual(self.status()["courier"]["empty_week"], 1)

    def test_pages_that_fail_come_later_and_pages_that_are_gone_do_not(self):
        self.feed([("/1.html", 1), ("/2.html", 2)], pages=False)
        self.web.page("/1.html", "wait", status=503)
        self.config(self.source(), fetch="retries = 0")
        self.ingest()
        self.assertEqual(self.written(), [])
        self.assertEqual(self.status()["courier"]["waiting"], 1)
        self.feed([])  # the source forgets them; we do not
        self.web.page("/1.html", stories.page(1))
        self.backdate()
        self.ingest()
        self.assertEqual(len(self.written()), 1)
        self.assertEqual(self.web.paths().count("/2.html"), 1)

    def backdate(self):
        """As if the waits were over."""
        import sqlite3
        with sqlite3.connect(self.folder / "ingest.db") as state:
            state.execute("UPDATE link SET due_ms = 0, done_ms = 0")
            state.execute("UPDATE source SET retry_ms = 0")
        state.close()

    def test_changed_articles_are_versions(self):
        self.feed([("/1.html", 1, "Mon, 23 Nov 2026 06:00:00 GMT")])
        self.config(self.source(more='max_age = "9999 days"'))
        self.ingest()
        self.feed([("/1.html", 1, "Mon, 23 Nov 2026 09:00:00 GMT")], pages=False)
        self.web.page("/1.html", stories.page(1, edition=2))
        self.backdate()
        self.ingest()
        self.feed([("/1.html", 1, "Mon, 23 Nov 2026 10:00:00 GMT")], pages=False)  # stamped anew, but the same
        self.backdate()
        self.ingest()
        first, second = self.written()
        self.assertEqual(second["version_of"], first["id"])
        self.assertEqual(second["id"], first["id"] + "-2")
        self.assertNotIn("version_of", first)
        self.assertIn("edition 2", second["article"]["text"])
        self.assertEqual(self.web.paths().count("/1.html"), 3)

    def test_copies_are_linked_or_left_out(self):
        items = [("/1.html", 1), ("/copy.html", 1), ("/near.html", 1), ("/other.html", 5), ("/1.html?utm_source=rss", 1)]
        self.feed(items)
        self.web.page("/near.html", stories.page(1, lead="This story was first published by a partner."))
        self.config(self.source())
        self.ingest()
        records = {r["article"]["url"].rsplit("/", 1)[1]: r for r in self.written()}
        self.assertEqual(len(records), 4)
        known = [r for r in records.values() if "duplicate_of" not in r]
        self.assertEqual(len(known), 2)
        copies = [r for r in records.values() if "duplicate_of" in r]
        self.assertEqual({r["duplicate_of"] for r in copies}, {r["id"] for r in known if r["article"]["url"].rsplit("/", 1)[1] != "other.html"})
        shutil.rmtree(self.folder / "out")
        (self.folder / "ingest.db").unlink()
        self.config(self.source(), duplicates='action = "skip"')
        self.ingest()
        self.assertEqual(len(self.written()), 2)

    def test_the_time_of_a_run_is_limited(self):
        self.feed([(f"/{i}.html", i) for i in range(10)])
        self.config(self.source(), top='max_run = "2 s"', fetch='connections_per_host = 1').write_text((self.folder / "feeds.toml").read_text().replace('delay = "0 s"', 'delay = "500 ms"'))
        self.ingest()
        done = len(self.written())
        self.assertLess(done, 10)
        for _ in range(8):
            self.ingest()
        self.assertEqual(len(self.written()), 10)


class Failures(Ingest):
    def test_a_source_that_fails_is_reported_and_left_alone(self):
        self.feed([("/1.html", 1)])
        self.config(self.source(), self.source("/broken", "broken"), self.source("/none", "none"), fetch="retries = 0\nhost_failures = 4".split("\n")[0])
        self.web.page("/broken", "this is no feed")
        said = self.ingest(1)
        self.assertRegex(said, r"source broken: http://127.0.0.1:\d+/broken: ")
        self.assertIn("/none: the server answered 404", said)
        self.assertEqual(len(self.written()), 1)
        for _ in range(3):
            self.ingest(None)
        self.assertEqual(self.web.paths().count("/broken"), 2)  # the second failure in a row begins a wait
        found = self.status(1)
        self.assertEqual({name: one["state"] for name, one in found.items()}, {"courier": "ok", "broken": "failing", "none": "failing"})
        self.assertEqual(found["broken"]["failures_in_a_row"], 2)
        self.assertIn("404", found["none"]["error"])

    def ingest(self, code=0, *arguments, **keywords):
        if code is None:
            return subprocess.run([FACTBOX, "ingest", "-c", self.folder / "feeds.toml", "--no-model"], capture_output=True, timeout=120).stderr.decode()
        return super().ingest(code, *arguments, **keywords)

    def test_private_addresses_and_files_in_feeds(self):
        secret = self.write("secret.html", stories.page(3))
        links = [f"file://{secret}", f"http://127.0.0.3:{self.web.port}/1.html", "http://169.254.169.254/latest/meta-data", f"http://localhost:{self.web.port}/x"]
        items = "".join(f"<item><link>{link}</link></item>" for link in links[:3])
        self.web.page("/rss", f"<rss version='2.0'><channel>{items}</channel></rss>", headers={"Content-Type": "application/rss+xml"})
        self.web.page("/1.html", stories.page(1))
        self.config(self.source())
        said = self.ingest(0, "-v")
        self.assertEqual(self.written(), [])
        self.assertIn("127.0.0.3 is no address of the open web", said)
        self.assertIn("169.254.169.254 is no address of the open web", said)
        self.assertEqual(self.web.paths(), ["/robots.txt", "/rss"])

    def test_mistakes_in_the_configuration(self):
        self.write("feeds.toml", 'contact = 1\n[[source]]\nname = "a"\nfeed = "gopher://x/"\n')
        said = self.ingest(2)
        self.assertIn("feeds.toml:1:11: contact must be a text", said)
        self.assertIn("feeds.toml:4:8: gopher://x/: only http and https", said)
        self.assertFalse((self.folder / "ingest.db").exists())
        self.ingest(2, config="missing.toml")

    def test_one_run_at_a_time(self):
        self.web.on("/rss", lambda request: (time.sleep(3), request.send(200, stories.rss([], ""), {"Content-Type": "application/rss+xml"})))
        self.config(self.source())
        first = subprocess.Popen([FACTBOX, "ingest", "-c", self.folder / "feeds.toml", "--no-model"], stderr=subprocess.PIPE)
        for _ in range(200):
            if "/rss" in self.web.paths():
                break
            time.sleep(0.05)
        said = self.ingest(2)
        self.assertRegex(said, rf"another run is under way \(process {first.pid} on ")
        first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0)
        self.ingest(0)

    def test_a_signal_ends_a_run_that_goes_on_later(self):
        self.feed([(f"/{i}.html", i) for i in range(40)])
        self.config(self.source()).write_text((self.folder / "feeds.toml").read_text().replace('delay = "0 s"', 'delay = "200 ms"'))
        run = subprocess.Popen([FACTBOX, "ingest", "-c", self.folder / "feeds.toml", "--no-model"], stderr=subprocess.PIPE)
        while self.web.paths().count("/3.html") == 0 and run.poll() is None:
            time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        _, said = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 1, said)
        self.assertIn(b"the next run goes on", said)
        self.config(self.source())
        self.ingest()
        self.assertEqual(len({r["id"] for r in self.written()}), 40)
        self.assertEqual(len(self.written()), 40)

    def test_output_that_shrank_or_cannot_be_written(self):
        self.feed([("/1.html", 1)])
        self.config(self.source())
        self.ingest()
        day = next((self.folder / "out").rglob("*.zst"))
        whole = day.read_bytes()
        day.write_bytes(whole[:-5])
        self.assertRegex(self.ingest(2), "has .* bytes where .* were written")
        day.write_bytes(whole + b"torn tail")
        self.ingest()
        self.assertEqual(day.read_bytes(), whole)
        day.unlink()  # taken away
        self.feed([("/2.html", 2)])
        self.ingest()
        self.assertEqual([r["article"]["url"] for r in self.written()], [self.base + "/2.html"])


class Killed(Ingest):
    KILLS = 60
    PAGES = 120

    def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(self):
        """SIGKILL at random moments of runs over a feed that shows only its newest items; the links live in the state from then on."""
        for i in range(self.PAGES):
            self.web.page(f"/{i}.html", stories.page(i))
        self.config(self.source(), self.source("/rss2", "second"))
        shown = 0
        kills = 0
        dice = random.Random(20261122)
        seen = set()
        self.measure()
        while kills < self.KILLS:
            self.assertLess(len(seen), 2 * self.PAGES)
            shown = min(self.PAGES, shown + 3)
            window = [(f"/{i}.html", i) for i in range(max(0, shown - 12), shown)]
            self.feed(window[::2], "/rss", pages=False)
            self.feed(window[1::2], "/rss2", pages=False)
            run = subprocess.Popen([FACTBOX, "ingest", "-c", self.folder / "feeds.toml", "--no-model", "-q"], stderr=subprocess.PIPE)
            try:
                run.wait(timeout=self.moment(dice))
            except subprocess.TimeoutExpired:
                run.kill()
                kills += 1
            _, said = run.communicate()
            self.assertIn(run.returncode, (0, -signal.SIGKILL), said)
            fetched = {path for path in self.web.paths() if path.endswith(".html")}
            seen = fetched
        found = {f"{self.base}/{i}.html" for i in range(shown)}
        self.feed([(f"/{i}.html", i) for i in range(0, shown, 2)], "/rss", pages=False)
        self.feed([(f"/{i}.html", i) for i in range(1, shown, 2)], "/rss2", pages=False)
        for _ in range(2):
            self.ingest()
        records = self.written()
        counts = collections.Counter(r["article"]["url"] for r in records)
        self.assertEqual(set(counts), found)
        self.assertEqual([url for url, count in counts.items() if count > 1], [])
        self.assertEqual(len({r["id"] for r in records}), len(records))

    def measure(self):
        """How long a run takes. Before the first that is killed: two at once are not let in."""
        self.feed([("/0.html", 0)], "/rss", pages=False)
        self.feed([("/1.html", 1)], "/rss2", pages=False)
        started = time.monotonic()
        self.ingest()
        self.typical = time.monotonic() - started

    def moment(self, dice):
        """Seconds into the run: anywhere from its start to after its end."""
        return dice.random() * self.typical * 1.1


if __name__ == "__main__":
    unittest.main()
