"""`make build` fails on what any page has wrong; an export without Git knows no dates."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from decision_tree.engine.model import Guide
from tests.tools.copies import commit, copy_sources

ADDRESSES = {"SITE_URL": "https://a.test/guide/", "REPOSITORY_URL": "https://git.test/o/r"}
FILES = {
    "keep/index.html": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "keep/index.md": ("git+https://git.test/o/r", "o/r/.github/actions/guard@COMMIT"),
    "examples/recheck.yml": ("git+https://git.test/o/r",),
    "examples/guard.yml": ("- uses: o/r/.github/actions/guard@COMMIT",),
}
"""Files with commands, and what stands in them where the addresses are set."""


@pytest.fixture(scope="module")
def export(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide without its history, within a repository that is about something else."""
    assert site.is_dir()  # with which the library came
    around = tmp_path_factory.mktemp("around")
    (around / "other.txt").write_text("other", "utf-8")
    commit(around, "other.txt")
    return copy_sources(around / "export")


def build(folder: Path) -> tuple[int, str]:
    """The exit code of a build, and all that it prints."""
    without = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build"],
        cwd=folder,
        env={**without, "PYTHONPATH": str(folder), **ADDRESSES},
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


class Built(NamedTuple):
    """A build's exit code, what it printed, and the site."""

    code: int
    printed: str
    site: Path


@pytest.fixture(scope="module")
def exported(export: Path) -> Built:
    """The export, built without a mistake in it."""
    return Built(*build(export), export / "site")


def test_an_export_says_that_it_knows_no_dates_and_gives_none(exported: Built) -> None:
    code, printed, site = exported
    told = "Git does not know when the pages last changed here, so the site gives no dates.\n"
    assert (code, printed.splitlines(keepends=True)[-1]) == (0, told)
    for page in site.rglob("*.html"):
        assert "Last changed" not in page.read_text("utf-8"), page
        assert "dateModified" not in page.read_text("utf-8"), page
    cited = (site / "faq/index.html").read_text("utf-8")
    assert "who owns the serving contract? https://a.test/guide/faq/</p>" in cited
    assert "<lastmod>" not in (site / "sitemap.xml").read_text("utf-8")
    assert "timestamp" not in (site / "sbom.cdx.json").read_text("utf-8")
    for name in ("sitemap.xml", "changes.xml", "llms.txt", "faq/index.md", "sbom.cdx.json"):
        assert "1970" not in (site / name).read_text("utf-8"), name


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_commands_names_the_addresses_that_were_given(
    exported: Built, name: str
) -> None:
    text = (exported.site / name).read_text("utf-8")
    for command in FILES[name]:
        assert command in text


def test_each_statement_and_each_page_leads_to_a_new_issue_with_its_address(
    exported: Built, guide: Guide
) -> None:
    issues = 'href="https://git.test/o/r/issues/new?template=content-is-wrong.yml&amp;title='
    told = f"{issues}Content%3A%20https%3A%2F%2Fa.test%2Fguide%2F"
    sources = (exported.site / "claims/index.html").read_text("utf-8")
    names = [claim.id for claim in guide.claims]
    assert [name for name in names if f'{told}claims%2F%23{name}"' not in sources] == []
    page = (exported.site / "rollback/ray-serve/index.html").read_text("utf-8")
    assert page.count(f'{told}rollback%2Fray-serve%2F"') == 1
    about = (exported.site / "about/index.html").read_text("utf-8")
    assert 'href="https://git.test/o/r/issues/new?template=content-is-wrong.yml"' in about


STAND_INS = ("OWNER/", "/REPOSITORY", "YOUR-COPY", "REPOSITORY_URL", "https://example.org")
"""Words that stand for an address where nobody set one."""
TEXTS = {".html", ".json", ".md", ".txt", ".xml", ".yml"}


def standing_in(site: Path) -> dict[str, list[str]]:
    """The files of a site in which such words stand."""
    files = (file for file in sorted(site.rglob("*")) if file.suffix in TEXTS)
    texts = ((file.relative_to(site).as_posix(), file.read_text("utf-8")) for file in files)
    found = ((name, [words for words in STAND_INS if words in text]) for name, text in texts)
    return {name: words for name, words in found if words}


def test_no_file_of_a_site_with_its_addresses_has_words_that_stand_for_them(
    exported: Built,
) -> None:
    assert standing_in(exported.site) == {}


def test_without_the_address_of_the_repository_a_page_says_once_what_to_put_there(
    site: Path,
) -> None:
    pages = [name for name, words in standing_in(site).items() if "OWNER/" in words]
    told = "replace `OWNER/REPOSITORY` with"
    assert "keep/index.md" in pages
    for name in pages:
        if name.endswith("index.md"):
            text = " ".join((site / name).read_text("utf-8").split())
            assert text.count(told) == 1, name
            assert text.index("OWNER/REPOSITORY") == text.index(told) + len("replace `"), name


def test_the_frame_to_copy_names_the_site_it_is_of(exported: Built) -> None:
    text = (exported.site / "keep/index.html").read_text("utf-8")
    assert "https://a.test/guide/embed/" in text
