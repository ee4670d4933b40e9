"""Terms of the glossary on other pages: the first use of each opens its meaning.

The page's own Markdown is given an abbreviation for each form of a term, so that the Markdown
library finds the words (never in code or addresses); the `<abbr>` it makes becomes a button that
opens a note, by touch and keyboard and without any script, as the markers of claims do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...engine.kinds import home
from ...engine.markup import Markup, element, inline
from ...engine.model import Guide, Term
from .notes import opened

__all__ = ["abbreviations", "with_terms"]

NOTE = "term-"
"""The id of a term's note on a page is this and the term's own id."""

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>|<!--.*?-->", re.DOTALL)
_QUIET = frozenset(
    ("a", "button", "summary", "label", "h1", "h2", "h3", "h4", "th", "dt", "svg", "caption")
)
"""Elements in which a word stays a word: links, controls, headings and names."""


def abbreviations(guide: Guide) -> str:
    """Markdown that marks every form of every term; each with a capital as well."""
    lines = []
    for term in guide.terms:
        for form in (term.term, *term.forms):
            forms = dict.fromkeys((form, f"{form[:1].upper()}{form[1:]}"))
            lines += [f"*[{each}]: {NOTE}{term.id}" for each in forms]
    return "\n\n" + "\n".join(lines) + "\n"


def with_terms(guide: Guide, root: str, html: str) -> str:
    """The page's content with the first use of each term as a button, and the notes they open."""
    known = {f"{NOTE}{term.id}": term for term in guide.terms}
    used: dict[str, Term] = {}
    made = "".join(_replaced(known, used, html))
    if not used:
        return made
    return made + opened(_note(root, name, term) for name, term in used.items())


def _replaced(known: dict[str, Term], used: dict[str, Term], html: str) -> Iterator[str]:
    quiet, at, opened = 0, 0, ""
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()]
        at = tag.end()
        closing, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        found = re.search(r'title="([^"]*)"', attributes)
        if name == "abbr" and not closing and found and found[1] in known:
            fresh = found[1] not in used and not quiet
            opened = "button" if fresh else "none"
            if fresh:
                used[found[1]] = known[found[1]]
                yield f'<button type="button" class="dt-term" popovertarget="{found[1]}">'
        elif name == "abbr" and closing and opened:
            yield "</button>" if opened == "button" else ""
            opened = ""
        else:
            quiet += (name in _QUIET) * (-1 if closing else 1)
            yield tag[0]
    yield html[at:]


def _note(root: str, name: str, term: Term) -> Markup:
    entry = element("a", {"href": f"{root}{home(term)}"}, f"Glossary: {term.term}")
    said = element(
        "p", None, element("b", None, term.term), ": ", inline(term.means.text), " ", entry
    )
    return element("div", {"popover": True, "class": "dt-note", "id": name}, said)
