"""What macros show of the content, by trial: what changes with a file is a file that they name."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment

from decision_tree.engine.kinds import KINDS, rows_of
from decision_tree.engine.model import Guide
from decision_tree.loader.controllers import load_controllers
from decision_tree.loader.measured import load_measured
from decision_tree.runtime.assemble import Runtime
from decision_tree.website.macros import MACRO_FILES, define_env
from decision_tree.website.pages.report import Reports
from tests.folders import ROOT

COUNTS = {
    "grading_rules",
    "rollback_stacks",
    "accounts_by_version",
    "drill_count",
    "most_questions",
    "scenario_count",
    "tree_facts",
    "tree_measures",
}
"""Macros that show how many there are, which no text changes."""

_HEARD = {"accounts/", "reasons.yml"}
LIVE = {"decision_quiz": _HEARD, "embedded_quiz": _HEARD}
"""What the engine adds, such as the accounts of a result."""

CITING = {"claims_list"}
"""Macros that name whatever cites a claim."""

BESIDE = {"controllers.yml", "guard.yml", "measured.yml"}
"""Files that are no part of the guide."""

CITED = "claims.yml"
"""A page does not change with a claim that it cites."""


def calls(guide: Guide) -> dict[str, str]:
    """Every call of a macro on a page, as text, with the macro's name."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    texts += [f'{{{{ outcome_page("{each.id}") }}}}' for each in guide.tree.outcomes]
    found = re.findall(r"\{\{ ((\w+)\([^{}]*?\)) \}\}", "\n".join(texts))
    return {call: name for call, name in found if name in MACRO_FILES and name != "cite"}


def shown(guide: Guide) -> dict[str, str]:
    """What each call puts into a page, without the names of the files that the engine brings."""
    made: dict[str, Any] = {}
    folder = Path("folder")
    extra = {
        "guide": guide,
        "runtime": Runtime(folder, folder, folder, folder),
        "authoring": folder,
        "repository": "",
        "reports": Reports(),
        "components": (),
        "measured": load_measured(),
        "controllers": load_controllers(),
    }
    env = SimpleNamespace(
        conf=SimpleNamespace(extra=extra, site_url="https://a.test/"),
        page=SimpleNamespace(url="page/"),
        macro=lambda macro, name: made.update({name: macro}),
    )
    define_env(env)
    render = Environment(autoescape=False).from_string
    told = {call: render(f"{{{{ {call} }}}}").render(made) for call in calls(guide)}
    return {call: re.sub(r'data-content="[^"]*"', "", text) for call, text in told.items()}


def marked(value: Any) -> Any:
    """`value` with a mark behind each text of more than one word, however deep it stands."""
    if isinstance(value, str):
        return f"{value} changed" if " " in value else value
    if isinstance(value, tuple):
        return tuple(map(marked, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value, **{each.name: marked(getattr(value, each.name)) for each in fields(value)}
    )


def with_marks(guide: Guide, file: str) -> Guide:
    """The guide with a mark in each text of this content file."""
    kinds = [kind for kind in KINDS if kind.file == file]
    new = {kind.list: marked(rows_of(guide, kind)) for kind in kinds}
    inside = {name.removeprefix("tree."): rows for name, rows in new.items() if "." in name}
    flat = {name: rows for name, rows in new.items() if "." not in name}
    return replace(guide, tree=replace(guide.tree, **inside), **flat)


def test_each_macro_names_the_files_whose_texts_it_shows(guide: Guide) -> None:
    named = calls(guide)
    before = shown(guide)
    found: dict[str, set[str]] = {name: set() for name in named.values()}
    for file in {kind.file for kind in KINDS} - {CITED}:
        for call, text in shown(with_marks(guide, file)).items():
            if text != before[call]:
                found[named[call]].add(file)
    for name in found.keys() - CITING:
        told = set(MACRO_FILES[name]) - BESIDE - {CITED}
        assert (name, found[name] - told) == (name, set())
        assert name in COUNTS or (name, told - found[name]) == (name, LIVE.get(name, set()))
