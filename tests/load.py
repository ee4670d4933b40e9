"""One small process serving the built site, and readers all at once: `python -m tests.load`.

Bounded: READERS readers, each opening the quiz and everything it loads once, on this machine only.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["main"]

READERS = 100
AT_ONCE = 25
SERVER = """
import sys
from functools import partial
from http.server import ThreadingHTTPServer
from decision_tree.build.loopback import Quiet
server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=sys.argv[1]))
server.request_queue_size = 256
server.socket.listen(256)
print(server.server_address[1], flush=True)
server.serve_forever()
"""
MARK = re.compile(r"(?<=<!-- load -->\n).*?(?=<!-- /load -->)", re.DOTALL)


def main() -> int:
    """Serve site/, let the readers come, print and note the figures; 1 when a request failed."""
    site = ROOT / "site"
    files = _what_a_reader_loads(site)
    size = sum((site / name).stat().st_size for name in files)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(site)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        started = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as readers:
            visits = list(readers.map(lambda _: _visit(port, files), range(READERS)))
        seconds = time.perf_counter() - started
    finally:
        server.terminate()
        server.wait()
    failed = sum(failed for failed, _ in visits)
    waits = sorted(wait for _, each in visits for wait in each)
    told = (
        f"{READERS} readers, {AT_ONCE} at a time, each fetching the quiz and all that it loads "
        f"({len(files)} files, {size / 1e6:.1f} MB uncompressed) from one Python process: "
        f"{len(waits)} requests in {seconds:.1f} s, {len(waits) / seconds:.0f} a second, "
        f"{failed} failed; median {statistics.median(waits) * 1000:.0f} ms, "
        f"99 of 100 within {waits[int(len(waits) * 0.99) - 1] * 1000:.0f} ms."
    )
    print(told)
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    readme.write_text(MARK.sub(lambda _: f"\n{told}\n\n", text), "utf-8")
    return int(failed > 0)


def _what_a_reader_loads(site: Path) -> list[str]:
    page = (site / "decide" / "index.html").read_text("utf-8")
    linked = re.findall(r'(?:src|href)="\.\./(assets/[^"]+\.(?:css|m?js|svg))"', page)
    (runtime,) = site.glob("assets/runtime-*")
    python = [path.relative_to(site).as_posix() for path in runtime.iterdir()]
    return ["decide/index.html", *dict.fromkeys(linked), *sorted(python)]


def _visit(port: int, files: list[str]) -> tuple[int, list[float]]:
    """How many requests of one reader failed, and the seconds that each took."""
    failed, waits = 0, []
    for name in files:
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", f"/{name}")
            response = connection.getresponse()
            whole = len(response.read()) == int(response.headers["Content-Length"])
            failed += response.status != 200 or not whole
        except OSError:
            failed += 1
        finally:
            connection.close()
        waits.append(time.perf_counter() - started)
    return failed, waits


if __name__ == "__main__":
    sys.exit(main())
