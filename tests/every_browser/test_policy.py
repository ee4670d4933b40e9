"""Under its policy a page may fetch all that it names, the next page too, in every engine.

Engines report to the server what they block, so that nothing has to be listening in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urljoin

import pytest

from tests.tools.hosting import headers_for, read_rules
from tests.tools.loopback import Quiet, listening

from .drivers import Engine

pytestmark = pytest.mark.engines

LINK = re.compile(r'<link rel="(next|prefetch)" href="([^"]+)"')
AHEAD = {"chromium": {"prefetch"}, "firefox": {"next", "prefetch"}, "webkit": set[str]()}
"""The links whose pages an engine fetches before anyone goes there."""

AHEAD_SECONDS = 30
"""The longest that a browser may take until it does."""


@dataclass
class Watch:
    """Where the site is served, what was blocked on it, and what was fetched ahead."""

    address: str = ""
    blocked: list[str] = field(default_factory=list)
    ahead: Queue[str] = field(default_factory=Queue)


@pytest.fixture
def watch(site: Path) -> Iterator[Watch]:
    """The site with its headers, each policy with a place to report to."""
    rules = read_rules((site / "_headers").read_text("utf-8"))
    found = Watch()

    class Watching(Quiet):
        def end_headers(self) -> None:
            for name, value in headers_for(rules, self.path.partition("?")[0]):
                reporting = "; report-uri /reports" if name == "Content-Security-Policy" else ""
                self.send_header(name, value + reporting)
            self.send_header("Cache-Control", "no-store")  # so that each is asked for each time
            super().end_headers()

        def do_GET(self) -> None:  # noqa: N802
            if self.headers.get("Sec-Purpose") or self.headers.get("X-Moz"):
                found.ahead.put(self.path)
            super().do_GET()

        def do_POST(self) -> None:  # noqa: N802
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["csp-report"]
            found.blocked.append(f"{said['document-uri']}: {said['violated-directive']}")
            self.send_response(204)
            super().end_headers()

    with listening(site, Watching) as found.address:
        yield found


def missing(watch: Watch, wanted: set[str]) -> set[str]:
    """Those of these paths that the browser does not fetch without being told to go there."""
    left = set(wanted)
    with suppress(Empty):
        while left:
            left.discard(watch.ahead.get(timeout=AHEAD_SECONDS))
    return left


def test_a_page_may_fetch_what_it_names_and_no_policy_blocks_anything(
    engine: Engine, watch: Watch, site: Path, pages_to_read: list[str]
) -> None:
    for address in pages_to_read:
        path = f"/{address}"
        if path.endswith(".html"):
            continue  # where nothing else is found
        links = LINK.findall((site / address / "index.html").read_text("utf-8"))
        engine.open(f"{watch.address}{address}")
        named = {urljoin(path, name) for kind, name in links if kind in AHEAD[engine.name]}
        assert not missing(watch, named), f"{path} names what was not fetched"
    assert not watch.blocked
