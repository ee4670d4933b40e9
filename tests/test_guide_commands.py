"""Every command that a guide or a message names can be run as it stands there.

Targets and variables are those of the Makefile. What writes a start is run on a copy of the
content, page by page, so that every id in such a command is one of today's.
"""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.commands import recheck
from decision_tree.editing.findings import FORMATS
from decision_tree.editing.record_findings import CODES
from decision_tree.engine.record import MOST_TYPED, Typed, review_by
from decision_tree.loader.fields import MOST_OPTIONS
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError
from tests.control_planes import kserve_incidents
from tests.control_planes.building import Release, releases
from tests.control_planes.cases import CASES
from tests.folders import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *DOCS.rglob("*.conf")])
CODE = sorted((ROOT / "decision_tree").rglob("*.py"))
IN_CODE = re.compile(r"`(make [^`\n]*)`|^ *(make [a-z][^#\n]*?) *(?:#.*)?$", re.MULTILINE)
OURS = re.compile(r"(?:-m decision_tree|\bdecision-tree) ([a-z][a-z-]*)")
RECIPES = dict(
    re.findall(
        r"^([a-z-]+):[^\n]*\n((?:\t[^\n]*\n?)*)", (ROOT / "Makefile").read_text("utf-8"), re.M
    )
)
OVERRIDDEN = {"FUZZ", "PYTHON"}
"""Variables that a recipe hands on to what it runs, or that every recipe reads."""

LEFT = {
    "question.md": {"inject"},
    "outcome.md": {"outcome-without-scenario", "outcome-without-runbook"},
}
"""What a page's starts leave to do once they are written over; its other steps say so."""


def commands(file: Path) -> list[list[str]]:
    """The words of every `make ...` that a page shows as code, or a message quotes."""
    text = file.read_text("utf-8")
    if file.suffix == ".md":
        text = "\n".join(_code(text))
    found = (" ".join(filter(None, each)) for each in IN_CODE.findall(text))
    return [shlex.split(re.sub(r"\{[^}]*\}", "3", each)) for each in dict.fromkeys(found)]


