"""Stock Pyodide against this runtime, in the page that readers open: bytes, cold and repeat start,
clicks, blocking, memory.

One run, one browser, the two in turn; each round is a site of its own that no cache knows. Medians.
Both sides are the built site; the stock one has the unmodified npm package as its runtime.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.request import ProxyHandler, build_opener

from decision_tree.engine.model import Guide
from decision_tree.runtime.assemble import NEEDED, guide_json
from tests.every_browser.drivers import Engine, EngineError, installed, started
from tests.every_browser.server import Line, Server, serving
from tests.folders import ROOT

__all__ = [
    "FULL",
    "LINES",
    "PAGE",
    "ROOT",
    "Measured",
    "change",
    "measure",
    "run",
    "table",
    "two_sides",
    "with_version",
]

PYODIDE = ROOT / "node_modules" / "pyodide"
FULL = "full speed"
LINES = {FULL: Line(), "10 Mbit/s, 40 ms": Line(10e6 / 8, 0.04)}
SIDES = ("stock", "ours")
PAGE = "decide/"
CLICKS = 10
PAUSE_MS = 300
"""How long a reader looks at a question before the click, at the least."""
SETTLE_SECONDS = 2
MOST_MEMORY_ROUNDS = 2
LONGER = ("const START_MS = 20_000;", "const START_MS = 120_000;")
"""The page's patience: what the slow side needs must be measured, and not given up."""
WATCH = """
  // A page that is not in sight gets no frames: there the next task stands for one.
  const frame = () =>
    new Promise((resolve) => (document.hidden ? setTimeout : requestAnimationFrame)(resolve));
  // The longest that the page could not react, in ms: what the browser calls a long task, where it
  // does, and otherwise how late a timer came.
  const watch = () => {
    let longest = 0;
    const note = (ms) => (longest = Math.max(longest, ms));
    if (PerformanceObserver.supportedEntryTypes?.includes("longtask")) {
      const seen = (list) => list.forEach((entry) => note(entry.duration));
      const observer = new PerformanceObserver((list) => seen(list.getEntries()));
      observer.observe({ type: "longtask" });
      return () => (seen(observer.takeRecords()), observer.disconnect(), longest);
    }
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      note(now - last - 5);
      last = now;
    }, 5);
    return () => (clearInterval(beat), longest);
  };
"""
START = (
    WATCH
    + """
  await customElements.whenDefined("decision-quiz");
  const quiz = document.querySelector("decision-quiz");
  const live = quiz.querySelector(".dt-live");
  const held = watch();
  const begun = performance.now();
  quiz.dispatchEvent(new Event("pointerenter"));
  while (live.hidden) {
    if (quiz.querySelector(".dt-retry")) throw new Error(quiz.textContent.slice(0, 200));
    await frame();
  }
  await frame();
  return [performance.now() - begun, held()];
"""
)
CLICK = (
    WATCH
    + """
  const [count, pause] = values;
  const heading = () => document.querySelector(".dt-live h2").textContent;
  const times = [];
  const held = watch();
  for (let number = 0; number < count; number++) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const link = document.querySelector(".dt-live .dt-option, .dt-live .dt-restart");
    const before = heading();
    const begun = performance.now();
    link.click();
    do await frame();
    while (heading() === before);
    times.push(performance.now() - begun);
  }
  return [times, held()];
"""
)
"""The time from a click to the frame that paints another heading."""


@dataclass(slots=True)
class Measured:
    """What one side showed in one engine on one line; times in ms, the rest in bytes."""

    sent: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    repeat: list[float] = field(default_factory=list)
    held_starting: list[float] = field(default_factory=list)
    held_clicking: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def measure(engine: Engine, site: Server, rounds: int) -> dict[str, Measured]:
    """Start both sides in turn, `rounds` times, on the server's line."""
    found = {side: Measured() for side in SIDES}
    for number in range(rounds):
        for side in SIDES if number % 2 else reversed(SIDES):
            here = found[side]
            page = _new_page(site, side)
            engine.open(page)
            before = site.sent
            ready, held = engine.run(START)
            here.sent.append(site.sent - before)
            here.cold.append(ready)
            here.held_starting.append(held)
            if site.line.rate:
                continue  # clicks and repeat visits ask the network for nothing
            times, held = engine.run(CLICK, CLICKS, PAUSE_MS)
            here.clicks += times
            here.held_clicking.append(held)
            engine.open(page)
            here.repeat.append(engine.run(START)[0])
        print(f"  round {number + 1} of {rounds}", flush=True)
    return found


def measure_memory(name: str, site: Server, rounds: int, found: dict[str, Measured]) -> None:
    """What the started engine holds more than the page alone, in a browser of its own each time:
    one that has run something before gives memory back when it likes."""
    for _ in range(min(rounds, MOST_MEMORY_ROUNDS)):
        for side in SIDES:
            with started(name) as engine:
                engine.open(_new_page(site, side))
                time.sleep(SETTLE_SECONDS)
                alone = engine.memory()
                engine.run(START)
                time.sleep(SETTLE_SECONDS)
                found[side].memory.append(engine.memory() - alone)


def _new_page(site: Server, side: str) -> str:
    """The quiz at an address that no cache knows."""
    return f"{site.address}{1000 + len(site.requests)}/{side}/{PAGE}"


