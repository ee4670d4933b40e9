"""A web server for tests and the benchmark: it compresses like a host, counts bytes, can be as slow
as a given line, and can go wrong in the ways that networks and hosts do."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["FAULTS", "TYPES", "Line", "Server", "serving"]

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
COMPRESSED = {".html", ".mjs", ".js", ".css", ".json", ".wasm", ".svg"}
PART = 16_384
LOGIN = b"<!doctype html><title>Log in to this network</title>"


@dataclass(frozen=True, slots=True)
class Line:
    """A network: bytes a second (0 for as fast as it goes) and seconds until a first byte."""

    rate: float = 0
    delay: float = 0


@dataclass(slots=True)
class Answer:
    """What is about to be sent."""

    status: int
    body: bytes
    kind: str
    cut: int = -1
    """Close the connection after so many bytes of the body."""
    stall: bool = False
    """At `cut`, fall silent in place of closing."""
    reset: bool = False
    """At `cut`, end the connection as a crashed host does, in place of closing."""


def _missing(_: Answer) -> Answer:
    return Answer(404, LOGIN, "text/html")


def _portal(_: Answer) -> Answer:
    return Answer(200, LOGIN, "text/html")


def _refused(_: Answer) -> Answer:
    return Answer(0, b"", "")


def _truncated(answer: Answer) -> Answer:
    return Answer(200, answer.body[: len(answer.body) // 2], answer.kind)


def _cut_off(answer: Answer) -> Answer:
    return Answer(200, answer.body, answer.kind, cut=len(answer.body) // 2)


def _stalled(answer: Answer) -> Answer:
    return Answer(200, answer.body, answer.kind, cut=len(answer.body) // 2, stall=True)


def _reset(answer: Answer) -> Answer:
    return Answer(200, answer.body, answer.kind, cut=len(answer.body) // 2, reset=True)


def _corrupt(answer: Answer) -> Answer:
    third = len(answer.body) // 3
    noise = bytes(255 - byte for byte in answer.body[third : third + 5_000])
    return Answer(200, answer.body[:third] + noise + answer.body[third + 5_000 :], answer.kind)


FAULTS: dict[str, Callable[[Answer], Answer]] = {
    "missing": _missing,
    "refused": _refused,
    "a login page in its place": _portal,
    "truncated": _truncated,
    "corrupt": _corrupt,
    "cut off half-way": _cut_off,
    "reset half-way": _reset,
    "stalled half-way": _stalled,
}
"""What can happen to a file, by name."""


@dataclass
class Server:
    """Serves `folder`; attributes may change while it runs.

    A first part of a path that is a number is left out, so that each number is a site of its own
    that no cache knows. `faults` maps the end of a path to a name in `FAULTS`, `bodies` to what is
    sent in its place; what is in `once` happens to the first request alone. `requests` are the
    paths asked for, `sent` the bytes of all bodies sent for paths in which the pattern `counted` is
    found; those with `immutable` are kept for ever, and the others asked for anew: as hosts do, it
    sends nothing that the browser has already.
    `deploys` maps the end of a path to the folder that is served from the first request for it on.
    """

    folder: Path
    line: Line = Line()
    faults: dict[str, str] = field(default_factory=dict)
    once: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    deploys: dict[str, Path] = field(default_factory=dict)
    immutable: str = "/assets/(pyodide|packed|engine|runtime)-"
    counted: str = ""
    sent: int = 0
    requests: list[str] = field(default_factory=list)
    address: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _free_at: float = 0

    def answer(self, path: str) -> Answer:
        """What this path gets."""
        parts = [part for part in unquote(path).split("/") if part]
        if parts and parts[0].isdigit():
            parts = parts[1:]
        for end in [end for end in self.deploys if path.endswith(end)]:
            self.folder = self.deploys.pop(end)
        folder = self.folder  # another request may put a deploy in its place at any moment
        file = folder.joinpath(*parts)
        if file.is_dir():
            file = file / "index.html"
        kind = TYPES.get(file.suffix, "application/octet-stream")
        if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            return Answer(404, b"Not here", "text/plain")
        answer = Answer(200, file.read_bytes(), kind)
        for end, body in self.bodies.items():
            if path.endswith(end):
                answer = Answer(200, body, kind)
        for end, name in self.faults.items():
            if path.endswith(end):
                answer = FAULTS[name](answer)
        for end in [end for end in self.once if path.endswith(end)]:
            answer = FAULTS[self.once.pop(end)](answer)
        return answer

    def wait_for(self, count: int) -> None:
        """Take as long as `count` bytes take on this line, which all connections share."""
        if not self.line.rate:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + count / self.line.rate
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))


@lru_cache(maxsize=256)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, 6)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Server

    def do_GET(self) -> None:
        """Answer, as well or as badly as told."""
        path = urlsplit(self.path).path
        site = self.site
        site.requests.append(path)
        if site.line.delay:
            time.sleep(site.line.delay)
        answer = site.answer(path)
        if not answer.status:
            self.close_connection = True
            return
        body = answer.body
        packed = Path(path).suffix in COMPRESSED or answer.kind.startswith("text/html")
        packed = packed and answer.cut < 0
        if packed:
            body = _gzipped(body)
        mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        whole = answer.status == 200 and answer.cut < 0
        known = whole and self.headers.get("If-None-Match") == mark
        if known:
            body = b""
        self.send_response(304 if known else answer.status)
        self.send_header("ETag", mark)
        self.send_header("Content-Type", answer.kind)
        if not known:
            self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        lasting = re.search(site.immutable, path)
        self.send_header("Cache-Control", f"max-age={31_536_000 if lasting else 0}")
        self.end_headers()
        self._send(body, answer)

    def _send(self, body: bytes, answer: Answer) -> None:
        end = answer.cut if answer.cut >= 0 else len(body)
        try:
            for start in range(0, end, PART):
                part = body[start : min(start + PART, end)]
                self.site.wait_for(len(part))
                self.wfile.write(part)
                self.site.sent += len(part) if re.search(self.site.counted, self.path) else 0
            self.wfile.flush()
            if answer.stall:
                self.rfile.read()  # until the browser gives up
            if answer.reset:
                at_once = struct.pack("ii", 1, 0)  # linger for no time: closing sends a reset
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
                os.close(self.connection.detach())
        except OSError:
            self.close_connection = True
        if answer.cut >= 0:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error here."""


@contextmanager
def serving(folder: Path, line: Line = Line()) -> Iterator[Server]:
    """A running server of `folder`, ended afterwards."""
    site = Server(folder, line)
    handler = type("Handler", (_Handler,), {"site": site})
    server = _Threads(("127.0.0.1", 0), handler)
    site.address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
