"""A workshop: the cases that somebody chose, a plan for the time there is, and two things to print.

The room gets one sheet for each case. Whoever runs it gets the run sheet and the answers, which the
page for the room does not show. The choice is the address, by the numbers of the cases:

    v=1&cases=S4,S25,D7&minutes=90&for=room
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import markdown
from ..decide_page import Page
from ..link import few, notes_on, short
from ..link_reader import read
from ..markup import Markup, element, inline, join
from ..model import Drill, Guide, Scenario
from ..parts import Parts, by_hand, counted, grid, link, listing, notes_list, option_link, paragraph
from .agenda import HOUR, LENGTHS, Slot, agenda, ask_of, fitting, inject_of, length_for, total
from .attempt import DRILL, FORM, SCENARIO, WORDS, Attempt, encode_attempt
from .case import CASE_PAGES, case_kind, right_on_paper
from .pages import PracticeView
from .rating import cases_of, label, rating, start_here

__all__ = ["Workshop", "WorkshopView", "decode_workshop", "encode_workshop", "run_sheet"]

_ROOM = "room"

_DEBRIEF = (
    "Which answer did most of us give and was wrong, and what made it tempting?",
    "Who was sure and wrong? What would have made us ask again?",
    "Which of these cases is ours? Who owns our serving contract, and who said so?",
    "What can we put back tonight, who can do it alone, and when did we last try?",
)
_KINDS = {SCENARIO: "Scenarios", DRILL: "Rollback drills"}

_IN_THE_ROOM = (
    "Answer each case alone, on its sheet or on screen.",
    "On screen you see the right answer when you finish a case. Say nothing until everyone has "
    "voted.",
    "Then choose “Copy link to my answer”. Send the link to the person who runs the workshop.",
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The cases in the order chosen, the minutes planned (one of LENGTHS), and whether the page is
    the one for the room, without run sheet and answers."""

    cases: tuple[Scenario | Drill, ...] = ()
    minutes: int = HOUR
    room: bool = False


def encode_workshop(made: Workshop) -> str:
    """The fragment of this workshop, without the hash sign."""
    given = {
        "v": FORM,
        "cases": ",".join(map(label, made.cases)),
        "minutes": str(made.minutes) if made.minutes != HOUR else "",
        "for": _ROOM if made.room else "",
    }
    return "&".join(f"{key}={value}" for key, value in given.items() if value)


