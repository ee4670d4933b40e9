"""`make serve`: a mistake shows on the page, also at the start, and the next save heals it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import published
from tests.tools.copies import commit, copy_sources
from tests.tools.loopback import free_port

pytestmark = pytest.mark.long

START = published().tree.start
CONTENT = Path("decision_tree/content/tree.yml")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """This repository as it is here, committed in a folder of its own."""
    commit(copy_sources(tmp_path / "clone"))
    return tmp_path / "clone"


@pytest.fixture
def address(clone: Path) -> Iterator[str]:
    """The clone served as `make serve` does it, with a mistake in the tree from the start."""
    text = (clone / CONTENT).read_text("utf-8")
    (clone / CONTENT).write_text(text.replace(f"start: {START}\n", f"start: {START}s\n"), "utf-8")
    port = free_port()
    serving = subprocess.Popen(
        [sys.executable, "-m", "decision_tree.website", "serve", "--port", str(port)],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout is not None
    said = ""
    for line in serving.stdout:
        said += line
        if "Ready at" in line:
            break
    assert f"did you mean “{START}”?" in said
    yield f"http://127.0.0.1:{port}/"
    serving.terminate()
    serving.wait()


def test_a_mistake_shows_on_the_page_and_goes_with_the_next_save(
    browser: Browser, clone: Path, address: str
) -> None:
    page: Page = browser.new_page()
    page.goto(f"{address}decide/")
    shown = page.locator(".dt-problems")
    expect(shown).to_contain_text(f"there is no question “{START}s”; did you mean “{START}”?")
    expect(page.locator(".dt-static section").first).to_be_attached()
    text = (clone / CONTENT).read_text("utf-8")
    (clone / CONTENT).write_text(text.replace(f"start: {START}s\n", f"start: {START}\n"), "utf-8")
    expect(shown).to_have_count(0, timeout=120_000)
    (clone / CONTENT).write_text(text.replace(f"start: {START}s\n", f"begin: {START}\n"), "utf-8")
    expect(shown).to_contain_text("there is no field “begin”", timeout=120_000)
    page.close()
