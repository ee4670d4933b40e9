"""A workshop: the cases that somebody chose, a plan for the time there is, and two things to print.

The room gets one sheet for each case. Whoever runs it gets the run sheet and the answers, which the
page for the room does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from .. import markdown
from ..buttons import COPY_ANSWER, ROOM_LINK, RUN_SHEET, buttons
from ..counted import counted
from ..decide_page import Page
from ..html_parts import (
    Parts,
    by_hand,
    fold,
    grid,
    link,
    listing,
    notes_list,
    option_link,
    paragraph,
)
from ..markup import Markup, element, inline, join
from ..model import Case, Guide, Scenario
from .agenda import HOUR, LENGTHS, Slot, agenda, ask_of, fitting, inject_of, length_for, total
from .attempt import DRILL, FORM, SCENARIO, case_kind, encode_attempt
from .case_page import CASE_PAGES, begun, right_on_paper
from .difficulty import LEVELS, cases_of, label, rated, rating, start_here
from .pages import PracticeView
from .right_answers import scenario_key, walk_with_inject
from .workshop_address import (
    Workshop,
    decode_workshop,
    encode_workshop,
    for_room,
    in_time,
    results_address,
    setting,
)

__all__ = ["WorkshopView", "run_sheet"]

_DEBRIEF = (
    "Which answer did most of us give and was wrong, and what made it tempting?",
    "Who was sure and wrong? What would have made us ask again?",
    "Which of these cases is ours? Who owns our serving contract, and who said so?",
    "What can we put back tonight, who can do it alone, and when did we last try?",
)
_WHY_THESE = "For a first hour: two scenarios and one incident, all of them easy."
_TOP = "workshop"
"""The id of what is chosen, and of how it is printed."""

_KINDS = {SCENARIO: "Scenarios", DRILL: "Rollback drills"}

_IN_THE_ROOM = (
    "Answer each case alone, on its sheet or on screen. Nobody talks.",
    f"On screen, write your name at the end and choose “{COPY_ANSWER}”. Send the link to "
    "the person who runs the workshop.",
    "Then compare, and listen to the inject, a change to the case. Vote again, with hands or on "
    "screen. Your first vote stays. Of a drill, say aloud what you would do now.",
    "Open “Show the answer” only when you are asked to. You can return here from each case.",
)


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """Renders the page of a workshop; `root` leads from it to the root of the site."""

    guide: Guide
    root: str = "../"

    def static(self) -> Markup:
        """What to start with, and below it every case on a sheet of its own."""
        heading = element("h2", {"tabindex": "-1"}, "Choose the cases")
        printed = paragraph("dt-unchosen", "Choose cases first. Then only their sheets print.")
        start = element("section", {"class": "dt-card"}, heading, printed, self._start())
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
        first = Workshop((*self._two_scenarios(), *self._easy_drills()[-2:-1]))
        titles = "; ".join(f"{label(case)}: {case.title}" for case in first.cases)
        href = f"#{encode_workshop(first)}"
        every = f"#v={FORM}&minutes={HOUR}"
        ways = (
            (href, f"Start with {_names(first.cases)}", f"{_WHY_THESE} {titles}."),
            (every, "Choose from all", ""),
        )
        items = (element("li", None, option_link(*way)) for way in ways)
        return element("ul", {"class": "dt-options"}, *items)

    def _two_scenarios(self) -> tuple[Scenario, ...]:
        """The first easy one, and the next whose owner is another and whose answers, with and
        without the inject, are none of the first one's: so neither tells the other."""
        easy = self._easy_scenarios()
        told, owner = self._answers(easy[0]) if easy else (frozenset(), "")
        found = ((each, *self._answers(each)) for each in easy[1:])
        unlike = (each for each, said, by in found if by != owner and told.isdisjoint(said))
        return (*easy[:1], *islice(unlike, 1))

    def _answers(self, scenario: Scenario) -> tuple[frozenset[str], str]:
        """The right outcomes of a scenario with and without its inject, and its owner."""
        tree = self.guide.tree
        key, then = scenario_key(tree, scenario), walk_with_inject(tree, scenario).outcome
        ends = (key.outcome if key else None, then)
        return frozenset(end.id for end in ends if end), key.owner if key else ""

    def _easy_scenarios(self) -> list[Scenario]:
        """Those of the easiest level, first the ones whose inject is soonest told."""
        easy = (each for each in self.guide.scenarios if self._level(each) == LEVELS[0])
        return sorted(easy, key=lambda each: (len(each.inject.facts), len(each.inject.says)))

    def _easy_drills(self) -> list[Case]:
        """Those of the easiest level that the page of drills starts with."""
        cases = start_here(self.guide, DRILL, rated(self.guide, DRILL))
        return [each for each in cases if self._level(each) == LEVELS[0]]

    def _level(self, case: Case) -> str:
        return rating(self.guide, case).level

    def _picks(self, made: Workshop) -> Markup:
        slots = agenda(self.guide, made.cases, made.minutes)
        return element(
            "section",
            {"class": "dt-card dt-picks"},
            element("h2", {"tabindex": "-1", "id": _TOP}, _title(self.guide, made, slots)),
            *(
                (self._fits(made, slots), self._lengths(made), self._print(made))
                if made.cases
                else (self._start(),)
            ),
            *(
                fold(
                    f"{name} to choose from",
                    listing((self._pick(made, case) for case in cases), css="dt-cases"),
                    opened=True,
                )
                for kind, name in _KINDS.items()
                for cases in (cases_of(self.guide, kind),)
            ),
            _picked(self.guide, made, slots),
        )

    def _pick(self, made: Workshop, case: Case) -> Markup:
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
        count = len(in_time(self.guide, made).cases)
        sheets = f"{counted(count, 'sheet')} for the room"
        room = link("", f"#{encode_workshop(for_room(self.guide, made))}", sheets)
        answers = f"{counted(count, 'page')} of answers"
        results = f"{self.root}{results_address(self.guide, made)}"
        return join(
            (
                listing(
                    (
                        join(("For each person, and for you, print the ", room, ".")),
                        inline(
                            f"For you alone, print this page: the run sheet and {answers}. The run "
                            "sheet of 90 minutes or more can take two pages."
                        ),
                    ),
                    "ol",
                ),
                self._form(made, RUN_SHEET),
                paragraph(
                    "",
                    "The link for the room shows neither run sheet nor answers. Everyone can also "
                    "answer on screen there. ",
                    link("", results, "Put the votes of the room together"),
                    ", those on paper too.",
                ),
            )
        )

    def _form(self, made: Workshop, labels: Mapping[str, str]) -> Markup:
        """The form that prints and copies; the page fills in what only it knows."""
        return element(
            "form",
            {
                "class": "dt-keep",
                "data-fragment": encode_workshop(made),
                "data-call": "practice_record",
                "data-copied": "The run sheet is copied.",
            },
            buttons(labels),
            *by_hand(),
        )

    # -- for the room ------------------------------------------------------------------------------

    def _for_the_room(self, made: Workshop) -> Markup:
        """How to answer on paper or on screen, and nothing that tells an answer."""
        made = in_time(self.guide, made)
        sheets = counted(len(made.cases), "sheet")
        return element(
            "section",
            {"class": "dt-card dt-picks dt-for-room"},
            paragraph("dt-progress", "For the room"),
            element("h2", {"tabindex": "-1"}, f"Workshop with {_names(made.cases)}"),
            listing(map(inline, _IN_THE_ROOM), "ol"),
            listing(self._online(made, case) for case in made.cases),
            self._form(made, {"print": f"Print {sheets}", **ROOM_LINK}),
        )

    def _online(self, made: Workshop, case: Case) -> Markup:
        page = f"{self.root}{CASE_PAGES[case_kind(case)]}"
        href = f"{page}#{encode_attempt(begun(case))}{setting(made)}"
        return join((link("", href, f"Answer {label(case)} on screen"), ": ", inline(case.title)))

    # -- on paper ----------------------------------------------------------------------------------

    def _paper(self, made: Workshop) -> Markup:
        """A page for each case; for who runs it the run sheet, and a page for each answer."""
        if not made.cases:
            return Markup("")
        long, made = _too_long(self.guide, made), in_time(self.guide, made)
        return element(
            "div",
            {"class": "dt-workshop"},
            "" if made.room else self._run_sheet(made, long),
            *(self._view(case_kind(each)).sheet(each, not made.room, "") for each in made.cases),
        )

    def _run_sheet(self, made: Workshop, long: str) -> Markup:
        slots = agenda(self.guide, made.cases, made.minutes)
        rows = (
            (inline(_clock(slot.start)), inline(str(slot.minutes)), inline(slot.what))
            for slot in slots
        )
        return element(
            "section",
            {"class": "dt-sheet dt-run"},
            paragraph("dt-progress", "For the person who runs it"),
            element("h2", {"id": "run-sheet"}, f"Run sheet, {total(slots)} minutes"),
            paragraph("", element("b", None, long)) if long else "",
            *(paragraph("", said) for said in _BEFORE),
            element("h3", None, _OPENING),
            element("blockquote", None, *(paragraph("", said) for said in _opening(made, slots))),
            grid(("At", "Minutes", "What happens"), rows, "The agenda"),
            *(self._case_notes(case) for case in made.cases),
            element("h3", None, "Debrief"),
            listing(map(inline, _DEBRIEF), "ol"),
        )

    def _case_notes(self, case: Case) -> Markup:
        told = (
            join((element("b", None, f"{name}: "), inline(text)))
            for name, text in _told_of(self.guide, case)
        )
        heading = element("h3", None, f"{label(case)}: ", inline(case.title))
        return join((heading, listing(told)))


