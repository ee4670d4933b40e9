"""`make serve`: a mistake shows on the page, also at the start, and the next save heals it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.long

CONTENT = Path("decision_tree/content/tree.yml")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """This repository as it is here, in a clone of its own."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path / "clone")], check=True)
    for name in ("decision_tree", "docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / "clone" / name, dirs_exist_ok=True)
    (tmp_path / "clone" / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path / "clone"


@pytest.fixture
def address(clone: Path) -> Iterator[str]:
    """The clone served as `make serve` does it, with a mistake in the tree from the start."""
    text = (clone / CONTENT).read_text("utf-8")
    (clone / CONTENT).write_text(text.replace("start: workload", "start: workloads"), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
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
    assert "did you mean “workload”?" in said
    yield f"http://127.0.0.1:{port}/"
    serving.terminate()
    serving.wait()


def test_a_mistake_shows_on_the_page_and_goes_with_the_next_save(
    browser: Browser, clone: Path, address: str
) -> None:
    page: Page = browser.new_page()
    page.goto(f"{address}decide/")
    shown = page.locator(".dt-problems")
    expect(shown).to_contain_text("there is no question “workloads”; did you mean “workload”?")
    expect(page.locator(".dt-static section").first).to_be_attached()
    text = (clone / CONTENT).read_text("utf-8")
    (clone / CONTENT).write_text(text.replace("start: workloads", "start: workload"), "utf-8")
    expect(shown).to_have_count(0, timeout=120_000)
    (clone / CONTENT).write_text(text.replace("start: workloads", "begin: workload"), "utf-8")
    expect(shown).to_contain_text("there is no field “begin”", timeout=120_000)
    page.close()
