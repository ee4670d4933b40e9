"""The tree as Mermaid source, for people who draw elsewhere, and one reader's way as SVG.

Everything in a picture is in the page as text too; a picture only shows it at a glance.
"""

from __future__ import annotations

from collections.abc import Iterator

from .display_names import NOT_SURE_NAME, answer_name
from .markup import Markup
from .model import Tree
from .svg import box, outcome_class, path, picture
from .walk import Walk

__all__ = ["mermaid", "path_svg"]

GAP = 16


def mermaid(tree: Tree, walked: Walk | None = None) -> str:
    """Mermaid source of the whole tree, or of the way that `walked` took only."""
    names = {node: node.replace("-", "_") + "_" for node in tree.within_reach}
    lines = ["flowchart LR"]
    shown = _shown(tree, walked)
    for question in tree.order:
        if question.id in shown:
            lines.append(f'  {names[question.id]}["{_plain(question.ask)}"]')
    for outcome in tree.outcomes:
        if outcome.id in shown:
            lines.append(f'  {names[outcome.id]}(["{_plain(outcome.title)}"])')
    for source, target, said in _edges(tree, walked):
        lines.append(f'  {names[source]} -->|"{_plain(said)}"| {names[target]}')
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # Mermaid writes special characters as #name; and has no other way to quote.
    return (
        text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    )


def _shown(tree: Tree, walked: Walk | None) -> set[str]:
    if walked is None:
        return set(tree.within_reach)
    asked = {question.id for question, _ in walked.asked}
    return asked | {o.id for o in walked.possible} | {q.id for q in walked.open}


def _edges(tree: Tree, walked: Walk | None) -> Iterator[tuple[str, str, str]]:
    """(from, to, answer) of every option, or of those that the answers leave open."""
    chosen = {question.id: option for question, option in walked.asked} if walked else {}
    shown = _shown(tree, walked)
    for question in tree.order:
        if question.id not in shown:
            continue
        only = chosen.get(question.id)
        for option in (only,) if only else question.options:
            yield question.id, option.to, option.text


def path_svg(walked: Walk) -> Markup:
    """The reader's own way, from the first answer down to what is possible."""
    steps = [(question.label, answer_name(option), "dt-node") for question, option in walked.asked]
    if walked.next:
        steps.append(("Next question", walked.next.ask, "dt-node dt-node-open"))
    steps += [
        ("Result" if walked.outcome else "Possible", outcome.title, outcome_class(outcome))
        for outcome in walked.possible
        if walked.next is None
    ]
    width, y = 360, 4
    drawn: list[Markup] = []
    for position, (label, text, css) in enumerate(steps):
        step = box(4, y, width - 8, label, text, css, 40)
        if position:
            drawn.append(path("dt-edge", f"M{width // 2} {y - GAP}V{y}"))
        drawn.append(step.drawn)
        y += step.height + GAP
    return picture(width, y, "Your way through the tree", _told(walked), drawn)


def _told(walked: Walk) -> str:
    ways = (
        f"{q.label}: {option.text if option else NOT_SURE_NAME.lower()}"
        for q, option in walked.asked
    )
    ends = "; ".join(outcome.title for outcome in walked.possible)
    return f"{'; '.join(ways)}. Then: {ends}."
