"""`make build` fails on what any page has wrong, and an export without Git gives no dates."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools.copies import commit, copy_sources


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide without its history, within a repository that is about something else."""
    around = tmp_path_factory.mktemp("around")
    (around / "other.txt").write_text("other", "utf-8")
    commit(around, "other.txt")
    folder = copy_sources(around / "export")
    (folder / ".build").mkdir()
    for file in (ROOT / ".build").glob("library-*.zip"):  # which takes long to make
        shutil.copy(file, folder / ".build")
    return folder


def build(folder: Path) -> tuple[int, str]:
    """The exit code of a build, and all that it prints."""
    without = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build"],
        cwd=folder,
        env={**without, "PYTHONPATH": str(folder), "SITE_URL": "https://guide.test/"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def spoilt(export: Path, edits: dict[str, tuple[str, str]]) -> tuple[int, str]:
    """A build with these words of these files replaced by others, which are put back after it."""
    texts = {file: (export / file).read_text("utf-8") for file in edits}
    for file, (before, after) in edits.items():
        assert before in texts[file]
        (export / file).write_text(texts[file].replace(before, after, 1), "utf-8")
    done = build(export)
    for file, text in texts.items():
        (export / file).write_text(text, "utf-8")
    return done


def test_a_build_fails_with_the_place_of_each_mistake_on_a_page(export: Path) -> None:
    edits = {
        "docs/faq.md": ("\n# ", "\n[x](decide.md#nope)\n\n# "),
        "docs/keep.md": ("\n# ", "\n[x](no-page.md)\n\n# "),
        "docs/oncall.md": ("\n# ", '\n{{ cites("x") }}\n\n# '),
        "docs/hybrids.md": ("\n# ", '\n{{ cite("nope") }}\n\n# '),
        "docs/moving.md": ("\ntitle: ", "\ntitle: A: "),
    }
    code, printed = spoilt(export, edits)
    assert (code, "Traceback" in printed) == (1, False)
    for file in edits:
        assert f"\n{file}:" in f"\n{printed}", file
    assert printed.count(": error: ") == len(edits)


def test_a_build_fails_with_the_place_of_a_mistake_in_a_template(export: Path) -> None:
    code, printed = spoilt(export, {"overrides/404.html": ("{% block", "{% if %}{% block")})
    assert (code, "Traceback" in printed) == (1, False)
    assert printed.startswith("overrides/404.html:2:1: error: this template cannot be used (")


def test_an_export_says_that_it_knows_no_dates_and_gives_none(export: Path) -> None:
    code, printed = build(export)
    told = "Git does not know when the pages last changed here, so the site gives no dates.\n"
    assert (code, printed.splitlines(keepends=True)[-1]) == (0, told)
    site = export / "site"
    for page in site.rglob("*.html"):
        assert "Last changed" not in page.read_text("utf-8"), page
        assert "dateModified" not in page.read_text("utf-8"), page
    cited = (site / "faq/index.html").read_text("utf-8")
    assert "who owns the serving contract? https://guide.test/faq/</p>" in cited
    assert "<lastmod>" not in (site / "sitemap.xml").read_text("utf-8")
    assert "timestamp" not in (site / "sbom.cdx.json").read_text("utf-8")
    for name in ("sitemap.xml", "changes.xml", "llms.txt", "faq/index.md", "sbom.cdx.json"):
        assert "1970" not in (site / name).read_text("utf-8"), name
