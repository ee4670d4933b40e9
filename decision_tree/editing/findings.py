"""What a command found in somebody's files, in the forms that people and programs read.

`recheck` and `guard` make findings; how one looks in a terminal, on GitHub, in a comment of a pull
request or in a report of tests is said here, once for both.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from ..engine.markdown import escape, inline
from ..loader.printing import visible
from ..loader.problems import Place, github_note

__all__ = ["ERROR", "FORMATS", "NOTE", "PASSED", "WARNING", "Finding", "report"]

FORMATS = ("text", "json", "github", "markdown", "junit")

ERROR, WARNING, NOTE, PASSED = "error", "warning", "notice", "passed"
"""How much a finding matters. What passed is told only where a form counts it."""

_LEVELS = (ERROR, WARNING, NOTE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: where, of which `kind` (a word for programs), and what is to be said of it.

    A `line` or `column` of 0 is not known. `details` are sentences below the first one; they may
    hold `code`. `data` is what JSON tells besides.
    """

    file: str
    line: int
    kind: str
    level: str
    text: str
    column: int = 0
    details: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def place(self) -> str:
        """The place as people write it: file:line:column, as far as that is known."""
        return ":".join((self.file, *(str(n) for n in (self.line, self.column) if n)))


def report(
    found: Sequence[Finding], summary: str, form: str, title: str, failing: Collection[str]
) -> str:
    """`found` in one of FORMATS, without the last line end. `summary` is one line for people, and
    `title` names the command; programs get neither where their form has no place for it. `failing`
    are the levels with which the command fails, so that a report of tests says the same."""
    told = [each for each in found if each.level != PASSED]
    if form == "json":
        return json.dumps([_data(each) for each in found], indent=1, ensure_ascii=False)
    if form == "junit":
        return "\n".join(_junit(found, title, failing))
    if form == "markdown":
        return "\n".join(_markdown(told, summary, title))
    if form == "github":
        return "\n".join((*map(_github, told), summary))
    return "\n".join((*(line for each in told for line in _text(each)), summary))


def _text(found: Finding) -> Iterator[str]:
    yield f"{found.place}: {_plain(found.text)}"
    for detail in found.details:
        yield f"    - {_plain(detail)}"


def _plain(text: str) -> str:
    """`text` without marks of bold type; in code, two asterisks are a part of a pattern."""
    parts = text.split("`")
    return "`".join(each if at % 2 else each.replace("**", "") for at, each in enumerate(parts))


def _data(found: Finding) -> dict[str, Any]:
    place = {"file": found.file, "line": found.line, "column": found.column}
    told = {"kind": found.kind, "level": found.level, "text": found.text}
    details = {"details": list(found.details)} if found.details else {}
    return {**place, **told, **details, **found.data}


def _github(found: Finding) -> str:
    place = Place(visible(found.file, keep=""), found.line, found.column)
    lines = [_plain(found.text), *(f"- {_plain(detail)}" for detail in found.details)]
    return github_note(found.level, place, found.kind, lines)


def _markdown(found: Sequence[Finding], summary: str, title: str) -> Iterator[str]:
    yield f"### {escape(title)}"
    yield ""
    yield escape(summary)
    for level in _LEVELS:
        rows = [each for each in found if each.level == level]
        if not rows:
            continue
        yield ""
        for each in rows:
            yield f"- **{escape(each.place)}** ({escape(each.kind)}): {_inline(each.text)}"
            yield from (f"  - {_inline(detail)}" for detail in each.details)


def _inline(text: str) -> str:
    """`text` with its code as code; where a mark has no partner it is somebody else's."""
    return escape(text) if text.count("`") % 2 else inline(text)


def _junit(found: Sequence[Finding], title: str, failing: Collection[str]) -> Iterator[str]:
    """The report that CI servers read. Each finding is a test, so that what passed counts."""
    failed = sum(each.level in failing for each in found)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    counts = f'tests="{len(found)}" failures="{failed}" errors="0"'
    yield f"<testsuites {counts}>"
    yield f"  <testsuite name={_attribute(title)} {counts}>"
    named: Counter[str] = Counter()
    for each in found:
        name = f"{each.place} {each.kind}"
        named[name] += 1
        name += f" {named[name]}" if named[name] > 1 else ""
        head = f"classname={_attribute(each.file)} name={_attribute(name)}"
        body = escape_xml(_xml("\n".join((_plain(each.text), *map(_plain, each.details)))))
        if each.level not in failing:
            said = f"<system-out>{body}</system-out>" if each.level != PASSED else ""
            yield f"    <testcase {head}>{said}</testcase>" if said else f"    <testcase {head}/>"
            continue
        yield f"    <testcase {head}>"
        told = f"type={_attribute(each.kind)} message={_attribute(_plain(each.text))}"
        yield f"      <failure {told}>{body}</failure>"
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _attribute(text: str) -> str:
    return quoteattr(_xml(text))


def _xml(text: str) -> str:
    """`text` without the characters that XML has no way to write."""
    return "".join(_allowed(visible(text)))


def _allowed(text: Iterable[str]) -> Iterator[str]:
    return (char if char not in "\ufffe\uffff" else "\ufffd" for char in text)
