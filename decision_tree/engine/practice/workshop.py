"""A workshop: the cases that somebody chose, on one sheet each, with a plan for the hour.

The choice is the address, by the numbers of the cases, so that one link serves the whole room:

    v=1&cases=S4,S25,D7&answers=off
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import markdown
from ..link import few, notes_on, short
from ..markup import Markup, element, inline, join
from ..model import Drill, Guide, Scenario
from ..parts import by_hand, counted, grid, link, listing, notes_list, option_link, paragraph
from ..reader import read
from ..view import Page
from .agenda import HOUR, agenda, ask_of, inject_of, total
from .attempt import DRILL, FORM, SCENARIO, WORDS, Attempt, encode_attempt
from .case import CASE_PAGES, case_kind
from .pages import PracticeView
from .rating import cases_of, label, rating, start_here

__all__ = ["Workshop", "WorkshopView", "decode_workshop", "encode_workshop", "run_sheet"]

_DEBRIEF = (
    "Which answer did most of us give and was wrong, and what made it tempting?",
    "Who was sure and wrong? What would have made us ask again?",
    "Which of these cases is ours? Who owns our serving contract, and who said so?",
    "What can we put back tonight, who can do it alone, and when did we last try?",
)
_KINDS = {SCENARIO: "Scenarios", DRILL: "Rollback drills"}


@dataclass(frozen=True, slots=True)
class Workshop:
    """The cases in the order chosen, and whether their answers are printed after them."""

    cases: tuple[Scenario | Drill, ...] = ()
    answers: bool = True


def encode_workshop(made: Workshop) -> str:
    """The fragment of this workshop, without the hash sign."""
    cases = ",".join(map(label, made.cases))
    return f"v={FORM}" + f"&cases={cases}" * bool(cases) + "&answers=off" * (not made.answers)


def decode_workshop(guide: Guide, fragment: str) -> tuple[Workshop, tuple[str, ...]]:
    """The workshop in `fragment`, and notes (plain, unescaped) on what is no case. Never raises."""
    found = read(fragment, WORDS)
    notes, given = notes_on(found), dict(found.pairs)
    known = {label(case): case for kind in _KINDS for case in cases_of(guide, kind)}
    chosen: list[Scenario | Drill] = []
    for name in filter(None, given.get("cases", "").split(",")):
        case = known.get(name.upper())
        if case is None:
            notes.append(f"There is no case “{short(name)}”, so it was left out.")
        elif case not in chosen:
            chosen.append(case)
    return Workshop(tuple(chosen), given.get("answers") != "off"), few(notes)


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """Renders the page of a workshop; `root` leads from it to the root of the site."""

    guide: Guide
    root: str = "../"

    def static(self) -> Markup:
        """What to start with, and below it every case on a sheet of its own."""
        heading = element("h2", {"tabindex": "-1"}, "Choose the cases")
        start = element("section", {"class": "dt-card"}, heading, self._start())
        sheets = (
            join((element("h2", {"id": name}, _KINDS[kind]), self._view(kind).sheets()))
            for kind, name in ((SCENARIO, "scenarios"), (DRILL, "drills"))
        )
        return join((start, element("div", None, *sheets)))

    def page(self, fragment: str, kept: str = "") -> Page:
        """What the address ending in `fragment` shows; a workshop keeps nothing."""
        del kept
        made, notes = decode_workshop(self.guide, fragment)
        html = join((notes_list(notes), self._picks(made), self._paper(made)))
        return Page(html, "Run a workshop", ())

    def _view(self, kind: str) -> PracticeView:
        return PracticeView(self.guide, kind, self.root)

    # -- choosing ----------------------------------------------------------------------------------

    def _start(self) -> Markup:
        first = Workshop(
            (*start_here(self.guide, SCENARIO)[-2:], *start_here(self.guide, DRILL)[-2:-1])
        )
        names = ", ".join(map(label, first.cases))
        href = f"#{encode_workshop(first)}"
        every = f"#v={FORM}&answers=on"
        ways = (
            (href, f"Start with {names}", "Three cases, an hour"),
            (every, "Choose from all", ""),
        )
        items = (element("li", None, option_link(*way)) for way in ways)
        return element("ul", {"class": "dt-options"}, *items)

    def _picks(self, made: Workshop) -> Markup:
        slots = agenda(self.guide, made.cases)
        minutes = total(slots)
        names = ", ".join(map(label, made.cases))
        if not made.cases:
            told = "Choose the cases"
        elif minutes <= HOUR:
            told = f"{names}: an hour"
        else:
            told = f"{names}: {minutes} minutes, more than an hour"
        return element(
            "section",
            {"class": "dt-card dt-picks"},
            element("h2", {"tabindex": "-1"}, told),
            self._print(made, slots[-1].minutes) if made.cases else self._start(),
            *(
                element(
                    "details",
                    {"class": "dt-fold", "open": True},
                    element("summary", None, f"{name} to choose from"),
                    listing((self._pick(made, case) for case in cases), css="dt-cases"),
                )
                for kind, name in _KINDS.items()
                for cases in (cases_of(self.guide, kind),)
            ),
        )

    def _pick(self, made: Workshop, case: Scenario | Drill) -> Markup:
        chosen = case in made.cases
        others = tuple(each for each in made.cases if each != case)
        after = replace(made, cases=others if chosen else (*others, case))
        attributes = {
            "class": "dt-case",
            "href": f"#{encode_workshop(after)}",
            "id": f"pick-{label(case)}",
            "aria-current": "true" if chosen else False,
        }
        number = element("b", {"class": "dt-case-number"}, label(case))
        return element(
            "a",
            attributes,
            element("span", {"class": "dt-case-title"}, number, " ", inline(case.title)),
            element("span", {"class": "dt-case-rating"}, rating(self.guide, case).told),
            element("span", {"class": "dt-case-standing"}, "Chosen" if chosen else "Add"),
        )

    def _print(self, made: Workshop, closing: int) -> Markup:
        """The form that prints and copies; the page fills in what only it knows."""
        sheets = counted(len(made.cases), "sheet")
        answers = counted(len(made.cases), "page") + " of answers" if made.answers else "no answers"
        other = replace(made, answers=not made.answers)
        turn = "Leave the answers out" if made.answers else "Print the answers too"
        more = (
            (paragraph("", f"{closing} minutes are left for the debrief. Add a case."),)
            if closing > 2 * HOUR // 5
            else ()
        )
        return join(
            (
                *more,
                paragraph("", f"On paper: the run sheet, {sheets}, {answers}. "),
                paragraph("", link("", f"#{encode_workshop(other)}", turn)),
                element(
                    "form",
                    {
                        "class": "dt-keep",
                        "data-fragment": encode_workshop(made),
                        "data-call": "practice_record",
                        "data-copied": "The run sheet is copied.",
                    },
                    element(
                        "div",
                        {"class": "dt-buttons"},
                        *(
                            element("button", {"type": "button", "data-do": action}, name)
                            for action, name in (
                                ("print", "Print"),
                                ("copy-link", "Copy link for the room"),
                                ("copy-record", "Copy run sheet"),
                            )
                        ),
                    ),
                    *by_hand(),
                ),
                paragraph(
                    "",
                    "Answers on screen? Each person copies a link below the feedback. ",
                    link("", f"{self.root}room/", "Put the links of a room together"),
                ),
            )
        )

    # -- on paper ----------------------------------------------------------------------------------

    def _paper(self, made: Workshop) -> Markup:
        if not made.cases:
            return Markup("")
        return element(
            "div",
            {"class": "dt-workshop"},
            self._run_sheet(made.cases),
            *(self._sheet(case, False) for case in made.cases),
            *(self._sheet(case, True) for case in made.cases if made.answers),
        )

    def _sheet(self, case: Scenario | Drill, answers: bool) -> Markup:
        kind = case_kind(case)
        href = f"{self.root}{CASE_PAGES[kind]}#{encode_attempt(Attempt(kind, case.id))}"
        sheet = self._view(kind).sheet(case, answers, "")
        online = paragraph("dt-nav", link("", href, f"Answer {label(case)} on screen"))
        return sheet if answers else join((sheet, online))

    def _run_sheet(self, cases: tuple[Scenario | Drill, ...]) -> Markup:
        slots = agenda(self.guide, cases)
        rows = (
            (inline(_clock(slot.start)), inline(str(slot.minutes)), inline(slot.what))
            for slot in slots
        )
        return element(
            "section",
            {"class": "dt-sheet dt-run"},
            paragraph("dt-progress", "For whoever runs it"),
            element("h2", {"id": "run-sheet"}, f"Run sheet, {total(slots)} minutes"),
            paragraph("", _BEFORE),
            paragraph("", element("b", None, "The two questions: "), _ABOUT),
            grid(("At", "Minutes", "What happens"), rows, "The agenda"),
            *(self._case_notes(case) for case in cases),
            element("h3", None, "Debrief"),
            listing(map(inline, _DEBRIEF), "ol"),
        )

    def _case_notes(self, case: Scenario | Drill) -> Markup:
        told = (
            join((element("b", None, f"{name}: "), inline(text)))
            for name, text in _told_of(self.guide, case)
        )
        heading = element("h3", None, f"{label(case)}: ", inline(case.title))
        return join((heading, listing(told)))


_BEFORE = (
    "Before: print each sheet once for each person, and this page and the answers once for you. "
    "Bring pens, and a board on which you count the hands for A, B, C and D."
)
_ABOUT = (
    "Who owns the serving contract: address, schema, service level, and the date of every breaking "
    "change? And what is rolled back in an incident?"
)


def _told_of(guide: Guide, case: Scenario | Drill) -> Iterator[tuple[str, str]]:
    """What whoever runs a workshop says at this case, each by its name on the run sheet."""
    inject = inject_of(guide, case)
    if inject:
        yield "Inject", inject.told
        yield "After it", inject.then
    yield "Ask", ask_of(guide, case)


def run_sheet(guide: Guide, made: Workshop) -> str:
    """The run sheet as Markdown, for a calendar entry or a chat."""
    slots = agenda(guide, made.cases)
    lines = [f"# Run sheet, {total(slots)} minutes", "", _BEFORE, "", _ABOUT, ""]
    lines += [f"- {_clock(slot.start)}, {slot.minutes} min: {slot.what}" for slot in slots]
    for case in made.cases:
        lines += ["", f"## {label(case)}: {markdown.escape(case.title)}", ""]
        lines += [f"- {name}: {text}" for name, text in _told_of(guide, case)]
    return "\n".join([*lines, "", "## Debrief", "", *(f"- {each}" for each in _DEBRIEF)]) + "\n"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
