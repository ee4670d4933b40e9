"""The pages of practice: the cases, one case to answer, the feedback on it, and the summary.

Each is a function of the address and of the progress that the browser keeps. What commits an answer
is an ordinary link too; `data-keep` on it asks the page to have it kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..buttons import COPY_ANSWER, KEEP_SUMMARY, button, buttons
from ..counted import counted
from ..decide_page import Page
from ..display_names import ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts, by_hand, fold, link, listing, notes_list, option_link, paragraph
from ..link_reader import read
from ..markup import Attributes, Markup, element, fragments, inline, join, plain
from ..model import ROLES, Case, Drill, Guide, Scenario
from .attempt import (
    DRILL,
    FORM,
    PARTS,
    SCENARIO,
    SUMMARY,
    WORDS,
    Attempt,
    Progress,
    case_kind,
    decode_attempt,
    encode_attempt,
    open_part,
    read_progress,
)
from .case_filters import chosen_filters, filter_links, fits
from .case_page import (
    CASE_PAGES,
    PROMPTS,
    answer,
    answer_with_inject,
    begun,
    kicker,
    letters,
    offers,
    told,
)
from .difficulty import Rating, cases_of, label, rated, start_here
from .drill_looks import every_look, looks_on_offer, on_paper
from .drill_moves import OVER, Course
from .drill_page import ONLY_ASKED, made, move_name, playing, roles, what_it_did
from .feedback import after_inject, feedback, verdict
from .grading import PART_NAMES, Grade, grade, summary
from .room_lines import MOST_NAME, own_name
from .summary import summary_body
from .workshop_address import (
    NO_WORKSHOP,
    WORKSHOP_PAGE,
    Workshop,
    called,
    decode_workshop,
    encode_workshop,
    for_room,
    setting,
    short_address,
)

__all__ = ["PracticeView"]

_HINTS = {
    "owner": "Address, schema, service level, and the date of every breaking change.",
    "sure": "This fixes your answer. Then you see the feedback.",
}
_SURE_IN_A_ROOM = "You can change your answer until the answers are compared."
_ANSWER, _INJECT = "answer", "inject"
"""What the address asks to have shown once a workshop has come to the answer of a case, or to its
inject."""

_THEN = {
    SCENARIO: "Send the link to the person who runs the workshop. You then compare, and hear the "
    "inject: a change to the case. Then you vote again. Your first vote stays.",
    DRILL: "Send the link to the person who runs the workshop. You then compare, and hear the "
    "inject: what a colleague did. Say aloud what you would do then.",
}
_VOTED_AGAIN = "Send the new link. It holds both votes."
_SEND, _SECOND = "Send your answer, then wait", "Second vote taken"
_MOST_WRITTEN = 8
"""How many moves a sheet has room for."""

_HOW_SURE = "How sure"
_FIRST = "Start here"
_LISTS = {SCENARIO: "The scenarios", DRILL: "The drills"}
_ALL = {SCENARIO: "All scenarios", DRILL: "All drills"}


@dataclass(frozen=True)
class PracticeView:
    """Renders practice with one guide; `kind` is SCENARIO or DRILL, what this page lists.

    `root` leads from the page to the root of the site. `workshop` is the one in which a case is
    answered: its answer shows when it is asked for, and not before.
    """

    guide: Guide
    kind: str = SCENARIO
    root: str = "../"
    workshop: Workshop = NO_WORKSHOP

    @property
    def _parts(self) -> Parts:
        return Parts(self.guide, self.root)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that this page lists."""
        return cases_of(self.guide, self.kind)

    @cached_property
    def _kept(self) -> dict[str, dict[str, Rating]]:
        """The ratings that were worked out, by kind: each page of feedback wants them."""
        return {}

    def _rated(self, kind: str) -> dict[str, Rating]:
        if kind not in self._kept:
            self._kept[kind] = rated(self.guide, kind)
        return self._kept[kind]

    def _easiest(self, kind: str) -> tuple[Case, ...]:
        return start_here(self.guide, kind, self._rated(kind))

    # -- without the engine, and on paper ------------------------------------------------------

    def static(self) -> Markup:
        """The list and every case as a section of its own, with its answer behind a disclosure."""
        heading = element("h2", {"tabindex": "-1"}, _LISTS[self.kind])
        ratings = self._rated(self.kind)

        def listed(cases: Iterable[Case]) -> Markup:
            made = (self._static_link(each, ratings[each.id]) for each in cases)
            return listing(made, css="dt-cases")

        # In the order of the live list, so that nothing moves under a finger when that comes.
        first = element(
            "section",
            {"class": "dt-card", "id": "cases"},
            heading,
            element("h3", None, _FIRST),
            listed(self._easiest(self.kind)),
            element("h3", {"class": "dt-prompt"}, f"All {len(self.cases)}"),
            listed(self.cases),
        )
        return join((first, *map(self._static_case, self.cases)))

    def _static_link(self, case: Case, found: Rating) -> Markup:
        attributes = {
            "class": "dt-case",
            "href": f"#{self._section_id(case)}",
            "data-answer": f"{self.kind}={case.id}",
        }
        return element("a", attributes, *_listed(case, found, None))

    def _static_case(self, case: Case) -> Markup:
        return element(
            "section",
            {"class": "dt-card dt-question", "id": self._section_id(case)},
            # The address on a sheet; with JavaScript, the engine reads it.
            element("noscript", None, element("span", {"id": label(case)})),
            paragraph("dt-progress", kicker(case)),
            element("h2", {"tabindex": "-1"}, inline(case.title)),
            told(case),
            *self._looks(case),
            self._on_offer(case),
            fold("The answer", answer(self._parts, case), css="dt-key"),
            paragraph("dt-nav", link("dt-back", "#cases", _ALL[self.kind])),
        )

    def _section_id(self, case: Case) -> str:
        return f"{self.kind}-{case.id}"

    def _looks(self, case: Case) -> tuple[Markup, ...]:
        """Where you can look in a drill, and what is there; nothing of a scenario."""
        if isinstance(case, Scenario):
            return ()
        course = Course(self.guide, case, case.answers)
        return (element("h3", None, PROMPTS["looks"]), *every_look(course))

    def _on_offer(self, case: Case) -> Markup:
        rows = offers(self._parts, case)
        return join(
            join(
                (
                    element("h3", None, PROMPTS[part]),
                    listing((inline(row[2]) for row in rows if row[0] == part), css="dt-boxes"),
                )
            )
            for part in dict.fromkeys(row[0] for row in rows)
        )

    def sheets(self, answers: bool = False) -> Markup:
        """Every case for paper: what is told and on offer, or in its place the answers."""
        return join(self.sheet(case, answers, self._section_id(case)) for case in self.cases)

    def sheet(self, case: Case, answers: bool, name: str) -> Markup:
        """One case for paper; `name` is the id of its heading, "" for none."""
        return element(
            "section",
            {"class": "dt-sheet dt-solved" if answers else "dt-sheet"},
            paragraph("dt-progress", kicker(case), *(() if answers else self._on_screen(case))),
            element("h2", {"id": name or False}, inline(case.title)),
            *((answer_with_inject(self._parts, case),) if answers else self._to_answer(case)),
        )

    def _on_screen(self, case: Case) -> tuple[Markup | str, ...]:
        """Where the case of a sheet is on screen; the page spells the address out."""
        at = short_address(case)
        return (". On screen: ", element("a", {"class": "dt-spelt", "href": self.root + at}, at))

    def _to_answer(self, case: Case) -> tuple[Markup, ...]:
        """A case on its sheet: what a drill's looks show stands last, to be folded away."""
        if isinstance(case, Scenario):
            return (told(case), self._on_offer(case), _how_sure(), _WRITE)
        course = Course(self.guide, case, case.answers)
        return (
            told(case),
            element("h3", None, f"You are {ROLE_NAMES[case.answers].lower()}. {PROMPTS['looks']}"),
            looks_on_offer(course),
            self._on_offer(case),
            element("h3", None, "Your moves, in order"),
            paragraph(
                "", "Write a number to look, and a letter to put back. Use as many as you need."
            ),
            listing((Markup("") for _ in range(_MOST_WRITTEN)), "ol", "dt-moves"),
            _how_sure(),
            _WRITE,
            paragraph(
                "dt-cut", "Fold the sheet back here. Read a check only once it is among your moves."
            ),
            on_paper(course),
        )

    # -- the live page ---------------------------------------------------------------------------

    def page(self, fragment: str, kept: str) -> Page:
        """What the address ending in `fragment` shows to somebody whose progress is `kept`."""
        fragment = called(self.guide, fragment)
        attempt, notes = decode_attempt(self.guide, fragment)
        workshop, of_it = decode_workshop(self.guide, fragment)
        if attempt and self.guide.case(attempt.kind, attempt.id) in workshop.cases:
            notes = tuple(dict.fromkeys((*notes, *of_it)))
            within = replace(self, workshop=for_room(self.guide, workshop))
            return within._shown(fragment, kept, attempt, notes)
        return self._shown(fragment, kept, attempt, notes)

    def _shown(
        self, fragment: str, kept: str, attempt: Attempt | None, notes: tuple[str, ...]
    ) -> Page:
        progress = read_progress(self.guide, kept)
        asked = dict(read(fragment, WORDS).pairs)
        if attempt and attempt.before_play:
            notes = (*notes, self._before_play(attempt))
            attempt = Attempt(attempt.kind, attempt.id)
        notes = (*notes, *progress.notes)
        if attempt is None:
            summed = asked.get("show") == "summary"
            shown = self._summary(progress) if summed else self._list(progress, asked)
        elif not open_part(attempt):
            shown = self._finished(attempt, progress, fragment)
        elif attempt.kind == SCENARIO:
            shown = self._scenario(attempt, self.guide.scenario_by_id[attempt.id])
        else:
            shown = self._drill(attempt, self.guide.drill_by_id[attempt.id])
        earlier = self._earlier(attempt, progress) if attempt else ""
        return replace(shown, html=join((notes_list(notes), earlier, shown.html)))

    def _earlier(self, attempt: Attempt, progress: Progress) -> Markup:
        """The way back to what somebody in a workshop answered, for who begins that case again."""
        if not self.workshop.cases or attempt != self._start(attempt):
            return Markup("")
        name = (attempt.kind, attempt.id)
        before = next((each for each in progress.attempts if (each.kind, each.id) == name), None)
        case = self.guide.case(*name)
        if before is None or case is None or before == attempt:
            return Markup("")
        what = "vote again after the inject" if before.kind == SCENARIO else "see what it did"
        to_it = link("", self._href(before), f"Go to your answer, to send it or to {what}")
        return paragraph("dt-role", f"You answered {label(case)} in this browser. ", to_it)

    def _finished(self, attempt: Attempt, progress: Progress, fragment: str) -> Page:
        """A finished answer: the feedback, and in a workshop only once it is asked for."""
        what = dict(read(fragment, WORDS).pairs).get("show", "")
        if not self.workshop.cases or what == _ANSWER:
            return self._feedback(attempt, progress)
        if what == _INJECT and attempt.kind == SCENARIO:
            return self._vote_again(attempt, self.guide.scenario_by_id[attempt.id])
        return self._waiting(attempt, own_name(fragment))

    def _before_play(self, attempt: Attempt) -> str:
        """What to say of an answer from before drills were played."""
        names = (f"“{self.guide.unit_by_id[unit].name}”" for unit in attempt.units)
        return plain(
            "This link is from before drills were played. It put back "
            f"{', then '.join(names)}, with everything seen at once. A drill is now played move by "
            "move: choose a team and start."
        )

    def _href(self, attempt: Attempt) -> str:
        """The address of an answer; one of the other kind has its place on the other page."""
        page = "" if attempt.kind == self.kind else f"{self.root}{CASE_PAGES[attempt.kind]}"
        return f"{page}#{self._fragment(attempt)}"

    def _fragment(self, attempt: Attempt) -> str:
        return f"{encode_attempt(attempt)}{setting(self.workshop)}"

    def _told_href(self, attempt: Attempt, what: str = _ANSWER) -> str:
        """The address that tells what is right, or in a workshop the inject."""
        return f"{self._href(attempt)}{f'&show={what}' if self.workshop.cases else ''}"

    # -- the list ----------------------------------------------------------------------------------

    def _list(self, progress: Progress, asked: Mapping[str, str] | None = None) -> Page:
        grades, ratings = self._grades(progress), self._rated(self.kind)
        mine = [grades[case.id] for case in self.cases if case.id in grades]
        right = sum(graded.correct for graded in mine)
        said = f"{len(mine)} of {len(self.cases)} answered, {right} with all parts right. "
        standing = (
            (_meter(len(mine), len(self.cases)), paragraph("", said, _summary_link()))
            if progress.attempts
            else ()
        )
        chosen, notes = chosen_filters(ratings.values(), asked or {})

        def listed(cases: Iterable[Case]) -> Markup:
            made = (self._case(each, ratings[each.id], grades.get(each.id)) for each in cases)
            return listing(made, css="dt-cases")

        first = join(
            (
                element("h3", None, _FIRST),
                listed(self._easiest(self.kind)),
                element("h3", {"class": "dt-prompt"}, f"All {len(self.cases)}"),
            )
        )
        shown = [each for each in self.cases if fits(ratings[each.id], chosen)]
        body = element(
            "section",
            {"class": "dt-card"},
            element("h2", {"tabindex": "-1"}, _LISTS[self.kind]),
            *standing,
            first if not chosen else "",
            filter_links(ratings.values(), chosen),
            listed(shown)
            if shown
            else paragraph("", "No case fits all these filters. Remove one filter."),
        )
        return Page(join((notes_list(notes), body)), _LISTS[self.kind], ())

    def _case(self, case: Case, found: Rating, graded: Grade | None) -> Markup:
        href = self._href(Attempt(self.kind, case.id))
        attributes = {"class": "dt-case", "href": href}
        return element("a", attributes, *_listed(case, found, graded), _standing(graded))

    def _grades(self, progress: Progress) -> dict[str, Grade]:
        mine = (each for each in progress.attempts if each.kind == self.kind)
        found = ((each.id, grade(self.guide, each)) for each in mine)
        return {name: graded for name, graded in found if graded}

    # -- one case ----------------------------------------------------------------------------------

    def _scenario(self, attempt: Attempt, scenario: Scenario) -> Page:
        part = open_part(attempt)
        parts = PARTS[SCENARIO]
        position = parts.index(part) + 1
        fresh = attempt == Attempt(SCENARIO, scenario.id)
        title, prompt = inline(scenario.title), PROMPTS[part]
        where = f"{kicker(scenario)}, part {position} of {len(parts)}"
        if fresh:
            opening: tuple[Markup, ...] = (
                element("h2", {"tabindex": "-1"}, title),
                told(scenario),
                element("h3", {"class": "dt-prompt"}, prompt),
            )
        else:
            opening = (paragraph("dt-about", title), element("h2", {"tabindex": "-1"}, prompt))
        choices = self._choices(attempt, scenario, part)
        body = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", where),
            _meter(position - 1, len(parts)),
            *opening,
            self._hint(scenario, part),
            element("ul", {"class": "dt-options"}, *(item for _, item in choices)),
            self._nav(attempt),
        )
        below = () if fresh else (self._committed(attempt, scenario), _again(scenario))
        ahead = () if part == "sure" else tuple(fragment for fragment, _ in choices)
        return Page(join((body, *below)), f"{scenario.title}: {prompt}", ahead)

    def _hint(self, scenario: Scenario, part: str) -> Markup:
        if part == "sure" and self.workshop.cases:
            return paragraph("", _SURE_IN_A_ROOM)
        if part == "fact":
            text = f"The opinion in the meeting: “{scenario.rival.case}”"
            return paragraph("", inline(text))
        return paragraph("", _HINTS[part]) if part in _HINTS else Markup("")

    def _choices(self, attempt: Attempt, case: Case, part: str) -> list[tuple[str, Markup]]:
        """(the fragment it leads to, the item) for each choice of this part."""
        if part == "sure":
            return list(self._sure(attempt, case))
        made, signs = [], letters(self._parts, case)
        for row in offers(self._parts, case):
            if row[0] == part:
                after = _with(attempt, part, row[1])
                keep: Attributes = {"data-keep": not open_part(after)}
                sign = signs[row[:2]]
                option = option_link(self._href(after), *row[2:], more=keep, sign=sign)
                made.append((self._fragment(after), option))
        return [(fragment, element("li", None, option)) for fragment, option in made]

    def _sure(self, attempt: Attempt, case: Case) -> Iterator[tuple[str, Markup]]:
        signs = letters(self._parts, case)
        for sure, name in SURE_NAMES.items():
            sign = signs["sure", sure]
            after = replace(attempt, sure=sure)
            option = option_link(self._href(after), name, more={"data-keep": True}, sign=sign)
            yield self._fragment(after), element("li", None, option)

    def _committed(self, attempt: Attempt, scenario: Scenario, fixed: bool = False) -> Markup:
        """What was answered so far, each with where it can be changed, if it is not `fixed`."""
        names, signs = self._named(scenario), letters(self._parts, scenario)
        given = ((part, getattr(attempt, part)) for part in PARTS[SCENARIO])
        names_of = {**PART_NAMES, "sure": _HOW_SURE}
        # The first vote stays once there is a second one.
        items = [
            _answered(
                names_of[part],
                f"{signs[part, chosen]}, {names[part, chosen]}",
                "" if attempt.then or fixed else self._href(_with(attempt, part, "")),
            )
            for part, chosen in given
            if chosen
        ]
        if attempt.then:
            then = f"{signs['layer', attempt.then]}, {names['layer', attempt.then]}"
            change = "" if fixed else self._told_href(attempt, _INJECT)
            items.append(_answered("After the inject", then, change))
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "Your answer so far"},
            element("h3", None, "Your answer so far"),
            listing(items, "ol"),
        )

    def _named(self, scenario: Scenario) -> dict[tuple[str, str], str]:
        """What everything on offer is called, by its part and id."""
        sure = {("sure", name): text for name, text in SURE_NAMES.items()}
        return {(part, name): text for part, name, text, _ in offers(self._parts, scenario)} | sure

    def _playing(self, attempt: Attempt, course: Course) -> tuple[Markup, ...]:
        signs, held = letters(self._parts, course.drill), bool(self.workshop.cases)
        return playing(self._parts, course, attempt, self._href, signs, held)

    def _drill(self, attempt: Attempt, drill: Drill) -> Page:
        title, course = inline(drill.title), Course(self.guide, drill, attempt.role or ROLES[0])
        part = open_part(attempt)
        body: tuple[Markup, ...]
        if part == "sure":
            body = (
                paragraph("dt-about", title),
                element("h2", {"tabindex": "-1"}, PROMPTS["sure"]),
                paragraph("", inline(move_name(course, self._last(attempt))), "."),
                paragraph("", "Answer before you see the result."),
                element(
                    "ul",
                    {"class": "dt-options dt-row"},
                    *(m for _, m in self._sure(attempt, drill)),
                ),
            )
        elif part == "role" or not attempt.moves:
            opening = (element("h2", {"tabindex": "-1"}, title), told(drill))
            asked = roles(drill, attempt, self._href) if part == "role" else Markup("")
            play = () if asked else self._playing(attempt, course)
            body = (*opening, asked, *play)
        else:
            body = (paragraph("dt-about", title), *self._playing(attempt, course))
        as_ = f", as {ROLE_NAMES[attempt.role].lower()}" if attempt.role else ""
        card = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", f"{kicker(drill)}{as_}"),
            *body,
            self._nav(attempt),
        )
        going_on = attempt.moves and part != "sure"
        below = (self._so_far(attempt, course), _again(drill)) if going_on else ()
        return Page(join((card, *below)), drill.title, fragments(card))

    def _last(self, attempt: Attempt) -> str:
        """The last move of the reader: that it is over is said by the engine."""
        return [move for move in attempt.moves if move != OVER][-1]

    def _so_far(self, attempt: Attempt, course: Course) -> Markup:
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "What you did so far"},
            element("h3", None, "What you did so far"),
            made(course, attempt),
        )

    def _nav(self, attempt: Attempt) -> Markup:
        start = self._start(attempt)
        restart = link("dt-restart", self._href(start), "Start this one again")
        return paragraph(
            "dt-nav", self._back(attempt.kind), " ", restart if attempt != start else ""
        )

    def _back(self, kind: str) -> Markup:
        """The way back to where cases are listed, in a workshop to its page for the room."""
        if not self.workshop.cases:
            return self._all(kind)
        href = f"{self.root}{WORKSHOP_PAGE}#{encode_workshop(self.workshop)}"
        return link("dt-back", href, "Back to the workshop")

    def _all(self, kind: str) -> Markup:
        page = "" if kind == self.kind else f"{self.root}{CASE_PAGES[kind]}"
        return link("dt-back", f"{page}#v={FORM}", _ALL[kind])

    def _start(self, attempt: Attempt) -> Attempt:
        """The answer with which this case begins."""
        case = self.guide.case(attempt.kind, attempt.id)
        in_workshop = case is not None and self.workshop.cases
        return begun(case) if in_workshop and case else Attempt(attempt.kind, attempt.id)

    # -- in a workshop -----------------------------------------------------------------------------

    def _waiting(self, attempt: Attempt, by: str) -> Page:
        """A finished answer in a workshop: to be sent and, after the inject, to be changed. `by` is
        the name that its link holds."""
        held = Markup("")
        show = [(self._told_href(attempt), "Show the answer", ONLY_ASKED)]
        if attempt.kind == SCENARIO:
            case: Case = self.guide.scenario_by_id[attempt.id]
            below = self._committed(attempt, self.guide.scenario_by_id[attempt.id])
            told = "Vote again after the inject", "Only when it was read out."
            again = [] if attempt.then else [(self._told_href(attempt, _INJECT), *told)]
            show = [*again, *show]
        else:
            case = self.guide.drill_by_id[attempt.id]
            course = Course(self.guide, case, attempt.role)
            below = self._so_far(attempt, course)
            held = what_it_did(self._parts, course, course.worlds(attempt.moves))
        items = (element("li", None, option_link(*each)) for each in show)
        card = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", kicker(case)),
            paragraph("dt-about", inline(case.title)),
            element("h2", {"tabindex": "-1"}, _SECOND if attempt.then else _SEND),
            paragraph("", _VOTED_AGAIN if attempt.then else _THEN[attempt.kind]),
            _share(self._fragment(attempt), by),
            held,
            element("ul", {"class": "dt-options"}, *items),
            self._nav(attempt),
        )
        return Page(join((card, below, _again(case))), f"{case.title}: sent", ())

    def _vote_again(self, attempt: Attempt, scenario: Scenario) -> Page:
        """The second vote: the inject, and the same layers with the same letters."""
        signs = letters(self._parts, scenario)
        items = (
            element(
                "li",
                None,
                option_link(
                    self._href(replace(attempt, then=name)),
                    text,
                    more={"data-keep": True},
                    sign=signs[part, name],
                ),
            )
            for part, name, text, _ in offers(self._parts, scenario)
            if part == "layer"
        )
        card = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", kicker(scenario)),
            paragraph("dt-about", inline(scenario.title)),
            element("h2", {"tabindex": "-1"}, PROMPTS["then"]),
            element("blockquote", None, paragraph("", inline(scenario.inject.says))),
            element("ul", {"class": "dt-options"}, *items),
            self._nav(attempt),
        )
        below = (self._committed(attempt, scenario, fixed=True), _again(scenario))
        return Page(join((card, *below)), f"{scenario.title}: {PROMPTS['then']}", ())

    # -- feedback ----------------------------------------------------------------------------------

    def _feedback(self, attempt: Attempt, progress: Progress) -> Page:
        case, graded = self.guide.case(attempt.kind, attempt.id), grade(self.guide, attempt)
        if case is None or graded is None:
            return self._list(progress)
        body = element(
            "section",
            {"class": "dt-card dt-feedback"},
            paragraph("dt-progress", kicker(case)),
            paragraph("dt-about", inline(case.title)),
            feedback(self._parts, case, graded),
            self._then(attempt, case),
            self._unkept(attempt, progress),
            _share(self._fragment(attempt)),
            self._onward(attempt, progress),
        )
        return Page(join((body, _again(case))), f"{case.title}: {verdict(graded)}", ())

    def _then(self, attempt: Attempt, case: Case) -> Markup:
        """What is right with the inject, to who heard it."""
        if isinstance(case, Scenario) and (self.workshop.cases or attempt.then):
            return after_inject(self._parts, case, attempt.then)
        return Markup("")

    def _unkept(self, attempt: Attempt, progress: Progress) -> Markup:
        if attempt in progress.attempts:
            return Markup("")
        keep = element(
            "a", {"href": self._told_href(attempt), "data-keep": True}, "Keep it as my answer"
        )
        return paragraph(
            "dt-role", "This answer came with the link. Your browser has not kept it. ", keep
        )

    def _onward(self, attempt: Attempt, progress: Progress) -> Markup:
        again = link("dt-restart", self._href(self._start(attempt)), "Try this again")
        onward = (
            element(
                "li",
                None,
                option_link(
                    self._href(self._start(Attempt(case_kind(case), case.id))),
                    f"{label(case)}: {case.title}",
                    name,
                ),
            )
            for name, case in self._next(attempt, progress)
            if case
        )
        summed = () if self.workshop.cases else (_summary_link(),)
        links = (again, *summed, self._back(attempt.kind))
        return element(
            "nav",
            {"class": "dt-onward", "aria-label": "Go on"},
            element("ul", {"class": "dt-options dt-row"}, *onward),
            paragraph("dt-nav", join(links, " ")),
        )

    def _next(self, attempt: Attempt, progress: Progress) -> tuple[tuple[str, Case | None], ...]:
        """What comes after this case: in a workshop its next case, and else the next of this kind
        without an answer and the next one not right; each with what to call it."""
        if self.workshop.cases:
            here = self.guide.case(attempt.kind, attempt.id)
            return (("Next in the workshop", self.workshop.after(here) if here else None),)
        cases = cases_of(self.guide, attempt.kind)
        place = [case.id for case in cases].index(attempt.id)
        rest = (*cases[place + 1 :], *cases[:place])
        first = self._easiest(attempt.kind)
        begun = any(each.id == attempt.id for each in first)
        kept = {each.id: each for each in progress.attempts if each.kind == attempt.kind}
        # Who began with one of those to start with goes on with them.
        order = (*first, *rest) if begun else rest
        fresh = next((e for e in order if e.id not in kept and e.id != attempt.id), None)
        missed = (case for case in rest if case.id in kept and not self._right(kept[case.id]))
        return ("Next, not tried yet", fresh), ("Next to try again", next(missed, None))

    def _right(self, attempt: Attempt) -> bool:
        graded = grade(self.guide, attempt)
        return graded is not None and graded.correct

    # -- summary -----------------------------------------------------------------------------------

    def _summary(self, progress: Progress) -> Page:
        found = summary(self.guide, progress.attempts)
        body = element(
            "section",
            {"class": "dt-card dt-summary"},
            paragraph("dt-progress", "Your practice, scenarios and drills together"),
            summary_body(found, self._href),
            _keeping(len(found.grades)) if found.grades else "",
            paragraph("dt-nav", self._all(SCENARIO), " ", self._all(DRILL)),
        )
        return Page(body, "Your practice", ())