def decode_workshop(guide: Guide, fragment: str) -> tuple[Workshop, tuple[str, ...]]:
    """The workshop in `fragment`, and notes (plain, unescaped) on what it cannot be. Never raises.

    `answers=off`, with which earlier links left the answers out, now leads to the page for the
    room.
    """
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
    lengths = {str(each): each for each in LENGTHS}
    asked, whom = given.get("minutes", ""), given.get("for", "")
    if asked and asked not in lengths:
        offered = ", ".join(lengths)
        notes.append(f"A workshop takes {offered} minutes, not “{short(asked)}”. This one: {HOUR}.")
    if whom not in ("", _ROOM):
        notes.append(f"There is no page for “{short(whom)}”. This is the page of who runs it.")
    room = whom == _ROOM or given.get("answers") == "off"
    return Workshop(tuple(chosen), lengths.get(asked, HOUR), room), few(notes)


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
        asks = self._for_the_room if made.room and made.cases else self._picks
        html = join((notes_list(notes), asks(made), self._paper(made)))
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
        every = f"#v={FORM}&minutes={HOUR}"
        ways = (
            (href, f"Start with {names}", "Three cases, an hour"),
            (every, "Choose from all", ""),
        )
        items = (element("li", None, option_link(*way)) for way in ways)
        return element("ul", {"class": "dt-options"}, *items)

    def _picks(self, made: Workshop) -> Markup:
        slots = agenda(self.guide, made.cases, made.minutes)
        return element(
            "section",
            {"class": "dt-card dt-picks"},
            element("h2", {"tabindex": "-1"}, _title(made, slots)),
            *(
                (self._fits(made, slots), self._lengths(made), self._print(made))
                if made.cases
                else (self._start(),)
            ),
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

    def _fits(self, made: Workshop, slots: tuple[Slot, ...]) -> Markup:
        """What does not fit into the minutes planned, or what is left of them, and what to do."""
        said = _too_long(self.guide, made)
        if said:
            return join((paragraph("dt-role", said), listing(self._ways(made))))
        left = slots[-1].minutes
        if left <= 2 * made.minutes // 5:
            return Markup("")
        return paragraph("dt-role", f"{left} minutes are left for the debrief. Add a case.")

    def _ways(self, made: Workshop) -> Iterator[Markup]:
        """What makes a workshop that is too long fit."""
        fit = fitting(self.guide, made.cases, made.minutes)
        long = length_for(self.guide, made.cases)
        ways = (
            (fit, replace(made, cases=fit), f"Keep {_names(fit)}"),
            (long, replace(made, minutes=long), f"Plan {long} minutes"),
        )
        return (link("", f"#{encode_workshop(to)}", said) for there, to, said in ways if there)

    def _lengths(self, made: Workshop) -> Markup:
        return paragraph(
            "dt-filter",
            element("b", None, "Minutes: "),
            join((self._length(made, each) for each in LENGTHS), " "),
        )

    def _length(self, made: Workshop, minutes: int) -> Markup:
        if minutes == made.minutes:
            return element("b", {"class": "dt-filter-on", "aria-current": "true"}, str(minutes))
        href = f"#{encode_workshop(replace(made, minutes=minutes))}"
        return link("dt-filter-off", href, str(minutes))

    def _print(self, made: Workshop) -> Markup:
        """What to print, and the form that prints and copies."""
        sheets = f"{counted(len(made.cases), 'sheet')} for the room"
        room = link("", f"#{encode_workshop(replace(made, room=True))}", sheets)
        answers = f"{counted(len(made.cases), 'page')} of answers"
        return join(
            (
                listing(
                    (
                        join(("For each person, and for you, print the ", room, ".")),
                        inline(f"For you alone, print this page: the run sheet and {answers}."),
                    ),
                    "ol",
                ),
                self._form(
                    made,
                    ("print", "Print run sheet and answers"),
                    ("copy-link", "Copy link for the room"),
                    ("copy-record", "Copy run sheet"),
                ),
                paragraph(
                    "",
                    "The link for the room shows neither run sheet nor answers. Everyone can also "
                    "answer on screen there. ",
                    link("", f"{self.root}room/", "Put the links of a room together"),
                ),
            )
        )

    def _form(self, made: Workshop, *buttons: tuple[str, str]) -> Markup:
        """The form that prints and copies; the page fills in what only it knows."""
        return element(
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
                    for action, name in buttons
                ),
            ),
            *by_hand(),
        )

    # -- for the room ------------------------------------------------------------------------------

    def _for_the_room(self, made: Workshop) -> Markup:
        """How to answer on paper or on screen, and nothing that tells an answer."""
        run = link("", f"#{encode_workshop(replace(made, room=False))}", "Run sheet and answers")
        sheets = counted(len(made.cases), "sheet")
        return element(
            "section",
            {"class": "dt-card dt-picks"},
            paragraph("dt-progress", "For the room"),
            element("h2", {"tabindex": "-1"}, f"Workshop with {_names(made.cases)}"),
            listing(map(inline, _IN_THE_ROOM), "ol"),
            listing(map(self._online, made.cases)),
            self._form(made, ("print", f"Print {sheets}"), ("copy-link", "Copy this link")),
            paragraph("", run, ", for the person who runs it."),
        )

    def _online(self, case: Scenario | Drill) -> Markup:
        kind = case_kind(case)
        href = f"{self.root}{CASE_PAGES[kind]}#{encode_attempt(Attempt(kind, case.id))}"
        return link("", href, f"Answer {label(case)} on screen")

    # -- on paper ----------------------------------------------------------------------------------

    def _paper(self, made: Workshop) -> Markup:
        """A page for each case; for who runs it the run sheet, and a page for each answer."""
        if not made.cases:
            return Markup("")
        return element(
            "div",
            {"class": "dt-workshop"},
            "" if made.room else self._run_sheet(made),
            *(self._view(case_kind(each)).sheet(each, not made.room, "") for each in made.cases),
        )

    def _run_sheet(self, made: Workshop) -> Markup:
        slots = agenda(self.guide, made.cases, made.minutes)
        rows = (
            (inline(_clock(slot.start)), inline(str(slot.minutes)), inline(slot.what))
            for slot in slots
        )
        long = _too_long(self.guide, made)
        return element(
            "section",
            {"class": "dt-sheet dt-run"},
            paragraph("dt-progress", "For the person who runs it"),
            element("h2", {"id": "run-sheet"}, f"Run sheet, {total(slots)} minutes"),
            paragraph("", element("b", None, long)) if long else "",
            *(paragraph("", said) for said in _BEFORE),
            paragraph("", element("b", None, "The two questions: "), _ABOUT),
            grid(("At", "Minutes", "What happens"), rows, "The agenda"),
            *(self._case_notes(case) for case in made.cases),
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
    "On paper: print each sheet for the room once for each person. Print this page and the answers "
    "once for you. Bring pens, and a board on which you count the hands for each letter.",
    "On screen: send everyone the link for the room. Paste the links that they send back into "
    "“Workshop results”, in place of counting hands.",
)
_ABOUT = (
    "Who owns the serving contract: address, schema, service level, and the date of every breaking "
    "change? And what is rolled back in an incident?"
)


