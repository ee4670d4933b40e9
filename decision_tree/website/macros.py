"""Every macro that a page can call: what is data, put into the pages. The macros plugin reads this.

The hooks in `hooks` have loaded the guide and made the runtime before any of them is called.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from decision_tree.engine.diagram import mermaid
from decision_tree.engine.markup import Attributes, Markup, element, join
from decision_tree.engine.model import Guide
from decision_tree.engine.parts import Parts
from decision_tree.engine.practice.attempt import DRILL, FORM, SCENARIO
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.reconcile import reconcile_page
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.engine.view import View
from decision_tree.loader.load import CONTENT
from decision_tree.runtime.practice_file import practice_file
from decision_tree.website.pages.accounts import Accounts
from decision_tree.website.pages.depth import Depth
from decision_tree.website.pages.measured import measured_table
from decision_tree.website.pages.outcome_pages import outcome_page
from decision_tree.website.pages.owner_pictures import owners_picture
from decision_tree.website.pages.pictures import picture
from decision_tree.website.pages.reference import fields_reference
from decision_tree.website.pages.root import root_of
from decision_tree.website.pages.tables import Tables
from decision_tree.website.pages.try_element import author_element

__all__ = ["define_env"]


def define_env(env: Any) -> None:
    """The macros; called by the macros plugin."""
    conf: MkDocsConfig = env.conf
    guide: Guide = conf.extra["guide"]

    def root() -> str:
        return root_of(env.page.url)

    def tables() -> Tables:
        return Tables(guide, root())

    runtime = conf.extra["runtime"].name
    env.macro(lambda: _quiz(guide, root(), runtime), "decision_quiz")
    env.macro(lambda: _quiz(guide, root(), runtime, f"{root()}decide/"), "embedded_quiz")
    env.macro(lambda: _reconcile(guide, root(), runtime), "reconcile_links")
    env.macro(lambda: View(guide, root()).opening(), "first_question")
    env.macro(lambda kind: _practice(guide, kind, root(), runtime), "practice")
    env.macro(lambda kind: PracticeView(guide, kind, root()).sheets(), "practice_sheets")
    env.macro(lambda kind: PracticeView(guide, kind, root()).sheets(True), "practice_answers")
    env.macro(lambda: str(len(guide.scenarios)), "scenario_count")
    env.macro(lambda: str(len(guide.drills)), "drill_count")
    env.macro(picture, "picture")
    authoring, repository = conf.extra["authoring"].name, conf.extra["repository"]
    env.macro(lambda: author_element(root(), authoring, repository), "content_editor")
    env.macro(lambda outcome: outcome_page(guide, root(), outcome), "outcome_page")
    env.macro(lambda: tree_svg(guide.tree, root()), "tree_picture")
    env.macro(lambda: measured_table(conf.extra["measured"]), "rollback_measured")
    env.macro(lambda: element("pre", None, element("code", None, mermaid(guide.tree))), "mermaid")
    env.macro(fields_reference, "fields_reference")

    def depth() -> Depth:
        return Depth(guide, root())

    env.macro(owners_picture, "owners_picture")
    for name in (
        "rollback_table",
        "rollback_finder",
        "scalers_table",
        "first_looks",
        "neighbours_table",
        "glossary_list",
    ):
        env.macro(_late(depth, name), name)

    def accounts() -> Accounts:
        return Accounts(guide, root(), CONTENT)

    for name in (
        "accounts_table",
        "accounts_excluded",
        "accounts_by_version",
        "reasons_table",
        "tree_measures",
    ):
        env.macro(_late(accounts, name), name)
    for name in (
        "symptoms_table",
        "comparison_table",
        "checklist",
        "outcome_list",
        "tree_facts",
        "most_questions",
        "checked",
        "checked_against",
        "cite",
        "claims_list",
        "runbook",
    ):
        env.macro(_late(tables, name), name)


def _late(tables: Any, name: str) -> Any:
    # The root of the site depends on the page, so it is found when the macro is called.
    def call(*arguments: str) -> Markup:
        made: Markup = getattr(tables(), name)(*arguments)
        return made

    return call


def _element(guide: Guide, root: str, runtime: str, attributes: Attributes, body: Markup) -> Markup:
    """The custom element that `overrides/assets/quiz.mjs` brings to life."""
    made = element(
        "decision-quiz",
        {
            "class": "dt",
            "data-search-exclude": True,
            "data-runtime": f"{root}assets/{runtime}/",
            "data-root": root,
            "data-version": str(guide.tree.version),
            **attributes,
        },
        element("p", {"class": "dt-notice", "role": "status", "hidden": True}),
        element("div", {"class": "dt-live", "hidden": True}),
        body,
    )
    return element("div", None, made)


def _quiz(guide: Guide, root: str, runtime: str, site: str = "") -> Markup:
    attributes: Attributes = {
        "data-kind": "decide",
        "data-site": site or False,
        "data-loading": "The quiz works; its engine is loading",
        "data-without": "The questions work without it, and your answers stay in the address.",
    }
    whole = element("a", {"href": "#whole-tree"}, "Show the whole tree on one page")
    static = {"class": "dt-static", "id": "whole-tree"}
    body = join(
        (
            element("div", static, View(guide, root).static()),
            element("p", {"class": "dt-whole"}, whole),
        )
    )
    return _element(guide, root, runtime, attributes, body)


def _practice(guide: Guide, kind: str, root: str, runtime: str) -> Markup:
    attributes: Attributes = {
        "data-kind": {SCENARIO: "practice", DRILL: "drills"}[kind],
        "data-version": FORM,
        "data-content": f"{root}assets/{practice_file(guide)[0]}",
        "data-keeps": "practice",
        "data-unkept": "This browser lets the page keep nothing: your answers last until you leave "
        "the site. The summary can be copied.",
        "data-loading": "Read on: the engine is loading",
        "data-without": "Every case can be read without it, with its answer below.",
    }
    static = {"class": "dt-static"}
    body = element("div", static, PracticeView(guide, kind, root).static())
    return _element(guide, root, runtime, attributes, body)


def _reconcile(guide: Guide, root: str, runtime: str) -> Markup:
    attributes: Attributes = {
        "data-kind": "reconcile",
        "data-loading": "The engine that compares is loading",
        "data-without": "Nothing can be compared without it.",
    }
    form, _ = reconcile_page(Parts(guide, root), "")
    said = "Comparing two links needs JavaScript. Without it, open both links and read them."
    static = element("div", {"class": "dt-static"}, form, element("noscript", None, said))
    return _element(guide, root, runtime, attributes, static)
