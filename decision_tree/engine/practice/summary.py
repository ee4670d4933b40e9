"""What was practised so far: where it went well, how far one can trust one's own sureness."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..display_names import SURE_NAMES
from ..html_parts import link, listing, paragraph
from ..markup import Markup, element, inline, join
from .attempt import Attempt
from .grading import PART_NAMES, Grade, Score, Summary

__all__ = ["summary_body"]


def summary_body(found: Summary, href: Callable[[Attempt], str]) -> Markup:
    """The scores and what to do again; `href` leads to the start of a case."""
    count, right = len(found.grades), sum(graded.correct for graded in found.grades)
    heading = element("h2", {"tabindex": "-1"}, f"{count} of {found.cases} cases answered")
    if not count:
        return join((heading, paragraph("", "Answer one case. Your results then show here.")))
    judged = ((score.name.capitalize(), score) for score in found.dimensions)
    trusted = ((SURE_NAMES[score.name], score) for score in found.confidence)
    return join(
        (
            heading,
            paragraph("", f"Right in every part: {right}."),
            _scores("Judgement", judged),
            _scores("How sure you were", trusted),
            _cases("Sure and wrong", "Start with these.", found.overconfident, href),
            _cases("To try again", "", found.missed, href),
        )
    )


def _scores(head: str, rows: Iterable[tuple[str, Score]]) -> Markup:
    columns = (head, "Parts right")
    return element(
        "table",
        {"class": "dt-table dt-scores"},
        element(
            "thead",
            None,
            element("tr", None, *(element("th", {"scope": "col"}, name) for name in columns)),
        ),
        element("tbody", None, *(_score(columns, name, score) for name, score in rows)),
    )


def _score(columns: tuple[str, str], name: str, score: Score) -> Markup:
    told = f"{score.right} of {score.total}"
    bar = {"min": "0", "max": str(score.total), "value": str(score.right), "aria-label": name}
    return element(
        "tr",
        None,
        element("th", {"scope": "row", "data-label": columns[0]}, name),
        element("td", {"data-label": columns[1]}, element("meter", bar, told), " ", told),
    )


def _cases(
    head: str, note: str, grades: tuple[Grade, ...], href: Callable[[Attempt], str]
) -> Markup:
    if not grades:
        return Markup("")
    items = (
        join((link("", href(_begun(graded)), inline(graded.title)), f": {_missed(graded)}"))
        for graded in grades
    )
    told = (paragraph("", note),) if note else ()
    return join((element("h3", None, head), *told, listing(items)))


def _begun(graded: Grade) -> Attempt:
    return Attempt(graded.attempt.kind, graded.attempt.id)


def _missed(graded: Grade) -> str:
    return ", ".join(PART_NAMES[mark.part].lower() for mark in graded.marks if not mark.correct)
