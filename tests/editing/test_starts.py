"""What a contributor starts from is sound but for its texts, and leaves all other lines alone."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.commands import writing
from decision_tree.editing.new_drill import new_drill
from decision_tree.editing.new_outcome import new_outcome
from decision_tree.editing.new_question import new_question
from decision_tree.editing.new_scenario import new_scenario
from decision_tree.editing.starts import UNFINISHED, StartError
from decision_tree.editing.tree_lines import behind, entry, section
from decision_tree.engine.model import STACKS, Guide
from decision_tree.loader.history import check_history
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError
from decision_tree.loader.published import publish
from tests.conftest import published
from tests.folders import SMALL


def copy(source: Path, into: Path) -> Path:
    """A copy of a content folder, to write to."""
    shutil.copytree(source, into / "content")
    return into / "content"


def left_over(content: Path) -> list[str]:
    """The checks that still find something."""
    try:
        load(content)
    except ContentError as found:
        return [problem.tag for problem in found.problems]
    return []


def written_over(file: Path) -> None:
    """Write the texts of a start as somebody would, in other words."""
    text = file.read_text("utf-8").replace("TODO ", "Ours: ").replace("todo-", "our-")
    file.write_text(re.sub(r"(: |- )(Ours: .*)", r"\1'\2'", text), "utf-8")


@pytest.mark.parametrize("outcome", [outcome.id for outcome in published().tree.outcomes])
def test_a_new_scenario_for_any_outcome_passes_the_checks(
    guide: Guide, outcome: str, tmp_path: Path
) -> None:
    content = copy(CONTENT, tmp_path)
    file = new_scenario(guide, "a-new-case", outcome, content)
    assert file.name == "a-new-case.yml"
    assert set(left_over(content)) == {"unwritten"}
    written_over(file)
    assert len(load(content).scenarios) == len(guide.scenarios) + 1


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """The small guide with a scenario for each outcome."""
    for name in ("small", "small_practice", "small_cases"):
        shutil.copytree(SMALL.parent / name, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("source", ["shape.graph", "owner.platform", "pager.can"])
def test_a_new_question_passes_the_checks_and_touches_three_places(
    small: Guide, source: str, tmp_path: Path
) -> None:
    content = copy(SMALL, tmp_path)
    before = (content / "tree.yml").read_text("utf-8")
    file = new_question(small, "a-new-one", source, content)
    written = file.read_text("utf-8")
    assert left_over(content) == ["unwritten"] * 10
    written_over(file)
    after = load(content)
    question, option = source.split(".")
    old, new = (tree.question_by_id[question].option(option) for tree in (small.tree, after.tree))
    assert old is not None
    assert new is not None
    assert new.to == "a-new-one"
    assert after.tree.question_by_id["a-new-one"].options[0].to == old.to
    assert after.tree.version == small.tree.version + 1
    without = re.sub(r"\n\n  - id: a-new-one(\n    .*)+", "", written, count=1)
    assert without.count("to: a-new-one") == 1
    target = without.replace("to: a-new-one", f"to: {old.to}")
    assert target.replace("version: 3", "version: 2", 1) == before, "else nothing was touched"
    publish(after.tree, content, "2026-11-28")
    assert check_history(after.tree, content) == []


def test_a_new_question_fits_anywhere_in_the_guide(guide: Guide, tmp_path: Path) -> None:
    text = (CONTENT / "tree.yml").read_text("utf-8")
    (tmp_path / "history").mkdir()
    for question in guide.tree.questions:
        for option in question.options:
            (tmp_path / "tree.yml").write_text(text, "utf-8")
            new_question(guide, "a-new-one", f"{question.id}.{option.id}", tmp_path)
            changed = (tmp_path / "tree.yml").read_text("utf-8")
            at = changed.index(f"  - id: {question.id}\n")
            assert 0 < changed.index("to: a-new-one", at) - at < 6_000


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("Not An Id", "shape.graph", "cannot be an id"),
        ("", "shape.graph", "give an id, such as my-own (in make: ID=my-own)"),
        ("Two_Words", "shape.graph", "such as two-words (in make: ID=two-words)"),
        ("no", "shape.graph", "YAML reads “no” as yes or no; choose another id"),
        ("null", "shape.graph", "YAML reads “null” as nothing; choose another id"),
        ("not-sure", "shape.graph", "cannot be an id"),
        ("left", "shape.graph", "is taken or retired"),
        ("size", "shape.graph", "is taken or retired"),
        ("fresh", "", "as --source shape.one-model (in make: FROM=shape.one-model)"),
        ("fresh", "shape.grahp", "did you mean “shape.graph”?"),
    ],
)
def test_what_cannot_be_started_is_said(
    small: Guide, name: str, source: str, says: str, tmp_path: Path
) -> None:
    content = copy(SMALL, tmp_path)
    before = (content / "tree.yml").read_text("utf-8")
    with pytest.raises(StartError, match=re.escape(says)):
        new_question(small, name, source, content)
    assert (content / "tree.yml").read_text("utf-8") == before


def test_the_commands_write_and_say_what_is_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = copy(CONTENT, tmp_path)
    assert main(["--content", str(content), "new-scenario", "a-new-case"]) == 0
    assert "replace every TODO, then run `make check`" in capsys.readouterr().out
    assert main(["--content", str(content), "new-scenario", "a-new-case"]) == 2
    assert "is taken" in capsys.readouterr().err
    assert main(["--content", str(content), "new-scenario", "other", "--outcome", "kserv"]) == 2
    assert "did you mean “kserve”" in capsys.readouterr().err
    assert main(["--content", str(content), "new-question", "fresh"]) == 2
    assert "which answer should lead to it?" in capsys.readouterr().err


def command(content: Path, *arguments: str) -> int:
    """The exit code of a command on this content."""
    return main(["--content", str(content), *arguments])


def add_outcome(content: Path, name: str) -> None:
    """A new outcome, in words of the first, to which a new answer leads."""
    file = content / "tree.yml"
    text = file.read_text("utf-8")
    outcome = text.partition("outcomes:\n")[2].partition("\n  - id: ")[0].replace("left", name, 1)
    last = (
        "      - {id: nothing, text: Nothing, reason: Nothing to serve., leans: {}, to: corner}\n"
    )
    assert last in text
    answer = last.replace("nothing", name).replace("corner", name)
    file.write_text(f"{text.replace(last, last + answer)}{outcome}\n", "utf-8")


def test_a_new_outcome_gets_its_first_scenario(practice: Path) -> None:
    """The check that asks for the scenario does not forbid to write it."""
    add_outcome(practice, "fresh")
    assert "outcome-without-scenario" in left_over(practice)
    assert command(practice, "new-scenario", "its-first", "--outcome", "fresh") == 0
    written_over(practice / "scenarios" / "its-first.yml")
    assert left_over(practice) == []


def test_questions_can_be_put_in_one_after_the_other(practice: Path) -> None:
    """The first makes scenarios that do not answer it yet, and texts that nobody has written."""
    assert command(practice, "new-question", "first", "--source", "pager.can") == 0
    written_over(practice / "tree.yml")
    assert "fact-missing" in left_over(practice)
    assert command(practice, "new-question", "second", "--source", "first.our-one") == 0
    assert command(practice, "new-question", "third", "--source", "second.todo-one") == 0
    assert command(practice, "new-scenario", "another", "--outcome", "right") == 0


STARTS = {
    "claim": ("new-claim", "fresh"),
    "account": ("new-account", "fresh"),
    "drill on Ray Serve": ("new-drill", "fresh", "--stack", "ray-serve"),
    "drill in Standard mode": ("new-drill", "fresh", "--stack", "kserve-standard"),
    "drill on Knative": ("new-drill", "fresh", "--stack", "kserve-knative"),
    "drill with language models": ("new-drill", "fresh", "--stack", "kserve-llm"),
    "outcome": ("new-outcome", "fresh", "--source", "contract"),
}
OWN = {"outcome": {"outcome-without-runbook"}}
"""What else has to be written for a start, in another file."""


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_sound_but_for_its_texts_and_leaves_other_lines_alone(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = copy(CONTENT, tmp_path)
    before = {file: file.read_text("utf-8") for file in content.rglob("*.yml")}
    assert command(content, *STARTS[name]) == 0
    assert "replace every TODO" in capsys.readouterr().out
    assert set(left_over(content)) == {"unwritten", *OWN.get(name, set())}
    now = {file: file.read_text("utf-8") for file in before}
    for file in (file for file, text in before.items() if now[file] != text):
        lines = difflib.ndiff(before[file].splitlines(), now[file].splitlines())
        assert [line for line in lines if line[0] == "-" and "version" not in line] == []
    assert command(content, *STARTS[name]) == 2
    assert "is taken or retired" in capsys.readouterr().err


def test_a_new_outcome_needs_a_question_with_room_for_an_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = copy(CONTENT, tmp_path)
    for name, source, says in (
        ("first", "", "which question gets an answer that leads to it? give it as --source "),
        ("first", "contact", "did you mean “contract”?"),
        ("kserve", "contract", "is taken or retired"),
        ("first", "contract", ""),
        ("second", "contract", "“contract” has 6 answers, and no question has more"),
    ):
        assert command(content, "new-outcome", name, "--source", source) == (2 if says else 0)
        assert says in capsys.readouterr().err
    for start in ("claim", "account", "drill on Knative"):  # on what is unfinished still
        assert command(content, *STARTS[start]) == 0


@pytest.mark.parametrize(
    ("stack", "told"),
    [
        ("", f"which stack? give --stack (in make: STACK=), one of {', '.join(STACKS[:-1])}"),
        ("application", "“application” is no stack with units; known are: "),
        ("knative", "“knative” is no stack with units; did you mean “kserve-knative”?"),
    ],
)
def test_a_new_drill_needs_a_stack_that_has_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stack: str, told: str
) -> None:
    content = copy(CONTENT, tmp_path)
    assert command(content, "new-drill", "fresh", "--stack", stack) == 2
    assert capsys.readouterr().err.startswith(told)


def test_a_start_that_cannot_be_made_tells_only_what_stands_in_its_way(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(practice, "new-question", "first", "--source", "pager.can") == 0
    file = practice / "tree.yml"
    file.write_text(file.read_text("utf-8").replace("to: right", "to: nowhere", 1), "utf-8")
    capsys.readouterr()
    assert command(practice, "new-scenario", "another") == 1
    said = capsys.readouterr().err
    assert "unknown-target" in said
    assert "still to be written" not in said


def test_a_start_is_not_made_on_content_that_nobody_can_read(practice: Path) -> None:
    file = practice / "tree.yml"
    file.write_text(file.read_text("utf-8").replace("to: right", "to: nowhere"), "utf-8")
    assert command(practice, "new-question", "first", "--source", "pager.can") == 1
    assert command(practice, "new-scenario", "another") == 1


def test_a_question_that_breaks_a_promise_says_so_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The checks would say it only when every text is written."""
    content = copy(CONTENT, tmp_path)
    assert command(content, "new-question", "fresh", "--source", "contract.own-system") == 0
    told = capsys.readouterr().out.splitlines()[1:]
    assert len(told) == 1
    assert told[0].startswith("The checks will refuse this: a direction takes up to 6 questions (")
    assert "contract → fresh → " in told[0]
    assert command(content, "new-question", "other", "--source", "parts.container") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1, (
        "what was broken before is not told again"
    )


