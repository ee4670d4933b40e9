"""A small server on loopback, for what controllers ask over HTTP and nothing here runs."""

from __future__ import annotations

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Answer", "Answering"]


class Answer(BaseHTTPRequestHandler):
    """Answers in whole texts, of the type `kind`, and prints nothing of what it is asked."""

    kind = "application/json"

    def got(self) -> str:
        """The text for a GET of `path`."""
        raise NotImplementedError

    def put(self, body: bytes) -> str:
        """The text for a PUT of `body` to `path`."""
        raise NotImplementedError

    def do_GET(self) -> None:
        """Answer with what `got` says."""
        self._answer(self.got())

    def do_PUT(self) -> None:
        """Answer with what `put` says."""
        self._answer(self.put(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, text: str) -> None:
        with suppress(BrokenPipeError):  # who asked was ended while it waited
            self.send_response(200)
            self.send_header("Content-Type", self.kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
        del format, arguments


class Answering:
    """A server that answers with a class of Answer."""

    def __init__(self, answers: type[Answer]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where those who ask find it."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def end(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
