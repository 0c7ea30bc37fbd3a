"""A small web on loopback for the tests of fetching: pages that are as they should be, and servers that are slow, broken, lie, or mean harm.

    with Web() as web:
        web.page("/a.html", "<p>…</p>", headers={"ETag": '"1"'})
        web.url("/a.html")         http://127.0.0.1:40123/a.html
        web.requests               [("GET", "/a.html", {"user-agent": …}), …]

A handler is a function of the request: web.on("/x", lambda request: request.send(200, b"…")). Handlers get the socket, so they can break off, send
wrong lengths, or never end. Standard library only.
"""
import gzip
import http.server
import socket
import threading
import time


class Request(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        web = self.server.web
        path = self.path.split("?")[0]
        with web.lock:
            web.requests.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic()))
            web.active += 1
            web.most_active = max(web.most_active, web.active)
            handler = web.handlers.get(self.path) or web.handlers.get(path)
        try:
            if handler is None:
                self.send(404, b"not here")
            else:
                handler(self)
        except (BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
            self.close_connection = True
        finally:
            with web.lock:
                web.active -= 1

    def send(self, status, body=b"", headers=None, length=None):
        """A whole response; `length`: what Content-Length says instead of the truth."""
        if isinstance(body, str):
            body = body.encode("utf-8")
        self.send_response(status)
        headers = dict(headers or {})
        headers.setdefault("Content-Type", "text/html; charset=utf-8")
        headers["Content-Length"] = str(len(body) if length is None else length)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)
        if length is not None and length != len(body):
            self.wfile.flush()
            self.close_connection = True

    def raw(self, data):
        """Bytes as they are; the connection is closed afterwards."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass


class Server6(Server):
    address_family = socket.AF_INET6


class Web:
    def __init__(self, host="127.0.0.1", port=0, tls=None):
        self.handlers = {}
        self.requests = []
        self.lock = threading.Lock()
        self.active = self.most_active = 0
        self.host = host
        self.server = (Server6 if ":" in host else Server)((host, port), Request)
        self.scheme = "http"
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"
        self.server.web = self
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def url(self, path="/"):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{path}"

    def on(self, path, handler):
        with self.lock:
            self.handlers[path] = handler

    def page(self, path, body, status=200, headers=None):
        """The same answer every time; 304 where the request has the ETag or date of the headers."""
        headers = dict(headers or {})

        def answer(request):
            etag, date = headers.get("ETag"), headers.get("Last-Modified")
            if (etag and request.headers.get("If-None-Match") == etag) or (date and not etag and request.headers.get("If-Modified-Since") == date):
                return request.send(304, headers={k: v for k, v in headers.items() if k in ("ETag", "Last-Modified")})
            request.send(status, body, headers)
        self.on(path, answer)

    def redirect(self, path, to, status=302):
        self.on(path, lambda request: request.send(status, b"", {"Location": to}))

    def paths(self):
        with self.lock:
            return [path for _, path, _, _ in self.requests]

    def headers_of(self, path):
        """Of the last request for the path."""
        with self.lock:
            return [headers for _, asked, headers, _ in self.requests if asked == path][-1]

    def times(self, path_start):
        with self.lock:
            return [at for _, asked, _, at in self.requests if asked.startswith(path_start)]


def bomb(megabytes):
    """So many megabytes of nothing, as gzip: a thousandth of the size."""
    return gzip.compress(b"\0" * (megabytes << 20), 9)


def endless(request):
    """A body that never ends."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Connection", "close")
    request.end_headers()
    request.close_connection = True
    chunk = b"<p>and so on</p>" * 4096
    while True:
        request.wfile.write(chunk)


def trickle(request):
    """A body that comes a byte at a time."""
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.close_connection = True
    for _ in range(600):
        request.wfile.write(b".")
        request.wfile.flush()
        time.sleep(0.1)
