"""A page for each outcome, at a short address that stays: o/<outcome>/."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...engine.checked import behind, last_checked
from ...engine.html_parts import Parts, fold, link, listing, paragraph
from ...engine.kinds import DECIDE, home
from ...engine.link import State, encode
from ...engine.markup import Attributes, Markup, breaking, element, inline, join, plain
from ...engine.model import Guide, Outcome
from ...engine.outcome import sections
from ...engine.result import SUITS, WAYS, leaning
from ...engine.walk import Path, path_counts, paths
from .unknown_name import known

__all__ = ["outcome_page", "outcome_source"]


def outcome_source(outcome: Outcome) -> str:
    """The Markdown of the outcome's page: its front matter and one macro."""
    front = {"title": outcome.title, "description": plain(outcome.answer), "card": outcome.id}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items())
    macro = f'{{{{ outcome_page("{outcome.id}") }}}}'
    return "\n".join(("---", *lines, "---", "", f"# {breaking(outcome.title)}", "", macro, ""))


def outcome_page(guide: Guide, root: str, outcome_id: str) -> Markup:
    """Whom the outcome suits, how the tree leads there, and everything it says."""
    parts = Parts(guide, root)
    outcomes = guide.tree.outcome_by_id
    outcome = outcomes[known("outcome", outcome_id, outcomes)]
    found = sections(outcome, outcome.conditions).values()
    heads = {"suits": SUITS, **{each.id: each.heading for each in found}}
    if guide.tree.gates_of(outcome):
        heads["gates"] = "Gates before production"
    heads["ways"] = WAYS
    return element(
        "div",
        {"class": f"dt-page dt-lean-{outcome.lean}"},
        _contents(heads),
        paragraph("dt-lean", leaning(outcome, last_checked(behind(guide, outcome), ""))),
        paragraph("dt-answer", parts.statement(outcome.recommendation)),
        element("h2", {"id": "suits"}, SUITS),
        paragraph("", inline(outcome.suits)),
        *(
            join((element("h2", {"id": section.id}, section.heading), parts.below(section)))
            for section in found
        ),
        *_gates(guide, root, outcome),
        element("h2", {"id": "ways", "data-search-exclude": True}, WAYS),
        _ways(guide, root, outcome),
    )


def _contents(heads: Mapping[str, str]) -> Markup:
    """The parts of the page, by the ids of their headings."""
    title = element("b", {"id": "contents"}, "In this outcome")
    items = listing(link("", f"#{name}", told) for name, told in heads.items())
    named: Attributes = {
        "class": "dt-contents",
        "aria-labelledby": "contents",
        "data-search-exclude": True,
    }
    return element("nav", named, title, items)


def _gates(guide: Guide, root: str, outcome: Outcome) -> tuple[Markup, ...]:
    gates = guide.tree.gates_of(outcome)
    if not gates:
        return ()
    items = (link("", f"{root}{home(gate)}", gate.ask) for gate in gates)
    return (element("h2", {"id": "gates"}, "Gates before production"), listing(items))


def _ways(guide: Guide, root: str, outcome: Outcome) -> Markup:
    counts = path_counts(guide.tree)
    total = sum(counts.values())
    ways = [path for path in paths(guide.tree) if path.outcome == outcome.id]
    always = set(ways[0].answers).intersection(*(path.answers for path in ways[1:]))
    share = counts[outcome.id] / total
    told = (
        f"{counts[outcome.id]} of the tree's {total} paths end here ({share:.1%}). "
        "The share counts paths of the tree. It does not say how many teams choose this."
    )
    common = (
        _answer(guide, question, option)
        for question, option in ways[0].answers
        if (question, option) in always
    )
    every = listing(_way(guide, root, way) for way in ways)
    return join(
        (
            paragraph("", told),
            *(
                (paragraph("", "Every one of them gives these answers:"), listing(common))
                if always
                else ()
            ),
            fold(f"Every way here ({len(ways)})", every),
            paragraph("", link("", f"{root}{DECIDE}", "Answer the tree yourself")),
        )
    )


def _way(guide: Guide, root: str, path: Path) -> Markup:
    fragment = encode(State(guide.tree.version, path.answers, outcome=path.outcome))
    text = "; ".join(
        option.text
        for question_id, option_id in path.answers
        if (option := guide.tree.question_by_id[question_id].option(option_id))
    )
    return link("", f"{root}{DECIDE}#{fragment}", text)


def _answer(guide: Guide, question_id: str, option_id: str) -> Markup:
    question = guide.tree.question_by_id[question_id]
    option = question.option(option_id)
    return join((f"{question.label}: ", element("b", None, option.text if option else "")))