_BEFORE = (
    "On paper: print each sheet once for each person, and this page and the answers for you. Bring "
    "pens, and a board to count hands. Hand out each sheet only when its case begins.",
    "On screen: send everyone the link for the room. Put the links that come back into “Workshop "
    "results”, with the votes on paper. A drill is first played alone, too. Then play it "
    "once more on the projector, and let the room choose each move. Open “Show what this did” "
    "once it has said what it expects.",
    "An inject is a change to the case, for a second vote. The answers are for the case as it is "
    "printed.",
)
_OPENING = "Opening words, to read out"
_QUESTIONS = (
    "Two questions run through all of them. Who owns the serving contract: address, schema, "
    "service level, and the date of every breaking change? And what is rolled back in an incident?"
)
_RULES = (
    "First each of you answers alone, and nobody talks. Then we count, and whoever is alone with "
    "an answer speaks first. Then I read out the inject, a change to the case, and we vote again. "
    "Only then do we look at the answer. We judge the cases, and not each other."
)


def _opening(made: Workshop, slots: tuple[Slot, ...]) -> tuple[str, str, str]:
    """What is said at the start, a paragraph each."""
    cases = counted(len(made.cases), "case")
    return f"We have {total(slots)} minutes and {cases}.", _QUESTIONS, _RULES


