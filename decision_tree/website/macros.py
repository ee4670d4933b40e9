"""Every macro that a page can call: what is data, put into the pages. The macros plugin reads this.

The hooks in `hooks` have loaded the guide and made the runtime before any of them is called.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from decision_tree.editing.stale import GUIDE_DAYS
from decision_tree.engine.checked import RECORD_DAYS
from decision_tree.engine.decide_page import View
from decision_tree.engine.diagram import mermaid
from decision_tree.engine.kinds import DECIDE, KINDS
from decision_tree.engine.markup import Markup, element
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.attempt import DRILL, SCENARIO
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.loader.guard_rules import load_guard
from decision_tree.loader.ledger import read_ledger
from decision_tree.loader.load import CONTENT
from decision_tree.loader.manifests import SERVE_CONFIG
from decision_tree.loader.record_files import ENDINGS
from decision_tree.runtime.assemble import Runtime
from decision_tree.website.page_problems import Reading, macro_problem, source_of
from decision_tree.website.pages.accounts import Accounts
from decision_tree.website.pages.changes import changed_since
from decision_tree.website.pages.controllers import controllers_run, controllers_table
from decision_tree.website.pages.depth_tables import Depth
from decision_tree.website.pages.grading import grading_rules
from decision_tree.website.pages.licences import licences_table
from decision_tree.website.pages.live_elements import (
    incident_element,
    practice_element,
    quiz_element,
    reconcile_element,
    room_element,
    workshop_element,
)
from decision_tree.website.pages.measured import measured_table
from decision_tree.website.pages.outcome_pages import outcome_page
from decision_tree.website.pages.pictures import figure, picture
from decision_tree.website.pages.reading_sheet import reading_sheet
from decision_tree.website.pages.reference import checks_reference, fields_reference
from decision_tree.website.pages.report import report_element
from decision_tree.website.pages.rollback import Rollback
from decision_tree.website.pages.root import root_of
from decision_tree.website.pages.runbook_sheets import RunbookSheets
from decision_tree.website.pages.sources import runs_here
from decision_tree.website.pages.tables import Tables
from decision_tree.website.pages.tree_answers import tree_answers
from decision_tree.website.pages.try_element import author_element
from decision_tree.website.pages.unknown_name import known

__all__ = ["MACRO_FILES", "SHOWS", "define_env", "on_pre_page_macros"]


_TREE = ("tree.questions", "tree.outcomes", "tree.gates", "tree.gaps")
_QUIZ = (*_TREE, "reasons", "accounts")
_WORKSHOP = (*_TREE, "scenarios", "drills", "aspects", "units", "precedence")
_CASES = (*_WORKSHOP, "decisions")

SHOWS: dict[str, tuple[str, ...]] = {
    "decision_quiz": _QUIZ,
    "embedded_quiz": _QUIZ,
    "reconcile_links": (),
    "first_question": ("tree.questions",),
    "practice": _CASES,
    "grading_rules": ("drills",),
    "workshop": _WORKSHOP,
    "room_results": (),
    "practice_answers": _CASES,
    "incident_plan": (
        "sights",
        "triage",
        "looks",
        "aspects",
        "units",
        "checks",
        "placeholders",
        "cautions",
    ),
    "reading_sheet": ("scenarios",),
    "scenario_count": ("scenarios",),
    "drill_count": ("drills",),
    "guide_days": (),
    "record_days": (),
    "record_endings": (),
    "guarded_kinds": (),
    "guarded_breaks": (),
    "picture": (),
    "content_editor": (),
    "outcome_page": _TREE,
    "tree_picture": ("tree.questions", "tree.outcomes"),
    "rollback_measured": (),
    "controllers_run": (),
    "controllers_table": ("units",),
    "tree_answers": ("tree.questions", "tree.outcomes"),
    "mermaid": ("tree.questions", "tree.outcomes"),
    "fields_reference": (),
    "licences_table": (),
    "checks_reference": (),
    "changed_since": (),
    "figure": (),
    "rollback_stacks": ("units",),
    "rollback_units": ("aspects", "units", "precedence"),
    "rollback_finder": ("aspects", "units"),
    "rollback_moved": ("units",),
    "scalers_table": ("scalers",),
    "first_looks": ("failures", "sights"),
    "neighbours_table": ("neighbours",),
    "glossary_list": ("terms",),
    "accounts_table": ("accounts", *_TREE),
    "accounts_excluded": ("accounts", *_TREE),
    "accounts_by_version": ("accounts", *_TREE),
    "reasons_table": ("reasons", "accounts"),
    "tree_measures": ("tree.questions", "tree.outcomes"),
    "symptoms_table": ("symptoms",),
    "comparison_table": ("decisions",),
    "checklist": ("checklist",),
    "outcome_list": ("tree.outcomes",),
    "tree_facts": ("tree.questions", "tree.outcomes"),
    "most_questions": ("tree.questions",),
    "checked": (),
    "checked_against": (),
    "cite": (),
    "claims_list": ("claims",),
    "report_form": (),
    "runbook": ("units",),
}
"""Every macro, and the lists of the guide that it puts into a page, as `Kind.list` names them.

