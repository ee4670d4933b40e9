"""One mistake in the published content is one problem, however much of the guide hangs on it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError, Problem


def problems_of(content: Path) -> tuple[Problem, ...]:
    """All that is said of the content."""
    with pytest.raises(ContentError) as found:
        load(content)
    return found.value.problems


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the published content."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tree.yml", r"^questions:", "question:"),
        ("tree.yml", r"^outcomes:", "outcome:"),
        ("tree.yml", r"^    options:", "    option:"),
        ("tree.yml", r"^  - id: ", "  - idd: "),
        ("claims.yml", r"^claims:", "claim:"),
        ("claims.yml", r"^claims:", "claims: ["),
        ("units.yml", r"^units:", "unit:"),
        ("units.yml", r"^aspects:", "aspects: ["),
        ("tables.yml", r"^symptoms:", "symptom:"),
    ],
)
def test_a_lost_list_is_one_problem_at_its_place(
    content: Path, name: str, old: str, new: str
) -> None:
    text = (content / name).read_text("utf-8")
    changed, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
    assert count == 1
    (content / name).write_text(changed, "utf-8")
    (problem,) = problems_of(content)
    assert Path(problem.place.path).name == name


def test_a_second_question_of_the_same_name_is_one_problem(content: Path) -> None:
    file = content / "tree.yml"
    first, second = re.findall(r"^  - id: (.+)$", file.read_text("utf-8"), re.MULTILINE)[:2]
    text = file.read_text("utf-8").replace(f"  - id: {second}\n", f"  - id: {first}\n", 1)
    file.write_text(text, "utf-8")
    (problem,) = problems_of(content)
    assert problem.tag == "duplicate-id"
    assert re.fullmatch(r"and \d+ more that follow from this", problem.examples[-1])


def test_a_tree_of_another_kind_is_one_sentence(content: Path) -> None:
    (content / "tree.yml").write_text("rules: {a: b}\ncondition: c\nthen: d\nelse: e\n", "utf-8")
    (problem,) = problems_of(content)
    assert "this file has rules, condition, then, else instead" in problem.message


def test_what_does_not_follow_is_told_beside_it(content: Path) -> None:
    """A mistake in another list is none of the lost one's."""
    for name, old, new in (
        ("units.yml", "units:", "unit:"),
        ("tables.yml", "    question: ", "    question: no-such-"),
    ):
        text = (content / name).read_text("utf-8")
        (content / name).write_text(
            re.sub(f"^{old}", new, text, count=1, flags=re.MULTILINE), "utf-8"
        )
    told = {(Path(each.place.path).name, each.tag) for each in problems_of(content)}
    assert told == {("tables.yml", "unknown-question"), ("units.yml", "unknown-field")}
