"""Claims as pages show them: the notes that markers open, the list of all, how fresh they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ...engine.checked import checked_against
from ...engine.counted import counted
from ...engine.display_names import PRODUCT_NAMES
from ...engine.html_parts import listing, paragraph
from ...engine.kinds import EVERYWHERE, KINDS, home, rows_of
from ...engine.markup import Attributes, Markup, element, inline, join
from ...engine.model import EVIDENCE, Claim, Guide
from ...engine.source_marks import NOTE, claims_of, note_of, sent, short
from ...loader.claim_uses import Reliance, cited_together
from ...loader.controllers import Controllers
from ...loader.measured import Measured
from ...loader.source_address import source_address, source_names
from .notes import opened
from .report import Reports
from .unknown_name import known

__all__ = [
    "CHECKED",
    "CONTROLLERS_PAGE",
    "NEWER",
    "TOPICS",
    "claims_list",
    "runs_here",
    "with_notes",
]

NEWER = "In newer code"
"""What a note begins with that says whether a claim still holds; the introduction names it."""

TOPICS = {
    "contract": "Contract",
    "rollback": "Rollback",
    "autoscaling": "Autoscaling",
    "graph": "Graph",
    "operability": "Operability",
    "isolation": "Isolation",
    "modes": "Deployment modes",
    "llm": "LLM serving",
    "releases": "Releases",
    "hybrid": "Hybrids",
}
"""What the topics of claims are called."""

_NOWHERE = Reports()
_NO_RUNS: Mapping[str, str] = {}

CONTROLLERS_PAGE, MEASURED_PAGE = "examples/controllers/", "examples/ray-serve/"
"""The pages with what was run on the controllers, and what was measured on Ray Serve."""

_INFERRED = "inferred"
_ALL = "Show all"
CHECKED = Markup('<p class="dt-source dt-checked"></p>')
"""Where a page says what its claims were checked against; `with_notes` fills it."""

_MARKER = re.compile(rf'popovertarget="({NOTE}[a-z0-9_-]+)"')


_LIVE = re.compile(r'<decision-quiz\b[^>]* data-kind="([a-z]+)"')

_UNITS = ("aspects", "units", "precedence")
_BROUGHT = {
    "practice": (),
    "drills": ("drills", *_UNITS),
    "incident": ("cautions", "sights", "triage", "looks", "checks", *_UNITS),
}
"""The lists of the guide that each sort of page shows by its engine only; the others show what the
quiz does. Scenarios stand on their page with all their marks."""


def with_notes(guide: Guide, root: str, html: str, reports: Reports = _NOWHERE) -> str:
    """The page's content with numbered marks, what they open, and what its claims were checked
    against. Each claim in a note links to its entry, and to where `reports` of it go.

    Each note stands once. A page with the quiz gets those of marks that only the engine brings.
    """
    notes = {name: claims_of(name) for name in _MARKER.findall(html)}
    if CHECKED in html:
        cited = dict.fromkeys(name for claims in notes.values() for name in claims)
        told = element(
            "p",
            {"class": "dt-source dt-checked"},
            checked_against(map(guide.claim_by_id.__getitem__, cited)),
        )
        html = html.replace(CHECKED, told)
    if live := _LIVE.search(html):
        notes |= {note_of(claims): claims for claims in _brought(guide, live[1])}
    if not notes:
        return html
    # Notes that tell the same claim lie together: compression finds what is said again nearby.
    together = sorted(notes.items(), key=lambda note: sorted(note[1]))
    names = source_names(claim.source for claim in guide.claims)
    each = {claim.id: _told(claim, root, names[claim.source], reports) for claim in guide.claims}
    return sent(html) + opened(_note(each, *note) for note in together)


def _brought(guide: Guide, kind: str) -> tuple[tuple[str, ...], ...]:
    """The claims of each thing that the engine can show on a page of this sort."""
    quiz = (row.list for row in KINDS if row.sent == EVERYWHERE)
    lists = frozenset(_BROUGHT.get(kind, quiz))
    return cited_together(tuple(rows_of(guide, row) for row in KINDS if row.list in lists))


def _note(told: Mapping[str, Markup], name: str, claims: Iterable[str]) -> Markup:
    said = map(told.__getitem__, claims)
    return element("div", {"popover": True, "class": "dt-note", "id": short(name)}, *said)


def _told(claim: Claim, root: str, name: str, reports: Reports) -> Markup:
    entry = element("a", {"href": f"{root}{home(claim)}"}, claim.id)
    told = f"{PRODUCT_NAMES[claim.product]} {claim.versions}; {_known(claim)}, {claim.checked}."
    report = reports.way(home(claim), root)
    ways = ("Source: ", _source(claim, name), ". Entry: ", entry, ". ", report, ".")
    source = paragraph("dt-source", told, _newer(claim), " ", *ways)
    return join((paragraph("", inline(claim.text)), source))


def _known(claim: Claim) -> str:
    """What the claim rests on, in plain words."""
    return (
        f"what its makers say or offer, {claim.known}"
        if claim.about == "statement"
        else claim.known
    )


def _newer(claim: Claim) -> Markup:
    return inline(f" {NEWER}: {claim.newer}." if claim.newer else "")


def _source(claim: Claim, text: str) -> Markup:
    address = source_address(claim.source)
    if not address:
        return element("code", None, claim.source)
    return element("a", {"href": address}, text)


def runs_here(controllers: Controllers, measured: Measured) -> dict[str, str]:
    """The incidents that were run for this guide, by id, each with its place on the site."""
    return {
        **{each.id: f"{CONTROLLERS_PAGE}#run-{each.id}" for each in controllers.incidents},
        **{each.id: f"{MEASURED_PAGE}#measured-{each.id}" for each in measured.incidents},
    }


def claims_list(
    guide: Guide,
    root: str,
    relied: dict[str, tuple[Reliance, ...]],
    reports: Reports = _NOWHERE,
    runs: Mapping[str, str] = _NO_RUNS,
) -> Markup:
    """Every claim by product, with its source, what relies on it and where `reports` of it go, and
    a form that filters. `runs` are the places of incidents that were run. Raises UnknownNameError
    for a claim of a run that is not among them."""
    sections = []
    for product, name in PRODUCT_NAMES.items():
        claims = [claim for claim in guide.claims if claim.product == product]
        if claims:
            entries = (
                _entry(claim, root, relied[claim.id], reports, _run(claim, root, runs))
                for claim in claims
            )
            heading = element("h2", {"id": product, "data-search-exclude": True}, name)
            sections.append(element("section", {"data-group": True}, heading, *entries))
    return element("div", None, element("claims-filter", None, _form(guide), join(sections)))


def _form(guide: Guide) -> Markup:
    how = {key: name.capitalize() for key, name in EVIDENCE.items()}
    how[_INFERRED] = "Our conclusion"
    words: Attributes = {
        "class": "dt-shown",
        "aria-label": "Shown",
        "data-none": f"No statement matches. Choose “{_ALL}” to see all again",
        "data-one": counted(1, "statement"),
        "data-many": "N statements",
    }
    shown = element("output", words, counted(len(guide.claims), "statement"))
    return element(
        "form",
        {"class": "dt-filter", "hidden": True, "aria-label": "Filter the statements"},
        _choice("product", "Product", PRODUCT_NAMES),
        _choice("topic", "Topic", TOPICS),
        _choice("how", "How it is known", how),
        element(
            "label",
            None,
            "Words",
            element("input", {"type": "search", "name": "words", "autocomplete": "off"}),
        ),
        element("button", {"type": "reset"}, _ALL),
        shown,
    )


def _choice(name: str, label: str, words: dict[str, str]) -> Markup:
    options = (element("option", {"value": key}, word) for key, word in words.items())
    every = element("option", {"value": ""}, "All")
    return element("label", None, label, element("select", {"name": name}, every, *options))


def _run(claim: Claim, root: str, runs: Mapping[str, str]) -> Markup:
    """The way to what was run for this guide, where any of its runs is known."""
    if not claim.run or not runs:
        return Markup("")
    place = runs[known("run", claim.run, runs)]
    return join((" ", element("a", {"href": f"{root}{place}"}, "The run"), "."))


def _entry(
    claim: Claim, root: str, relied: tuple[Reliance, ...], reports: Reports, run: Markup
) -> Markup:
    how = _known(claim)
    told = f"{how[0].upper()}{how[1:]}, {claim.checked}. Version: {claim.versions}. Source: "
    anchor = {"class": "dt-anchor", "href": f"#{claim.id}", "aria-label": f"Link to: {claim.id}"}
    return element(
        "div",
        {
            "class": "dt-claim-entry",
            "id": claim.id,
            "data-product": claim.product,
            "data-topic": claim.topic,
            "data-how": f"{claim.evidence} {claim.how}".strip(),
        },
        paragraph("", inline(claim.text), " ", element("a", anchor, "#")),
        paragraph(
            "dt-source",
            told,
            _source(claim, claim.source),
            ".",
            run,
            _newer(claim),
            f" {TOPICS[claim.topic]}.",
            reports.link(home(claim), root),
        ),
        _relied(relied, root),
    )


def _relied(relied: Iterable[Reliance], root: str) -> Markup:
    each = [_place(place, root) for place in relied]
    many = "1 place relies" if len(each) == 1 else f"{len(each)} places rely"
    summary = element("summary", None, f"{many} on it")
    return element("details", {"class": "dt-relied"}, summary, listing(each))


def _place(place: Reliance, root: str) -> Markup:
    if not place.href:
        return element("span", None, place.label)
    return element("a", {"href": f"{root}{place.href}"}, place.label)
