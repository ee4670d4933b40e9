"""A start for a question: put in front of where an answer leads, as one more step there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..engine.model import Guide, Option, Outcome, Statement, Tree
from ..loader.fields import UNWRITTEN
from ..loader.problems import did_you_mean
from .starts import StartError, check_id, promises, raise_version
from .tree_lines import behind, entry, section

__all__ = ["new_question"]


def new_question(guide: Guide, name: str, source: str, content: Path) -> Path:
    """Put a question between the option `source`, as QUESTION.OPTION, and where that leads.

    Returns the file it stands in. Raises StartError as `new_scenario` does.
    """
    tree = guide.tree
    check_id(name, {*tree.question_by_id, *tree.outcome_by_id, *(r.id for r in tree.retired)})
    known = [f"{q.id}.{option.id}" for q in tree.questions for option in q.options]
    if source not in known:
        given = f"“{source}” is no option; {did_you_mean(source, known)}" if source else ""
        such = f"give it as --source {known[0]} (in make: FROM={known[0]})"
        raise StartError(f"which answer should lead to it? {given or such}")
    question, option = source.split(".")
    target = next(o.to for o in tree.question_by_id[question].options if o.id == option)
    other = _other_end(guide, name, question, option)
    file = content / "tree.yml"
    lines = file.read_text("utf-8").split("\n")
    _lead(lines, question, option, target, name)
    # Below the question that leads to it: two people seldom write there at once.
    end = behind(lines, entry(lines, question, section(lines, "questions")))
    lines[end:end] = ["", *_question_lines(name, target, other)]
    raise_version(lines, tree.version, content)
    file.write_text("\n".join(lines), "utf-8")
    return file


def _other_end(guide: Guide, name: str, question: str, option: str) -> str:
    """Where the second answer leads: to the outcome with which the tree breaks the fewest promises.

    Of equal ones an outcome that this answer could lead to before, so that little changes.
    """
    tree = guide.tree
    was = tree.question_by_id[question].option(option)
    assert was is not None
    near = tree.within_reach[was.to]
    ends = [end for end in tree.outcomes if end.id != was.to]

    def broken(end: Outcome) -> tuple[int, bool]:
        tried = replace(guide, tree=_with_question(tree, name, question, was, end.id))
        return len(promises(tried)), not near & tree.within_reach[end.id]

    return min(ends, key=broken).id


def _with_question(tree: Tree, name: str, question: str, was: Option, end: str) -> Tree:
    """The tree with a question in front of where the answer `was` leads, and another way out."""
    one = Option("one", "", Statement("1"), was.to)
    another = Option("another", "", Statement("2"), end)
    source = tree.question_by_id[question]
    options = tuple(replace(o, to=name) if o.id == was.id else o for o in source.options)
    added = replace(source, id=name, ask="", options=(one, another))
    rows = (replace(each, options=options) if each is source else each for each in tree.questions)
    return replace(tree, questions=(*rows, added))


def _question_lines(name: str, target: str, other: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    label: {UNWRITTEN} What is settled here"
    yield f"    ask: {UNWRITTEN} What do you ask?"
    yield f"    why: {UNWRITTEN} Why it is asked, in one to three sentences."
    yield f"    role: {UNWRITTEN} Who can answer it"
    yield "    dimension: ownership"
    yield "    options:"
    for option, to in (("one", target), ("another", other)):
        yield f"      - id: {UNWRITTEN.lower()}-{option}"
        yield f"        text: {UNWRITTEN} An answer, as the reader would give it"
        yield f"        reason: {UNWRITTEN} What this answer says about the decision."
        yield "        leans: {}"
        yield f"        to: {to}"


def _lead(lines: list[str], question: str, option: str, target: str, name: str) -> None:
    """Change the target of one option, wherever its lines are; raises StartError if nowhere."""
    asked = entry(lines, question, section(lines, "questions"))
    own = entry(lines, option, section(lines, "options", asked))
    leads = re.compile(rf"""(^ +|[{{,] *)to: (["']?){target}\2(?![\w-])""")
    for number in own:
        if leads.search(lines[number]):
            lines[number] = leads.sub(rf"\1to: {name}", lines[number])
            return
    raise StartError(f"the line `to: {target}` of “{question}.{option}” is not found; edit it")
