"""What is said when a run differs from the table, and which rows may stand together in it."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from . import incidents
from .cases import CASES
from .errors import CannotRunError
from .incidents import main
from .processes import Programs
from .table import differences, published, together
from .telling import Incident

PUBLISHED = published()


def _row(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in PUBLISHED["incidents"] if each["id"] == name)
    return found


def test_a_run_like_the_published_one_differs_in_nothing() -> None:
    for each in PUBLISHED["incidents"]:
        assert differences(each, each) == []


def test_a_wrong_expectation_is_told_with_unit_incident_and_both_values() -> None:
    right = _row("standard-model")
    wrong = {**right, "restored": [], "writes": 7}
    assert differences(wrong, right) == [
        "Incident standard-model, unit standard-model: restored was expected to be [], and "
        f"{right['restored']!r} was seen.",
        "Incident standard-model, unit standard-model: writes was expected to be 7, and 1 was "
        "seen.",
    ]


def test_a_fact_that_differs_is_told_with_its_moment() -> None:
    right = _row("standard-model")
    first, *rest = right["facts"]
    (told,) = differences({**right, "facts": [{**first, "after": "elsewhere"}, *rest]}, right)
    assert f"{first['what']} (after) was expected to be 'elsewhere', and {first['after']!r}" in told


def test_an_incident_with_another_release_says_of_which_product() -> None:
    """Else a comparison on another release would run it, and compare that release with itself."""
    unsaid: Any = Incident(CASES["standard-model"], world=None, everything=None)  # type: ignore[arg-type]
    with (
        pytest.raises(CannotRunError, match=r"^Incident standard-model uses another release\. Say"),
        unsaid.other_release(),
    ):
        pass


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Say which release: PRODUCT=kuberay VERSION=v1.6.1"),
        (["kuberay", "v0.1.0"], "There is no kuberay v0.1.0 here. Releases of kuberay: v"),
        (["kuberay", "v1.6.1", "ray-operator-upgrade"], "has ray-operator-upgrade. There are: ray"),
        (["kuberay", "v1.6.1", "standard-model"], "No comparison on kuberay v1.6.1 has standard-m"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--on", *asked]) == 1
    assert said in capsys.readouterr().out


def test_a_run_that_is_ended_from_outside_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incidents, "up", _ended)
    assert main(["standard-model"]) == 1
    assert capsys.readouterr().out.startswith("Ended from outside. All that was started has ended")


def _ended() -> None:
    raise KeyboardInterrupt


def test_no_incident_is_run_after_a_program_has_ended(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else each of them would fail for the same reason, with the same end of the log."""
    programs = Programs(tmp_path)
    dying = programs.start("operator", ["sh", "-c", "echo out of memory; exit 1"])
    everything: Any = SimpleNamespace(plane=SimpleNamespace(programs=programs))

    def never_comes(*_: Any) -> None:
        programs.wait(dying, lambda: False, 10)

    monkeypatch.setattr(incidents, "run", never_comes)
    monkeypatch.setattr(incidents, "up", lambda: nullcontext(everything))
    assert main(["standard-model", "standard-spec"]) == 1
    (told,) = re.findall("operator ended by itself.*", capsys.readouterr().out)
    assert told.startswith("operator ended by itself (status 1); the end of ")


def test_rows_of_one_day_and_the_same_releases_stand_together() -> None:
    head = {"date": PUBLISHED["date"], "kserve": PUBLISHED["kserve"]}
    new = {**_row("standard-model"), "writes": 7}
    rows = together(PUBLISHED, [new], head)
    assert [each["id"] for each in rows] == [
        name for name in CASES if any(each["id"] == name for each in PUBLISHED["incidents"])
    ]
    assert new in rows


@pytest.mark.parametrize("part", ["date", "kserve"])
def test_rows_of_another_day_or_release_do_not(part: str) -> None:
    head = {"date": PUBLISHED["date"], "kserve": PUBLISHED["kserve"], part: "other"}
    with pytest.raises(CannotRunError, match=rf"another {part}, so .* Run all incidents"):
        together(PUBLISHED, [], head)
