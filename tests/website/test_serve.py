"""`make serve` outlives every mistake: it says on pages too what is wrong, until that is mended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from threading import Timer
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.conftest import published
from tests.tools.copies import commit, copy_sources
from tests.tools.loopback import free_port

START = published().tree.start
NO_START = f"there is no question “{START}s”; did you mean “{START}”?"
LONGEST_SECONDS = 300
"""How long a busy machine may take for what is waited for."""
SERVE = [sys.executable, "-m", "decision_tree.website", "serve", "--port"]


class Serving:
    """The site of a folder, served: what is printed, and what its pages hold."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.folder, self.process = folder, process
        self._address = f"http://127.0.0.1:{port}/"

    def until(self, words: str) -> str:
        """What is printed until a line holds these words, that line included.

        Where they never come the process is ended, and this fails in place of waiting for ever.
        """
        said = ""
        assert self.process.stdout is not None
        patience = Timer(LONGEST_SECONDS, self.process.kill)
        patience.start()
        try:
            for line in self.process.stdout:
                said += line
                if words in line:
                    return said
        finally:
            patience.cancel()
        raise AssertionError(f"it ended before it said “{words}”:\n{said}")

    def page(self, path: str) -> str:
        """The text of a page, as somebody reads it who sees markup too."""
        try:
            with urlopen(f"{self._address}{path}") as answer:
                return unescape(answer.read().decode("utf-8"))
        except HTTPError as error:
            return unescape(error.read().decode("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guide as it is here, without Git."""
    return copy_sources(tmp_path / "guide")


def edit(file: Path, before: str, after: str) -> None:
    """Save a file with other words in it."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


@contextmanager
def served(folder: Path) -> Iterator[Serving]:
    """The folder, served until Ctrl-C is pressed, which is no mistake."""
    port = free_port()
    # Where a shell runs the tests in the background they ignore Ctrl-C, and so would the server.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [*SERVE, str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Serving(folder, port, process)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    finally:
        process.kill()
        process.wait()


def test_a_port_in_use_is_told_before_anything_is_built(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*SERVE, port],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (
        1,
        f"Port {port} cannot be had: Address already in use. "
        "Stop what uses it, or choose another: make serve PORT=8080\n",
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "²"])
def test_what_is_no_port_is_told(folder: Path, port: str) -> None:
    done = subprocess.run([*SERVE, port], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is no port" in done.stderr or "expected one argument" in done.stderr


def test_content_that_was_never_sound_is_told_on_every_page(folder: Path) -> None:
    edit(folder / "decision_tree/content/tree.yml", f"start: {START}\n", f"start: {START}s\n")
    with served(folder) as site:
        assert NO_START in site.until("Ready at ")
        for path in ("", "decide/", "nope"):
            assert NO_START in site.page(path)
            assert '<meta http-equiv="refresh"' in site.page(path)


@pytest.mark.long
def test_a_start_on_mistakes_serves_the_last_commit_until_a_save_mends_them(folder: Path) -> None:
    commit(folder)
    mistakes = {
        NO_START: (
            folder / "decision_tree/content/tree.yml",
            f"start: {START}\n",
            f"start: {START}s\n",
        ),
        "error: there is no macro “cites”; did you mean “cite”?": (
            folder / "docs/faq.md",
            "# ",
            '{{ cites("x") }}# ',
        ),
    }
    for file, before, after in mistakes.values():
        edit(file, before, after)
    with served(folder) as site:
        said = site.until("Ready at ")
        assert "Still serving the content as it was before." in said
        for told in mistakes:
            assert told in said
            assert told in site.page("faq/")
            assert told in site.page("decide/")
        assert f'id="q-{START}"' in site.page("decide/")
        for file, before, after in mistakes.values():
            edit(file, after, before)
        site.until("All problems are mended.")
        for path in ("faq/", "decide/"):
            assert "dt-problems" not in site.page(path)


@pytest.mark.long
def test_each_mistake_is_told_and_goes_with_the_save_that_mends_it(folder: Path) -> None:
    page = folder / "docs/faq.md"
    mistakes = {
        "there is no anchor “nope” on decide.md": (page, "# ", "[x](decide.md#nope)\n\n# "),
        "overrides/main.html:": (folder / "overrides/main.html", "{% block styles %}", "{% if %}"),
        "Unrecognised theme name: 'materials'": (
            folder / "mkdocs.yml",
            "material\n",
            "materials\n",
        ),
    }
    with served(folder) as site:
        site.until("Ready at ")
        for told, (file, before, after) in mistakes.items():
            edit(file, before, after)
            site.until(told)
            assert told in site.page("faq/")
            edit(file, after, before)
            site.until("All problems are mended.")
            assert told not in site.page("faq/")
            assert "</h1>" in site.page("faq/")
