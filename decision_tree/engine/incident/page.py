"""The page of an incident: three or four questions, each answer a link, then the rollback plan.

Made for somebody who is on call at night: few words, one thing at a time. An address shows a
question, a plan or the runbook of a decision; below the first two stands what was answered. What
the page holds without the engine is made in `static_page.py`, which no browser is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..decide_page import Page
from ..html_parts import listing, notes_list
from ..markup import Markup, element, fragments, inline, join
from ..model import Guide
from .answer_links import href_of
from .plan_page import PlanPage
from .question_page import QuestionPage
from .questions import known, open_question
from .runbook_page import RunbookPage
from .state import Incident, decode_incident

__all__ = ["IncidentView"]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Renders the page with one guide; `root` leads from it to the root of the site."""

    guide: Guide
    root: str = "../"

    def page(self, fragment: str, kept: str) -> Page:
        """What the address ending in `fragment` shows. Nothing is kept between visits."""
        del kept
        incident, notes = decode_incident(self.guide, fragment)
        html, title = self._shown(incident)
        shown = join((notes_list(notes), html))
        ahead = tuple(each for each in fragments(shown) if each.startswith("v="))
        return Page(shown, title, ahead)

    def _shown(self, incident: Incident) -> tuple[Markup, str]:
        if incident.runbook:
            return RunbookPage(self.guide, self.root).shown(incident)
        question = open_question(incident)
        if question:
            html, title = QuestionPage(self.guide).shown(incident, question)
        else:
            html, title = PlanPage(self.guide, self.root).shown(incident)
        return join((html, self._known(incident))), title

    def _known(self, incident: Incident) -> Markup:
        rows = known(self.guide, incident)
        if not rows:
            return Markup("")
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "Your answers so far"},
            element("h3", None, "Your answers so far"),
            listing((_answer(incident, *row) for row in rows), "ol"),
        )


def _answer(incident: Incident, part: str, name: str, said: str) -> Markup:
    change = element(
        "a",
        {
            "class": "dt-change",
            "href": href_of(_without(incident, part)),
            "aria-label": f"Change: {name}",
        },
        "Change",
    )
    label = element("span", {"class": "dt-answer-label"}, name)
    text = element("span", {"class": "dt-answer-text"}, inline(said))
    return join((label, text, change), " ")


def _without(incident: Incident, part: str) -> Incident:
    """The incident without this answer, and without those that rest on it: a part of ASKED,
    `tried`, `done` or the id of a look."""
    fresh = replace(incident, yes=(), no=(), tried=(), done=(), use="", again=False)
    unchanged = replace(fresh, changed=(), unnamed="", when="")
    without = {
        "sees": replace(fresh, sight=""),
        "stack": replace(unchanged, stack=""),
        "changed": unchanged,
        "when": replace(fresh, when=""),
        "tried": replace(incident, tried=(), done=(), use=""),
        "done": replace(incident, done=(), use=""),
    }
    return without.get(part) or replace(
        incident,
        yes=tuple(each for each in incident.yes if each != part),
        no=tuple(each for each in incident.no if each != part),
        use="",
    )
