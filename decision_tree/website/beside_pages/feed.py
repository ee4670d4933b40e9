"""What changed in the guide, as an Atom feed made of CHANGELOG.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markdown import markdown  # type: ignore[import-untyped]
from markdown.extensions.toc import slugify  # type: ignore[import-untyped]

from ...loader.days import DAY_PATTERN, day_of

__all__ = ["Change", "atom", "changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One section of the changelog: its heading, its day (YYYY-MM-DD) and its text as Markdown."""

    heading: str
    day: str
    text: str

    @property
    def anchor(self) -> str:
        """The id that the heading gets on the page of changes."""
        return str(slugify(self.heading, "-"))


def changes(changelog: str, today: str) -> tuple[Change, ...]:
    """The sections of a changelog; one whose heading names no day is of `today`.

    A reader of news wants a day for each: when `today` is "", those sections are left out.
    """
    sections = re.split(r"^## +(.+)$", changelog, flags=re.MULTILINE)[1:]
    return tuple(
        Change(heading.strip(), day, text.strip())
        for heading, text in zip(sections[::2], sections[1::2], strict=True)
        if text.strip() and (day := _day(heading) or today)
    )


def _day(heading: str) -> str:
    return next((day for day in re.findall(DAY_PATTERN, heading) if day_of(day)), "")


def atom(found: tuple[Change, ...], site: str, title: str, author: str, since: str) -> str:
    """The feed of a site at the address `site`; `changes/` there holds the same as a page.

    `since` is the day of a feed without entries.
    """
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _text(feed, "title", f"{title}: what changed")
    _text(feed, "id", f"{site}changes/")
    _text(feed, "updated", _moment(max((change.day for change in found), default=since)))
    _text(SubElement(feed, "author"), "name", author)
    SubElement(feed, "link", {"href": f"{site}changes/"})
    SubElement(feed, "link", {"rel": "self", "href": f"{site}changes.xml"})
    for change in found:
        entry = SubElement(feed, "entry")
        _text(entry, "title", change.heading)
        _text(entry, "id", f"{site}changes/#{change.anchor}")
        SubElement(entry, "link", {"href": f"{site}changes/#{change.anchor}"})
        _text(entry, "updated", _moment(change.day))
        _text(entry, "content", markdown(change.text)).set("type", "html")
    indent(feed)
    return tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
