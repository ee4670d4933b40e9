"""The front matter of a team's own record: what it says of itself between two lines of dashes.

Only the keys that this guide gives a meaning to are looked at. Front matter without any of them is
somebody else's, whatever is in it, and is passed by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from .days import DAY_EXAMPLE, day_of
from .page_text import FRONT_MATTER
from .problems import Place, Problem, shortened
from .yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceFile,
    TooManyProblemsError,
    parse_text,
)

__all__ = ["REVIEW_BY", "FrontMatter", "front_matter"]

REVIEW_BY, AFFECTS, DECIDERS = "review-by", "affects", "decision-makers"

_OURS = re.compile(r"^review[-_ ]?by[ \t]*:|^affects[ \t]*:", re.MULTILINE | re.IGNORECASE)
"""Our own keys, and what was meant to be one of them: it would count for nothing."""
_RECORD = re.compile(r"^(?:status|decision-makers)[ \t]*:", re.MULTILINE)
"""Keys that every record has. They are no mistake in somebody else's front matter, as far as that
can be read at all."""
_OURS_ANYHOW = re.compile(r"^(?:review-by|affects)[ \t]*[:=]", re.MULTILINE)
"""Our own keys where they were not found as front matter."""
_MOST = 20_000
"""Characters of front matter that are looked at."""
_STATUS = re.compile(
    r"""^status[ \t]*:[ \t]*["']?((?:superseded|rejected|deprecated)\b[^"'\r\n#]*)""",
    re.MULTILINE | re.IGNORECASE,
)
"""A status with which a record no longer counts, as the templates of such records write it."""
_OPENED = re.compile(r"\s*(?:---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_HEADING = re.compile(r"^#|^\[.*\]\(", re.MULTILINE)
"""Where the text of a record begins, if nothing closed what is above it."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a record says of itself, and the `problems` of how it says it.

    `review_by` is a day, YYYY-MM-DD, on `line` of the file; "" where there is none. `affects` are
    patterns of file names, and `deciders` whoever the record names, "" for nobody. `gone` is the
    status of a record that no longer counts, such as "superseded by 0002", and "" of any other.
    """

    review_by: str = ""
    line: int = 0
    affects: tuple[str, ...] = ()
    deciders: str = ""
    gone: str = ""
    problems: tuple[Problem, ...] = ()


def front_matter(name: str, text: str) -> FrontMatter:
    """The front matter of `text`, the content of the file `name`; never raises."""
    found = FRONT_MATTER.match(text[:_MOST].removeprefix("\ufeff"))
    if found is None:
        return FrontMatter(problems=tuple(_not_found(name, text[:_MOST])))
    status = _STATUS.search(found[1])
    gone = shortened(status[1].strip()) if status else ""
    ours = bool(_OURS.search(found[1]))
    if not ours and not _RECORD.search(found[1]):
        return FrontMatter(gone=gone)
    file = SourceFile(name, comments=True)
    node: Node | None = None
    with suppress(TooManyProblemsError):
        # The line of dashes in front keeps the file's own line numbers.
        node = parse_text("---\n" + found[1].replace("\r\n", "\n"), file)
    if node is None:
        return FrontMatter(gone=gone, problems=tuple(sorted(file.problems)[:1]))
    if not ours:
        return FrontMatter(gone=gone)
    values = (
        {key.value: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
    )
    with suppress(TooManyProblemsError):
        _check_names(file, node)
        review_by, line = _review_by(file, values.get(REVIEW_BY))
        affects = tuple(_globs(file, values.get(AFFECTS)))
        deciders = ", ".join(_words(values.get(DECIDERS)))
        return FrontMatter(review_by, line, affects, deciders, gone, tuple(sorted(file.problems)))
    return FrontMatter(gone=gone, problems=tuple(sorted(file.problems)))


def _not_found(name: str, text: str) -> Iterator[Problem]:
    """What keeps our own keys at the top of a file from being front matter."""
    text = text.removeprefix("\ufeff")
    opened = _OPENED.match(text)
    if opened is None:
        return
    lines = re.sub(r"\r\n?", "\n", text[opened.end() :])
    rest = _HEADING.search(lines)
    own = _OURS_ANYHOW.search(lines[: rest.start()] if rest else lines)
    if own is None:
        return
    if "+++" in opened[0]:
        told = "this front matter is TOML; write it between two lines of ---, as YAML"
    elif not opened[0].startswith("---"):
        told = "nothing may stand above the line of --- that opens the front matter; remove it"
    elif opened[0].endswith("\r"):
        told = "the lines of this file end in CR only; save it with LF line ends"
    else:
        told = "the front matter is not closed; write a line of --- below it"
    line = opened[0].count("\n") + ("\n" not in opened[0])
    yield Problem(Place(name, line, 1), told, "yaml-syntax")


def _check_names(file: SourceFile, node: Node) -> None:
    for key, _ in node.entries if isinstance(node, MappingNode) else ():
        plain = re.sub(r"[-_ ]", "", key.value.lower())
        meant = next((name for name in (REVIEW_BY, AFFECTS) if name.replace("-", "") == plain), "")
        if meant not in ("", key.value):
            message = f"“{key.value}” counts for nothing; write {meant}"
            file.problem(key.line, key.column, message, "unknown-field")


def _review_by(file: SourceFile, value: object) -> tuple[str, int]:
    if value is None:
        return "", 0
    text = value.value.strip() if isinstance(value, ScalarNode) else ""
    line, column = _place(value)
    if day_of(text):
        return text, line
    given = f"“{shortened(text)}” is no day" if text else "no day is given"
    message = f"{REVIEW_BY}: {given}; write one such as {DAY_EXAMPLE}, or remove the line"
    file.problem(line, column, message, "no-such-day")
    return "", line


def _globs(file: SourceFile, value: object) -> list[str]:
    if value is None or (isinstance(value, ScalarNode) and value.kind == "null"):
        return []
    if isinstance(value, ScalarNode) and value.value.strip():
        return [value.value.strip()]
    if isinstance(value, SequenceNode):
        words = _words(value)
        if len(words) == len(value.items):
            return words
    line, column = _place(value)
    message = f'{AFFECTS}: write patterns of file names, such as `["deploy/**/*.yaml"]`'
    file.problem(line, column, message, "wrong-type")
    return []


def _words(value: object) -> list[str]:
    """The texts of a value or of a list of values; what is neither is left out."""
    items = value.items if isinstance(value, SequenceNode) else [value]
    texts = [each.value.strip() for each in items if isinstance(each, ScalarNode)]
    return [text for text in texts if text]


def _place(value: object) -> tuple[int, int]:
    """Line and column of a value."""
    if isinstance(value, ScalarNode | SequenceNode | MappingNode):
        return value.line, value.column
    return 1, 1
