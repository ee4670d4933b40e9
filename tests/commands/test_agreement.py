"""`decision-tree agreement`: links of several readers of the same cases, scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.engine.model import Guide
from decision_tree.website.pages.reading_sheet import brief_digest, reading_sheet
from tests.conftest import TESTS
from tests.reading import outline

SMALL = ["--content", str(TESTS / "guides" / "small")]
ANSWERS = """\
first https://guide.test/decide/#v=2&shape=one-model&owner=platform
first https://guide.test/decide/#v=2&shape=graph&pager=can
second #v=2&shape=graph&pager=cannot

second <https://guide.test/decide/#v=2&shape=graph&pager=can>
"""


def test_each_question_is_scored_and_the_outcome_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.txt"
    file.write_text(ANSWERS, "utf-8")
    assert main([*SMALL, "agreement", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The outcome Pairs that agree: 0%; kappa -1.00; 2 cases, 4 answers.",
        "What does one request go through? Pairs that agree: 50%; kappa -0.33; 2 cases, 4 answers.",
        "Can on-call debug the graph? Pairs that agree: 0%; kappa needs more cases; "
        "1 case, 2 answers.",
    ]
    assert main([*SMALL, "agreement", str(file), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["agreement"]
    assert [(row["question"], row["kappa"]) for row in rows][:1] == [(None, -1.0)]


def test_a_line_without_an_answer_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.txt"
    file.write_text("first hello\n", "utf-8")
    assert main([*SMALL, "agreement", str(file)]) == 1
    said = capsys.readouterr()
    assert "answers.txt:1: no answer is in it" in said.err
    assert "nothing to compare" in said.out
    assert main([*SMALL, "agreement", str(tmp_path / "gone.txt")]) == 2


def test_the_sheet_has_every_case_and_none_of_its_answers(guide: Guide) -> None:
    html = reading_sheet(guide, "../")
    titles = outline(html, "h3")
    assert len(titles) == len(guide.scenarios)
    for case in guide.scenarios:
        assert f"{case.id}, text {brief_digest(case)}" in html
        for layer in case.layers:
            assert layer.says.text not in html


def test_a_tab_or_a_comma_stands_before_a_link_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.txt"
    said = []
    for between in (" ", "\t", ",", ", ", ";", "  "):
        file.write_text(ANSWERS.replace(" ", between), "utf-8")
        assert main([*SMALL, "agreement", str(file)]) == 0
        said.append(capsys.readouterr().out)
    assert len(set(said)) == 1


def test_a_line_with_two_links_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.txt"
    two = "first #v=2&shape=graph&pager=can #v=2&shape=graph&pager=cannot\n"
    same = "third [#v=2&shape=graph&pager=can](<https://a.test/#v=2&shape=graph&pager=can>)\n"
    file.write_text(ANSWERS + two + same, "utf-8")
    assert main([*SMALL, "agreement", str(file)]) == 1
    told = capsys.readouterr().err
    assert f"{file}:6: it holds 2 links; write one link on each line" in told
    assert ":7:" not in told
