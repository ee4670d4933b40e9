"""Each engine says what is wrong with the runtime, and the page without it takes the answers.

The same table as in `tests/browser/test_faults.py`. These engines have no clock that can be moved
on, so the page gets one with less patience.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .drivers import Engine
from .faults import LARGE, NOT_PACKED, NOT_WHOLE, PASSING, SILENT, SILENT_WORKERS, WITHOUT
from .quiz import WHEN, new_page, show
from .server import Server, serving

pytestmark = pytest.mark.engines

IMPATIENT = {b"START_MS = 20_000": b"START_MS = 1_000", b"CALL_MS = 10_000": b"CALL_MS = 500"}
FAIL = f"""
  {WHEN}
  quiz.dispatchEvent(new Event("pointerenter"));
  await when(() => quiz.querySelector(".dt-retry"));
  const said = quiz.querySelector(".dt-notice").textContent;
  const given = [];
  for (let count = 0; count < 2; count++) {{
    const option = quiz.querySelector(".dt-static .is-current a[data-answer]");
    given.push(option.dataset.answer);
    option.click();
  }}
  return [said, given, location.hash];
"""
RECOVER = f"""
  {WHEN}
  quiz.querySelector(".dt-retry").click();
  await when(() => !live.hidden && heading());
  return quiz.querySelectorAll(".dt-answers li").length;
"""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that can go wrong."""
    with serving(site) as server:
        yield server


@pytest.fixture(autouse=True)
def well(engine: Engine, server: Server) -> Iterator[None]:
    """All is well at first; afterwards nothing of the page goes on."""
    server.faults.clear()
    server.bodies.clear()
    server.once.clear()
    yield
    engine.open("about:blank")


def impatient(server: Server, site: Path) -> None:
    """Have the page wait for a second where it would wait for twenty."""
    source = (site / "assets" / "engine.mjs").read_bytes()
    for long, short in IMPATIENT.items():
        assert long in source
        source = source.replace(long, short)
    server.bodies["assets/engine.mjs"] = source


def still_useful(engine: Engine, server: Server, said: str) -> None:
    """The notice says it; the static tree takes answers and keeps them in the address."""
    engine.open(new_page(server))
    told, given, address = engine.run(FAIL)
    assert said in told
    assert all(f"&{answer}" in address for answer in given), (given, address)


@pytest.mark.parametrize(("file", "fault"), NOT_WHOLE)
def test_a_file_that_does_not_arrive_whole_is_named(
    engine: Engine, server: Server, file: str, fault: str
) -> None:
    server.faults |= {**WITHOUT, file: fault}
    still_useful(engine, server, file)


@pytest.mark.parametrize(("file", "fault"), PASSING)
def test_what_goes_wrong_once_is_tried_again_before_anything_is_said(
    engine: Engine, server: Server, file: str, fault: str
) -> None:
    """On a train a connection is lost now and then, and the next one holds."""
    server.faults |= WITHOUT
    server.once[file] = fault
    engine.fresh()
    engine.open(new_page(server))
    assert show(engine)
    assert not server.once


@pytest.mark.parametrize(("file", "fault"), NOT_PACKED)
def test_without_the_packed_wasm_it_starts_from_the_plain_one(
    engine: Engine, server: Server, file: str, fault: str
) -> None:
    server.faults[file] = fault
    server.requests.clear()
    engine.fresh()
    engine.open(new_page(server))
    assert show(engine)
    assert any(path.endswith("pyodide.asm.wasm") for path in server.requests)


@pytest.mark.parametrize("file", LARGE)
def test_once_the_file_arrives_trying_again_goes_on(
    engine: Engine, server: Server, file: str
) -> None:
    server.faults |= {**WITHOUT, file: "truncated"}
    still_useful(engine, server, file)
    server.faults.clear()
    assert engine.run(RECOVER) == 2


@pytest.mark.parametrize("file", LARGE)
def test_silence_while_it_loads_ends_with_a_sentence(
    engine: Engine, server: Server, site: Path, file: str
) -> None:
    impatient(server, site)
    server.faults |= {**WITHOUT, file: SILENT}
    still_useful(engine, server, "did not answer in time")


@pytest.mark.parametrize("worker", SILENT_WORKERS)
def test_a_worker_that_hangs_or_dies_is_given_up(
    engine: Engine, server: Server, site: Path, worker: str
) -> None:
    impatient(server, site)
    server.bodies["worker.mjs"] = SILENT_WORKERS[worker][0]
    still_useful(engine, server, "did not answer in time")