def _code(text: str) -> list[str]:
    blocks = re.findall(r"^ *```[^\n]*\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [*blocks, *(f"`{each}`" for each in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text))]


NAMED = [(file, words) for file in (*PAGES, *CODE) for words in commands(file)]


def test_the_guides_name_commands() -> None:
    assert len({words[1] for _, words in NAMED}) > 15


@pytest.mark.parametrize(
    ("file", "words"), NAMED, ids=[f"{file.name} {' '.join(words)}" for file, words in NAMED]
)
def test_a_command_that_is_named_is_one_and_reads_its_variables(
    file: Path, words: list[str]
) -> None:
    assert file.is_file()
    targets = [each for each in words[1:] if "=" not in each]
    assert targets
    assert set(targets) <= RECIPES.keys()
    read = "".join(RECIPES[target] for target in targets)
    for name in (each.partition("=")[0] for each in words[1:] if "=" in each):
        assert f"$({name})" in read or name in OVERRIDDEN, f"{targets} read no {name}"


@cache
def known() -> set[str]:
    """Every command of the command line."""
    printed = subprocess.run(
        [sys.executable, "-m", "decision_tree", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return set(re.findall(r"^    ([a-z][a-z-]+)", printed, re.MULTILINE))


@pytest.mark.parametrize("file", PAGES, ids=[file.name for file in PAGES])
def test_what_a_page_runs_of_the_command_line_exists(file: Path) -> None:
    assert set(OURS.findall("\n".join(_code(file.read_text("utf-8"))))) <= known()


STARTS = [file for file in PAGES if any(words[1].startswith("new-") for words in commands(file))]


@pytest.mark.parametrize("file", STARTS, ids=[file.name for file in STARTS])
def test_the_starts_of_a_page_can_be_made_one_after_the_other(file: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    for words in commands(file):
        if words[1].startswith("new-"):
            assert main(["--content", str(content), *recipe(words)]) == 0, (
                f"{file.name}: “{shlex.join(words)}” is refused. For FROM there is room at "
                f"{', '.join(with_room())}."
            )
    if file.name in LEFT:
        assert LEFT[file.name] == left(content)


def with_room() -> list[str]:
    """The questions that can get one more answer."""
    return [each.id for each in load().tree.questions if len(each.options) < MOST_OPTIONS]


def test_the_example_of_a_rollback_unit_is_sound_and_can_be_retired(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    page = (ROOT / "docs/contribute/unit.md").read_text("utf-8")
    found = re.findall(r"^ *```yaml\n(.*?)^ *```", page, re.DOTALL | re.MULTILINE)
    unit, retired = (textwrap.dedent(each) for each in found)
    file, listed = content / "units.yml", content / "history/rollback.txt"
    before = file.read_text("utf-8")
    with_unit = before.replace("\nprecedence:\n", f"\n{textwrap.indent(unit, '  ')}\nprecedence:\n")
    assert with_unit != before
    file.write_text(with_unit, "utf-8")
    check = ["--content", str(content), "check"]
    assert main(check) == 1
    assert "“unit feature-flag-back” is new; add that line here" in capsys.readouterr().err
    listed.write_text(f"{listed.read_text('utf-8')}unit feature-flag-back\n", "utf-8")
    assert main(check) == 0
    head, row = retired.split("\n", 1)
    assert f"\n{head}\n" in before  # the list ends the file
    file.write_text(f"{before}{row}", "utf-8")
    assert main(check) == 0, capsys.readouterr().err
    plan = page.partition("-m decision_tree ")[2].partition("\n")[0]
    assert main(shlex.split(plan)) == 0
    assert "route" in capsys.readouterr().out


def test_the_page_and_the_help_name_every_exit_code_of_recheck() -> None:
    page = (DOCS / "keep.md").read_text("utf-8")
    told = page.partition("{ #recheck }")[2].partition("\n## ")[0]
    codes = {0, 2, *CODES.values()}
    assert set(map(int, re.findall(r"^\| (\d+) \|", told, re.MULTILINE))) == codes
    assert set(map(int, re.findall(r"^  (\d+)  ", recheck.HELP, re.MULTILINE))) == codes


def test_the_page_about_records_says_what_holds() -> None:
    page = (DOCS / "keep.md").read_text("utf-8")
    assert re.findall(r"at most (\d+) characters", page) == [str(MOST_TYPED)]
    assert review_by(Typed(date="2026-01-15")) == "2026-07-15", "the page says half a year"
    assert "half a year after the record's date" in page
    told = page.partition("`--format` sets")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", told)) == set(FORMATS)


def test_the_incident_and_the_releases_that_guides_name_exist() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in PAGES)
    ran = re.findall(r"-m tests\.control_planes\.incidents (?:--add )?(\S+)", pages)
    added = re.findall(r"-m tests\.control_planes\.add_release (\S+) (\S+)", pages)
    compared = re.findall(r"make compare-control-planes PRODUCT=(\S+) VERSION=([^\s`]+)", pages)
    assert ran
    assert set(ran) <= CASES.keys()
    assert added
    assert all(Release(*each) in releases(each[0]) for each in (*added, *compared))


def test_the_example_of_an_incident_calls_what_there_is() -> None:
    page = (ROOT / "docs/contribute/unit.md").read_text("utf-8")
    (found,) = re.findall(r"^ *```python\n(.*?)^ *```", page, re.DOTALL | re.MULTILINE)
    every = ast.walk(ast.parse(textwrap.dedent(found)))
    used = {each.id for each in every if isinstance(each, ast.Name)} - {"world", "incident"}
    assert used <= vars(kserve_incidents).keys()


def recipe(words: list[str]) -> list[str]:
    """What the Makefile calls the command line with for this command."""
    given = dict(each.split("=", 1) for each in words[2:])
    called = RECIPES[words[1]].partition("-m decision_tree ")[2].strip()
    return shlex.split(re.sub(r"\$\((\w+)\)", lambda name: given.get(name[1], ""), called))


def left(content: Path) -> set[str]:
    """What the checks still find once every start is written over and scenarios are answered."""
    for file in content.rglob("*.yml"):
        text = file.read_text("utf-8").replace("TODO/TODO:TODO@TODO", "ours/ours:ours@v1.2.3")
        text = text.replace('versions: "TODO"', 'versions: "1.2.3"')
        text = re.sub(r"(: |- )(TODO .*)", r"\1'\2'", text).replace("TODO ", "Ours: ")
        file.write_text(text.replace("todo-", "our-"), "utf-8")
    for _ in range(2):
        try:
            load(content)
        except ContentError as found:
            missing = [each for each in found.problems if each.tag == "fact-missing"]
            for each in missing:
                _answer(Path(each.place.path), each.message)
            tags = {str(each.tag) for each in found.problems if each.tag != "unwritten"}
            if not missing:
                return tags
    return set()


def _answer(file: Path, message: str) -> None:
    """Add the fact that a message asks for, with an answer that it says keeps the outcome."""
    asked = re.search(r"the tree then asks “(.+?)”.* stays with ([\w-]+)", message)
    assert asked, message
    text = file.read_text("utf-8")
    file.write_text(text.replace("facts:\n", f'facts:\n  {asked[1]}: "{asked[2]}"\n', 1), "utf-8")


def test_two_people_who_publish_one_version_get_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the steps of question.md: both questions stay, and the version merged first stays too."""
    content = tmp_path / "decision_tree" / "content"
    shutil.copytree(ROOT / "tests" / "guides" / "small", content)
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    keep("Start")
    for branch, source in (("theirs", "shape.one-model"), ("ours", "pager.can")):
        git("checkout", "-q", "-b", branch, "main")
        assert ours(content, "new-question", f"of-{branch}", "--source", source) == 0
        text = (content / "tree.yml").read_text("utf-8")
        (content / "tree.yml").write_text(re.sub("TODO|todo", branch, text), "utf-8")
        assert ours(content, "publish") == 0
        keep(f"Ask what {branch} ask")
    git("checkout", "-q", "main")
    git("merge", "-q", "theirs")
    git("checkout", "-q", "ours")
    assert git("merge", "-q", "main") == 1

    tree = content / "tree.yml"
    tree.write_text(tree.read_text("utf-8").replace("version: 3", "version: 4"), "utf-8")
    capsys.readouterr()
    assert ours(content, "check") == 1
    assert "two branches changed this file; bring back" in capsys.readouterr().err

    page = (DOCS / "contribute" / "question.md").read_text("utf-8")
    steps = page.partition("{ #same-version }")[2]
    block = textwrap.dedent(re.findall(r"^ *```sh\n(.*?)^ *```", steps, re.S | re.M)[0])
    first, second = (shlex.split(line) for line in block.splitlines())
    assert git(*first[1:]) == 0
    assert second == ["make", "publish"]
    assert ours(content, "publish") == 0
    assert ours(content, "check") == 0, capsys.readouterr().err
    assert {"of-theirs", "of-ours"} <= load(content).tree.question_by_id.keys()
    assert git("diff", "--quiet", "main", "--", "decision_tree/content/history/v3.txt") == 0
    assert (content / "history" / "v4.txt").is_file()


def git(*words: str) -> int:
    """The exit code of a command of Git in the working directory."""
    told = ["git", "-c", "user.name=Author", "-c", "user.email=author@example.org", *words]
    return subprocess.run(told, check=False, capture_output=True).returncode


def keep(subject: str) -> None:
    """Commit all that the working directory holds."""
    assert git("add", "--all") == 0
    assert git("commit", "-q", "-m", subject) == 0


def ours(content: Path, *words: str) -> int:
    """The exit code of our command on this content."""
    return main(["--content", str(content), *words])
