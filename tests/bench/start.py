"""Stock Pyodide against this runtime: bytes, cold and repeat start, clicks, blocking, memory.

One run, one browser, the two in turn; each round is a site of its own that no cache knows. Medians.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from decision_tree.build.load import load
from decision_tree.build.runtime import guide_json, write_runtime
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from tests.engines.drivers import Engine, installed, started
from tests.engines.server import Line, Server, serving

__all__ = ["LINES", "Measured", "measure", "table"]

ROOT = Path(__file__).parent.parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
STOCK_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
LINES = {"full speed": Line(), "10 Mbit/s, 40 ms": Line(10e6 / 8, 0.04)}
SIDES = ("stock", "ours")
CLICKS = 40
READY = """
  const begun = performance.now();
  let longest = 0;
  let last = begun;
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  const worker = new Worker(values[0], { type: "module" });
  window.worker = worker;
  await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.type === "failed") reject(new Error(data.message));
      if (data.type === "ready") resolve();
    };
    worker.postMessage({ type: "start", root: "../" });
  });
  await new Promise((resolve) => {
    worker.onmessage = ({ data }) => data.type === "answer" && resolve();
    worker.postMessage({ type: "call", id: 0, name: "render", values: ["", "decide"] });
  });
  const ready = performance.now() - begun;
  clearInterval(beat);
  return [ready, longest];
"""
CLICK = """
  const times = [];
  for (const fragment of values[0]) {
    const begun = performance.now();
    await new Promise((resolve) => {
      worker.onmessage = ({ data }) => data.type === "answer" && resolve(data.value);
      worker.postMessage({ type: "call", id: 1, name: "render", values: [fragment, "decide"] });
    });
    times.push(performance.now() - begun);
  }
  return times;
"""


@dataclass(slots=True)
class Measured:
    """What one side showed in one engine on one line; times in ms, the rest in bytes."""

    sent: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    repeat: list[float] = field(default_factory=list)
    blocked: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def measure(engine: Engine, site: Server, guide: Guide, rounds: int) -> dict[str, Measured]:
    """Start both sides in turn, `rounds` times, on the server's line."""
    found = {side: Measured() for side in SIDES}
    longest = max(paths(guide.tree), key=lambda path: len(path.answers)).answers
    fragments = [
        encode(State(guide.tree.version, longest[: count % len(longest)]))
        for count in range(CLICKS)
    ]
    for number in range(rounds):
        for side in SIDES if number % 2 else reversed(SIDES):
            here = found[side]
            site_number = 1000 + len(site.requests)
            base = f"{site.address}{site_number}/"
            engine.open(f"{base}{side}/")
            before, empty = site.sent, engine.memory()
            ready, blocked = engine.run(READY, f"{base}{side}/worker.mjs")
            here.sent.append(site.sent - before)
            here.cold.append(ready)
            here.blocked.append(blocked)
            here.memory.append(engine.memory() - empty)
            here.clicks += engine.run(CLICK, fragments)
            engine.open(f"{base}{side}/")
            here.repeat.append(engine.run(READY, f"{base}{side}/worker.mjs")[0])
    return found


@contextmanager
def two_sides(guide: Guide) -> Iterator[Server]:
    """A server with both, each below its own name."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours = write_runtime(guide, PYODIDE, ROOT / "overrides/assets/worker.mjs", ROOT / ".build")
        shutil.copytree(ours, folder / "ours")
        stock = folder / "stock"
        stock.mkdir()
        for file in STOCK_FILES:
            shutil.copyfile(PYODIDE / file, stock / file)
        shutil.copyfile(Path(__file__).parent / "stock.mjs", stock / "worker.mjs")
        with zipfile.ZipFile(stock / "engine.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("guide.json", guide_json(guide))
            package = ROOT / "decision_tree"
            for source in (package / "__init__.py", *(package / "engine").glob("*.py")):
                archive.write(source, source.relative_to(ROOT))
        for side in SIDES:
            (folder / side / "index.html").write_text("<!doctype html><title>.</title>", "utf-8")
        with serving(folder) as server:
            server.immutable = ""  # hosts and our names: a repeat visit asks for nothing
            yield server


def run(rounds: int) -> str:
    """The table, over all installed engines and both lines."""
    guide = load()
    rows: list[tuple[str, str, dict[str, Measured]]] = []
    with two_sides(guide) as server:
        for name in installed():
            for line_name, line in LINES.items():
                print(f"{name}, {line_name}: {rounds} rounds ...", flush=True)
                server.line = line
                with started(name) as engine:
                    version = engine.version.removeprefix("Chrome/").removeprefix("firefox/")
                    found = measure(engine, server, guide, rounds)
                rows.append((f"{name} {version.split('.')[0]}", line_name, found))
                print(table(rows[-1:]), flush=True)
    return table(rows)


def table(rows: list[tuple[str, str, dict[str, Measured]]]) -> str:
    """Markdown: a row for each engine and line, stock -> ours and the ratio."""
    columns = "Engine and line,Bytes,Cold start,Repeat start,Next question p50 / p95"
    heads = f"{columns},Main thread held,Memory".split(",")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for engine, line, found in rows:
        stock, ours = (found[side] for side in SIDES)
        cells = [
            f"{engine}, {line}",
            _cell(stock.sent, ours.sent, 1e6, "MB", 2),
            _cell(stock.cold, ours.cold, 1e3, "s", 2),
            _cell(stock.repeat, ours.repeat, 1e3, "s", 2),
            f"{_clicks(stock)} → {_clicks(ours)} ms",
            f"{median(stock.blocked):.0f} → {median(ours.blocked):.0f} ms",
            _cell(stock.memory, ours.memory, 1e6, "MB", 0),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(stock: list[float], ours: list[float], unit: float, name: str, digits: int) -> str:
    one, two = median(stock) / unit, median(ours) / unit
    return f"{one:.{digits}f} → {two:.{digits}f} {name} (**{two / one:.2f}**)"


def _clicks(side: Measured) -> str:
    return f"{median(side.clicks):.0f} / {quantiles(side.clicks, n=20)[-1]:.0f}"


def dump(found: dict[str, Measured]) -> str:
    """The raw numbers, for whoever doubts a median."""
    return json.dumps({side: {k: getattr(m, k) for k in m.__slots__} for side, m in found.items()})
