"""What `guard` tells of a change, by rules of a small guide that fit in a head."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import NamedTuple

import pytest

from decision_tree.editing.guard.change import guard
from decision_tree.editing.guard.conditions import TESTS as TESTS_MADE
from decision_tree.editing.guard.way_back import FILES_IN_GIT
from decision_tree.engine.model import Guide
from decision_tree.loader.fields import GUARD_TESTS
from decision_tree.loader.guard_rules import GuardRules, load_guard
from decision_tree.loader.load import load
from decision_tree.loader.manifests import Manifest, manifests
from tests.conftest import TESTS, published


class Small(NamedTuple):
    """A guide of few units, and its rules for one kind of object."""

    guide: Guide
    rules: GuardRules

    def objects(self, text: str, file: str = "a.yaml") -> tuple[Manifest, ...]:
        """The objects in `text`, which is the content of `file`."""
        return manifests(file, text, self.rules.kinds).objects


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    folder = tmp_path_factory.mktemp("guarded")
    for name in ("small", "small_practice", "small_cases", "guarded"):
        shutil.copytree(TESTS / "guides" / name, folder, dirs_exist_ok=True)
    return Small(load(folder), load_guard(folder))


def graph(**spec: str) -> str:
    """An object with these values in its `spec`."""
    values = "".join(f"  {name}: {value}\n" for name, value in spec.items())
    return f"kind: InferenceGraph\nmetadata: {{name: chain}}\nspec:\n{values}"


NONE_FOR_WORDS = "KServe, Standard mode: no unit of this stack restores: The words."


@pytest.mark.parametrize(
    ("before", "after", "units", "lost"),
    [
        # what is edited, the units of each stack in turn, and what the first stack cannot restore
        (graph(a="1"), graph(a="2"), ["spec"], False),
        (graph(a="1", words="x"), graph(a="2", words="y"), ["spec"], True),
        (graph(words="x"), graph(words="y"), [], True),
        (graph(kind="text", words="x"), graph(kind="text", words="y"), ["text"], True),
        (
            graph(kind="text", a="1", words="x"),
            graph(kind="text", a="2", words="y"),
            ["spec", "text"],
            True,
        ),
    ],
)
def test_a_stack_that_cannot_restore_all_offers_most_and_names_the_rest(
    small: Small, before: str, after: str, units: list[str], lost: bool
) -> None:
    (found,) = guard(small.guide, small.rules, small.objects(before), small.objects(after), ())
    assert found.data["units"] == units
    assert (NONE_FOR_WORDS in found.details) is lost


def test_units_that_restore_all_only_together_are_each_named(small: Small) -> None:
    spec = next(unit for unit in small.guide.units if unit.id == "spec")
    units = (replace(unit, stack=spec.stack) for unit in small.guide.units)
    guide = replace(small.guide, units=tuple(units))
    before = small.objects(graph(kind="text", a="1", words="x"))
    after = small.objects(graph(kind="text", a="2", words="y"))
    (found,) = guard(guide, small.rules, before, after, ())
    assert found.data["units"] == ["spec", "text"]
    assert NONE_FOR_WORDS not in found.details


@pytest.mark.parametrize(
    ("address", "moves"),
    [
        ("s3://bucket/model/v3", False),
        ("s3://bucket/model/latest", True),
        ("s3://bucket/model", True),
        ("s3://bucket/phi-4", True),
        ("s3://bucket/phi-4/v2", False),
        ("s3://bucket/Llama-3.1-8B-Instruct/", True),
        ("s3://bucket/model/v12-latest", True),
        ("s3://bucket/fraud-2026-11-23", False),
        ("./model", False),
        ("/opt/model", False),
        ("hf://org/model-8b", True),
        ("hf://org/model-8b:0123abc", False),
        ("https://git.test/refs/heads/v3.zip", True),
        ("'{{ .Values.address }}'", False),
        ("$(ADDRESS)", False),
    ],
)
def test_an_address_moves_unless_it_names_a_version_or_a_path_in_the_image(
    small: Small, address: str, moves: bool
) -> None:
    objects = small.objects(graph(address=address)), small.objects(graph(address=address, a="2"))
    found = [each.kind for each in guard(small.guide, small.rules, *objects, ())]
    assert found == ["rollback-unit", *(["moving"] if moves else [])]


def test_an_object_without_rules_is_passed_by(small: Small) -> None:
    """Whoever calls may have read more kinds than the rules name."""
    text = graph(a="1").replace("InferenceGraph", "Deployment")
    kinds = {"Deployment": ""}
    was = manifests("a.yaml", text, kinds).objects
    now = manifests("a.yaml", text.replace("1", "2"), kinds).objects
    assert was != now
    for before, after in ((was, now), (was, ()), ((), now)):
        assert list(guard(small.guide, small.rules, before, after, ())) == []


def test_the_files_that_commands_read_from_git_are_those_that_get_a_change_s_own_name() -> None:
    commands = [
        command
        for unit in published().units
        for command in (unit.command, *(step.command for step in unit.steps))
    ]
    read = {file for each in commands for file in re.findall(r"git show GOOD:(\S+)", each)}
    assert read == set(FILES_IN_GIT)


def test_each_test_that_a_condition_can_name_is_one_that_is_made() -> None:
    assert set(TESTS_MADE) == set(GUARD_TESTS)