def changed(content: Path, old: str, new: str) -> Path:
    """tree.yml of the small guide with other lines, and sound."""
    file = content / "tree.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    load(content)
    return file


def part(file: Path, question: str) -> str:
    """The lines of a question."""
    lines = file.read_text("utf-8").partition(f"  - id: {question}\n")[2]
    return re.split(r"^(?:  - id:|\w)", lines, maxsplit=1, flags=re.MULTILINE)[0]


CALLED = """\
to: pager-call}
  - id: pager-call
    label: Who is called
    ask: Is somebody called?
    why: It matters.
    role: Somebody
    dimension: operability
    options:
      - {id: somebody, text: Somebody, reason: Good., leans: {}, to: pager}
      - {id: not-yet, text: Not yet, reason: Bad., leans: {}, to: left}
  - id: pager
"""


def test_an_answer_is_put_below_its_question_and_not_below_a_longer_id(tmp_path: Path) -> None:
    content = copy(SMALL, tmp_path)
    file = changed(content, "to: pager}\n  - id: pager\n", CALLED)
    before = part(file, "pager-call")
    new_outcome(load(content), "fresh", "pager", content)
    assert part(file, "pager-call") == before
    assert part(file, "pager").count("to: fresh") == 1


def test_an_answer_is_put_below_a_question_and_not_below_a_trait() -> None:
    lines = ["traits:", "  - id: team", "    options:", "      - id: no", "questions:  # asked"]
    lines += ["", "  - id: team-request", "    options:", "      - id: a", "  - id: team  # ours"]
    lines += ["    options:", "      - id: b", "# Later", "        to: x", "", "outcomes:"]
    within = entry(lines, "team", section(lines, "questions"))
    assert (within.start, within.stop) == (9, 15)
    assert behind(lines, section(lines, "options", within)) == 14
    assert not entry(lines, "tea", section(lines, "questions"))
    assert not section(lines, "gates")