Citations are not in it: a page does not change with a claim that it cites, nor the list of claims
with a new name of what cites one."""

MEASURED = {
    "rollback_measured": ("measured.yml",),
    "rollback_moved": ("measured.yml", "units.yml"),
    "rollback_units": ("controllers.yml", "measured.yml", "units.yml"),
    "controllers_run": ("controllers.yml",),
    "controllers_table": ("controllers.yml", "units.yml"),
    "guarded_kinds": ("guard.yml",),
    "guarded_breaks": ("guard.yml",),
}
"""What macros show of content that is no part of the guide."""

MACRO_FILES = {
    name: MEASURED.get(name, tuple({kind.file for kind in KINDS if kind.list in lists}))
    for name, lists in SHOWS.items()
}
"""The content files that each macro puts into a page; a folder ends in a slash."""


def define_env(env: Any) -> None:
    """The macros; called by the macros plugin."""
    for name, macro in _macros(env).items():
        env.macro(macro, name)


def _macros(env: Any) -> dict[str, Any]:
    """Every macro by its name. The root of the site depends on the page that calls it."""
    conf: MkDocsConfig = env.conf
    guide: Guide = conf.extra["guide"]

    def root() -> str:
        return root_of(env.page.url)

    def methods(type_: type[Any], make: Callable[[], Any]) -> dict[str, Any]:
        return {name: _late(make, name) for name in SHOWS if hasattr(type_, name)}

    repository, authoring = conf.extra["repository"], conf.extra["authoring"].name
    return {
        **_live(guide, root, conf.extra["runtime"]),
        **_measured(guide, root, conf),
        "first_question": lambda: View(guide, root()).opening(),
        "grading_rules": lambda kind: grading_rules(guide, _kind(kind)),
        "practice_answers": lambda kind: PracticeView(guide, _kind(kind), root()).sheets(True),
        "reading_sheet": lambda: reading_sheet(guide, root()),
        "scenario_count": lambda: str(len(guide.scenarios)),
        "drill_count": lambda: str(len(guide.drills)),
        "guide_days": lambda: str(GUIDE_DAYS),
        "record_days": lambda: str(RECORD_DAYS),
        "record_endings": _endings,
        "guarded_kinds": _guarded_kinds,
        "guarded_breaks": _guarded_breaks,
        "picture": picture,
        "content_editor": lambda: author_element(root(), authoring, repository),
        "outcome_page": lambda outcome: outcome_page(guide, root(), outcome),
        "tree_picture": lambda: tree_svg(guide.tree, root()),
        "tree_answers": lambda: tree_answers(guide, root()),
        "mermaid": lambda: element("pre", None, element("code", None, mermaid(guide.tree))),
        "fields_reference": fields_reference,
        "licences_table": lambda: licences_table(conf.extra["components"]),
        "checks_reference": checks_reference,
        "figure": figure,
        "changed_since": lambda: changed_since(read_ledger(CONTENT), root()),
        "runbook": lambda: RunbookSheets(guide, root(), f"{conf.site_url}{env.page.url}").html(),
        **methods(Depth, lambda: Depth(guide, root())),
        **methods(Accounts, lambda: Accounts(guide, root(), CONTENT)),
        **methods(Tables, lambda: Tables(guide, root())),
        "claims_list": lambda: Tables(guide, root()).claims_list(
            conf.extra["reports"], runs_here(conf.extra["controllers"], conf.extra["measured"])
        ),
        "report_form": lambda: report_element(root(), conf.extra["reports"], _version(guide)),
    }


def _live(guide: Guide, root: Callable[[], str], runtime: Runtime) -> dict[str, Any]:
    """The macros of the pages that the engine takes over."""
    return {
        "decision_quiz": lambda: quiz_element(guide, root(), runtime),
        "embedded_quiz": lambda: quiz_element(guide, root(), runtime, f"{root()}{DECIDE}"),
        "reconcile_links": lambda: reconcile_element(guide, root(), runtime),
        "practice": lambda kind: practice_element(guide, _kind(kind), root(), runtime),
        "incident_plan": lambda: incident_element(guide, root(), runtime),
        "room_results": lambda: room_element(guide, root(), runtime),
        "workshop": lambda: workshop_element(guide, root(), runtime),
    }


def _measured(guide: Guide, root: Callable[[], str], conf: MkDocsConfig) -> dict[str, Any]:
    """The macros that show rollback units, and what was measured of them."""
    measured, controllers = conf.extra["measured"], conf.extra["controllers"]
    pages = {name for name in SHOWS if hasattr(Rollback, name)}
    return {
        **{name: _late(lambda: Rollback(guide, root()), name) for name in pages},
        "rollback_units": lambda stack: Rollback(guide, root()).rollback_units(
            stack, controllers, measured
        ),
        "rollback_moved": lambda: Rollback(guide, root()).rollback_moved(measured),
        "rollback_measured": lambda: measured_table(measured),
        "controllers_run": lambda: controllers_run(controllers),
        "controllers_table": lambda: controllers_table(controllers, guide.units),
    }


def on_pre_page_macros(env: Any) -> None:
    """Put in what a page's macros make; the plugin calls this first, and would end the process at a
    mistake. What it is left with has no macros any more, as rendering takes long."""
    page = env.page
    reading: Reading = env.conf.extra["reading"]
    if page.meta.get("render_macros") is False:
        return

    def render(text: str) -> str:
        made: str = env.env.from_string(text).render(**{**env.variables, **page.meta})
        return made

    try:
        env.markdown = render(env.markdown)
    except Exception as error:  # whatever a macro does
        source = source_of(page.file)
        files = sorted(Path(env.conf.docs_dir).rglob("*"))
        names = {
            "macros": sorted(env.macros),
            "filters": sorted(env.env.filters),
            "files": [each.relative_to(env.conf.docs_dir).as_posix() for each in files],
        }
        first = source.text[: source.text.rfind(env.markdown)].count("\n")
        env.markdown = reading.note(macro_problem(error, source, first, render, names), source.uri)
    page.meta["render_macros"] = False


def _late(make: Callable[[], Any], name: str) -> Callable[..., Markup]:
    """The method of this name of what `make` makes once the page is known."""

    def call(*arguments: str) -> Markup:
        made: Markup = getattr(make(), name)(*arguments)
        return made

    return call


def _endings() -> str:
    """The endings of the files that `recheck` reads of a folder."""
    *most, last = (f"`{each}`" for each in ENDINGS)
    return f"{', '.join(most)} and {last}"


def _guarded_kinds() -> str:
    """The kinds of objects that `guard` reads."""
    *most, last = (_guarded_kind(each) for each in load_guard(CONTENT).kinds)
    return f"{', '.join(most)} and {last}"


def _guarded_kind(kind: str) -> str:
    return "Serve config file" if kind == SERVE_CONFIG else f"`{kind}`"


def _guarded_breaks() -> str:
    """What breaks a rollback by the conditions of guard.yml: the items of a list, from the first
    one's text to the last one's."""
    return ";\n- ".join(dict.fromkeys(each.named for each in load_guard(CONTENT).broken))


def _version(guide: Guide) -> str:
    """Which version of the guide this is, in a sentence."""
    return f"Version {guide.tree.version} of the tree, published {guide.tree.published}."


def _kind(name: str) -> str:
    return known("kind of practice", name, (SCENARIO, DRILL))
