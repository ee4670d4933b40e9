"""The measured rollbacks: read strictly, shown with versions, date and an anchor for each row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.engine.model import Guide
from decision_tree.loader.load import CONTENT
from decision_tree.loader.measured import Incident, Measured, Phase, load_measured
from decision_tree.loader.problems import ContentError
from decision_tree.loader.runs import with_runs
from decision_tree.website.pages.measured import measured_table

FILE = CONTENT / "measured.yml"
CALM = Phase(sent=40, failed=0, wrong=0, slowest_ms=90, ends="right")
INCIDENT = Incident(
    id="some-incident",
    title="Something with `code`",
    change="What was changed <b>",
    units=("ray-document",),
    status="RUNNING",
    during=CALM,
    after=CALM,
    right_ms=0,
    settled_ms=1234,
    replicas=7,
    replaced=0,
    restored=("the prompt",),
    left=(),
)


def _shown(incident: Incident) -> str:
    return measured_table(
        Measured("2026-11-24", "2.60.0", "3.11.7", "2 cores", "10 a second", (incident,))
    )


@pytest.fixture(scope="module")
def measured() -> Measured:
    """The published measurements."""
    return load_measured()


def test_the_caption_names_versions_date_machine_and_load(measured: Measured) -> None:
    caption = measured_table(measured).partition("</caption>")[0]
    for told in (measured.ray, measured.python, measured.date, measured.machine, measured.load):
        assert told in caption


def test_each_incident_has_a_row_with_its_anchor(measured: Measured) -> None:
    shown = measured_table(measured)
    for incident in measured.incidents:
        assert f'<tr id="measured-{incident.id}">' in shown


def test_every_unit_that_put_an_incident_back_is_one_of_the_guide(
    measured: Measured, guide: Guide
) -> None:
    served = {unit.id for unit in with_runs(guide, None, measured).units if unit.served}
    assert served == {name for incident in measured.incidents for name in incident.units}
    assert {unit.id for unit in guide.units} >= served


def test_every_request_is_counted_once(measured: Measured) -> None:
    for incident in measured.incidents:
        for phase in (incident.during, incident.after):
            assert phase.failed + phase.wrong <= phase.sent
        assert incident.replaced <= incident.replicas


@pytest.mark.parametrize(
    ("incident", "told"),
    [
        (INCIDENT, "40 requests, all answered as before. The longest wait was 0.1 s."),
        (
            replace(INCIDENT, during=replace(CALM, slowest_ms=5076)),
            "The longest wait was 5.1 s. Serve called the application",
        ),
        (
            replace(INCIDENT, after=replace(CALM, slowest_ms=2345)),
            "as before. The longest wait was 2.3 s. Serve called everything",
        ),
        (INCIDENT, "Every request after the command was answered as before."),
        (INCIDENT, "healthy after 1.2 s."),
        (INCIDENT, "What was changed &lt;b&gt;"),
        (replace(INCIDENT, replaced=7), "7 of 7 running replicas: restarted"),
        (replace(INCIDENT, restored=()), 'data-label="Restored">Nothing<'),
        (
            replace(INCIDENT, during=Phase(40, 3, 2, 90, "mixed")),
            "40 requests, 3 failed and 2 wrong; in the end answers differed from request",
        ),
        (
            replace(INCIDENT, after=Phase(40, 0, 40, 90, "wrong"), right_ms=4000),
            "Not at all: in the end every answer was wrong.",
        ),
        (
            replace(INCIDENT, after=Phase(40, 5, 0, 90, "right"), right_ms=4000),
            "Right again after 4.0 s (40 requests, 5 failed after the command).",
        ),
    ],
)
def test_a_row_says_what_happened_in_words(incident: Incident, told: str) -> None:
    assert told in _shown(incident)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("settled_ms:", "settled:", "there is no field “settled”; did you mean “settled_ms”"),
        ("sent: ", "sent: -", "is not a whole number from 0"),
        ("ends: right", "ends: fine", "“fine” cannot stand here"),
        ("date: '20", "date: '", "is not of the form"),
        ("incidents:\n", "incidents: []\nrest:\n", "there is no field “rest”"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "measured.yml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as found:
        load_measured(tmp_path / "measured.yml")
    assert told in str(found.value)
    assert "measured.yml:" in str(found.value)
