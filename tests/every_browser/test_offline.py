"""After one visit the quiz works without a network, in every engine, from what was kept alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .drivers import Engine
from .quiz import WHEN, new_page, show
from .server import Server, serving

pytestmark = pytest.mark.engines

KEPT = """
  if (!navigator.serviceWorker) return "this browser has no service workers";
  const late = new Promise((resolve) => setTimeout(resolve, 60_000, "it was not kept in a minute"));
  return Promise.race([navigator.serviceWorker.ready.then(() => ""), late]);
"""
CLICK = f"""
  {WHEN}
  const before = heading();
  live.querySelector(".dt-option").click();
  await when(() => heading() !== before);
  return quiz.querySelectorAll(".dt-answers li").length;
"""


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that can go away."""
    with serving(site) as server:
        yield server


def test_it_works_without_a_network_after_the_first_visit(engine: Engine, server: Server) -> None:
    server.immutable = "nothing"  # the browser's own cache is of no help
    page = new_page(server)
    engine.open(page)
    first = show(engine)
    assert engine.run(KEPT) == ""
    server.faults[""] = "refused"
    engine.open(page)
    assert show(engine) == first
    assert engine.run(CLICK) == 1
