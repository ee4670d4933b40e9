"""The front matter of a team's own record: what it says of itself between two lines of dashes.

Only the keys that this guide gives a meaning to are looked at. Front matter without any of them is
somebody else's, whatever is in it, and is passed by.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .days import DAY_EXAMPLE, DAY_PATTERN, day_of
from .page_text import FRONT_MATTER
from .problems import Place, Problem, misspelt, shortened
from .yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceFile,
    TooManyProblemsError,
    parse_text,
)

__all__ = ["FrontMatter", "front_matter"]

REVIEW_BY, AFFECTS, DECIDERS = "review-by", "affects", "decision-makers"
_JSON_REVIEW_BY = "review_by"
"""What JSON calls the day."""

_KEY = re.compile(r"^(\w[\w -]*?)[ \t]*:", re.MULTILINE)
_NEAR = 0.9
"""How much alike two words are of which one is taken for a misspelling of the other."""
_RECORD = re.compile(r"^(?:status|decision-makers)[ \t]*:", re.MULTILINE)
"""Keys that every record has. They are no mistake in somebody else's front matter, as far as that
can be read at all."""
_OURS_ANYHOW = re.compile(r"^(?:review-by|affects)[ \t]*[:=]", re.MULTILINE)
"""Our own keys where they were not found as front matter."""
_MOST = 20_000
"""Characters of front matter that are looked at."""
_GONE = ("superseded", "rejected", "deprecated")
_STATUS = re.compile(
    rf"""^status[ \t]*:[ \t]*["']?((?:{"|".join(_GONE)})\b[^"'\r\n#]*)""",
    re.MULTILINE | re.IGNORECASE,
)
"""A status with which a record no longer counts, as the templates of such records write it."""
_JSON = re.compile(r'\s*\{\s*"record"\s*:\s*"serving-contract"')
"""How a record in JSON begins."""
_OPENED = re.compile(r"\s*(?:---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_HEADING = re.compile(r"^#|^\[.*\]\(", re.MULTILINE)
"""Where the text of a record begins, if nothing closed what is above it."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a record says of itself, and the `problems` of how it says it.

    `review_by` is a day, YYYY-MM-DD, on `line` of the file; "" where there is none. `affects` are
    patterns of file names, and `deciders` whoever the record names, "" for nobody. `gone` is the
    status of a record that no longer counts, such as "superseded by 0002", and "" of any other.
    `ours` says that it is a record of this guide, by the keys that it has, and `json` that it is
    one in JSON.
    """

    review_by: str = ""
    line: int = 0
    affects: tuple[str, ...] = ()
    deciders: str = ""
    gone: str = ""
    problems: tuple[Problem, ...] = ()
    ours: bool = False
    json: bool = False

    @property
    def review_name(self) -> str:
        """What the record calls the day to review it."""
        return _JSON_REVIEW_BY if self.json else REVIEW_BY


def front_matter(name: str, text: str) -> FrontMatter:
    """The front matter of `text`, the content of the file `name`, or what a record in JSON says
    instead; never raises."""
    if _JSON.match(text):
        return _of_json(name, text)
    found = FRONT_MATTER.match(text[:_MOST].removeprefix("\ufeff"))
    if found is None:
        return FrontMatter(problems=tuple(_not_found(name, text[:_MOST])))
    status = _STATUS.search(found[1])
    gone = shortened(status[1].strip()) if status else ""
    ours = any(map(_meant, _KEY.findall(found[1])))
    if not ours and not _RECORD.search(found[1]):
        return FrontMatter(gone=gone)
    file = SourceFile(name, comments=True)
    node: Node | None = None
    with suppress(TooManyProblemsError):
        # The line of dashes in front keeps the file's own line numbers.
        node = parse_text("---\n" + found[1].replace("\r\n", "\n"), file)
    if node is None:
        return FrontMatter(gone=gone, problems=tuple(sorted(file.problems)[:1]), ours=ours)
    if not ours:
        return FrontMatter(gone=gone)
    values = (
        {key.value: value for key, value in node.entries} if isinstance(node, MappingNode) else {}
    )
    with suppress(TooManyProblemsError):
        _check_names(file, node)
        _check_words(file, values.get("date"), values.get("status"))
        review_by, line = _review_by(file, values.get(REVIEW_BY))
        affects = tuple(_globs(file, values.get(AFFECTS)))
        deciders = ", ".join(_words(values.get(DECIDERS)))
        problems = tuple(sorted(file.problems))
        return FrontMatter(review_by, line, affects, deciders, gone, problems, ours)
    return FrontMatter(gone=gone, problems=tuple(sorted(file.problems)), ours=ours)


def _of_json(name: str, text: str) -> FrontMatter:
    """What a record in JSON says of itself."""
    try:
        data: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        told = f"this record is no whole JSON ({error.msg}); write it again"
        place = Place(name, error.lineno, error.colno)
        return FrontMatter(problems=(Problem(place, told, "yaml-syntax"),), ours=True, json=True)
    except RecursionError:
        told = "this record is nested too deeply; write it again"
        return FrontMatter(problems=(Problem(Place(name, 1, 1), told, "yaml-syntax"),), ours=True)
    status = str(data.get("status") or "").strip()
    gone = shortened(status) if status.lower().startswith(_GONE) else ""
    day = str(data.get(_JSON_REVIEW_BY) or "")
    line = text[: max(0, text.find(f'"{_JSON_REVIEW_BY}"'))].count("\n") + 1
    if not day or day_of(day):
        return FrontMatter(day, line, gone=gone, ours=True, json=True)
    problem = Problem(Place(name, line, 1), _no_day(_JSON_REVIEW_BY, day), "no-such-day")
    return FrontMatter(gone=gone, problems=(problem,), ours=True, json=True)


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


def _meant(key: str) -> str:
    """Which of our own keys this one is, or was meant to be; "" for none."""
    own = {name.replace("-", ""): name for name in (REVIEW_BY, AFFECTS)}
    return own.get(misspelt(re.sub(r"[-_ ]", "", key), own, _NEAR), "")


def _check_names(file: SourceFile, node: Node) -> None:
    for key, _ in node.entries if isinstance(node, MappingNode) else ():
        meant = _meant(key.value)
        if meant not in ("", key.value):
            message = f"“{key.value}” counts for nothing; write {meant}"
            file.problem(key.line, key.column, message, "unknown-field")


def _check_words(file: SourceFile, date: object, status: object) -> None:
    """A day that never was, and a status that nearly is one with which a record is passed by."""
    day = date.value.strip() if isinstance(date, ScalarNode) else ""
    if re.fullmatch(DAY_PATTERN, day, re.ASCII) and not day_of(day):
        file.problem(*_place(date), _no_day("date", day), "no-such-day")
    word = next(iter(status.value.split()), "") if isinstance(status, ScalarNode) else ""
    meant = misspelt(word, _GONE, 0.85)
    if meant and word.lower() != meant:
        told = f"“{shortened(word)}” counts for nothing; write {meant}"
        file.problem(*_place(status), told, "unknown-field")


def _no_day(key: str, given: str) -> str:
    told = f"“{shortened(given)}” is no day" if given else "no day is given"
    return f"{key}: {told}; write one such as {DAY_EXAMPLE}, or remove the line"


def _review_by(file: SourceFile, value: object) -> tuple[str, int]:
    if value is None:
        return "", 0
    text = value.value.strip() if isinstance(value, ScalarNode) else ""
    line, column = _place(value)
    if day_of(text):
        return text, line
    file.problem(line, column, _no_day(REVIEW_BY, text), "no-such-day")
    return "", line


def _globs(file: SourceFile, value: object) -> list[str]:
    if value is None or (isinstance(value, ScalarNode) and value.kind == "null"):
        return []
    items = value.items if isinstance(value, SequenceNode) else [value]
    if all(isinstance(each, ScalarNode) and each.kind == "str" for each in items):
        words = _words(value)
        if len(words) == len(items):
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
