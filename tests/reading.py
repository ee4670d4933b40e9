"""HTML as a reader meets it: its elements in order, each with what it carries and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "elements", "outline"]

_VOID = ("input", "br")


@dataclass
class Element:
    """An element: its name, its attributes (a flag's value is ""), and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class _Reader(HTMLParser):
    found: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open it; names are written as they are meant, in lower case."""
        written = self.get_starttag_text() or ""
        assert all(part in written for part in (f"<{tag}", *(f" {name}" for name, _ in attrs)))
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close it; no page closes anything else than what it opened last."""
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to each element around it."""
        for element in self.open:
            element.text += data


def elements(html: str) -> list[Element]:
    """Every element of `html`, in the order in which they open."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader.found


def outline(html: str, *tags: str) -> list[str]:
    """The elements called so (all when none is named), one a line: `name.class.class: its text`."""
    return [
        f"{'.'.join((each.tag, *each.attributes.get('class', '').split()))}: {each.text}"
        for each in elements(html)
        if not tags or each.tag in tags
    ]
