"""HTML as a reader meets it: its elements in order, each with what it carries and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "elements", "outline", "sketch"]

_VOID = ("input", "br", "wbr")
_NAMES = re.compile(r"\s([^\s=]+?)(?:=\"[^\"]*\")?(?=[\s>])")


@dataclass
class Element:
    """An element: its name, its attributes (a flag's value is ""), which of them are flags, and the
    elements and texts inside it, in order."""

    tag: str
    attributes: dict[str, str]
    flags: frozenset[str] = frozenset()
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


def _written(tag: str) -> tuple[str, list[str]]:
    """The name of an element and those of its attributes in the text of its start tag."""
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0], _NAMES.findall(tag)


@dataclass
class _Reader(HTMLParser):
    root: Element = field(default_factory=lambda: Element("", {}))

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open it, with the names as they are written: the parser lowers their letters."""
        name, names = _written(self.get_starttag_text() or "")
        given = dict(zip(names, (value for _, value in attrs), strict=True))
        flags = frozenset(each for each, value in given.items() if value is None)
        element = Element(name, {each: value or "" for each, value in given.items()}, flags)
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close it; no page closes anything else than what it opened last."""
        assert self.open.pop().tag.lower() == tag

    def handle_data(self, data: str) -> None:
        """Text stands in the innermost element."""
        self.open[-1].inside.append(data)


def _read(html: str) -> Element:
    """An element without a name that holds all of `html`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def _within(element: Element) -> Iterator[Element]:
    for each in element.inside:
        if isinstance(each, Element):
            yield each
            yield from _within(each)


def elements(html: str) -> list[Element]:
    """Every element of `html`, in the order in which they open."""
    return list(_within(_read(html)))


def outline(html: str, *tags: str) -> list[str]:
    """The elements called so (all when none is named), one a line: `name.class.class: its text`."""
    return [
        f"{'.'.join((each.tag, *each.attributes.get('class', '').split()))}: {each.text}"
        for each in elements(html)
        if not tags or each.tag in tags
    ]


def sketch(html: str) -> str:
    """`html` as people read it: a line for each element with its classes, attributes and text, what
    is inside it indented below; `a > b` is an element with nothing but another one inside."""
    return "\n".join(line for each in _read(html).inside for line in _lines(each, ""))


def _lines(node: Element | str, indent: str) -> Iterator[str]:
    line = f"{indent}{_line(node)}"
    while isinstance(node, Element) and len(node.inside) == 1:
        node = node.inside[0]
        line += f" {_line(node)}" if isinstance(node, str) else f" > {_line(node)}"
    yield line
    for each in node.inside if isinstance(node, Element) else ():
        yield from _lines(each, f"{indent}  ")


def _line(node: Element | str) -> str:
    """Text stands between quotes, so that its spaces are seen."""
    if isinstance(node, str):
        return f"“{node}”"
    named = dict(node.attributes)
    css = named.pop("class").split() if named.get("class") else []
    written = (name if name in node.flags else f'{name}="{value}"' for name, value in named.items())
    return " ".join((".".join((node.tag, *css)), *written))