def _names(cases: tuple[Case, ...]) -> str:
    return ", ".join(map(label, cases))


def _title(guide: Guide, made: Workshop, slots: tuple[Slot, ...]) -> str:
    if not made.cases:
        return "Choose the cases"
    needed = total(slots)
    if needed <= made.minutes:
        return f"{_names(made.cases)}: {needed} minutes"
    long = length_for(guide, made.cases)
    plan = f"a plan of {long} minutes" if long else f"more than {LENGTHS[-1]} minutes"
    return f"{_names(made.cases)}: this needs {plan}, and you have {made.minutes}"


def _picked(guide: Guide, made: Workshop, slots: tuple[Slot, ...]) -> Markup:
    """What is chosen and how long it takes, beside the list however far one has scrolled."""
    if not made.cases:
        return Markup("")
    to_print = element("button", {"type": "button", "data-to": _TOP}, "Print or send")
    return element(
        "div",
        {"class": "dt-picked"},
        element("b", None, _title(guide, made, slots)),
        element("span", {"class": "dt-buttons"}, to_print),
    )


def _too_long(guide: Guide, made: Workshop) -> str:
    """What fits into the minutes planned and what does not; "" where all of it fits."""
    fit = fitting(guide, made.cases, made.minutes)
    if fit == made.cases:
        return ""
    left = _names(tuple(each for each in made.cases if each not in fit))
    said = f"There is {f'time for {_names(fit)}, and none' if fit else 'no time'} for {left}."
    if not length_for(guide, made.cases):
        said = f"{said} All of them do not fit into {LENGTHS[-1]} minutes. Hold two workshops."
    return f"{said} What has no time is not printed."


def _told_of(guide: Guide, case: Case) -> Iterator[tuple[str, str]]:
    """What whoever runs a workshop says at this case, each by its name on the run sheet; without
    inject and answer where the checks of the build would refuse the case."""
    inject = inject_of(guide, case)
    right = (f"{name}: {text}." for name, text in right_on_paper(Parts(guide, ""), case))
    told = (
        ("Inject", inject.told if inject else ""),
        ("Answer", " ".join(right)),
        ("With the inject", inject.then if inject else ""),
        ("Ask", ask_of(guide, case)),
    )
    return ((name, said) for name, said in told if said)


def run_sheet(guide: Guide, made: Workshop) -> str:
    """The run sheet as Markdown, for a calendar entry or a chat."""
    long, made = _too_long(guide, made), in_time(guide, made)
    slots = agenda(guide, made.cases, made.minutes)
    lines = [f"# Run sheet, {total(slots)} minutes", ""]
    for said in (long, *_BEFORE):
        lines += [said, ""] if said else []
    lines += [f"## {_OPENING}", ""]
    for said in _opening(made, slots):
        lines += [f"> {said}", ">"]
    lines[-1:] = ["", "## Agenda", ""]
    lines += [f"- {_clock(slot.start)}, {slot.minutes} min: {slot.what}" for slot in slots]
    for case in made.cases:
        lines += ["", f"## {label(case)}: {markdown.escape(case.title)}", ""]
        lines += [f"- {name}: {text}" for name, text in _told_of(guide, case)]
    return "\n".join([*lines, "", "## Debrief", "", *(f"- {each}" for each in _DEBRIEF)]) + "\n"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