CAN = (
    "      - {id: can, text: They can, reason: Good., leans: {operability: ray-serve}, to: right}\n"
)
NOBODY = "      - {id: nobody, text: Nobody, reason: Nobody does., leans: {}, to: pager}\n"


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("pager.can", CAN, CAN.replace("id: can", "id: can-not").replace("Good", "Fine") + CAN),
        (
            "pager.can",
            CAN,
            CAN.replace("to: right", "to: 'right'")
            + CAN.replace("can,", "all,").replace("Good", "Fine"),
        ),
        (
            "owner.nobody",
            f"{NOBODY}  - id: pager\n",
            NOBODY.replace("id: nobody", "id: nobody-yet")
            .replace("to: pager}\n", CALLED)
            .replace("  - id: pager-call\n", f"{NOBODY}  - id: pager-call\n"),
        ),
    ],
    ids=["a longer option above", "a target in quotes", "a longer option and target above"],
)
def test_only_the_option_that_was_named_leads_to_a_new_question(
    tmp_path: Path, source: str, old: str, new: str
) -> None:
    content = copy(SMALL, tmp_path)
    file = changed(content, old, new)
    name, option = source.split(".")
    was = load(content).tree.question_by_id[name].options
    new_question(load(content), "fresh", source, content)
    written_over(file)
    now = load(content).tree.question_by_id[name].options
    moved = [(a.id, b.to) for a, b in zip(was, now, strict=True) if a.to != b.to]
    assert moved == [(option, "fresh")]


