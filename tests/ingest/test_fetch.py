"""factbox fetch against servers that are as they should be, and servers that are not."""
import gzip
import json
import socket
import time
import unittest
import zlib

import stories
from support import Case
from web import Web, bomb, endless, trickle


class Fetch(Case):
    def setUp(self):
        super().setUp()
        self.web = Web()
        self.web.__enter__()
        self.addCleanup(self.web.__exit__)

    def fetch(self, *arguments, code=0, allow="127.0.0.1", **keywords):
        options = ["--delay", "0"] + (["--allow-private", allow] if allow else [])
        done = self.run_factbox("fetch", *options, *arguments, code=code, **keywords)
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()], done.stderr.decode("utf-8")

    def refused(self, path, what, **keywords):
        articles, said = self.fetch(self.web.url(path), code=1, **keywords)
        self.assertEqual(articles, [])
        self.assertRegex(said, what)
        return said


class Pages(Fetch):
    def test_articles_in_the_order_of_the_arguments(self):
        for number in range(6):
            self.web.page(f"/{number}.html", stories.page(number))
        urls = [self.web.url(f"/{number}.html") for number in (3, 1, 5, 0)]
        articles, _ = self.fetch(*urls, "--contact", "https://desk.example/bot")
        self.assertEqual([one["url"] for one in articles], urls)
        for one, number in zip(articles, (3, 1, 5, 0)):
            for paragraph in stories.paragraphs(number):
                self.assertIn(paragraph, one["text"])
        agent = self.web.headers_of("/3.html")["user-agent"]
        self.assertRegex(agent, r"^factbox/\d+\.\d+\.\d+ \(\+https://desk.example/bot\)$")
        self.assertNotIn("cookie", self.web.headers_of("/3.html"))

    def test_extract_reads_what_fetch_writes(self):
        self.web.page("/a.html", stories.page(7))
        self.run_factbox("fetch", "--allow-private", "127.0.0.1", "-o", "a.jsonl", self.web.url("/a.html"))
        record = self.one("--no-model", self.folder / "a.jsonl")
        self.assertEqual(record["article"]["url"], self.web.url("/a.html"))
        self.assertIn(stories.pick(stories.PEOPLE, 7, 3), [person["name"] for person in record["people"]])

    def test_charset_of_the_header(self):
        html = "<html><body><article><h1>Marché</h1>" + "".join(f"<p>{p}</p>" for p in ["The mayor of Besançon said that the work on the théâtre would cost more than was thought at first."] + stories.paragraphs(4)) + "</article></body></html>"
        self.web.page("/latin", html.encode("latin-1", "replace"), headers={"Content-Type": "text/html; charset=ISO-8859-1"})
        articles, _ = self.fetch(self.web.url("/latin"))
        self.assertIn("Besançon", articles[0]["text"])

    def test_codings(self):
        page = stories.page(9).encode()
        deflated = zlib.compress(page)
        self.web.page("/gzip", gzip.compress(page), headers={"Content-Encoding": "gzip"})
        self.web.page("/deflate", deflated, headers={"Content-Encoding": "deflate"})

        def chunked(request):
            data = b"".join(b"%x\r\n%s\r\n" % (len(page[i:i + 500]), page[i:i + 500]) for i in range(0, len(page), 500))
            request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + data + b"0\r\n\r\n")
        self.web.on("/chunked", chunked)
        articles, _ = self.fetch(*map(self.web.url, ("/gzip", "/deflate", "/chunked")))
        self.assertEqual(len({one["text"] for one in articles}), 1)
        self.assertEqual(len(articles), 3)

    def test_redirects(self):
        self.web.page("/b.html", stories.page(2))
        self.web.redirect("/a", "/b.html", 301)
        for i in range(6):
            self.web.redirect(f"/chain{i}", f"/chain{i + 1}" if i < 5 else "/b.html", 307)
        self.web.redirect("/loop", "/loop2")
        self.web.redirect("/loop2", "/loop")
        self.assertEqual(self.fetch(self.web.url("/a"))[0][0]["url"], self.web.url("/b.html"))
        self.assertEqual(len(self.fetch(self.web.url("/chain1"))[0]), 1)
        self.refused("/chain0", "more than 5 redirects")
        self.refused("/loop", "more than 5 redirects")

    def test_cookies_are_not_kept(self):
        self.web.page("/a", stories.page(1), headers={"Set-Cookie": "id=1; Path=/"})
        self.web.page("/b", stories.page(2))
        self.fetch(self.web.url("/a"), self.web.url("/b"))
        self.assertNotIn("cookie", self.web.headers_of("/b"))

    def test_ipv6(self):
        if not socket.has_ipv6:
            self.skipTest("no IPv6 here")
        try:
            web = Web("::1")
        except OSError:
            self.skipTest("no IPv6 on loopback here")
        with web:
            web.page("/a", stories.page(3))
            self.assertEqual(len(self.fetch(web.url("/a"), allow="::1")[0]), 1)
            self.fetch(web.url("/a"), code=1, allow=None)

    def test_local_files(self):
        self.write("a.json", {"text": "The bridge at Chokwe reopened on Friday.", "url": "https://bote.example/a"})
        articles, _ = self.fetch("a.json")
        self.assertEqual(articles[0]["url"], "https://bote.example/a")
        self.fetch("missing.json", code=1)


