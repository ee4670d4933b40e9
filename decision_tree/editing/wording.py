"""Whether the guide is worded as words.yml asks: its pages, and the texts of its content.

Long sentences, hard texts and words that the guide does without are told with their places. A page
and an entry of the content are texts; `prose` measures them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..loader.cites import pages
from ..loader.every_check import Tag
from ..loader.page_text import told
from ..loader.problems import ContentError, Place, Problem, shortened, shown
from ..loader.wording_rules import WORDS, WordingRules, load_wording_rules
from ..loader.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, parse
from .prose import BREAK, PlainText, plain_text, readability, sentences

__all__ = ["check_wording"]

_UNREAD = frozenset({"controllers.yml", "measured.yml", "search.yml", WORDS})
"""Files that a run writes, that hold what readers type, or that quote what nobody should write."""

_NOT_PROSE = frozenset({"at", "command", "id", "path", "place", "source", "versions"})
"""Fields with more than one word that are read by programs, or copied from one."""

_NEAR = 40
"""Characters among which the next one of a value is looked for: those of a fold and a quote."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Prose as it stands in `source`, from the position `start` on.

    In YAML it is `quoted`: quotes, escapes and folds make it differ from what is written.
    """

    source: str
    start: int
    prose: PlainText
    quoted: bool = False

    def place(self, position: int) -> int:
        """Where the character at `position` of the prose stands in the source."""
        if not self.quoted:
            return self.start + self.prose.places[position]
        at, found = self.start, self.start
        for char in self.prose.text[: position + 1]:
            near = self.source.find(char, at, at + _NEAR)
            at, found = (near + 1, near) if near >= 0 else (at, found)
        return found


@dataclass(frozen=True, slots=True)
class _File:
    """A file by its name for people and by its name in words.yml."""

    shown: str
    name: str
    source: str

    def problem(self, at: int, message: str, tag: Tag, examples: tuple[str, ...] = ()) -> Problem:
        """A problem at this position of the source."""
        line = self.source.count("\n", 0, at) + 1
        before = self.source.rfind("\n", 0, at) + 1
        written = self.source[before:].partition("\n")[0]
        return Problem(Place(self.shown, line, at - before + 1), message, tag, written, examples)


def check_wording(content: Path, docs: Path | None) -> list[Problem]:
    """What is worded otherwise than words.yml asks in `content`, and in `docs` where there are any.

    A folder without a words.yml that can be read has no rules.
    """
    if not (content / WORDS).is_file():
        return []
    try:
        rules = load_wording_rules(content / WORDS)
    except ContentError:
        return []  # which loader.beside_guide tells
    return [*_check_content(content, rules), *_check_pages(docs, rules)]


def _check_pages(docs: Path | None, rules: WordingRules) -> Iterator[Problem]:
    if docs is None:
        return
    for path in (*pages(docs), *sorted(docs.parent.glob("*.md"))):
        source = path.read_text("utf-8", "replace")
        file = _File(shown(path), path.relative_to(docs.parent).as_posix(), source)
        yield from _check_texts(
            file, [_Text(source, 0, plain_text(source)), *_front(source)], rules
        )
        yield from _check_grade(file, 0, plain_text(source, tables=False).text, rules)


def _front(source: str) -> Iterator[_Text]:
    """What searches and cards tell of a page."""
    for each in told(source):
        yield _Text(source, each.start, plain_text(each.text))


def _check_content(content: Path, rules: WordingRules) -> Iterator[Problem]:
    for path in sorted((*content.glob("*.yml"), *content.glob("*/*.yml"))):
        name = path.relative_to(content).as_posix()
        if name in _UNREAD or name.startswith("history/"):
            continue
        read_file, node = parse(path, shown(path))
        if node is None or read_file.problems:
            continue  # which the loader tells
        source = path.read_text("utf-8")
        starts = [0, *(each.end() for each in re.finditer("\n", source))]
        file = _File(shown(path), name, source)
        for entry in _entries(node):
            texts = [_written(source, starts, each) for each in _scalars(entry)]
            yield from _check_texts(file, texts, rules)
            at = starts[entry.line - 1] + entry.column - 1
            yield from _check_grade(file, at, "\n\n".join(each.prose.text for each in texts), rules)


def _entries(node: Node) -> Iterator[Node]:
    """The things of a content file: what stands in its lists, or the file where it is one thing."""
    lists = [value for _, value in node.entries] if isinstance(node, MappingNode) else []
    names = [key.value for key, _ in node.entries] if isinstance(node, MappingNode) else []
    if "id" in names or not lists:
        yield node
        return
    for value in lists:
        yield from value.items if isinstance(value, SequenceNode) else ()


def _scalars(node: Node, field: str = "") -> Iterator[ScalarNode]:
    """Every text of more than one word below `node`, apart from what programs read."""
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _scalars(value, key.value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(item, field)
    elif node.kind == "str" and " " in node.value and field not in _NOT_PROSE:
        yield node


def _written(source: str, starts: list[int], node: ScalarNode) -> _Text:
    """A text of YAML. A line of its value is a sentence at most, because YAML folds the others."""
    prose = plain_text(BREAK.join(node.value.split("\n")))
    return _Text(source, starts[node.line - 1] + node.column - 1, prose, quoted=True)


def _check_texts(file: _File, texts: list[_Text], rules: WordingRules) -> Iterator[Problem]:
    for text in texts:
        yield from _long_sentences(file, text, rules.longest)
        for word in rules.words:
            for found in word.pattern.finditer(text.prose.text):
                message = f"“{shortened(found[0])}”: {word.why}; better: {word.better}"
                yield file.problem(text.place(found.start()), message, "house-word")


def _long_sentences(file: _File, text: _Text, longest: int) -> Iterator[Problem]:
    for start, words in sentences(text.prose.text):
        if len(words) > longest:
            message = (
                f"this sentence has {len(words)} words and may have {longest}; split it, or leave "
                "out what its reader does not need here"
            )
            yield file.problem(text.place(start), message, "long-sentence")


def _check_grade(file: _File, at: int, text: str, rules: WordingRules) -> Iterator[Problem]:
    found = readability(text)
    if found.words < rules.least or found.grade <= rules.grade:
        return
    message = (
        f"this reads at grade {found.grade} and may read at {rules.grade}; write shorter sentences "
        "and usual words, first of all here"
    )
    longest = sorted((words for _, words in sentences(text)), key=len)[-3:]
    examples = tuple(shortened(" ".join(words)) for words in reversed(longest))
    yield file.problem(at, message, "hard-text", examples)
