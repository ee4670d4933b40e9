"""Ports of this machine, and a folder served to it only, for tests and tools."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

__all__ = ["Quiet", "free_port", "listening"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Threads(ThreadingHTTPServer):
    request_queue_size = 64  # a browser opens many at once; what finds no room is a failed request

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong, but not that a browser hung up: it does when it leaves a page."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def listening(folder: Path, handler: type[Quiet] = Quiet, port: int = 0) -> Iterator[str]:
    """Serve `folder`, which may be filled later; gives the address, with a slash at the end."""
    server = _Threads(("127.0.0.1", port), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
