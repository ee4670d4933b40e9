"""The custom element around each page that the engine takes over, and what it says meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.decide_page import View
from ...engine.display_names import STACK_NAMES
from ...engine.html_parts import Parts, option_link, paragraph
from ...engine.incident.answer_links import options
from ...engine.incident.state import FORM as INCIDENT_FORM
from ...engine.incident.static_page import StaticPage
from ...engine.kinds import DECIDE, STACK_PAGES
from ...engine.link import ASK, BESIDE
from ...engine.markup import Attributes, Markup, element, join
from ...engine.model import OUTSIDE, Guide
from ...engine.practice.attempt import DRILL, FORM, SCENARIO
from ...engine.practice.pages import PracticeView
from ...engine.practice.room_page import room_page
from ...engine.practice.workshop import WorkshopView
from ...engine.reconcile import reconcile_page
from ...runtime.assemble import Runtime
from ...runtime.practice_file import incident_files, practice_files

__all__ = [
    "incident_element",
    "practice_element",
    "quiz_element",
    "reconcile_element",
    "room_element",
    "workshop_element",
]


UNREADY = "This page was not ready when it was printed. Wait until it is loaded, then print again."
"""On paper, in the place of what an address names and the engine had not made yet."""

PARTIAL = (
    "This page was not complete when it was printed: the reasons and your answers are missing. "
    "Wait until it is loaded, then print again."
)
"""On paper, above a result that is there before the engine."""


def _element(
    guide: Guide,
    root: str,
    runtime: Runtime,
    attributes: Attributes,
    body: Markup,
    unready: str = "",
) -> Markup:
    """The custom element that `overrides/assets/quiz.mjs` brings to life.

    `unready` is said on paper while the engine has not made what its page is for.
    """
    made = element(
        "decision-quiz",
        {
            "class": "dt",
            "data-search-exclude": True,
            "data-runtime": f"{root}assets/{runtime.folder.name}/",
            "data-engine": f"{runtime.engine.name} {runtime.pyodide.name}",
            "data-root": root,
            "data-version": str(guide.tree.version),
            # `ask` is read where it stands, as an answer that names a place in the page.
            "data-beside": " ".join(word for word in BESIDE if word != ASK),
            **attributes,
        },
        element("p", {"class": "dt-notice", "role": "status", "hidden": True}),
        *((element("p", {"class": "dt-unready"}, unready),) if unready else ()),
        element("div", {"class": "dt-live", "hidden": True}),
        body,
    )
    return element("div", None, made)


def _static(*parts: Markup) -> Markup:
    """What is read until the engine is there, or in its place."""
    return element("div", {"class": "dt-static"}, *parts)


def _brought(root: str, files: Iterable[str]) -> str:
    """The addresses of the files with these names that a page brings to the engine."""
    return " ".join(f"{root}assets/{name}" for name in files)


def quiz_element(guide: Guide, root: str, runtime: Runtime, site: str = "") -> Markup:
    """The quiz, with the whole tree below it for readers without the engine."""
    attributes: Attributes = {
        "data-kind": "decide",
        "data-site": site or False,
        "data-loading": "You can go on. The rest is still loading.",
        "data-without": "You can still answer the questions. Your answers stay in the address.",
    }
    whole = element("a", {"href": "#whole-tree"}, "Show the whole tree on one page")
    static = {"class": "dt-static", "id": "whole-tree"}
    outcomes = element("a", {"href": f"{root}{DECIDE}#outcomes"}, "Every outcome")
    unread = _unread(
        ". The result has a page of its own, and the link names it after “outcome=”: ",
        outcomes,
        ".",
    )
    body = join(
        (
            unread,
            element("div", static, View(guide, root).static()),
            element("p", {"class": "dt-whole"}, whole),
        )
    )
    return _element(guide, root, runtime, attributes, body, PARTIAL)


def practice_element(guide: Guide, kind: str, root: str, runtime: Runtime) -> Markup:
    """The cases of one kind."""
    attributes: Attributes = {
        "data-kind": {SCENARIO: "practice", DRILL: "drills"}[kind],
        "data-version": FORM,
        "data-content": _brought(root, practice_files(guide)),
        "data-keeps": "practice",
        "data-unkept": "This browser does not let the page keep anything. Your answers last until "
        "you leave the site. You can copy the summary.",
        "data-loading": "You can read now. The rest is still loading.",
        "data-mine": "Your answers show here when this is loaded.",
        "data-without": "You can still read every case, with its answer below.",
    }
    body = _static(PracticeView(guide, kind, root).static())
    return _element(guide, root, runtime, attributes, body)


def workshop_element(guide: Guide, root: str, runtime: Runtime) -> Markup:
    """What a workshop prints."""
    attributes: Attributes = {
        "data-kind": "workshop",
        "data-waits": "",
        "data-bare": "for",
        "data-version": FORM,
        "data-content": _brought(root, practice_files(guide)),
        "data-loading": "The list of cases is still loading.",
        "data-without": "Every case is on this page. Print the pages that you need.",
    }
    body = _static(WorkshopView(guide, root).static())
    return _element(guide, root, runtime, attributes, body, UNREADY)


def room_element(guide: Guide, root: str, runtime: Runtime) -> Markup:
    """The form that combines the links of a workshop."""
    attributes: Attributes = {
        "data-kind": "room",
        "data-content": _brought(root, practice_files(guide)),
        "data-loading": "The part that reads the links is still loading.",
        "data-without": "This page cannot combine links now.",
    }
    form = room_page(Parts(guide, root), "").html
    said = "This page needs JavaScript to combine links. Without it, open each link and read it."
    static = _static(form, element("noscript", None, said))
    return _element(guide, root, runtime, attributes, static)


def incident_element(guide: Guide, root: str, runtime: Runtime) -> Markup:
    """The rollback plan."""
    attributes: Attributes = {
        "data-kind": "incident",
        "data-waits": "runbook",
        "data-version": INCIDENT_FORM,
        "data-content": _brought(root, incident_files(guide)),
        "data-loading": "You can go on now. The rest is still loading.",
        "data-waiting": "The plan of this decision is loading.",
        "data-without": "Without it, the page knows only what you see, what it runs on and a "
        "change just before. It ignores what was put back already, and a plan of a decision. "
        "Every command is here.",
    }
    stacks = element("a", {"href": f"{root}rollback/"}, "rollback page of your stack")
    unread = _unread(
        ", nor the plan of a decision. Answer here what you see and what it runs on, or open the ",
        stacks,
        ".",
    )
    body = join((unread, _meanwhile(guide, root), _static(StaticPage(guide, root).html())))
    return _element(guide, root, runtime, attributes, body, UNREADY)


def _unread(*more: Markup | str) -> Markup:
    """What a page says first, without JavaScript, to who followed a link with answers; `more` says
    the end of the sentence and what to do."""
    start = "Without JavaScript, this page does not read the answers in a link"
    return element("noscript", None, paragraph("dt-notice", start, *more))


def _meanwhile(guide: Guide, root: str) -> Markup:
    """The commands of each stack, for who cannot wait for the plan of a decision. Each says which
    words of an address it fits: the script puts those first that fit the most of them."""

    def option(stack: str, page: str) -> Markup:
        fits = (f"stack={stack}", *(f"runbook={each}" for each in _decided_for(guide, stack)))
        return option_link(f"{root}{page}", STACK_NAMES[stack], more={"data-fits": " ".join(fits)})

    stacks = (option(stack, page) for stack, page in STACK_PAGES.items())
    said = "To go on now, open the commands of your stack:"
    return element("div", {"class": "dt-meanwhile"}, paragraph("", said), options(stacks))


def _decided_for(guide: Guide, stack: str) -> tuple[str, ...]:
    """The outcomes whose runbook has units of this stack; what is outside of both products is in
    some runbooks with others, and then says nothing of what a service runs on."""
    return tuple(
        row.outcome
        for row in guide.runbooks
        if stack in row.stacks and (stack != OUTSIDE or row.stacks == (OUTSIDE,))
    )


def reconcile_element(guide: Guide, root: str, runtime: Runtime) -> Markup:
    """The form that compares links."""
    attributes: Attributes = {
        "data-kind": "reconcile",
        "data-loading": "The part that compares is still loading.",
        "data-without": "This page cannot compare links now.",
    }
    form, _ = reconcile_page(Parts(guide, root), "")
    said = "This page needs JavaScript to compare links. Without it, open both links and read them."
    static = _static(form, element("noscript", None, said))
    return _element(guide, root, runtime, attributes, static)