def _with(attempt: Attempt, part: str, choice: str) -> Attempt:
    chosen: dict[str, Any] = {part: choice}
    return replace(attempt, **chosen)


def _listed(case: Case, found: Rating, graded: Grade | None) -> tuple[Markup, Markup, Markup]:
    """A case in the list. What a scenario can be about hints at its answer, and comes after it."""
    line = found.told if graded or isinstance(case, Drill) else found.effort
    first = case.brief[0] if isinstance(case, Scenario) else case.pager
    number = element("b", {"class": "dt-case-number"}, label(case))
    return (
        element("span", {"class": "dt-case-title"}, number, " ", inline(case.title)),
        element("span", {"class": "dt-case-brief"}, inline(first)),
        element("span", {"class": "dt-case-rating"}, line),
    )


def _standing(graded: Grade | None) -> Markup:
    if graded is None:
        return element("span", {"class": "dt-case-standing"}, "Not tried yet")
    css = "dt-case-standing is-right" if graded.correct else "dt-case-standing is-wrong"
    return element("span", {"class": css}, f"{verdict(graded)}. {SURE_NAMES[graded.attempt.sure]}.")


def _again(case: Case) -> Markup:
    return fold("The case again", told(case), css="dt-card")


def _answered(name: str, text: str, change: str) -> Markup:
    """An answer that was given; `change` is where it can be changed, "" for nowhere."""
    attributes = {
        "class": "dt-change",
        "href": change,
        "aria-label": f"Change your answer on: {name}",
    }
    return join(
        (
            element("span", {"class": "dt-answer-label"}, name),
            " ",
            element("span", {"class": "dt-answer-text"}, inline(text)),
            *((" ", element("a", attributes, "Change")) if change else ()),
        )
    )


