"""Questions that are asked in the same words on different ways through the tree, such as once for a
platform team and once for an application team. Who has answered one has answered the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .model import NOT_SURE, Tree
from .walk import Answer, walk

__all__ = ["carried"]


def carried(tree: Tree, answers: Mapping[str, str]) -> dict[str, str]:
    """`answers`, and those that follow from them once another way is taken: an answer that is no
    longer reached holds for a question in the same words that can come up now."""
    whole = dict(answers)
    while more := dict(_follow(tree, whole)):
        whole |= more
    return whole


def _follow(tree: Tree, answers: Mapping[str, str]) -> Iterator[Answer]:
    some = answers.keys() & tree.alike.keys()
    if not some:
        return
    walked = walk(tree, answers)
    open_ = {question.id for question in walked.open}
    for name in sorted(some - walked.asked_by_id.keys()):
        for question in tree.alike[name]:
            said = answers[name]
            if question.id in open_ and (said == NOT_SURE or question.option(said)):
                yield question.id, said
