"""Under its policy a page may fetch all that it names, the next page among it, in every engine.

Engines report to the server what they block, so that nothing has to be listening in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from tests.tools.hosting import headers_for, read_rules
from tests.tools.loopback import Quiet, listening

from .drivers import Engine

pytestmark = pytest.mark.engines

NEXT = re.compile(r'<link rel="next" href="([^"]+)"')
AHEAD_SECONDS = 30
"""The longest that a browser may take until it fetches the next page ahead."""


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


def test_no_page_names_what_its_policy_blocks(engine: Engine, watch: Watch, site: Path) -> None:
    for file in sorted(site.rglob("index.html")):
        name = file.parent.relative_to(site).as_posix()
        engine.open(f"{watch.address}{'' if name == '.' else f'{name}/'}")
        engine.run(
            "await new Promise((done) => setTimeout(() => requestIdleCallback?.(done) ?? done()))"
        )
    assert not watch.blocked


def test_the_next_page_is_fetched_ahead_where_the_browser_does_that(
    engine: Engine, watch: Watch
) -> None:
    if engine.name != "firefox":
        pytest.skip("only Firefox fetches what a page calls the next one")
    engine.open(f"{watch.address}argument/")
    assert watch.ahead.get(timeout=AHEAD_SECONDS) == "/decide/"
    assert not watch.blocked
