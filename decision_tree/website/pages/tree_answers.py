"""Every answer in words, and where it leads: what the dots of the tree's picture say."""

from __future__ import annotations

from ...engine.html_parts import link, listing
from ...engine.kinds import home
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Guide, Option, Question
from ...engine.tree_picture import answer_id

__all__ = ["tree_answers"]


def tree_answers(guide: Guide, root: str) -> Markup:
    """Each question with its answers; `root` leads from the page to the root of the site."""
    tree = guide.tree

    def told(question: Question, option: Option) -> Markup:
        outcome = tree.outcome_by_id.get(option.to)
        there = outcome or tree.question_by_id[option.to]
        name = outcome.title if outcome else tree.question_by_id[option.to].label
        leads = link("", f"{root}{home(there)}", name)
        return join(
            (element("b", {"id": answer_id(question, option)}, inline(option.text)), ": ", leads)
        )

    return join(
        join(
            (
                element("h3", None, question.ask),
                listing(told(question, option) for option in question.options),
            )
        )
        for question in tree.order
    )