@pytest.mark.parametrize("ending", ["\n", "", "\n# The end\n"])
def test_a_start_can_be_put_in_wherever_its_list_stands(tmp_path: Path, ending: str) -> None:
    """The order of the lists in tree.yml is free: questions may be the last one."""
    content = copy(SMALL, tmp_path)
    file = content / "tree.yml"
    head, questions, rest = file.read_text("utf-8").partition("questions:\n")
    asked, outcomes, found = rest.rstrip("\n").partition("outcomes:\n")
    file.write_text(f"{head}{outcomes}{found}\n{questions}{asked.rstrip()}{ending}", "utf-8")
    new_question(load(content), "first", "pager.can", content)
    new_outcome(load(content, excused=UNFINISHED), "second", "pager", content)
    assert set(left_over(content)) == {"unwritten"}
    tree = load(content, excused=UNFINISHED).tree
    assert ("first" in tree.question_by_id, "second" in tree.outcome_by_id) == (True, True)


@pytest.mark.parametrize(
    ("key", "told"), [("outcomes", "add to it by hand"), ("version", "start it with that word")]
)
def test_a_list_in_another_layout_is_told_and_nothing_is_written(
    tmp_path: Path, key: str, told: str
) -> None:
    content = copy(SMALL, tmp_path)
    text = changed(content, f"{key}:", f'"{key}":').read_text("utf-8")
    with pytest.raises(StartError, match=told):
        new_outcome(load(content), "fresh", "pager", content)
    assert (content / "tree.yml").read_text("utf-8") == text


def test_a_scenario_needs_three_outcomes_to_choose_from(small: Guide, tmp_path: Path) -> None:
    assert len(small.tree.outcomes) == 2
    with pytest.raises(StartError, match="the tree has 2; add an outcome first"):
        new_scenario(small, "fresh", "left", tmp_path)


def test_a_drill_is_not_started_on_a_stack_with_too_few_units(
    practised: Guide, tmp_path: Path
) -> None:
    with pytest.raises(StartError, match="units of ray-serve have one right answer; copy"):
        new_drill(practised, "new", "ray-serve", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["new-account", "acme"], ["new-claim", "a"], ["publish"]])
def test_an_installed_package_is_not_written_to(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    content = copy(SMALL, tmp_path)
    before = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    monkeypatch.setattr(writing, "CONTENT", content)
    assert main(["--content", str(content), *arguments]) == 2
    assert "belongs to the installed package, and is not written to" in capsys.readouterr().err
    after = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    assert after == before
