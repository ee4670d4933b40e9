"""A build is the same bytes anywhere and at any time, and names the addresses it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.website.beside_pages.bill_of_materials import CHECKSUMS
from tests.conftest import ROOT

SOURCES = (
    *("decision_tree", "docs", "overrides", "mkdocs.yml"),
    *("package-lock.json", "requirements.txt", "CHANGELOG.md"),
)
ADDRESSES = {"SITE_URL": "https://a.test/guide/", "REPOSITORY_URL": "https://git.test/o/r"}
FILES = {
    "keep/index.html": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "keep/index.md": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "examples/recheck.yml": ("git+https://git.test/o/r",),
    "examples/guard.yml": ("- uses: o/r/.github/actions/guard@COMMIT",),
}
"""Files with commands, and what stands in them where the addresses are set."""


def build_in(folder: Path, seed: str, zone: str) -> Path:
    """The site built from a copy of the sources, with another path, hash seed and clock."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    for name in SOURCES:  # what is not committed yet counts too
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    built = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build"],
        cwd=folder,
        env={
            **os.environ,
            **ADDRESSES,
            "PYTHONPATH": str(folder),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "SOURCE_DATE_EPOCH": "1700000000",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built somewhere."""
    return build_in(tmp_path_factory.mktemp("one") / "a", "1", "UTC")


def test_two_builds_elsewhere_and_later_are_the_same_bytes(one: Path, tmp_path: Path) -> None:
    two = build_in(tmp_path / "a-much-longer-name" / "b", "2", "Asia/Kolkata")
    assert (one / CHECKSUMS).read_text("utf-8") == (two / CHECKSUMS).read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_commands_names_the_addresses_that_were_given(one: Path, name: str) -> None:
    text = (one / name).read_text("utf-8")
    for command in FILES[name]:
        assert command in text
    for words in ("OWNER/REPOSITORY", "YOUR-COPY", "built without its address"):
        assert words not in text


def test_the_frame_to_copy_names_the_site_it_is_of(one: Path) -> None:
    assert "https://a.test/guide/embed/" in (one / "keep/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_copy_that_does_not_know_its_repository_keeps_the_words_for_it(
    site: Path, name: str
) -> None:
    assert "OWNER/REPOSITORY" in (site / name).read_text("utf-8")


def test_a_copy_that_was_built_without_its_address_says_so(site: Path, address: str) -> None:
    text = (site / "keep/index.md").read_text("utf-8")
    assert "This copy of the guide was built without its address" in text
    assert f"{address}embed/" in text
