"""A build is the same bytes anywhere and at any time; a copy that was told no address says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.website.beside_pages.bill_of_materials import CHECKSUMS
from tests.conftest import ROOT
from tests.website.test_build import FILES

SOURCES = (
    *("decision_tree", "docs", "overrides", "mkdocs.yml"),
    *("package-lock.json", "requirements.txt", "CHANGELOG.md"),
)


def copy(folder: Path) -> Path:
    """A copy of the sources in which nothing was built yet."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    for name in SOURCES:  # what is not committed yet counts too
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


@pytest.mark.long
def test_a_build_elsewhere_and_later_is_the_same_bytes(
    site: Path, address: str, tmp_path: Path
) -> None:
    """From a copy with another path, hash seed and clock, which compiles everything itself."""
    sources = copy(tmp_path / "a-much-longer-name" / "b")
    built = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build"],
        cwd=sources,
        env={
            **os.environ,
            "SITE_URL": address,
            "PYTHONPATH": str(sources),
            "PYTHONHASHSEED": "2",
            "TZ": "Asia/Kolkata",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert (sources / "site" / CHECKSUMS).read_text("utf-8") == (site / CHECKSUMS).read_text(
        "utf-8"
    )


@pytest.mark.parametrize("name", FILES)
def test_a_copy_that_does_not_know_its_repository_keeps_the_words_for_it(
    site: Path, name: str
) -> None:
    assert "OWNER/REPOSITORY" in (site / name).read_text("utf-8")


def test_a_copy_that_was_built_without_its_address_says_so(site: Path, address: str) -> None:
    text = (site / "keep/index.md").read_text("utf-8")
    assert "replace `OWNER/REPOSITORY` with the name" in " ".join(text.split())
    assert f"{address}embed/" in text