def _how_sure() -> Markup:
    names: Iterable[Markup] = map(inline, SURE_NAMES.values())
    return join((element("h3", None, PROMPTS["sure"]), listing(names, css="dt-boxes dt-row")))


_WRITE = join(
    paragraph("dt-write", said)
    for said in ("In one sentence, why:", "After the inject, I choose:", "Name:")
)
"""Lines to write on, at the foot of a sheet."""


def _meter(done: int, most: int) -> Markup:
    attributes = {"value": str(done), "max": str(most), "aria-label": "Your progress"}
    return element("progress", attributes)


def _share(fragment: str, by: str | None = None) -> Markup:
    """The form that copies the link of an answer; the page fills in what only it knows. In a
    workshop it asks for the name that the results of the room show: `by`, None for no workshop."""
    field: Attributes = {
        "name": "by",
        "maxlength": str(MOST_NAME),
        "autocomplete": "name",
        "value": by or False,
    }
    told = "Your name, for the results of the room. It stands in the link, and in this tab."
    named = by is not None
    asked = (element("label", None, told, element("input", field)),) if named else ()
    form: Attributes = {
        "class": "dt-keep",
        "data-fragment": fragment,
        "data-call": "practice_record",
        "data-typed": "name" if named else False,
    }
    return element("form", form, *asked, buttons({"copy-link": COPY_ANSWER}), *by_hand())


def _summary_link() -> Markup:
    return link("dt-standing", f"#{SUMMARY}", "Your summary")


def _keeping(count: int) -> Markup:
    """The form that copies the summary; the page fills in what only it knows."""
    many = counted(count, "answer")
    return element(
        "form",
        {
            "class": "dt-keep",
            "data-fragment": SUMMARY,
            "data-call": "practice_record",
            "data-copied": "The summary is copied.",
        },
        element("h3", None, "Keep or forget"),
        paragraph("", "Your answers stay in this browser. The page sends them nowhere."),
        buttons(KEEP_SUMMARY),
        *by_hand(),
        fold(
            "Forget my answers",
            paragraph("", "You cannot get them back. Copy the summary first if you need it."),
            button("forget", f"Forget {many}"),
        ),
    )
