"""Try the links of a built site to other sites. Run as `python -m decision_tree.build.links SITE`.

The site is served on this machine while linkchecker follows it; links within it are the strict
build's business. Exits 1 when a link is broken, and linkchecker says where each stands.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["main"]

SECONDS = 30  # for one answer
UNPUBLISHED = r"^https://example\.org/"
"""Where a site that was built without an address says it is."""


def main(site: Path) -> int:
    """Follow every link of the site in this folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("Trying every link to other sites ...", flush=True)
    program = Path(sys.prefix) / "bin" / "linkchecker"
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    options = ["--check-extern", f"--timeout={SECONDS}", f"--ignore-url={UNPUBLISHED}"]
    done = subprocess.run([program, *options, "--no-status", address], check=False)
    server.shutdown()
    return done.returncode


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
