"""Every field and every check of the content files as tables for contributors.

Fields in the words of the schema, checks in those of `every_check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.markup import Markup, element, inline, join
from ...loader.days import DAY_EXAMPLE
from ...loader.every_check import CHECKS
from ...loader.fields import (
    DECISIONS,
    EVERY_FILE,
    MOST_ID,
    NO_LIMIT,
    NOT_KNOWN,
    Choice,
    Day,
    Facts,
    Field,
    Id,
    Leans,
    Many,
    Record,
    Ref,
    Said,
    Shape,
    Text,
    Whole,
)
from ...loader.problems import article
from .tables import table

__all__ = ["checks_reference", "fields_reference"]


def fields_reference() -> str:
    """Markdown: a section for each kind of content file, and in it a table for each record."""
    return "\n\n".join(
        part
        for name, record in EVERY_FILE
        for part in (f"## `{name}` {{ #{record.name} }}", *_tables(record.name, record, set()))
    )


def checks_reference() -> str:
    """A table of the checks, each with the case of tests/bad_content/ that shows its message."""
    rows = (
        (
            tag,
            (
                element("code", None, tag),
                inline(check.refuses),
                element("code", None, check.example) if check.example else join(("in a test",)),
            ),
        )
        for tag, check in CHECKS.items()
    )
    return table("The checks of the content", ("Check", "Refuses", "Example"), rows)


def _tables(file: str, record: Record, seen: set[str]) -> Iterator[Markup]:
    if record.name in seen:
        return
    seen.add(record.name)
    rows = (
        (
            f"{file}-{record.name}-{field.name}".replace(" ", "-"),
            (element("code", None, field.name), _what(field), inline(field.doc)),
        )
        for field in record.fields
    )
    yield table(f"One {record.name}", ("Field", "What stands there", "For"), rows)
    for field in record.fields:
        inner = field.shape.item if isinstance(field.shape, Many) else field.shape
        if isinstance(inner, Record):
            yield from _tables(file, inner, seen)


def _what(field: Field) -> Markup:
    said = _said(field.shape)
    return said if field.required else join((said, "; may be left out"))


def _said(shape: Shape) -> Markup:
    if isinstance(shape, Record):
        return join((f"one {shape.name}",))
    if isinstance(shape, Many):
        return _many(shape)
    if isinstance(shape, Choice):
        return join((element("code", None, word) for word in shape.words), ", ")
    if isinstance(shape, Text):
        form = f" such as `{shape.example}`" if shape.pattern else ""
        return inline(f"text of at most {shape.most} characters{form}")
    if isinstance(shape, Said):
        parts = "`text`, `claims` and `after`" if shape.answered else "`text` and `claims`"
        return inline(f"text of at most {shape.most} characters, or {parts}")
    if isinstance(shape, Leans):
        return inline(f"a mapping from {_either(DECISIONS)} to a side, or `{{}}`")
    if isinstance(shape, Facts):
        return inline(f"a mapping from a question to its answer, or to `{NOT_KNOWN}`")
    return _single(shape)


def _single(shape: Day | Id | Ref | Whole) -> Markup:
    if isinstance(shape, Day):
        return inline(f"a day that has been, such as `{DAY_EXAMPLE}`")
    if isinstance(shape, Ref) and shape.to == "answer":
        return inline("an answer to a question or a gate, as `question=option`")
    if isinstance(shape, Ref):
        return join(("the id of ", article(shape.to)))
    if isinstance(shape, Whole):
        return join((f"a whole number of at least {shape.least}",))
    return join((f"an id: small letters, digits, hyphens, at most {MOST_ID} characters",))


def _many(shape: Many) -> Markup:
    most = "" if shape.most == NO_LIMIT else f" to {shape.most}"
    number = f"{shape.least}{most}" if shape.least != shape.most else str(shape.least)
    several = f"a list of {number}" if most else f"a list of at least {shape.least}"
    if not shape.least and not most:
        several = "a list"
    return join((several, ", each ", _said(shape.item)))


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(f'`{word}`' for word in words[:-1])} or `{words[-1]}`"
