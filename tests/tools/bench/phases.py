"""Where the time of a start goes, in each engine: the phases of one start, which add up to it.

The worker is given marks of the clock between its steps, and tells them on a channel of its own.
All else is what readers get. Each start is at an address that no cache knows, at full speed.
"""

from __future__ import annotations

import shutil
from statistics import median

from tests.every_browser.drivers import Engine, installed, started
from tests.every_browser.server import Server

from .start import FULL, LINES, PAGE, change, with_version

__all__ = ["PHASES", "run"]

SIDE = "phases"
PHASES = (
    "The worker starts",
    "Files arrive, wasm compiled",
    "wasm instantiated",
    "Python and Pyodide start",
    "Engine imported",
    "Guide read",
    "First page shown",
)
MARKS = (
    ('  if (typeof WebAssembly !== "object")', "begun"),
    ("  self.fetch = async", "files"),
    ("  engine = python.pyimport", "python"),
)
"""A mark is set before each of these lines of the worker."""
SPLITS = (
    (
        "await WebAssembly.instantiate(module, imports).catch(fail)",
        "await (mark('asked'), WebAssembly.instantiate(module, imports))"
        ".catch(fail).finally(() => mark('instance'))",
    ),
    (
        'python.pyimport("worker_entry").start(new TextDecoder().decode(guide), root);',
        "((entry) => (mark('imported'), entry.start(new TextDecoder().decode(guide), root)))"
        '(python.pyimport("worker_entry"));\n'
        "  mark('guide');\n"
        f"  new BroadcastChannel('{SIDE}').postMessage(marks);",
    ),
)
"""Statements of the worker that do two things, and the same with a mark between them."""
CLOCK = """
const marks = {};
const mark = (name) => (marks[name] = performance.timeOrigin + performance.now());
"""
START = f"""
  const now = () => performance.timeOrigin + performance.now();
  const frame = () =>
    new Promise((resolve) => (document.hidden ? setTimeout : requestAnimationFrame)(resolve));
  await customElements.whenDefined("decision-quiz");
  const quiz = document.querySelector("decision-quiz");
  const live = quiz.querySelector(".dt-live");
  const channel = new BroadcastChannel("{SIDE}");
  const told = new Promise((resolve) => (channel.onmessage = (event) => resolve(event.data)));
  const begun = now();
  quiz.dispatchEvent(new Event("pointerenter"));
  while (live.hidden) {{
    if (quiz.querySelector(".dt-retry")) throw new Error(quiz.textContent.slice(0, 200));
    await frame();
  }}
  await frame();
  const shown = now();
  const at = await told;
  channel.close();
  const instance = at.instance - at.asked;
  return [
    at.begun - begun,
    at.files - at.begun,
    instance,
    at.python - at.files - instance,
    at.imported - at.python,
    at.guide - at.imported,
    shown - at.guide,
  ];
"""
"""Start the engine in the page; how long each of PHASES took, in ms."""


def run(server: Server, rounds: int) -> str:
    """The table, Markdown: a row for each phase, a column for each engine, in ms."""
    _prepare(server)
    server.line = LINES[FULL]
    found: dict[str, list[float]] = {}
    for name in installed():
        print(f"{name}, phases of a start: {rounds} rounds ...", flush=True)
        with started(name) as engine:
            found[with_version(engine)] = _medians(engine, server, rounds)
    rows = zip(PHASES, *found.values(), strict=True)
    heads = f"| Phase, ms | {' | '.join(found)} |\n| --- |{' --: |' * len(found)}"
    whole = _row("All", *(sum(each) for each in found.values()))
    return "\n".join((heads, *(_row(phase, *ms) for phase, *ms in rows), whole))


def _prepare(server: Server) -> None:
    """Put a site with the marked worker beside the sides of the benchmark."""
    folder = server.folder / SIDE
    shutil.copytree(server.folder / "ours", folder)
    worker = next(folder.glob("assets/runtime-*")) / "worker.mjs"
    for line, name in MARKS:
        change(worker, line, f"  mark('{name}');\n{line}")
    for one, two in SPLITS:
        change(worker, one, two)
    change(worker, "const TELL_MS", f"{CLOCK}const TELL_MS")


def _medians(engine: Engine, server: Server, rounds: int) -> list[float]:
    starts: list[list[float]] = []
    for _ in range(rounds + 1):
        engine.open(f"{server.address}{1000 + len(server.requests)}/{SIDE}/{PAGE}")
        starts.append(engine.run(START))
    del starts[0]  # the server compressed the files for it
    return [median(each) for each in zip(*starts, strict=True)]


def _row(name: str, *ms: float) -> str:
    return f"| {name} | {' | '.join(f'{each:.0f}' for each in ms)} |"