class Robots(Fetch):
    def test_obeyed_unless_told_otherwise(self):
        self.web.page("/robots.txt", "User-agent: *\nDisallow: /no\n", headers={"Content-Type": "text/plain"})
        self.web.page("/no", stories.page(1))
        self.refused("/no", "forbidden by robots.txt")
        self.assertNotIn("/no", self.web.paths())
        articles, _ = self.fetch(self.web.url("/no"), "--ignore-robots")
        self.assertEqual(len(articles), 1)

    def test_only_half_a_megabyte_is_read(self):
        self.web.page("/robots.txt", b"#" * (600 << 10) + b"\nUser-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
        self.web.page("/a", stories.page(1))
        self.assertEqual(len(self.fetch(self.web.url("/a"))[0]), 1)

    def test_delay_between_requests(self):
        for i in range(3):
            self.web.page(f"/p{i}", stories.page(i))
        self.run_factbox("fetch", "--allow-private", "127.0.0.1", "--delay", "0.4", *[self.web.url(f"/p{i}") for i in range(3)])
        times = self.web.times("/p")
        self.assertGreaterEqual(times[1] - times[0], 0.35)
        self.assertGreaterEqual(times[2] - times[1], 0.35)


class Refused(Fetch):
    def test_private_addresses(self):
        self.web.page("/a", stories.page(1))
        self.refused("/a", "127.0.0.1 is no address of the open web", allow=None)
        self.assertEqual(self.web.paths(), [])
        for url in ("http://localhost:%d/a" % self.web.port, "http://[::ffff:127.0.0.1]:%d/a" % self.web.port, "http://169.254.169.254/latest", "http://2130706433:%d/a" % self.web.port):
            with self.subTest(url):
                _, said = self.fetch(url, "--ignore-robots", code=1, allow=None)
                self.assertRegex(said, "is no address of the open web|no URL|could not")
        self.assertEqual(self.web.paths(), [])

    def test_redirect_to_a_private_address(self):
        self.web.redirect("/a", "http://127.0.0.2:%d/b" % self.web.port)
        self.web.page("/b", stories.page(1))
        self.refused("/a", "127.0.0.2 is no address of the open web")

    def test_other_schemes(self):
        secret = self.write("secret.txt", "secret")
        self.web.redirect("/a", f"file://{secret}")
        self.refused("/a", "only http and https are fetched")
        _, said = self.fetch(f"file://{secret}", code=1)
        self.assertRegex(said, "only http and https")

    def test_decompression_bombs(self):
        packed = bomb(200)
        self.web.page("/gzip", packed, headers={"Content-Encoding": "gzip"})
        self.web.page("/twice", gzip.compress(packed), headers={"Content-Encoding": "gzip, gzip"})
        self.refused("/gzip", "bytes were made of")
        self.refused("/twice", "bytes were made of|more than|coding")

    def test_endless_and_too_large(self):
        self.web.on("/endless", endless)
        started = time.monotonic()
        self.fetch(self.web.url("/endless"), "--max-mb", "1", code=1)
        self.assertLess(time.monotonic() - started, 20)
        self.web.on("/large", lambda request: request.send(200, b"", length=1 << 40))
        self.refused("/large", "more than .* bytes")

    def test_a_body_that_trickles_is_given_up(self):
        self.web.on("/trickle", trickle)
        self.refused("/trickle", "too slow")  # three times, twenty seconds each

    def test_broken_answers(self):
        self.web.on("/short", lambda request: request.send(200, b"<p>cut", length=1000))
        self.web.on("/nothing", lambda request: request.raw(b""))
        self.web.on("/noise", lambda request: request.raw(b"\x00\x01 what is this\r\n\r\n"))
        self.web.page("/badgzip", b"this is no gzip", headers={"Content-Encoding": "gzip"})
        self.web.page("/pdf", b"%PDF-1.4", headers={"Content-Type": "application/pdf"})
        self.refused("/badgzip", "ncoding|unzip|incorrect header")
        self.refused("/pdf", "is application/pdf, not a page")
        self.refused("/missing", "answered 404")
        self.refused("/noise", "HTTP/0.9|nvalid")

    def test_headers_without_end(self):
        def headers(request):
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for i in range(20000):
                request.wfile.write(b"X-%d: %s\r\n" % (i, b"y" * 100))
            request.raw(b"\r\n")
        self.web.on("/headers", headers)
        self.refused("/headers", "bytes of headers|eader")

    def test_wrong_arguments(self):
        _, said = self.fetch(self.web.url("/"), "--allow-private", "10.0.0.0/99", code=2)
        self.assertIn("no address and no range", said)


class Lists(Fetch):
    def test_feed_sitemap_and_home_page(self):
        base = self.web.url("")
        self.web.page("/rss", stories.rss([("/1.html", 1, "Mon, 23 Nov 2026 06:00:00 GMT"), ("/2.html", 2)], base), headers={"Content-Type": "application/rss+xml"})
        self.web.page("/map.xml.gz", gzip.compress(stories.sitemap([base + "/a", base + "/b"]).encode()), headers={"Content-Type": "application/gzip"})
        self.web.page("/index.xml", stories.sitemap_index([base + "/map.xml.gz"]), headers={"Content-Type": "application/xml"})
        self.web.page("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>Home</body></html>')
        links, _ = self.fetch("--list", base + "/rss", base + "/map.xml.gz", base + "/index.xml", base + "/")
        self.assertEqual(links[0]["url"], base + "/1.html")
        self.assertTrue(links[0]["published"].startswith("2026-11-23T06:00"))
        self.assertEqual(links[0]["title"], stories.title(1))
        self.assertEqual([one.get("url") for one in links[2:4]], [base + "/a", base + "/b"])
        self.assertEqual(links[4:], [{"sitemap": base + "/map.xml.gz"}, {"feed": base + "/rss"}])

    def test_a_packed_sitemap_that_is_a_bomb(self):
        self.web.page("/map.xml.gz", bomb(100), headers={"Content-Type": "application/gzip"})
        _, said = self.fetch("--list", self.web.url("/map.xml.gz"), code=1)
        self.assertIn("bytes were made of", said)


if __name__ == "__main__":
    unittest.main()