@contextmanager
def two_sides(guide: Guide) -> Iterator[Server]:
    """A server with the built site below `ours` and, below `stock`, the same on stock Pyodide."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        print("building the site ...", flush=True)
        command = (sys.executable, "-m", "decision_tree.website", "build", "--site-dir")
        subprocess.run((*command, str(folder / "ours")), cwd=ROOT, env=dict(os.environ), check=True)
        change(folder / "ours/assets/engine.mjs", *LONGER)
        shutil.copytree(folder / "ours", folder / "stock")
        ours, stock = (next((folder / side).glob("assets/runtime-*")) for side in ("ours", "stock"))
        change(ours / "worker.mjs", '"offline": true', '"offline": false')
        _make_stock(stock, guide)
        with serving(folder) as server:
            server.immutable = ""  # hosts and our names: a repeat visit asks for nothing
            server.counted = "/assets/(pyodide|packed|engine|runtime)-"
            _compress(server)
            yield server


def _compress(server: Server) -> None:
    """Have the server compress everything once: hosts do so before the first reader comes."""
    for side in SIDES:
        for file in (server.folder / side / "assets").rglob("*"):
            if file.is_file():
                _fetch(f"{server.address}{file.relative_to(server.folder)}")
        _fetch(f"{server.address}{side}/{PAGE}")
    server.sent = 0


def _fetch(address: str) -> None:
    """Read it to its end, past any proxy: it is on this machine."""
    with build_opener(ProxyHandler({})).open(address) as answer:
        answer.read()


def change(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old` in a built file. Raises ValueError where it is not there."""
    source = file.read_text("utf-8")
    if old not in source:
        raise ValueError(f"{file.name} lacks “{old}”, which the benchmark changes")
    file.write_text(source.replace(old, new), "utf-8")


def _make_stock(runtime: Path, guide: Guide) -> None:
    """Put the unmodified package, and the engine as source, in the place of our runtime."""
    for file in runtime.iterdir():
        file.unlink()
    for name in NEEDED:
        shutil.copyfile(PYODIDE / name, runtime / name)
    shutil.copyfile(Path(__file__).parent / "stock.mjs", runtime / "worker.mjs")
    with zipfile.ZipFile(runtime / "engine.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("guide.json", guide_json(guide))
        package = ROOT / "decision_tree"
        for source in (package / "__init__.py", *(package / "engine").rglob("*.py")):
            archive.write(source, source.relative_to(ROOT))


def run(server: Server, rounds: int) -> str:
    """The table, over all installed engines and both lines; below it what could not be measured."""
    rows: list[tuple[str, str, dict[str, Measured]]] = []
    missing: list[str] = []
    for name in installed():
        for line_name in LINES:
            print(f"{name}, {line_name}: {rounds} rounds ...", flush=True)
            try:
                rows.append(_row(name, line_name, server, rounds))
            except EngineError as problem:
                missing.append(f"Not measured: {name}, {line_name}: {problem}.")
                print(missing[-1], flush=True)
            else:
                print(table(rows[-1:]), flush=True)
    return "\n\n".join((table(rows), *missing))


def _row(name: str, line: str, server: Server, rounds: int) -> tuple[str, str, dict[str, Measured]]:
    """What `table` takes, of one engine on one line."""
    server.line = LINES[line]
    with started(name) as engine:
        called = with_version(engine)
        found = measure(engine, server, rounds)
    if line == FULL:
        measure_memory(name, server, rounds, found)
    return called, line, found


def with_version(engine: Engine) -> str:
    """The engine's name and its major version."""
    version = engine.version.removeprefix("Chrome/").removeprefix("firefox/")
    return f"{engine.name} {version.split('.')[0]}"


def table(rows: list[tuple[str, str, dict[str, Measured]]]) -> str:
    """Markdown: a row for each engine and line, stock -> ours and the ratio."""
    columns = "Engine and line,Bytes,Cold start,Repeat start,Click to next question p50 / p95"
    heads = f"{columns},Main thread held: start; clicks,Memory".split(",")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for engine, line, found in rows:
        stock, ours = (found[side] for side in SIDES)
        cells = [
            f"{engine}, {line}",
            _cell(stock.sent, ours.sent, 1e6, "MB", 2),
            _cell(stock.cold, ours.cold, 1e3, "s", 2),
            _cell(stock.repeat, ours.repeat, 1e3, "s", 2),
            f"{_clicks(stock)} → {_clicks(ours)} ms" if ours.clicks else "",
            f"{_held(stock)} → {_held(ours)}",
            _cell(stock.memory, ours.memory, 1e6, "MB", 0) if all(ours.memory) else "not known",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(stock: list[float], ours: list[float], unit: float, name: str, digits: int) -> str:
    if not ours:
        return ""
    one, two = median(stock) / unit, median(ours) / unit
    return f"{one:.{digits}f} → {two:.{digits}f} {name} (**{two / one:.2f}**)"


def _clicks(side: Measured) -> str:
    return f"{median(side.clicks):.0f} / {quantiles(side.clicks, n=20)[-1]:.0f}"


def _held(side: Measured) -> str:
    parts = (side.held_starting, side.held_clicking)
    return "; ".join(f"{median(each):.0f} ms" for each in parts if each)
