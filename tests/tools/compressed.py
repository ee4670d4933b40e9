"""The built site served as hosts serve it: compressed, and cached by its address."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.tools.loopback import Quiet, listening

__all__ = ["Compressed", "serving"]

COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".md", ".wasm")


@cache
def _compressed(path: Path, changed: int) -> bytes:
    del changed  # a file that changed is compressed anew
    return gzip.compress(path.read_bytes(), 9, mtime=0)


class Compressed(Quiet):
    """Serves one folder. HTML is asked for anew each time; the rest may be kept for a day."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802, the name is http.server's
        """Send the file, or the site's own page for what is not there."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        status = 200 if path.is_file() else 404
        if status == 404:
            path = Path(self.directory) / "404.html"
        small = path.suffix in COMPRESSED
        body = _compressed(path, path.stat().st_mtime_ns) if small else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        fresh = "no-cache" if path.suffix == ".html" else "max-age=86400"
        self.send_header("Cache-Control", fresh)
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve `folder` on this machine; gives the address, with a slash at the end."""
    with listening(folder, Compressed, port) as address:
        yield address