def _names(cases: tuple[Scenario | Drill, ...]) -> str:
    return ", ".join(map(label, cases))


def _title(made: Workshop, slots: tuple[Slot, ...]) -> str:
    if not made.cases:
        return "Choose the cases"
    needed = total(slots)
    over = f", and you have {made.minutes}" if needed > made.minutes else ""
    return f"{_names(made.cases)}: {needed} minutes{over}"


def _too_long(guide: Guide, made: Workshop) -> str:
    """What fits into the minutes planned and what does not; "" where all of it fits."""
    fit = fitting(guide, made.cases, made.minutes)
    if fit == made.cases:
        return ""
    left = _names(made.cases[len(fit) :])
    said = f"There is {f'time for {_names(fit)}, and none' if fit else 'no time'} for {left}."
    if length_for(guide, made.cases):
        return said
    return f"{said} All of them do not fit into {LENGTHS[-1]} minutes. Hold two workshops."


def _told_of(guide: Guide, case: Scenario | Drill) -> Iterator[tuple[str, str]]:
    """What whoever runs a workshop says at this case, each by its name on the run sheet; without
    inject and answer where the checks of the build would refuse the case."""
    inject = inject_of(guide, case)
    right = (f"{name}: {text}." for name, text in right_on_paper(Parts(guide, ""), case))
    told = (
        ("Inject", inject.told if inject else ""),
        ("After it", inject.then if inject else ""),
        ("Answer", " ".join(right)),
        ("Ask", ask_of(guide, case)),
    )
    return ((name, said) for name, said in told if said)


def run_sheet(guide: Guide, made: Workshop) -> str:
    """The run sheet as Markdown, for a calendar entry or a chat."""
    slots, long = agenda(guide, made.cases, made.minutes), _too_long(guide, made)
    lines = [f"# Run sheet, {total(slots)} minutes", ""]
    for said in (long, *_BEFORE, _ABOUT):
        lines += [said, ""] if said else []
    lines += [f"- {_clock(slot.start)}, {slot.minutes} min: {slot.what}" for slot in slots]
    for case in made.cases:
        lines += ["", f"## {label(case)}: {markdown.escape(case.title)}", ""]
        lines += [f"- {name}: {text}" for name, text in _told_of(guide, case)]
    return "\n".join([*lines, "", "## Debrief", "", *(f"- {each}" for each in _DEBRIEF)]) + "\n"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
