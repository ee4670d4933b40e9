"""The quiz in a terminal: keys that are no answers, the gates behind a direction, and its gaps."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.engine.model import Guide
from decision_tree.engine.outcome import HEADINGS
from decision_tree.engine.walk import paths, walk
from decision_tree.quiz_in_terminal import WIDTH, result_text
from tests.conftest import Capture
from tests.folders import GUIDES


@pytest.fixture
def gated(tmp_path: Path) -> Path:
    """The small tree with two gates."""
    for name in ("small", "gated"):
        shutil.copytree(GUIDES / name, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("taken", ["b", "q", "n"])
def test_an_option_may_be_named_like_a_key(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    shutil.copytree(GUIDES / "small", tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "history")
    tree = tmp_path / "tree.yml"
    source = tree.read_text("utf-8")
    assert source.count("- id: one-model") == 1
    tree.write_text(source.replace("- id: one-model", f'- id: "{taken}"'), "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n1\n"))
    assert main(["--content", str(tmp_path), "ask"]) == 0, capsys.readouterr()
    printed = capsys.readouterr().out
    assert f"{taken}&owner" in printed


@pytest.mark.parametrize(
    ("typed", "code", "says", "says_not"),
    [
        ("1\n1\n1\n1\n", 0, "=> Go left", "Close "),
        ("1\n1\n2\nn\n", 0, "Close 2 gaps before production:", "Stopped"),
        ("1\n1\nq\n", 0, "Close 2 gaps before production:", "Stopped"),
        ("1\n1\n", 0, "Close 2 gaps before production:", "Stopped"),
        ("1\n1\n?\nq\n", 0, "What was never tried is a guess.", "Stopped"),
        ("1\n1\n2\nb\n1\n1\n", 0, "=> Go left", "Close "),
        ("1\n1\nb\n1\n1\n1\n", 0, "=> Go left", "Close "),
        ("1\nq\n", 1, "Stopped.", "=>"),
    ],
)
def test_the_gates_follow_the_direction_and_show_what_is_missing(
    gated: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    says: str,
    says_not: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["--content", str(gated), "ask"]) == code
    printed = capsys.readouterr().out
    assert says in printed
    assert says_not not in printed


def test_resolve_names_the_gaps(gated: Path, capsys: Capture) -> None:
    link = "#v=2&shape=one-model&owner=platform&rehearsed=yes"
    assert main(["--content", str(gated), "resolve", link, "--json"]) == 0
    gaps = json.loads(capsys.readouterr().out)["gaps"]
    assert gaps
    assert main(["--content", str(gated), "resolve", link]) == 0
    assert f"Close {len(gaps)} gap" in capsys.readouterr().out


def test_the_answer_the_cost_and_the_first_steps_come_first_and_no_section_is_left_out(
    guide: Guide,
) -> None:
    path = next(paths(guide.tree))
    outcome = guide.tree.outcome_by_id[path.outcome]
    printed = result_text(guide, walk(guide.tree, dict(path.answers)))
    headings = list(HEADINGS.values())
    headings.insert(headings.index(HEADINGS["steps"]) + 1, "Why")
    places = [printed.index(f"\n{each}") for each in (f"=> {outcome.title}", *headings)]
    assert places == sorted(places)
    assert max(map(len, printed.splitlines())) <= WIDTH


def test_what_an_answer_says_above_a_section_is_said_in_a_terminal(guide: Guide) -> None:
    gate, option, above = next(
        (gate.id, option.id, above)
        for gate in guide.tree.gates
        for option in gate.options
        for above in option.above
    )
    gates = {each.id: each.gates for each in guide.tree.outcomes}
    path = next(each for each in paths(guide.tree) if gate in gates[each.outcome])
    printed = result_text(guide, walk(guide.tree, {**dict(path.answers), gate: option}))
    assert f"\n{HEADINGS[above.section]}\n{above.says}" in printed
