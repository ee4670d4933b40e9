"""Makes addresses that nobody would make, and checks what each shows.

The promise for every one: no exception; the page is the page of the same state written
properly, preceded by notes that are plain text; and its size is bounded by the tree, whatever the
address's length. So nothing of an address is ever an element, an attribute, a style or a link.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from decision_tree.engine.decide_page import View
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import MOST_NOTES, decode, encode
from decision_tree.engine.link_reader import MAX_LENGTH
from decision_tree.engine.markup import element
from decision_tree.engine.model import NOT_SURE, RESULT, Guide
from decision_tree.engine.reconcile import reconcile_page, split_fragment

__all__ = [
    "check_address",
    "check_comparison",
    "damaged",
    "fragments",
    "noise",
    "only_text",
    "pair",
    "skeleton",
]

SNIPPETS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='x",
    "javascript:alert(1)",
    "</ul></section><h2>Gone</h2>",
    "<!--",
    "]]>",
    "{{ 7*7 }}",
    "{% raw %}",
    "[a](javascript:x)",
    "\u202e\u200b\ufeff",
    "\x00\x1b[31m",
    "\ud800",
    "&#60;b&#62;",
    "%3Cb%3E",
    "__proto__",
    "constructor",
    "../../etc/passwd",
    "expression(1);}body{display:none",
    "²",
    "٣",
    "0" * 5000,
    "9" * 5000,
)


def fragments(guide: Guide, seed: int) -> Iterator[str]:
    """Addresses without end, the same ones for the same seed."""
    pick = random.Random(seed)
    tree = guide.tree
    keys = [*tree.question_by_id, "v", "ask", "outcome", *(row.id for row in tree.retired)]
    values = [NOT_SURE, RESULT, str(tree.version), "0", "-1", *tree.outcome_by_id]
    values += [option.id for question in tree.questions for option in question.options]
    while True:
        pairs = [pair(pick, keys, values) for _ in range(pick.choice((0, 1, 2, 3, 5, 8, 13)))]
        text = pick.choice(("&", "&", "&", "&amp;", "%26", ";", "#")).join(pairs)
        yield damaged(pick, text)


def pair(pick: random.Random, keys: list[str], values: list[str]) -> str:
    """A key and a value, each of those given or noise, and what stands between them."""
    key = pick.choice(keys) if pick.random() < 0.7 else noise(pick)
    value = pick.choice(values) if pick.random() < 0.7 else noise(pick)
    return f"{key}{pick.choice(('=', '=', '=', '=', '', '==', '%3D'))}{value}"


def noise(pick: random.Random) -> str:
    """A short text that means harm, or characters from anywhere."""
    if pick.random() < 0.5:
        return pick.choice(SNIPPETS)
    return "".join(
        chr(pick.choice((pick.randrange(128), pick.randrange(0x11000)))) for _ in "12345"
    )


def damaged(pick: random.Random, text: str) -> str:
    """The text, sometimes with noise in place of some of it, and seldom many times over."""
    if text and pick.random() < 0.3:
        at = pick.randrange(len(text))
        text = text[:at] + noise(pick) + text[at + pick.randrange(4) :]
    return text * 40 if pick.random() < 0.01 else text


Act = tuple[str, tuple[tuple[str, str | None], ...]]
"""An element of a page, or `/` and the element that ends, with the attributes it carries."""


@dataclass
class _Skeleton(HTMLParser):
    """The elements of a page and the attributes that act, without the text between them."""

    acts: list[Act] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element with everything it carries."""
        self.acts.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        self.acts.append(("/" + tag, ()))

    def handle_data(self, data: str) -> None:
        """Keep what is only text."""
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        """No page has one."""
        self.acts.append(("comment", ((data, None),)))

    def handle_decl(self, decl: str) -> None:
        """No page has one."""
        self.acts.append(("declaration", ((decl, None),)))


def skeleton(html: str) -> tuple[list[Act], str]:
    """The elements of `html` with their attributes, in order, and the text between them."""
    parser = _Skeleton()
    parser.feed(html)
    parser.close()
    return parser.acts, "".join(parser.said)


def check_address(view: View, fragment: str, clean: dict[str, str]) -> None:
    """Assert the promise for the quiz's address ending in `fragment`.

    `clean` keeps the pages of proper addresses between calls.
    """
    tree = view.guide.tree
    state = decode(tree, fragment)
    html = view.page(state).html
    proper = encode(state)
    # What became of a link is told otherwise where it was not read whole, or is of a newer tree.
    same = f"{proper} {bool(state.missed)} {state.newer}"
    if same not in clean:
        if len(clean) > 5000:
            clean.clear()
        again = replace(decode(tree, proper), missed=state.missed, newer=state.newer)
        clean[same] = view.page(again).html.removeprefix(_notes(again.notes))
    notes = _notes(state.notes)
    assert html == notes + clean[same], "the page is not the page of the same state"
    only_text(notes, state.notes)
    assert len(proper) <= _longest(view.guide), "an address grows with what it was given"
    assert len(state.notes) <= MOST_NOTES + 1
    assert all(len(note) < 400 for note in state.notes)


def _longest(guide: Guide) -> int:
    tree = guide.tree
    options = [max(len(o.id) for o in q.options) + len(q.id) + 12 for q in tree.questions]
    return sum(options) + 200


def _notes(notes: tuple[str, ...]) -> str:
    if not notes:
        return ""
    items = (element("li", None, note) for note in notes)
    return element("div", {"role": "status"}, element("ul", {"class": "dt-notes"}, *items))


def only_text(html: str, notes: tuple[str, ...]) -> None:
    """Assert that `html` is the list of these notes, and each of them nothing but text."""
    if not notes:
        return
    acts, said = skeleton(html)
    items: list[Act] = [("li", ()), ("/li", ())] * len(notes)
    around: list[Act] = [("div", (("role", "status"),)), ("ul", (("class", "dt-notes"),))]
    assert acts == [*around, *items, ("/ul", ()), ("/div", ())], html
    assert said == "".join(notes)


def check_comparison(parts: Parts, fragment: str, most: int = 10**9) -> None:
    """Assert that the page comparing links is made of the view's own elements only, and has no
    more than `most` characters."""
    html, _ = reconcile_page(parts, fragment)
    assert len(html) <= most
    acts, _ = skeleton(html)
    for tag, attributes in acts:
        assert tag.removeprefix("/") in _TAGS, tag
        for name, value in attributes:
            assert name in _ATTRIBUTES, name
            if name == "href":
                assert str(value).startswith((parts.root, "#")), value
            if name == "value":
                typed = [each[:MAX_LENGTH] for each in split_fragment(fragment)]
                assert not value or value.startswith("#v=") or value in typed, value


_TAGS = frozenset(
    {
        "form",
        "label",
        "input",
        "textarea",
        "button",
        "p",
        "ul",
        "li",
        "section",
        "h2",
        "b",
        "a",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "strong",
    }
)
_ATTRIBUTES = frozenset(
    {
        "class",
        "rows",
        "name",
        "value",
        "placeholder",
        "autocomplete",
        "spellcheck",
        "required",
        "type",
        "data-do",
        "role",
        "tabindex",
        "href",
        "scope",
        "data-label",
    }
)
