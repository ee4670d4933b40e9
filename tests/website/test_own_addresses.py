"""Commands on pages name this copy and its repository, so that they can be run as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from decision_tree.website.own_addresses import NOT_SET, with_addresses
from tests.conftest import ROOT

WORDS = 'uses: OWNER/REPOSITORY@COMMIT git+https://github.com/OWNER/REPOSITORY@COMMIT src="https://YOUR-COPY/embed/"'


def test_what_is_set_takes_the_place_of_the_words_for_it() -> None:
    made = with_addresses(WORDS, "https://a.test/guide/", "https://git.test/o/r/")
    assert (
        made == 'uses: o/r@COMMIT git+https://git.test/o/r@COMMIT src="https://a.test/guide/embed/"'
    )


def test_what_is_not_set_keeps_the_words() -> None:
    assert with_addresses(WORDS, NOT_SET, "") == WORDS


def test_the_default_of_the_configuration_counts_as_not_set() -> None:
    assert f'[SITE_URL, "{NOT_SET}"]' in (ROOT / "mkdocs.yml").read_text("utf-8")


FILES = {
    "keep/index.html": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "keep/index.md": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "examples/recheck.yml": ("git+https://git.test/o/r",),
    "examples/guard.yml": ("- uses: o/r/.github/actions/guard@COMMIT",),
}
"""Files with commands, and what stands in them where the addresses are set."""


def test_each_file_with_commands_names_both(tmp_path: Path) -> None:
    addresses = {"SITE_URL": "https://a.test/guide/", "REPOSITORY_URL": "https://git.test/o/r"}
    subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, **addresses},
        check=True,
        capture_output=True,
    )
    for name, commands in FILES.items():
        text = (tmp_path / name).read_text("utf-8")
        for command in commands:
            assert command in text, name
        for words in ("OWNER/REPOSITORY", "YOUR-COPY", "built without its address"):
            assert words not in text, name
    assert "https://a.test/guide/embed/" in (tmp_path / "keep/index.html").read_text("utf-8")


def test_a_copy_that_does_not_know_its_repository_says_so(site: Path, address: str) -> None:
    for name in FILES:
        assert "OWNER/REPOSITORY" in (site / name).read_text("utf-8"), name
    text = (site / "keep/index.md").read_text("utf-8")
    assert "This copy of the guide was built without its address" in text
    assert f"{address}embed/" in text
