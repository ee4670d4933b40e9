"""The trimmed runtime under Node: calls go in as a file, and what the engine said comes out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from decision_tree.loader.load import load
from decision_tree.runtime.assemble import empty_lock, guide_json
from decision_tree.runtime.everything import Call
from decision_tree.runtime.npm import node
from tests.folders import ROOT

__all__ = ["PYODIDE", "in_node", "said_in_node"]

PYODIDE = ROOT / "node_modules" / "pyodide"
RUNNER = ROOT / "decision_tree" / "runtime" / "in_node.mjs"
CALL_EVERYTHING = """
import json
from worker_entry import start
with open("/job/guide.json", encoding="utf-8") as file:
    engine = start(file.read(), "../")
with open("/job/calls.json", encoding="utf-8") as file:
    calls = json.load(file)
answers = [getattr(engine, name)(*values) for name, values in calls]
with open("/job/answers.json", "w", encoding="utf-8") as file:
    json.dump(answers, file)
"""


def in_node(archive: bytes, script: str, calls: Sequence[Call], job: Path) -> Any:
    """What the Python `script` leaves in /job/answers.json, run in Pyodide on this `archive`.

    `archive` is a zip, `job` an empty folder; the `calls` are in /job/calls.json, and the published
    guide as the browser gets it in /job/guide.json.
    """
    (job / "calls.json").write_text(json.dumps(calls), "utf-8")
    (job / "guide.json").write_bytes(guide_json(load()))
    (job / "script.py").write_text(script, "utf-8")
    (job / "library.zip").write_bytes(archive)
    program, environment = node()
    arguments = (PYODIDE, job / "library.zip", empty_lock(PYODIDE), job, job / "script.py")
    done = subprocess.run(
        [program, str(RUNNER), *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((job / "answers.json").read_text("utf-8"))


def said_in_node(archive: bytes, calls: Sequence[Call], job: Path) -> list[str]:
    """What the engine in this `archive` answers to each call."""
    said: list[str] = in_node(archive, CALL_EVERYTHING, calls, job)
    return said
