"""One engine everywhere: what Python says in each browser is, byte for byte, what it says here."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
from functools import cache
from pathlib import Path

import pytest

from decision_tree.engine.browser import Engine as Python
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from decision_tree.runtime.assemble import ARCHIVE
from decision_tree.runtime.npm import node
from tests.conftest import published

from .drivers import Engine
from .in_node import said_in_node
from .parity import counted, every_call, note

pytestmark = pytest.mark.engines

START = """
  const quiz = document.querySelector("decision-quiz");
  const url = new URL(quiz.dataset.runtime + "worker.mjs", location.href);
  const worker = new Worker(url, { type: "module" });
  let next;
  worker.onmessage = ({ data }) => {
    if (data.type === "ready" || data.type === "answer") next[0](data.value);
    if (data.type === "failed") next[1](new Error(data.message));
  };
  worker.onerror = (event) => next[1](new Error(event.message));
  window.ask = (message) => new Promise((...both) => { next = both; worker.postMessage(message); });
  await window.ask({ type: "start", root: quiz.dataset.root });
"""
CALL = """
  const digests = [];
  for (const [name, given] of values[0]) {
    const said = await window.ask({ type: "call", id: 1, name, values: given });
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said));
    digests.push(Array.from(new Uint8Array(hash), (b) => b.toString(16).padStart(2, "0")).join(""));
  }
  return digests;
"""
ANSWER = """
  const section = (id) => document.getElementById(id);
  let current = document.querySelector(".dt-static section");
  for (const answer of values[0]) {
    const option = current.querySelector(`a[data-answer="${CSS.escape(answer)}"]`);
    current = section(option.hash.slice(1));
  }
  return current.querySelector("h2").textContent;
"""
BEGIN = """
  await customElements.whenDefined("decision-quiz");
  document.querySelector("decision-quiz").dispatchEvent(new PointerEvent("pointerenter"));
  const live = document.querySelector(".dt-live");
  await new Promise((done, failed) => {
    const look = () => {
      if (live.querySelector("h2")) return done();
      if (document.querySelector(".dt-retry"))
        return failed(new Error(document.querySelector(".dt-notice").textContent));
      setTimeout(look, 100);
    };
    look();
  });
  return live.querySelector("h2").textContent;
"""
AT_ONCE = 20
"""Calls handed to a browser in one go, so that none takes longer than a driver waits."""


@cache
def digests_here() -> list[str]:
    """The digest of what CPython says to every call."""
    here = Python(published(), "../")
    return [_digest(getattr(here, name)(*values)) for name, values in every_call(published())]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_call_gives_the_bytes_it_gives_here(
    engine: Engine, address: str, guide: Guide
) -> None:
    calls = every_call(guide)
    engine.open(f"{address}decide/")
    engine.run(START)
    found: list[str] = []
    for first in range(0, len(calls), AT_ONCE):
        found += engine.run(CALL, calls[first : first + AT_ONCE])
    differing = [call for call, a, b in zip(calls, digests_here(), found, strict=True) if a != b]
    assert not differing
    note(engine.name, engine.version, counted(guide))


def test_every_call_gives_in_node_the_bytes_it_gives_here(
    site: Path, tmp_path: Path, guide: Guide
) -> None:
    calls = every_call(guide)
    (archive,) = site.glob(f"assets/engine-*/{ARCHIVE}")
    said = said_in_node(gzip.decompress(archive.read_bytes()), calls, tmp_path)
    found = map(_digest, said)
    differing = [call for call, a, b in zip(calls, digests_here(), found, strict=True) if a != b]
    assert not differing
    program, environment = node()
    told = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True)
    note("node", told.stdout.strip().removeprefix("v"), counted(guide))


def test_the_sections_without_the_engine_lead_where_every_path_leads(
    engine: Engine, address: str, guide: Guide
) -> None:
    engine.open(f"{address}decide/")
    every = list(paths(guide.tree))
    for path in every:
        answers = [f"{question}={option}" for question, option in path.answers]
        title = engine.run(ANSWER, answers)
        assert title == guide.tree.outcome_by_id[path.outcome].title, path
    note(engine.name, engine.version, {"sections": len(every)})


def test_the_view_for_frames_works_under_its_narrower_policy(
    engine: Engine, address: str, guide: Guide
) -> None:
    engine.open(f"{address}embed/")
    assert engine.run(BEGIN) == guide.tree.question_by_id[guide.tree.start].ask
