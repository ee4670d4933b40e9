"""Try the links of a built site to other sites. Run as `python -m tests.tools.links SITE`.

The site is served on this machine while linkchecker follows it; links within it are the strict
build's business. Exits 1 when a link is broken, and linkchecker says where each stands.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tools.loopback import listening

__all__ = ["main"]

SECONDS = 30  # for one answer
UNPUBLISHED = r"^https://example\.org/"
"""Where a site that was built without an address says it is."""


def main(site: Path) -> int:
    """Follow every link of the site in this folder."""
    print("Trying every link to other sites ...", flush=True)
    program = Path(sys.prefix) / "bin" / "linkchecker"
    options = ["--check-extern", f"--timeout={SECONDS}", f"--ignore-url={UNPUBLISHED}"]
    with listening(site) as address:
        done = subprocess.run([program, *options, "--no-status", address], check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
