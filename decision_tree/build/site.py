"""With `reach`, what knows MkDocs: its hooks load the content and add the runtime, its macros
put what is data into the pages."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from decision_tree.build.author_page import author_element
from decision_tree.build.authoring_files import write_authoring
from decision_tree.build.cards import card
from decision_tree.build.depth import Depth
from decision_tree.build.glossary import abbreviations, with_terms
from decision_tree.build.measured import load_measured
from decision_tree.build.measured_table import measured_table
from decision_tree.build.outcome_pages import outcome_page, outcome_source
from decision_tree.build.owner_pictures import owners_picture
from decision_tree.build.pictures import picture
from decision_tree.build.practice_file import practice_file
from decision_tree.build.problems import ContentError
from decision_tree.build.reference import fields_reference
from decision_tree.build.runtime import write_runtime
from decision_tree.build.schema import schemas
from decision_tree.build.serving import Serving
from decision_tree.build.sources import with_notes
from decision_tree.build.tables import Tables
from decision_tree.engine.attempt import DRILL, FORM, SCENARIO
from decision_tree.engine.diagram import mermaid
from decision_tree.engine.markup import Attributes, Markup, element, join
from decision_tree.engine.model import Guide
from decision_tree.engine.parts import Parts
from decision_tree.engine.practice_view import PracticeView
from decision_tree.engine.reconcile import reconcile_page
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.engine.view import View

__all__ = [
    "define_env",
    "on_config",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_serve",
    "on_startup",
]

ROOT = Path(__file__).parent.parent.parent
SCRATCH = ROOT / ".build"


_serving = Serving()


def on_startup(command: str, **_: Any) -> None:
    """Note whether the site is served with live reload."""
    _serving.on = command == "serve"


@event_priority(100)  # before the macros plugin, which asks for the guide
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the content anew for each build, so that `make serve` shows every change."""
    try:
        guide = _serving.load()
        config.extra["measured"] = load_measured()
    except ContentError as found:
        raise PluginError(f"the content has problems:\n{found}") from found
    config.extra["guide"] = guide
    config.extra["offline"] = not _serving.on  # live reload must have nothing in its way
    pyodide, assets = ROOT / "node_modules" / "pyodide", ROOT / "overrides" / "assets"
    runtime = write_runtime(
        guide, pyodide, assets / "worker.mjs", SCRATCH, offline=config.extra["offline"]
    )
    config.extra["runtime"] = runtime
    config.extra["authoring"] = write_authoring(
        pyodide, runtime.name, assets / "author-worker.mjs", SCRATCH
    )
    return config


@event_priority(-100)  # after the macros plugin, so that nothing is added to what it reads
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Mark the terms of the glossary on every page that a person wrote, but not in it."""
    if page.file.src_uri.startswith("o/") or page.file.src_uri == "glossary.md":
        return markdown
    return markdown + abbreviations(config.extra["guide"])


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Add the notes that markers open; while serving, show the content's problems on top."""
    guide: Guide = config.extra["guide"]
    html = with_notes(guide, _root(page), with_terms(guide, _root(page), html))
    if not _serving.problems:
        return html
    told = "The content has problems; below is the guide as it was before."
    return (
        element("pre", {"class": "dt-problems", "role": "alert"}, f"{told}\n{_serving.problems}")
        + html
    )


def on_serve(server: Any, config: MkDocsConfig, **_: Any) -> None:
    """Say where the site is, once it is."""
    del server
    print(f"Ready at http://{config.dev_addr}/ and reloading on every change.", flush=True)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made and not written: the runtime, a page and a card for each outcome."""
    guide: Guide = config.extra["guide"]
    for kind in ("runtime", "authoring"):
        folder: Path = config.extra[kind]
        for path in sorted(filter(Path.is_file, folder.rglob("*"))):
            uri = f"assets/{folder.name}/{path.relative_to(folder).as_posix()}"
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    practice, scenarios_and_drills = practice_file(guide)
    files.append(File.generated(config, f"assets/{practice}", content=scenarios_and_drills))
    for name, text in schemas().items():
        files.append(File.generated(config, f"schema/{name}", content=text))
    for outcome in guide.tree.outcomes:
        source = outcome_source(outcome)
        files.append(File.generated(config, f"o/{outcome.id}.md", content=source))
        made = card(outcome.title, outcome.lean, config.site_name, outcome.answer)
        files.append(File.generated(config, f"assets/cards/{outcome.id}.png", content=made))
    whole = card(
        "Who owns the serving contract?",
        "",
        config.site_name,
        "And what is rolled back in an incident?",
    )
    files.append(File.generated(config, "assets/cards/guide.png", content=whole))
    return files


def _root(page: Page) -> str:
    return posixpath.relpath(".", page.url or ".").rstrip("/") + "/"


def define_env(env: Any) -> None:
    """The macros; called by the macros plugin."""
    conf: MkDocsConfig = env.conf
    guide: Guide = conf.extra["guide"]

    def root() -> str:
        return _root(env.page)

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
