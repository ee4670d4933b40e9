"""What the controllers did: read strictly, shown in a table, held against the guide's units."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.engine.model import Guide
from decision_tree.loader.controllers import Controllers, Happened, load_controllers
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import ContentError
from decision_tree.website.pages.controllers import controllers_table
from tests.control_planes.cases import CASES

FILE = CONTENT / "controllers.yml"

ASPECTS: tuple[tuple[str, set[str]], ...] = (
    ("image of churn-transformer", {"transformer"}),
    ("image of churn-next-", {"spec"}),  # a canary, which is there as long as the spec lists it
    ("image of the ", set()),  # of one of several Ray clusters, of which each is new
    ("document of the first cluster", {"graph-code", "autoscaling"}),
    ("answers-", {"route"}),
    ("image of ", {"runtime-image", "preset"}),
    ("arguments of moderated", {"graph-code"}),
    ("arguments of ", {"runtime-flags", "preset"}),
    ("model of ", {"model-artefact"}),
    ("scaling of ", {"autoscaling"}),
    ("HPA of ", {"autoscaling"}),
    ("ScaledObject of ", {"autoscaling"}),
    ("files behind the address", {"model-artefact"}),
    ("head", {"head"}),
)
"""What a fact begins with, and the aspects it can speak for; the first that fits."""


@pytest.fixture(scope="module")
def controllers() -> Controllers:
    """The published run."""
    return load_controllers()


def _aspects(fact: str) -> set[str]:
    return next((found for start, found in ASPECTS if fact.startswith(start)), set())


def _restores(guide: Guide, run: Happened) -> set[str]:
    units = {unit.id: unit for unit in guide.units}
    return {aspect for name in run.units for aspect in units[name].restores}


def test_the_caption_names_versions_and_date(controllers: Controllers, guide: Guide) -> None:
    caption = controllers_table(controllers, guide.units).partition("</caption>")[0]
    told = (
        controllers.kserve,
        controllers.knative,
        controllers.kuberay,
        controllers.kubernetes,
        controllers.date,
    )
    for each in told:
        assert each in caption


def test_each_run_has_a_row_with_its_anchor(controllers: Controllers, guide: Guide) -> None:
    shown = controllers_table(controllers, guide.units)
    for run in controllers.incidents:
        row = shown.partition(f'<tr id="run-{run.id}">')[2].partition("</tr>")[0]
        assert f"commands of the way back that changed an object: {run.writes}<" in row


def test_every_command_that_was_run_is_a_units(controllers: Controllers, guide: Guide) -> None:
    known = {unit.id for unit in guide.units}
    for run in controllers.incidents:
        assert set(run.units) <= known, run.id


def test_what_was_restored_and_what_was_left_are_all_that_changed(controllers: Controllers) -> None:
    for run in controllers.incidents:
        assert sorted((*run.restored, *run.left)) == [fact.what for fact in run.facts], run.id


def test_a_unit_restored_nothing_that_the_guide_does_not_say(
    controllers: Controllers, guide: Guide
) -> None:
    for run in controllers.incidents:
        restores = _restores(guide, run)
        for fact in run.restored if run.units else ():
            aspects = _aspects(fact)
            assert not aspects or aspects & restores, f"{run.id}: {fact}"


def test_a_unit_left_nothing_that_the_guide_says_it_restores(
    controllers: Controllers, guide: Guide
) -> None:
    """Where it did, the case says why, and the guide tells it beside the unit."""
    wrong = {
        run.id
        for run in controllers.incidents
        for fact in run.left
        if _aspects(fact) & _restores(guide, run)
    }
    assert wrong == {case.id for case in CASES.values() if case.leaves}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("writes: 1", "writes: -1"), "-1"),
        (("product: kserve", "product: kservd"), "did you mean “kserve”?"),
        (("kuberay: ", "kuberays: "), "did you mean “kuberay” or “kubernetes”?"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(
    tmp_path: Path, edit: tuple[str, str], told: str
) -> None:
    file = tmp_path / "controllers.yml"
    file.write_text(FILE.read_text("utf-8").replace(*edit, 1), "utf-8")
    with pytest.raises(ContentError) as raised:
        load_controllers(file)
    assert told in str(raised.value)
    assert "controllers.yml:" in str(raised.value)
