"""A question of an incident: every answer is a link to what is known then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..display_names import STACK_NAMES
from ..html_parts import by_hand, link, option_link, paragraph
from ..markup import Markup, element
from ..model import NOT_SURE, Guide
from .answer_links import href_of, options, restart, stack_option
from .command_boxes import which_stack
from .plan import choices
from .questions import (
    NOT_SURE_LEADS,
    NOTHING_CHANGED,
    ONLY_DETAIL,
    WHEN_NAMES,
    asked_in,
    asks_what_went_back,
    place_of,
    when_detail,
)
from .state import JUST_BEFORE, NOTHING, WHENS, Incident, asks_put_back

__all__ = ["QuestionPage"]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Renders the questions with one guide."""

    guide: Guide

    def shown(self, incident: Incident, question: str) -> tuple[Markup, str]:
        """The HTML of this question, a part of ASKED, and its title."""
        answers: dict[str, Callable[[Incident], Iterable[Markup]]] = {
            "sees": self._sights,
            "stack": self._stacks,
            "changed": self._changes,
            "when": self._whens,
        }
        asked = asked_in(self.guide, incident, question)
        where = place_of(question, self.guide.sight_by_id.get(incident.sight))
        body = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", where),
            element("h2", {"tabindex": "-1"}, asked),
            options(answers[question](incident)),
            *((which_stack(live=True), *by_hand()) if question == "stack" else ()),
            _nav(incident, question),
        )
        return body, asked

    def _sights(self, incident: Incident) -> Iterator[Markup]:
        for sight in self.guide.sights:
            href = href_of(_seeing(self.guide, incident, sight.id))
            yield option_link(href, sight.name, sight.detail, sight.id == incident.sight)

    def _stacks(self, incident: Incident) -> Iterator[Markup]:
        for stack in STACK_NAMES:
            yield stack_option(incident, stack)

    def _changes(self, incident: Incident) -> Iterator[Markup]:
        after = replace(incident, again=False, unnamed="")
        sure = bool(incident.changed)
        if not sure:
            unsure = replace(after, unnamed=NOT_SURE)
            yield option_link(href_of(unsure), "Not sure", NOT_SURE_LEADS)
        if not sure and not asks_what_went_back(self.guide, incident):
            yield option_link(
                href_of(replace(after, unnamed=NOTHING)),
                NOTHING_CHANGED,
                "You go through the checks. Nothing goes back until one says yes.",
            )
        for aspect in choices(self.guide, incident):
            if aspect in incident.changed:
                continue
            name = self.guide.aspect_by_id[aspect].name
            if asks_what_went_back(self.guide, incident):
                yield option_link(href_of(replace(after, unnamed=NOT_SURE, tried=(aspect,))), name)
                continue
            changed = (*incident.changed, aspect)  # and when is asked of all of them
            yield option_link(href_of(replace(after, changed=changed, when="")), name)

    def _whens(self, incident: Incident) -> Iterator[Markup]:
        for when in WHENS:
            name, detail = WHEN_NAMES[when][0], when_detail(incident, when)
            yield option_link(href_of(replace(incident, when=when)), name, detail)
            if when == JUST_BEFORE and incident.changed[1:]:
                yield from self._only(incident)

    def _only(self, incident: Incident) -> Iterator[Markup]:
        """That only one of several things was changed just before: the others are suspects then."""
        for aspect in incident.changed:
            alone = replace(incident, changed=(aspect,), when=JUST_BEFORE)
            name = f"Just before it began, only: {self.guide.aspect_by_id[aspect].name}"
            yield option_link(href_of(alone), name, ONLY_DETAIL)


def _seeing(guide: Guide, incident: Incident, sight: str) -> Incident:
    """The incident of somebody who sees this. What was changed is then what was put back, where
    that is asked."""
    if not incident.changed or not asks_put_back(guide, sight):
        return replace(incident, sight=sight)
    tried = tuple(dict.fromkeys((*incident.changed, *incident.tried)))
    return replace(incident, sight=sight, changed=(), unnamed=NOT_SURE, when="", tried=tried)


def _nav(incident: Incident, question: str) -> Markup:
    """The way back from this question, and to the first; nothing at the first."""
    *rest, _ = incident.changed or ("",)
    before = {
        "sees": None,
        "stack": replace(incident, sight="", stack=""),
        "changed": replace(incident, stack="", changed=(), unnamed="", again=False),
        "when": replace(incident, changed=tuple(rest), when="", again=bool(rest)),
    }[question]
    if question == "changed" and incident.again and incident.changed:
        before = replace(incident, again=False)
    back = link("dt-back", href_of(before), "Back") if before else ""
    return paragraph("dt-nav", back, " ", restart() if before else "")
